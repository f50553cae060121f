"""Rows of the catalogue: tenders withdrawn, rejected or corrected, and decisions that went otherwise."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from attrs import evolve

from commissioning.dates.periods import Period
from commissioning.findings.citation import Citation, Verification
from commissioning.law.delegation import DelegationRow, Quorum
from commissioning.law.regimes.council import CouncilRules
from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.records import (
    approval,
    award,
    contract,
    ending,
    notices,
    panel,
    report_issued,
    selection,
    strategy,
    tender,
    tender_faults,
)
from commissioning.stages import Route
from commissioning.testing.broken.mutation import ACT, OPEN, Draft, Mutation, a, planned
from commissioning.testing.stories.scenario import SET_UPS, WRITTEN
from commissioning.values.money import Money, VatBasis, pounds

_BIDS: Final = {"alder": (50, 5), "birch": (150, 4), "cedar": (90, 3)}
"""The price and the mark of each of three bidders."""
_AS_BID: Final = (
    a(tender.TenderReceived, prices=lambda t: (tender.LotPrice(price=pounds(_BIDS[t.provider][0])),)),
    a(panel.ScoreSheet, marks=lambda s: (
        panel.Mark(criterion=WRITTEN, mark=_BIDS[s.provider][1], because="as it reads"),)),
    a(panel.Moderation, agreed=lambda m: _BIDS[m.provider][1]),
)  # fmt: skip
_BOND: Final = approval.ApprovalCondition(
    reference="1", words="a performance bond is held", before="contract-signed"
)
_URGENCY: Final = strategy.DirectAwardGround.URGENCY
_CONDITIONAL: Final = a(award.ApprovalToAward, reference="A1", conditions=(_BOND,))
_DIRECT: Final = evolve(ACT, route=Route.direct_award())


def _grounded(ground: strategy.DirectAwardGround, **stated: Any) -> tuple[Draft, ...]:  # noqa: ANN401
    """A strategy with that ground for a direct award, and what it states to justify it."""
    justified = strategy.Justification(strictly_necessary=True, **stated)
    facts = planned(direct_award_ground=ground, light_touch=False)
    return (facts, a(strategy.ProcurementStrategy, justification=justified))


def _net(amount: int) -> Money:
    return pounds(amount, VatBasis.EXCLUDING)


_LINE: Final = _net(500_000)
_AWARD: Final = partial(
    DelegationRow, act=approval.Act.AWARD, low_included=True, high_included=False
)
RULES: Final = CouncilRules(
    council="Westborough",
    constitution=Citation("Constitution of Westborough", "part 3", verification=Verification.PRACTICE),
    applies_from=date(2010, 1, 1),
    key_decision_over=_net(750_000),
    delegations=(
        _AWARD(reference="A1", decides="Director", low=None, high=_LINE),
        _AWARD(reference="A2", decides="Director", low=None, high=None, within_approved=True),
        _AWARD(reference="A3", decides="Executive", low=_LINE, high=None),
        _AWARD(reference="A5", decides="Committee", low=None, high=None, opinions=("legal",),
               if_facts=("social care",)),
        _AWARD(reference="A4", decides="Award Board", low=_LINE, high=None,
               if_facts=("routine",), quorum=Quorum(at_least=2, of=("D1", "D2", "D3"))),
    ),
)  # fmt: skip
"""The scheme of delegation of a council that there is not."""

_APPROVED: Final = partial(
    a, award.ApprovalToAward, because="it meets the need", alternatives=("doing nothing",)
)
_BY_DIRECTOR: Final = partial(_APPROVED, decided_by="Director")
_BY_BOARD: Final = partial(
    _APPROVED, decided_by="Award Board", circumstances=("routine",), reference="A1",
    approvers=(approval.Approver(reference="D1"),), value=_net(620_000),
)  # fmt: skip


def _ruled(
    code: str,
    sentence: str,
    last: Draft,
    *also: str,
    procured: Money | None = None,
    **other: Any,  # noqa: ANN401
) -> Mutation:
    """A row about an award that is judged by the rules, after an approval to procure that keeps them."""
    earlier = (
        a(approval.ApprovalToProcure, **{**_APPROVED.keywords, "value": procured}),
        a(strategy.ProcurementStrategy, estimated_value=None),
    )
    seen_by = "recording, by the council's own rules"
    return Mutation(
        code, sentence, last, earlier=earlier, also=also, rules=RULES, seen_by=seen_by, **other
    )


_ISSUED: Final = partial(a, report_issued.ReportIssued, reference="EV1", signatories=("S1",))
_BY_S1: Final = a(report_issued.ReportSigned, report="EV1", signatory="S1")


def _reported(code: str, sentence: str, *extra: Draft, report: str = "EV1") -> Mutation:
    return Mutation(
        code, sentence, a(award.ApprovalToAward, report=report), extra=(_ISSUED(), *extra)
    )


ROWS: Final = (
    # What is announced and signed.
    Mutation("framework-too-long", "A framework is set up for five years, and no reason is stated",
        a(contract.ContractSigned, term=lambda c: Period.of(c.first_day, years=5)), scenario=ACT,
        earlier=planned(light_touch=False, framework=True)),
    Mutation("conflicts-not-reviewed",
        "A contract is announced, and conflicts were last looked at before the competition",
        a(notices.NoticePublished, notice="UK7"), scenario=ACT, after=contract.ContractSigned),
    # Tenders that were withdrawn or corrected.
    Mutation("order-turned", "The cheapest tender is withdrawn, and the order of the others turns",
        a(award.AwardRecommendation, awards=(award.LotAward(provider="cedar", reserves=("birch",)),)),
        scenario=evolve(OPEN, providers=tuple(_BIDS)), also=("marked-without-tender",), earlier=_AS_BID,
        extra=a(tender.TenderWithdrawn, provider="alder")),
    Mutation("price-corrected", "A tender is judged by its corrected price", a(award.AwardRecommendation),
        extra=a(tender_faults.PriceCorrected)),
    Mutation("correction-misfits", "A price is corrected that the tender does not state",
        a(tender_faults.PriceCorrected, was=pounds(1)), after=tender.TenderOpening),
    # Decisions that went otherwise.
    Mutation("approval-refused", "A contract is signed after the award was refused", a(contract.ContractSigned),
        extra=a(approval.NotApproved, how=approval.HowNotApproved.REFUSED, because="the price is too high")),
    Mutation("approval-deferred", "An award is approved before the day to which it was put off",
        a(award.ApprovalToAward), extra=a(approval.NotApproved, until=lambda no: no.on + timedelta(days=21))),
    Mutation("condition-open", "A contract is signed before a condition of its approval is met",
        a(contract.ContractSigned), earlier=_CONDITIONAL),
    Mutation("condition-unknown", "A condition is met that the approval does not make",
        a(approval.ConditionMet, approval="A1", condition="3"), after=award.ApprovalToAward,
        earlier=_CONDITIONAL),
    Mutation("step-unknown", "A decision permits a step that there is not",
        a(approval.ApprovalToContinue, permits="contract-sined"), after=award.AwardRecommendation),
    Mutation("reason-contradicted", "A procurement is abandoned for want of tenders that are recorded",
        a(ending.Abandonment, reason=ending.AbandonmentReason.NO_TENDERS), after=tender.TenderOpening),
    # Notices.
    Mutation("notice-unknown", "A notice has a code that is a slip of the keyboard",
        a(notices.NoticePublished, notice="UK66"), after=award.AwardRecommendation),
    Mutation("notice-twice", "A contract notice is published twice, and the second amends nothing",
        a(notices.NoticePublished), after=tender.InvitationToTender,
        extra=a(notices.NoticePublished, note="as first sent")),
    Mutation("reservation-not-allowed", "A large competition is reserved to suppliers of the area",
        a(notices.NoticePublished, reserved_for=notices.Reservation.LOCAL), scenario=ACT),
    Mutation("withheld-without-reason", "A price is withheld from a notice, and no public interest is stated",
        a(notices.NoticePublished,
            withheld=(
                notices.Withheld(what="the price of each visit", because=notices.WithheldBecause.COMMERCIAL),)),
        scenario=ACT),
    Mutation("reserved-too-long", "A contract reserved to mutuals runs for six years",
        a(contract.ContractSigned, term=lambda c: Period.of(c.first_day, years=6)), scenario=ACT,
        earlier=a(notices.NoticePublished, reserved_for=notices.Reservation.MUTUALS)),
    Mutation("supplier-unidentified", "A supplier below the threshold has no identifier on the platform",
        a(contract.ContractSigned),
        scenario=evolve(ACT, day=SET_UPS[PROCUREMENT_ACT_2023.name].last_start),
        without=(selection.SupplierInformationConfirmed,), earlier=(planned(above_threshold=False),
            a(strategy.ProcurementStrategy, estimated_value=pounds(500_000)))),
    Mutation("direct-award-without-ground", "A direct award is announced without its ground",
        a(notices.NoticePublished), scenario=_DIRECT, earlier=planned(direct_award_ground=None)),
    # Direct awards.
    Mutation("transparency-too-recent", "A direct award is signed a week after its voluntary notice",
        a(contract.ContractSigned), scenario=evolve(OPEN, route=Route.direct_award()),
        extra=a(notices.NoticePublished, notice="PCR-voluntary-transparency", later=14)),
    Mutation("direct-award-ground-not-in-law",
        "A person's choice is the ground of a direct award of no light touch service",
        a(award.AwardRecommendation), scenario=_DIRECT,
        earlier=_grounded(strategy.DirectAwardGround.USER_CHOICE)),
    Mutation("direct-award-test-fails", "A direct award is urgent because the authority was late",
        a(notices.NoticePublished), scenario=_DIRECT,
        earlier=_grounded(_URGENCY, own_act=True, foreseeable=False)),
    Mutation("direct-award-test-unstated", "A direct award is urgent, and nothing says that it came unforeseen",
        a(notices.NoticePublished), scenario=_DIRECT, earlier=_grounded(_URGENCY, own_act=False)),
    # Decisions judged by a council's own rules.
    _ruled("decided-without-power", "A director awards a contract that is for the executive",
        _BY_DIRECTOR(value=_net(620_000))),
    _ruled("delegation-unknown", "An award is approved, and its amount is not stated", _BY_DIRECTOR()),
    _ruled("award-over-approved", "A director awards more than was approved to be procured",
        _BY_DIRECTOR(value=_net(14_500_000)), "approval-exceeded", "key-decision-unstated",
        procured=_net(14_000_000)),
    _ruled("quorum-short", "One of three approves an award that two have to approve", _BY_BOARD()),
    _ruled("approved-twice", "The same person approves an award again", _BY_BOARD(reference="A2"),
        "quorum-short", extra=_BY_BOARD()),
    _ruled("reasons-missing", "An award is approved, and no reason is recorded",
        _BY_DIRECTOR(value=_net(400_000), because="")),
    _ruled("alternatives-missing", "An award is approved, and no alternative is recorded",
        _BY_DIRECTOR(value=_net(400_000), alternatives=())),
    _ruled("key-decision-unstated", "An award over the council's line is not called a key decision",
        _APPROVED(value=_net(1_000_000), decided_by="Executive")),
    _ruled("opinion-missing", "An award is approved without the legal opinion that its row asks for",
        _APPROVED(decided_by="Committee", circumstances=("social care",))),
    _ruled("duties-not-separate", "A member of the panel decides on the award",
        _BY_DIRECTOR(value=_net(400_000), approvers=(approval.Approver(reference="officer-1"),))),
    _reported("report-unsigned", "An award is approved on a report that is not signed"),
    _reported("report-changed", "A report changes after it was signed", _BY_S1,
        _ISSUED(reference="EV2", version=2, replaces="EV1", digest="5f" * 32), report="EV2"),
    _reported("concern-open", "An award is approved on a report about which there is a concern",
        a(report_issued.ReportSigned, report="EV1", signatory="S2", concern="a price is wrong"), _BY_S1),
    _reported("report-returned", "An award is approved on a report that was sent back", _BY_S1,
        a(approval.NotApproved, report="EV1", how=approval.HowNotApproved.RETURNED,
            because="the prices are wrong")),
    _reported("opinion-objects", "An award is approved on a report to which an office objects", _BY_S1,
        a(report_issued.OpinionGiven, report="EV1", stance=report_issued.Stance.OBJECTS,
            because="the lots are not as advertised")),
)  # fmt: skip
