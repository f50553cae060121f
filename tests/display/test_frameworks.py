"""The picture of rank and placements."""

import re
from datetime import date
from decimal import Decimal

from attrs import evolve

from commissioning import (
    Cycle,
    FrameworkOpened,
    MembershipChanged,
    MembershipMove,
    Offer,
    OfferAnswer,
    PackagePlaced,
    RankedListIssued,
    RankedPlace,
    Route,
    pounds,
)
from commissioning.display.frameworks import placements_svg
from commissioning.testing import Scenario, story

DAY = date(2022, 7, 1)


def placed(number):
    refused = Offer(provider="alder", answer=OfferAnswer.REFUSED, because="full")
    return PackagePlaced(
        on=DAY, package=f"secret-{number}", provider="birch", hours_a_week=Decimal(7),
        rate=pounds(20), from_on=DAY, offers=(refused,) if number < 2 else (),
    )  # fmt: skip


def drawn(count):
    cycle = story(
        Scenario(route=Route.framework(), providers=("alder", "birch", "cedar")),
        after=FrameworkOpened,
    )
    places = (RankedPlace(provider="birch", rank=1), RankedPlace(provider="alder", rank=2))
    cycle = cycle.record(
        RankedListIssued(on=DAY, from_on=DAY, places=places),
        *map(placed, range(count)),
        MembershipChanged(
            on=DAY, provider="cedar", how=MembershipMove.SUSPENDED, because="an enquiry"
        ),
    )
    return placements_svg(cycle, on=DAY)


def test_picture_says_in_words_what_it_draws():
    """Whoever cannot see the bars hears the same, rank by rank."""
    assert (
        "<desc>1  birch: 7 placed, 0 refused. 2  alder: 0 placed, fewer than 5 refused. "
        "–  cedar (suspended): 0 placed, 0 refused</desc>" in drawn(7)
    )
    assert "<title>Rank and packages of tier 1 for the procurement, 1 July 2022</title>" in drawn(7)


def test_picture_holds_no_package_and_no_small_count():
    """Three packages in a district can be three neighbours; their bars are as long as five."""
    three, four = drawn(3), drawn(4)
    assert three == four
    assert "secret" not in three


def test_count_beside_the_only_small_one_is_not_drawn():
    """Its length would show the number that its words hold back."""
    cycle = story(
        Scenario(route=Route.framework(), providers=("alder", "birch")), after=FrameworkOpened
    )
    taken = [
        evolve(placed(n), provider="birch" if n < 3 else "alder", offers=()) for n in range(12)
    ]
    drawn = placements_svg(cycle.record(*taken), on=DAY)
    assert "alder: not shown placed, 0 refused. –  birch: fewer than 5 placed" in drawn
    assert re.findall(r'y="66" width="([\d.]+)"', drawn) == ["400"]


def test_tier_is_drawn_with_its_own_members_and_list():
    """A framework in tiers has a list for each; the second is asked only where the first has no room."""
    cycle = story(
        Scenario(route=Route.framework(), providers=("alder", "birch", "cedar")),
        after=FrameworkOpened,
    )
    *before, opened = cycle.records
    tiers = (evolve(m, tier=1 if m.provider == "alder" else 2) for m in opened.members)
    cycle = Cycle(cycle.title, cycle.buyers).record(*before, evolve(opened, members=tuple(tiers)))
    second = RankedListIssued(
        on=DAY, from_on=DAY, tier=2, places=(RankedPlace(provider="cedar", rank=1),)
    )
    cycle = cycle.record(second, *map(placed, range(2, 8)))
    said = {tier: placements_svg(cycle, on=DAY, tier=tier) for tier in (1, 2, 3)}
    assert "<desc>–  alder: 0 placed, 0 refused</desc>" in said[1]
    assert "<desc>1  cedar: 0 placed, 0 refused. –  birch: 6 placed, 0 refused</desc>" in said[2]
    assert "<title>Rank and packages of tier 2 for the procurement, 1 July 2022</title>" in said[2]
    assert "<desc></desc>" in said[3]


def test_bars_are_in_proportion():
    """A bar of twice the number is twice as long."""
    assert 'width="400.0"' in drawn(10) or 'width="400"' in drawn(10)
