"""Lewisham's home care of 2022: options, nine lots and the whole timetable, as if it had run to plan.

`published()` is the schedule as the council printed it; `cycle(...)` is the story. The council's papers
state the windows, the options' costs, the lots and the approval of 9 March 2022. Bidders, prices, marks,
weights and every day but the last of a published window are CONSTRUCTED.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Final

from commissioning.casebook.lewisham_planning import (
    MINUTE,
    NEIGHBOURHOODS,
    SPECIALISTS,
    planning,
    scheduled,
)
from commissioning.casebook.lewisham_schedule import SOURCE as SCHEDULE
from commissioning.casebook.lewisham_schedule import published
from commissioning.casebook.story import Story, constructed, inferred, members, stated
from commissioning.dates import periods, windows
from commissioning.records import (
    award,
    contract_options,
    criteria,
    live,
    methods,
    mobilisation,
    notices,
    panel,
    parties,
    pricing,
    questions,
    record,
    selection,
    tender,
)
from commissioning.records.contract import ContractSigned
from commissioning.records.panel import DeclarationOfInterest, Mark, Moderation, Panel, ScoreSheet
from commissioning.values import money, scales

LEWISHAM: Final = parties.Authority(reference="lewisham", name="London Borough of Lewisham")

# Bidders, their marks (person-centred care, workforce, residents' interview) and yearly prices by lot
# in thousands of pounds: all made up.
BIDS: Final[dict[str, tuple[tuple[int, int, int], dict[str, int]]]] = {
    "Alder": ((4, 4, 5), {"N1": 2400, "N2": 6000}),
    "Birch": ((5, 4, 3), {"N2": 5800, "N3": 5300}),
    "Cedar": ((4, 5, 4), {"N3": 5100, "N4": 3200}),
    "Damson": ((5, 3, 4), {"N4": 3000, "N1": 2600}),
    "Elder": ((3, 3, 3), {"N1": 2350, "N2": 5900, "N3": 5250, "N4": 3150}),
    "Fennel": ((4, 4, 4), {"S1": 118}),
    "Ginger": ((4, 3, 5), {"S2": 120}),
    "Hazel": ((5, 4, 4), {"S3": 119}),
    "Iris": ((4, 4, 3), {"S4": 120}),
    "Juniper": ((3, 5, 4), {"S5": 115}),
    "Kale": ((3, 4, 3), {"S1": 116, "S5": 119}),
}
FAILED: Final = "Larch"
WINNERS: Final = {
    "N1": "Alder", "N2": "Birch", "N3": "Cedar", "N4": "Damson",
    "S1": "Fennel", "S2": "Ginger", "S3": "Hazel", "S4": "Iris", "S5": "Juniper",
}  # fmt: skip
ASSESSORS: Final = ("O1", "O2")
RESIDENTS: Final = ("SU1", "UC1")
EVALUATORS_PANEL: Final = "evaluators"
RESIDENTS_PANEL: Final = "residents"
PANELS: Final = {EVALUATORS_PANEL: ASSESSORS, RESIDENTS_PANEL: RESIDENTS}
JUDGED_BY: Final = {
    "person-centred": EVALUATORS_PANEL, "workforce": EVALUATORS_PANEL, "interview": RESIDENTS_PANEL,
}  # fmt: skip
RECOMMENDATION: Final = "R1"
SERVICE: Final = periods.Period.of(date(2023, 4, 1), years=5)


def _particulars(name: str) -> parties.Provider:
    return parties.Provider(reference=name, name=f"{name} Care (constructed)")


def _selection() -> Iterator[record.Record]:
    yield notices.NoticePublished(on=date(2022, 7, 11), notice="PCR-contract")
    yield selection.SelectionQuestionnaire(
        on=date(2022, 7, 17),
        within=scheduled(7),
        questions=(
            questions.BidQuestion(
                reference="cqc", words="Are you registered to give personal care?"
            ),
            questions.BidQuestion(reference="safeguarding", words="Who leads on safeguarding?"),
        ),
        responses_due_by=periods.Deadline(date(2022, 8, 5), time(12), periods.LONDON),
        basis=(stated(SCHEDULE, "within"), constructed("questions", "responses_due_by")),
    )
    for name in (*BIDS, FAILED):
        yield selection.SelectionResponse(
            on=date(2022, 8, 4),
            provider=name,
            particulars=_particulars(name),
            lots=tuple(BIDS[name][1]) if name in BIDS else None,
        )
    for name in (*BIDS, FAILED):
        failed = name == FAILED
        yield selection.SelectionAssessment(
            on=date(2022, 8, 14),
            within=scheduled(8),
            provider=name,
            lots=None if failed else tuple(BIDS[name][1]),
            outcome=selection.SelectionOutcome.FAILED
            if failed
            else selection.SelectionOutcome.PASSED,
            because="not registered to give personal care" if failed else "",
            failed_questions=("cqc",) if failed else (),
            basis=(stated(SCHEDULE, "within"), constructed("provider", "outcome", "because")),
        )
    yield selection.Shortlist(on=date(2022, 8, 15), invited=tuple(BIDS))


def _tenders() -> Iterator[record.Record]:
    yield Panel(
        on=date(2022, 8, 22),
        reference=EVALUATORS_PANEL,
        title="Officers who evaluate the written answers",
        members=members(parties.Constituency.OFFICER, *ASSESSORS),
    )
    yield Panel(
        on=date(2022, 8, 22),
        reference=RESIDENTS_PANEL,
        title="People with lived experience and unpaid carers",
        members=(
            *members(parties.Constituency.SERVICE_USER, "SU1"),
            *members(parties.Constituency.UNPAID_CARER, "UC1"),
        ),
        basis=(inferred(SCHEDULE, "members"), constructed("on", "reference", "title")),
    )
    yield tender.InvitationToTender(
        on=date(2022, 8, 28),
        within=scheduled(9),
        method=_method(),
        price_formula=pricing.LowestPriceProportional(),
        interviews=tender.InterviewUse.SCORED,
        tenders_due_by=periods.Deadline(date(2022, 9, 30), time(12), periods.LONDON),
        invited=tuple(BIDS),
        basis=(
            stated(SCHEDULE, "within"),
            constructed("method", "price_formula", "interviews", "tenders_due_by", "invited"),
        ),
    )
    for name, (_, prices) in BIDS.items():
        yield tender.TenderReceived(
            on=date(2022, 9, 29),
            provider=name,
            particulars=_particulars(name),
            lots=tuple(prices),
            prices=tuple(
                tender.LotPrice(lot=lot, price=money.pounds(thousands * 1000))
                for lot, thousands in prices.items()
            ),
        )


def _method() -> methods.WeightedSum:
    def marked(reference: str, title: str, weight: int) -> criteria.Criterion:
        return criteria.Criterion(
            reference=reference,
            title=title,
            weight=weight,
            scale=scales.ZERO_TO_FIVE,
            panel=JUDGED_BY[reference],
            at_interview=JUDGED_BY[reference] == RESIDENTS_PANEL,
            tests=("principles",) if reference == "person-centred" else ("career-progression",),
        )

    return methods.WeightedSum(
        criteria=(
            marked("person-centred", "person-centred care", 30),
            marked("workforce", "workforce and ethical care", 20),
            marked("interview", "residents' panel interview", 10),
            criteria.Criterion(
                reference="price", title="price", weight=40, kind=criteria.CriterionKind.PRICE
            ),
        )
    )


def _evaluation() -> Iterator[record.Record]:
    yield tender.TenderOpening(
        on=date(2022, 10, 3),
        opened_by=("procurement officer", "legal officer"),
        tenders=tuple(BIDS),
    )
    for name, sitting in PANELS.items():
        for member in sitting:
            yield DeclarationOfInterest(on=date(2022, 10, 3), panel=name, member=member)
    yield from _marked(EVALUATORS_PANEL, date(2022, 10, 9), scheduled(10), "as written")
    yield from _agreed(EVALUATORS_PANEL, date(2022, 10, 12))


def _marks(by: str, marks: tuple[int, ...], because: str) -> tuple[Mark, ...]:
    """The marks of a bidder that one panel gives."""
    return tuple(
        Mark(criterion=criterion, mark=mark, because=because)
        for (criterion, panel), mark in zip(JUDGED_BY.items(), marks, strict=True)
        if panel == by
    )


def _marked(by: str, on: date, within: windows.Window, because: str) -> Iterator[record.Record]:
    for name, (marks, prices) in BIDS.items():
        for assessor in PANELS[by]:
            yield ScoreSheet(
                on=on,
                within=within,
                panel=by,
                assessor=assessor,
                provider=name,
                lots=tuple(prices),
                marks=_marks(by, marks, because),
                basis=(stated(SCHEDULE, "within"), constructed("provider", "assessor", "marks")),
            )


def _agreed(by: str, on: date) -> Iterator[record.Record]:
    for name, (marks, prices) in BIDS.items():
        for mark in _marks(by, marks, ""):
            yield Moderation(
                on=on,
                panel=by,
                provider=name,
                lots=tuple(prices),
                criterion=mark.criterion,
                agreed=mark.mark,
                because="the members agreed on the mark for the evidence given",
                present=PANELS[by],
            )


def _interviews() -> Iterator[record.Record]:
    yield panel.InterviewInvitation(
        on=date(2022, 10, 13), providers=tuple(BIDS), panel=RESIDENTS_PANEL
    )
    for name, (_, prices) in BIDS.items():
        yield panel.Interview(
            on=date(2022, 10, 23),
            within=scheduled(11),
            provider=name,
            panel=RESIDENTS_PANEL,
            present=RESIDENTS,
            lots=tuple(prices),
            basis=(stated(SCHEDULE, "within"), constructed("provider", "present")),
        )
    yield from _marked(RESIDENTS_PANEL, date(2022, 10, 23), scheduled(11), "as answered")
    yield from _agreed(RESIDENTS_PANEL, date(2022, 10, 24))


def _award() -> Iterator[record.Record]:
    yield award.AwardRecommendation(
        on=date(2022, 10, 28),
        reference=RECOMMENDATION,
        awards=tuple(award.LotAward(lot=lot, provider=name) for lot, name in WINNERS.items()),
    )
    yield award.ApprovalToAward(
        on=date(2022, 11, 13),
        within=scheduled(12),
        recommendation=RECOMMENDATION,
        decided_by="Mayor and Cabinet",
        basis=(stated(SCHEDULE, "within", "decided_by"), constructed("recommendation")),
    )
    yield award.IntentionToAward(
        on=date(2022, 11, 14), recommendation=RECOMMENDATION, told=tuple(BIDS)
    )
    for lot, name in WINNERS.items():
        yield ContractSigned(
            on=date(2022, 11, 25),
            reference=contract(lot),
            provider=name,
            lots=(lot,),
            recommendations=(RECOMMENDATION,),
            term=SERVICE,
            extension_options=(contract_options.ExtensionOption(years=2),),
            value=money.pounds(BIDS[name][1][lot] * 1000 * 5),
            basis=(
                stated(MINUTE, "term", "extension_options"),
                constructed("on", "reference", "provider", "recommendations", "value"),
            ),
        )


def contract(lot: str) -> str:
    """The reference of the contract for a lot."""
    return f"home-care-{lot}"


def _mobilisation() -> Iterator[record.Record]:
    contracts = tuple(contract(lot) for lot in (*NEIGHBOURHOODS, *SPECIALISTS))
    yield mobilisation.MobilisationPlan(
        on=date(2022, 12, 1),
        contracts=contracts,
        tasks=(
            mobilisation.MobilisationTask(
                reference="branches",
                what="open a branch office in each neighbourhood",
                owner="lead providers",
                due_on=date(2023, 3, 17),
            ),
            mobilisation.MobilisationTask(
                reference="handover",
                what="hand over each person's care plan",
                owner="brokerage team",
                due_on=date(2023, 3, 24),
                after=("branches",),
            ),
        ),
        go_live_on=date(2023, 4, 1),
        basis=(
            inferred(SCHEDULE, "on"),
            stated(SCHEDULE, "go_live_on"),
            constructed("contracts", "tasks"),
        ),
    )
    for task, on in (("branches", date(2023, 3, 15)), ("handover", date(2023, 3, 24))):
        yield mobilisation.TaskDone(on=on, task=task, evidence="signed off")
    yield mobilisation.ReadinessReview(
        on=date(2023, 3, 28),
        contracts=contracts,
        decision=mobilisation.GoDecision.GO,
        decided_by="home care programme board",
    )
    yield live.GoLive(
        on=date(2023, 4, 1),
        contracts=contracts,
        basis=(stated(SCHEDULE, "on"), constructed("contracts")),
    )


STORY: Final = Story(
    title="Home care in Lewisham",
    buyers=(LEWISHAM,),
    reference="lewisham-home-care-2022",
    written=lambda: (
        *planning(),
        *_selection(),
        *_tenders(),
        *_evaluation(),
        *_interviews(),
        *_award(),
        *_mobilisation(),
    ),
    stops="the council's schedule ends with go-live on 1 April 2023",
)

__all__ = ["LEWISHAM", "STORY", "cycle", "published"]


cycle = STORY.cycle
"""The whole story, up to a stage, or up to a kind of record: see `Story.cycle`."""
