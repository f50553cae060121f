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

from commissioning.interchange.ocds.fields import REPLACED_WHOLE
from commissioning.interchange.ocds.seen import Json, london

_OF_THE_RELEASE: Final = ("id", "date", "tag")
"""The fields that belong to one release, and to no state."""
_HEAD: Final = ("ocid", *_OF_THE_RELEASE, "initiationType")


def by_process(releases: Iterable[Json]) -> dict[str, tuple[Json, ...]]:
    """The releases of each process by its ocid, each group oldest first; those of one moment by id."""
    groups: dict[str, list[Json]] = {}
    for release in releases:
        groups.setdefault(str(release.get("ocid") or ""), []).append(release)
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


def merged(state: Json, release: Json) -> Json:
    """A state with a release merged into it, by the rules of the standard; neither is changed."""
    told = {name: value for name, value in release.items() if name not in _OF_THE_RELEASE}
    return _objects(state, told)


def _objects(old: Mapping[str, object], new: Mapping[str, object]) -> Json:
    made = dict(old)
    for name, value in new.items():
        if value is None:
            made.pop(name, None)
        elif isinstance(value, Mapping):
            before = made.get(name)
            made[name] = _objects(before if isinstance(before, Mapping) else {}, value)
        elif isinstance(value, list) and _is_matched(name, value):
            before = made.get(name)
            made[name] = _lists(before if isinstance(before, list) else [], value)
        else:
            made[name] = deepcopy(value)
    return made


def _is_matched(name: str, value: list[object]) -> bool:
    """Whether a list is merged item by item: each is an object with an `id`, of no kind replaced whole."""
    identified = (isinstance(item, Mapping) and item.get("id") is not None for item in value)
    return name not in REPLACED_WHOLE and bool(value) and all(identified)


def _lists(old: list[object], new: list[object]) -> list[object]:
    made: dict[object, object] = {_identity(item, n): item for n, item in enumerate(old)}
    for number, item in enumerate(new, len(old)):
        key, value = _identity(item, number), item if isinstance(item, Mapping) else {}
        before = made.get(key)
        made[key] = _objects(before if isinstance(before, Mapping) else {}, value)
    return list(made.values())


def _identity(item: object, number: int) -> object:
    identity = item.get("id") if isinstance(item, Mapping) else None
    return (number,) if identity is None else str(identity)


def laid_over(original: Json, before: Json, now: Json, taken: set[str]) -> Json:
    """The release `now` as the original would have it: what differs from `before`, laid over it."""
    made = deepcopy(original)
    for name in {*before, *now} - {*_HEAD}:
        _lay(made, name, before.get(name), now.get(name))
    head = {name: now[name] for name in _HEAD}
    while str(head["id"]) in taken:
        head["id"] = f"{head['id']}/2"
    taken.add(str(head["id"]))
    return {**head, **{name: value for name, value in made.items() if name not in head}}


def _lay(made: Json, name: str, before: object, now: object) -> None:
    if before == now:
        return
    if isinstance(now, Mapping):
        old = made.get(name)
        inner = dict(old) if isinstance(old, Mapping) else {}
        base = before if isinstance(before, Mapping) else {}
        for key in {**base, **now}:
            _lay(inner, key, base.get(key), now.get(key))
        made[name] = inner
    elif isinstance(now, list) and _are_named(now):
        old_items, base_items = made.get(name), before if isinstance(before, list) else []
        items = _by_id(old_items if isinstance(old_items, list) else [])
        known = _by_id(base_items)
        for identity, item in _by_id(now).items():
            holder: Json = {"it": items.get(identity, {"id": item["id"]})}
            _lay(holder, "it", known.get(identity), item)
            items[identity] = holder["it"]  # type: ignore[assignment]
        made[name] = list(items.values())
    elif now is None:
        made.pop(name, None)
    else:
        made[name] = deepcopy(now)


def _are_named(items: list[object]) -> bool:
    return bool(items) and all(isinstance(item, Mapping) and "id" in item for item in items)


def _by_id(items: list[object]) -> dict[str, Json]:
    return {
        str(item.get("id", number)): dict(item)
        for number, item in enumerate(items)
        if isinstance(item, Mapping)
    }
