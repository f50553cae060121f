"""The consent that a council needs to its contracts before it is reorganised."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from commissioning.dates.periods import Period
from commissioning.errors import RecordError
from commissioning.findings.citation import Citation
from commissioning.gates.by_rules import consent_is_given
from commissioning.law.law import Law
from commissioning.law.regimes.council import USUAL_RULES, Reorganisation
from commissioning.records.contract import Consent, ContractSigned, ExtensionOption
from commissioning.values.money import pounds

DAY = date(2026, 12, 1)
DIRECTED = Reorganisation(
    direction=Citation("CONSTRUCTED direction of 2026", "paragraph 2"),
    applies_from=date(2026, 10, 1),
    runs_past=date(2028, 3, 31),
    consents="the shadow authority",
)
RULES = evolve(USUAL_RULES, reorganisation=DIRECTED)
TO_THE_DAY = Period(date(2027, 1, 1), date(2028, 3, 31))
SIGNED = ContractSigned(
    on=DAY,
    reference="C1",
    provider="alder",
    recommendations=("R",),
    term=Period(date(2027, 1, 1), date(2028, 4, 1)),
    value=pounds(100_001),
)
GIVEN = Consent(by="the shadow authority", on=date(2026, 11, 16))
A_MONTH_MORE = ExtensionOption(months=1, value=pounds(0))


def asked(case_of, rules=RULES, **fields):
    signed = evolve(SIGNED, **fields)
    case = evolve(case_of(signed, law=Law.unknown("not asked"), on=signed.on), rules=rules)
    return list(consent_is_given(case, signed))


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, True),
        ({"value": pounds(100_000)}, False),
        ({"value": None}, False),
        ({"term": TO_THE_DAY}, False),
        ({"term": TO_THE_DAY, "extension_options": (A_MONTH_MORE,)}, True),
        ({"term": TO_THE_DAY, "rolling": True}, True),
        ({"term": None, "starts_on": DAY, "rolling": True}, True),
        ({"on": date(2026, 9, 30)}, False),
        ({"capital": True}, False),
        ({"capital": True, "value": pounds(1_000_001)}, True),
        ({"capital": True, "value": pounds(1_000_001), "consent": GIVEN}, False),
        ({"consent": GIVEN}, False),
        ({"consent": evolve(GIVEN, on=DAY)}, False),
        ({"consent": evolve(GIVEN, on=date(2026, 12, 2))}, True),
    ],
)
def test_contract_that_outlives_the_council_needs_consent(case_of, fields, told):
    """Section 24: over £100,000 and past the day, or a capital contract over £1,000,000."""
    assert [each.code for each in asked(case_of, **fields)] == ["consent-missing"] * told


@pytest.mark.parametrize("rules", [None, USUAL_RULES], ids=("no rules", "no direction"))
def test_council_without_a_direction_needs_none(case_of, rules):
    """Nearly every council: nothing is asked that its own rules do not say."""
    assert asked(case_of, rules) == []


def test_message_about_a_missing_consent(case_of):
    """The officer reads why it is needed, whose it is, and which paper says so."""
    (finding,) = asked(case_of)
    assert str(finding) == (
        "Contract C1 is worth £100,001, more than £100,000, and may run past 31 March 2028; it needs the "
        "written consent of the shadow authority, and none is recorded (CONSTRUCTED direction of 2026, "
        "paragraph 2). Ask for the consent and record it with the contract."
    )
    (large,) = asked(case_of, capital=True, value=pounds(2_000_000))
    assert large.message == (
        "Contract C1 is worth £2,000,000, more than £1,000,000; it needs the written consent of the shadow "
        "authority, and none is recorded"
    )


def test_direction_names_who_consents():
    """Without a name there is no address to ask at."""
    with pytest.raises(RecordError, match="say whose consent the direction asks for"):
        evolve(DIRECTED, consents="")
