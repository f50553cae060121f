"""Which law governs, when it was fixed, and which gates it sets."""

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning.dates.periods import Deadline
from commissioning.errors import NoRuleError
from commissioning.law.governing import governing
from commissioning.law.of_ledger import commences, commencing
from commissioning.law.regimes.held import REGIMES
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.law.regimes.regime import GOVERNS, Instrument
from commissioning.ledger.ledger import Ledger
from commissioning.records.needs import Need, NeedsAssessment
from commissioning.records.notices import NoticePublished
from commissioning.records.selection import SelectionQuestionnaire
from commissioning.records.strategy import ProcurementFacts, Subject

SOCIAL = ProcurementFacts()
HEALTH = ProcurementFacts(health_service=True)
NEEDS = NeedsAssessment(on=date(2014, 7, 14), needs=(Need(reference="n", words="care"),))


@pytest.mark.parametrize(
    ("day", "facts", "regime"),
    [
        (date(2015, 2, 26), SOCIAL, PUBLIC_CONTRACTS_2015),
        (date(2023, 12, 31), HEALTH, PUBLIC_CONTRACTS_2015),
        (date(2023, 12, 31), None, PUBLIC_CONTRACTS_2015),
        (date(2024, 1, 1), HEALTH, PROVIDER_SELECTION_2023),
        (date(2024, 1, 1), SOCIAL, PUBLIC_CONTRACTS_2015),
        (date(2025, 2, 23), SOCIAL, PUBLIC_CONTRACTS_2015),
        (date(2025, 2, 24), SOCIAL, PROCUREMENT_ACT_2023),
        (date(2025, 2, 24), HEALTH, PROVIDER_SELECTION_2023),
    ],
    ids=(
        "social, first day of 2015",
        "health, last day of 2023",
        "unsaid, last day of 2023",
        "health, first day of 2024",
        "social, first day of 2024",
        "social, last day of 2015's",
        "social, first day of 2023's",
        "health, first day of 2023's",
    ),
)
def test_day_of_commencement_and_the_subject_decide(day, facts, regime):
    """A day later, or health instead of care, and everything after it is different."""
    assert governing(day, facts) is regime


def test_before_every_row_no_law_is_guessed():
    """Lancashire's competition may have begun under the Regulations of 2006, which are not here."""
    with pytest.raises(NoRuleError) as none:
        governing(date(2015, 2, 25), SOCIAL)
    assert str(none.value) == (
        "The law held here has no rule for governing law on 25 February 2015: the rules held here "
        "apply from 26 February 2015, and the procurement commenced on 25 February 2015"
    )


def test_subject_has_to_be_stated_where_it_decides_the_law():
    """From 2024 on a council that buys health care is under another law than one that buys care."""
    with pytest.raises(NoRuleError) as none:
        governing(date(2026, 1, 1), None)
    assert str(none.value) == (
        "The law held here has no rule for governing law on 1 January 2026: the law depends on "
        "whether this is a health care service. Say so in the procurement strategy."
    )


CONCESSION = ProcurementFacts(subject=Subject.CONCESSION, light_touch=False)


@pytest.mark.parametrize(
    ("day", "health"),
    [
        (date(2015, 2, 26), False),
        (date(2016, 4, 18), False),
        (date(2022, 7, 11), True),
        (date(2023, 12, 31), True),
        (date(2025, 2, 23), False),
    ],
    ids=str,
)
def test_old_concession_is_refused_and_not_judged_by_the_regulations_of_2015(day, health):
    """Its standstill, grounds and notices are those of Regulations that are not held."""
    with pytest.raises(NoRuleError) as none:
        governing(day, evolve(CONCESSION, health_service=health))
    assert none.value.why == (
        "a concession begun before 24 February 2025 is under the Concession Contracts Regulations 2016 "
        "or, before 18 April 2016, the law they replaced, not held here"
    )


@pytest.mark.parametrize(
    ("day", "health", "regime"),
    [
        (date(2024, 1, 1), True, PROVIDER_SELECTION_2023),
        (date(2025, 2, 24), False, PROCUREMENT_ACT_2023),
    ],
    ids=("health care, its first day", "the Act, its first day"),
)
def test_concession_is_under_the_health_regime_and_the_act_from_their_first_day(
    day, health, regime
):
    """The Act and the health regime have no separate law of concessions."""
    assert governing(day, evolve(CONCESSION, health_service=health)) is regime


@given(day=st.dates(date(2015, 2, 26), date(2035, 1, 1)), health=st.booleans())
def test_exactly_one_law_governs_every_day(day, health):
    """No day falls between two laws, and none under both."""
    facts = ProcurementFacts(health_service=health)
    rows = [r for regime in REGIMES for r in regime.rows if r.parameter == GOVERNS]
    assert sum(row.in_force(None, day) and row.facts.fits(facts) for row in rows) == 1
    assert governing(day, facts) in REGIMES


def questionnaire(on):
    return SelectionQuestionnaire(on=on, responses_due_by=Deadline(on + timedelta(days=30)))


@pytest.mark.parametrize(
    ("record", "does"),
    [
        (questionnaire(date(2022, 7, 11)), True),
        (NoticePublished(on=date(2022, 7, 11), notice="PCR-contract"), True),
        (NoticePublished(on=date(2022, 7, 11), notice="UK4"), False),
        (NoticePublished(on=date(2026, 7, 13), notice="UK4"), True),
        (NoticePublished(on=date(2026, 7, 13), notice="UK2"), False),
        (NEEDS, False),
    ],
    ids=("questionnaire", "contract notice", "not yet a notice", "UK4", "UK2", "needs"),
)
def test_record_that_commences_is_named_by_the_law(record, does):
    """An early planning notice fixes nothing; the tender notice fixes everything."""
    assert commences(record, SOCIAL) is does


def test_commencing_record_of_no_known_law_is_not_passed_over():
    """A questionnaire of 2014 began something, under a law that is not held here."""
    with pytest.raises(NoRuleError):
        commences(questionnaire(date(2014, 7, 14)), SOCIAL)
    assert not commences(NEEDS, SOCIAL)


def test_commencing_record_of_an_unknown_law_commences_the_procurement():
    """Otherwise the procurement would be moved to whatever law governs a later record."""
    assert commencing(questionnaire(date(2014, 7, 14)), Ledger())
    assert not commencing(NEEDS, Ledger())


@pytest.mark.parametrize(
    ("provision", "address"),
    [
        ("section 51(2)", "https://law/section/51"),
        ("sections 21 and 44", "https://law/section/21"),
        ("regulations 86(1) and 87", "https://law/regulation/86"),
        ("Schedule 8", "https://law/schedule/8"),
        ("PPN 01/23", "https://law"),
    ],
)
def test_citation_leads_to_the_provision(provision, address):
    """One click, and the reader sees the words of the law."""
    law = Instrument("A law", "https://law", date(2020, 1, 1))
    assert law.cite(provision).url == address
