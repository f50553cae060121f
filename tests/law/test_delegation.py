"""Schemes of delegation: who decides an act of some value, by rows that take every amount once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commissioning.errors import NoRuleError, RecordError
from commissioning.findings.citation import Citation
from commissioning.law.delegation import Counts, DelegationRow, Quorum
from commissioning.law.regimes.council import CouncilRules
from commissioning.records.approval import Act
from commissioning.values.money import Money, VatBasis, pounds

DAY = date(2010, 3, 1)


def net(amount: int | str) -> Money:
    return pounds(amount, VatBasis.EXCLUDING)


def row(
    reference: str, decides: str, low: Money | None, high: Money | None, **fields: Any
) -> DelegationRow:
    given: dict[str, Any] = {
        "act": Act.AWARD, "low_included": True, "high_included": False, **fields
    }  # fmt: skip
    return DelegationRow(reference=reference, decides=decides, low=low, high=high, **given)


OFFICERS = Quorum(at_least=2, of=("finance officer", "monitoring officer"), each_office=True)
YORK = (
    row("officer", "Head of service", None, net(500_000), if_facts=("best value",)),
    row("officers", "Finance and monitoring officers", net(500_000), None,
        if_facts=("best value", "routine"), quorum=OFFICERS, consulted=("portfolio holder",)),
    row("executive", "Executive", net(500_000), None, if_facts=("not routine",)),
)  # fmt: skip
"""The table of a city council of 2009, in own words."""


def rules(*rows: DelegationRow, **fields: Any) -> CouncilRules:
    given: dict[str, Any] = {
        "council": "Westborough",
        "constitution": Citation("Constitution of Westborough", "part 3"),
        "applies_from": date(2009, 4, 1),
        "delegations": rows,
        **fields,
    }
    return CouncilRules(**given)


@pytest.mark.parametrize(
    ("value", "facts", "decides"),
    [
        ("499999.99", ("best value",), "Head of service"),
        ("500000", ("best value", "routine"), "Finance and monitoring officers"),
        ("620000", ("best value", "not routine"), "Executive"),
    ],
)
def test_row_for_the_amount_and_the_circumstances_says_who_decides(value, facts, decides):
    """A pound below the line is for another officer than the line itself."""
    (way,) = rules(*YORK).who_decides(net(value), DAY, facts=facts)
    assert way.decides == decides


def test_row_of_delegation_shows_who_decides_and_its_source():
    """An officer reads one line and can look it up in the constitution."""
    found = rules(*YORK).who_decides(net(500_000), DAY, facts=("best value", "routine"))
    assert str(found) == (
        "Finance and monitoring officers (at least 2 of finance officer and monitoring officer, each "
        "office included, counting those in favour): award from £500,000 excluding VAT, best value, "
        "routine (Constitution of Westborough, part 3)"
    )
    assert found.table().rows == (
        ("Finance and monitoring officers", "officers",
         "award from £500,000 excluding VAT, best value, routine",
         "2 of finance officer and monitoring officer, each office included, counting those in favour",
         "portfolio holder", "Constitution of Westborough, part 3"),
    )  # fmt: skip


def test_row_with_two_bounds_takes_what_lies_between():
    """Three officers share most schemes of delegation: up to, between, and over."""
    middle = row(
        "m", "Head of service", net(5_000), net(100_000), low_included=False, high_included=True
    )
    assert str(middle) == (
        "Head of service: award over £5,000 excluding VAT and up to £100,000 excluding VAT"
    )
    taken = [middle.takes(net(value)) for value in ("5000", "5000.01", "100000", "100000.01")]
    assert taken == [False, True, True, False]


def test_several_rows_are_several_ways_to_decide():
    """Where the executive approved the amount, the director need not come back for the award."""
    own = rules(
        row("a", "Director", None, None, within_approved=True, provision="part 5"),
        row("b", "Executive", net(2_200_000), None, low_included=False),
    )
    found = own.who_decides(net(13_200_000), DAY, within_approved=True)
    assert [(way.decides, way.source.provision) for way in found] == [
        ("Director", "part 5"), ("Executive", "part 3"),
    ]  # fmt: skip
    assert [way.decides for way in own.who_decides(net(13_200_000), DAY)] == ["Executive"]
    assert [way.decides for way in own.who_decides(None, DAY, within_approved=True)] == ["Director"]


@pytest.mark.parametrize(
    ("value", "on", "why"),
    [
        (net(620_000), DAY,
         "no row covers £620,000 excluding VAT (row officer covers below £500,000 excluding VAT, best "
         "value; row officers covers from £500,000 excluding VAT, best value, routine; row executive "
         "covers from £500,000 excluding VAT, not routine)"),
        (None, date(2009, 3, 31), "no row covers an amount that is not stated"),
    ],
    ids=("circumstances not given", "before the rules apply"),
)  # fmt: skip
def test_no_row_is_an_error_that_names_the_rows_there_are(value, on, why):
    """A guess at who decides is how a decision comes to be unlawful."""
    with pytest.raises(NoRuleError) as error:
        rules(*YORK).who_decides(value, on)
    assert error.value.why == why
    assert str(error.value).startswith(
        "Westborough's constitution has no rule for who may award on "
    )


def test_amount_on_another_basis_is_not_compared():
    """With VAT on top, £480,000 is over a line of £500,000 without."""
    with pytest.raises(RecordError, match="are on different bases"):
        rules(*YORK).who_decides(pounds(480_000), DAY, facts=("best value",))


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ((row("a", "D", None, net(200_000), high_included=True), row("b", "E", net(200_000), None)),
         "delegations: a (up to £200,000 excluding VAT) and b (from £200,000 excluding VAT) overlap at "
         "£200,000 excluding VAT"),
        ((row("b", "E", net(200_000), None, low_included=False), row("a", "D", None, net(200_000))),
         "delegations: a (below £200,000 excluding VAT) and b (over £200,000 excluding VAT) leave out "
         "£200,000 excluding VAT"),
        ((row("a", "D", None, net(300_000)), row("b", "E", net(200_000), None)),
         "delegations: a (below £300,000 excluding VAT) and b (from £200,000 excluding VAT) overlap"),
        ((row("a", "D", None, None), row("b", "E", net(200_000), None)),
         "delegations: a (any amount) and b (from £200,000 excluding VAT) overlap"),
        ((row("a", "D", None, net(200_000)), row("b", "E", pounds(200_000, VatBasis.INCLUDING), None)),
         "delegations: a (below £200,000 excluding VAT) and b (from £200,000 including VAT) are on "
         "different bases; give all rows of one act on one"),
        ((row("a", "D", None, net(200_000)), row("b", "E", net(900_000), None)),
         "delegations: a (below £200,000 excluding VAT) and b (from £900,000 excluding VAT) leave out what "
         "lies between"),
        ((row("a", "D", None, net(200_000)), row("c", "F", net(900_000), None),
          row("b", "E", net(200_000), net(900_000), applies_to=date(2014, 12, 31))),
         "delegations: a (below £200,000 excluding VAT) and c (from £900,000 excluding VAT) leave out what "
         "lies between"),
        ((row("a", "D", None, net(300_000)), row("b", "E", net(200_000), net(900_000)),
          row("c", "F", net(900_000), None, applies_to=date(2014, 12, 31)),
          row("d", "G", net(900_000), None, applies_from=date(2015, 1, 1))),
         "delegations: a (below £300,000 excluding VAT) and b (from £200,000 excluding VAT and below "
         "£900,000 excluding VAT) overlap"),
        ((row("a", "D", None, net(300_000)),
          row("b", "E", net(200_000), None, applies_from=date(2015, 1, 1))),
         "delegations: a (below £300,000 excluding VAT) and b (from £200,000 excluding VAT) overlap"),
        ((row("a", "D", None, net(100_000)), row("b", "E", None, net(200_000))),
         "delegations: a (below £100,000 excluding VAT) and b (below £200,000 excluding VAT) overlap"),
        ((row("a", "D", None, None, applies_to=date.max), row("b", "E", net(200_000), None)),
         "delegations: a (any amount) and b (from £200,000 excluding VAT) overlap"),
    ],
    ids=("overlap at the line", "gap at the line", "overlap", "no bound", "other basis", "gap",
         "gap once a row has ended", "overlap on several days", "overlap once a row begins",
         "two without a lower bound", "no last day"),
)  # fmt: skip
def test_rows_that_take_an_amount_twice_or_skip_it_are_refused(rows, problem):
    """One page says "£200,000 or more" and "above £200,000" of one line; one of them is wrong."""
    with pytest.raises(RecordError) as refused:
        rules(*rows)
    assert refused.value.problems == (problem,)


EXACTLY: dict[str, Any] = {"low": net(0), "high": net(0), "high_included": True}
UP_TO: dict[str, Any] = {**EXACTLY, "low": None, "low_included": False}


@pytest.mark.parametrize("exact", [EXACTLY, UP_TO], ids=("exactly", "up to"))
@pytest.mark.parametrize("turned", [False, True], ids=("from below", "from above"))
def test_rows_that_meet_at_a_figure_are_accepted_in_either_order(exact, turned):
    """An award of £0 may have a line of its own, and a constitution may begin with the largest sums."""
    rows = row("a", "Officer", **exact), row("b", "Executive", net(0), None, low_included=False)
    held = rules(*(reversed(rows) if turned else rows))
    decides = [held.who_decides(net(value), DAY)[0].decides for value in ("0", "0.01")]
    assert decides == ["Officer", "Executive"]


def test_row_may_hold_on_one_day_only():
    """Emergency powers of a single day are a row like any other."""
    (row_,) = rules(row("a", "Leader", None, None, applies_from=DAY, applies_to=DAY)).delegations
    days = (date(2010, 2, 28), DAY, date(2010, 3, 2))
    assert [row_.holds_on(day) for day in days] == [False, True, False]


@pytest.mark.parametrize(
    "other",
    [
        row("b", "E", net(100_000), None, act=Act.EXTEND),
        row("b", "E", net(100_000), None, if_facts=("urgent",)),
        row("b", "E", net(100_000), None, within_approved=True),
        row("b", "E", net(100_000), None, applies_from=date(2015, 1, 1)),
    ],
    ids=("act", "circumstances", "within what was approved", "days"),
)
def test_rows_that_are_not_asked_together_may_overlap(other):
    """A constitution is amended, and has a line for each act."""
    first = row("a", "D", None, net(200_000), applies_to=date(2014, 12, 31))
    assert len(rules(first, other).delegations) == 2


def test_line_may_be_raised_on_a_day_in_all_its_rows():
    """On each day three rows meet; rows of different days need not."""
    old, new = {"applies_to": date(2014, 12, 31)}, {"applies_from": date(2015, 1, 1)}
    held = rules(
        row("a", "D", None, net(100_000), **old), row("b", "E", net(100_000), net(500_000), **old),
        row("c", "F", net(500_000), None), row("d", "D", None, net(200_000), **new),
        row("e", "E", net(200_000), net(500_000), **new),
    )  # fmt: skip
    ways = [held.who_decides(net(150_000), date(year, 6, 1))[0] for year in (2014, 2015)]
    assert [way.row.reference for way in ways] == ["b", "d"]


def test_row_holds_on_its_days():
    """A line that was raised in May decides no award of April."""
    own = rules(
        row("old", "Executive", net(100_000), None, applies_to=date(2012, 4, 30)),
        row("new", "Director", net(100_000), None, applies_from=date(2012, 5, 1)),
    )
    days = (date(2012, 4, 30), date(2012, 5, 1))
    decides = [own.who_decides(net(150_000), day)[0].decides for day in days]
    assert decides == ["Executive", "Director"]


@pytest.mark.parametrize(
    ("low", "high", "fields", "problem"),
    [
        (pounds(1), None, {}, "low: say whether £1 is with or without VAT"),
        (net(2), net(1), {}, "low and high: no amount is from £2 excluding VAT and below £1 excluding VAT"),
        (net(1), net(1), {}, "low and high: no amount is from £1 excluding VAT and below £1 excluding VAT"),
        (net(1), pounds(2, VatBasis.INCLUDING), {},
         "low and high: £1 excluding VAT and £2 including VAT are on different bases; give both on one"),
        (None, None, {"applies_from": date(2020, 1, 1), "applies_to": date(2019, 1, 1)},
         "applies_to: 1 January 2019 is before the row applies"),
    ],
    ids=("VAT not stated", "turned round", "empty", "two bases", "days"),
)  # fmt: skip
def test_row_that_cannot_be_meant_is_refused(low, high, fields, problem):
    """It would be asked about every decision of the council."""
    with pytest.raises(RecordError) as refused:
        row("a", "D", low, high, **fields)
    assert refused.value.problems == (problem,)


def test_quorum_is_at_least_one():
    """With a quorum of 0 a change took effect without a single approval."""
    with pytest.raises(RecordError, match="at_least: 0 is below the minimum of 1"):
        Quorum(at_least=0)
    with pytest.raises(RecordError, match="at_least: 3 is more than the 2 offices named"):
        Quorum(at_least=3, of=("legal", "finance"), each_office=True)
    panel = Quorum(at_least=3, of=("member", "officer"))  # two members and an officer
    assert Quorum(at_least=2, each_office=True).of == ()  # without an office it asks for no more
    assert str(panel) == "3 of member and officer, counting those in favour"
    assert str(Quorum(at_least=2, counts=Counts.PRESENT)) == "2, counting those present"
