"""Counts of packages of care that may leave an officer's own file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

from commissioning.ledger.ledger import Ledger
from commissioning.records.frameworks import PackageEnded, PackagePlaced

SMALL: Final = 5
"""A count below it, other than 0, can point to a person and is shown as a range."""
HIDDEN: Final = "not shown"
"""In place of a count from which a small one could be worked out."""
OF_PACKAGES: Final = (PackagePlaced, PackageEnded)
"""The records that are each about one package, and so about one person."""


def placed_on(ledger: Ledger, on: date, package: str | None = None) -> dict[str, PackagePlaced]:
    """The packages placed and not ended by the end of a day, each as placed last; or one of them."""
    ends: defaultdict[str, list[date]] = defaultdict(list)
    for ended in ledger.every(PackageEnded, package):
        if ended.on <= on:
            ends[ended.package].append(ended.on)
    found: dict[str, PackagePlaced] = {}
    for each in sorted(ledger.every(PackagePlaced, package), key=lambda each: each.on):
        if each.on > on:
            break
        found[each.package] = each
        # Each placement has the first end after it, so a package may move on one day.
        own = min((day for day in ends[each.package] if day >= each.on), default=None)
        if own is not None:
            ends[each.package].remove(own)
            del found[each.package]
    return found


def packages_by_lot(ledger: Ledger, on: date) -> Counter[str]:
    """The packages placed and not ended by the end of a day, by lot."""
    return Counter(each.lot for each in placed_on(ledger, on).values())


def shown_count(packages: int) -> str | None:
    """The words for a count too small to show; None where the number may be shown."""
    return f"fewer than {SMALL}" if 0 < packages < SMALL else None


def shown_counts(counts: Sequence[int]) -> list[str]:
    """Counts beside one another, in words: where one alone is small, the next smallest is hidden too.

    Their total may be known from elsewhere, and would give the one away.
    """
    words = [shown_count(each) or str(each) for each in counts]
    small = [each for each in counts if shown_count(each)]
    others = [each for each in counts if each >= SMALL]
    if len(small) == 1 and others:
        words[counts.index(min(others))] = HIDDEN
    return words
