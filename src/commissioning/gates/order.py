"""The one rule of order, and time: what every record is asked before its own gates are.

A record that opens a stage may come when, for every lot it is about, that stage is next on the route,
or the lot already stands in it. Everything else happens during named stages, returns, or ends the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from commissioning.errors import written
from commissioning.findings.code import FindingCode
from commissioning.findings.codes.process import (
    BEFORE_STAGE,
    DATED_BEFORE,
    DUPLICATE_REFERENCE,
    HISTORY_NOT_HELD,
    LEARNED_OPENS_NOTHING,
    MISSING_RECORD,
    NOT_WAIVABLE,
    ONLY_FIRST,
    ROUTE_UNDECIDED,
    SET_ASIDE,
    STAGE_ORDER,
    UNKNOWN_LOT,
    UNKNOWN_REFERENCE,
)
from commissioning.findings.finding import Finding, Severity
from commissioning.gates.case import Case
from commissioning.records.approval import Waiver
from commissioning.records.history import BroughtForward
from commissioning.records.record import WHOLE, Record, of_lots
from commissioning.stages import Begins, During, Ends, Opens, Placement, Returns, Route, Stage
from commissioning.values.frozen import frozen
from commissioning.values.text import article, did_you_mean, listed, spoken

ORDER_CODES: Final = frozenset(code.code for code in (STAGE_ORDER, ROUTE_UNDECIDED, ONLY_FIRST))
ALWAYS_ASKED: Final = (
    STAGE_ORDER, ROUTE_UNDECIDED, ONLY_FIRST, MISSING_RECORD, BEFORE_STAGE, DATED_BEFORE,
    LEARNED_OPENS_NOTHING, UNKNOWN_LOT, DUPLICATE_REFERENCE, UNKNOWN_REFERENCE, SET_ASIDE, NOT_WAIVABLE,
)  # fmt: skip
"""The kinds of finding that an attempt to record anything may meet, whatever its row."""


@frozen
class Needed:
    """A kind of record that must be there first, and when it would have come."""

    kind: type[Record]
    where: Placement


def next_stage(route: Route | None, stage: Stage) -> Stage | None:
    """The stage that follows, or None: at the end, or while the route is undecided.

    From the award on every route is the same, so a history brought forward needs none.
    """
    if route is not None:
        return route.after(stage)
    if stage is Stage.NEEDS or stage.place >= Stage.AWARD.place:
        return Route.direct_award().after(stage)
    return None


def comes_in_order(case: Case, where: Placement, openers: Mapping[Stage, str]) -> Iterator[Finding]:
    """Every lot the record is about stands where a record of this kind may come."""
    if isinstance(where, Begins):
        if len(case.ledger):
            yield _order( ONLY_FIRST, "a history is brought forward as the first record of a cycle",
                "start a new cycle with it",
            )  # fmt: skip
        return
    astray: dict[Stage, list[str]] = {}
    for lot, stands in _standing(case).items():
        if not _may_come(case.route, where, stands):
            astray.setdefault(stands, []).append(lot)
    for stands, lots in astray.items():
        yield _astray(case, where, stands, tuple(lots), openers)


def _standing(case: Case) -> dict[str, Stage]:
    """Where each lot stands. One that is just being defined still stands where the whole does.

    Otherwise a procurement could be divided after its award, and a return for the new lot would
    leave in force all that was recorded about the whole.
    """
    stands: dict[str, Stage] = {}
    for lot in case.lots:
        defined = case.record is not None and lot in case.record.defines_lots
        known = WHOLE if defined and WHOLE in case.ledger.stages else lot
        stage = case.stage_of(known)
        if stage is not None:
            stands[known] = stage
    return stands


def _may_come(route: Route | None, where: Placement, stands: Stage) -> bool:
    if stands in where.stages:
        # A return to a stage that the route does not pass would strand its lots there.
        return not isinstance(where, Returns) or route is None or where.to in route
    return isinstance(where, Opens) and next_stage(route, stands) is where.stage


def _astray(
    case: Case, where: Placement, stands: Stage, lots: tuple[str, ...], openers: Mapping[Stage, str]
) -> Finding:
    subject = f"{of_lots(lots, case.ledger.lots)} {'stands' if len(lots) == 1 else 'stand'} in {stands.words}"
    about = lots[0] if len(lots) == 1 else None
    words = article(spoken(case.kind))
    goal = where.stages[0]
    if isinstance(where, Opens):
        tells = f"{words} opens {goal.words}"
    elif isinstance(where, Returns):
        tells = f"{words} leads back from {listed(_words(where.stages), 'or')}"
    elif isinstance(where, Ends):
        tells = f"{words} ends a procurement no later than in {where.until.words}"
    else:
        tells = f"{words} comes during {_span(where)}"
    if case.route is not None and isinstance(where, Returns) and where.to not in case.route:
        return _order( STAGE_ORDER,
            f"{words} leads back to {where.to.words}, which is not a stage of the route taken ({case.route})",
            "return to a stage that it passes", about,
        )  # fmt: skip
    if case.route is not None and not any(stage in case.route for stage in where.stages):
        return _order( STAGE_ORDER, f"{tells}, which is not a stage of the route taken ({case.route})",
            "leave it out", about,
        )  # fmt: skip
    if stands.place > max(stage.place for stage in where.stages):
        remedy = "only a recorded return leads back"
        if stands.finished:
            remedy = "begin a new cycle that follows this one"
        return _order(STAGE_ORDER, f"{tells}; {subject} already", remedy, about)
    following = next_stage(case.route, stands)
    if following is None:
        return _order( ROUTE_UNDECIDED,
            f"{tells}; {subject}, and how to go to market has not been decided",
            "record a procurement strategy with its route", about,
        )  # fmt: skip
    first = (following, *(case.route.between(following, goal) if case.route else ()))
    before = tuple(stage for stage in first if stage.place < goal.place)
    also = f", and {listed(_words(before))} must come first" if before else ""
    return _order(
        STAGE_ORDER, f"{tells}; {subject}{also}", f"record {openers[following]} next", about
    )


def _words(stages: tuple[Stage, ...]) -> tuple[str, ...]:
    return tuple(stage.words for stage in stages)


def _span(where: Placement) -> str:
    stages = sorted(where.stages, key=lambda stage: stage.place)
    if len(stages) > 3:
        return f"the stages from {stages[0].words} to {stages[-1].words}"
    return listed(_words(tuple(stages)), "or")


def _order(code: FindingCode, message: str, remedy: str, about: str | None = None) -> Finding:
    return code(message, remedy=remedy, about=about)


def comes_first(case: Case, where: Placement) -> tuple[Stage, tuple[Stage, ...]]:
    """Where the lots concerned stand, and the stages still to pass before the record's, in order."""
    stood = [stage for lot in case.lots if (stage := case.stage_of(lot)) is not None]
    stands = min(stood, key=lambda stage: stage.place, default=case.ledger.stage)
    if case.route is None or not where.stages:
        return stands, ()
    return stands, case.route.between(stands, where.stages[0])


def asked_about_what_is_known(case: Case) -> Iterator[Finding]:
    """A question about one thing is about something that the ledger knows."""
    about = case.about
    if about and about not in case.ledger.stages and not case.ledger.knows(about):
        yield UNKNOWN_REFERENCE(
            f"nothing recorded so far is or names {about}",
            severity=Severity.WARNS,
            remedy="correct the reference, or ask about all lots by leaving it out",
            about=about,
        )


def rests_on_what_is_there(case: Case, needed: tuple[Needed, ...]) -> Iterator[Finding]:
    """What must be recorded first is recorded and in force, for every lot."""
    begun = case.ledger.brought_forward
    known = tuple(lot for lot in case.lots if lot in case.ledger.stages)
    for need in needed:
        if case.route is not None and not any(stage in case.route for stage in need.where.stages):
            continue
        if begun is not None and _was_before(need.where, begun):
            continue
        without = tuple(lot for lot in known if case.find(need.kind, about=lot) is None)
        if without:
            words = spoken(need.kind)
            where = "" if without == (WHOLE,) else f" for {of_lots(without, case.ledger.lots)}"
            yield MISSING_RECORD(
                f"there is no {words}{where}",
                remedy=f"record {article(words)} first",
                about=without[0] if len(without) == 1 else None,
            )


def _was_before(where: Placement, begun: BroughtForward) -> bool:
    if isinstance(where, Opens):
        return where.stage.place <= begun.stage.place
    return where.stages[0].place < begun.stage.place


def comes_in_time(case: Case, where: Placement, needed: tuple[Needed, ...]) -> Iterator[Finding]:
    """The day is not before the stage it belongs to opened, nor before what it rests on."""
    for lot in case.lots:
        opened = _opened(case, where, lot)
        if opened is not None and case.on < opened:
            yield BEFORE_STAGE(
                f"{written(case.on)} is before {written(opened)}, when {of_lots((lot,))} "
                f"entered the stage it belongs to",
                remedy="correct the day, or say when it was learned of if it became known later",
                about=lot,
            )
            break
    for need in needed:
        latest = max((r.on for r in _found(case, need)), default=None)
        if latest is not None and case.on < latest:
            words = spoken(need.kind)
            yield DATED_BEFORE(
                f"{written(case.on)} is before the {words} of {written(latest)} that it rests on",
                remedy="correct one of the two days",
                about=None,
            )


def _opened(case: Case, where: Placement, lot: str) -> date | None:
    stands = case.stage_of(lot)
    if stands is None:
        return None
    if isinstance(where, During):
        if Stage.NEEDS in where.stages:
            begun = case.ledger.brought_forward
            return begun.on if begun else None
        days = [case.ledger.opened_on(lot, s) for s in where.stages if s.place <= stands.place]
        return min((day for day in days if day), default=None)
    return case.ledger.opened_on(lot, stands)


def _found(case: Case, need: Needed) -> Iterator[Record]:
    for lot in case.lots:
        record = case.find(need.kind, about=lot)
        if record is not None:
            yield record


def names_what_exists(case: Case, record: Record) -> Iterator[Finding]:
    """The lots, records and contracts it names are there and in force, and its own name is free."""
    known = case.ledger.stages
    if record.lots is not None:
        for lot in record.lots:
            if lot not in known and lot not in record.defines_lots:
                told = (
                    "is not divided into lots"
                    if known.keys() == {WHOLE}
                    else f"has {listed(tuple(known))}"
                )
                yield UNKNOWN_LOT(
                    f"there is no lot {lot}; the procurement {told}",
                    remedy="name a lot that the specification defines",
                    about=lot,
                )
    if record.reference and case.ledger.entry_named(record.reference) is not None:
        yield DUPLICATE_REFERENCE(
            f"the reference {record.reference} is already that of another record",
            remedy="give the record a reference of its own",
            about=record.reference,
        )
    for kind in ("record", "contract"):
        for reference in record.references(kind):
            yield from _named(case, kind, reference, reserved=reference in record.reserves)


def _named(case: Case, kind: str, reference: str, *, reserved: bool) -> Iterator[Finding]:
    entry = case.ledger.entry_named(reference)
    if entry is None:
        if case.ledger.brought_forward is None and not reserved:
            yield UNKNOWN_REFERENCE(
                f"no {kind} with the reference {reference} has been recorded",
                remedy="record it first, or correct the reference",
                about=reference,
            )
    elif case.ledger.is_superseded(entry):
        yield SET_ASIDE(
            f"the {entry.record.described()} ({reference}) was set aside and no longer counts",
            remedy="name one that is in force",
            about=reference,
        )


def waives_what_may_be_waived(
    waiver: Waiver, codes: Mapping[str, FindingCode]
) -> Iterator[Finding]:
    """Only the council's own practice can be waived; order and statute cannot."""
    code = codes.get(waiver.code)
    if code is None:
        yield NOT_WAIVABLE(
            f"No finding has the code {waiver.code}{did_you_mean(waiver.code, codes)}",
            remedy="Correct the code; `commissioning explain` lists all of them",
            about=waiver.about,
        )
    elif not code.waivable:
        yield NOT_WAIVABLE(
            f"{waiver.code} cannot be waived: it is not a rule of the council's own practice",
            remedy=f"Clear what it reports; `commissioning explain {code.code}` says what it means",
            about=waiver.about,
        )


def learned_later_moves_nothing(case: Case, where: Placement) -> Iterator[Finding]:
    """A record of something learned later does not move any lot."""
    if not isinstance(where, During):
        yield LEARNED_OPENS_NOTHING(
            f"{article(spoken(case.kind))} moves its lots, and was learned of only later",
            remedy="record it with the day it took effect",
        )


def standing_warnings(begun: BroughtForward | None) -> Iterator[Finding]:
    """What remains to be said about a ledger whatever is recorded next."""
    if begun is not None:
        yield HISTORY_NOT_HELD(
            f"the history before {written(begun.on)} is not held here "
            f"(brought forward in {begun.stage.words}: {begun.because})",
            severity=Severity.WARNS,
            remedy="keep the earlier papers with this cycle",
        )
