"""Short references: each names one thing, and each leads somewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from commissioning.values.text import did_you_mean, listed


def repeated(where: str, items: Iterable[object]) -> Iterator[str]:
    """A problem for each reference that a list names more than once.

    Items are references or values that have one; those without a reference are passed over.
    """
    references = Counter(getattr(item, "reference", item) for item in items)
    for reference, times in references.items():
        if times > 1 and reference:
            yield f"{where}: {reference} is there {_TIMES.get(times, f'{times} times')}; name each once"


_TIMES = {2: "twice"}


def unknown(where: str, wanted: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """A problem for each reference that is not among those the same record defines."""
    there = tuple(known)
    for reference in wanted:
        if reference not in there:
            choice = f"it defines {listed(there)}" if there else "define it in the same record"
            remedy = did_you_mean(reference, there) or f"; {choice}"
            yield f'{where} "{reference}", which the record does not define{remedy}'
