"""Whether people were consulted fairly, and whether everybody was thought of."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve

from commissioning.dates.parsing.readings import Precision
from commissioning.dates.periods import Period
from commissioning.dates.windows import Window
from commissioning.planning.consultation import (
    consultation_findings,
    consultation_table,
    equality_findings,
)
from commissioning.records.engagement import Consultation, ConsultationReport, Theme
from commissioning.records.needs import (
    Effect,
    EqualityImpactAssessment,
    Impact,
    ProtectedCharacteristic,
)
from commissioning.records.specification import ServiceSpecification, SpecificationStatus

OPENED = date(2016, 9, 9)
ASKED = Consultation(
    on=OPENED,
    reference="housing",
    method="online questionnaire",
    audience=("providers", "families"),
    period=Period(OPENED, date(2016, 10, 10)),
    reasons="the four objectives",
)
REPORTED = ConsultationReport(
    on=date(2016, 11, 1),
    consultation="housing",
    invited=200,
    responded=61,
    themes=(Theme(reference="team", words="a regular team"),),
)
APPROVED = ServiceSpecification(on=date(2016, 9, 1), version=2, status=SpecificationStatus.APPROVED)
UNDATED = Window(words="before the autumn", latest=OPENED, precision=Precision.OPEN)


@pytest.mark.parametrize(
    ("records", "usual_days", "code", "told"),
    [
        ((APPROVED, ASKED, REPORTED), None, "consultation-after-decision",
         (
             "Version 2 of the specification was approved on 1 September 2016, before the "
             "consultation opened on 9 September 2016 (Gunning principles of consultation, "
             "proposals at a formative stage). Consult on a draft, and approve the version that "
             "has considered the views."
         )),
        ((evolve(ASKED, reasons=""), REPORTED), None, "consultation-without-reasons",
         (
             "The consultation housing gives no reasons for the proposal (Gunning principles "
             "of consultation, sufficient reasons). Record the reasons that were published "
             "with it."
         )),
        ((ASKED, REPORTED), 42, "consultation-short",
         (
             "The consultation housing was open for 32 days; the council's usual minimum is 42 "
             "(Gunning principles of consultation, adequate time). Say why fewer days were "
             "enough."
         )),
        ((evolve(ASKED, period=None), REPORTED), 28, "consultation-short",
         (
             "The days of the consultation housing are not recorded (Gunning principles of "
             "consultation, adequate time). Record its first and last day."
         )),
        ((ASKED,), 28, "consultation-unreported",
         (
             "There is no report of the consultation of 9 September 2016 (housing) (Gunning "
             "principles of consultation, conscientious consideration). Record the "
             "consultation report."
         )),
    ],
)  # fmt: skip
def test_each_principle_is_asked(records, usual_days, code, told):
    """A decision is quashed for one of these four, years of work with it."""
    found = [(f.code, str(f)) for f in consultation_findings(records, usual_days=usual_days)]
    assert found == [(code, told)]
    assert not any(f.blocks for f in consultation_findings(records, usual_days=usual_days))


@pytest.mark.parametrize(
    "records",
    [
        (ASKED, REPORTED),
        (evolve(APPROVED, status=SpecificationStatus.DRAFT), ASKED, REPORTED),
        (ASKED, REPORTED, evolve(APPROVED, on=date(2016, 12, 1))),
        (APPROVED, evolve(ASKED, within=UNDATED), REPORTED),
        (),
    ],
)
def test_fair_consultation_draws_no_finding(records):
    """32 days on a draft, with reasons, and a report: Lancashire's was such a one."""
    assert list(consultation_findings(records, usual_days=32)) == []


def test_consultations_are_listed_with_what_came_back():
    """A committee asks for exactly this line: who, how long, how many."""
    assert consultation_table((ASKED, REPORTED)).to_dicts() == [
        {
            "consultation": "housing", "method": "online questionnaire",
            "audience": "providers, families", "opened": OPENED, "closed": date(2016, 10, 10),
            "days": 32, "invited": 200, "responded": 61, "rate": Decimal("30.5"), "themes": 1,
        }
    ]  # fmt: skip
    undated = consultation_table((evolve(ASKED, period=None),)).to_dicts()[0]
    assert {undated[name] for name in ("opened", "closed", "days", "invited", "rate")} == {None}
    uncounted = evolve(REPORTED, invited=None, responded=None)
    assert consultation_table((ASKED, uncounted)).to_dicts()[0]["rate"] is None


def test_consultation_table_says_what_the_source_does_not_state():
    """An empty cell for those invited is read as a consultation to which no one was invited."""
    printed = consultation_table(
        [Consultation(on=date(2024, 1, 1), reference="Q", method="survey", audience=("carers",))]
    )
    for words in ("opened: not stated", "themes: no report yet"):
        assert words in str(printed)
    assert printed.to_html().count(">not stated<") == 6
    assert printed.to_dicts()[0]["invited"] is None


def test_equality_assessment_is_asked_about_silence_and_harm():
    """Due regard is shown, or it was not had."""
    thin = EqualityImpactAssessment(
        on=OPENED,
        impacts=(
            *(
                Impact(characteristic=each, effect=Effect.NEUTRAL)
                for each in list(ProtectedCharacteristic)[:7]
            ),
            Impact(characteristic=ProtectedCharacteristic.SEX, effect=Effect.NEGATIVE),
        ),
    )
    assert [(f.code, str(f)) for f in equality_findings(thin)] == [
        (
            "characteristic-not-considered",
            (
                "The equality impact assessment of 9 September 2016 does not consider sexual "
                "orientation (Equality Act 2010, section 149 (unverified)). State the likely "
                "effect, or that it is not known."
            ),
        ),
        (
            "harm-without-mitigation",
            (
                "Harm is expected for people by reason of sex, and no mitigation is proposed "
                "(Equality Act 2010, section 149 (unverified)). Propose a mitigation, or say "
                "why none is possible."
            ),
        ),
    ]
    full = EqualityImpactAssessment(
        on=OPENED,
        impacts=tuple(
            Impact(characteristic=each, effect=Effect.POSITIVE) for each in ProtectedCharacteristic
        ),
    )
    assert list(equality_findings(full)) == []
