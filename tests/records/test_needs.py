"""Objectives, needs, and who may be affected."""

from datetime import date

import pytest

from commissioning.errors import RecordError
from commissioning.records.needs import (
    Effect,
    EqualityImpactAssessment,
    Impact,
    Need,
    NeedsAssessment,
    Objective,
    Priority,
    ProtectedCharacteristic,
)
from commissioning.records.parties import SupportingBody
from commissioning.values.text import repeated, unknown

DAY = date(2021, 9, 1)
QUALITY = Objective(reference="quality", words="improving service quality")
HOME = Need(
    reference="home",
    words="care at home",
    objectives=("quality",),
    people=1200,
    priority=Priority.HIGH,
)
HEALTHWATCH = SupportingBody(reference="healthwatch", name="Healthwatch")

FAULTS = [
    ({"needs": ()}, "needs: give at least one need"),
    ({"objectives": ()},
     'needs: home serves the objective "quality", which the record does not define; define it in '
     'the same record'),
    ({"objectives": (QUALITY, QUALITY)},
     "objectives: quality is listed twice; name each once"),
    ({"needs": (HOME, HOME, HOME)},
     "needs: home is listed 3 times; name each once"),
    ({"supported_by": (HEALTHWATCH, HEALTHWATCH)},
     "supported_by: healthwatch is listed twice; name each once"),
]  # fmt: skip


def assessment(**parts):
    return NeedsAssessment(**{"on": DAY, "objectives": (QUALITY,), "needs": (HOME,), **parts})


def test_need_serves_an_objective():
    """The golden thread starts here: without the link nobody can say what the service is for."""
    assert assessment().needs[0].objectives == ("quality",)


@pytest.mark.parametrize(("parts", "problem"), FAULTS)
def test_assessment_that_contradicts_itself_is_refused(parts, problem):
    """A need that serves an objective nobody set would hang in the air from the first day."""
    with pytest.raises(RecordError) as refusal:
        assessment(**parts)
    assert str(refusal.value) == f"needs assessment of 1 September 2021: {problem}"


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: Objective(reference="", words="x"),
         "objective: reference: give the objective a reference"),
        (lambda: Need(reference="n", words=""), "need: words: say it in words"),
        (lambda: Need(reference="n", words="x", people=-1),
         "need: people: -1 is below the minimum of 0"),
    ],
)  # fmt: skip
def test_objectives_and_needs_are_complete_by_themselves(make, problem):
    """What has no words cannot be consulted on; what has no reference cannot be followed."""
    with pytest.raises(RecordError) as refusal:
        make()
    assert str(refusal.value) == problem


def test_there_are_nine_protected_characteristics():
    """The Equality Act lists nine; an assessment that forgets one is challenged on it."""
    assert len(ProtectedCharacteristic) == 9


def impact(characteristic, effect=Effect.NEUTRAL, **parts):
    return Impact(characteristic=characteristic, effect=effect, **parts)


def test_assessment_knows_what_it_is_silent_about():
    """Silence is not the same as no effect."""
    seen = EqualityImpactAssessment(
        on=DAY, impacts=(impact(ProtectedCharacteristic.AGE), impact(ProtectedCharacteristic.SEX))
    )
    assert seen.not_considered == tuple(
        each
        for each in ProtectedCharacteristic
        if each not in {ProtectedCharacteristic.AGE, ProtectedCharacteristic.SEX}
    )
    whole = EqualityImpactAssessment(
        on=DAY, impacts=tuple(impact(each) for each in ProtectedCharacteristic)
    )
    assert whole.not_considered == ()


@pytest.mark.parametrize(
    ("effect", "mitigation", "counts"),
    [
        (Effect.NEGATIVE, "", True),
        (Effect.MIXED, "", True),
        (Effect.NEGATIVE, "letters in large print", False),
        (Effect.NEUTRAL, "", False),
        (Effect.POSITIVE, "", False),
        (Effect.NOT_KNOWN, "", False),
    ],
)
def test_harm_without_mitigation_is_named(effect, mitigation, counts):
    """Due regard means that somebody saw the harm and said what would be done about it."""
    disability = ProtectedCharacteristic.DISABILITY
    seen = EqualityImpactAssessment(
        on=DAY, impacts=(impact(disability, effect, mitigation=mitigation),)
    )
    assert seen.harms_without_mitigation == ((disability,) if counts else ())


def test_characteristic_is_assessed_once():
    """Two effects for one characteristic would leave the reader to choose."""
    with pytest.raises(RecordError) as refusal:
        EqualityImpactAssessment(on=DAY, impacts=(impact(ProtectedCharacteristic.AGE),) * 2)
    assert str(refusal.value) == (
        "equality impact assessment of 1 September 2021: impacts: age is listed twice; name each once"
    )


def test_reference_repeated_often_is_told_once():
    """A list pasted three times over is one mistake, not two."""
    assert len(list(repeated("x", ("a", "a", "b", "a", "b")))) == 2


def test_reference_that_leads_nowhere_is_told_with_what_there_is():
    """Most wrong references are typing errors; seeing the right ones mends them."""
    assert list(unknown("x names", ("a", "c"), ("a", "b"))) == [
        'x names "c", which the record does not define; it defines a and b'
    ]
