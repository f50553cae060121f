"""The table of standing: the stage of each cycle and what is due next, for lists.

It is derived from the records and can be made anew from them at any time. The stage is kept up to date by
every save; what is due takes longer to work out and is brought up to date when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from commissioning.findings.finding import Finding
from commissioning.store.chain import ChainEntry, broken
from commissioning.store.database import Database
from commissioning.store.stored import Stored

_MOVE: Final = """INSERT INTO standing (cycle, seq, head, stage) VALUES (?, ?, ?, ?)
    ON CONFLICT (cycle) DO UPDATE SET seq = excluded.seq, head = excluded.head, stage = excluded.stage
    WHERE excluded.seq > standing.seq"""
_BEHIND: Final = """SELECT last.cycle, last.seq, last.hash, last.entered FROM record AS last
    LEFT JOIN standing ON standing.cycle = last.cycle
    WHERE last.seq = (SELECT max(seq) FROM record WHERE record.cycle = last.cycle)
    AND (standing.seq IS NULL OR standing.due_seq < last.seq)"""
_FILTERS: Final = {
    "stage": "cycle IN (SELECT cycle FROM standing WHERE stage = ?)",
    "kind": "cycle IN (SELECT cycle FROM record WHERE kind = ?)",
    "due": "cycle IN (SELECT cycle FROM standing WHERE due < ?)",
}


class StandingTable:
    """The derived table of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def move(self, key: str, last: ChainEntry, stage: str) -> None:
        """Put down the last entry of a cycle and the stage it is in."""
        self._database.rows(_MOVE, key, last.seq, last.hash, stage)

    def clear(self) -> None:
        """Empty the table."""
        self._database.rows("DELETE FROM standing")

    def bring_up_to_date(self, load: Callable[[str], Stored]) -> None:
        """Work out the stage and the next day of every cycle that has been entered on since."""
        for key, seq, head, entered in self._database.rows(_BEHIND):
            cycle = load(key).cycle
            self._database.rows(_MOVE, key, seq, head, cycle.stage.value)
            agenda = cycle.agenda(date.fromisoformat(entered))
            days = [item.day.isoformat() for item in agenda if item.day and item.is_open]
            due = min(days, default=None)
            sql = "UPDATE standing SET due = ?, due_seq = ? WHERE cycle = ? AND due_seq < ?"
            self._database.rows(sql, due, seq, key, seq)

    def keys(self, **wanted: str | None) -> tuple[str, ...]:
        """The keys of all cycles, or of those with a stage, a kind of record, or something due before."""
        given = {name: value for name, value in wanted.items() if value is not None}
        where = "".join(f" AND {_FILTERS[name]}" for name in given)
        sql = f"SELECT cycle FROM cycle WHERE title IS NOT NULL{where} ORDER BY cycle"
        return tuple([key for (key,) in self._database.rows(sql, *given.values())])

    def fault(self, key: str, entries: Sequence[ChainEntry]) -> Finding | None:
        """The first entry that is missing from the end, or was put there by something else."""
        kept = self._database.rows("SELECT seq, head FROM standing WHERE cycle = ?", key)
        for seq, head in kept:
            if seq >= len(entries):
                return broken(key, len(entries), "is missing")
            if seq < len(entries) - 1:
                return broken(key, seq + 1, "was not put there by the library")
            if entries[seq].hash != head:
                return broken(key, seq, "is not what was entered")
        return None
