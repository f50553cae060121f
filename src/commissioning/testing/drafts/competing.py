"""Drafts of selection, invitation, tenders, marks and interviews."""

from __future__ import annotations

from datetime import time
from functools import cache
from typing import Final

from commissioning.dates.deadlines import LONDON, Deadline
from commissioning.records import criteria, interviews, parties, pricing, quality, selection
from commissioning.records.panel import (
    DeclarationOfInterest,
    Mark,
    MarkCorrected,
    Moderation,
    Panel,
    PanelChanged,
    PanelMeeting,
    PanelQuestion,
    PanelQuestions,
    ScoreSheet,
)
from commissioning.records.tender import (
    Clarification,
    DeadlineExtended,
    InterviewUse,
    InvitationToTender,
    LotPrice,
    PriceDecision,
    PriceExplained,
    PriceOutcome,
    PriceQueried,
    TenderOpening,
    TenderReceived,
    TenderWithdrawn,
)
from commissioning.testing.drafts.kinds import Drafts
from commissioning.testing.stories.scenario import PRICE, SPOKEN, WRITTEN, Scene
from commissioning.values.scales import ZERO_TO_FIVE

OPENERS: Final = ("procurement officer", "democratic services officer")


@cache
def provider(reference: str) -> parties.Provider:
    """A bidder that does not exist, called after its reference."""
    return parties.Provider(
        reference=reference,
        name=f"{reference.capitalize()} Care",
        cqc_rating=parties.CqcRating.GOOD,
    )


def deadline(scene: Scene, days: int) -> Deadline:
    return Deadline(scene.after(days), time(12), LONDON)


def method(scene: Scene) -> criteria.WeightedSum:
    """Quality 60 and price 40; where there are interviews, ten of the sixty are earned there."""
    return _method(scene.panel, scene.interviewed)


@cache
def _method(panel: str, interviewed: bool) -> criteria.WeightedSum:
    spoken = criteria.Criterion(
        reference=SPOKEN,
        title="Interview",
        weight=10,
        scale=ZERO_TO_FIVE,
        panel=panel,
        at_interview=True,
    )
    written = criteria.Criterion(
        reference=WRITTEN,
        title="Quality",
        weight=50 if interviewed else 60,
        scale=ZERO_TO_FIVE,
        panel=panel,
        tests=("Q1",),
    )
    price = criteria.Criterion(
        reference=PRICE, title="Price", weight=40, kind=criteria.CriterionKind.PRICE
    )
    return criteria.WeightedSum(criteria=(written, *((spoken,) if interviewed else ()), price))


def questionnaire(scene: Scene) -> selection.SelectionQuestionnaire:
    asked = selection.SelectionQuestion(
        reference="S1", words="Are you registered for personal care?"
    )
    return selection.SelectionQuestionnaire(
        on=scene.day, questions=(asked,), responses_due_by=deadline(scene, 30)
    )


def response(scene: Scene) -> selection.SelectionResponse:
    return selection.SelectionResponse(
        on=scene.day, provider=scene.who, particulars=provider(scene.who)
    )


def assessment(scene: Scene) -> selection.SelectionAssessment:
    return selection.SelectionAssessment(
        on=scene.day, provider=scene.who, outcome=selection.SelectionOutcome.PASSED
    )


def exclusions_decided(scene: Scene) -> selection.ExclusionsDecided:
    return selection.ExclusionsDecided(on=scene.day, considered=scene.providers)


def supplier_information(scene: Scene) -> selection.SupplierInformationConfirmed:
    return selection.SupplierInformationConfirmed(on=scene.day, providers=scene.providers)


def shortlist(scene: Scene) -> selection.Shortlist:
    return selection.Shortlist(on=scene.day, invited=scene.providers)


def invitation(scene: Scene) -> InvitationToTender:
    return InvitationToTender(
        on=scene.day,
        method=method(scene),
        price_formula=pricing.LowestPriceProportional(),
        tenders_due_by=deadline(scene, 35),
        interviews=InterviewUse.SCORED if scene.interviewed else None,
    )


def clarification(scene: Scene) -> Clarification:
    return Clarification(
        on=scene.day, question="Are visits of 15 minutes planned?", answer="No, none are planned."
    )


def deadline_extended(scene: Scene) -> DeadlineExtended:
    return DeadlineExtended(
        on=scene.day, tenders_due_by=deadline(scene, 42), because="a late clarification"
    )


def tender(scene: Scene) -> TenderReceived:
    return TenderReceived(
        on=scene.day,
        provider=scene.who,
        prices=tuple(LotPrice(lot=lot, price=scene.price) for lot in scene.all_lots),
        at=time(11),
        particulars=provider(scene.who),
    )


def tender_withdrawn(scene: Scene) -> TenderWithdrawn:
    last = scene.provider or scene.providers[-1]
    return TenderWithdrawn(on=scene.day, provider=last, because="it has no staff to spare")


def opening(scene: Scene) -> TenderOpening:
    return TenderOpening(on=scene.day, opened_by=OPENERS)


def provider_assessment(scene: Scene) -> selection.ProviderAssessment:
    return selection.ProviderAssessment(
        on=scene.day,
        considered=scene.providers,
        most_suitable=scene.providers[0],
        because="it does best on the five key criteria",
    )


def price_queried(scene: Scene) -> PriceQueried:
    return PriceQueried(
        on=scene.day,
        reference=scene.free("PQ"),
        provider=scene.who,
        because="it is a tenth below the next price",
    )


def price_explained(scene: Scene) -> PriceExplained:
    return PriceExplained(on=scene.day, provider=scene.who, explanation="short travel times")


def price_decision(scene: Scene) -> PriceDecision:
    return PriceDecision(
        on=scene.day,
        provider=scene.who,
        outcome=PriceOutcome.ACCEPTED,
        because="the hourly rate covers the wage floor and travel",
        query=scene.named(PriceQueried, "PQ"),
    )


def panel(scene: Scene) -> Panel:
    return Panel(
        on=scene.day,
        reference=scene.panel if scene.cycle is None else scene.free("panel"),
        members=tuple(
            parties.Member(reference=member, constituency=_constituency(member), chair=number == 0)
            for number, member in enumerate(scene.members)
        ),
    )


def _constituency(member: str) -> parties.Constituency:
    stem = member.rpartition("-")[0]
    known = {
        "carer": parties.Constituency.UNPAID_CARER,
        "user": parties.Constituency.SERVICE_USER,
        "clinician": parties.Constituency.CLINICIAN,
    }
    return known.get(stem, parties.Constituency.OFFICER)


def panel_changed(scene: Scene) -> PanelChanged:
    earlier = scene.cycle.every(PanelChanged) if scene.cycle else ()
    joins = parties.Member(
        reference=f"note-taker-{len(earlier) + 1}",
        constituency=parties.Constituency.OFFICER,
        scores=False,
    )
    return PanelChanged(
        on=scene.day, panel=scene.panel, joined=(joins,), because="the panel asked for a note-taker"
    )


def panel_questions(scene: Scene) -> PanelQuestions:
    question = PanelQuestion(
        text="Who comes when my usual carer is ill?", criterion=scene.criterion
    )
    return PanelQuestions(on=scene.day, panel=scene.panel, questions=(question,))


def panel_meeting(scene: Scene) -> PanelMeeting:
    return PanelMeeting(on=scene.day, panel=scene.panel, present=scene.members)


def declaration(scene: Scene) -> DeclarationOfInterest:
    return DeclarationOfInterest(on=scene.day, panel=scene.panel, member=scene.marker)


@cache
def _mark(criterion: str, mark: int) -> Mark:
    return Mark(criterion=criterion, mark=mark, because="clear and complete")


def score_sheet(scene: Scene) -> ScoreSheet:
    mark = _mark(scene.criterion, scene.mark)
    return ScoreSheet(
        on=scene.day,
        panel=scene.panel,
        assessor=scene.marker,
        provider=scene.who,
        marks=(mark,),
    )


def mark_corrected(scene: Scene) -> MarkCorrected:
    return MarkCorrected(
        on=scene.day,
        panel=scene.panel,
        assessor=scene.marker,
        provider=scene.who,
        corrected=Mark(criterion=scene.criterion, mark=scene.mark),
        because="the sheet had the mark of another question",
    )


def moderation(scene: Scene) -> Moderation:
    return Moderation(
        on=scene.day,
        panel=scene.panel,
        provider=scene.who,
        criterion=scene.criterion,
        agreed=scene.mark,
        because="the members agree on what the answer shows",
        present=scene.members,
        replaces_because="" if scene.cycle is None else "the panel met again",
    )


def interview_invitation(scene: Scene) -> interviews.InterviewInvitation:
    return interviews.InterviewInvitation(
        on=scene.day, providers=scene.providers, panel=scene.panel
    )


def interview(scene: Scene) -> interviews.Interview:
    return interviews.Interview(
        on=scene.day, provider=scene.who, panel=scene.panel, present=scene.members
    )


def quality_framework(scene: Scene) -> quality.QualityFramework:
    visits = quality.SourceOfEvidence(source=quality.QualitySource.VISIT)
    return quality.QualityFramework(on=scene.day, sources=(visits,), ratings=("good", "poor"))


DRAFTS: Final[Drafts] = {
    quality.QualityFramework: quality_framework,
    Panel: panel,
    PanelChanged: panel_changed,
    PanelQuestions: panel_questions,
    DeclarationOfInterest: declaration,
    selection.SelectionQuestionnaire: questionnaire,
    selection.SelectionResponse: response,
    selection.SelectionAssessment: assessment,
    selection.ExclusionsDecided: exclusions_decided,
    selection.SupplierInformationConfirmed: supplier_information,
    selection.Shortlist: shortlist,
    InvitationToTender: invitation,
    Clarification: clarification,
    DeadlineExtended: deadline_extended,
    TenderReceived: tender,
    TenderWithdrawn: tender_withdrawn,
    TenderOpening: opening,
    selection.ProviderAssessment: provider_assessment,
    PriceQueried: price_queried,
    PriceExplained: price_explained,
    PriceDecision: price_decision,
    PanelMeeting: panel_meeting,
    ScoreSheet: score_sheet,
    MarkCorrected: mark_corrected,
    Moderation: moderation,
    interviews.InterviewInvitation: interview_invitation,
    interviews.Interview: interview,
}
