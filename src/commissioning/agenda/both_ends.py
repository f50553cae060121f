"""Due at the two ends of a contract: mobilisation and its people; options, the end, and buying again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from commissioning.agenda.items import (
    AUTHORITY,
    AgendaItem,
    Asked,
    Found,
    HowSure,
    ItemKind,
    due,
    lawful,
)
from commissioning.contracts.history import ContractHistory, histories
from commissioning.contracts.options import OptionState, options_of
from commissioning.contracts.register import end_of
from commissioning.dates.periods import later
from commissioning.errors import written
from commissioning.findings.citation import Citation, Verification
from commissioning.findings.codes.law import LAW_UNKNOWN
from commissioning.findings.codes.process import NOT_STATED
from commissioning.law.law import STATE_THE_FACTS
from commissioning.law.of_ledger import law_for
from commissioning.law.questions import EMPLOYEE_INFORMATION, RECORDS_KEPT
from commissioning.ledger.record_finder import latest, newest
from commissioning.ledger.ways import facts_of
from commissioning.mobilisation.mobilisation import readiness, tasks_done
from commissioning.records import ending, strategy
from commissioning.records.live import EarlyLifeCheck, GoLive, RenewalDecided
from commissioning.records.mobilisation import (
    BridgingContract,
    EmployeeLiabilityInformation,
    MobilisationPlan,
)
from commissioning.records.people import PeopleMoved, TransferPlan
from commissioning.stages import Route
from commissioning.timetable.planning import backwards, with_law
from commissioning.values.text import agreeing, grouped, numbered, of_people


def mobilisation(asked: Asked) -> Found:
    """The tasks of each plan in force, the first day of service, and the staff information before it."""
    names = (name for plan in asked.ledger.every(MobilisationPlan) for name in plan.contracts)
    found = (readiness(asked.ledger, name, asked.today) for name in dict.fromkeys(names))
    for plan in dict.fromkeys(each.plan for each in found if each is not None):
        about = numbered("contract", plan.contracts)
        yield from _tasks(asked, plan, about)
        yield from _first_day(asked, plan, about)
        yield from lawful(_staff_information(asked, plan, about), "the day for staff information")


def _tasks(asked: Asked, plan: MobilisationPlan, about: str) -> Iterator[AgendaItem]:
    done = tasks_done(asked.ledger, plan, asked.today)
    for task in plan.tasks:
        waits = [other for other in task.after if other not in done]
        after = f", after {', '.join(waits)}" if waits else ""
        must = "the service cannot start without it" if task.essential else "the plan has it"
        yield due(plan, ItemKind.TASK, "task", about, task.reference)(
            what=task.what,
            day=task.due_on,
            because=f"{must}{after}",
            who=task.owner or AUTHORITY,
            how_sure=HowSure.PLANNED,
            met_by=done.get(task.reference),
        )


def _first_day(asked: Asked, plan: MobilisationPlan, about: str) -> Iterator[AgendaItem]:
    if plan.go_live_on is not None:
        lives = asked.ledger.every(GoLive)
        first = [[r for r in lives if name in r.contracts][:1] for name in plan.contracts]
        yield due(plan, ItemKind.PLAN, "go-live", about)(
            what=f"The service starts under {about}",
            day=plan.go_live_on,
            because="the mobilisation plan gives this day",
            how_sure=HowSure.PLANNED,
            step="go-live",
            lots=asked.ledger.lots_of(plan),
            met_by=max(chain(*first), key=lambda live: live.on) if all(first) else None,
        )


def _staff_information(asked: Asked, plan: MobilisationPlan, about: str) -> Found:
    if not plan.staff_transfer or plan.go_live_on is None:
        return
    # The same under every law held here, so of lots under several laws the first that has it will do.
    laws = [law_for(asked.ledger, asked.today, lot) for lot in asked.ledger.lots_of(plan)]
    law = next((each for each in laws if each.has(EMPLOYEE_INFORMATION, plan.go_live_on)), laws[0])
    row = law.row(EMPLOYEE_INFORMATION, plan.go_live_on)
    given = (e for e in asked.ledger.every(EmployeeLiabilityInformation) if not e.withheld)
    yield due(row.citation, ItemKind.TASK, "staff-information", about)(
        what="Give the new provider the information about staff who transfer",
        day=later(plan.go_live_on, days=-row.value.count),
        because=f"it is due {row.value.count} days before the transfer on {written(plan.go_live_on)}",
        who="the outgoing employer",
        met_by=asked.met_by(plan, given, date.min),
    )


def people(asked: Asked) -> Found:
    """The waves in which people move, by the plans in force."""
    moves = asked.ledger.every(PeopleMoved)
    plans = latest(asked.ledger.every(TransferPlan))
    for plan, wave in ((each, wave) for each in plans for wave in each.waves):
        named = wave.reference, wave.cohort  # the plans of two lots may each have a first wave
        done = [move for move in moves if (move.wave, move.cohort) == named]
        moved = sum(move.people or 0 for move in done)
        whole = moved if wave.people is None else wave.people
        so_far = f"; {moved} {agreeing(moved, 'has', 'have')} moved" if 0 < moved < whole else ""
        number = "people" if wave.people is None else of_people(wave.people)
        move = agreeing(wave.people, "moves", "move")
        yield due(plan, ItemKind.PEOPLE, "wave", wave.reference)(
            what=f"Wave {wave.reference}: {number} of {wave.cohort} {move} to {wave.to_provider}{so_far}",
            day=wave.period.ends_on,
            because=f"the wave is planned for {wave.period}",
            who=wave.to_provider,
            how_sure=HowSure.PLANNED,
            about=wave.cohort,
            met_by=done[-1] if done and moved >= whole else None,
        )


def bridges(asked: Asked) -> Found:
    """The last days of bridging contracts; one that has none stays until its end is recorded."""
    for bridge in asked.ledger.every(BridgingContract):
        last = bridge.period.ends_on if bridge.period else None
        yield due(bridge, ItemKind.END, "bridge", bridge.reference)(
            what=f"Bridging contract {bridge.reference} ends{'' if last else '; its last day is not known'}",
            day=last,
            because=bridge.because,
            passes=True,
            met_by=end_of(asked.ledger, bridge, asked.today),
        )


def early_checks(asked: Asked) -> Found:
    """The next look at a service in its first weeks."""
    for history in asked.contracts:
        name = history.contract.reference
        checks = asked.ledger.naming(EarlyLifeCheck, name)
        for number, check in enumerate(checks, 1):
            if check.next_check_on is not None:
                yield due(check, ItemKind.REVIEW, "early-check", name, number)(
                    what=f"Check again how the service under contract {name} has begun",
                    day=check.next_check_on,
                    because=f"the check of {written(check.on)} set this day",
                    met_by=checks[number] if number < len(checks) else None,
                )


def ends(asked: Asked) -> Found:
    """The first and last day of each contract, and its next option."""
    for history in asked.contracts:
        contract = history.contract
        last = history.known_last_day_on(asked.today)
        if last is None and not contract.rolling:
            yield NOT_STATED.warns(
                f"The term of contract {contract.reference} is not stated, so the agenda lacks its "
                "returns, its options, its end and when to buy again",
                remedy="State the term of the contract",
                about=contract.reference,
            )
            continue
        if contract.term is not None:
            yield due(contract, ItemKind.CHANGE, "start", contract.reference)(
                what=f"Contract {contract.reference} begins",
                day=contract.term.starts_on,
                because=f"its term is {contract.term}",
                passes=True,
            )
        yield from _runs_on(asked, history) if last is None else _extensions(asked, history)
        yield from _other_options(asked, history)
        if last is not None:
            yield _end(asked, history, last)


def _extensions(asked: Asked, history: ContractHistory) -> Iterator[AgendaItem]:
    """The last day to take up the next option: that of the term as it stands, or for notice before it."""
    notices = history.of(ending.TerminationNotice, asked.today)
    for number, option in history.options_left_on(asked.today)[: 0 if notices else 1]:
        term, name = history.term_on(asked.today), history.contract.reference
        yield due(history.contract, ItemKind.OPTION, "option", name, number)(
            what=f"Last day to {'give notice to ' if option.notice else ''}extend contract {name}: "
            f"option {number}, {option}",
            day=option.notice_by(term),
            because=f"the term ends on {written(term.ends_on)}"
            f"{', and the notice is ' + option.notice if option.notice else ''}; the option adds "
            f"{option.prolongs(term)}",
        )


def _other_options(asked: Asked, history: ContractHistory) -> Iterator[AgendaItem]:
    """The last day to take up each open option other than time, where the contract names one."""
    name = history.contract.reference
    open_ = {o.name for o in options_of(history, asked.today) if o.state is OptionState.OPEN}
    for option in history.contract.other_options:
        if option.reference in open_ and option.open_until is not None:
            yield due(history.contract, ItemKind.OPTION, "option", name, option.reference)(
                what=f"Last day to take up option {option.reference} of contract {name}: {option.what}",
                day=option.open_until,
                because="the contract leaves it open until this day",
            )


def _runs_on(asked: Asked, history: ContractHistory) -> Iterator[AgendaItem]:
    """The next day by which a rolling contract is to be stopped, or the end of its term."""
    contract, stop = history.contract, history.next_stop(asked.today)
    name = contract.reference
    if stop is not None:
        day, adds = stop
        what = f"Last day to give notice, so that contract {name} does not run on from {adds}"
        why = f"it runs on by {contract.rolls_by} unless notice is given"
    elif contract.term is not None:
        day = history.term_on(asked.today).ends_on
        what = f"The term of contract {name} ends and it runs on; decide whether it should"
        why = "it runs on after its term until somebody ends it"
    else:
        day = None
        what = f"Contract {name} runs until somebody ends it; its last day is not known"
        why = "it was signed without a last day"
    yield due(contract, ItemKind.OPTION if day else ItemKind.END, "runs-on", name, day or "open")(
        what=what, day=day, because=why, passes=True
    )


def _end(asked: Asked, history: ContractHistory, last: date) -> AgendaItem:
    contract, notices = history.contract, history.of(ending.TerminationNotice, asked.today)
    given = notices[-1] if notices and notices[-1].ends_on == last else None
    why = f"its term is {history.term_on(asked.today)}"
    if given is not None:
        why = f"notice was given by {given.given_by}"
    elif left := history.options_left_on(asked.today):
        why += f", unless option {left[0][0]} is taken up"
    return due(given or contract, ItemKind.END, "end", contract.reference)(
        what=f"Contract {contract.reference} with {history.holder_on(asked.today)} ends; record how it ended",
        day=last,
        because=why,
    )


def renewals(asked: Asked) -> Found:
    """The day to begin buying again, for the contracts that end on one day, by their route and facts.

    A lot whose facts are not stated is under a law that is not known, and has none.
    """
    ledger, today = asked.ledger, asked.today
    together = grouped(
        ((last, ledger.route_of(lot) or Route.open(), facts_of(ledger, lot)), history)
        for history in asked.contracts
        if (last := history.known_last_day_on(today))
        for lot in ledger.lots_of(history.contract)[:1]
    )
    for (last, route, facts), those in together.items():
        if facts is None:
            yield LAW_UNKNOWN.warns(
                "The agenda lacks the day to begin buying again. The law of the next procurement "
                "depends on facts that are not stated",
                remedy=STATE_THE_FACTS,
            )
        else:
            again = _renewal(asked, last, route, facts, those)
            yield from lawful(again, f"the day to begin buying {_named(those)} again")


def _named(those: tuple[ContractHistory, ...]) -> str:
    return numbered("contract", (history.contract.reference for history in those))


def _renewal(
    asked: Asked,
    last: date,
    route: Route,
    facts: strategy.ProcurementFacts,
    those: tuple[ContractHistory, ...],
) -> Found:
    """The day on which to begin, planned back from go-live by the law that will then hold."""
    live, names = later(last, days=1), _named(those)
    plan = with_law(
        lambda law: backwards(live, on=asked.today, route=route, law=law, rhythm=asked.rhythm),
        live,
        facts,
    )
    first = plan.rows[0]
    day = first.window.earliest or live
    options = any(history.options_left_on(asked.today) for history in those)
    source = Citation(f"a plan back from {written(live)}", verification=Verification.COMPUTED)
    yield due(source, ItemKind.RENEWAL, "renewal", those[0].contract.reference)(
        what=f"Begin to buy again what {names} {agreeing(len(those), 'provides', 'provide')}"
        + (", unless an option is taken up" if options else ""),
        day=day,
        because=f"the term ends on {written(last)}, and the {route.name} route takes "
        f"{(last - day).days} days from {first.what.lower()} to go-live",
        how_sure=HowSure.INFERRED,
        about=names,
        met_by=_decided(asked, {history.contract.reference for history in those}),
    )


def _decided(asked: Asked, contracts: set[str]) -> RenewalDecided | None:
    """The decision not to buy again, or the one that names the cycle in which it is begun."""
    last = newest([r for r in asked.ledger.every(RenewalDecided) if contracts <= set(r.contracts)])
    return last if last and (not last.again or last.followed_by) else None


def records_kept(asked: Asked) -> Found:
    """The last day for which the law has the records of each award kept; other law may go further."""
    for history in histories(asked.ledger):
        signed = history.contract
        laws = (law_for(asked.ledger, asked.today, lot) for lot in asked.ledger.lots_of(signed))
        for row in dict.fromkeys(row for law in laws for row in law.every(RECORDS_KEPT, signed.on)):
            yield due(row.citation, ItemKind.RECORDS, "records", signed.reference)(
                what=f"Keep the records of how contract {signed.reference} was awarded, until this day at "
                "least",
                day=row.value.last_day(signed.on),
                because=f"it was entered into on {written(signed.on)}",
                passes=True,
            )
