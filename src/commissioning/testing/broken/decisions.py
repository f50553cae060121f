"""Rows of the catalogue: tenders withdrawn, rejected or corrected, and decisions that went otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from attrs import evolve

from commissioning.dates.periods import Period
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.records import (
    approval,
    award,
    contract,
    ending,
    notices,
    panel,
    selection,
    strategy,
    tender,
    tender_faults,
)
from commissioning.records.record import Record
from commissioning.stages import Route
from commissioning.testing.broken.mutation import OPEN, Fields, Mutation
from commissioning.testing.stories.scenario import SET_UPS, WRITTEN
from commissioning.values.money import pounds

THREE: Final = evolve(OPEN, providers=("alder", "birch", "cedar"))
_MARKS: Final = {"alder": 5, "birch": 4, "cedar": 3}
_PRICES: Final = {"alder": 50, "birch": 150, "cedar": 90}


def _price(received: tender.TenderReceived) -> tuple[tender.LotPrice, ...]:
    return (tender.LotPrice(price=pounds(_PRICES[received.provider])),)


def _mark(sheet: panel.ScoreSheet) -> tuple[panel.Mark, ...]:
    return (panel.Mark(criterion=WRITTEN, mark=_MARKS[sheet.provider], because="as it reads"),)


def _agreed(moderation: panel.Moderation) -> int:
    return _MARKS[moderation.provider]


TENDERS: Final = (
    Mutation("order-turned", "The cheapest tender is withdrawn, and the order of the others turns",
             scenario=THREE, kind=award.AwardRecommendation, also=("marked-without-tender",),
             earlier={tender.TenderReceived: {"prices": _price}, panel.ScoreSheet: {"marks": _mark},
                      panel.Moderation: {"agreed": _agreed}},
             extra=((tender.TenderWithdrawn, {"provider": "alder"}),),
             fields={"awards": (award.LotAward(provider="cedar", reserves=("birch",)),)}),
    Mutation("price-corrected", "A tender is judged by its corrected price",
             kind=award.AwardRecommendation,
             extra=((tender_faults.PriceCorrected, {}),)),
    Mutation("correction-misfits", "A price is corrected that the tender does not state",
             after=tender.TenderOpening, kind=tender_faults.PriceCorrected, fields={"was": pounds(1)}),
)  # fmt: skip

BOND: Final = approval.ApprovalCondition(
    reference="1", words="a performance bond is held", before="contract-signed"
)
_CONDITIONAL: Final[Mapping[type[Record], Fields]] = {
    award.ApprovalToAward: {"reference": "A1", "conditions": (BOND,)}
}
_NO: Final = {"how": approval.HowNotApproved.REFUSED, "because": "the price is too high"}

DECISIONS: Final = (
    Mutation("approval-refused", "A contract is signed after the award was refused",
             kind=contract.ContractSigned, extra=((approval.NotApproved, _NO),)),
    Mutation("approval-deferred", "An award is approved before the day to which it was put off",
             kind=award.ApprovalToAward,
             extra=((approval.NotApproved, {"until": lambda no: no.on + timedelta(days=21)}),)),
    Mutation("condition-open", "A contract is signed before a condition of its approval is met",
             kind=contract.ContractSigned, earlier=_CONDITIONAL),
    Mutation("condition-unknown", "A condition is met that the approval does not make",
             after=award.ApprovalToAward, kind=approval.ConditionMet, earlier=_CONDITIONAL,
             fields={"approval": "A1", "condition": "3"}),
    Mutation("step-unknown", "A decision permits a step that there is not",
             after=award.AwardRecommendation, kind=approval.ApprovalToContinue,
             fields={"permits": "contract-sined"}),
    Mutation("reason-contradicted", "A procurement is abandoned for want of tenders that are recorded",
             after=tender.TenderOpening, kind=ending.Abandonment,
             fields={"reason": ending.AbandonmentReason.NO_TENDERS}),
)  # fmt: skip

_DIRECT: Final = evolve(
    OPEN, route=Route.direct_award(), regime=PROCUREMENT_ACT_2023,
    day=SET_UPS[PROCUREMENT_ACT_2023.name].starts_on,
)  # fmt: skip
NOTICES: Final = (
    Mutation("notice-unknown", "A notice has a code that is a slip of the keyboard",
             after=award.AwardRecommendation, kind=notices.NoticePublished, fields={"notice": "UK66"}),
    Mutation("notice-twice", "A contract notice is published twice, and the second amends nothing",
             after=tender.InvitationToTender, kind=notices.NoticePublished,
             extra=((notices.NoticePublished, {"note": "as first sent"}),)),
    Mutation("reservation-not-allowed", "A large competition is reserved to suppliers of the area",
             scenario=evolve(_DIRECT, route=Route.open()), kind=notices.NoticePublished,
             fields={"reserved_for": notices.Reservation.LOCAL}),
    Mutation("withheld-without-reason", "A price is withheld from a notice, and no public interest is stated",
             scenario=evolve(_DIRECT, route=Route.open()), kind=notices.NoticePublished,
             fields={"withheld": (notices.Withheld(
              what="the price of each visit", because=notices.WithheldBecause.COMMERCIAL),)}),
    Mutation("reserved-too-long", "A contract reserved to mutuals runs for six years",
             scenario=evolve(_DIRECT, route=Route.open()), kind=contract.ContractSigned,
             earlier={notices.NoticePublished: {"reserved_for": notices.Reservation.MUTUALS}},
             fields={"term": lambda c: Period.of(c.first_day, years=6)}),
    Mutation("supplier-unidentified", "A supplier below the threshold has no identifier on the platform",
             scenario=evolve(_DIRECT, route=Route.open(), day=SET_UPS[PROCUREMENT_ACT_2023.name].last_start),
             kind=contract.ContractSigned, without=(selection.SupplierInformationConfirmed,),
             earlier={strategy.ProcurementStrategy: {
              "facts": lambda s: evolve(s.facts, above_threshold=False), "estimated_value": pounds(500_000)}}),
    Mutation("direct-award-without-ground", "A direct award is announced without its ground",
             scenario=_DIRECT, kind=notices.NoticePublished,
             earlier={strategy.ProcurementStrategy: {
              "facts": lambda s: evolve(s.facts, direct_award_ground=None)}}),
)  # fmt: skip

_URGENT: Final = strategy.DirectAwardGround.URGENCY


def _grounded(
    ground: strategy.DirectAwardGround,
    *,
    own_act: bool | None = None,
    foreseeable: bool | None = None,
) -> Mapping[type[Record], Fields]:
    """A strategy with that ground for a direct award, and what it states to justify it."""
    return {
        strategy.ProcurementStrategy: {
            "facts": lambda s: evolve(s.facts, direct_award_ground=ground, light_touch=False),
            "justification": strategy.Justification(
                strictly_necessary=True, own_act=own_act, foreseeable=foreseeable
            ),
        }
    }


DIRECT_AWARDS: Final = (
    Mutation("transparency-too-recent", "A direct award is signed a week after its voluntary notice",
             scenario=evolve(OPEN, route=Route.direct_award()), kind=contract.ContractSigned,
             extra=((notices.NoticePublished, {"notice": "PCR-voluntary-transparency", "later": 14}),)),
    Mutation("direct-award-ground-not-in-law", "A person's choice is the ground of a direct award of no light touch service",
             scenario=_DIRECT, kind=award.AwardRecommendation, earlier=_grounded(strategy.DirectAwardGround.USER_CHOICE)),
    Mutation("direct-award-test-fails", "A direct award is urgent because the authority was late",
             scenario=_DIRECT, kind=notices.NoticePublished, earlier=_grounded(_URGENT, own_act=True, foreseeable=False)),
    Mutation("direct-award-test-unstated", "A direct award is urgent, and nothing says that it came unforeseen",
             scenario=_DIRECT, kind=notices.NoticePublished, earlier=_grounded(_URGENT, own_act=False)),
)  # fmt: skip

FRAMEWORKS: Final = (
    Mutation("framework-too-long", "A framework is set up for five years, and no reason is stated",
             scenario=evolve(_DIRECT, route=Route.open()), kind=contract.ContractSigned,
             earlier={strategy.ProcurementStrategy: {
              "facts": lambda s: evolve(s.facts, light_touch=False, framework=True)}},
             fields={"term": lambda c: Period.of(c.first_day, years=5)}),
    Mutation("conflicts-not-reviewed", "A contract is announced, and conflicts were last looked at before the competition",
             scenario=evolve(_DIRECT, route=Route.open()), after=contract.ContractSigned, kind=notices.NoticePublished,
             fields={"notice": "UK7"}),
)  # fmt: skip

ROWS: Final = (*FRAMEWORKS, *TENDERS, *DECISIONS, *NOTICES, *DIRECT_AWARDS)
