"""The process as the public sees it: what notices show is judged, and nothing else is asked for.

A history read from notices is partial by law. An approval behind an award, or the responses behind a
shortlist, are never published; to report them as missing would condemn every sound procurement.
"""

from __future__ import annotations

from functools import cache
from operator import itemgetter
from typing import Final

from attrs import evolve

from commissioning.findings.codes import law as law_codes
from commissioning.findings.codes import process as codes
from commissioning.findings.finding import Finding
from commissioning.gates.by_name import (
    evaluation,
    parties,
    planning,
    recommendation,
    selection,
    tenders,
)
from commissioning.gates.case import Check, Gate
from commissioning.gates.every_record import all_that_is_asked_for_is_stated
from commissioning.gates.named import found
from commissioning.law.conditions import Condition
from commissioning.records import award, contract, tender
from commissioning.records.record import Record
from commissioning.stages import During, Opens, Placement, Stage
from commissioning.values.text import article, display_name, listed

ALWAYS_TOLD: Final = frozenset(
    (tender.InvitationToTender, award.AwardRecommendation, contract.ContractSigned)
)
"""The kinds of record that a notice always shows, once they have happened."""

_UNTOLD_CONDITIONS: Final = (
    Condition.EXCLUSIONS_ARE_DECIDED,
    Condition.CONFLICTS_ARE_ASSESSED,
    Condition.SUPPLIER_INFORMATION_IS_CONFIRMED,
    Condition.SHORTLIST_IS_LONG_ENOUGH,
    Condition.NOTICES_ARE_RECORDED,
)
_UNTOLD: Final[tuple[Gate | Check, ...]] = (
    all_that_is_asked_for_is_stated,
    planning.specification_is_approved, planning.every_partner_has_decided,
    planning.views_were_heard_before_approval,
    selection.responses_are_all_in, selection.every_response_assessed,
    selection.shortlisted_have_responded,
    parties.invited_are_the_shortlisted, parties.letters_go_to_those_who_tendered,
    parties.every_tender_is_opened,
    tenders.two_people_open, tenders.opened_tenders_were_received, tenders.tenderer_was_invited,
    evaluation.every_tender_is_scored_and_moderated, tenders.low_prices_are_settled,
    recommendation.recommendation_follows_the_ranking,
    recommendation.marks_stand_since_the_last_recommendation,
)  # fmt: skip


UNSEEN_CODES: Final = frozenset((law_codes.STANDSTILL_NOT_STARTED.code,))
"""Findings that only mean "not published": letters start a standstill, and no notice states them.

Where a notice starts it, the notice that is missing is a finding of its own.
"""

_AFTER_AWARD: Final = (Stage.AWARD, Stage.MOBILISATION, Stage.GO_LIVE)
_LAST_WORDS: Final = itemgetter(slice(2, None))
"""Sorts "an approval" among the words that begin with an a."""


@cache
def not_judged() -> frozenset[Gate | Check]:
    """The gates and checks of what no notice shows: approvals, responses, marks, letters to losers."""
    from commissioning.gates.attached import GATES

    return frozenset((*found(_UNTOLD), *(GATES[condition] for condition in _UNTOLD_CONDITIONS)))


def placed_as_published(where: Placement) -> Placement:
    """The place of a record, if only notices are seen.

    No notice opens the specification, mobilisation or go-live, and an invitation after a selection is
    not published: so a record that opens a stage may pass over others, and what belongs to a running
    contract may come from the award on.
    """
    if isinstance(where, Opens):
        return evolve(where, passes_over=True)
    if (
        isinstance(where, During)
        and where.stages
        and not {*where.stages}.difference(where.in_market).isdisjoint(_AFTER_AWARD[1:])
    ):
        return evolve(where, stages=tuple(dict.fromkeys((*_AFTER_AWARD, *where.stages))))
    return where


def not_published(cut: tuple[type[Record], ...]) -> Finding:
    """The standing warning of a cycle that is judged as the public sees it, with the kinds not asked for."""
    kinds = listed(sorted((article(display_name(kind)) for kind in cut), key=_LAST_WORDS))
    return codes.NOT_PUBLISHED.warns(
        f"This cycle is judged by its notices alone. They never show {kinds}, so these are not asked for",
        remedy="Judge the council's own records by the standard process",
    )
