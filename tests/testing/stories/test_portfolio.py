"""Portfolios from a seed."""

from datetime import date
from itertools import islice

import pytest

from commissioning.cycle import Cycle
from commissioning.errors import RecordError
from commissioning.interchange import dumps
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.records.award import IntentionToAward
from commissioning.records.contract import ContractSigned
from commissioning.records.live import KpiReport
from commissioning.records.people import PeopleMoved
from commissioning.records.record import Grounds
from commissioning.records.tender import InvitationToTender, TenderReceived
from commissioning.stages import Route, Stage
from commissioning.testing import seeded_portfolio
from commissioning.testing.stories.portfolio import (
    BIDDERS,
    BREACHES,
    DAYS_LATE,
    LOTS,
    MARKET,
    MEMBERS,
    OUTCOMES,
    PACES,
    PRICE_WEIGHTS,
    ROUTES_TAKEN,
    SERVICES,
    YEARLY_PRICES,
    YEARS,
    PortfolioShare,
    _reached,
)
from commissioning.testing.stories.scenario import SET_UPS, Scenario


@pytest.fixture(scope="module")
def valid():
    """A portfolio large enough to hold some of everything."""
    return list(seeded_portfolio(150, seed=4))


def test_portfolios_of_the_same_seed_are_equal():
    """A load test that fails has to fail again tomorrow, on somebody else's computer."""
    assert list(seeded_portfolio(6, seed=7)) == list(seeded_portfolio(6, seed=7))
    assert list(seeded_portfolio(6, seed=7)) != list(seeded_portfolio(6, seed=8))


def test_longer_portfolio_begins_with_the_shorter_one():
    """Whoever asks for more keeps what they had."""
    assert list(seeded_portfolio(8, seed=3))[:3] == list(seeded_portfolio(3, seed=3))


def test_digest_of_a_seeded_portfolio_has_not_changed():
    """The same on every platform and version of Python, so what is drawn is written down here."""
    drawn = [(c.title, c.stage, c.last_on) for c in islice(seeded_portfolio(100, seed=1), 4)]
    assert drawn == [
        ("Extra care housing, 1", Stage.MOBILISATION, date(2025, 8, 8)),
        ("Advocacy, 2", Stage.MOBILISATION, date(2026, 7, 31)),
        ("Home care, 3", Stage.ABANDONED, date(2022, 10, 9)),
        ("Carers' support, 4", Stage.EVALUATION, date(2024, 1, 6)),
    ]


def test_every_cycle_of_a_portfolio_is_valid_and_marked_as_made_up():
    """What is believable must not be believed."""
    for cycle in seeded_portfolio(200, seed=2):
        assert not Cycle.audit(cycle.title, cycle.records).blocks
        assert all(r.basis[0].grounds is Grounds.CONSTRUCTED for r in cycle.records)


def test_portfolio_makes_its_cycles_one_by_one():
    """A million of them must not be held in memory to look at the first."""
    first = next(seeded_portfolio(10**9, seed=1))
    assert first == next(seeded_portfolio(1, seed=1))
    assert dumps(first)


def test_portfolio_of_a_negative_number_is_refused():
    """A negative number is a mistake in the caller's arithmetic."""
    with pytest.raises(ValueError, match="n: -1 is below the minimum of 0"):
        seeded_portfolio(-1)


@pytest.mark.parametrize(
    "weights",
    [
        [each.in_a_hundred for each in OUTCOMES],
        *(
            [weight for weight, _ in table]
            for table in (
                BIDDERS,
                DAYS_LATE,
                LOTS,
                MEMBERS,
                PACES,
                PRICE_WEIGHTS,
                ROUTES_TAKEN,
                SERVICES,
                YEARLY_PRICES,
                YEARS,
            )
        ),
    ],
    ids=str,
)
def test_every_distribution_adds_up_to_100(weights):
    """A row that is never drawn, or drawn twice as often, would not be what is stated."""
    assert sum(weights) == 100


def test_outcome_off_the_route_becomes_the_specification():
    """Where providers are assessed without tenders nobody can stand at the invitation."""
    scenario = Scenario(
        regime=PROVIDER_SELECTION_2023,
        route=Route.most_suitable_provider(),
        day=SET_UPS[PROVIDER_SELECTION_2023.name].starts_on,
    )
    assert _reached(scenario, PortfolioShare(5, at=Stage.ITT)).stage is Stage.SPECIFICATION
    assert _reached(scenario, PortfolioShare(5, at=Stage.EVALUATION)).stage is Stage.EVALUATION


@pytest.mark.parametrize(("n", "seed"), [(1.5, 0), ("3", 0), (3, None), (3, 1.5), (3, "a")])
def test_portfolio_with_a_number_or_seed_that_is_not_whole_is_refused(n, seed):
    """`seed=None` means any seed elsewhere; here it would quietly mean always the same."""
    with pytest.raises((RecordError, TypeError), match=r"whole number|integer"):
        seeded_portfolio(n, seed)


def test_cycles_of_a_portfolio_can_be_cut_to_one_day():
    """A register shows what has happened, not what will."""
    day = date(2025, 6, 30)
    cut = [cycle.as_of(day) for cycle in seeded_portfolio(40, seed=2)]
    assert all(cycle.last_on is None or cycle.last_on <= day for cycle in cut)
    assert any(cycle.records for cycle in cut)


def test_portfolio_has_the_stated_share_of_breaches_only_where_it_is_asked_for(valid):
    """A dashboard of breaches needs some; a load test that records them again must not be refused."""
    given = list(seeded_portfolio(150, seed=4, breaches=True))
    audits = [Cycle.audit(cycle.title, cycle.records) for cycle in given]
    broken = [audit for audit in audits if audit.blocks]
    signed = [c for c in given if c.find(ContractSigned) and c.find(IntentionToAward)]
    assert 0 < len(broken) <= len(signed) * 2 * BREACHES // 100
    codes = {finding.code for audit in broken for finding in audit.findings if finding.blocks}
    assert "standstill-running" in codes
    changed = [one for one, other in zip(valid, given, strict=True) if one != other]
    # Those that are equal were audited among the others.
    assert all(one in changed for one, audit in zip(valid, audits, strict=True) if audit.blocks)
    assert not any(Cycle.audit(one.title, one.records).blocks for one in changed)
    assert changed


def test_portfolio_has_many_bidders_late_returns_weights_and_people(valid):
    """A question over all cycles whose answer is empty shows nothing."""
    assert len(MARKET) == len(set(MARKET)) >= 40
    found = [(r, c) for c in valid for r in c.records]
    returns = [r for r, _ in found if isinstance(r, KpiReport) and r.due_on]
    late = [(r.on - r.due_on).days for r in returns if r.on > r.due_on]
    assert len(returns) > 20
    assert 10 <= 100 * len(late) // len(returns) <= 40
    assert set(late) <= {days for _, days in DAYS_LATE}
    weights = {r.method.price.weight for r, _ in found if isinstance(r, InvitationToTender)}
    assert weights == {weight for _, weight in PRICE_WEIGHTS}
    assert any(isinstance(r, PeopleMoved) for r, _ in found)
    bidders = {name for r, _ in found if isinstance(r, TenderReceived) for name in [r.provider]}
    assert len(bidders) >= 40
