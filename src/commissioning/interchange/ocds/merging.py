"""Releases grouped by process and merged: the state of one procurement after each of its notices.

Updates are deltas, so nothing is read from a release alone. The standard has three rules: the items of a
list are matched by `id`, a list whose items have none (or that the standard marks) is replaced whole, and
null removes. The changes since a cycle was read are laid over the original by id, so that the rest stays as
it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Final

from commissioning.dates.deadlines import london
from commissioning.dates.parsing.cleaning import as_printed
from commissioning.interchange.ocds.fields import REPLACED_WHOLE
from commissioning.interchange.ocds.seen import Json, leaves, path_of
from commissioning.values.grouping import grouped, more_than_once

_OF_THE_RELEASE: Final = ("id", "date", "tag")  # they belong to no state
_HEAD: Final = ("ocid", *_OF_THE_RELEASE, "initiationType")


def by_process(releases: Iterable[Json]) -> dict[str, tuple[Json, ...]]:
    """The releases of each process by its ocid, each group oldest first; those of one moment by id."""
    groups = grouped((as_printed(str(each.get("ocid") or "")), each) for each in releases)
    return {ocid: tuple(sorted(group, key=_moment)) for ocid, group in groups.items()}


def _moment(release: Json) -> tuple[float, str]:
    moment = london(str(release.get("date") or ""))
    return (moment.timestamp() if moment else 0.0), str(release.get("id") or "")


def states(releases: Iterable[Json]) -> Iterator[Json]:
    """The merged state after each release of one process."""
    state: Json = {}
    for release in releases:
        state = merged(state, release)
        yield state


def repeated_ids(release: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The path and the id of the items that have the same id in a list which is merged by it."""
    places = [place for place, _ in leaves(release) if place[-1:] == ("id",) and len(place) > 2]
    for *path, name, item, _ in more_than_once(places):
        if name not in REPLACED_WHOLE and str(item).startswith("["):
            yield path_of((*path, name)), as_printed(str(item)[1:-1])


def merged(state: Json, release: Json) -> Json:
    """A state with a release merged into it, by the rules of the standard; neither is changed."""
    told = {name: value for name, value in release.items() if name not in _OF_THE_RELEASE}
    return _objects(state, told)


def laid_over(original: Json, before: Json, now: Json, taken: set[str]) -> Json:
    """The release `now` as the original would have it: what differs from `before`, merged into it."""
    changed = merged(deepcopy(original), _difference(before, now))
    head = {name: now[name] for name in _HEAD}
    while str(head["id"]) in taken:
        head["id"] = f"{head['id']}/2"
    taken.add(str(head["id"]))
    return {**head, **{name: value for name, value in changed.items() if name not in head}}


def _objects(old: Mapping[str, object], new: Mapping[str, object]) -> Json:
    made = dict(old)
    for name, value in new.items():
        if value is None:
            made.pop(name, None)
        elif isinstance(value, Mapping):
            made[name] = _objects(_object(made.get(name)), value)
        elif isinstance(value, list) and _is_matched(name, value):
            items = _by_id(made.get(name))
            for item in map(_object, value):  # one by one, as two may have the same id
                items[str(item["id"])] = _objects(_object(items.get(str(item["id"]))), item)
            made[name] = list(items.values())
        else:
            made[name] = deepcopy(value)
    return made


def _difference(before: Mapping[str, object], now: Mapping[str, object]) -> Json:
    """The release that would make `before` into `now`: null for what is gone, the items of lists by id."""
    made: Json = {}
    for name in {**before, **now}:
        old, new = before.get(name), now.get(name)
        if old == new:
            continue
        if isinstance(new, Mapping):
            made[name] = _difference(_object(old), new)
        elif isinstance(new, list) and _is_matched(name, new):
            known = _by_id(old)
            made[name] = [
                {**_difference(_object(known.get(identity)), item), "id": item["id"]}
                for identity, item in _by_id(new).items()
                if isinstance(item, Mapping)
            ]
        else:
            made[name] = new
    return made


def _is_matched(name: str, value: list[object]) -> bool:
    """Whether a list is merged item by item: each is an object with an `id`, of no kind replaced whole."""
    identified = (isinstance(item, Mapping) and item.get("id") is not None for item in value)
    return name not in REPLACED_WHOLE and bool(value) and all(identified)


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _by_id(value: object) -> dict[object, object]:
    """The items of a list by their ids; one without an id, by its number."""
    items = value if isinstance(value, list) else []
    ids = (_object(item).get("id") for item in items)
    return {
        n if i is None else str(i): item for n, (i, item) in enumerate(zip(ids, items, strict=True))
    }
