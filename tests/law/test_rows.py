"""The table of law itself: cited, without two answers to one question, without a gap."""

import itertools
from collections import defaultdict
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from attrs import fields
from hypothesis import given
from hypothesis import strategies as st

from commissioning.findings.citation import Verification
from commissioning.law.law import FactPattern
from commissioning.law.notices import NOTICE
from commissioning.law.questions import (
    FREE_MODIFICATION,
    KPIS_OVER,
    PARTICIPATION_PERIOD,
    SELECTION_STAGE_ALLOWED,
    STANDSTILL,
    STANDSTILL_DUTY,
    STANDSTILL_DUTY_OF_DIRECT_AWARD,
    TENDER_PERIOD,
    TENDER_PERIOD_AFTER_SELECTION,
    THRESHOLD,
)
from commissioning.law.regimes.council import USUAL_RULES
from commissioning.law.regimes.held import REGIMES
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.law.regimes.regime import GOVERNS, NOT_HELD_HERE
from commissioning.records.strategy import HealthProcess, ProcurementFacts, Subject

ROWS = [(regime.name, row) for regime in REGIMES for row in regime.rows]
ROWS += [(USUAL_RULES.council, row) for row in USUAL_RULES.rows]
ENDED_WITHIN_ITS_LAW = {
    ("notice", "PCR-call-by-prior-information")  # to 25 May 2023
}
END_OF_TIME = date(2100, 1, 1)
A_DAY = timedelta(days=1)


def question(row):
    """What a row answers; where many rows answer at once, the one thing each is about."""
    if not row.parameter.many:
        return row.parameter.name, ""
    if row.parameter is NOTICE:
        return row.parameter.name, row.value.code
    return row.parameter.name, str(row.value)


BY_QUESTION = defaultdict(list)
for name, each in ROWS:
    BY_QUESTION[name, *question(each)].append(each)


def overlap_in_time(one, other):
    ends = [row.applies_to or END_OF_TIME for row in (one, other)]
    return max(one.applies_from, other.applies_from) <= min(ends)


def overlap_in_facts(one, other):
    """Whether some procurement would fit both patterns."""
    return all(other.wanted.get(name, value) == value for name, value in one.wanted.items())


YES_NO = st.none() | st.booleans()
PATTERNS = st.builds(FactPattern, light_touch=YES_NO, above_threshold=YES_NO)
FACTS = st.builds(ProcurementFacts, light_touch=YES_NO, above_threshold=YES_NO)


@given(PATTERNS, PATTERNS, FACTS)
def test_patterns_that_do_not_overlap_never_fit_one_procurement(one, other, stated):
    """On this the proof rests that no question has two answers."""
    assert overlap_in_facts(one, other) is overlap_in_facts(other, one)
    if one.fits(stated) and other.fits(stated):
        assert overlap_in_facts(one, other)


def test_every_row_is_cited():
    """A rule that nobody can look up is an opinion."""
    for _, row in ROWS:
        assert row.citation.instrument
        assert row.citation.provision
        address = urlsplit(row.citation.url)
        elsewhere = row.citation.verification in {Verification.REPORTED, Verification.PRACTICE}
        assert elsewhere or address.scheme == "https"


def test_every_value_with_a_code_says_what_it_is():
    """Its code alone means nothing to whoever is asked to publish it, or is left out by it."""
    for _, row in ROWS:
        for name in ("code", "what", "title", "trigger"):
            assert getattr(row.value, name, True), row


def test_every_notice_belongs_to_a_record_or_says_why_a_cycle_cannot_show_it():
    """It would stand in the table and never in anybody's list."""
    for notice in (row.value for _, row in ROWS if row.parameter is NOTICE):
        assert notice.events or notice.period_ends or notice.beyond, notice


def test_no_question_has_two_answers():
    """For any day and any facts at most one row answers."""
    for key, rows in BY_QUESTION.items():
        assert len({row.decided_by for row in rows}) == 1, key
        for one, other in itertools.combinations(rows, 2):
            assert not (overlap_in_time(one, other) and overlap_in_facts(one.facts, other.facts)), (
                key
            )


def test_no_row_ends_before_it_begins():
    """Such a row could never answer, and its absence would not be noticed."""
    for _, row in ROWS:
        assert row.applies_to is None or row.applies_from <= row.applies_to


def test_answers_follow_one_another_without_a_gap():
    """Once a law answers a question for some facts it goes on answering until the law ends."""
    ends = {
        regime.name: max(r.applies_to or END_OF_TIME for r in regime.rows) for regime in REGIMES
    }
    for (name, *_), rows in BY_QUESTION.items():
        for facts in {row.facts for row in rows}:
            line = sorted(
                (row for row in rows if row.facts == facts), key=lambda row: row.applies_from
            )
            for one, other in itertools.pairwise(line):
                assert one.applies_to is not None
                assert one.applies_to + A_DAY == other.applies_from
            which = line[0].parameter in {GOVERNS, NOT_HELD_HERE}
            if not which and question(line[0]) not in ENDED_WITHIN_ITS_LAW:
                assert (line[-1].applies_to or END_OF_TIME) == ends.get(name, END_OF_TIME)


def every_procurement():
    """Every mixture of the facts that decide the great questions."""
    for (
        subject,
        light,
        council,
        above,
        electronic,
        call_off,
        market,
        choice,
        urgent,
    ) in itertools.product(Subject, *[(True, False)] * 8):
        yield ProcurementFacts(
            subject=subject,
            light_touch=light,
            sub_central=council,
            above_threshold=above,
            electronic=electronic,
            framework_call_off=call_off,
            dynamic_market=market,
            user_choice=choice,
            urgent=urgent,
        )


ALWAYS = (
    STANDSTILL,
    STANDSTILL_DUTY,
    STANDSTILL_DUTY_OF_DIRECT_AWARD,
    PARTICIPATION_PERIOD,
    TENDER_PERIOD,
    TENDER_PERIOD_AFTER_SELECTION,
    SELECTION_STAGE_ALLOWED,
    FREE_MODIFICATION,
)


@pytest.mark.parametrize(
    ("regime", "day"),
    [(PUBLIC_CONTRACTS_2015, date(2022, 6, 1)), (PROCUREMENT_ACT_2023, date(2026, 6, 1))],
    ids=("2015", "2023"),
)
def test_great_questions_are_answered_for_every_procurement(regime, day):
    """Whatever is bought, an officer is told whether and how long to wait."""
    for facts in every_procurement():
        law = regime.law(facts, day)
        for asked in ALWAYS:
            assert len(law.every(asked, day)) == 1, (asked.name, facts)


@pytest.mark.parametrize("process", list(HealthProcess))
def test_every_process_for_health_care_has_its_standstill_duty(process):
    """Two of the five processes have none; the other three do."""
    facts = ProcurementFacts(health_service=True, health_process=process)
    law = PROVIDER_SELECTION_2023.law(facts, date(2025, 6, 2))
    for asked in (STANDSTILL_DUTY, STANDSTILL_DUTY_OF_DIRECT_AWARD):
        assert len(law.every(asked, date(2025, 6, 2))) == 1


@pytest.mark.parametrize(
    ("facts", "amount"),
    [
        ({"light_touch": True}, "£663,540 including VAT"),
        ({"light_touch": False}, "£207,720 including VAT"),
        ({"light_touch": False, "sub_central": False}, "£135,018 including VAT"),
        ({"subject": Subject.WORKS}, "£5,193,000 including VAT"),
        ({"subject": Subject.GOODS}, "£207,720 including VAT"),
        ({"subject": Subject.CONCESSION, "light_touch": True}, "£5,372,609 including VAT"),
        ({"subject": Subject.CONCESSION, "light_touch": False}, "£5,193,000 including VAT"),
    ],
    ids=("care", "services", "central", "works", "goods", "light concession", "concession"),
)
def test_thresholds_of_2026(facts, amount):
    """The figures of Schedule 1 as amended from 1 January 2026."""
    law = PROCUREMENT_ACT_2023.law(ProcurementFacts(**facts), date(2026, 1, 1))
    assert str(law.value(THRESHOLD, date(2026, 1, 1)).figure) == amount


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        (date(2015, 9, 1), "£625,050 excluding VAT"),
        (date(2017, 12, 31), "£589,148 excluding VAT"),
        (date(2018, 1, 1), "£615,278 excluding VAT"),
        (date(2021, 12, 31), "£663,540 excluding VAT"),
        (date(2022, 1, 1), "£663,540 including VAT"),
    ],
    ids=str,
)
def test_light_touch_line_through_the_years(day, amount):
    """The figure stood still in 2022 and fell all the same: from then on VAT is in it."""
    law = PUBLIC_CONTRACTS_2015.law(ProcurementFacts(light_touch=True), day)
    assert str(law.value(THRESHOLD, day).figure) == amount


def test_statutory_indicators_are_absent_for_care():
    """A duty that does not bind is no row, not a row that says no."""
    law = PROCUREMENT_ACT_2023.law(
        ProcurementFacts(light_touch=True, above_threshold=True), date(2026, 6, 1)
    )
    assert not law.has(KPIS_OVER, date(2026, 6, 1))


def test_standstill_of_the_act_reads_as_a_lawyer_would_write_it():
    """The sentence that every reader of the table meets first."""
    law = PROCUREMENT_ACT_2023.law(None, date(2026, 6, 1))
    assert law.row(STANDSTILL, date(2026, 6, 1)).sentence() == (
        "standstill: 8 working days, counting the day of the notice as the first, by the bank "
        "holidays of any part of the United Kingdom; Procurement Act 2023, section 51(2); from 24 "
        "February 2025; read in the text of the law"
    )


def test_rows_read_as_they_did(golden):
    """Each row is a sentence; a change to one is seen by whoever reviews it."""
    golden("rows_of_law.txt", "".join(f"{row.sentence()}\n" for _, row in ROWS))


def test_no_row_is_known_from_memory_alone():
    """Every row was read in the text of a law, or reported by somebody who had."""
    unread = [
        row.sentence() for _, row in ROWS if row.citation.verification is Verification.UNVERIFIED
    ]
    assert unread == []


def test_patterns_name_only_facts_that_exist():
    """A row for a fact nobody states would never answer."""
    known = {field.name for field in fields(ProcurementFacts)}
    assert all(set(row.facts.wanted) <= known for _, row in ROWS)
