"""Findings about an award report: what it lacks, gives away, or cannot show."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from commissioning.casebook import lewisham
from commissioning.cycle import Cycle
from commissioning.display.reports import Readership, award_findings, award_report
from commissioning.display.reports.award import _numbers, _tells
from commissioning.records.answers import Answer, InWords
from commissioning.records.panel import Moderation
from commissioning.records.questions import BidQuestion
from commissioning.records.tender import InvitationToTender, TenderReceived


def found(cycle, code, **narrative):
    """The messages of one code about the report of the last day."""
    every = award_findings(cycle, cycle.last_on, narrative)
    return [finding.message for finding in every if finding.code == code]


def changed(cycle, kind, **fields):
    """A history with every record of a kind changed."""
    records = [evolve(r, **fields) if isinstance(r, kind) else r for r in cycle.records]
    return Cycle.audit(cycle.title, records, buyers=cycle.buyers, reference=cycle.reference).cycle


def test_every_empty_section_of_both_parts_is_a_finding_and_the_report_is_made(awarded):
    """An officer mends a draft from one list; a missing equality assessment must be on it."""
    messages = found(awarded, "report-section-missing")
    assert 'The section "Equality" is empty: No equality impact assessment is recorded' in messages
    reports = [award_report(awarded, awarded.last_on, part) for part in Readership]
    assert len(messages) == sum(len(report.missing()) for report in reports)
    assert not [f for f in award_findings(awarded, awarded.last_on) if f.blocks]


@pytest.mark.parametrize("case", ["constructed", "lewisham"])
def test_report_drawn_from_records_gives_nothing_away(case, awarded):
    """A check that cries wolf at the report itself would be turned off."""
    cycle = awarded if case == "constructed" else lewisham.cycle()
    assert found(cycle, "exempt-in-public") == []
    assert found(cycle, "figure-not-from-record") == []


def test_words_that_name_who_lost_or_have_its_price_block(awarded):
    """ "Birch bid £2.31m" typed by a tired officer is in the minutes for ever."""
    (lost,) = {
        o.price.amount
        for t in awarded.every(TenderReceived)
        if t.provider == "birch"
        for o in t.prices[:1]
    }
    said = found(awarded, "exempt-in-public", reasons=f"Birch bid £{lost:,}", need="As birches do.")
    assert said == [
        'The section "Reasons, and alternatives that were rejected" of the public part has the price of '
        "birch and the name birch"
    ]
    assert found(awarded, "exempt-in-public", reasons=f"The second bid £{lost / 1000:f}k.") != []
    every = award_findings(awarded, awarded.last_on, {"reasons": "Cedar."})
    assert [f.about for f in every if f.blocks] == ["reasons"]


def test_number_that_nothing_drawn_has_is_asked_about(awarded):
    """A figure that no record has is the one that the claimant asks about."""
    own = "It saves £12,345 and 3.5 million; the price weighs 40."
    assert found(awarded, "figure-not-from-record", reasons=own) == [
        'The words for the section "reasons" give £12,345 and 3.5 million, which no record has'
    ]


def test_reason_made_of_the_criterion_is_found(awarded):
    """A reason that repeats the criterion explains nothing, and lost a council its award."""
    weak = changed(awarded, Moderation, because="The tender is of good Quality")
    messages = found(weak, "reason-repeats-criterion")
    assert messages[0] == "The reason for the mark of alder on Quality only repeats the criterion"
    assert len(messages) == 3
    strong = changed(awarded, Moderation, because="Good quality, with rotas for every weekend")
    assert found(strong, "reason-repeats-criterion") == []


def test_reason_is_held_against_the_answer_only_where_answers_are_held(awarded):
    """Most councils keep answers elsewhere; they are not accused of what cannot be seen."""
    assert found(awarded, "reason-without-tender") == []
    invited = awarded.expect(InvitationToTender)
    asking = [evolve(c, asks=("Q1",)) if c.is_marked else c for c in invited.method.criteria]
    asked = changed(
        awarded, InvitationToTender, method=evolve(invited.method, criteria=tuple(asking)),
        questions=(BidQuestion(reference="Q1", words="How are visits covered?"),),
    )  # fmt: skip
    answer = Answer(question="Q1", value=InWords(words="Rotas are made weekly"))
    held = changed(asked, TenderReceived, answers=(answer,))
    assert "The reason for the mark of birch on Quality does not refer to the answer" in found(
        held, "reason-without-tender"
    )
    told = changed(held, Moderation, because="A weekly rota is good quality, and covers visits")
    assert found(told, "reason-without-tender") == []


def test_cycle_without_an_invitation_has_no_reasons_to_judge():
    """A draft made on the first day is empty sections and no more."""
    every = award_findings(Cycle("New"), date(2026, 1, 1))
    assert {finding.code for finding in every} == {"report-section-missing"}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("£2.31m", [(2_310_000, 10_000)]),
        ("2.31 million", [(2_310_000, 10_000)]),
        ("95k, 1,234.50", [(95_000, 1_000), (Decimal("1234.50"), Decimal("0.01"))]),
        ("5 members", [(5, 1)]),
        ("none", []),
    ],
)
def test_number_is_read_with_the_step_it_is_given_to(text, numbers):
    """£2.31m is £2,308,500 to whoever knows the other bids."""
    assert [(value, step) for value, step, _ in _numbers(text)] == numbers


@pytest.mark.parametrize(
    ("text", "price", "tells"),
    [
        ("£2.31m", "2308500", True),
        ("£2.31m", "2304999", False),
        ("2,308,500 a year", "2308500", True),
        ("£25 an hour", "25", True),
        ("25 visits", "25", False),
    ],
)
def test_price_is_known_by_its_rounded_figure_too(text, price, tells):
    """A rounded price is a price; the number of visits is not."""
    assert _tells(text, Decimal(price)) is tells
