"""The start of a ledger whose earlier history is not held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commissioning.errors import written
from commissioning.records.record import Record
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
