"""The law of a cycle's procurement, as its ledger shows when it commenced and under which facts."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from itertools import chain
from typing import Final

from attrs import evolve

from commissioning.errors import NoRuleError
from commissioning.law import regimes
from commissioning.law.governing import governing
from commissioning.law.law import Law
from commissioning.law.questions import FOLLOWS_PARENT, GOVERNS_CHANGES
from commissioning.law.thresholds import is_above_threshold
from commissioning.ledger.entries import Commences
from commissioning.ledger.ledger import Ledger, commenced_unseen
from commissioning.ledger.lots import known_lot
from commissioning.ledger.ways import Estimates, estimates, facts_of, ways, with_facts
from commissioning.records import contract, history
from commissioning.records.notices import NoticePublished
from commissioning.records.record import Record, of_lots
from commissioning.records.strategy import (
    DirectAwardGround,
    HealthProcess,
    Parent,
    ParentKind,
    ProcurementFacts,
    ProcurementStrategy,
)
from commissioning.values.text import listed


def commences(record: Record, facts: ProcurementFacts | None) -> bool:
    """Whether a record of that day, the first of its kind, commences a procurement.

    Raises `NoRuleError` where it would under some law, but the law of that day is not known.
    """
    # Asked of all laws first: most records commence nothing, and then the law need not be known.
    if not any(trigger.is_met_by(record) for law in regimes.REGIMES for trigger in law.triggers):
        return False
    return any(trigger.is_met_by(record) for trigger in governing(record.on, facts).triggers)


@cache
def _commencing() -> frozenset[type[Record]]:
    """The kinds of record of which one may commence a procurement by itself."""
    return frozenset(trigger.record for law in regimes.REGIMES for trigger in law.triggers)


def commencing(record: Record, ledger: Ledger) -> Commences | None:
    """The procurement that a record commences, under whatever law governs it; None if it commences none.

    That of a history brought forward which states none is the first such day among the notices it
    carries; an invitation or a contract of it may have come after a notice that is not held. Where the law is
    not known, a record that commences under any law is taken to commence the procurement, which then stays
    under an unknown law and is not moved to a later one.
    """
    if isinstance(record, history.BroughtForward):
        if record.commenced_on is not None:
            return None
        notices = [each for each in record.carries if isinstance(each, NoticePublished)]
        days = [notice.on for notice in notices if _commences(notice, record.facts)]
        return Commences(min(days)) if days else None
    # By kind first: lots and facts are looked up for the few kinds that may commence anything.
    if type(record) not in _commencing():
        return None
    # Lots under other facts may be under another law, so each group is asked whether this begins it.
    groups = ways(ledger, ledger.lots_of(record))
    begun = [lots for lots in groups if _commences(record, facts_of(ledger, lots[0]))]
    return Commences(record.on, tuple(chain.from_iterable(begun))) if begun else None


def _commences(record: Record, facts: ProcurementFacts | None) -> bool:
    """Whether a record commences a procurement of such facts, as far as their law is known."""
    try:
        return commences(record, facts)
    except NoRuleError:
        # To deny it would let a later day, and with it a later law, govern what had begun already.
        return True


def law_for(ledger: Ledger, on: date, lot: str | None = None) -> Law:
    """The law of the procurement: of the day it commenced or, before that, of the day asked.

    With a lot, by the facts of its own strategy; without one, by those of the strategy last entered.
    Never raises: where no law is found, it is unknown and says why. That is tolerated only of a history
    brought forward, whose papers are not held.
    """
    if commenced_unseen(ledger):
        why = "the history brought forward does not say when the procurement commenced"
        return Law.unknown(why, tolerated=True)
    strategy = ledger.find(ProcurementStrategy, lot)
    planned = None if strategy is None else (estimates(ledger, lot), strategy.under)
    commenced = ledger.commenced.of(lot)
    # Before it commences no law is settled: each question is answered as if it commenced that day.
    return _law(
        commenced or on, commenced, facts_of(ledger, lot), planned,
        tolerated=ledger.brought_forward is not None,
    )  # fmt: skip


CHANGES: Final = frozenset({contract.ContractVaried, contract.ContractNovated})
"""The acts that may be under another law than their contract was procured by."""


def law_of_lots(ledger: Ledger, on: date, lot: str | None = None) -> Law:
    """The law of a lot, or the one law of all unfinished lots; unknown, saying why, where facts differ.

    Raises `LookupError` for a lot that there is not.
    """
    if lot is not None:
        return law_for(ledger, on, known_lot(ledger.lots, lot))
    groups = ways(ledger, with_facts(ledger, ledger.unfinished))
    first, *others = (law_for(ledger, on, lots[0]) for lots in groups)
    if all(_answers(law, on) == _answers(first, on) for law in others):
        return first
    each = listed(of_lots(lots) for lots in groups)
    return Law.unknown(f"{each} are under different facts; ask about the law of one lot")


def _answers(law: Law, on: date) -> object:
    """The answers of a law on a day: equal for days of commencement that no row turns on."""
    # Lots advertised a week apart seldom meet different rows; a refusal to answer would help no officer.
    rows = [row for row in law.rows if row.in_force(law.commenced_on, on)]
    return law.regime, law.facts, law.unknown_because, rows


def law_of_act(ledger: Ledger, kind: type[Record], on: date, lot: str | None = None) -> Law:
    """The law of an act on its day: that of the lot, but for changes of health contracts."""
    return (kind in CHANGES and law_of_changes(ledger, on, lot)) or law_for(ledger, on, lot)


def law_of_changes(ledger: Ledger, on: date, lot: str | None = None) -> Law | None:
    """The law that governs changes made on a day, where it is not that of the procurement; else None.

    Changes of health contracts are under the Provider Selection Regime from its first day on, however
    old the contract is.
    """
    facts = facts_of(ledger, lot)
    if facts is None or not facts.health_service:
        return None
    # Asked of the rows, so that this module names no law; by the act alone, so without a commencement.
    own = law_for(ledger, on, lot).regime
    for regime in regimes.REGIMES:
        if regime.name != own and regime.law(facts, None).has(GOVERNS_CHANGES, on):
            # A contract of an earlier law was awarded by none of the regime's own direct processes.
            return regime.law(evolve(facts, health_process=HealthProcess.COMPETITIVE), None)
    return None


@lru_cache(maxsize=256)
def _law(
    on: date,
    commenced_on: date | None,
    facts: ProcurementFacts | None,
    planned: tuple[Estimates, Parent | None] | None,
    *,
    tolerated: bool,
) -> Law:
    """The law for a commencement and facts, kept because the same few are asked for often.

    `planned` is the estimates of the value and the parent, if a strategy is in force.
    """
    value, parent = planned or ((), None)
    # An officer states the ground; rows name what follows from it, and a fact is stated once.
    facts = facts and _with_ground(facts)
    try:
        if parent is None:
            law = governing(on, facts).law(facts, commenced_on)
        else:
            law = _of_call_off(on, commenced_on, facts, parent)
        return law if planned is None else _with_side(law, value, on)
    except NoRuleError as none:
        return Law.unknown(none.why, none.remedy, tolerated=tolerated)


def _with_ground(facts: ProcurementFacts) -> ProcurementFacts:
    """The facts with those that follow from the ground of a direct award."""
    # On another ground it is not urgent in law, though the competition that failed before it was.
    ground = facts.direct_award_ground
    return evolve(
        facts,
        urgent=ground in _URGENT if ground else facts.urgent,
        user_choice=facts.user_choice or ground is DirectAwardGround.USER_CHOICE,
    )


_URGENT: Final = frozenset({DirectAwardGround.URGENCY, DirectAwardGround.PROTECTING_LIFE})


def _of_call_off(
    on: date, commenced_on: date | None, facts: ProcurementFacts | None, parent: Parent
) -> Law:
    """The law of a call-off: in general that of its framework or market, however old."""
    if facts is not None:
        market = parent.kind is ParentKind.DYNAMIC_MARKET
        facts = evolve(
            facts,
            framework_call_off=facts.framework_call_off or not market,
            dynamic_market=facts.dynamic_market or market,
        )
    law = governing(on, facts).law(facts, commenced_on)
    # The law of this day says whether the parent's is followed; only then is that looked up.
    if not law.value(FOLLOWS_PARENT, on):
        return law
    if parent.commenced_on is None:
        why = f"the strategy does not say when the {parent.kind} {parent.reference} commenced"
        raise law.no_rule(FOLLOWS_PARENT, on, f"{why}, whose law the call-off follows")
    parents = governing(parent.commenced_on, facts)
    # Under the same law it is a procurement of its own day; an ended law has rows of its parent's day only.
    return law if parents.name == law.regime else parents.law(facts, parent.commenced_on)


def _with_side(law: Law, value: Estimates, on: date) -> Law:
    """The law with the side of the threshold worked out where the strategy leaves it open."""
    if law.facts is None or law.facts.above_threshold is not None:
        return law
    try:
        above = is_above_threshold(value, law, on)
    except NoRuleError:
        return law  # VAT decides, or the law has no line: the question then reports that it is not stated
    return evolve(law, facts=evolve(law.facts, above_threshold=above))
