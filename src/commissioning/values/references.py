"""Short references: each names one thing, and each leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def repeated(where: str, references: Iterable[str]) -> Iterator[str]:
    """A clause for each reference that a list gives to more than one thing."""
    seen: set[str] = set()
    told: set[str] = set()
    for reference in references:
        if reference in seen and reference not in told:
            told.add(reference)
            yield f"{where}: {reference!r} is there twice; give each a reference of its own"
        seen.add(reference)


def unknown(where: str, wanted: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """A clause for each reference that is not among those the same record defines."""
    there = tuple(known)
    for reference in wanted:
        if reference not in there:
            told = ", ".join(there) or "none"
            yield f"{where} {reference!r}, which the record does not define; it has {told}"
