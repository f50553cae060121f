"""Greenwich's neighbourhood care: a panel of service users and informal carers that counts for 5%.

A Healthwatch report describes the panel: views gathered, members recruited, questions drawn up, online
meetings, notes taken, scores recorded for each meeting, and the weight of 5%. Days, bidders, marks, prices
and the other 95% are CONSTRUCTED: one close lot that the panel decides ("home-care") and one that it does
not ("extra-care").
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Final

from commissioning.casebook.story import Story, constructed, members
from commissioning.casebook.story import stated as stated_in
from commissioning.dates.periods import Deadline
from commissioning.evaluation import Evaluation
from commissioning.records import (
    criteria,
    engagement,
    history,
    methods,
    panel,
    parties,
    pricing,
    record,
    specification,
    strategy,
    tender,
)
from commissioning.stages import Route, Stage
from commissioning.values import money, scales

GREENWICH: Final = parties.Authority(reference="greenwich", name="Royal Borough of Greenwich")
SOURCE: Final = "Healthwatch Greenwich, Local Neighbourhood Care Services (LNCS) report: Part 1"
stated = partial(stated_in, SOURCE)
SUPPORTED_BY: Final = "Healthwatch Greenwich"
USERS_PANEL: Final = "service-users"
OFFICERS_PANEL: Final = "officers"
DECIDING: Final = "home-care"
NOT_DECIDING: Final = "extra-care"
LOTS: Final = (DECIDING, NOT_DECIDING)
USERS: Final = ("SU1", "SU2", "SU3", "C1", "C2")
OFFICERS: Final = ("O1", "O2")
QUESTIONS: Final = {
    "visits": "How will you tell me who is coming, and when?",
    "heard": "What happens when I, or my carer, say that something is not right?",
}

# Made up: agreed marks for care, workforce and mobilisation, and the hourly rate, for each lot.
BIDS: Final[dict[str, dict[str, tuple[tuple[int, int, int], str]]]] = {
    "Ash": {DECIDING: ((4, 4, 3), "19.80"), NOT_DECIDING: ((5, 4, 4), "19.50")},
    "Beech": {DECIDING: ((5, 3, 3), "20.10"), NOT_DECIDING: ((4, 4, 3), "20.10")},
    "Cherry": {DECIDING: ((3, 3, 3), "19.20"), NOT_DECIDING: ((3, 3, 4), "20.40")},
}
# Made up: the panel's marks for the two questions, in the order of USERS; C2 missed the second meeting.
PANEL_MARKS: Final[dict[str, tuple[tuple[int, ...], tuple[int, ...]]]] = {
    "Ash": ((3, 2, 3, 2, 2), (2, 3, 3, 3, 2)),
    "Beech": ((4, 4, 5, 4), (4, 4, 4, 5)),
    "Cherry": ((3, 3, 4, 3), (3, 4, 3, 3)),
}
MEETINGS: Final = {"meeting-1": ("Ash",), "meeting-2": ("Beech", "Cherry")}
_OPENED_ON: Final = date(2021, 4, 12)


def evaluation(lot: str = DECIDING) -> Evaluation:
    """The evaluation of a lot after the panel has met; the panel's 5% decides one lot of the two."""
    return cycle().evaluation(lot)


def _preparing() -> Iterator[record.Record]:
    yield history.BroughtForward(
        on=date(2021, 1, 11),
        stage=Stage.ITT,
        because="the report tells the part of the panel and holds none of the council's papers",
        carries=(
            engagement.EngagementMeeting(
                on=date(2021, 1, 11),
                by=SUPPORTED_BY,
                matters=("views and experiences on current services",),
                basis=(stated("by", "matters"), constructed("on")),
            ),
        ),
        divided_into=(
            specification.Lot(reference=DECIDING, title="Home care in people's own homes"),
            specification.Lot(
                reference=NOT_DECIDING, title="Extra care on three sites with staff at all hours"
            ),
        ),
        route=Route.restricted(),
        facts=strategy.ProcurementFacts(light_touch=True, above_threshold=True),
        commenced_on=date(2020, 11, 2),
        basis=(
            stated("because", "carries"),
            constructed("on", "divided_into", "route", "facts", "commenced_on"),
        ),
    )
    service_users = members(parties.Constituency.SERVICE_USER, "SU1", "SU2", "SU3")
    carers = members(parties.Constituency.UNPAID_CARER, "C1", "C2")
    yield panel.Panel(
        on=date(2021, 2, 1),
        reference=USERS_PANEL,
        title="Service users and informal carers",
        members=(*service_users, *carers),
        supported_by=SUPPORTED_BY,
        recruited="from people who receive home care or live in extra care, and their informal carers",
        basis=(stated("title", "supported_by", "recruited"), constructed("on", "members")),
    )
    yield panel.Panel(
        on=date(2021, 2, 1),
        reference=OFFICERS_PANEL,
        members=members(parties.Constituency.OFFICER, *OFFICERS),
    )
    yield panel.PanelQuestions(
        on=date(2021, 2, 15),
        panel=USERS_PANEL,
        questions=tuple(panel.PanelQuestion(text=q, criterion=c) for c, q in QUESTIONS.items()),
        drawn_up_with=SUPPORTED_BY,
        basis=(stated("drawn_up_with"), constructed("on", "questions")),
    )


def method() -> methods.WeightedSum:
    """The award method: the panel's 5% as reported, the other 95% made up."""

    def officers(reference: str, title: str, weight: int) -> criteria.Criterion:
        return criteria.Criterion(
            reference=reference,
            title=title,
            weight=weight,
            scale=scales.ZERO_TO_FIVE,
            panel=OFFICERS_PANEL,
            one_mark=criteria.Consensus(),
        )

    def users(reference: str, title: str) -> criteria.Criterion:
        return criteria.Criterion(
            reference=reference,
            title=title,
            weight=Decimal("2.5"),
            scale=scales.ZERO_TO_FIVE,
            panel=USERS_PANEL,
            section="views",
            one_mark=criteria.PanelMean(absent=criteria.MissingMarks.THOSE_WHO_MARKED, quorum=3),
            at_interview=True,
            question=QUESTIONS[reference],
        )

    return methods.WeightedSum(
        sections=(
            criteria.Section(reference="views", title="service users' and carers' views", weight=5),
        ),
        criteria=(
            officers("care", "care and dignity", 25),
            officers("workforce", "workforce", 20),
            officers("mobilisation", "mobilisation", 10),
            users("visits", "knowing who comes"),
            users("heard", "being heard"),
            criteria.Criterion(
                reference="price", title="price", weight=40, kind=criteria.CriterionKind.PRICE
            ),
        ),
    )


def _tendering() -> Iterator[record.Record]:
    yield tender.InvitationToTender(
        on=date(2021, 3, 1),
        lots=LOTS,
        method=method(),
        price_formula=pricing.FloorAndCeiling(floor=18, ceiling=24),
        interviews=tender.InterviewUse.SCORED,
        tenders_due_by=Deadline(date(2021, 4, 9)),
        basis=(
            constructed("on", "lots", "method", "price_formula", "tenders_due_by"),
            stated("interviews"),
        ),
        note="the weight of 5% for the views of service users and carers is as reported",
    )
    for name, offers in BIDS.items():
        yield tender.TenderReceived(
            on=date(2021, 4, 8),
            provider=name,
            lots=LOTS,
            prices=tuple(
                tender.LotPrice(lot=lot, price=money.pounds(rate), per="hour")
                for lot, (_, rate) in offers.items()
            ),
        )
    yield tender.TenderOpening(
        on=_OPENED_ON, lots=LOTS, opened_by=("procurement officer", "legal officer")
    )


def _officers_marks() -> Iterator[record.Record]:
    for name, sitting in ((OFFICERS_PANEL, OFFICERS), (USERS_PANEL, USERS)):
        for member in sitting:
            yield panel.DeclarationOfInterest(on=_OPENED_ON, panel=name, member=member)
    marked = ("care", "workforce", "mobilisation")
    for name, offers in BIDS.items():
        for lot, (agreed, _) in offers.items():
            marks = tuple(
                panel.Mark(criterion=criterion, mark=mark, because="as written")
                for criterion, mark in zip(marked, agreed, strict=True)
            )
            for officer in OFFICERS:
                yield panel.ScoreSheet(
                    on=date(2021, 4, 23),
                    lots=(lot,),
                    panel=OFFICERS_PANEL,
                    assessor=officer,
                    provider=name,
                    marks=marks,
                )
            for mark in marks:
                yield panel.Moderation(
                    on=date(2021, 4, 30),
                    lots=(lot,),
                    panel=OFFICERS_PANEL,
                    provider=name,
                    criterion=mark.criterion,
                    agreed=mark.mark,
                    because="both members found the same evidence",
                    present=OFFICERS,
                )


def _panel_meetings() -> Iterator[record.Record]:
    yield panel.InterviewInvitation(
        on=date(2021, 5, 4),
        lots=LOTS,
        providers=tuple(BIDS),
        panel=USERS_PANEL,
        basis=(stated("panel"), constructed("on", "lots", "providers")),
    )
    for week, (meeting, heard) in enumerate(MEETINGS.items()):
        yield from _panel_meeting(date(2021, 5, 10) + timedelta(weeks=week), meeting, heard)


def _panel_meeting(day: date, meeting: str, heard: tuple[str, ...]) -> Iterator[record.Record]:
    present = USERS[: len(PANEL_MARKS[heard[0]][0])]
    yield panel.PanelMeeting(
        on=day,
        reference=meeting,
        panel=USERS_PANEL,
        present=present,
        providers=heard,
        online=True,
        notes_by=SUPPORTED_BY,
        basis=(stated("panel", "online", "notes_by"), constructed("on", "present", "providers")),
    )
    for name in heard:
        yield panel.Interview(
            on=day,
            lots=LOTS,
            provider=name,
            panel=USERS_PANEL,
            present=present,
            online=True,
            basis=(stated("panel", "online"), constructed("on", "provider", "present")),
        )
        for number, member in enumerate(present):
            yield panel.ScoreSheet(
                on=day,
                lots=LOTS,
                panel=USERS_PANEL,
                assessor=member,
                provider=name,
                meeting=meeting,
                marks=tuple(
                    panel.Mark(
                        criterion=criterion, mark=marks[number], because="as noted at the meeting"
                    )
                    for criterion, marks in zip(QUESTIONS, PANEL_MARKS[name], strict=True)
                ),
                basis=(stated("panel"), constructed("on", "assessor", "provider", "marks")),
            )


STORY: Final = Story(
    title="Local Neighbourhood Care Services in Greenwich",
    buyers=(GREENWICH,),
    reference="greenwich-lncs",
    written=lambda: (*_preparing(), *_tendering(), *_officers_marks(), *_panel_meetings()),
    stops="part 1 of the report ends with the scores that the panel gave",
)
cycle = STORY.cycle
"""The whole story, up to a stage, or up to a kind of record: see `Story.cycle`."""
