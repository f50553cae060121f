"""The store: cycles by their reference, saved, loaded, listed and verified."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, Self

from attrs import astuple, evolve

from commissioning.cycle import Cycle
from commissioning.errors import RecordError, written
from commissioning.findings.finding import Finding
from commissioning.interchange import codec, json
from commissioning.law.regimes.council import CouncilRules
from commissioning.process import Process
from commissioning.records.record import Record
from commissioning.stages import Stage
from commissioning.store import chain
from commissioning.store.database import Database, StaleVersion, StoreError
from commissioning.values.asked import Askable
from commissioning.values.checking import given
from commissioning.values.fitting import described_value
from commissioning.values.tables import Column, Kind, Table
from commissioning.values.text import no_such, sentence

_READ = 'SELECT seq, kind, happened, known, entered, "by", doc, hash FROM record WHERE cycle = ?'
_LAST = "SELECT hash, entered FROM record WHERE cycle = ? ORDER BY seq DESC LIMIT 1"
_HEADS = """SELECT cycle, seq, hash FROM record AS last WHERE seq =
    (SELECT max(seq) FROM record WHERE record.cycle = last.cycle) ORDER BY cycle"""
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
    """The table of standing: the stage of each cycle and what is due next, for lists.

    It is derived from the records and can be made anew from them at any time. The stage is kept up to date by
    every save; what is due takes longer to work out and is brought up to date when it is asked for.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def bring_up_to_date(self, load: Callable[[str], chain.Stored]) -> None:
        """Work out the stage and the next day of every cycle that has been entered on since."""
        for key, seq, head, entered in self._database.rows(_BEHIND):
            cycle = load(key).cycle
            self._database.rows(_MOVE, key, seq, head, cycle.stage.value)
            agenda = cycle.agenda(_day_held(entered, f"The last entry of {key}"))
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

    def fault(self, key: str, entries: Sequence[chain.ChainEntry]) -> Finding | None:
        """The first entry that is missing from the end, or was put there by something else."""
        for seq, head in self._database.rows("SELECT seq, head FROM standing WHERE cycle = ?", key):
            if seq >= len(entries):
                return chain.broken(key, len(entries), "is missing")
            if seq < len(entries) - 1:
                return chain.broken(key, seq + 1, "was not added by the library")
            if entries[seq].hash != head:
                return chain.broken(key, seq, "is not what was entered")
        return None


class Store(Askable):
    """Cycles in a database, each by its reference. One store serves one thread; open one for each.

    Rows of cycles and records are only ever added, in the order entered.
    """

    def __init__(
        self, database: Database, process: Process | None = None, rules: CouncilRules | None = None
    ) -> None:
        self._database = database
        self._standing = StandingTable(database)
        self.process = process or Process.standard()
        self._codec = codec.codec_for(self.process)
        self.rules = rules and given(CouncilRules, rules, "store")

    @classmethod
    def open(
        cls, url: str, process: Process | None = None, rules: CouncilRules | None = None, *,
        create: bool = False,
    ) -> Store:  # fmt: skip
        """The store at "sqlite:///file.db" or "postgresql://host/name".

        Its file and its tables are made by the first save or import, or now with `create`; until then
        every other verb raises `NoStoreError`, so that a slip in the address leaves no empty file behind.
        `process` and `rules` are the council's own, if any. Raises `StoreError` where it cannot be reached.
        """
        return cls(Database(url, create=create), process, rules)

    def close(self) -> None:
        """End the connection; a `with` block does it by itself."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def save(self, what: chain.Stored | Cycle, *, entered: date, by: str) -> chain.Stored:
        """Add the records that the store does not hold yet, all or none: entered on a day, by somebody.

        Give a new cycle, or what `load` gave with records added. The same command given twice is one
        entry. Raises `StaleVersion` where another has recorded since, `RecordError` for a cycle without
        a reference, and `StoreError` where the database refuses.
        """
        command = chain.Command(entered=entered, by=by)
        stored = what if isinstance(what, chain.Stored) else chain.Stored(_cycle(what, "save"))
        stored.check()
        first = stored.version + 1 if stored.head else 0
        docs = chain.documents(stored.cycle, first, self._codec)
        day = command.entered.isoformat()
        entries = chain.chained(stored.head, stored.key, first, docs, entered=day, by=by)
        return self._put(stored, tuple(entries))

    def load(
        self, key: str, *, as_of: date | None = None, entered_by: date | None = None, audit: bool = False,
    ) -> chain.Stored:  # fmt: skip
        """The cycle with a reference, and what was found of its chain.

        `entered_by` takes only what had been entered by the end of a day, `as_of` only what had happened
        by then; `audit` asks every gate again. A broken chain is a finding, and its records are read with
        all the care that a file is. Raises `LookupError` for a cycle that the store does not hold.
        """
        entries = self._entries(key)
        fault = chain.first_broken(key, entries, columns=audit)
        if entered_by is not None:
            entries = tuple(each for each in entries if each.entered <= entered_by.isoformat())
            if not entries:
                raise LookupError(f"{key} had not been entered by {written(entered_by)}.")
        cycle, found = chain.cycle_of(
            entries, self.process, self.rules, whole=fault is None, audit=audit
        )
        late = chain.back_dated(key, entries) if audit and not fault else ()
        findings = (*((fault,) if fault else ()), *found, *late)
        shown = cycle if as_of is None else cycle.as_of(as_of)
        return chain.Stored(shown, cycle.records, entries[-1].hash, findings)

    def keys(
        self, *, stage: Stage | str | None = None, kind: type[Record] | None = None,
        due_before: date | None = None,
    ) -> tuple[str, ...]:  # fmt: skip
        """The references of the cycles that meet every condition, in order.

        `kind` is that of a record in them. What is due is what was due when each was last entered on.
        Raises `ValueError` for a stage, and `RecordError` for a kind, that there is not.
        """
        if due_before is not None:
            self._standing.bring_up_to_date(self.load)
        return self._standing.keys(
            stage=None if stage is None else Stage(stage).value,
            kind=None if kind is None else self.process.step(kind).tag,
            due=None if due_before is None else due_before.isoformat(),
        )

    def rebuild(self) -> None:
        """Derive the table of standing anew from the records."""
        self._database.rows("DELETE FROM standing")
        self._standing.bring_up_to_date(self.load)

    def history(self, key: str) -> Table:
        """Every entry of a cycle: when it happened, was known and was entered, by whom, and its hash."""
        days = (Column(name, Kind.DAY) for name in ("happened", "known", "entered"))
        names = Column("entry", Kind.WHOLE), Column("record"), *days, Column("by"), Column("hash")
        return Table(names, tuple(map(_row, self._entries(key))))

    def diff(self, one: chain.Stored | Cycle, other: chain.Stored | Cycle) -> Table:
        """The records that only one of two holds, such as yours and what another has saved."""
        return chain.difference(_cycle(one, "diff"), _cycle(other, "diff"))

    def verify(self, key: str, *, kept: tuple[int, str] | None = None) -> chain.ChainCheck:
        """Whether every entry of a cycle is as it was entered, and the first that is not.

        `kept` is a number of records and the hash of the last of them, from `heads` as kept elsewhere:
        whoever can write to the database could put a whole new chain there. Raises `RecordError` for others.
        """
        if kept is not None and (
            not isinstance(kept, (tuple, list)) or [*map(type, kept)] != [int, str]
        ):
            raise RecordError("verify", ("kept: give the number of records and the last hash",))
        entries = self._entries(key)
        fault = chain.first_broken(key, entries, columns=True) or self._standing.fault(key, entries)
        if not fault and kept and (kept[0] >= len(entries) or entries[kept[0]].hash != kept[1]):
            fault = chain.broken(key, kept[0], "is not the one whose hash was kept elsewhere")
        findings = (fault,) if fault else tuple(chain.back_dated(key, entries))
        at = int(fault.about or 0) if fault else None
        return chain.ChainCheck(key, len(entries) - 1, entries[-1].hash, at, findings)

    def heads(self) -> Table:
        """The number of records and the last hash of every cycle, to be signed and kept elsewhere."""
        return Table(
            (Column("cycle"), Column("records", Kind.WHOLE), Column("head")),
            tuple(self._database.rows(_HEADS)),
        )

    def export(self, key: str) -> str:
        """A cycle with its whole chain as JSON text, which `import_` takes into another store."""
        return chain.exported(key, self._entries(key))

    def import_(self, text: str, *, audit: bool = False) -> chain.Stored:
        """Put an exported cycle in, with its chain. It is read like any file: every gate is asked.

        With `audit` it is put in however imperfect. Raises `FormatError` for what is no export or has a
        broken chain, `BlockedError` like `loads`, and `StaleVersion` where the store holds another.
        """
        entries = chain.imported(text)
        file = chain.file_of(entries)
        found = json.from_dict(file, self.process, audit=True, rules=self.rules) if audit else None
        cycle = found.cycle if found else json.from_dict(file, self.process, rules=self.rules)
        return self._put(chain.Stored(cycle), entries)

    def __repr__(self) -> str:
        return f"<Store {self._database.name}>"

    def _entries(self, key: str) -> tuple[chain.ChainEntry, ...]:
        found = self._database.rows(f"{_READ} ORDER BY seq", key)
        if not found:
            if key in self.keys():
                raise StoreError(f"Every entry of {key} was removed. Put back a copy of the store.")
            raise LookupError(sentence(no_such("cycle", key, self.keys())))
        return tuple([chain.ChainEntry(seq, *map(str, row)) for seq, *row in found])

    def _put(self, stored: chain.Stored, entries: Sequence[chain.ChainEntry]) -> chain.Stored:
        """Add entries after those that the store is known to hold, or find that they are there already."""
        if not entries:
            return stored
        try:
            added = self._added(stored, entries)
        except StoreError as error:
            if not error.twice:
                raise
            added = False
        if not added:
            rows = self._database.rows(f"{_READ} ORDER BY seq", stored.key)
            others = tuple([chain.ChainEntry(*row) for row in rows if row[0] >= entries[0].seq])
            if others[: len(entries)] != tuple(entries):
                raise StaleVersion(stored.key, stored.version, rows[-1][0] if rows else 0, others)
        return evolve(stored, kept=stored.cycle.records, head=entries[-1].hash)

    def _added(self, stored: chain.Stored, entries: Sequence[chain.ChainEntry]) -> bool:
        """Whether they could be added; not where the store holds another head."""
        key, first, end = stored.key, entries[0], entries[-1]
        with self._database.transaction():
            rows = self._database.rows(_LAST, key)
            head, last = rows[0] if rows else ("", "")
            if head != stored.head:
                return False
            if first.entered < last:
                day = written(_day_held(last, f"The last entry of {key}"))
                raise StoreError(
                    f"The last entry of {key} is of {day}; enter on that day or later."
                )
            if first.kind == chain.HEAD:
                self._database.insert("cycle", ("cycle", "title"), [(key, stored.cycle.title)])
            rows_ = ((key, *astuple(entry)) for entry in entries)
            self._database.insert("record", ("cycle", *chain.COLUMNS), rows_)
            self._database.rows(_MOVE, key, end.seq, end.hash, stored.cycle.stage.value)
        return True


def _cycle(what: chain.Stored | Cycle, verb: str) -> Cycle:
    """The cycle itself. Raises `RecordError` for what is neither."""
    cycle = what.cycle if isinstance(what, chain.Stored) else what
    if not isinstance(cycle, Cycle):
        hint = "give a cycle, or what `load` or `save` gave"
        raise RecordError(verb, (f"{described_value(what)} is not a cycle; {hint}",))
    return cycle


def _row(entry: chain.ChainEntry) -> tuple[int | str | date, ...]:
    days = [
        _day_held(text, f"Entry {entry.seq}")
        for text in (entry.happened, entry.known, entry.entered)
    ]
    return entry.seq, entry.kind.replace("-", " "), *days, entry.by, entry.hash


def _day_held(text: str, place: str) -> date:
    """A day as a store holds it, in an entry that `place` names. Raises `StoreError` for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise StoreError(
            f'{place} has "{text}" where a day was entered: somebody changed it. Export the cycle as it '
            "is, and compare it with a copy kept elsewhere."
        ) from None
