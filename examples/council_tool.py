"""A council's own tool: a board with one card for each procurement, which chases those without news.

It leaves the order of stages and the law to `commissioning`. How it is tested, in three ways: "Test
your own system" in the documentation, and `tests/test_council_tool.py`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from commissioning import ContractSigned, Cycle, Record, Stage

COLUMNS = {
    "Planning": {Stage.NEEDS, Stage.SPECIFICATION},
    "At market": {Stage.SSQ, Stage.ITT, Stage.EVALUATION, Stage.INTERVIEWS},
    "Awarding": {Stage.AWARD},
    "Starting": {Stage.MOBILISATION},
    "Running": {Stage.GO_LIVE},
    "Done": {Stage.ENDED, Stage.ABANDONED},
}
PATIENCE = timedelta(days=90)


@dataclass(frozen=True)
class Card:
    """One procurement as the board shows it."""

    title: str
    column: str
    provider: str
    last_on: date | None


class Board:
    """All the cards. `today` gives the day."""

    def __init__(self, today: Callable[[], date]) -> None:
        self.today = today

    def card(self, cycle: Cycle) -> Card:
        column = next(name for name, stages in COLUMNS.items() if cycle.stage in stages)
        contract = cycle.find(ContractSigned)
        return Card(cycle.title, column, contract.provider if contract else "", cycle.last_on)

    def enter(self, cycle: Cycle, record: Record) -> tuple[Cycle, str]:
        """The cycle with the record; or the unchanged cycle and the remedies for the officer."""
        blockers = cycle.blockers(record)
        if blockers:
            return cycle, "; ".join(finding.remedy or finding.message for finding in blockers)
        return cycle.record(record), ""

    def to_chase(self, cycles: Iterable[Cycle]) -> list[str]:
        """The titles of the procurements under way that have had no record for 90 days."""
        cards = [self.card(cycle) for cycle in cycles]
        still = [card for card in cards if card.column not in {"Running", "Done"}]
        return [c.title for c in still if c.last_on and self.today() - c.last_on > PATIENCE]


if __name__ == "__main__":
    from commissioning.testing import FrozenClock, seeded_portfolio

    board = Board(FrozenClock(date(2026, 1, 5)))
    cycles = list(seeded_portfolio(8, seed=2))
    for card in map(board.card, cycles):
        print(f"{card.column:10} {card.title:24} {card.provider}")
    print("To chase:", ", ".join(board.to_chase(cycles)) or "none")
