"""The report on one cycle as of a day."""

from datetime import date, timedelta

import pytest
from attrs import evolve

from commissioning.casebook import lewisham
from commissioning.cycle import Cycle
from commissioning.display.reports import report_page, standing_report
from commissioning.errors import RecordError
from commissioning.process import STANDARD
from commissioning.records.challenge import Challenge
from commissioning.records.panel import Panel
from commissioning.records.people import CohortChanged
from commissioning.stages import Stage
from commissioning.testing import Scenario, make, story

ALL = ["stages", "next", "blocks", "agenda", "timetable", "evaluation", "register", "claims"]


def section(report, key):
    return next(each for each in report.sections if each.key == key)


def test_page_has_every_section_and_is_right(checked):
    """A head of service opens it on a train: nothing may be missing or have to be loaded."""
    cycle = lewisham.cycle()
    report = standing_report(cycle, cycle.last_on)
    assert [each.key for each in report.sections] == ALL
    words = checked(report_page(report))
    assert words.startswith("Where it stands: Home care in Lewisham")
    assert "Made from 164 records as of the end of 1 April 2023." in words
    assert report.records_digest in words
    assert report.digest() in words


def test_report_is_as_of_its_day():
    """What stood at the day of the decision is asked years after it."""
    cycle = lewisham.cycle()
    report = standing_report(cycle, date(2022, 6, 1))
    then = cycle.as_of(date(2022, 6, 1))
    assert (report.records, report.records_digest) == (len(then.records), then.digest())
    assert {row[1] for row in section(report, "stages").blocks[0].rows} == {"specification"}
    assert section(report, "register").missing == "No contract is in force."


def test_blocking_findings_have_a_remedy_and_the_day_they_clear():
    """A finding without a way forward is only bad news."""
    cycle = story(Scenario(), at=Stage.AWARD)
    report = standing_report(cycle, cycle.last_on + timedelta(days=30))
    rows = section(report, "blocks").blocks[0].to_dicts()
    assert rows
    assert all(row["what to do"] for row in rows)
    assert {row["step"] for row in rows} >= {
        "A mobilisation plan, which opens the mobilisation stage"
    }


def test_claim_is_listed_with_its_state():
    """The first question of a claimant's solicitor is whether the signature waits."""
    cycle = story(Scenario(), at=Stage.AWARD, after=Challenge)
    (row,) = section(standing_report(cycle, cycle.last_on), "claims").blocks[0].to_dicts()
    assert (row["state"], row["signature"]) == ("waits for an answer", "not suspended")
    assert row["since"] == cycle.last_on


def test_no_person_is_in_a_report(checked):
    """A page that goes round by e-mail must not say who gave which mark."""
    cycle = lewisham.cycle()
    people = {m.reference for p in cycle.every(Panel) for m in p.members}
    words = checked(report_page(standing_report(cycle, cycle.last_on)))
    assert people
    assert not [name for name in people if f" {name} " in words]


@pytest.mark.parametrize(
    "kind", [step.record for step in STANDARD.steps], ids=lambda kind: kind.__name__
)
def test_report_of_any_kind_of_record_can_be_made(checked, kind):
    """A cohort that two people left once ended the report in a traceback: they are a number, not names."""
    cycle = Cycle.audit(
        "Home care", [make(kind, **({"left": 2} if kind is CohortChanged else {}))]
    ).cycle
    assert checked(report_page(standing_report(cycle, cycle.last_on)))


def test_typed_title_stays_text_in_the_report(checked):
    """A title with angle brackets is a title, whoever wrote it."""
    cycle = story(Scenario(title="<script>alert('Care & cure')</script>"), at=Stage.SPECIFICATION)
    page = report_page(standing_report(cycle, cycle.last_on))
    assert "<script>" not in page
    assert "<script>alert('Care & cure')</script>" in checked(page)


def test_same_records_give_the_same_page():
    """Two copies of a report have to be one report."""
    cycle = lewisham.cycle()
    again = Cycle.audit(cycle.title, cycle.records, buyers=cycle.buyers, reference=cycle.reference)
    pages = [report_page(standing_report(c, cycle.last_on)) for c in (cycle, again.cycle)]
    assert pages[0] == pages[1]


def test_cycle_without_records_says_so(checked):
    """The first page of a new procurement is short, not broken."""
    words = checked(report_page(standing_report(Cycle("New"), date(2026, 1, 1))))
    assert "Nothing had been recorded by that day." in words
    assert "No timetable is recorded." in words


def test_result_that_cannot_be_reckoned_yet_says_why():
    """After the opening and before the marks the section is not empty."""
    cycle = story(Scenario(lots=("N1", "N2")), at=Stage.EVALUATION)
    blocks = section(standing_report(cycle, cycle.last_on), "evaluation").blocks
    assert blocks[0] == "Lot N1"
    assert blocks[1].startswith("There is no result yet: ")


def test_report_of_no_day_is_refused():
    """Nothing here reads the clock."""
    with pytest.raises(RecordError):
        standing_report(Cycle("New"), "today")


def test_digest_of_a_report_changes_with_any_word():
    """A copy that was edited is not the report."""
    report = standing_report(story(Scenario(), at=Stage.AWARD), date(2023, 1, 1))
    other = evolve(report, about=(*report.about, "x"))
    assert report.digest() != other.digest()
    assert (
        report.digest()
        == standing_report(story(Scenario(), at=Stage.AWARD), date(2023, 1, 1)).digest()
    )
