"""Leicester's home care: each statement of the minutes, in the record that carries it."""

from datetime import date
from fractions import Fraction

import pytest

from commissioning.casebook.leicester import CURRENT_SPEND, cycle
from commissioning.planning.joint_procurement import PartnerState, joint_procurement
from commissioning.records.approval import ScrutinyNote
from commissioning.records.engagement import ConsultationReport
from commissioning.records.quality import QualityFramework
from commissioning.records.record import Grounds
from commissioning.records.strategy import PartnerAnswer, PartnerDecision, ProcurementStrategy
from commissioning.records.tender import InvitationToTender
from commissioning.records.timetable import Timetable
from commissioning.stages import Stage
from commissioning.values.money import pounds


def test_response_rate_is_stated_without_counts():
    """The minutes say 30% and count nobody; a number of people would be invented."""
    report = cycle().expect(ConsultationReport)
    assert report.response_rate == Fraction(3, 10)
    assert (report.invited, report.responded) == (None, None)


def test_spend_is_about_ten_and_a_half_million():
    """It is what is spent now; the envelope to be offered is not given."""
    assert CURRENT_SPEND.whole_life_cost == pounds(10_500_000)
    assert cycle().expect(ProcurementStrategy).envelope is None


def test_partner_has_still_to_decide():
    """The decision was expected "within the next two to four weeks"."""
    partner = joint_procurement(cycle().records).partners[1]
    assert (partner.authority, partner.state) == ("leicester-ccg", PartnerState.UNDECIDED)
    row = cycle().expect(Timetable).rows[0]
    assert row.window.words == "within the next two to four weeks"


def test_no_tender_is_invited_before_the_partner_has_decided():
    """The size of the contract hangs on it."""
    on = date(2017, 10, 20)
    waiting = [finding.code for finding in cycle().blockers(InvitationToTender, on)]
    joined = cycle().record(
        PartnerDecision(on=on, authority="leicester-ccg", answer=PartnerAnswer.JOINS)
    )
    decided = [finding.code for finding in joined.blockers(InvitationToTender, on)]
    assert "partner-undecided" in waiting
    assert [code for code in waiting if code != "partner-undecided"] == decided


def test_scrutiny_notes_and_does_not_decide():
    """Members' comments are to be considered; the cycle stands where it stood."""
    note = cycle().expect(ScrutinyNote)
    assert any("language" in comment for comment in note.comments)
    assert any("in-house" in comment for comment in note.comments)
    assert cycle().stage is Stage.SPECIFICATION


def test_quality_is_assured_from_the_four_sources_named():
    """Training records, users, families, and the regulator."""
    sources = [each.source.value for each in cycle().expect(QualityFramework).sources]
    assert sources == [
        "training records",
        "views of people who use the service",
        "views of families",
        "CQC rating",
    ]


def test_language_question_is_on_the_thread():
    """A member's question became something that would-be providers are asked."""
    steps = [point.reference for point in cycle().thread().trace("language-skills")]
    assert steps == ["good-care", "stability", "good-care", "language", "stable-care",
                     "language-skills"]  # fmt: skip


def test_day_is_inferred_and_says_so():
    """The minutes carry no date here; every record owns up to it."""
    for record in cycle().records:
        assert record.within is not None
        assert any(basis.grounds is Grounds.INFERRED for basis in record.basis)
        assert all(basis.grounds is not Grounds.CONSTRUCTED for basis in record.basis)


def test_story_begins_and_stops_where_its_source_does():
    """The framework that followed is another paper's story."""
    assert cycle(at=Stage.NEEDS).stage is Stage.NEEDS
    with pytest.raises(LookupError) as missing:
        cycle(at=Stage.ITT)
    assert str(missing.value) == (
        "The story of Domiciliary care in Leicester does not reach ITT: the minutes expect a decision "
        "on the joint procurement within two to four weeks."
    )
