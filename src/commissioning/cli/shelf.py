"""The cycles of a folder or a store as a list that is kept up to date while it is served."""

from __future__ import annotations

import re
from datetime import date
from threading import Lock

from commissioning.cli.sources import CycleSource
from commissioning.cycle import Cycle
from commissioning.display.reports.listing import Listed
from commissioning.errors import CommissioningError, FormatError
from commissioning.portfolio.given import audit_of
from commissioning.values.text import no_such


def _natural(name: str) -> list[tuple[int, str]]:
    """The order in which people count: P2 before P10."""
    parts = re.split(r"(\d{1,18})", name)
    return [(int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in parts]


class Shelf:
    """The rows of a list; a cycle is read again only where it has changed. Several threads may ask."""

    def __init__(self, source: CycleSource, on: date | None = None) -> None:
        self._source = source
        self._held: dict[str, tuple[object, Listed]] = {}
        self._lock = Lock()
        self.on = on
        """The day the list is of; None for that of each cycle's last record."""

    def rows(self) -> tuple[Listed, ...]:
        """A row for each cycle, by name. Raises `StoreError` for a store that cannot be reached."""
        with self._lock:
            stamps = self._source.stamps()
            kept = {
                name: one for name, one in self._held.items() if stamps.get(name, self) == one[0]
            }
            fresh = {name: (stamps[name], self._row(name)) for name in stamps.keys() - kept.keys()}
            self._held = kept | fresh
            return tuple([self._held[name][1] for name in sorted(stamps, key=_natural)])

    def _row(self, name: str) -> Listed:
        try:
            return Listed.of(name, self._read(name), self.on)
        except CommissioningError as error:
            return Listed(name=name, problem="; ".join(getattr(error, "problems", (str(error),))))

    def cycle(self, name: str) -> Cycle:
        """The cycle with a name, as it is now.

        Raises `LookupError` for a name that is not there, and `FormatError` for what cannot be read.
        """
        names = self._source.stamps()
        if name not in names:
            raise LookupError(no_such("cycle", name, names))
        return self._read(name)

    def _read(self, name: str) -> Cycle:
        found = self._source.read(name)
        if isinstance(found, Cycle):
            return found
        seen = audit_of(found)
        if seen.audit is None:
            raise FormatError(name, (seen.problem,))
        return seen.audit.cycle
