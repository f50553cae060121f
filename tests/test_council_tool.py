"""A council's own tool, tested in the three ways that `commissioning.testing` offers."""

import importlib.util
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from commissioning.records.contract import ContractSigned
from commissioning.records.live import GoLive
from commissioning.stages import Stage
from commissioning.testing import CycleMachine, broken_cycles, cycles, make

PATH = Path(__file__).parents[1] / "examples" / "council_tool.py"
SPEC = importlib.util.spec_from_file_location("council_tool", PATH)
council_tool = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(council_tool)


@pytest.fixture
def board(commissioning_clock):
    return council_tool.Board(commissioning_clock)


# One: by example, with fixtures and records made on demand


@pytest.mark.commissioning_at_every_stage
def test_every_cycle_has_a_card(commissioning_cycle, board):
    """A stage that the board has no column for would lose its procurements from sight."""
    card = board.card(commissioning_cycle)
    assert commissioning_cycle.stage in council_tool.COLUMNS[card.column]


def test_refused_record_is_reported_and_leaves_the_card_unchanged(commissioning_at_award, board):
    """The officer learns what to do, and the board stays true."""
    early = make(GoLive, on=commissioning_at_award.last_on)
    cycle, told = board.enter(commissioning_at_award, early)
    assert cycle is commissioning_at_award
    assert "record a mobilisation plan" in told


def test_contract_brings_its_provider_onto_the_card(commissioning_at_mobilisation, board):
    """The name on the card is the one in the contract, not the one hoped for."""
    held = board.card(commissioning_at_mobilisation)
    assert held.provider == make(ContractSigned).provider


def test_cycle_without_news_is_chased(commissioning_at_itt, commissioning_at_go_live, board):
    """Only what is under way is chased, and only after three months."""
    last = commissioning_at_itt.last_on
    board.today.day = last + timedelta(days=90)
    assert board.to_chase([commissioning_at_itt]) == []
    board.today.advance()
    both = [commissioning_at_itt, commissioning_at_go_live]
    assert board.to_chase(both) == [commissioning_at_itt.title]


@pytest.mark.parametrize("code", ["standstill-running", "one-opener", "contract-not-ended"])
def test_officer_is_told_how_to_clear_it(code, board):
    """What the library refuses the tool must not let through, nor swallow."""
    (broken,) = broken_cycles(code)
    kept, told = board.enter(broken.before, broken.attempt)
    assert kept.records == broken.before.records
    assert broken.findings[0].remedy in told


# Two: by property, for every cycle that could be


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(cycles())
def test_only_finished_cycles_are_done(cycle):
    """A card that says done while a contract is still to be ended is a card nobody looks at."""
    card = council_tool.Board(lambda: date(2030, 1, 1)).card(cycle)
    assert (card.column == "Done") == all(stage.finished for stage in cycle.stages.values())


# Three: step by step, beside the library


class BoardBesideTheLibrary(CycleMachine):
    """Whatever happens to a cycle, the board shows what the library says."""

    def begun(self):
        self.board = council_tool.Board(lambda: date(2030, 1, 1))

    def recorded(self, before, record):
        entered, told = self.board.enter(before, record)
        assert (entered, told) == (self.cycle, "")
        if self.cycle.stage is Stage.ENDED:
            assert self.board.card(entered).column == "Done"

    def refused(self, record, refusal):
        kept, told = self.board.enter(self.cycle, record)
        assert kept == self.cycle
        assert told


TestBoardBesideTheLibrary = BoardBesideTheLibrary.TestCase
TestBoardBesideTheLibrary.settings = settings(max_examples=8, stateful_step_count=8, deadline=None)
