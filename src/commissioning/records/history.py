"""The course of a ledger: a start whose earlier history is not held, and returns to an earlier stage.

For its lots, a return supersedes all records of later stages and those of the stage returned to that it
names, with all that rests on these. A superseded record stays in the ledger, and no longer counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field

from commissioning.errors import written
from commissioning.records.record import PROVIDER, RECORD, Record
from commissioning.records.specification import Lot
from commissioning.records.strategy import ProcurementFacts
from commissioning.stages import Route, Stage
from commissioning.values.checking import asks
from commissioning.values.frozen import frozen
from commissioning.values.text import did_you_mean, listed


@frozen(kw_only=True)
class BroughtForward(Record, called="history brought forward"):
    """An earlier history that this ledger does not hold, summed up at the stage it had reached.

    A council's register of live contracts, a bridging award and a story whose source tells only part
    begin so. It may only be the first record, and leaves the standing warning `history-not-held`.
    """

    stage: Stage
    because: str
    carries: tuple[Record, ...] = ()
    """Those earlier records that are held, in their own words and of their own days."""
    divided_into: tuple[Lot, ...] = ()
    route: Route | None = None
    facts: ProcurementFacts | None = None
    commenced_on: date | None = None
    """When the procurement commenced, if known; without it no law can be said to govern."""

    never_empty = asks(because="say why the earlier history is not held")
    distinct = ("divided_into",)

    @property
    def defines_lots(self) -> tuple[str, ...]:
        return tuple(lot.reference for lot in self.divided_into)

    def problems(self) -> Iterator[str]:
        if self.stage.finished:
            yield f"stage: nothing can follow the {self.stage.words} stage; bring it forward to one before"
        if self.lots is not None:
            yield "lots: a history is brought forward for every lot; name the lots in divided_into"
        for number, record in enumerate(self.carries):
            if isinstance(record, BroughtForward):
                yield f"carries[{number}]: a history cannot carry another brought forward"
            strange = set(record.lots or ()) - set(self.defines_lots)
            if strange:
                near = did_you_mean(min(strange), self.defines_lots)
                yield f"carries[{number}]: divided_into lacks {listed(sorted(strange))}{near}"
            if record.on > self.on:
                yield f"carries[{number}]: the {record.described()} is later than {written(self.on)}"
        if self.route is not None and self.stage not in self.route:
            yield f"route: {self.stage.words} is not a stage of the {self.route.name} route"
        if self.commenced_on is not None and self.commenced_on > self.on:
            yield f"commenced_on: {written(self.commenced_on)} is later than the record itself"


@frozen(kw_only=True)
class ReturnToStage(Record):
    """The base of every return; record one of the kinds below."""

    because: str
    sets_aside: tuple[str, ...] = field(default=(), metadata=RECORD)
    """References of records in the stage returned to that no longer count."""
    because_of: str = field(default="", metadata=RECORD)
    """The challenge, judgment or advice that it answers, where it answers one."""

    never_empty = asks(because="say why the procurement goes back; bidders are owed the reason")


@frozen(kw_only=True)
class EvaluationReopened(ReturnToStage, called="reopening of evaluation"):
    """The marks are looked at again: from interviews or award back to evaluation."""


@frozen(kw_only=True)
class InvitationReissued(ReturnToStage, called="reissued invitation"):
    """Tenders are invited again, from the same bidders: back to the invitation to tender."""

    best_and_final: bool = False
    """Whether this calls for best and final offers on the tenders already held."""


@frozen(kw_only=True)
class SelectionReopened(ReturnToStage, called="reopening of selection"):
    """Selection is done again: back to the selection questionnaire."""


@frozen(kw_only=True)
class AwardFellThrough(ReturnToStage, called="award that fell through"):
    """A recommended provider does not sign, so that the reserve can be recommended."""

    recommendation: str = field(metadata=RECORD)
    provider: str = field(metadata=PROVIDER)

    never_empty = asks(
        recommendation="say which recommendation fell through",
        provider="say whose award fell through",
    )

    def problems(self) -> Iterator[str]:
        yield from ReturnToStage.problems(self)
