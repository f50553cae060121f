"""Letters to bidders and summaries hold nothing of notes, panel members, or the tenders of other losers."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.display.overview import cycle_text
from commissioning.evaluation.reporting.summary import SummaryDuty, summaries
from commissioning.records.award import IntentionToAward
from commissioning.records.panel import Moderation, Panel, ScoreSheet
from commissioning.records.tender import TenderReceived
from commissioning.stages import Route
from commissioning.testing import Scenario, story

PROVIDERS = ("alder", "birch", "cedar")
SECRET = "jotted down in private"


@pytest.fixture(scope="module")
def cycle():
    """A competition of three, with a note on every record and a reason of its own for every mark."""
    told = story(Scenario(route=Route.open(), providers=PROVIDERS), after=IntentionToAward)
    records = []
    for record in told.records:
        changed = evolve(record, note=SECRET, by="the clerk by a private name")
        if isinstance(changed, ScoreSheet):
            marks = [
                evolve(m, because=f"reason for {changed.provider} only") for m in changed.marks
            ]
            changed = evolve(changed, marks=tuple(marks))
        if isinstance(changed, Moderation):
            changed = evolve(changed, because=f"reason for {changed.provider} only")
        records.append(changed)
    return type(told).audit(told.title, records, buyers=told.buyers).cycle


def letters(cycle):
    result = cycle.evaluation()
    winner = result.winner or result.ranked[0][0]
    made = summaries(
        result, winner, SummaryDuty.REGULATION_86, no_signing_before=date(2022, 11, 25)
    )
    return winner, dict(zip(result.providers, (each.letter() for each in made), strict=True))


def test_letters_hold_nothing_of_notes_or_panel_members(cycle):
    """A member who is named in a letter is a member who is telephoned."""
    _, written = letters(cycle)
    members = {member.reference for panel in cycle.every(Panel) for member in panel.members}
    assert members
    for text in written.values():
        assert SECRET not in text
        assert "private name" not in text
        assert not [member for member in members if member in text]


def test_letter_holds_no_reason_or_price_of_another_loser(cycle):
    """Each bidder hears of its own tender and the winner's; what a rival wrote or asked is the rival's."""
    winner, written = letters(cycle)
    prices = {t.provider: str(t.prices[0].price.amount) for t in cycle.every(TenderReceived)}
    assert len(set(prices.values())) == len(PROVIDERS)
    for provider, text in written.items():
        assert f"reason for {provider} only" in text
        for other in set(PROVIDERS) - {provider, winner}:
            assert other not in text.lower()
            assert f"reason for {other} only" not in text
            assert prices[other] not in text.replace(",", "")


def test_summary_of_a_cycle_shows_no_note(cycle):
    """What is shown on a screen is read by whoever passes."""
    last = cycle.last_on
    assert SECRET not in cycle_text(cycle, last)
    assert SECRET not in str(cycle)
    assert SECRET not in str(cycle.evaluation())
