"""Things that belong together, gathered under what they share, and those named more than once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """The values of each key, both in the order in which they first came."""
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def of_kind(things: Iterable[object], kind: type[V]) -> tuple[V, ...]:
    """The things of one class, in their order."""
    return tuple(thing for thing in things if isinstance(thing, kind))


def more_than_once(items: Iterable[K]) -> tuple[K, ...]:
    """The items that a list names more than once, each once, in the order of the list."""
    return tuple(item for item, times in Counter(items).items() if times > 1)
