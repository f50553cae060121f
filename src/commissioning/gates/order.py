"""The one rule of order, and time: what every record is asked before its own gates are.

A record that opens a stage may come when, for every lot it is about, that stage is next on the route,
or the lot is in it already. Everything else happens during named stages, returns, or ends the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, TypeAlias

from commissioning.errors import written
from commissioning.findings.codes import process as codes
from commissioning.findings.finding import Finding, FindingCode
from commissioning.gates.case import Case
from commissioning.gates.every_record import (
    approvals_were_known,
    entered_in_order,
    lifts_what_may_be_waived,
    names_what_exists,
)
from commissioning.gates.order_rules import Needed, Opener, OrderRule
from commissioning.ledger.ways import common_route, vouched_for
from commissioning.records import approval, history
from commissioning.records.record import WHOLE, Record, of_lots
from commissioning.stages import (
    Begins,
    During,
    Ends,
    Opens,
    Placement,
    Returns,
    Route,
    Stage,
    next_stage,
    on_route,
)
from commissioning.values.text import article, capital, did_you_mean, display_name, listed

_OF_ORDER: Final = (codes.STAGE_ORDER, codes.ROUTE_UNDECIDED, codes.ONLY_FIRST)
ORDER_CODES: Final = frozenset(code.code for code in _OF_ORDER)
ALWAYS_ASKED: Final = (
    *_OF_ORDER, codes.MISSING_RECORD, codes.BEFORE_STAGE, codes.DATED_BEFORE, codes.UNKNOWN_LOT,
    codes.DUPLICATE_REFERENCE, codes.UNKNOWN_REFERENCE, codes.SUPERSEDED, codes.NOT_WAIVABLE,
    codes.LEARNED_OPENS_NOTHING, codes.NOT_STATED, codes.PRIVATE_WORDS,
    codes.APPROVAL_NOT_KNOWN, codes.ENTERED_OUT_OF_ORDER, codes.DAY_NOT_KNOWN, codes.RECORDED_TWICE,
)  # fmt: skip
"""The kinds of finding that an attempt to record anything may meet, whatever its row."""
Held: TypeAlias = list[list[Record | None]]
"""For each kind of record needed, the one in force of each lot."""


_BEGINS: Final = {
    Stage.SPECIFICATION: "specify the service",
    Stage.SSQ: "begin selection",
    Stage.ITT: "invite tenders",
    Stage.EVALUATION: "begin evaluation",
    Stage.INTERVIEWS: "invite to interview",
    Stage.AWARD: "recommend an award",
    Stage.MOBILISATION: "begin mobilisation",
    Stage.GO_LIVE: "go live",
    Stage.ENDED: "close the procurement",
}
"""The act of opening each stage, as an officer says it."""


def asked_of_every_record(
    case: Case, rule: OrderRule, known: Mapping[str, FindingCode]
) -> list[Finding]:
    """The findings of the process table on an attempt: order, references, what comes first, and time."""
    record, needed = case.record, rule.needed
    ledger, settled = case.ledger, rule.settled
    found: list[Finding] = []
    for lot in case.lots:
        at = ledger.stages.get(lot)
        if at not in settled and at not in rule.stages_on(ledger.route_of(lot)):
            found += _comes_in_order(case, rule)
            break
    if record is not None:
        found += names_what_exists(case, record, rule.where)
        if record.learned is not None and not isinstance(rule.where, During):
            what = capital(article(display_name(case.kind)))
            found.append(
                codes.LEARNED_OPENS_NOTHING(
                    f"{what} moves its lots to another stage, which a late entry cannot do",
                    remedy="Leave out when it was learned of, and give the day it took effect",
                )
            )
        if isinstance(record, approval.Waiver):
            found += lifts_what_may_be_waived(record, known)
    # No day is too early for its stage that is not before the last day on which one was opened.
    early: Iterable[Finding] = ()
    if case.on < ledger.positions.last_opened_on or ledger.find(history.BroughtForward) is not None:
        early = _comes_after_its_stage(case, rule.where) or entered_in_order(case, rule.where)
    if not needed or _rests_on_earlier_records(case, needed):
        found += early
    else:
        held: Held = [[ledger.find(n.kind, lot) for lot in case.lots] for n in needed]
        found += _rests_on_what_is_there(case, needed, held)
        found += early
        found += _comes_after_what_it_rests_on(case, rule, held)
    for kind in rule.approvals:
        found += approvals_were_known(case, kind)
    return found


def _comes_in_order(case: Case, rule: OrderRule) -> Iterator[Finding]:
    """Every lot the record is about is in a stage in which a record of this kind may come."""
    if isinstance(rule.where, Begins):
        if len(case.ledger):
            yield codes.ONLY_FIRST(
                "A history can be brought forward only as the first record of a cycle",
                remedy="Start a new cycle with it",
            )
        return
    astray: dict[tuple[Stage, Route | None], dict[str, None]] = {}
    stages = case.ledger.stages
    new = case.record.defines_lots if case.record is not None and WHOLE in stages else ()
    for lot in case.lots:
        # A lot that is just being defined is where the whole is. Otherwise a procurement could be
        # divided after its award, and a return for the new lot would leave the whole's in force.
        known = WHOLE if lot in new else lot
        at = stages.get(known)
        route = case.ledger.route_of(known)
        if at is not None and at not in rule.stages_on(route):
            astray.setdefault((at, route), {})[known] = None
    for (at, route), lots in astray.items():
        yield _astray(case, rule, at, route, tuple(lots))


def _astray(
    case: Case, rule: OrderRule, at: Stage, route: Route | None, lots: tuple[str, ...]
) -> Finding:
    """Why a record may not come while these lots are in a stage of their route, and what to do."""
    where = on_route(rule.where, route)
    about = lots[0] if len(lots) == 1 else None
    act = f"record {article(display_name(case.kind))}"
    if isinstance(where, Opens) and not where.fits(route):
        return codes.STAGE_ORDER(
            f"You cannot {act}: the route taken{_by(case, lots)} ({route}) has {where.misfit(route)}",
            remedy=f"Record {_opener(rule, where.stage, route).words} instead",
            about=about,
        )
    if isinstance(where, Opens):
        act = _BEGINS.get(where.stage, act)
    if lacked := _off_route(where, route):
        remedy = "Go back to a stage of the route" if isinstance(where, Returns) else "Leave it out"
        if others := [lot for lot in case.lots if not _off_route(where, case.ledger.route_of(lot))]:
            remedy = f"Name in it only {of_lots(tuple(others))}"
        why = (
            f"You cannot {act}: the route taken{_by(case, lots)} ({route}) has no {_stages(lacked)}"
        )
        return codes.STAGE_ORDER(why, remedy=remedy, about=about)
    because = f"{_belongs(where)}{of_lots(lots, case.ledger.lots)} {_is_at(at, len(lots))}"
    if at.place > max(stage.place for stage in where.stages):
        in_time = isinstance(where, During) and _was_in_time(case, at, lots)
        remedy = _LATE if in_time else _way_back(rule, at)
        return codes.STAGE_ORDER(f"You can no longer {act}: {because}", remedy=remedy, about=about)
    following = next_stage(route, at)
    if following is None:
        return codes.ROUTE_UNDECIDED(
            f"You cannot {act} yet: {because}, and its route to market is not decided",
            remedy="Record a procurement strategy with its route",
            about=about,
        )
    goal = where.stages[0]
    between = route.between(following, goal) if route else ()
    before = tuple(stage.words for stage in (following, *between) if stage.place < goal.place)
    also = f", and {listed(before)} come first" if len(before) > 1 else ""
    remedy = (
        "Leave it out until then"
        if isinstance(where, Returns)
        else _next(case, rule, following, lots)
    )
    return codes.STAGE_ORDER(f"You cannot {act} yet: {because}{also}", remedy=remedy, about=about)


_LATE: Final = "If it happened in time, enter it late: give its own day and when you learned of it"
_OR_LATE: Final = ", or enter it late: say when you learned of it"


def _was_in_time(case: Case, at: Stage, lots: tuple[str, ...]) -> bool:
    """Whether a record is dated before its lots came to the stage in which it no longer may come."""
    opened = [case.ledger.opened_on(lot, at) for lot in lots]
    return case.record is not None and all(day is not None and case.on < day for day in opened)


def _next(case: Case, rule: OrderRule, following: Stage, lots: tuple[str, ...]) -> str:
    """The remedy: the record that opens the stage, after those it rests on itself."""
    opener = _opener(rule, following, case.ledger.route_of(lots[0]))
    missing = [
        n
        for n in opener.needed
        if not all(case.find(n.kind, lot) or _is_spared(case, n.where, lot) for lot in lots)
    ]
    first = listed(article(display_name(need.kind)) for need in missing)
    return (
        f"Next: record {first}, then {opener.words}" if missing else f"Next: record {opener.words}"
    )


def _opener(rule: OrderRule, stage: Stage, route: Route | None) -> Opener:
    """The kind of record that opens a stage on a route."""
    found = rule.openers[stage]
    return next((each for each in found if each.where.fits(route)), found[0])


def _by(case: Case, lots: tuple[str, ...]) -> str:
    """The lots whose route it is, where others take another: " by lot N1"."""
    return "" if common_route(case.ledger, case.ledger.lots) else f" by {of_lots(lots)}"


def _off_route(where: Placement, route: Route | None) -> tuple[Stage, ...]:
    """The stages a record needs of which the route has none; empty where it has one."""
    wanted = (where.to,) if isinstance(where, Returns) else where.stages
    return () if route is None or any(stage in route for stage in wanted) else wanted


def _belongs(where: Placement) -> str:
    if isinstance(where, During):
        return f"it belongs to {_stages(where.stages, 'the ')}; "
    if isinstance(where, Returns):
        return f"it leads back from {_stages(where.stages, 'the ')}; "
    return (
        f"it comes no later than the {where.until.words} stage; " if isinstance(where, Ends) else ""
    )


def _stages(stages: tuple[Stage, ...], the: str = "") -> str:
    """Stages in a sentence: "the SSQ stage", "the ITT or award stage", "the stages from A to B"."""
    line = sorted(stages, key=lambda stage: stage.place)
    if len(line) > 3:
        return f"{the}stages from {line[0].words} to {line[-1].words}"
    return f"{the}{listed((stage.words for stage in line), 'or')} stage"


def _is_at(stage: Stage, lots: int) -> str:
    if stage is Stage.ENDED:
        return "has ended" if lots == 1 else "have ended"
    verb = "is" if lots == 1 else "are"
    return f"{verb} abandoned" if stage is Stage.ABANDONED else f"{verb} at the {stage.words} stage"


def _way_back(rule: OrderRule, at: Stage) -> str:
    """The remedy where the stages of a record are over: a return, a late entry or a new cycle."""
    wanted = rule.where.stages
    back = [words for where, words in rule.returns if at in where.stages and where.to in wanted]
    if back:
        return f"To go back, record {listed(back, 'or')} first"
    if at.finished:
        return "Begin a new cycle that follows this one"
    if isinstance(rule.where, During):
        return _LATE
    if isinstance(rule.where, Ends):
        return f"End its contracts, then record {rule.openers[Stage.ENDED][0].words}"
    return "Keep what is recorded, or begin a new cycle that follows this one"


def comes_first(case: Case, where: Placement) -> tuple[Stage, tuple[Stage, ...]]:
    """The stage the lots concerned are in, and those still to pass before the record's, in order."""
    at = [(stage, lot) for lot in case.lots if (stage := case.ledger.stages.get(lot))]
    earliest, lot = min(at, key=lambda each: each[0].place, default=(case.ledger.stage, WHOLE))
    route = case.ledger.route_of(lot)
    if route is None or not where.stages:
        return earliest, ()
    return earliest, route.between(earliest, where.stages[0])


def _rests_on_earlier_records(case: Case, needed: tuple[Needed, ...]) -> bool:
    """Whether all that must come first is there for every lot, none of it of a later day."""
    find, on = case.ledger.find, case.on
    for need in needed:
        for lot in case.lots:
            record = find(need.kind, lot)
            if record is None or on < record.on:
                return False
    return True


def _rests_on_what_is_there(
    case: Case, needed: tuple[Needed, ...], held: Held
) -> Iterator[Finding]:
    """The records that must come first are recorded and in force, for every lot."""
    stages = case.ledger.stages
    for need, records in zip(needed, held, strict=True):
        if None not in records:
            continue
        without = tuple(
            lot
            for lot, record in zip(case.lots, records, strict=True)
            if record is None and lot in stages and not _is_spared(case, need.where, lot)
        )
        if without:
            words = display_name(need.kind)
            yield codes.MISSING_RECORD(
                _not_there_yet(words, without, case.ledger.lots),
                remedy=f"Record {article(words)} first",
                about=without[0] if len(without) == 1 else None,
            )


def _not_there_yet(words: str, without: tuple[str, ...], lots: tuple[str, ...]) -> str:
    if without == (WHOLE,):
        return f"There is no {words} yet"
    if len(without) > 2 and len(without) == len(lots):
        return f"None of the {len(lots)} lots has {article(words)} yet"
    return f"{capital(of_lots(without))} {'has' if len(without) == 1 else 'have'} no {words} yet"


def _is_spared(case: Case, where: Placement, lot: str) -> bool:
    """Whether a kind of record is not asked of a lot: off its route, or of a history not held."""
    route = case.ledger.route_of(lot)
    if route is not None and not any(stage in route for stage in where.stages):
        return True
    held = vouched_for(case.ledger, lot)
    return held is not None and held.covers(where)


def _comes_after_its_stage(case: Case, where: Placement) -> tuple[Finding, ...]:
    """The day is not before the stage it belongs to opened."""
    for lot in case.lots:
        day, stage = _opened(case, where, lot)
        if case.on < day:
            reached = f"{of_lots((lot,))} reached the {stage.words} stage"
            begun = case.ledger.brought_forward
            if begun is not None and day == begun.on:
                reached = "the history held here begins"
            early = codes.BEFORE_STAGE(
                f"{written(case.on)} is too early: {reached} on {written(day)}",
                remedy=f"Correct the day{_OR_LATE}",
                about=lot,
            )
            return (early,)
    return ()


def _comes_after_what_it_rests_on(case: Case, rule: OrderRule, held: Held) -> Iterator[Finding]:
    """The day is not before that of a record that comes first."""
    for need, records in zip(rule.needed, held, strict=True):
        latest = max([record.on for record in records if record is not None], default=None)
        if latest is not None and case.on < latest:
            # An earlier one was there, which a record that was forgotten rested on.
            early = [any(r.on <= case.on for r in case.every(need.kind, lot)) for lot in case.lots]
            yield codes.DATED_BEFORE(
                f"{written(case.on)} is before the {display_name(need.kind)} of {written(latest)}, "
                "which comes first",
                remedy="Correct one of the two days"
                + (_OR_LATE if all(early) and isinstance(rule.where, During) else ""),
            )


def _opened(case: Case, where: Placement, lot: str) -> tuple[date, Stage]:
    """The first day of the stage of a record for a lot, or of the history held; else the first ever."""
    at, opened_on = case.ledger.stages.get(lot, Stage.NEEDS), case.ledger.opened_on
    if not isinstance(where, During):
        return opened_on(lot, at) or date.min, at
    if Stage.NEEDS in where.stages:
        begun = case.ledger.brought_forward
        return (begun.on if begun else date.min), at
    entered = [(day, stage) for stage in where.stages if (day := opened_on(lot, stage))]
    return min(entered, key=lambda each: each[0], default=(date.min, at))


def asked_about_what_is_known(case: Case) -> Iterator[Finding]:
    """A question about one thing is about something that the ledger knows."""
    about = case.about
    if about and about not in case.ledger.stages and not case.ledger.knows(about):
        hint = did_you_mean(about, (*case.ledger.references, *case.ledger.lots))
        yield codes.UNKNOWN_REFERENCE.warns(
            f"No record here is about {about}",
            remedy=f"Correct the reference, or leave it out to ask about all lots{hint}",
            about=about,
        )


def standing_warnings(begun: history.BroughtForward | None) -> Iterator[Finding]:
    """The warnings that stay, whatever is recorded next."""
    if begun is not None:
        yield codes.HISTORY_NOT_HELD.warns(
            f"The history before {written(begun.on)} is not held here "
            f"(brought forward at the {begun.stage.words} stage: {begun.because})",
            remedy="Keep the earlier papers with this cycle",
        )
