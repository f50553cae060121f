"""Rows of the catalogue: decisions judged by a council's own rules. The rules are CONSTRUCTED."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Final

from commissioning.findings.citation import Citation, Verification
from commissioning.law.delegation import DelegationRow, Quorum
from commissioning.law.regimes.council import CouncilRules
from commissioning.records import approval, award, report_issued, strategy
from commissioning.records.record import Record
from commissioning.testing.broken.mutation import Fields, Mutation
from commissioning.values.money import Money, VatBasis, pounds

_LINE: Final = pounds(500_000, VatBasis.EXCLUDING)
_AWARD: Final = partial(
    DelegationRow, act=approval.Act.AWARD, low_included=True, high_included=False
)
RULES: Final = CouncilRules(
    council="Westborough",
    constitution=Citation(
        "Constitution of Westborough", "part 3", verification=Verification.PRACTICE
    ),
    applies_from=date(2010, 1, 1),
    key_decision_over=pounds(750_000, VatBasis.EXCLUDING),
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

_SEEN: Final = "recording, by the council's own rules"
_SAID: Final[Fields] = {"because": "it meets the need", "alternatives": ("doing nothing",)}
_D1: Final = approval.Approver(reference="D1")
_BOARD: Final[Fields] = {
    **_SAID, "decided_by": "Award Board", "circumstances": ("routine",), "approvers": (_D1,),
    "reference": "A1",
}  # fmt: skip


def _worth(amount: int) -> Fields:
    return {**_SAID, "decided_by": "Director", "value": pounds(amount, VatBasis.EXCLUDING)}


def _ruled(
    code: str,
    sentence: str,
    fields: Fields,
    *also: str,
    kind: type[Record] = award.ApprovalToAward,
    procured: Money | None = None,
    extra: tuple[tuple[type[Record], Fields], ...] = (),
) -> Mutation:
    """A row about an award that is judged by the rules, after an approval to procure that keeps them."""
    earlier: Mapping[type[Record], Fields] = {
        approval.ApprovalToProcure: {**_SAID, "value": procured},
        strategy.ProcurementStrategy: {"estimated_value": None},
    }
    return Mutation(
        code, sentence, kind, fields, earlier=earlier, extra=extra, also=also, rules=RULES, seen_by=_SEEN
    )  # fmt: skip


_SIGNED: Final[Fields] = {"reference": "EV1", "signatories": ("S1",)}
_BY_S1: Final = (report_issued.ReportSigned, {"report": "EV1", "signatory": "S1"})
_ISSUED: Final = (report_issued.ReportIssued, _SIGNED)
_ON_IT: Final[Fields] = {"report": "EV1"}


def _reported(
    code: str,
    sentence: str,
    *extra: tuple[type[Record], Fields],
    fields: Fields = _ON_IT,
    also: tuple[str, ...] = (),
) -> Mutation:
    """A row about an award that is decided on a report."""
    return Mutation(
        code,
        sentence,
        award.ApprovalToAward,
        fields,
        earlier={},
        extra=(_ISSUED, *extra),
        also=also,
    )


_EARLIER_ONE: Final = (
    award.ApprovalToAward,
    {**_BOARD, "value": pounds(620_000, VatBasis.EXCLUDING)},
)

ROWS: Final = (
    _ruled("decided-without-power", "A director awards a contract that is for the executive",
           _worth(620_000)),
    _ruled("delegation-unknown", "An award is approved, and its amount is not stated",
           {**_SAID, "decided_by": "Director"}),
    _ruled("award-over-approved", "A director awards more than was approved to be procured",
           _worth(14_500_000), "approval-exceeded", "key-decision-unstated", procured=pounds(14_000_000, VatBasis.EXCLUDING)),
    _ruled("quorum-short", "One of three approves an award that two have to approve",
           {**_BOARD, "value": pounds(620_000, VatBasis.EXCLUDING)}),
    _ruled("approved-twice", "The same person approves an award again",
           {**_BOARD, "reference": "A2", "value": pounds(620_000, VatBasis.EXCLUDING)},
           "quorum-short", extra=(_EARLIER_ONE,)),
    _ruled("reasons-missing", "An award is approved, and no reason is recorded",
           {**_worth(400_000), "because": ""}),
    _ruled("alternatives-missing", "An award is approved, and no alternative is recorded",
           {**_worth(400_000), "alternatives": ()}),
    _ruled("key-decision-unstated", "An award over the council's line is not called a key decision",
           {**_worth(1_000_000), "decided_by": "Executive"}),
    _ruled("opinion-missing", "An award is approved without the legal opinion that its row asks for",
           {**_SAID, "decided_by": "Committee", "circumstances": ("social care",)}),
    _ruled("duties-not-separate", "A member of the panel decides on the award",
           {**_worth(400_000), "approvers": (approval.Approver(reference="officer-1"),)}),
    _reported("report-unsigned", "An award is approved on a report that is not signed"),
    _reported("report-changed", "A report changes after it was signed",
              _BY_S1,
              (report_issued.ReportIssued,
               {**_SIGNED, "reference": "EV2", "version": 2, "replaces": "EV1", "digest": "5f" * 32}),
              fields={"report": "EV2"}),
    _reported("concern-open", "An award is approved on a report about which there is a concern",
              (report_issued.ReportSigned, {"report": "EV1", "signatory": "S2", "concern": "a price is wrong"}),
              _BY_S1),
    _reported("report-returned", "An award is approved on a report that was sent back",
              _BY_S1,
              (approval.NotApproved, {"report": "EV1", "how": approval.HowNotApproved.RETURNED,
                                      "because": "the prices are wrong"})),
    _reported("opinion-objects", "An award is approved on a report to which an office objects",
              _BY_S1,
              (report_issued.OpinionGiven, {"report": "EV1", "stance": report_issued.Stance.OBJECTS,
                                            "because": "the lots are not as advertised"})),
)  # fmt: skip
