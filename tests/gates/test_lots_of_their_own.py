"""Lots of one procurement with strategies, laws and papers of their own: each is asked about, not the first.

CONSTRUCTED: the days and the figures.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline, Period
from commissioning.dates.windows import Window
from commissioning.records.award import AwardRecommendation, IntentionToAward, LotAward
from commissioning.records.challenge import Challenge, ChallengeKind
from commissioning.records.contract import ContractSigned
from commissioning.records.framework_terms import FrameworkKind, FrameworkTerms, Membership
from commissioning.records.frameworks import (
    FrameworkOpened,
    MarketOpened,
    RankedListIssued,
    RankedPlace,
)
from commissioning.records.mobilisation import (
    EmployeeLiabilityInformation,
    MobilisationPlan,
    StaffCount,
)
from commissioning.records.needs import Need, NeedsAssessment
from commissioning.records.notices import NoticePublished
from commissioning.records.questions import BidQuestion
from commissioning.records.record import Record
from commissioning.records.selection import ProviderAssessment, SelectionQuestionnaire
from commissioning.records.specification import Lot, ServiceSpecification, SpecificationStatus
from commissioning.records.strategy import (
    Consideration,
    DirectAwardGround,
    HealthProcess,
    Justification,
    Matter,
    OtherRules,
    ProcurementFacts,
    ProcurementStrategy,
)
from commissioning.records.tender import InvitationToTender
from commissioning.stages import Route
from commissioning.testing import make
from commissioning.values.money import VatBasis, pounds

AFTER = date(2025, 3, 10)
ABOVE = ProcurementFacts(light_touch=False, above_threshold=True, health_service=False)
BELOW = evolve(ABOVE, above_threshold=False, framework=False)
FRAMEWORK = evolve(ABOVE, framework=True, open_framework=False)
HEALTH = evolve(ABOVE, health_service=True, health_process=HealthProcess.COMPETITIVE)
BOTH_WAYS = pytest.mark.parametrize("first", [True, False], ids=("the first lot", "the second lot"))


def plan(lot: str, facts: ProcurementFacts = ABOVE, **more: Any) -> ProcurementStrategy:
    given = {"route": Route.open(), **more}
    return ProcurementStrategy(on=date(2025, 1, 20), lots=(lot,), facts=facts, **given)


def plans(first: bool, one: dict[str, Any], other: dict[str, Any]) -> tuple[Record, ...]:
    """The strategies of lots 1 and 2: the one for the first or for the second."""
    mine, others = (one, other) if first else (other, one)
    return plan("1", **mine), plan("2", **others)


def cycle(*records: Record) -> Cycle:
    lots = (Lot(reference="1", title="north"), Lot(reference="2", title="south"))
    approved = SpecificationStatus.APPROVED
    return Cycle.audit("Cleaning", (
        NeedsAssessment(on=date(2024, 11, 4), needs=(Need(reference="n", words="cleaning"),)),
        ServiceSpecification(on=date(2025, 1, 6), status=approved, divided_into=lots),
        *records,
    )).cycle  # fmt: skip


def notice(code: str, on: date = AFTER, **more: Any) -> NoticePublished:
    return NoticePublished(on=on, notice=code, **more)


def found(of: Cycle, record: Record, code: str) -> list[tuple[str, str]]:
    """The findings of a code about a record: the lot or other thing concerned, and the message."""
    return [(each.about or "", each.message) for each in of.findings(record) if each.code == code]


@BOTH_WAYS
def test_matter_that_the_strategy_of_one_lot_leaves_out_is_reported_of_it(first):
    """One lot's record of what was considered is no record for the other."""
    considered = tuple(Consideration(matter=each, how="in the report") for each in Matter)
    of = cycle(*plans(first, {}, {"considered": considered}))
    ((about, message),) = found(of, notice("UK4"), "matter-unrecorded")
    lot = "1" if first else "2"
    assert about == lot
    assert message.startswith(f"For lot {lot}: The procurement strategy does not record")


@BOTH_WAYS
def test_reason_of_one_lot_lets_no_other_framework_run_longer(first):
    """Section 47: longer than four years is for the framework whose reasons are given."""
    why = {"facts": FRAMEWORK, "longer_because": "the depot takes six years to pay for itself"}
    of = cycle(*plans(first, {"facts": FRAMEWORK}, why), notice("UK4"))
    signed = ContractSigned(
        on=date(2025, 9, 1), reference="C1", provider="alder", lots=("1", "2"),
        term=Period(date(2025, 10, 1), date(2031, 9, 30)),
    )  # fmt: skip
    ((_, message),) = found(of, signed, "framework-too-long")
    assert message.startswith(f"For lot {'1' if first else '2'}: ")


@BOTH_WAYS
def test_ground_of_a_direct_award_is_tested_by_the_statements_about_its_own_lot(first):
    """What was urgent for one lot does not excuse the authority's own delay in the other."""
    urgent = evolve(ABOVE, direct_award_ground=DirectAwardGround.URGENCY)
    holds = Justification(own_act=False, foreseeable=False, strictly_necessary=True)
    direct = {"facts": urgent, "route": Route.direct_award(), "justification": holds}
    own = {**direct, "justification": evolve(holds, own_act=True)}
    of = cycle(*plans(first, own, direct))
    failing = [
        lot
        for lot in ("1", "2")
        if found(of, notice("UK5", lots=(lot,)), "direct-award-test-fails")
    ]
    assert failing == ["1" if first else "2"]


@BOTH_WAYS
def test_conditions_of_each_lot_of_a_market_stay(first):
    """Section 36: the conditions of neither lot may be those of the other."""
    asked = ("Are you insured?", "Are you registered?")

    def form(words: str, *lots: str, on: date = AFTER) -> SelectionQuestionnaire:
        return SelectionQuestionnaire(
            on=on, reference=words, lots=lots, responses_due_by=Deadline(on + timedelta(days=40)),
            questions=(BidQuestion(reference="Q1", words=words),),
        )  # fmt: skip

    begun = ProcurementStrategy(on=date(2025, 1, 20), route=Route.market(), facts=ABOVE)
    opened = MarketOpened(on=date(2025, 6, 2), terms=FrameworkTerms())
    forms = (form(words, lot) for words, lot in zip(asked, ("1", "2"), strict=True))
    of = cycle(begun, *forms, opened)
    again = form(asked[1 if first else 0], "1", "2", on=date(2025, 9, 1))
    assert len(found(of, again, "market-conditions-changed")) == 1


@BOTH_WAYS
def test_choice_for_a_lot_waits_for_the_notice_of_its_own_approach(first):
    """Regulation 10(5): a notice about one lot lets no provider be chosen for another."""
    suitable = evolve(HEALTH, health_process=HealthProcess.MOST_SUITABLE_PROVIDER)
    begun = ProcurementStrategy(
        on=date(2025, 1, 20), route=Route.most_suitable_provider(), facts=suitable
    )
    early, late = ("1", "2") if first else ("2", "1")
    told = [
        notice("PSR-intended-approach", day, lots=(lot,), reference=f"N{lot}")
        for lot, day in ((early, date(2025, 6, 2)), (late, date(2025, 6, 9)))
    ]
    amended = notice("PSR-intended-approach", date(2025, 6, 10), lots=(early,), amends=f"N{early}")
    chosen = ProviderAssessment(
        on=date(2025, 6, 16), considered=("alder",), most_suitable="alder", because="it is near"
    )
    for papers in (told, told[:1], (*told, amended)):
        of = cycle(begun, *papers)
        assert found(of, evolve(chosen, lots=(early,)), "approach-too-recent") == []
        assert len(found(of, evolve(chosen, lots=(late,)), "approach-too-recent")) == 1


@BOTH_WAYS
@pytest.mark.parametrize(
    ("of_health", "code"), [(True, "representation-unanswered"), (False, "challenge-open")]
)
def test_representation_about_a_lot_holds_the_signature_by_the_law_of_that_lot(
    first, of_health, code
):
    """Regulation 12 keeps the standstill of health care open; to wait is practice under the Act."""
    health, other = ("1", "2") if first else ("2", "1")
    awards = tuple(LotAward(provider="alder", lot=lot) for lot in ("1", "2"))
    told = {"provider": "birch", "about_what": "the marks", "kind": ChallengeKind.REPRESENTATION}
    of = cycle(
        *plans(first, {"facts": HEALTH}, {}),
        AwardRecommendation(on=date(2025, 5, 5), reference="R1", awards=awards, lots=("1", "2")),
        IntentionToAward(on=date(2025, 5, 9), recommendation="R1", told=("alder", "birch")),
        notice("PSR-intention", date(2025, 5, 12), lots=(health,)),
        notice("UK6", date(2025, 5, 12), lots=(other,)),
        Challenge(
            on=date(2025, 5, 14), reference="CH", lots=(health if of_health else other,), **told
        ),
    )
    signed = ContractSigned(
        on=date(2025, 9, 1), reference="C1", provider="alder", lots=("1", "2"), recommendations=("R1",),
        term=Period(date(2025, 10, 1), date(2026, 9, 30)),
    )  # fmt: skip
    both = ("representation-unanswered", "challenge-open")
    assert [each for each in both if found(of, signed, each)] == [code]


MEMBERS = tuple(Membership(provider="alder", lot=lot) for lot in ("1", "2"))
TERMS = FrameworkTerms(term=Period(date(2025, 10, 1), date(2028, 9, 30)))


@BOTH_WAYS
def test_next_list_of_either_lot_names_its_figures(first):
    """A list that moves members of the second lot rests on records as much as one of the first."""

    def ranked(on: date, *lots: str) -> RankedListIssued:
        places = (RankedPlace(provider="alder", rank=1, score=90),)
        return RankedListIssued(on=on, from_on=on, lots=lots, places=places)

    strategy = ProcurementStrategy(on=date(2025, 1, 20), route=Route.framework(), facts=FRAMEWORK)
    opened = FrameworkOpened(on=date(2025, 10, 1), terms=TERMS, members=MEMBERS)
    of = cycle(strategy, opened, ranked(date(2025, 10, 2), "1" if first else "2"))
    assert len(found(of, ranked(date(2026, 1, 5), "1", "2"), "list-without-figures")) == 1


@BOTH_WAYS
def test_framework_opens_as_an_open_one_only_where_each_lot_is_one(first):
    """The lot that is no open framework may neither reopen nor run for eight years."""
    closed = {"facts": FRAMEWORK, "route": Route.framework()}
    is_open = {**closed, "facts": evolve(FRAMEWORK, open_framework=True)}
    opened = FrameworkOpened(
        on=date(2025, 10, 1), lots=("1", "2"), members=MEMBERS,
        terms=evolve(TERMS, kind=FrameworkKind.OPEN),
    )  # fmt: skip
    of = cycle(*plans(first, closed, is_open))
    assert len(found(of, opened, "framework-terms-changed")) == 1


@BOTH_WAYS
def test_day_of_a_notice_that_decides_the_law_of_one_lot_is_asked_for(first):
    """Health care was under its own Regulations before and after the day on which the Act began."""
    of = cycle(*plans(first, {}, {"facts": HEALTH}))
    span = Window.span(date(2025, 2, 10), AFTER)
    asked = [each for _, each in found(of, notice("UK4", within=span), "day-not-known")]
    assert any("the law depends on it" in each for each in asked)


def test_day_of_a_notice_that_decides_the_law_of_a_later_lot_is_asked_for():
    """That lot 1 began under the old law settles nothing about lot 2."""
    begun = notice("PCR-contract", date(2025, 2, 3), lots=("1",))
    of = cycle(plan("1"), plan("2"), begun)
    later = notice("UK4", lots=("2",), within=Window.span(date(2025, 2, 10), AFTER))
    asked = [each for _, each in found(of, later, "day-not-known")]
    assert any("the law depends on it" in each for each in asked)


@BOTH_WAYS
def test_notice_of_one_law_begins_no_procurement_under_another(first):
    """An invitation of the health regime that names no lots would put the other lot under the old law."""
    of = cycle(
        *plans(first, {"facts": HEALTH}, {}),
        notice("PSR-invitation", date(2025, 2, 3)),
        notice("UK4"),
    )
    health, other = ("1", "2") if first else ("2", "1")
    assert of.law(AFTER, health).commenced_on == date(2025, 2, 3)
    assert of.law(AFTER, other).commenced_on == AFTER
    assert of.law(AFTER, other).regime == "Procurement Act 2023"


def test_notice_before_the_division_begins_the_procurement_of_every_lot():
    """Lots that come later have been advertised with the whole."""
    advertised = ProcurementStrategy(on=date(2025, 1, 20), facts=ABOVE, route=Route.open())
    lots = (Lot(reference="1", title="north"), Lot(reference="2", title="south"))
    divided = ServiceSpecification(on=date(2025, 3, 17), divided_into=lots)
    of = Cycle.audit("Cleaning", (advertised, notice("UK4"), divided)).cycle
    assert [of.law(date(2025, 4, 1), lot).commenced_on for lot in of.lots] == [AFTER, AFTER]
    assert of.as_of(AFTER).law(AFTER).commenced_on == AFTER


@BOTH_WAYS
def test_staff_information_is_in_time_by_the_law_of_any_lot_that_is_known(first):
    """The 28 days bind whatever the procurement law, so a lot under one not held here does not hide them."""
    utilities = {"facts": evolve(ABOVE, other_rules=OtherRules.UTILITIES)}
    given = EmployeeLiabilityInformation(
        on=date(2026, 3, 25), from_provider="oak", to_provider="alder",
        transfer_on=date(2026, 4, 1), staff=(StaffCount(role="cleaner", people=3),),
    )  # fmt: skip
    of = cycle(*plans(first, utilities, {}))
    assert len(found(of, given, "staff-information-late")) == 1


TRANSFER = MobilisationPlan(
    on=date(2026, 2, 2), contracts=("C1",), lots=("1", "2"), go_live_on=date(2026, 4, 1), staff_transfer=True
)  # fmt: skip


@BOTH_WAYS
def test_staff_information_is_due_by_the_law_of_any_lot_that_is_known(first):
    """The agenda says the day as the gate does, whichever lot is named first."""
    utilities = {"facts": evolve(ABOVE, other_rules=OtherRules.UTILITIES)}
    agenda = cycle(*plans(first, utilities, {}), TRANSFER).agenda(TRANSFER.on, timedelta(days=90))
    (item,) = [each for each in agenda if "staff-information" in each.key]
    assert item.day == date(2026, 3, 4)


def test_agenda_that_does_not_know_the_law_of_staff_information_says_so():
    """Silence would pass for no duty, and the new provider starts without a list of its staff."""
    agenda = cycle(plan("1", evolve(ABOVE, other_rules=OtherRules.UTILITIES)), TRANSFER).agenda(
        TRANSFER.on, timedelta(days=90)
    )
    lacking = [each.message for each in agenda.findings if "staff information" in each.message]
    assert len(lacking) == 1
    assert lacking[0].startswith("The agenda lacks the day for staff information. ")


@BOTH_WAYS
def test_notice_below_the_threshold_is_spared_by_the_value_of_its_own_lot(first):
    """Section 87(4): a lot of £150,000 is notified, whatever the other is worth."""
    small = {"facts": BELOW, "estimated_value": pounds(20_000, VatBasis.INCLUDING)}
    large = {"facts": BELOW, "estimated_value": pounds(150_000, VatBasis.INCLUDING)}
    invited = make(InvitationToTender, on=date(2025, 6, 2), lots=("1", "2"))
    duties = cycle(*plans(first, small, large), invited).obligations(date(2025, 7, 1))
    states = {each.about: str(each.state) for each in duties if each.code == "UK4"}
    lots = ("lot 1", "lot 2") if first else ("lot 2", "lot 1")
    assert states == dict(zip(lots, ("not due", "may be published"), strict=True))


@BOTH_WAYS
def test_records_of_a_contract_are_kept_by_the_law_of_each_of_its_lots(first):
    """Section 98 binds for the lot above the threshold, named first or last."""
    signed = ContractSigned(
        on=date(2025, 9, 1), reference="C1", provider="alder", lots=("1", "2"),
        term=Period(date(2025, 10, 1), date(2026, 9, 30)),
    )  # fmt: skip
    of = cycle(*plans(first, {"facts": BELOW}, {}), notice("UK4"), signed)
    kept = [each.day for each in of.agenda(date(2025, 9, 2)) if "Keep the records" in each.what]
    assert kept == [date(2028, 8, 31)]
