"""Tenders of providers that no longer stand: not marked to the end, and not ranked."""

from commissioning import (
    AwardRecommendation,
    ExclusionsDecided,
    GroundFound,
    LotAward,
    Moderation,
    Route,
    ScoreSheet,
    Stage,
    TenderOpening,
)
from commissioning.cycle import Cycle
from commissioning.testing import Scenario, story
from commissioning.testing.stories.story import COUNCIL

OPEN = Scenario(route=Route.open(), providers=("alder", "birch", "cedar"))


def marked():
    """The records up to the last moderation of every bidder."""
    return story(OPEN, after=AwardRecommendation).records[:-1]


def held(records):
    return Cycle.audit("Left out", records, buyers=(COUNCIL,)).cycle


def excluded(cycle):
    """The cycle with alder, the best bidder, excluded the day after its last record."""
    ground = GroundFound(provider="alder", ground="theft", left_out=True, because="a conviction")
    decided = ExclusionsDecided(on=cycle.last_on, considered=("alder",), found=(ground,))
    return Cycle.audit(cycle.title, (*cycle.records, decided), buyers=cycle.buyers).cycle


def test_excluded_bidder_is_ranked_last_with_the_reason():
    """The price of an excluded bidder would otherwise set the points of all the others."""
    cycle = excluded(held(marked()))
    result = cycle.evaluation()
    assert result.winners == ("birch",)
    (reason,) = result.standing("alder").exclusions
    assert reason.startswith("was excluded on ")


def test_next_bidder_is_recommended_without_a_departure_from_the_ranking():
    """Following the law is no departure that has to be excused."""
    cycle = excluded(held(marked()))
    recommended = AwardRecommendation(
        on=cycle.last_on, reference="R", awards=(LotAward(provider="birch"),)
    )
    assert cycle.findings(recommended) == ()


def test_excluded_bidder_need_not_be_marked():
    """A panel's days are not spent on a tender that cannot win."""
    opened = story(OPEN, after=TenderOpening)
    rest = [
        record
        for record in marked()[len(opened.records) :]
        if not (isinstance(record, (ScoreSheet, Moderation)) and record.provider == "alder")
    ]
    cycle = excluded(opened).record(*rest)
    assert cycle.stage is Stage.EVALUATION
    assert cycle.evaluation().winners == ("birch",)
    assert cycle.blockers(AwardRecommendation, cycle.last_on) == ()
