"""The law as an officer meets it: through a cycle that refuses, warns or lets pass."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline, Period
from commissioning.display.reports import award_report, report_page
from commissioning.process import Process, Step
from commissioning.records.approval import ApprovalToProcure
from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    IntentionToAward,
    LotAward,
)
from commissioning.records.challenge import Challenge, ClaimIssued, Remedy, RemedyKind
from commissioning.records.conflicts import ConflictsAssessed
from commissioning.records.contract import ContractSigned
from commissioning.records.history import BroughtForward
from commissioning.records.needs import Need, NeedsAssessment
from commissioning.records.notices import NoticePublished
from commissioning.records.questions import AnswerKind, BidQuestion
from commissioning.records.record import Learned, Record
from commissioning.records.selection import (
    ExclusionsDecided,
    GroundFound,
    SelectionQuestionnaire,
)
from commissioning.records.specification import Lot, ServiceSpecification, SpecificationStatus
from commissioning.records.strategy import (
    DirectAwardGround,
    ProcurementFacts,
    ProcurementStrategy,
    Subject,
)
from commissioning.records.tender import InvitationToTender
from commissioning.stages import Begins, Route, Stage
from commissioning.testing import make
from commissioning.values.frozen import frozen
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


def test_fact_nobody_stated_is_asked_for_by_name():
    """The officer is told what to write, and once."""
    (finding,) = planned(light_touch=None).blockers(SelectionQuestionnaire, on=DAY)
    assert finding.code == "law-unknown"
    assert str(finding) == (
        "It is not known whether a selection questionnaire is lawful. The law depends on whether "
        "the value is at or above the threshold and whether the service is light touch. Say so in the "
        "procurement strategy."
    )


def test_side_of_the_threshold_is_not_asked_for_where_the_value_says_it():
    """£500,000 is below the line for care, so no notice is asked for, and selection is refused."""
    (finding,) = planned().blockers(SelectionQuestionnaire, on=DAY)
    assert finding.code == "selection-not-allowed"


CAFES: dict[str, Any] = {
    "subject": Subject.CONCESSION,
    "light_touch": False,
    "above_threshold": True,
}


def test_old_concession_is_refused_with_the_law_it_is_under():
    """The standstill of the Regulations of 2015 would be asked of it, and would be believed."""
    found = planned(**CAFES).blockers(SelectionQuestionnaire, on=date(2022, 7, 11))
    (finding,) = (each for each in found if each.code == "law-unknown")
    assert str(finding) == (
        "It is not known whether a selection questionnaire is lawful. A concession begun before 24 "
        "February 2025 is under the Concession Contracts Regulations 2016 or, before 18 April 2016, the law "
        "they replaced, not held here. Take advice on that law; this library does not cover it."
    )


def test_contract_of_an_old_concession_only_warns_where_its_papers_are_not_held():
    """A register of live contracts can still be kept; each says that its law is not held."""
    begun = BroughtForward(
        on=date(2024, 5, 1),
        stage=Stage.AWARD,
        because="the files of the competition are in the archive",  # CONSTRUCTED
        commenced_on=date(2022, 7, 11),
        facts=ProcurementFacts(**CAFES),
    )
    found = Cycle("Cafes in parks").record(begun).findings(NoticePublished, on=date(2024, 6, 3))
    (finding,) = (each for each in found if each.code == "law-unknown")
    assert not finding.blocks
    assert finding.remedy.startswith("Take advice on that law")


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


def test_standstill_is_waited_out_to_the_day():
    """Lancashire's autumn of 2015, had it commenced that March."""
    cycle = award(date(2015, 3, 2), year=2015)
    (finding,) = cycle.blockers(contract(date(2015, 9, 14)))
    assert str(finding) == (
        "You cannot sign on 14 September 2015: the standstill runs to 24 September 2015 "
        "(Public Contracts Regulations 2015, regulation 87(2)). Sign on or after 25 September "
        "2015."
    )
    assert cycle.record(contract(date(2015, 9, 25))).find(ContractSigned) is not None


def test_commencement_before_every_law_held_here_only_warns_of_a_history_not_held():
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


def test_contract_keeps_the_law_it_began_under():
    """Begun a day before the Act, signed long after: letters start the standstill, not a notice."""
    (finding,) = award(date(2025, 2, 23), year=2026).blockers(contract(date(2026, 9, 16)))
    assert finding.code == "standstill-running"
    (later,) = award(date(2025, 2, 24), year=2026).blockers(contract(date(2026, 9, 16)))
    assert later.code == "notice-missing"
    assert "UK6" in later.message


FULL = ProcurementFacts(light_touch=False, above_threshold=True, health_service=False)
OLD, NEW = "Public Contracts Regulations 2015", "Procurement Act 2023"
BEFORE, AFTER = date(2025, 2, 10), date(2025, 3, 10)


def begun(*carries: Record, **more: Any) -> Cycle:
    """A procurement at its invitation, whose papers are in the archive, with some notices carried over."""
    start = BroughtForward(
        on=date(2025, 6, 2), stage=Stage.ITT, because="papers in the archive", route=Route.open(),
        facts=FULL, carries=carries, **more,
    )  # fmt: skip
    return Cycle("Cleaning").record(start)


def call(on: date, code: str, **more: Any) -> NoticePublished:
    return NoticePublished(on=on, notice=code, **more)


def test_notice_that_is_carried_over_says_when_the_procurement_commenced():
    """Without it the law of a history brought forward was unknown, though its notice was held."""
    today = date(2025, 7, 1)
    assert begun().law(today).unknown_because
    assert begun(call(BEFORE, "PCR-contract")).law(today).regime == OLD
    assert begun(call(AFTER, "UK4"), call(AFTER, "UK2")).ledger.commenced.first == AFTER
    assert begun(call(AFTER, "UK4"), call(BEFORE, "PCR-contract")).ledger.commenced.first == BEFORE
    stated = begun(call(BEFORE, "PCR-contract"), commenced_on=AFTER)
    assert (stated.ledger.commenced.first, stated.law(today).regime) == (AFTER, NEW)
    assert begun(contract(BEFORE)).ledger.commenced.first is None


@frozen(kw_only=True)
class FromOurRegister(BroughtForward):
    """A history brought forward from a council's own register."""

    entry: str


def test_notice_that_a_councils_own_kind_of_history_carries_says_when_it_commenced():
    """A council that adds the number of its file to the history keeps the day of its notice."""
    process = Process.standard().with_steps(Step("our-register", FromOurRegister, Begins()))
    start = FromOurRegister(
        on=date(2025, 6, 2), stage=Stage.ITT, because="papers in the archive", route=Route.open(),
        facts=FULL, carries=(call(BEFORE, "PCR-contract"),), entry="2025/17",
    )  # fmt: skip
    assert Cycle("Cleaning", process=process).record(start).ledger.commenced.first == BEFORE


def test_notice_entered_late_moves_the_law_to_its_own_day():
    """The contract notice of February turns up in June: the procurement was under the old law."""
    late = call(BEFORE, "PCR-contract", learned=Learned(on=date(2025, 6, 2), because="a search"))
    first = Cycle.audit("x", (*planned_in_2025(), call(AFTER, "UK4"))).cycle
    found = Cycle.audit("x", (*first.records, late)).cycle
    assert [cycle.law(date(2025, 7, 1)).regime for cycle in (first, found)] == [NEW, OLD]
    assert found.ledger.as_of(date(2025, 5, 1), known=True).commenced.first == AFTER
    stated = begun(commenced_on=AFTER)
    after = evolve(late, learned=Learned(on=date(2025, 7, 1), because="x"))
    later = Cycle.audit("x", (*stated.records, after)).cycle
    assert later.ledger.commenced.first == AFTER


def planned_in_2025(*lots: Lot) -> tuple[Record, ...]:
    return (
        NeedsAssessment(on=date(2024, 11, 4), needs=(Need(reference="n", words="cleaning"),)),
        ServiceSpecification(
            on=date(2025, 1, 6), status=SpecificationStatus.APPROVED, divided_into=lots
        ),
        ProcurementStrategy(on=date(2025, 1, 20), route=Route.open(), facts=FULL),
        ApprovalToProcure(on=date(2025, 1, 27), decided_by="Cabinet"),
    )


def test_each_lot_commences_with_its_own_notice():
    """Lot 1 went out under the Regulations; lot 2 followed in March and is under the Act."""
    lots = (Lot(reference="1", title="north"), Lot(reference="2", title="south"))
    first = call(BEFORE, "PCR-contract", lots=("1",))
    cycle = Cycle.audit("x", (*planned_in_2025(*lots), first)).cycle
    assert [cycle.ledger.commenced.of(lot) for lot in ("1", "2")] == [BEFORE, None]
    cycle = Cycle.audit("x", (*cycle.records, call(AFTER, "UK4", lots=("2",)))).cycle
    assert [cycle.law(date(2025, 7, 1), lot=lot).regime for lot in ("1", "2")] == [OLD, NEW]
    assert "ask about the law of one lot" in cycle.law(date(2025, 7, 1)).unknown_because
    again = Cycle.audit("x", (*cycle.records, call(date(2025, 4, 7), "UK4"))).cycle
    assert [again.ledger.commenced.of(lot) for lot in ("1", "2", "whole", None)] == [
        BEFORE, AFTER, BEFORE, BEFORE
    ]  # fmt: skip


def in_lots(*plans: tuple[str, int, ProcurementFacts], commence: date = AFTER) -> Cycle:
    """Lots 1 and 2, each with the strategies given for it: lot, estimate in pounds with VAT, facts."""
    lots = (Lot(reference="1", title="north"), Lot(reference="2", title="south"))
    needs, specified, _, approved = planned_in_2025(*lots)
    strategies = (
        ProcurementStrategy(
            on=date(2025, 1, 20), lots=(lot,) if lot else None, route=Route.open(), facts=facts,
            estimated_value=pounds(value, VatBasis.INCLUDING), reference=f"S{number}",
        )
        for number, (lot, value, facts) in enumerate(plans)
    )  # fmt: skip
    notice = call(commence, "UK4" if commence == AFTER else "PCR-contract")
    return Cycle.audit("x", (needs, specified, *strategies, approved, notice)).cycle


CARE = ProcurementFacts(light_touch=True)


@pytest.mark.parametrize("commence", [BEFORE, AFTER], ids=("2015", "the Act"))
@pytest.mark.parametrize(
    ("plans", "above"),
    [
        ((("1", 331_770, CARE), ("2", 331_770, CARE)), [True, True]),
        ((("1", 331_770, CARE), ("2", 331_769, CARE)), [False, False]),
        ((("", 663_540, CARE), ("1", 100_000, CARE)), [True, True]),
        ((("", 663_539, CARE), ("1", 100_000, CARE)), [False, False]),
        ((("1", 331_770, CARE), ("2", 5_000_000, evolve(CARE, subject=Subject.WORKS))), [False, False]),
        ((("1", 331_770, CARE), ("2", 213_000, evolve(CARE, light_touch=False))), [False, False]),
        ((("1", 663_540, CARE), ("2", 1, evolve(CARE, above_threshold=False))), [True, False]),
    ],
    ids=(
        "together at it", "a pound below", "part of the whole", "part of a small whole", "works beside",
        "another line", "said to be below",
    ),
)  # fmt: skip
def test_lots_with_strategies_of_their_own_are_above_the_threshold_together(plans, above, commence):
    """Regulation 6(11) and Schedule 3: nothing is won by dividing a procurement into small lots."""
    cycle = in_lots(*plans, commence=commence)
    laws = [cycle.law(date(2025, 7, 1), lot=lot) for lot in ("1", "2")]
    assert [law.facts and law.facts.above_threshold for law in laws] == above


def test_lot_that_is_planned_after_another_commenced_does_not_count_with_it():
    """The value is estimated when the procurement commences: regulation 6(7)."""
    cycle = in_lots(("1", 400_000, CARE))
    later = ProcurementStrategy(
        on=date(2025, 5, 6), lots=("2",), route=Route.open(), facts=CARE,
        estimated_value=pounds(400_000, VatBasis.INCLUDING),
    )  # fmt: skip
    cycle = Cycle.audit("x", (*cycle.records, later)).cycle
    law = cycle.law(date(2025, 7, 1), lot="1")
    assert law.facts
    assert law.facts.above_threshold is False


@pytest.mark.parametrize(
    ("commence", "source"),
    [
        (BEFORE, "Public Contracts Regulations 2015, regulations 5 and 6(11) to (15)"),
        (AFTER, "Procurement Act 2023, section 4 and Schedule 3"),
    ],
)
def test_lots_stated_to_be_below_that_reach_the_threshold_together_bring_a_warning(
    commence, source
):
    """A small lot, or good reasons, may keep one below; so it is for the officer to say."""
    below = evolve(CARE, above_threshold=False)
    invited = make(InvitationToTender, on=date(2025, 6, 2), lots=("1", "2"))
    cycle = in_lots(("1", 331_770, below), ("2", 331_770, below), commence=commence)
    found = cycle.findings(invited)
    (warned,) = [each for each in found if each.code == "above-threshold-after-all"]
    assert not warned.blocks
    assert str(warned.source) == source
    assert warned.message == (
        "The strategy states that the procurement is below the threshold of £663,540 including VAT, and "
        "its estimated value of £331,770 including VAT is; with that of the other lots it is not"
    )
    assert warned.remedy == (
        "State in the strategy that it is at or above the threshold, or keep a record of why the law lets it "
        "count apart"
    )
    single = in_lots(("1", 331_770, below), ("2", 331_769, below), commence=commence)
    found = single.findings(invited)
    assert "above-threshold-after-all" not in [each.code for each in found]


def direct(ground: DirectAwardGround | None, *, urgent: bool, route: Route | None = None) -> Cycle:
    """A direct award announced in May 2025, with its award notice of Monday 2 June."""
    strategy = ProcurementStrategy(
        on=date(2025, 4, 1), route=route or Route.direct_award(),
        facts=evolve(FULL, direct_award_ground=ground, urgent=urgent),
    )  # fmt: skip
    recommended = AwardRecommendation(
        on=date(2025, 5, 6), reference="R1", awards=(LotAward(provider="alder"),)
    )
    announced = call(date(2025, 5, 5), "UK4" if route else "UK5")
    return Cycle.audit("x", (strategy, announced, recommended, call(date(2025, 6, 2), "UK6"))).cycle


@pytest.mark.parametrize(
    ("ground", "urgent", "earliest"),
    [
        (DirectAwardGround.NO_SUITABLE_TENDERS, True, date(2025, 6, 12)),
        (DirectAwardGround.TECHNICAL, True, date(2025, 6, 12)),
        (DirectAwardGround.URGENCY, False, None),
        (DirectAwardGround.PROTECTING_LIFE, False, None),
        (None, True, None),
    ],
)
def test_direct_award_goes_without_a_standstill_on_the_ground_of_urgency_alone(
    ground, urgent, earliest
):
    """Section 51(3)(a) and (b): a competition that was urgent and failed lends its haste to no switch."""
    signed = evolve(contract(date(2025, 6, 3)), recommendations=("R1",))
    found = [
        f.earliest for f in direct(ground, urgent=urgent).findings(signed) if f.code == "standstill-running"
    ]  # fmt: skip
    assert found == ([earliest] if earliest else [])


@pytest.mark.parametrize(
    ("ground", "route", "blocks"),
    [
        (DirectAwardGround.URGENCY, None, False),
        (DirectAwardGround.TECHNICAL, None, True),
        (None, Route.open(), True),
    ],
)
def test_excluded_supplier_may_be_kept_in_for_an_urgent_direct_award(ground, route, blocks):
    """Section 41(2) and (5)(d): where the only home that has room tonight is an excluded supplier's."""
    kept = GroundFound(
        provider="alder", ground="bribery", event_on=date(2024, 6, 2), left_out=False,
        because="no other has room", heard_on=date(2025, 5, 6),
    )  # fmt: skip
    decided = ExclusionsDecided(on=date(2025, 5, 6), considered=("alder",), found=(kept,))
    cycle = direct(ground, urgent=False, route=route)
    (found,) = [f for f in cycle.findings(decided) if f.code == "excluded-kept-in"]
    assert found.blocks is blocks


def two_laws() -> Cycle:
    """Lot 1 under the Regulations of 2015, lot 2 under the Act."""
    lots = (Lot(reference="1", title="north"), Lot(reference="2", title="south"))
    notices = (call(BEFORE, "PCR-contract", lots=("1",)), call(AFTER, "UK4", lots=("2",)))
    return Cycle.audit("x", (*planned_in_2025(*lots), *notices)).cycle


def test_late_claim_about_lots_of_two_laws_is_judged_by_both():
    """Which limit it missed is what the council's lawyer pleads, for each lot."""
    letter = Challenge(
        on=date(2025, 4, 7), reference="CH", provider="alder", lots=("1", "2"), about_what="the notices",
        knew_on=date(2025, 3, 10),
    )  # fmt: skip
    cycle = Cycle.audit("x", (*two_laws().records, letter)).cycle
    late = ClaimIssued(
        on=date(2025, 6, 2), challenge="CH", asks_for=(Remedy(kind=RemedyKind.DAMAGES),)
    )
    found = [f for f in cycle.findings(late) if f.code == "claim-out-of-time"]
    assert [f.source and f.source.instrument for f in found] == [OLD, NEW]


def test_award_report_names_the_law_of_each_lot():
    """A report that names the first lot's law alone sends the losers of the other to the wrong court."""
    awards = tuple(LotAward(provider="alder", lot=lot) for lot in ("1", "2"))
    recommended = AwardRecommendation(on=date(2025, 5, 5), reference="R1", awards=awards)
    cycle = Cycle.audit("x", (*two_laws().records, recommended)).cycle
    page = report_page(award_report(cycle, date(2025, 6, 2)))
    assert (
        f"The procurement of lot 1 is under the {OLD}. The procurement of lot 2 is under the {NEW}."
        in page
    )


def test_ground_asked_about_in_two_laws_is_of_each():
    """A code of the old law means nothing in the new one, and the bidder is asked of both lots."""
    asked = BidQuestion(
        reference="Q1", words="Bribery?", asks_for=AnswerKind.YES_NO, ground="corruption"
    )
    form = SelectionQuestionnaire(
        on=date(2025, 6, 2), lots=("1", "2"), questions=(asked,),
        responses_due_by=Deadline(date(2025, 7, 14)),
    )  # fmt: skip
    (found,) = [f for f in two_laws().findings(form) if f.code == "ground-unknown"]
    assert found.message.endswith("which is not a ground of the Procurement Act 2023")


def test_lots_that_commence_on_two_days_of_one_law_share_it():
    """Two notices a week apart do not make the law of the whole unknown."""
    lots = (Lot(reference="1", title="north"), Lot(reference="2", title="south"))
    notices = (call(AFTER, "UK4", lots=("1",)), call(date(2025, 3, 17), "UK4", lots=("2",)))
    cycle = Cycle.audit("x", (*planned_in_2025(*lots), *notices)).cycle
    law = cycle.law(date(2025, 7, 1))
    assert (law.regime, law.commenced_on) == (NEW, AFTER)


def test_notice_of_one_lot_does_not_announce_the_contract_for_both():
    """Section 50(1): what the notice does not name has not been announced, whoever signs for both."""
    lots = (Lot(reference="1", title="north"), Lot(reference="2", title="south"))
    announced = AwardRecommendation(
        on=date(2025, 5, 5),
        reference="R1",
        awards=tuple(LotAward(provider="alder", lot=lot.reference) for lot in lots),
    )
    signed = evolve(contract(date(2025, 6, 2)), lots=("1", "2"), recommendations=("R1",))
    first = call(date(2025, 5, 12), "UK6", lots=("1",))
    records = (*planned_in_2025(*lots), call(AFTER, "UK4"), announced, first)
    for more, missing in (
        ((), ["for lot 2"]),
        ((call(date(2025, 5, 13), "UK6", lots=("2",)),), []),
    ):
        cycle = Cycle.audit("x", (*records, *more)).cycle
        found = [f.message for f in cycle.findings(signed) if f.code == "notice-missing"]
        assert found == [
            f"The contract award notice (UK6) has not been published {lot}" for lot in missing
        ]
        held = Cycle.audit("x", (*cycle.records, signed)).cycle
        (duty,) = [each for each in held.obligations(date(2025, 6, 3)) if each.code == "UK6"]
        assert duty.is_open is bool(missing)
