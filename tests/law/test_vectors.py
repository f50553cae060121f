"""Thirty cases that were worked out by hand from the text of the law, each asked through a whole cycle."""

from datetime import date

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline, Period
from commissioning.law.questions import STANDSTILL_DUTY
from commissioning.records.approval import ApprovalToProcure
from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    IntentionToAward,
    LotAward,
)
from commissioning.records.challenge import Challenge, ChallengeOutcome, ChallengeResolved
from commissioning.records.contract import (
    ContractNovated,
    ContractSigned,
    ContractVaried,
    PriceUplifted,
)
from commissioning.records.criteria import Criterion
from commissioning.records.ending import Abandonment
from commissioning.records.history import BroughtForward
from commissioning.records.indexation import Indexation, UpliftBasis
from commissioning.records.methods import DescribedCriteria
from commissioning.records.needs import Need, NeedsAssessment
from commissioning.records.notices import ChangeGround as Ground
from commissioning.records.notices import NoticePublished
from commissioning.records.selection import SelectionQuestionnaire
from commissioning.records.specification import ServiceSpecification, SpecificationStatus
from commissioning.records.strategy import (
    HealthProcess,
    Parent,
    ParentKind,
    ProcurementFacts,
    ProcurementStrategy,
    Subject,
)
from commissioning.records.tender import InvitationToTender
from commissioning.stages import Route, Stage
from commissioning.values.money import VatBasis, pounds
from commissioning.values.scales import ZERO_TO_FIVE

ORDINARY = ProcurementFacts(light_touch=False, above_threshold=True)
SMALL = evolve(ORDINARY, above_threshold=False)
CARE = evolve(ORDINARY, light_touch=True)
WORKS = evolve(ORDINARY, subject=Subject.WORKS)
ACT, PCR, PSR = date(2026, 2, 2), date(2020, 4, 1), date(2024, 4, 1)
CHANGED = {ACT: date(2026, 11, 16), PCR: date(2022, 5, 4), PSR: date(2025, 3, 2)}
LATER = date(2027, 1, 4)


def gross(amount):
    return pounds(amount, VatBasis.INCLUDING)


def health(process, **facts):
    return ProcurementFacts(
        above_threshold=True, health_service=True, health_process=process, **facts
    )


PSR_A = health(HealthProcess.DIRECT_AWARD_A)
COMPETED = health(HealthProcess.COMPETITIVE)
SUITABLE = health(HealthProcess.MOST_SUITABLE_PROVIDER)


def begun(facts, on, stage, *carries, route=None):
    """A cycle brought forward to a stage, of a procurement that commenced on a day."""
    start = BroughtForward(
        on=on,
        stage=stage,
        because="register",
        route=route or Route.open(),
        facts=facts,
        commenced_on=on,
        carries=carries,
    )
    return Cycle("Cleaning").record(start)


def contract(on, value, years=4, **fields):
    return ContractSigned(
        on=on,
        reference="C1",
        provider="alder",
        term=Period.of(on, years=years),
        value=gross(value),
        **fields,
    )


def running(on, facts, value, **fields):
    return begun(facts, on, Stage.GO_LIVE, contract(on, value, **fields))


def change(on, adds=None, number=1, months=0, began=ACT, **fields):
    return ContractVaried(
        on=on,
        reference=f"V{number}",
        contract="C1",
        what="more",
        because="b",
        value_change=None if adds is None else gross(adds),
        new_end=Period.of(began, years=4, months=months).ends_on if months else None,
        **fields,
    )


def codes(cycle, record):
    return {finding.code for finding in cycle.blockers(record)}


def changed(began, facts, value, **asked):
    """What refuses a change of a running contract."""
    return codes(running(began, facts, value), change(CHANGED[began], began=began, **asked))


def due(cycle, code, today=LATER, about=None):
    """The last days of the open duties of one notice."""
    return [
        duty.due_by
        for duty in cycle.obligations(today)
        if duty.code == code and duty.is_open and about in {None, duty.about}
    ]


def after(code, began, facts, value, *changes):
    """The days by which a notice of the last of some changes is due."""
    cycle = running(began, facts, value).record(*changes)
    return due(cycle, code, about=changes[-1].reference)


def indexed(adds):
    clause = Indexation(basis=UpliftBasis.INDEX, index="CPI")
    uplift = PriceUplifted(
        on=date(2021, 4, 1),
        contract="C1",
        takes_effect_on=date(2021, 4, 1),
        per_cent=8,
        value_change=gross(80_000),
    )
    cycle = running(PCR, ORDINARY, 1_000_000, indexation=clause).record(uplift)
    return codes(cycle, change(CHANGED[PCR], adds, began=PCR))


def longer_unannounced():
    asked = change(CHANGED[ACT], months=24)
    audited = Cycle.audit("Cleaning", (*running(ACT, ORDINARY, 1_000_000).records, asked))
    return due(audited.cycle, "UK10", about="V1")


def own(on, adds, number=1, **fields):
    return change(on, adds, number, began=PSR, own_decision=True, **fields)


def awarded(facts, day, route=None):
    return begun(facts, day, Stage.AWARD, route=route).record(
        AwardRecommendation(on=day, reference="R1", awards=(LotAward(provider="alder"),)),
        ApprovalToAward(on=day, recommendation="R1", decided_by="Cabinet"),
    )


def urgent_award():
    """The law's findings about the signature, and what is due after it."""
    day = date(2026, 6, 2)
    cycle = awarded(evolve(SUITABLE, urgent=True), day, Route.most_suitable_provider())
    signed = evolve(contract(day, 1_000_000), recommendations=("R1",))
    refused = [f for f in cycle.blockers(signed) if f.source and "Selection" in f.source.instrument]
    duties = cycle.record(signed).obligations(day)
    return refused, [(duty.code, duty.due_by) for duty in duties if duty.is_open]


def chosen(on):
    cycle = begun(
        SUITABLE, date(2026, 6, 1), Stage.EVALUATION, route=Route.most_suitable_provider()
    ).record(NoticePublished(on=date(2026, 6, 1), notice="PSR-intended-approach"))
    award = AwardRecommendation(on=on, reference="R1", awards=(LotAward(provider="alder"),))
    return "approach-too-recent" in codes(cycle, award)


LETTERS = IntentionToAward(on=date(2026, 6, 8), recommendation="R1", told=("alder",))


def represented(on):
    """The first day for a signature that the standstill refuses; none if it does not."""
    cycle = awarded(COMPETED, date(2026, 6, 8)).record(
        LETTERS,
        NoticePublished(on=date(2026, 6, 8), notice="PSR-intention"),
        Challenge(on=date(2026, 6, 18), reference="X", provider="birch", about_what="marks"),
        ChallengeResolved(on=date(2026, 6, 29), challenge="X", outcome=ChallengeOutcome.DISMISSED),
    )
    signed = evolve(contract(on, 1_000_000), recommendations=("R1",))
    return [f.earliest for f in cycle.blockers(signed) if f.code == "standstill-running"]


def announced():
    notice = NoticePublished(on=date(2026, 9, 7), notice="UK6", providers=("alder",))
    return codes(awarded(ORDINARY, date(2026, 9, 1)), notice)


def announced_in_health(told):
    """What stands before the notice of the intention to award a health contract after a competition."""
    cycle = awarded(COMPETED, date(2026, 6, 1))
    letters = IntentionToAward(on=date(2026, 6, 5), recommendation="R1", told=("alder",))
    notice = NoticePublished(on=date(2026, 6, 8), notice="PSR-intention", providers=("alder",))
    return codes(cycle.record(letters) if told else cycle, notice)


def copies(value, facts=ORDINARY):
    cycle = running(ACT, facts, value)
    return bool(due(cycle, "UK9", LATER)), bool(due(cycle, "UK7-contract", LATER))


def passing(facts):
    novated = ContractNovated(
        on=CHANGED[ACT],
        reference="N1",
        contract="C1",
        from_provider="alder",
        to_provider="birch",
        because="merger",
        ground=Ground.RESTRUCTURING,
    )
    return codes(running(ACT, facts, 1_000_000), novated)


def offered(on):
    notice = NoticePublished(
        on=date(2026, 11, 2), notice="UK10", contract="C1", no_signing_before=date(2026, 11, 9)
    )
    cycle = running(ACT, ORDINARY, 1_000_000).record(notice)
    return codes(cycle, change(on, 300_000, not_substantial=True))


def planned(on, facts, value=None, route=None, under=None):
    """A procurement ready to go to market, with no side of the threshold stated."""
    strategy = ProcurementStrategy(
        on=on,
        route=route or Route.restricted(interviews=False),
        facts=evolve(facts, above_threshold=None),
        estimated_value=None if value is None else gross(value),
        under=under,
    )
    return Cycle("Building").record(
        NeedsAssessment(on=on, needs=(Need(reference="n", words="care"),)),
        strategy,
        ApprovalToProcure(on=on, decided_by="Cabinet"),
        ServiceSpecification(on=on, status=SpecificationStatus.APPROVED),
    )


def may_select(on, facts, value):
    found = planned(on, facts, value).blockers(SelectionQuestionnaire, on=on)
    return "selection-not-allowed" not in {finding.code for finding in found}


def called_off():
    """The law, the standstill, the award notices owed and the changes refused, of a call-off of 2026."""
    day = date(2026, 3, 2)
    parent = Parent(reference="F1", kind=ParentKind.FRAMEWORK, commenced_on=date(2023, 5, 2))
    cycle = planned(day, ORDINARY, 1_000_000, Route.call_off(competed=False), parent)
    law = cycle.law(day)
    signed = Cycle.audit("Building", (*cycle.records, contract(day, 1_000_000))).cycle
    changes = [
        "change-not-allowed" in codes(signed, change(LATER, adds, began=day))
        for adds in (99_999, 100_000)
    ]
    owed = [duty.code for duty in signed.obligations(day) if duty.is_open]
    return law.regime, law.value(STANDSTILL_DUTY, day).name, owed, changes


def payments(facts):
    duties = running(ACT, facts, 6_000_000).obligations(LATER)
    return {duty.state.value for duty in duties if duty.code in {"UK8", "UK17"}}


def quarter():
    duties = running(date(2026, 4, 13), ORDINARY, 6_000_000).obligations(date(2026, 7, 1))
    return next(duty.due_by for duty in duties if duty.code == "UK8")


def too_short(days):
    """Whether a central body's urgent invitation to selected bidders allows too little time."""
    facts = evolve(ORDINARY, sub_central=False, urgent=True)
    day = date(2026, 6, 1)
    invitation = InvitationToTender(
        on=day,
        reference="ITT",
        method=DescribedCriteria(
            criteria=(Criterion(reference="q", title="quality", scale=ZERO_TO_FIVE),),
            importance="quality first",
        ),
        tenders_due_by=Deadline(date(2026, 6, 1 + days)),
    )
    cycle = begun(facts, day, Stage.SSQ, route=Route.restricted())
    return "time-too-short" in {finding.code for finding in cycle.findings(invitation)}


def abandoned():
    cycle = awarded(COMPETED, date(2026, 6, 8)).record(
        LETTERS,
        NoticePublished(on=date(2026, 6, 8), notice="PSR-intention"),
        Abandonment(on=date(2026, 6, 12), because="no money"),
    )
    (duty,) = [d for d in cycle.obligations(date(2026, 6, 12)) if d.code == "PSR-abandonment"]
    return duty.due_by, "not before its end" in duty.because


NOTICE, REFUSED, NOTHING = {"notice-missing"}, {"change-not-allowed"}, set()
M = 1_000_000
JUNE_2025, JUNE_2023 = date(2025, 6, 2), date(2023, 6, 1)
OLD_LAW = "Public Contracts Regulations 2015"
# fmt: off
VECTORS = (
    # number, the question, the answer
    ("1", lambda: changed(ACT, ORDINARY, M, adds=100_000, months=6), NOTHING),
    ("2", lambda: changed(ACT, WORKS, 6 * M, months=9), NOTICE),
    ("3 less", lambda: changed(ACT, ORDINARY, M, adds=-300_000, not_substantial=True), NOTICE),
    ("3 more", lambda: changed(ACT, ORDINARY, M, adds=200_000, not_substantial=True), NOTICE),
    ("4 ten per cent", lambda: changed(ACT, ORDINARY, M, adds=100_000), NOTHING),
    ("4 a pound more", lambda: changed(ACT, ORDINARY, M, adds=100_001), NOTICE | REFUSED),
    ("5 within", lambda: changed(PCR, ORDINARY, M, adds=99_999), NOTHING),
    ("5 ten per cent", lambda: changed(PCR, ORDINARY, M, adds=100_000), REFUSED),
    ("6 within", lambda: indexed(105_000), NOTHING),
    ("6 ten per cent", lambda: indexed(108_000), REFUSED),
    ("7 the Act", lambda: changed(ACT, ORDINARY, M, adds=1, ground=Ground.OUTSIDE_CONTROL), REFUSED),
    *((f"7 {ground}", lambda ground=ground: changed(PCR, ORDINARY, M, adds=1, ground=ground), REFUSED)
      for ground in (Ground.OUTSIDE_CONTROL, Ground.KNOWN_RISK, Ground.PROTECTING_LIFE)),
    ("8", lambda: changed(ACT, SMALL, 190_000, adds=50_000), NOTICE | REFUSED),
    ("9 before", lambda: changed(ACT, ORDINARY, M, months=24), NOTICE),
    ("9 after", longer_unannounced, [CHANGED[ACT]]),
    *((f"10 {ground}", lambda ground=ground: bool(after("PCR-modification", PCR, ORDINARY, M,
        change(CHANGED[PCR], 50_000, began=PCR, ground=ground))), notified) for ground, notified in (
        (None, False), (Ground.PROVIDED_FOR, False), (Ground.ADDITIONAL, True), (Ground.UNFORESEEN, True))),
    ("11 allowed", lambda: changed(PSR, PSR_A, M, adds=600_000), NOTHING),
    ("11 own", lambda: after("PSR-modification", PSR, PSR_A, M, own(date(2025, 3, 2), 600_000)),
     [date(2025, 4, 1)]),
    ("11 not own", lambda: after("PSR-modification", PSR, PSR_A, M, change(
        date(2025, 3, 2), 600_000, began=PSR, own_decision=False)), []),
    ("12", lambda: after("PSR-modification", PSR, COMPETED, 4 * M, own(date(2025, 3, 2), 300_000),
                         own(date(2025, 9, 2), 300_000, 2)), [date(2025, 10, 2)]),
    ("13", lambda: after("PSR-modification", PSR, COMPETED, 4 * M, change(
        date(2025, 3, 2), 600_000, began=PSR, ground=Ground.OUTSIDE_CONTROL)), []),
    ("14", lambda: after("PSR-modification", PSR, COMPETED, 4 * M, change(
        date(2025, 3, 2), 100_000, began=PSR, ground=Ground.URGENCY)), [date(2025, 4, 1)]),
    ("15", urgent_award, ([], [("PSR-award", date(2026, 7, 2))])),
    ("16 too soon", lambda: chosen(date(2026, 6, 14)), True),
    ("16 from", lambda: chosen(date(2026, 6, 15)), False),
    ("17 too soon", lambda: represented(date(2026, 7, 6)), [date(2026, 7, 7)]),
    ("17 from", lambda: represented(date(2026, 7, 7)), []),
    ("18", announced, {"summaries-missing"}),
    ("18 health", lambda: announced_in_health(told=False), {"summaries-missing"}),
    ("18 health, letters sent", lambda: announced_in_health(told=True), NOTHING),
    ("19 five million", lambda: copies(5 * M), (False, False)),
    ("19 a penny more", lambda: copies("5000000.01"), (True, True)),
    ("20", lambda: copies(20 * M, evolve(ORDINARY, framework=True)), (False, True)),
    ("21", lambda: due(running(date(2025, 9, 1), ORDINARY, M, years=1), "UK11", date(2026, 9, 1)),
     [date(2026, 9, 29)]),
    ("22 ordinary", lambda: passing(ORDINARY), NOTICE),
    ("22 light touch", lambda: passing(CARE), NOTHING),
    ("23 too soon", lambda: offered(date(2026, 11, 11)), {"standstill-running"}),
    ("23 from", lambda: offered(date(2026, 11, 12)), NOTHING),
    ("24 from the line", lambda: may_select(JUNE_2025, WORKS, 213_477), True),
    ("24 below", lambda: may_select(JUNE_2025, WORKS, 213_476), False),
    ("25 below", lambda: may_select(JUNE_2023, CARE, 213_476), False),
    ("25 from the line", lambda: may_select(JUNE_2023, CARE, 213_477), True),
    ("25 works", lambda: may_select(JUNE_2023, WORKS, 3 * M), True),
    ("26", called_off, (OLD_LAW, "NONE", ["CF-award"], [False, True])),
    ("27", lambda: payments(evolve(ORDINARY, subject=Subject.CONCESSION)), {"not due"}),
    ("28", quarter, date(2026, 7, 29)),
    ("29 ten days", lambda: too_short(10), False),
    ("29 nine", lambda: too_short(9), True),
    ("30", abandoned, (date(2026, 7, 19), True)),
)
# fmt: on


@pytest.mark.parametrize(("ask", "answer"), [v[1:] for v in VECTORS], ids=[v[0] for v in VECTORS])
def test_vector_is_answered_as_the_law_says(ask, answer):
    """A council relies on these lines; each was worked out without looking at the code."""
    assert ask() == answer


def test_all_thirty_vectors_are_asked():
    """One left out would be the one that breaks."""
    assert {int(number.split()[0]) for number, *_ in VECTORS} == set(range(1, 31))
