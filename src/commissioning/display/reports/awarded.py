"""The sources of an award report: the cycle on a day, its results, and the letters for those who lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from string import ascii_uppercase

from commissioning.cycle import Cycle
from commissioning.errors import CommissioningError
from commissioning.evaluation.evaluation import Evaluation
from commissioning.records.award import AwardRecommendation
from commissioning.records.selection import ProviderAssessment, SelectionResponse
from commissioning.records.tender import TenderReceived
from commissioning.values.checking import a_day
from commissioning.values.frozen import frozen


@frozen
class Award:
    """A cycle as it was on the day of its award report, with the result of each lot that has one."""

    cycle: Cycle
    on: date
    results: Mapping[str, Evaluation]

    @classmethod
    def of(cls, cycle: Cycle, on: date) -> Award:
        """The award as of the end of a day."""
        then = cycle.as_of(a_day(on, "award report"))
        return cls(then, on, dict(_results(then)))

    @property
    def recommended(self) -> tuple[str, ...]:
        """The providers recommended, in the order of the recommendations."""
        found = self.cycle.every(AwardRecommendation)
        return tuple(dict.fromkeys(each.provider for one in found for each in one.awards))

    def recommended_for(self, lot: str) -> tuple[str, ...]:
        """The providers recommended for one lot."""
        found = self.cycle.every(AwardRecommendation, lot)
        return tuple(dict.fromkeys(name for each in found for name in each.winners(lot)))

    @property
    def letters(self) -> dict[str, str]:
        """The letter that the public part puts for each name of a provider who was not recommended."""
        others = sorted(self._names().items() - {(r, r) for r in self.recommended})
        losers = [name for name, _ in others if name not in self.recommended]
        lettered = {name: f"tenderer {_letter(at)}" for at, name in enumerate(losers)}
        names = {called: lettered[name] for name, called in others if name in lettered}
        return {**names, **lettered}

    def _names(self) -> dict[str, str]:
        """The providers who took part, by reference, with the name that each goes by."""
        found: dict[str, str] = {}
        applied = self.cycle.every(SelectionResponse, superseded=True)
        tendered = self.cycle.every(TenderReceived, superseded=True)
        papers: tuple[SelectionResponse | TenderReceived, ...] = (*applied, *tendered)
        for paper in papers:
            known = found.get(paper.provider, paper.provider)
            found[paper.provider] = paper.particulars.name if paper.particulars else known
        for one in self.cycle.every(ProviderAssessment):
            found |= {name: name for name in one.considered if name not in found}
        return found


def _letter(at: int) -> str:
    """A to Z, then AA, AB and so on."""
    rest, last = divmod(at, len(ascii_uppercase))
    return (_letter(rest - 1) if rest else "") + ascii_uppercase[last]


def _results(cycle: Cycle) -> Iterator[tuple[str, Evaluation]]:
    for lot in cycle.lots:
        try:
            yield lot, cycle.evaluation(lot)
        except (LookupError, CommissioningError):
            continue
