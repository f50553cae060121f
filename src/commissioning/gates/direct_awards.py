"""Gates on a direct award: its ground is stated, is one that the law has, and passes the law's tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from commissioning.dates.periods import later
from commissioning.errors import written
from commissioning.findings.codes import law as codes
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, Found
from commissioning.gates.notices import source_of_condition
from commissioning.gates.unknown_law import asks_the_law
from commissioning.law import questions as q
from commissioning.law.conditions import Condition
from commissioning.law.law import STATE_THE_FACTS, Row, depends_on, describe_facts
from commissioning.law.notices import NOTICE, Competing, Force, is_direct
from commissioning.records.notices import NoticePublished
from commissioning.records.strategy import (
    DirectAwardGround,
    Justification,
    ProcurementFacts,
    ProcurementStrategy,
)


@asks_the_law(Condition.DIRECT_AWARD_HAS_A_GROUND, codes.DIRECT_AWARD_WITHOUT_GROUND)
def direct_award_has_a_ground(case: Case) -> Found:
    """A contract is awarded without a competition only on a ground that is stated."""
    facts, record = case.law.facts, case.record
    if not _awards_directly(case) or facts is None or facts.framework_call_off or _ground(facts):
        return
    if isinstance(record, NoticePublished) and record.direct_award_because:
        return
    yield codes.DIRECT_AWARD_WITHOUT_GROUND(
        "The contract is to be awarded directly, but no ground for that is stated",
        source=source_of_condition(case, Condition.DIRECT_AWARD_HAS_A_GROUND),
        remedy="State the ground in the facts of the procurement strategy, or in the notice",
    )


@asks_the_law(
    Condition.GROUND_OF_DIRECT_AWARD_HOLDS,
    codes.DIRECT_AWARD_GROUND_NOT_IN_LAW,
    codes.DIRECT_AWARD_TEST_FAILS,
    codes.DIRECT_AWARD_TEST_UNSTATED,
)
def ground_of_direct_award_holds(case: Case) -> Found:
    """The ground of a direct award is one that the law has, and its tests are stated to be met."""
    facts = case.law.facts
    ground = None if facts is None else _ground(facts)
    if facts is None or ground is None or facts.framework_call_off or not _awards_directly(case):
        return
    refused = [each for each in case.law.every(q.OPEN_FRAMEWORK_DIRECT, case.on) if not each.value]
    if refused:
        yield codes.DIRECT_AWARD_GROUND_NOT_IN_LAW(
            "An open framework may not be awarded directly, whatever the ground",
            source=refused[0].citation,
            remedy="Hold a competition, or set up a framework that is not an open one",
        )
        return
    row = _row_of(case, ground)
    if row is None:
        yield _not_in_law(case, ground)
        return
    if case.ledger.brought_forward is None:
        yield from _untrue(case, row)


def _ground(facts: ProcurementFacts) -> DirectAwardGround | None:
    """The ground as stated, or as it follows from other facts."""
    if facts.direct_award_ground is not None:
        return facts.direct_award_ground
    if facts.urgent:
        return DirectAwardGround.URGENCY
    return DirectAwardGround.USER_CHOICE if facts.user_choice else None


def _row_of(case: Case, ground: DirectAwardGround) -> Row[q.GroundForDirectAward] | None:
    """The row of a ground; None where the law has no such ground for this procurement.

    Raises `NoRuleError` where that depends on a fact that is not stated.
    """
    law, on = case.law, case.on
    for row in law.every(q.DIRECT_AWARD_GROUND, on):
        if row.value.ground is ground:
            return row
    undecided = law.undecided(q.DIRECT_AWARD_GROUND, on)
    asked = next((row for row in undecided if row.value.ground is ground), None)
    if asked is not None:
        why = depends_on(asked.facts.unstated(law.facts))
        raise law.no_rule(q.DIRECT_AWARD_GROUND, on, why, STATE_THE_FACTS)
    return None


def _not_in_law(case: Case, ground: DirectAwardGround) -> Finding:
    law, bought = case.law, case.law.facts or ProcurementFacts()
    # What is bought, and whether it is light touch, is all that the grounds differ by.
    facts = ProcurementFacts(
        subject=bought.subject, light_touch=bought.light_touch, sub_central=None, electronic=None
    )
    return codes.DIRECT_AWARD_GROUND_NOT_IN_LAW(
        f'"{ground}" is not a ground of the {law.regime} {describe_facts(facts)}',
        source=source_of_condition(case, Condition.GROUND_OF_DIRECT_AWARD_HOLDS),
        remedy=f"Hold a competition, or state one of its grounds: "
        f"{'; '.join(row.value.ground for row in law.every(q.DIRECT_AWARD_GROUND, case.on))}",
    )


def _untrue(case: Case, row: Row[q.GroundForDirectAward]) -> Found:
    strategy = case.find(ProcurementStrategy, case.lots[0])
    stated = (strategy and strategy.justification) or Justification()
    for test in row.value.tests:
        met = _MET[test](stated, row.value, case.on)
        reach = f" ({row.value.within})" if test is q.DirectAwardTest.RECENT else ""
        holds = f'The ground "{row.value.ground}" holds only if {test}{reach}; the strategy'
        if met is None:
            yield codes.DIRECT_AWARD_TEST_UNSTATED.warns(
                f"{holds} does not say so",
                source=row.citation,
                remedy="State it in the justification of the procurement strategy",
            )
        elif not met:
            yield codes.DIRECT_AWARD_TEST_FAILS(
                f"{holds} states otherwise",
                source=row.citation,
                remedy="Hold a competition, or rely on another ground",
            )


def _is_recent(stated: Justification, ground: q.GroundForDirectAward, on: date) -> bool | None:
    day, within = stated.earlier_competed_on, ground.within
    return None if day is None or within is None else day <= on <= within.last_day(day)


def _denied(statement: bool | None) -> bool | None:
    return None if statement is None else not statement


_MET: Final[
    Mapping[q.DirectAwardTest, Callable[[Justification, q.GroundForDirectAward, date], bool | None]]
] = {
    q.DirectAwardTest.NOT_OWN_ACT: lambda stated, *_: _denied(stated.own_act),
    q.DirectAwardTest.UNFORESEEABLE: lambda stated, *_: _denied(stated.foreseeable),
    q.DirectAwardTest.STRICTLY_NECESSARY: lambda stated, *_: stated.strictly_necessary,
    q.DirectAwardTest.AWARD_IMPOSSIBLE: lambda stated, *_: stated.award_impossible,
    q.DirectAwardTest.SAME_TERMS: lambda stated, *_: _denied(stated.terms_altered),
    q.DirectAwardTest.NO_ALTERNATIVE: lambda stated, *_: _denied(stated.alternative),
    q.DirectAwardTest.NOT_NARROWED: lambda stated, *_: _denied(stated.narrowed),
    q.DirectAwardTest.INCOMPATIBLE: lambda stated, *_: stated.incompatible,
    q.DirectAwardTest.UNDER_REGULATIONS: lambda stated, *_: (
        True if stated.under_regulations else None
    ),
    q.DirectAwardTest.CHOSEN: lambda stated, *_: stated.chosen,
    q.DirectAwardTest.NOT_IN_THEIR_INTERESTS: lambda stated, *_: stated.against_best_interests,
    q.DirectAwardTest.AFTER_COMPETITION: lambda stated, *_: True if stated.earlier else None,
    q.DirectAwardTest.RECENT: _is_recent,
    q.DirectAwardTest.FORETOLD: lambda stated, *_: stated.foretold,
}
"""Whether a test is met by what is stated; None where it is not stated."""


@asks_the_law(Condition.TRANSPARENCY_HAS_STOOD, codes.TRANSPARENCY_TOO_RECENT)
def transparency_has_stood(case: Case) -> Found:
    """A direct award announced by choice is signed only once the announcement protects it."""
    row = case.law.row(q.TRANSPARENCY_WAIT, case.on)
    voluntary = {
        each.value.code
        for each in case.law.every(NOTICE, case.on)
        if each.value.awards is Competing.DIRECT and each.value.force is Force.MAY
    }
    every = (each for lot in case.lots for each in case.every(NoticePublished, about=lot))
    for published in every if is_direct(case.route) else ():
        last = row.value.last_day(published.on)
        if published.notice in voluntary and not published.amends and case.on <= last:
            yield codes.TRANSPARENCY_TOO_RECENT.warns(
                f"The transparency notice of {written(published.on)} does not protect a contract signed "
                f"on {written(case.on)}: the {row.value.count} days after it run to {written(last)}",
                source=row.citation,
                remedy=f"Sign on or after {written(later(last, days=1))}",
                earliest=later(last, days=1),
            )


def _awards_directly(case: Case) -> bool:
    """Whether it is a record of a direct award: for a notice, one of the notices of direct awards."""
    if case.kind is not NoticePublished:
        return is_direct(case.route)
    rows = case.law.every(NOTICE, case.on)
    direct = {row.value.code for row in rows if row.value.awards is Competing.DIRECT}
    return isinstance(case.record, NoticePublished) and case.record.notice in direct
