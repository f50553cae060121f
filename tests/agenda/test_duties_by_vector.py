"""Duties that a lawyer worked out by hand: what is due, by when, and what is not due at all."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.agenda.duties import DutyState
from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline, Period
from commissioning.dates.windows import Window
from commissioning.law.questions import STANDSTILL_DUTY, STANDSTILL_DUTY_OF_DIRECT_AWARD
from commissioning.records.approval import Waiver
from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    IntentionToAward,
    LotAward,
)
from commissioning.records.challenge import Challenge, ClaimIssued, JudgmentGiven, JudgmentStage
from commissioning.records.contract import ContractNovated, ContractSigned, ContractVaried
from commissioning.records.ending import Abandonment, ContractEnded
from commissioning.records.history import BroughtForward
from commissioning.records.needs import Need, NeedsAssessment
from commissioning.records.notices import NoticePublished
from commissioning.records.selection import ExclusionsDecided, GroundFound, Through
from commissioning.records.specification import Lot
from commissioning.records.strategy import (
    HealthProcess,
    ProcurementFacts,
    ProcurementStrategy,
    Subject,
)
from commissioning.records.tender import InvitationToTender
from commissioning.stages import Route, Stage
from commissioning.testing.drafts.any_kind import make
from commissioning.values.money import VatBasis, pounds

ORDINARY = ProcurementFacts(light_touch=False, above_threshold=True)
CONCESSION = evolve(ORDINARY, subject=Subject.CONCESSION)
BEGAN = date(2026, 4, 13)


def health(process, **facts):
    return ProcurementFacts(
        above_threshold=True, health_service=True, health_process=process, **facts
    )


def cycle(facts=ORDINARY, *records, stage=Stage.GO_LIVE, began=BEGAN, carries=(), route=None):
    start = BroughtForward(
        on=began,
        stage=stage,
        because="register",
        route=route or Route.open(),
        facts=facts,
        commenced_on=began,
        carries=carries,
    )
    return Cycle("Cleaning").record(start, *records)


def contract(on=BEGAN, value=6_000_000, **term):
    return ContractSigned(
        on=on,
        reference="C1",
        provider="alder",
        term=Period.of(on, **(term or {"years": 4})),
        value=pounds(value, VatBasis.INCLUDING),
    )


def duties(found, code, today):
    return [d for d in found.obligations(today) if d.code == code]


def open_duties(found, code, today):
    return [d for d in duties(found, code, today) if d.is_open]


def test_contract_that_runs_out_owes_its_notice_without_a_record_of_the_end():
    """Vector 21: a one-year contract to 31 August 2026 owes UK11 by 29 September 2026."""
    first = date(2025, 9, 1)
    found = cycle(ORDINARY, began=first, carries=(contract(first, years=1),))
    assert [d.state for d in duties(found, "UK11", date(2026, 8, 30))] == ["not due"]
    (due,) = duties(found, "UK11", date(2026, 9, 1))
    assert (due.due_by, due.about) == (date(2026, 9, 29), "C1")
    assert due.because == "the term of the contract ran out on 31 August 2026"
    ended = found.record(ContractEnded(on=date(2026, 8, 31), contract="C1"))
    (still_one,) = duties(ended, "UK11", date(2026, 9, 1))
    assert still_one.because == "the contract ends, by expiry too (31 August 2026)"
    notice = NoticePublished(on=date(2026, 9, 7), notice="UK11", contract="C1")
    assert not open_duties(ended.record(notice), "UK11", date(2026, 9, 8))


@pytest.mark.parametrize(
    ("facts", "copy_due", "kpis_due"),
    [(ORDINARY, True, True), (evolve(ORDINARY, framework=True), True, False)],
    ids=("19: over five million", "20: a framework"),
)
def test_framework_owes_a_copy_and_no_indicators(facts, copy_due, kpis_due):
    """Section 52(6)(a) spares frameworks the indicators; section 53(3) does not spare them the copy."""
    found = cycle(facts, carries=(contract(),))
    today = date(2026, 5, 1)
    assert bool(open_duties(found, "UK7-contract", today)) is copy_due
    assert bool(open_duties(found, "UK9", today)) is kpis_due


def test_payments_of_a_quarter_are_published_within_thirty_days_of_its_end():
    """Vector 28, section 70: the quarter to 30 June 2026 by 29 July 2026."""
    found = cycle(ORDINARY, carries=(contract(),))
    first, second = duties(found, "UK8", date(2026, 7, 1))
    assert [d.due_by for d in (first, second)] == [date(2026, 7, 29), date(2026, 10, 29)]
    assert first.because == (
        "it is due if such a payment was made: a single payment under the contract over £30,000 in a "
        "quarter, to 30 June 2026"
    )


def test_concession_owes_no_payments_notices():
    """Vector 27: section 69(6)(d) and section 70(4)(b)."""
    found = cycle(CONCESSION, carries=(contract(),))
    for code in ("UK8", "UK17"):
        assert [d.state for d in duties(found, code, date(2027, 5, 3))] == ["not due"]


def test_exclusion_is_notified_within_thirty_days():
    """Section 59: the day of the decision is the first of the thirty."""
    decided = ExclusionsDecided(
        on=date(2026, 6, 1),
        considered=("alder", "birch"),
        found=(
            GroundFound(
                provider="birch",
                ground="insolvency",
                event_on=date(2026, 1, 5),
                likely_again=True,
                heard_on=date(2026, 5, 11),
                left_out=True,
                because="in administration",
            ),
        ),
    )
    found = cycle(ORDINARY, stage=Stage.ITT).record(decided)
    (due,) = open_duties(found, "exclusion", date(2026, 6, 2))
    assert due.due_by == date(2026, 6, 30)
    none_out = cycle(ORDINARY, stage=Stage.ITT).record(evolve(decided, found=()))
    assert not open_duties(none_out, "exclusion", date(2026, 6, 2))


LEFT_OUT = GroundFound(
    provider="birch", ground="bribery", event_on=date(2026, 1, 5), heard_on=date(2026, 5, 11),
    left_out=True, because="as found",
)  # fmt: skip
EXCLUDED = ExclusionsDecided(on=date(2026, 6, 1), considered=("birch",), found=(LEFT_OUT,))


def test_exclusion_from_a_call_off_is_not_notified():
    """Section 59(1) names exclusions under sections 26 to 28, 36 and 37, and section 48 is none of these."""
    for call_off in (False, True):
        begun = cycle(evolve(ORDINARY, framework_call_off=call_off), stage=Stage.ITT)
        found = Cycle.audit("Cleaning", (*begun.records, EXCLUDED)).cycle
        assert bool(open_duties(found, "exclusion", date(2026, 6, 2))) is not call_off


@pytest.mark.parametrize(
    ("ground", "fields", "owed"),
    [
        ("bribery", {}, True),
        ("bribery", {"left_out": False, "replaced": True, "through": Through.SUB_CONTRACTOR}, True),
        ("bribery", {"left_out": False}, False),
        ("debarred", {}, False),
        ("debarred-security", {}, True),
        ("debarment-uncooperative", {}, False),
    ],
)
def test_exclusion_is_notified_by_its_ground(ground, fields, owed):
    """Section 59(1): the minister who keeps the debarment list need not be reminded of it."""
    given = {"left_out": True, **fields}
    one = GroundFound(
        provider="birch", ground=ground, event_on=date(2026, 1, 5), heard_on=date(2026, 5, 11),
        likely_again=True, because="as found", replacement_asked_on=None, **given,
    )  # fmt: skip
    decided = ExclusionsDecided(on=date(2026, 6, 1), considered=("birch",), found=(one,))
    found = Cycle.audit("Cleaning", (*cycle(ORDINARY, stage=Stage.ITT).records, decided)).cycle
    assert bool(open_duties(found, "exclusion", date(2026, 6, 2))) is owed


def test_proceedings_about_an_exclusion_are_notified_when_they_begin_and_end():
    """Section 59(4) and (5): thirty days from the claim, and thirty from its outcome."""
    for challenger, owed in (("birch", [date(2026, 7, 14), date(2026, 10, 30)]), ("cedar", [])):
        attack = Challenge(
            on=date(2026, 6, 10), reference="CH1", provider=challenger, about_what="the exclusion"
        )
        claim = ClaimIssued(on=date(2026, 6, 15), challenge="CH1")
        judgment = JudgmentGiven(
            on=date(2026, 10, 1), challenge="CH1", stage=JudgmentStage.LIABILITY
        )
        records = (EXCLUDED, attack, claim, judgment)
        start = cycle(ORDINARY, stage=Stage.ITT).records
        found = Cycle.audit("Cleaning", (*start, *records)).cycle
        today = date(2026, 10, 2)
        assert [d.due_by for d in open_duties(found, "exclusion-proceedings", today)] == owed


@pytest.mark.parametrize(("lot", "owed"), [("N1", 1), ("N2", 0)])
def test_proceedings_about_one_lot_are_not_about_an_exclusion_from_another(lot, owed):
    """Section 59(4): a supplier that tendered for two lots and was left out of one may attack the other."""
    lots = tuple(Lot(reference=name, title=name) for name in ("N1", "N2"))
    start = BroughtForward(
        on=BEGAN, stage=Stage.ITT, because="register", route=Route.open(), facts=ORDINARY,
        commenced_on=BEGAN, divided_into=lots,
    )  # fmt: skip
    attack = Challenge(
        on=date(2026, 6, 10), reference="CH1", provider="birch", about_what="the marks", lots=(lot,)
    )
    claim = ClaimIssued(on=date(2026, 6, 15), challenge="CH1")
    records = (start, evolve(EXCLUDED, lots=("N1",)), attack, claim)
    found = Cycle.audit("Cleaning", records).cycle
    assert len(open_duties(found, "exclusion-proceedings", date(2026, 7, 2))) == owed


def test_central_body_owes_the_details_of_a_contract_below_the_threshold():
    """Section 87: from £12,000 for a central body, from £30,000 for a council."""
    for central, value, owed in ((True, 12_000, 1), (True, 11_999, 0), (False, 12_000, 0)):
        facts = evolve(ORDINARY, above_threshold=False, sub_central=not central)
        found = cycle(facts, carries=(contract(value=value),))
        assert len(open_duties(found, "UK7", date(2026, 5, 1))) == owed


def award(on):
    return (
        AwardRecommendation(on=on, reference="R1", awards=(LotAward(provider="alder"),)),
        ApprovalToAward(on=on, recommendation="R1", decided_by="Cabinet"),
    )


def test_urgent_health_contract_is_signed_at_once_and_owes_its_award_notice():
    """Vector 15: no standstill, no notice before; the award notice by 2 July 2026."""
    facts = health(HealthProcess.MOST_SUITABLE_PROVIDER, urgent=True)
    day = date(2026, 6, 2)
    found = cycle(
        facts, *award(day), stage=Stage.AWARD, began=day, route=Route.most_suitable_provider()
    )
    signed = evolve(contract(day), recommendations=("R1",))
    assert not [
        f for f in found.blockers(signed) if f.source and "Selection" in f.source.instrument
    ]
    after = found.record(signed)
    owed = [(d.code, d.due_by) for d in after.obligations(day) if d.is_open]
    assert owed == [("PSR-award", date(2026, 7, 2))]


@pytest.mark.parametrize(
    ("question", "duty"),
    [(STANDSTILL_DUTY, "mandatory"), (STANDSTILL_DUTY_OF_DIRECT_AWARD, "none")],
    ids=("by competition", "direct"),
)
def test_health_call_off_waits_only_where_it_is_competed(question, duty):
    """Regulation 18(5) to (8): a direct call-off has a notice of the award, and no standstill."""
    law = cycle(health(HealthProcess.COMPETITIVE, framework_call_off=True)).law(BEGAN)
    assert law.value(question, BEGAN) == duty


@pytest.mark.parametrize(
    ("given_up", "due_by", "because"),
    [
        (
            date(2026, 6, 12),
            date(2026, 7, 19),
            "the authority decides to abandon (12 June 2026), in a standstill that ends on "
            "19 June 2026; not before its end",
        ),
        (
            date(2026, 6, 22),
            date(2026, 7, 22),
            "the authority decides to abandon (22 June 2026)",
        ),
    ],
    ids=("30: in the standstill", "after it"),
)
def test_abandonment_in_a_standstill_is_notified_after_its_end(given_up, due_by, because):
    """Vector 30, regulation 15(5)(a): within thirty days of the end of the standstill."""
    facts = health(HealthProcess.COMPETITIVE)
    day = date(2026, 6, 8)
    found = cycle(facts, *award(day), stage=Stage.AWARD, began=day).record(
        IntentionToAward(on=day, recommendation="R1", told=("alder",)),
        NoticePublished(on=day, notice="PSR-intention"),
        Abandonment(on=given_up, because="no money"),
    )
    (due,) = open_duties(found, "PSR-abandonment", given_up)
    assert (due.due_by, due.because) == (due_by, because)


def test_award_notice_without_assessment_summaries_is_refused():
    """Vector 18: section 50(3), each supplier with an assessed tender has its summary first."""
    found = cycle(ORDINARY, *award(date(2026, 9, 1)), stage=Stage.AWARD)
    notice = NoticePublished(on=date(2026, 9, 7), notice="UK6", providers=("alder",))
    (finding,) = found.blockers(notice)
    assert str(finding) == (
        "No letters or assessment summaries to bidders are recorded yet for the procurement; they must come "
        "before the UK6 notice "
        "(Procurement Act 2023, section 50(3) to (5)). Give each supplier whose tender was assessed its "
        "letter or summary, record the intention to award, then publish."
    )
    direct = cycle(
        ORDINARY, *award(date(2026, 9, 1)), stage=Stage.AWARD, route=Route.direct_award()
    )
    assert not [f for f in direct.blockers(notice) if f.code == "summaries-missing"]


def test_duty_that_counts_from_a_day_known_to_a_span_says_both_days():
    """A contract signed "in May" may owe its notice already; the earlier day is the safe one to keep."""
    found = cycle(ORDINARY, *award(date(2026, 4, 14)), stage=Stage.AWARD)
    signed = evolve(
        contract(date(2026, 5, 31)), within=Window.parse("May 2026"), recommendations=("R1",)
    )
    held = Cycle.audit("x", (*found.records, signed)).cycle
    (due,) = duties(held, "UK7", date(2026, 6, 10))
    assert due.state is DutyState.OVERDUE
    assert due.sentence() == (
        "Contract details notice (UK7) of C1: 11 days overdue (was due 30 May 2026), because the contract "
        "is entered into (1 May 2026); the day it counts from is known only to a span, whose other end "
        "gives: due by 29 June 2026 (Procurement Act 2023, section 53(1))"
    )
    (known,) = duties(held, "UK7", date(2026, 7, 10))
    assert known.because.endswith("other end gives: 11 days overdue (was due 29 June 2026)")
    early = NoticePublished(on=date(2026, 6, 10), notice="UK7", contract="C1")
    (met,) = duties(Cycle.audit("x", (*held.records, early)).cycle, "UK7", date(2026, 7, 10))
    assert met.because.endswith("other end gives: published on 10 June 2026 (due by 29 June 2026)")


def test_duty_of_an_act_that_may_not_have_happened_yet_says_so():
    """On 10 May a contract signed "in May" may be signed already, and its notice counting."""
    found = cycle(ORDINARY, *award(date(2026, 4, 14)), stage=Stage.AWARD)
    signed = evolve(
        contract(date(2026, 5, 31)), within=Window.parse("May 2026"), recommendations=("R1",)
    )
    held = Cycle.audit("x", (*found.records, signed)).cycle
    assert [d.about for d in open_duties(held, "UK7", date(2026, 5, 10))] == ["C1"]
    (due,) = open_duties(held, "UK7", date(2026, 5, 10))
    assert due.because.endswith("whose other end gives: not due yet")


@pytest.mark.parametrize(
    ("value", "lists"), [(2_000_000, "does not list"), (2_000_001, "lists"), (None, "")]
)
def test_pipeline_notice_lists_what_is_planned_above_two_million(value, lists):
    """Section 93: whether one is due is for the whole authority, whether this contract is in it is not."""
    needs = NeedsAssessment(on=date(2026, 5, 4), needs=(Need(reference="n", words="w"),))
    planned = ProcurementStrategy(
        on=date(2026, 5, 5),
        route=Route.open(),
        facts=ORDINARY,
        estimated_value=None if value is None else pounds(value, VatBasis.INCLUDING),
    )
    found = Cycle("Cleaning").record(needs, planned)
    (duty,) = duties(found, "UK1", date(2026, 5, 6))
    assert duty.state is DutyState.UNDECIDED
    whole = "it depends on all that the authority expects to spend in the year"
    line = (
        f"; if that is over £100,000,000 including VAT, it {lists} this contract of £{value:,} including "
        "VAT: it is for contracts over £2,000,000 including VAT to be announced within 18 months of 1 April"
        if lists
        else ""
    )
    assert duty.because == whole + line


def test_pipeline_notice_is_of_plans_alone():
    """Once the competition has begun there is nothing to foretell."""
    (duty,) = duties(cycle(ORDINARY, carries=(contract(),)), "UK1", date(2026, 5, 6))
    assert duty.because == "it depends on all that the authority expects to spend in the year"


@pytest.mark.parametrize(
    ("facts", "began", "kept_to"),
    [
        (ORDINARY, date(2026, 4, 13), date(2029, 4, 12)),
        (evolve(ORDINARY, above_threshold=False), date(2026, 4, 13), None),
        (ORDINARY, date(2023, 4, 13), date(2026, 4, 13)),
    ],
)
def test_records_of_an_award_are_kept_for_three_years(facts, began, kept_to):
    """Section 98(4)(b): the day of entry is the first of the three years; regulation 84(9) says from it."""
    found = cycle(facts, began=began, carries=(contract(began),))
    kept = [item for item in found.agenda(began) if item.key == "records/C1"]
    assert [item.day for item in kept] == ([kept_to] if kept_to else [])
    assert all(item.passes for item in kept)


@pytest.mark.parametrize("code", ["UK4", "UK6", "UK10"])
def test_running_contract_of_a_register_owes_no_notice_of_the_time_before(code):
    """Its papers are declared not held, as the gates take it too; and no change of it is planned."""
    found = cycle(ORDINARY, carries=(contract(),))
    assert [d.state for d in duties(found, code, date(2026, 5, 6))] == [DutyState.NOT_DUE]


def test_notice_that_is_in_the_papers_is_shown_as_met():
    """What is held is shown, though it need not be."""
    notice = NoticePublished(on=date(2026, 3, 2), notice="UK6", contract="C1")
    found = cycle(ORDINARY, carries=(notice, contract()))
    assert [d.state for d in duties(found, "UK6", date(2026, 5, 6))] == [DutyState.MET]


SMALL = evolve(ORDINARY, above_threshold=False)


@pytest.mark.parametrize(
    ("facts", "owed"),
    [(SMALL, True), (evolve(SMALL, subject=Subject.CONCESSION), False)],
    ids=("services", "concession"),
)
def test_small_concession_has_no_notice_of_its_own(facts, owed):
    """Section 84(1): a concession below the threshold is outside the part that asks for a UK7."""
    found = cycle(facts, carries=(contract(value=100_000),))
    assert bool(open_duties(found, "UK7", date(2026, 5, 6))) is owed


def test_contract_without_indicators_by_a_waiver_has_no_yearly_assessment():
    """Section 71(1): what was not set, because it could not measure anything, cannot be assessed."""
    waiver = Waiver(
        on=BEGAN, by="the director", code="kpis-not-set", about="C1", because="a lump sum"
    )
    later = date(2027, 6, 1)
    assert open_duties(cycle(carries=(contract(),)), "UK9", later)
    (duty,) = duties(cycle(carries=(waiver, contract())), "UK9", later)
    assert (duty.state, duty.because) == (
        DutyState.NOT_DUE,
        "no indicators were set, as a recorded waiver allows",
    )
    lots = tuple(Lot(reference=name, title=name) for name in ("N1", "N2"))
    about = evolve(contract(), lots=("N1",)), evolve(contract(), reference="C2", lots=("N2",))
    start = BroughtForward(
        on=BEGAN, stage=Stage.GO_LIVE, because="register", route=Route.open(), facts=ORDINARY,
        commenced_on=BEGAN, divided_into=lots, carries=(evolve(waiver, about=None, lots=("N2",)), *about),
    )  # fmt: skip
    owed = open_duties(Cycle("Cleaning").record(start), "UK9", later)
    assert {duty.about for duty in owed} == {"C1"}


def test_notice_whose_time_was_over_before_the_records_begin_is_not_called_overdue():
    """A register of live contracts says nothing of the notices of old; they may well have been published."""
    start = BroughtForward(
        on=date(2026, 9, 1), stage=Stage.GO_LIVE, because="register", route=Route.open(), facts=ORDINARY,
        commenced_on=BEGAN, carries=(contract(),),
    )  # fmt: skip
    found = Cycle("Cleaning").record(start)
    today = date(2026, 11, 2)
    (details,) = duties(found, "UK7", today)
    assert (details.state, details.due_by) == (DutyState.UNDECIDED, date(2026, 5, 12))
    assert details.because == (
        "the contract is entered into (13 April 2026); its time was over before 1 September 2026, when the "
        "records begin"
    )
    published = NoticePublished(on=date(2026, 5, 20), notice="UK7", contract="C1")
    carried = Cycle("Cleaning").record(evolve(start, carries=(contract(), published)))
    assert [duty.state for duty in duties(carried, "UK7", today)] == [DutyState.LATE]
    later_start = Cycle("Cleaning").record(evolve(start, on=date(2026, 5, 12)))
    assert [duty.state for duty in duties(later_start, "UK7", today)] == [DutyState.OVERDUE]


@pytest.mark.parametrize(
    ("value", "published", "state"),
    [
        (5_000, False, DutyState.NOT_DUE),
        ("5000.01", False, DutyState.UNDECIDED),
        ("5000.01", True, DutyState.MET),
    ],
    ids=("at the line", "a penny more", "on the platform"),
)
def test_notice_on_the_platform_stands_in_for_the_councils_own_list(value, published, state):
    """The transparency code lists contracts over £5,000; the platform does as well."""
    records = [NoticePublished(on=BEGAN, notice="UK7", contract="C1")] if published else []
    found = cycle(SMALL, *records, carries=(contract(value=value),))
    (duty,) = duties(found, "code-contract", date(2026, 5, 6))
    assert duty.state is state
    assert not duty.is_open


def test_tender_notice_stands_in_for_the_list_of_tenders():
    """It comes before the tenders, as an entry in the list need not."""
    day = date(2026, 4, 20)
    invited = evolve(
        make(InvitationToTender), on=day, tenders_due_by=Deadline(date(2026, 6, 1)), lots=None
    )
    found = cycle(SMALL, stage=Stage.SPECIFICATION)
    audited = Cycle.audit(
        "x", (*found.records, NoticePublished(on=BEGAN, notice="UK4"), invited)
    ).cycle
    assert [d.state for d in duties(audited, "code-tender", day)] == [DutyState.NOT_DUE]
    strategy = ProcurementStrategy(
        on=BEGAN, route=Route.open(), facts=SMALL, estimated_value=pounds(6_000)
    )
    audited = Cycle.audit("x", (*audited.records[:1], strategy, *audited.records[1:])).cycle
    assert [d.state for d in duties(audited, "code-tender", day)] == [DutyState.MET]


def test_reports_of_the_whole_authority_are_named_and_not_asked_of_one_cycle():
    """Regulations 25 and 26: a lawyer finds them in the list, and no cycle calls them overdue."""
    found = cycle(health(HealthProcess.COMPETITIVE))
    for code in ("PSR-annual-summary", "PSR-monitoring"):
        (duty,) = duties(found, code, date(2026, 5, 6))
        assert duty.state is DutyState.UNDECIDED


@pytest.mark.parametrize(
    ("facts", "before", "owed"),
    [(SMALL, 0, False), (SMALL, 60_000, True), (ORDINARY, 0, True)],
    ids=("below", "grown to the threshold", "above"),
)
def test_novation_of_a_small_contract_has_no_change_notice(facts, before, owed):
    """Section 75(1) is about public contracts, and those that a change makes public."""
    grown = ContractVaried(
        on=date(2026, 6, 1), reference="V1", contract="C1", what="more",
        value_change=pounds(before, VatBasis.INCLUDING),
    )  # fmt: skip
    passed = ContractNovated(
        on=date(2026, 6, 2), reference="N1", contract="C1", from_provider="alder", to_provider="birch",
        because="merger",
    )  # fmt: skip
    start = cycle(facts, carries=(contract(value=190_000),))
    before_it = Cycle.audit("x", (*start.records, grown)).cycle
    asked = "notice-missing" in {finding.code for finding in before_it.blockers(passed)}
    after = Cycle.audit("x", (*before_it.records, passed)).cycle
    due = [d for d in open_duties(after, "UK10", date(2026, 6, 3)) if d.about == "C1"]
    assert (asked, bool(due)) == (owed, owed)


def test_novation_of_a_contract_of_no_stated_value_goes_by_the_side_that_is_stated():
    """A register often has no value; a contract let below the threshold is taken to be there still."""
    passed = ContractNovated(
        on=date(2026, 6, 2), reference="N1", contract="C1", from_provider="alder", to_provider="birch",
        because="merger",
    )  # fmt: skip
    for facts, owed in ((SMALL, False), (ORDINARY, True)):
        start = cycle(facts, carries=(evolve(contract(), value=None),))
        after = Cycle.audit("x", (*start.records, passed)).cycle
        assert bool(open_duties(after, "UK10", date(2026, 6, 3))) is owed


def test_change_entered_after_a_novation_of_its_day_does_not_call_for_its_notice():
    """What the door let pass in the morning is not owed because of what was signed in the afternoon."""
    day = date(2026, 6, 2)
    passed = ContractNovated(
        on=day, reference="N1", contract="C1", from_provider="alder", to_provider="birch", because="merger"
    )  # fmt: skip
    grown = ContractVaried(
        on=day, reference="V1", contract="C1", what="more", value_change=pounds(60_000, VatBasis.INCLUDING)
    )  # fmt: skip
    start = cycle(SMALL, carries=(contract(value=190_000),))
    after = Cycle.audit("x", (*start.records, passed, grown)).cycle
    assert [d.about for d in open_duties(after, "UK10", date(2026, 6, 3))] == ["V1"]


@pytest.mark.parametrize(
    ("began", "council", "value", "owed"),
    [
        (date(2015, 3, 31), True, 6_000_000, False),
        (date(2015, 4, 1), True, 6_000_000, True),
        (date(2015, 2, 26), False, 6_000_000, True),
        (date(2020, 3, 2), True, 24_999, False),
        (date(2020, 3, 2), True, 25_000, True),
        (date(2020, 3, 2), False, 9_999, False),
        (date(2020, 3, 2), False, 10_000, True),
        (date(2022, 12, 21), False, 11_999, False),
        (date(2022, 12, 21), False, 12_000, True),
    ],
)
def test_award_is_published_on_contracts_finder_below_the_threshold_too(
    began, council, value, owed
):
    """Regulations 108 and 112; by regulation 1(6) they bind councils from 1 April 2015, the Crown before."""
    above = value > 1_000_000
    facts = evolve(ORDINARY, above_threshold=above, sub_central=council)
    basis = VatBasis.EXCLUDING if began < date(2022, 1, 1) else VatBasis.INCLUDING
    signed = evolve(contract(began), value=pounds(value, basis))
    found = cycle(facts, began=began, carries=(signed,))
    assert bool(open_duties(found, "CF-award", began)) is owed
