"""Cases whose lots are judged apart, and what a case gives those who ask it for records."""

from datetime import date

from commissioning.findings.codes.law import NOTICE_MISSING
from commissioning.gates.attached import _of_some
from commissioning.law.law import Law
from commissioning.records.award import AwardRecommendation
from commissioning.records.needs import Need, NeedsAssessment


def test_finding_about_a_lot_is_not_named_for_it_again():
    """ "For lot N1: lot N1 ..." says one thing twice."""
    finding = NOTICE_MISSING("The notice of lot N1 is missing", about="N1")
    assert _of_some(finding, ("N1",)) is finding
    other = NOTICE_MISSING("The notice is missing")
    assert _of_some(other, ("N1",)).message == "For lot N1: The notice is missing"


def test_case_gives_every_record_of_its_ledger(case_of):
    """What asks who still stands goes through them all."""
    needs = NeedsAssessment(on=date(2024, 5, 1), needs=(Need(reference="n", words="care"),))
    case = case_of(AwardRecommendation, needs, law=Law.unknown("x"), on=date(2024, 5, 2))
    assert case.records == (needs,)
