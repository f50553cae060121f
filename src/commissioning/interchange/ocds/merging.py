"""Releases grouped by process and merged: the state of one procurement after each of its notices.

Updates are deltas, so nothing is read from a release alone. The standard has three rules: the items of a
list are matched by `id`, a list whose items have none (or that the standard marks) is replaced whole, and
null removes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Final

from commissioning.interchange.ocds.fields import REPLACED_WHOLE
from commissioning.interchange.ocds.seen import Json, london

_OF_THE_RELEASE: Final = ("id", "date", "tag")
"""The fields that belong to one release, and to no state."""


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
