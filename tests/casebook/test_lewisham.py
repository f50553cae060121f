"""Lewisham's story: what the papers state, what is constructed, and what the cycle says of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from commissioning.casebook import lewisham
from commissioning.cycle import Cycle
from commissioning.findings.errors import BlockedError
from commissioning.records.approval import ApprovalToProcure, ScrutinyNote
from commissioning.records.award import AwardRecommendation, IntentionToAward
from commissioning.records.contract import ContractSigned
from commissioning.records.engagement import MarketEngagement, ReferenceGroupFormed
from commissioning.records.live import GoLive
from commissioning.records.mobilisation import MobilisationPlan
from commissioning.records.needs import NeedsAssessment
from commissioning.records.options import OptionsAppraisal
from commissioning.records.parties import Constituency
from commissioning.records.record import Grounds, Record
from commissioning.records.specification import ServiceSpecification
from commissioning.records.strategy import ProcurementStrategy
from commissioning.records.timetable import Timetable
from commissioning.stages import LINE, Stage
from commissioning.values.money import pounds

REACHED = [stage for stage in LINE if stage is not Stage.ENDED]


def grounds_of(record: Record, field: str) -> Grounds | None:
    """What a field of a record rests on, as the record says itself."""
    for basis in record.basis:
        if field in basis.fields:
            return basis.grounds
    return next((basis.grounds for basis in record.basis if not basis.fields), None)


@pytest.mark.parametrize("stage", REACHED)
def test_lewisham_at_each_stage_ends_where_the_stage_opens(stage: Stage):
    """A test author asks for Lewisham at award and gets it just there."""
    cycle = lewisham.cycle(at=stage)

    assert cycle.stage is stage
    assert set(cycle.stages.values()) == {stage}


def test_same_part_of_the_story_is_judged_once():
    """Whoever uses it as a fixture asks for it in every test; to judge it takes two seconds."""
    cycle = lewisham.cycle()

    assert lewisham.cycle() is cycle
    assert lewisham.cycle(at=Stage.GO_LIVE) is not lewisham.cycle(at=Stage.AWARD)
    assert cycle.record(ScrutinyNote(on=date(2023, 5, 1), body="committee", note="x")) != cycle
    assert lewisham.cycle() == cycle


def test_story_stops_where_its_source_stops():
    """Nobody knows how the contracts ended, so the library does not say."""
    with pytest.raises(LookupError) as stopped:
        lewisham.cycle(at=Stage.ENDED)

    assert str(stopped.value) == (
        "The story of Home care in Lewisham does not reach ended: "
        "the council's schedule ends with go-live on 1 April 2023."
    )


def test_lewisham_after_a_record_ends_on_it():
    """The moment between the letters and the signature is the one people ask about."""
    cycle = lewisham.cycle(after=IntentionToAward)

    assert isinstance(cycle.records[-1], IntentionToAward)
    assert len(lewisham.cycle(after=ContractSigned).every(ContractSigned)) == 9


def test_lewisham_after_a_kind_it_lacks_is_refused():
    """Asking for a consultation report must not give an empty cycle."""
    from commissioning.records.engagement import ConsultationReport

    with pytest.raises(LookupError, match="has no consultation report: the council's schedule"):
        lewisham.cycle(after=ConsultationReport)


def test_lewisham_with_a_stage_and_a_record_is_refused():
    """One of the two would be silently ignored."""
    with pytest.raises(TypeError, match="choose a stage or a kind of record, not both"):
        lewisham.cycle(at=Stage.AWARD, after=IntentionToAward)


def test_every_record_of_lewisham_has_a_basis():
    """A story that mixes fact and fiction must tell them apart record by record."""
    for record in lewisham.STORY.records:
        assert record.basis, record.described()


@pytest.mark.parametrize(
    ("kind", "on"),
    [
        (MarketEngagement, date(2022, 1, 13)),
        (ReferenceGroupFormed, date(2022, 2, 4)),
        (ApprovalToProcure, date(2022, 3, 9)),
    ],
)
def test_days_of_lewishams_sources_are_stated(kind: type[Record], on: date):
    """13 January, 4 February and 9 March 2022 are in the council's papers."""
    record = next(r for r in lewisham.STORY.records if type(r) is kind and r.on == on)

    assert grounds_of(record, "on") is Grounds.STATED


def test_days_outside_lewishams_papers_are_constructed_or_inferred():
    """A day is stated, the last of a published window, inferred, or owned up to as constructed."""
    for record in lewisham.STORY.records:
        if record.within is None and grounds_of(record, "on") is not Grounds.STATED:
            assert grounds_of(record, "on") in {Grounds.CONSTRUCTED, Grounds.INFERRED}


def test_bids_marks_and_names_are_constructed():
    """No paper names a bidder; nobody may read one out of here."""
    for record in lewisham.STORY.records:
        for field in ("provider", "prices", "marks", "method", "told"):
            if hasattr(record, field) and not isinstance(record, MarketEngagement):
                assert grounds_of(record, field) is Grounds.CONSTRUCTED, record.described()


def test_options_cost_what_the_slides_say():
    """142, 118 and 91 million pounds over five years: uplifts of 56.0 and 29.7 per cent."""
    appraisal = lewisham.cycle().expect(OptionsAppraisal)
    cost = {option.reference: option.whole_life_cost for option in appraisal.options}

    assert cost == {
        "A": pounds(142_000_000),
        "B": pounds(118_000_000),
        "current": pounds(91_000_000),
    }
    uplift = {
        name: ((cost[name].amount / cost["current"].amount - 1) * 100).quantize(Decimal("0.1"))
        for name in "AB"
    }
    assert uplift == {"A": Decimal("56.0"), "B": Decimal("29.7")}


def test_there_are_nine_lots_of_the_stated_values():
    """Four neighbourhoods and five specialists, as Mayor and Cabinet approved them."""
    specification = lewisham.cycle().expect(ServiceSpecification)
    lots = {lot.reference: lot for lot in specification.divided_into}

    assert len(lots) == 9
    assert [lots[f"N{n}"].annual_value for n in (1, 2, 3, 4)] == [
        pounds(2_500_000), pounds(6_000_000), pounds(5_300_000), pounds(3_200_000),
    ]  # fmt: skip
    assert all(lots[f"S{n}"].annual_value == pounds(120_000) for n in (1, 2, 3, 4, 5))
    assert lewisham.cycle().expect(ProcurementStrategy).estimated_value == pounds(123_200_000)


def test_lived_experience_and_carers_are_equal_members():
    """The slides centre on it; a model without it would miss the point."""
    group = lewisham.cycle().expect(ReferenceGroupFormed, "procurement-reference-group").group

    assert set(group.equal_members) == {Constituency.SERVICE_USER, Constituency.UNPAID_CARER}


def test_award_follows_the_marks():
    """The constructed winners are those that the constructed marks give, lot by lot."""
    cycle = lewisham.cycle(at=Stage.AWARD)
    recommended = cycle.expect(AwardRecommendation)

    for award in recommended.awards:
        assert cycle.evaluation(award.lot).winners == (award.provider,)


def test_award_is_refused_before_the_interviews():
    """The order of the mission, on the mission's own case."""
    cycle = lewisham.cycle(at=Stage.EVALUATION)

    codes = [f.code for f in cycle.blockers(AwardRecommendation, date(2022, 10, 12))]

    assert codes[0] == "stage-order"


def test_findings_about_eleven_tenders_are_joined_into_one():
    """Eleven tenders by three criteria would be a page of lines that all say the same."""
    found = lewisham.cycle(at=Stage.EVALUATION).blockers(AwardRecommendation, date(2022, 10, 12))

    assert [f.message for f in found if "No marks" in f.message] == [
        f"No marks have been recorded for Alder, Damson, Elder, Birch, Cedar and 6 more on {criterion}"
        for criterion in (
            "person-centred care",
            "workforce and ethical care",
            "residents' panel interview",
        )
    ]


def test_signing_in_the_standstill_cites_regulation_87():
    """A newcomer sees the regulation, the day, and from when it may be done."""
    cycle = lewisham.cycle(after=IntentionToAward)

    (running,) = cycle.blockers(ContractSigned, date(2022, 11, 18), about="N1")

    assert str(running) == (
        "You cannot sign on 18 November 2022: the standstill runs to 24 November 2022 (Public "
        "Contracts Regulations 2015, regulation 87(2)). Sign on or after 25 November 2022."
    )


def test_going_live_needs_readiness_for_every_lot():
    """Nine contracts start on one day; each must be ready."""
    cycle = lewisham.cycle(after=MobilisationPlan)

    (missing,) = cycle.blockers(GoLive, date(2023, 4, 1))

    assert missing.message == "None of the 9 lots has a readiness review yet"


def test_schedule_is_kept_with_the_story():
    """Plan and ledger are compared later; the plan is the one the council printed."""
    assert lewisham.cycle().expect(Timetable) == lewisham.published()


def test_lewisham_can_be_recorded_without_a_refusal():
    """Nothing in it is waived or forced: the gates let the whole of it pass."""
    audit = Cycle.audit("Lewisham", lewisham.STORY.records)

    assert not audit.blocks
    with pytest.raises(BlockedError):
        lewisham.cycle().record(lewisham.STORY.records[-1].__class__(
            on=date(2022, 4, 1), contracts=("home-care-N1",)
        ))  # fmt: skip


def test_lewishams_later_specification_is_constructed_and_the_slides_are_stated():
    """The approved version is told by nobody: all of it is inferred or made up."""
    cycle = lewisham.cycle()
    draft, approved = cycle.every(ServiceSpecification)
    assert "Proud to Care" in draft.note
    assert "nine protected characteristics" in draft.note
    assert grounds_of(approved, "requirements") is Grounds.INFERRED
    assert grounds_of(approved, "status") is Grounds.CONSTRUCTED
    evidence = [each for need in cycle.expect(NeedsAssessment).needs for each in need.evidence]
    assert "£50.3 billion" in evidence[0]
