"""One contract as a published register gives it, and the cycle that begins with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import evolve

from commissioning.contracts.register import RegisterRow, known_day
from commissioning.cycle import Cycle
from commissioning.dates.parsing.readings import Precision
from commissioning.dates.periods import Period
from commissioning.dates.windows import Window
from commissioning.errors import RecordError
from commissioning.findings.finding import Finding
from commissioning.records import contract, history, parties
from commissioning.records.days import DayWithin
from commissioning.records.record import Basis, Grounds
from commissioning.stages import Stage
from commissioning.values.frozen import frozen

_SOURCE: Final = "the contracts register"


@frozen(kw_only=True)
class PublishedContract(RegisterRow):
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
        starts, ends = known_day(self.starts), known_day(self.ends)
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
            basis=(Basis(grounds=Grounds.STATED, source=_SOURCE),),
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
                Basis(grounds=Grounds.INFERRED, source=_SOURCE, fields=("on",)),
                Basis(grounds=Grounds.STATED, source=_SOURCE),
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
