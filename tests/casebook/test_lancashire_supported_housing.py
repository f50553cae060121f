"""Lancashire's supported housing: each statement of the council's page, in the record that carries it."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.casebook.lancashire_supported_housing import cycle
from commissioning.planning.consultation import consultation_findings
from commissioning.planning.golden_thread import threaded
from commissioning.planning.thread_points import you_said_we_did
from commissioning.records.engagement import Consultation
from commissioning.records.needs import NeedsAssessment
from commissioning.records.record import Grounds
from commissioning.records.specification import ServiceSpecification, SpecificationStatus
from commissioning.stages import Stage


def test_consultation_has_the_figures_of_its_page():
    """Dates, parts and method are the page's own: 9 September to 10 October 2016, two parts, online."""
    asked = cycle().expect(Consultation, "supported-housing")
    assert (asked.period.starts_on, asked.period.ends_on) == (
        date(2016, 9, 9),
        date(2016, 10, 10),
    )
    assert asked.period.length == 32
    assert [part.reference for part in asked.parts] == ["A", "B"]
    assert asked.method == "Questionnaire - online"
    assert asked.run_by == "Business Intelligence"


def test_four_objectives_head_the_thread():
    """Quality, workforce, contracting and the market: the page gives four and the means for each."""
    objectives = cycle().expect(NeedsAssessment).objectives
    assert [each.reference for each in objectives] == [
        "quality",
        "workforce",
        "contracting",
        "market",
    ]
    assert all(each.by for each in objectives)


def test_five_themes_were_taken_up():
    """The page says the main points "have been incorporated into our proposals"."""
    rows = you_said_we_did(threaded(cycle().ledger)).to_dicts()
    assert [row["theme"] for row in rows] == [
        "communication",
        "consistency",
        "training",
        "terms",
        "flexibility",
    ]
    assert all(row["taken up"] and row["requirements"] for row in rows)


def test_differences_from_home_care_are_kept():
    """Four characteristics: landlord, presence, the move, and ongoing needs."""
    draft = cycle().expect(ServiceSpecification)
    kept = {requirement.reference for requirement in draft.requirements}
    assert {"landlord", "established-presence", "moved-for-care"} <= kept
    assert "ongoing care" in cycle().expect(NeedsAssessment).needs[0].population


def test_thread_of_the_page_has_no_loose_ends():
    """From four objectives to the draft requirements the thread holds."""
    assert list(cycle().thread().findings()) == []


def test_no_fact_of_supported_housing_is_constructed():
    """Everything is stated or inferred; the story needs no constructed figure."""
    for record in (*cycle().records, *cycle().records[0].carries):
        assert record.basis
        assert all(basis.grounds is not Grounds.CONSTRUCTED for basis in record.basis)


def test_draft_cannot_be_approved_while_people_may_answer():
    """On 3 October they still could; on 11 October nobody had reported."""
    draft = cycle().expect(ServiceSpecification)
    approved = evolve(draft, version=2, status=SpecificationStatus.APPROVED)
    codes = {
        day: [f.code for f in cycle().blockers(evolve(approved, on=day))]
        for day in (date(2016, 10, 3), date(2016, 10, 11))
    }
    assert codes == {
        date(2016, 10, 3): ["consultation-open"],
        date(2016, 10, 11): ["consultation-unreported"],
    }


def test_audit_of_supported_housing_reports_only_where_the_page_ends():
    """Reasons were given and 32 days allowed; the report is not on the page."""
    held = (*cycle().records[0].carries, *cycle().records)
    found = [(f.code, f.about) for f in consultation_findings(held, usual_days=28)]
    assert found == [
        ("consultation-short", "service-users"),
        ("consultation-unreported", "supported-housing"),
    ]


def test_story_begins_and_stops_where_its_source_does():
    """A later stage would have to be invented."""
    assert cycle(at=Stage.NEEDS).stage is Stage.NEEDS
    assert cycle(at=Stage.SPECIFICATION).stage is Stage.SPECIFICATION
    assert cycle(after=Consultation) == cycle()
    assert [finding.code for finding in cycle().standing()] == ["history-not-held"]
    with pytest.raises(LookupError) as missing:
        cycle(at=Stage.SSQ)
    assert str(missing.value) == (
        "The story of Supported housing in Lancashire does not reach SSQ: the council's page ends with "
        "the consultation, open to 10 October 2016."
    )
