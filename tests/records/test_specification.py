"""What the service is to be."""

from datetime import date
from decimal import Decimal

import pytest

from commissioning.errors import RecordError
from commissioning.records.bands import Band
from commissioning.records.credit_terms import ServiceCredits
from commissioning.records.credits import CreditLadder
from commissioning.records.kpis import Kpi
from commissioning.records.specification import (
    CARE_ACT_DUTIES,
    ETHICAL_CARE_CHARTER,
    Commitment,
    Lot,
    Outcome,
    Requirement,
    ServiceSpecification,
    SpecificationStatus,
    Standard,
    StandardKind,
    Volume,
)
from commissioning.values.money import pounds

DAY = date(2022, 4, 10)
N1 = Lot(reference="N1", title="Neighbourhood 1", annual_value=pounds(2_500_000))
N2 = Lot(reference="N2", title="Neighbourhood 2")
WELL = Outcome(reference="well", words="people live well at home", needs=("home",))
TEAM = Requirement(reference="team", words="a small regular team", outcomes=("well",))
BANDS = (Band(name="Good", low=90), Band(name="Poor", high=90))
CONTINUITY = Kpi(
    reference="k1",
    title="continuity",
    numerator="visits by the regular team",
    denominator="visits",
    requirements=("team",),
    bands=BANDS,
)


def specification(**parts):
    return ServiceSpecification(
        **{
            "on": DAY,
            "divided_into": (N1, N2),
            "outcomes": (WELL,),
            "requirements": (TEAM,),
            "kpis": (CONTINUITY,),
            **parts,
        }
    )


def test_specification_brings_its_lots_into_being():
    """Position is kept for each lot from here on."""
    assert specification().defines_lots == ("N1", "N2")
    assert ServiceSpecification(on=DAY).defines_lots == ()


def test_version_is_a_draft_until_it_is_approved():
    """Tendering a draft is how a requirement gets lost between two files."""
    assert specification().status is SpecificationStatus.DRAFT


def ladder(kpi="k1", bands=("Poor",)):
    return ServiceCredits(ladders=(CreditLadder(kpi=kpi, bands=bands, steps=(Decimal(1),)),))


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"version": 0}, "version: 0 is below the minimum of 1"),
        ({"divided_into": (N1, N1)},
         "divided_into: N1 is listed twice; name each once"),
        ({"outcomes": (WELL, WELL)},
         "outcomes: well is listed twice; name each once"),
        ({"requirements": (TEAM, TEAM)},
         "requirements: team is listed twice; name each once"),
        ({"standards": CARE_ACT_DUTIES[:1] * 2},
         "standards: care-act-1 is listed twice; name each once"),
        ({"commitments": (Commitment(reference="c", words="x"),) * 2},
         "commitments: c is listed twice; name each once"),
        ({"kpis": (CONTINUITY, CONTINUITY)},
         "kpis: k1 is listed twice; name each once"),
        ({"outcomes": ()},
         'requirements: team pursues the outcome "well", '
         'which the record does not define; define it in the same record'),
        ({"requirements": (TEAM, Requirement(reference="pay", words="x", standards=("charter",)))},
         'requirements: pay carries the standard "charter", '
         'which the record does not define; define it in the same record'),
        ({"requirements": (TEAM, Requirement(reference="pay", words="x", lots=("N3",)))},
         'requirements: pay applies to the lot "N3", which the record does not define; it defines N1 and N2'),
        ({"kpis": (Kpi(reference="k2", title="x", numerator="x", requirements=("pay",)),)},
         'kpis: k2 watches the requirement "pay", which the record does not define; it defines team'),
        ({"volumes": (Volume(what="hours", amount=1, lot="N3"),)},
         'volumes: hours for the lot "N3", which the record does not define; it defines N1 and N2'),
        ({"service_credits": ladder(kpi="k2")},
         'service_credits: a ladder for the KPI "k2", which the record does not define; it defines k1'),
        ({"service_credits": ladder(bands=("Bad",))},
         'service_credits: the ladder for k1 names the band "Bad", '
         'which the record does not define; it defines Good and Poor'),
    ],
)  # fmt: skip
def test_specification_that_contradicts_itself_is_refused(parts, problem):
    """A requirement that leads nowhere is found when it is written, not when it is disputed."""
    with pytest.raises(RecordError) as refusal:
        specification(**parts)
    assert str(refusal.value) == f"service specification of 10 April 2022: {problem}"


def test_later_version_need_not_name_the_lots_again():
    """Lots are made once; a correction to a requirement may still apply to one of them."""
    later = ServiceSpecification(
        on=DAY,
        version=2,
        requirements=(Requirement(reference="pay", words="x", lots=("N3",)),),
        volumes=(Volume(what="hours", amount=10, lot="N3"), Volume(what="hours", amount=30)),
        service_credits=None,
    )
    assert later.requirements[0].lots == ("N3",)


def test_ladder_that_fits_its_kpi_is_taken():
    """The money a provider may lose is declared with the KPI that costs it."""
    assert specification(service_credits=ladder()).service_credits is not None


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: Lot(reference="", title="x"), "lot: reference: give the lot a reference"),
        (lambda: Lot(reference="whole", title="x"),
         "lot: reference: 'whole' means a service without lots; call the lot something else"),
        (lambda: Lot(reference="N1", title="x", annual_value=pounds(-1)),
         "lot: annual_value: -£1 is below the minimum of 0"),
        (lambda: Lot(reference="N1", title="x", total_value=pounds(-1)),
         "lot: total_value: -£1 is below the minimum of 0"),
        (lambda: Requirement(reference="r", words="x", lots=()),
         "requirement: lots: r applies to no lot; leave lots out to mean them all"),
        (lambda: Volume(what="hours", amount=-1), "volume: amount: -1 is below the minimum of 0"),
        (lambda: Commitment(reference="", words="x"),
         "commitment: reference: give the commitment a reference"),
        (lambda: Commitment(reference="c", words="x", at_least=2, at_most=1),
         "commitment: c: no figure is both at least 2 and at most 1"),
        (lambda: Volume(what="hours", amount=1.5),
         'volume: amount: 1.5 is a float; write Decimal("1.5")'),
    ],
)  # fmt: skip
def test_parts_of_a_specification_are_right_by_themselves(make, problem):
    """Each part may be written long before the whole."""
    with pytest.raises(RecordError) as refusal:
        make()
    assert str(refusal.value) == problem


@pytest.mark.parametrize(
    ("bounds", "figure", "kept"),
    [
        ({"at_least": 5800}, 5800, True),
        ({"at_least": 5800}, 5799, False),
        ({"at_most": 30}, 30, True),
        ({"at_most": 30}, 31, False),
        ({"at_least": 1, "at_most": 3}, 2, True),
        ({"at_least": 1, "at_most": 3}, 4, False),
        ({}, 5800, None),
    ],
)
def test_commitment_is_kept_at_a_figure_or_cannot_be_judged_by_one(bounds, figure, kept):
    """Lancashire promised "no reduction in care" and printed no figure to hold it to."""
    promise = Commitment(reference="care", words="no reduction", **bounds)
    assert promise.kept_at(Decimal(figure)) is kept


def test_charter_has_three_stages_of_commitments():
    """A provider is at a stage of the charter with evidence, not simply "compliant"."""
    assert [standard.stage for standard in ETHICAL_CARE_CHARTER] == [1, 2, 3]
    assert all(s.kind is StandardKind.CHARTER and s.commitments for s in ETHICAL_CARE_CHARTER)


def test_duties_cite_the_act():
    """A duty without its section cannot be checked."""
    assert all(duty.source.startswith("Care Act 2014, section") for duty in CARE_ACT_DUTIES)
    assert specification(
        standards=(
            *CARE_ACT_DUTIES,
            Standard(reference="first-aid", title="First aid", kind=StandardKind.TRAINING),
        )
    ).standards[-1].kind is StandardKind.TRAINING  # fmt: skip
