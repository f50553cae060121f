"""What a framework has due: the next list, a suspension to look at, the next round, its last days."""

from datetime import date

from attrs import evolve

from commissioning import (
    FrameworkKind,
    FrameworkOpened,
    MembershipChanged,
    MembershipMove,
    RankedListIssued,
    RankedPlace,
    Route,
)
from commissioning.testing import Scenario, story

TODAY = date(2022, 7, 1)


def framework(**terms):
    cycle = story(Scenario(route=Route.framework(), lots=("N1", "N2")), after=FrameworkOpened)
    opened = cycle.records[-1]
    begun = type(cycle).audit("Framework", cycle.records[:-1]).cycle
    return begun.record(evolve(opened, terms=evolve(opened.terms, **terms)))


def items(cycle, today=TODAY):
    prefixes = ("list/", "suspension/", "round/", "framework/")
    return [
        (str(item.day), item.what)
        for item in cycle.agenda(today)
        if item.key.startswith(prefixes) and item.is_open
    ]


def ranked(**given):
    places = (RankedPlace(provider="alder", rank=1), RankedPlace(provider="birch", rank=2))
    return RankedListIssued(on=TODAY, from_on=TODAY, places=places, **given)


def test_framework_has_its_own_last_days_on_the_agenda():
    """Who misses the last day to call off buys outside the framework."""
    term = framework().find(FrameworkOpened).terms.term
    until = date(2026, 1, 1)
    assert items(framework(call_offs_run_until=until)) == [
        (str(term.ends_on), "The last day on which a call-off may be begun"),
        (str(until), "The last day that a call-off may run to"),
    ]


def test_list_that_ends_is_followed_by_another():
    """Packages cannot be placed by a list whose span is over."""
    cycle = framework().record(ranked(until=date(2022, 12, 31)))
    assert ("2022-12-31", "Issue the next ranked list of tier 1 for lots N1 and N2") in items(cycle)
    some = framework().record(ranked(until=date(2022, 12, 31), lots=("N1",)), ranked(lots=("N2",)))
    assert ("2022-12-31", "Issue the next ranked list of tier 1 for lot N1") in items(some)


def test_suspension_is_looked_at_before_it_lapses():
    """Otherwise a provider is back on the list because a day has passed."""
    held = MembershipChanged(
        on=TODAY, provider="alder", how=MembershipMove.SUSPENDED, because="an enquiry", until=date(2022, 8, 1)
    )  # fmt: skip
    assert ("2022-08-01", "Decide whether the suspension of alder goes on") in items(
        framework().record(held)
    )


def test_suspensions_of_two_lots_are_looked_at_each_on_its_day():
    """A provider held in two districts for two reasons comes back to each on another day."""
    held = [
        MembershipChanged(
            on=TODAY, provider="alder", how=MembershipMove.SUSPENDED, because="an enquiry",
            until=until, lots=(lot,),
        )
        for lot, until in (("N1", date(2022, 8, 1)), ("N2", date(2022, 9, 1)))
    ]  # fmt: skip
    cycle = framework().record(*held)
    found = [item for item in cycle.agenda(TODAY) if item.key.startswith("suspension/")]
    assert [(item.what, item.day, str(item.source)) for item in found] == [
        (
            f"Decide whether the suspension of alder for lot {each.lots[0]} goes on",
            each.until,
            "the change of a membership of 1 July 2022",
        )
        for each in held
    ]
    assert not [i for i in cycle.agenda(date(2022, 9, 2)) if i.key.startswith("suspension/")]


def test_next_round_is_the_next_announced_day():
    """Worcestershire assesses applications on the 20th of each month."""
    what = "Assess the applications for membership received since the last round"
    monthly = framework(kind=FrameworkKind.FLEXIBLE, round_day=20)
    assert [day for day, said in items(monthly) if said == what] == ["2022-07-20"]
    assert [day for day, said in items(monthly, date(2022, 7, 21)) if said == what] == [
        "2022-08-20"
    ]
    fixed = framework(kind=FrameworkKind.FLEXIBLE, rounds=(date(2022, 6, 1), date(2023, 1, 1)))
    assert [day for day, said in items(fixed) if said == what] == ["2023-01-01"]
