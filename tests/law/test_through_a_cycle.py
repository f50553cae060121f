"""The law as an officer meets it: through a cycle that refuses, warns or lets pass."""

from __future__ import annotations

from datetime import date
from typing import Any

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.records.approval import ApprovalToProcure
from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    IntentionToAward,
    LotAward,
)
from commissioning.records.conflicts import ConflictsAssessed
from commissioning.records.contract import ContractSigned
from commissioning.records.history import BroughtForward
from commissioning.records.needs import Need, NeedsAssessment
from commissioning.records.notices import NoticePublished
from commissioning.records.selection import SelectionQuestionnaire
from commissioning.records.specification import ServiceSpecification, SpecificationStatus
from commissioning.records.strategy import ProcurementFacts, ProcurementStrategy
from commissioning.stages import Route, Stage
from commissioning.values.money import VatBasis, pounds

DAY = date(2026, 6, 15)


def planned(**facts: Any) -> Cycle:
    """A home support contract of £500,000, ready to go to market in June 2026."""
    strategy = ProcurementStrategy(
        on=date(2026, 4, 1),
        route=Route.restricted(interviews=False),
        facts=ProcurementFacts(**{"light_touch": True, **facts}),
        estimated_value=pounds(500_000, VatBasis.INCLUDING),
    )
    return Cycle("Home support").record(
        NeedsAssessment(on=date(2026, 2, 2), needs=(Need(reference="n", words="care"),)),
        strategy,
        ApprovalToProcure(on=date(2026, 4, 8), decided_by="Cabinet"),
        ServiceSpecification(on=date(2026, 5, 4), status=SpecificationStatus.APPROVED),
    )


def test_below_the_threshold_the_questionnaire_is_refused_with_the_section():
    """The trap of the Act: a separate selection stage that was ordinary for years is unlawful."""
    (finding,) = planned(above_threshold=False).blockers(SelectionQuestionnaire, on=DAY)
    assert finding.code == "selection-not-allowed"
    assert str(finding.source) == "Procurement Act 2023, section 85(1)"


def test_a_fact_nobody_stated_is_asked_for_by_name():
    """The officer is told what to write, and once."""
    (finding,) = planned(light_touch=None).blockers(SelectionQuestionnaire, on=DAY)
    assert finding.code == "law-unknown"
    assert str(finding) == (
        "It is not known whether a selection questionnaire is lawful. The law depends on whether "
        "the value is at or above the threshold and whether the service is light touch. Say so in the "
        "procurement strategy."
    )


def test_the_side_of_the_threshold_is_not_asked_for_where_the_value_says_it():
    """£500,000 is below the line for care, so no notice is asked for, and selection is refused."""
    (finding,) = planned().blockers(SelectionQuestionnaire, on=DAY)
    assert finding.code == "selection-not-allowed"


def test_above_the_threshold_the_notice_comes_first():
    """And once it is out, nothing is in the way."""
    cycle = planned(above_threshold=True)
    (finding,) = cycle.blockers(SelectionQuestionnaire, on=DAY)
    assert finding.code == "notice-missing"
    (before,) = cycle.blockers(NoticePublished(on=DAY, notice="UK4"))
    assert before.code == "conflicts-unassessed"
    assessed = cycle.record(ConflictsAssessed(on=DAY))
    announced = assessed.record(NoticePublished(on=DAY, notice="UK4"))
    assert announced.blockers(SelectionQuestionnaire, on=DAY) == ()
    assert announced.law(date(2030, 1, 1)).commenced_on == DAY


def award(commenced_on: date | None, *, year: int) -> Cycle:
    """An award of an autumn, whose earlier history is kept elsewhere."""
    return Cycle("Home care").record(
        BroughtForward(
            on=date(year, 9, 1),
            stage=Stage.EVALUATION,
            because="kept in another system",
            route=Route.restricted(interviews=False),
            facts=ProcurementFacts(light_touch=True, above_threshold=True),
            commenced_on=commenced_on,
        ),
        AwardRecommendation(
            on=date(year, 9, 7), reference="R", awards=(LotAward(provider="alder"),)
        ),
        ApprovalToAward(on=date(year, 9, 14), recommendation="R", decided_by="Cabinet"),
        IntentionToAward(on=date(year, 9, 14), recommendation="R", told=("alder", "birch")),
    )


def contract(on: date) -> ContractSigned:
    return ContractSigned(
        on=on,
        reference="C",
        provider="alder",
        recommendations=("R",),
        term=Period.of(date(on.year, 11, 2), years=4),
    )


def test_a_standstill_is_waited_out_to_the_day():
    """Lancashire's autumn of 2015, had it commenced that March."""
    cycle = award(date(2015, 3, 2), year=2015)
    (finding,) = cycle.blockers(contract(date(2015, 9, 14)))
    assert str(finding) == (
        "You cannot sign on 14 September 2015: the standstill runs to 24 September 2015 "
        "(Public Contracts Regulations 2015, regulation 87(2)). Sign on or after 25 September "
        "2015."
    )
    assert cycle.record(contract(date(2015, 9, 25))).find(ContractSigned) is not None


def test_a_commencement_before_every_law_held_here_only_warns_of_a_history_not_held():
    """A competition of 2014 was under Regulations that are not here; its papers are not either."""
    cycle = award(date(2014, 9, 1), year=2015)
    assert cycle.blockers(contract(date(2015, 9, 14))) == ()
    (warning,) = [f for f in cycle.findings(contract(date(2015, 9, 14))) if f.code == "law-unknown"]
    assert (
        "The rules held here apply from 26 February 2015, and the procurement commenced on "
        "1 September 2014"
    ) in warning.message
    duties = cycle.obligations(date(2015, 12, 1))
    assert ([*duties], [f.code for f in duties.findings]) == ([], ["law-unknown"])


def test_without_a_day_of_commencement_no_law_is_chosen():
    """Nothing is guessed from the day of the papers that happen to be held."""
    cycle = award(None, year=2026)
    (warning,) = [f for f in cycle.findings(contract(date(2026, 9, 30))) if f.code == "law-unknown"]
    assert not warning.blocks
    assert "does not say when the procurement commenced" in warning.message


def test_a_contract_keeps_the_law_it_began_under():
    """Begun a day before the Act, signed long after: letters start the standstill, not a notice."""
    (finding,) = award(date(2025, 2, 23), year=2026).blockers(contract(date(2026, 9, 16)))
    assert finding.code == "standstill-running"
    (later,) = award(date(2025, 2, 24), year=2026).blockers(contract(date(2026, 9, 16)))
    assert later.code == "notice-missing"
    assert "UK6" in later.message
