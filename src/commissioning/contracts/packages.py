"""Counts of packages of care that may leave an officer's own file."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Final

from commissioning.ledger.ledger import Ledger
from commissioning.records.frameworks import PackageEnded, PackagePlaced

SMALL: Final = 5
"""A count below it, other than 0, can point to a person and is shown as a range."""


def packages_by_lot(ledger: Ledger, on: date) -> Counter[str]:
    """The packages placed and not ended by the end of a day, by lot."""
    ended = {each.package for each in ledger.every(PackageEnded) if each.on <= on}
    placed = {each.package: each.lot for each in ledger.every(PackagePlaced) if each.on <= on}
    return Counter(lot for package, lot in placed.items() if package not in ended)


def shown_count(packages: int) -> str | None:
    """The words for a count too small to show; None where the number may be shown."""
    return f"fewer than {SMALL}" if 0 < packages < SMALL else None
