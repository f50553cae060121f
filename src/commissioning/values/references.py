"""Short references: each names one thing, and each leads somewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator
from typing import TypeVar

from commissioning.values.text import did_you_mean, listed

T = TypeVar("T", bound=Hashable)


def repeated(where: str, items: Iterable[object]) -> Iterator[str]:
    """A problem for each reference that a list names more than once.

    Items are references or values that have one; those without a reference are passed over.
    """
    references = Counter(getattr(item, "reference", item) for item in items)
    for reference, times in references.items():
        if times > 1 and reference:
            yield f"{where}: {reference} is there {_TIMES.get(times, f'{times} times')}; name each once"


_TIMES = {2: "twice"}


def more_than_once(items: Iterable[T]) -> tuple[T, ...]:
    """The items that a list names more than once, each once, in the order of the list."""
    return tuple(item for item, times in Counter(items).items() if times > 1)


def unknown(where: str, wanted: Iterable[str], known: Collection[str]) -> Iterator[str]:
    """A problem for each reference that is not among those the same record defines.

    A record with many references gives the known ones as keys, which are found at once.
    """
    for reference in wanted:
        if reference not in known:
            there = tuple(known)
            choice = f"it defines {listed(there)}" if there else "define it in the same record"
            remedy = did_you_mean(reference, there) or f"; {choice}"
            yield f'{where} "{reference}", which the record does not define{remedy}'
