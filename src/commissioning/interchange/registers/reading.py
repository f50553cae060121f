"""Contracts registers: one that is published, row by row with what is unknown in it, and one to publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Final, TypeVar

from attrs import define, evolve, field

from commissioning.contracts import register, sums
from commissioning.cycle import Cycle
from commissioning.dates.parsing.readings import Precision
from commissioning.dates.periods import Period
from commissioning.dates.windows import Window
from commissioning.errors import RecordError
from commissioning.findings.codes import publishing as codes
from commissioning.findings.finding import Finding, Findings
from commissioning.interchange.registers import cells
from commissioning.interchange.registers.columns import Layout, layout_of
from commissioning.interchange.separated import decoded
from commissioning.records import contract, history, parties, record
from commissioning.records.days import DayWithin
from commissioning.stages import Stage
from commissioning.values import listings, money
from commissioning.values.frozen import frozen
from commissioning.values.tables import Column, Kind, Table
from commissioning.values.text import counted, cut, more_than_once

T = TypeVar("T")
_REPORT: Final = (
    Column("line", Kind.WHOLE, "the line of the file; empty for the register as a whole"),
    Column("code", Kind.TEXT, "the code of the finding"),
    Column("finding", Kind.TEXT, "what was worked out, or could not be read"),
    Column("remedy", Kind.TEXT, "what to do"),
)


@frozen(repr=False)
class PublishedRegister(listings.Tabled):
    """A register as it was published: its rows, and a report of all that is not plainly in it."""

    rows: tuple[PublishedContract, ...]
    of_the_whole: tuple[Finding, ...] = ()
    """The doubts about its columns, and the lines that name no contract."""

    @property
    def findings(self) -> Findings:
        """Everything that was worked out, guessed, or could not be read."""
        return Findings((*self.of_the_whole, *(f for row in self.rows for f in row.findings)))

    def table(self) -> Table:
        """The rows under the names of the transparency code, as `Cycle.register` gives them."""
        return register.register_table(self.rows, with_buyers=any(row.buyers for row in self.rows))

    def report(self) -> Table:
        """One row for each finding, with the line of the file that it is about."""
        lines = [(None, finding) for finding in self.of_the_whole]
        found = [*lines, *((row.line, f) for row in self.rows for f in row.findings)]
        return Table(_REPORT, tuple((n, f.code, f.message, f.remedy) for n, f in found))

    def cycles(self, on: date, buyers: tuple[parties.Authority, ...] = ()) -> tuple[Cycle, ...]:
        """One cycle for each contract, brought forward on the day of the register.

        `buyers` are those of the contracts whose row names no other. A row without a supplier makes no
        cycle; its report says so.
        """
        return tuple(row.cycle(on, buyers) for row in self.rows if row.supplier)

    def __repr__(self) -> str:
        contracts = counted(len(self.rows), "contract")
        return f"<PublishedRegister: {contracts}, {counted(len(self.findings), 'finding')}>"


def read_register(text: str | bytes) -> PublishedRegister:
    """The contracts register in a CSV file, as councils publish them.

    Columns are known by the names of the Local Government Transparency Code 2015 and those that councils use
    for the same facts, else by what their cells hold. Lines above the headings are passed over. Bytes are
    read as UTF-8 or UTF-16, and a line that is not UTF-8 as Windows wrote it. An empty cell, "TBC" or "N/A"
    leaves its fact unknown; a cell that cannot be read is reported, and leaves it unknown too. A sum per
    year, quarter or month is brought to the whole term where the term is known, and is reported. Raises
    `FormatError` for a text in which there is no register.
    """
    layout = layout_of(text if isinstance(text, str) else decoded(text, "contracts register"))
    rows, passed = list[PublishedContract](), list(layout.findings)
    for line, own in layout.rows:
        row = _Reader(layout, line, own).row()
        if row:
            rows.append(row)
        else:
            why = f"Line {line} names no contract and is passed over: {cut(' '.join(own).strip(), 60)}"
            passed.append(
                codes.REGISTER_ROW_UNSURE.warns(why, remedy="Correct the line if it is one")
            )
    twice = {*more_than_once(row.reference for row in rows if row.reference)}
    return PublishedRegister(tuple(_with_doubts(row, twice) for row in rows), tuple(passed))


def _with_doubts(row: PublishedContract, twice: set[str]) -> PublishedContract:
    doubts = {
        "names no supplier, so no cycle can be made of it": not row.supplier,
        "has a cell under no heading; a comma may have moved it": any(
            heading.startswith("column ") for heading, _ in row.also
        ),
        f"has no reference; it is called {row.name} here": not row.reference,
        f"has the reference {row.reference}, which another line has too": row.reference in twice,
    }
    found = (
        codes.REGISTER_ROW_UNSURE.warns(
            f"Line {row.line} {doubt}", remedy="Correct the register", about=row.name
        )
        for doubt, holds in doubts.items()
        if holds
    )
    return evolve(row, findings=(*row.findings, *found))


@define
class _Reader:
    """The reading of one row, which gathers what it could not read."""

    layout: Layout
    line: int
    row_cells: list[str]
    findings: list[Finding] = field(factory=list)

    def row(self) -> PublishedContract | None:
        """The contract of the row; None for a line of totals or notes, which names no contract."""
        reference, title, supplier = map(self._text, ("reference", "title", "supplier"))
        said = any(self._text(fact) for fact in ("supplier", "description", "starts", "ends"))
        if not (reference or title) or not (said or (reference and title)):
            return None
        for cell, heading in (each for fact in self.layout.places for each in self._cells(fact)):
            if cells.is_error(cell):
                self._unread(heading, cell, "the spreadsheet has no value for it")
        starts = self._first("starts", cells.day)
        ends = self._from(starts, "ends", cells.last_day)
        review = self._from(starts, "review", cells.day)
        value, vat = self._value(starts, ends), self._first("vat", cells.money)
        days = ("start", starts), ("end", ends)
        return PublishedContract(
            line=self.line,
            reference=reference,
            title=title,
            department=self._text("department"),
            description=self._text("description"),
            supplier=supplier,
            value=value,
            irrecoverable_vat=evolve(vat.amount, vat=money.VatBasis.UNSTATED) if vat else None,
            starts=starts,
            ends=ends,
            spans="; ".join(f"{n}: {d.words}" for n, d in days if d and not register.known_day(d)),
            rolling=any(cells.is_rolling(cell) for cell, _ in self._cells("ends")),
            review_on=register.known_day(review),
            came_from=self._first("came_from", cells.came_from),
            standing=self._standing(),
            buyers=self._text("buyers"),
            also=tuple(self.layout.others(self.row_cells)),
            findings=tuple(self.findings),
        )

    def _cells(self, fact: str) -> Iterator[tuple[str, str]]:
        return self.layout.cells(self.row_cells, fact)

    def _text(self, fact: str) -> str:
        return next((cell for cell, _ in self._cells(fact) if not cells.is_blank(cell)), "")

    def _first(self, fact: str, read: Callable[[str, str], T | None]) -> T | None:
        read_cells = (self._read(cell, heading, read) for cell, heading in self._cells(fact))
        return next((found for found in read_cells if found is not None), None)

    def _unread(self, heading: str, cell: str, why: str) -> None:
        self.findings.append(
            codes.REGISTER_CELL_UNREAD.warns(
                f'Line {self.line}: "{cut(cell, 60)}" under "{heading}" is left unknown: {why}',
                remedy="Correct the cell, or record the fact by hand",
            )
        )

    def _from(
        self, starts: Window | None, fact: str, read: Callable[[str, str], Window | None]
    ) -> Window | None:
        """A day that cannot be before the start of the contract."""
        found = self._first(fact, read)
        if found and found.latest and starts and starts.earliest and starts.earliest > found.latest:
            (cell, heading), *_ = self._cells(fact)
            self._unread(heading, cell, f"it is before the start, {self._text('starts')}")
            return None
        return found

    def _value(self, starts: Window | None, ends: Window | None) -> money.Money | None:
        """The sum over the whole term, with how it came about in the report."""
        basis = self._text("basis")
        for cell, heading in self._cells("value"):
            printed = self._read(cell, heading, partial(cells.money, basis=basis))
            if printed is None:
                continue
            first, last = register.known_day(starts), register.known_day(ends)
            whole = printed.whole(sums.years_of(Period(first, last)) if first and last else None)
            if whole is None:
                why = f"it is a sum per {printed.per}; write the sum for the whole term"
                self._unread(heading, cell, why)
                continue
            amount, how = whole
            if how:
                self._worked_out(f'the sum over the term is worked out from "{cell}": {how}')
            if printed.guess:
                self._worked_out(f'the sum is read as {amount}, although "{cell}" is not exact')
            return amount
        return None

    def _worked_out(self, how: str) -> None:
        self.findings.append(
            codes.SUM_WORKED_OUT.warns(
                f"Line {self.line}: {how}", remedy="Check it against the contract"
            )
        )

    def _read(self, cell: str, heading: str, read: Callable[[str, str], T | None]) -> T | None:
        """The value of a cell; None, and a line of the report, where it cannot be read."""
        try:
            # The forms are slow on long runs of spaces.
            return read(" ".join(cell.split()), heading)
        except ValueError as error:
            self._unread(heading, cell, str(error))
            return None

    def _standing(self) -> contract.SupplierStanding:
        both = self._first("standing", cells.standing) or (None, None)
        small, voluntary = (self._first(fact, cells.yes_no) for fact in ("small", "voluntary"))
        return contract.SupplierStanding(
            small_or_medium=both[0] if small is None else small,
            voluntary_or_community=both[1] if voluntary is None else voluntary,
            registration_number=self._text("registration"),
            details=self._text("details"),
        )


def register_of(cycles: Iterable[Cycle], on: date) -> Table:
    """The contracts register of a day for many cycles, a row for each contract; `to_csv` publishes it."""
    tables = [cycle.register(on) for cycle in cycles]
    every = (register.REGISTER_COLUMNS, *(table.columns for table in tables))
    columns = {column.name: column for each in every for column in each}
    rows = (row for table in tables for row in table.to_dicts())
    return Table(
        tuple(columns.values()),
        tuple(tuple(row.get(name) for name in columns) for row in rows),  # type: ignore[misc]
    )


_SOURCE: Final = "the contracts register"


@frozen(kw_only=True)
class PublishedContract(register.RegisterRow):
    """One row of a register that was published, and what could not be read of it."""

    line: int
    """The line of the file on which it begins, from 1."""
    rolling: bool = False
    """Whether its end is said to be open."""
    also: tuple[tuple[str, str], ...] = ()
    """The text of its other columns, each after its heading."""
    findings: tuple[Finding, ...] = ()
    """The inferences, and each cell that could not be read."""

    @property
    def name(self) -> str:
        """Its reference; where it has none, its line."""
        return self.reference or f"line {self.line}"

    @property
    def term(self) -> Period | None:
        """The term, where its first and last day are both stated as days."""
        starts, ends = register.known_day(self.starts), register.known_day(self.ends)
        return Period(starts, ends) if starts and ends else None

    def cycle(self, on: date, buyers: tuple[parties.Authority, ...] = ()) -> Cycle:
        """A cycle that begins with this contract, as the register of a day gives it.

        The register does not say when a contract was signed: it is dated its first day, or the day of
        the register where that is earlier or no first day is stated. Where the row names a buyer, it is
        that one of `buyers`, or one of its own name. Raises `RecordError` for a row without a supplier.
        """
        first = self.starts.latest if self.starts else None
        if not self.supplier:
            raise RecordError(f"contract {self.name}", ("the row names no supplier; add it",))
        brought = history.BroughtForward(
            on=on,
            stage=Stage.MOBILISATION if first and first > on else Stage.GO_LIVE,
            because="the contracts register holds only what is published of each contract",
            carries=(self._signed(min(first or on, on), on),),
            basis=(record.Basis(grounds=record.Grounds.STATED, source=_SOURCE),),
        )
        title = self.title or self.description or f"Contract {self.name}"
        return Cycle(title, buyers=self._bought_by(buyers), reference=self.name).record(brought)

    def _bought_by(self, known: tuple[parties.Authority, ...]) -> tuple[parties.Authority, ...]:
        if self.buyers in {"", ", ".join(each.name for each in known)}:  # as a register is written
            return known
        return tuple(each for each in known if self.buyers in {each.name, each.reference}) or (
            parties.Authority(reference=self.buyers, name=self.buyers),
        )

    def _signed(self, on: date, known_by: date) -> contract.ContractSigned:
        term, open_ends = self._term_with_spans(known_by)
        return contract.ContractSigned(
            on=on,
            reference=self.name,
            provider=self.supplier,
            term=term,
            starts_on=self.starts.latest if self.starts and term is None else None,
            rolling=self.rolling,
            days_within=open_ends,
            value=self.value,
            title=self.title,
            description=self.description,
            department=self.department,
            came_from=self.came_from,
            irrecoverable_vat=self.irrecoverable_vat,
            review_on=self.review_on,
            supplier=self.standing,
            basis=(
                record.Basis(grounds=record.Grounds.INFERRED, source=_SOURCE, fields=("on",)),
                record.Basis(grounds=record.Grounds.STATED, source=_SOURCE),
            ),
        )

    def _term_with_spans(self, known_by: date) -> tuple[Period | None, tuple[DayWithin, ...]]:
        """The term, and the days of it that are known only to a span."""
        if self.ends is None or self.ends.latest is None:
            return None, tuple(_spans([("starts_on", self.starts)] if self.starts else []))
        ends_on = self.ends.latest
        starts = self.starts or Window(
            words="not stated", latest=known_by, precision=Precision.SPAN
        )
        last = min(starts.latest or ends_on, ends_on)
        if last != starts.latest:  # "April 2024" may reach beyond an end on the 12th
            starts = evolve(starts, latest=last, readings=(), parts=(), precision=Precision.SPAN)
        term = Period(last, ends_on)
        return term, tuple(_spans([("term.starts_on", starts), ("term.ends_on", self.ends)]))


def _spans(days: list[tuple[str, Window]]) -> Iterator[DayWithin]:
    for name, window in days:
        if window.earliest != window.latest:
            yield DayWithin(field=name, within=window)
