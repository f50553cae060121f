"""Scenarios of made-up cycles."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.errors import RecordError
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.testing import Scenario, story
from commissioning.testing.stories.scenario import REGIMES, SET_UPS


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        ({"providers": ()}, ("providers: name at least one bidder",)),
        ({"members": ()}, ("members: name at least one person who gives marks",)),
        (
            {"lots": ("A", "A"), "providers": ("x", "x")},
            (
                "lots: A is listed twice; name each once",
                "providers: x is listed twice; name each once",
            ),
        ),
        (
            {"providers": ("", "x")},
            ("providers[0]: it is empty; take it out, or say what it is",),
        ),
        (
            {"lots": ("whole",)},
            ("lots: 'whole' means a service without lots; give the lot another reference",),
        ),
        ({"lots": "AB"}, ("lots: 'AB' is not a tuple; write ('AB',)",)),
        ({"best_mark": 6}, ("best_mark: 6 is not a mark; give one from 1 to 5",)),
        ({"best_mark": 0}, ("best_mark: 0 is not a mark; give one from 1 to 5",)),
        (
            {"yearly_price": 0, "years": 0, "pace": 99},
            (
                "yearly_price: 0 is below the minimum of 1",
                "pace: 99 is below the minimum of 100",
                "years: 0 is below the minimum of 1",
            ),
        ),
        (
            {"regime": "the Act"},
            (
                "regime: 'the Act' is not a regime; import one from "
                "`commissioning.law.regimes.held`, such as `PUBLIC_CONTRACTS_2015`",
            ),
        ),
        (
            {"route": "direct award"},
            ("route: 'direct award' is not a route; write `Route.direct_award()`",),
        ),
        ({"route": "opne"}, ("route: 'opne' is not a route; write `Route.open()`",)),
        (
            {"route": 3},
            (
                "route: 3 is not a route; write `Route.restricted()`, `Route.open()`, "
                "`Route.direct_award()`, `Route.call_off()`, `Route.most_suitable_provider()` or 2 more",
            ),
        ),
        (
            {"regime": evolve(PROCUREMENT_ACT_2023, name="Other Act")},
            (
                "regime: the Other Act has no stories; choose the Public Contracts "
                "Regulations 2015, Procurement Act 2023 or Health Care Services (Provider "
                "Selection Regime) Regulations 2023",
            ),
        ),
    ],
)
def test_scenario_that_no_story_fits_is_refused_with_every_problem(given, problems):
    """Found only in the shortlist of a half-told story, a slip takes an hour to trace."""
    with pytest.raises(RecordError) as refusal:
        Scenario(**given)
    assert refusal.value.problems == problems


@pytest.mark.parametrize("regime", REGIMES, ids=lambda regime: regime.name)
def test_scenario_under_a_regime_starts_in_the_time_of_the_regime(regime):
    """A story under the Act that began before the Act would be governed by the law before it."""
    assert Scenario(regime=regime).day == SET_UPS[regime.name].starts_on
    cycle = story(Scenario(regime=regime))
    assert cycle.law(cycle.last_on).regime == regime.name


def test_scenario_with_a_day_keeps_it():
    """The day of the regime is only for those who give none."""
    assert Scenario(regime=PROCUREMENT_ACT_2023, day=date(2026, 1, 5)).day == date(2026, 1, 5)


def test_repr_of_a_scenario_names_its_regime():
    """The rows of a law take a thousand lines."""
    assert repr(Scenario()).startswith(
        "Scenario(regime=<Regime 'Public Contracts Regulations 2015': "
    )
