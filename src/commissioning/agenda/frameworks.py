"""Due while a framework or market runs: lists to issue, suspensions to look at, rounds, and its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commissioning.agenda.items import AgendaItem, Asked, Found, ItemKind, due
from commissioning.contracts.frameworks import (
    Opened,
    last_day,
    list_on,
    member_on,
    members_on,
    opened_of,
)
from commissioning.dates.periods import later
from commissioning.errors import written
from commissioning.records.frameworks import MarketOpened, MembershipChanged
from commissioning.records.record import of_lots
from commissioning.values.text import grouped


def frameworks(asked: Asked) -> Found:
    """The next list of each tier, the end of each suspension, the next round, and the last days."""
    ledger = asked.ledger
    opened = {lot: one for lot in ledger.lots if (one := opened_of(ledger, lot))}
    if not opened or ledger.stage.finished:
        return
    yield from _lists(asked)
    yield from _suspensions(asked)
    by_terms = grouped((one.terms, lot) for lot, one in opened.items())
    for lots in by_terms.values():
        of = f" for {of_lots(lots)}" if len(by_terms) > 1 else ""
        yield from _round(asked, opened[lots[0]], of)
        yield from _last_days(asked, opened[lots[0]], lots[0], of)


def _lists(asked: Asked) -> Iterator[AgendaItem]:
    """One item for each list that ends; lots that share it are named together."""
    ledger, today = asked.ledger, asked.today
    current = (
        list_on(ledger, today, lot, tier)
        for lot in ledger.lots
        for tier in sorted({member.tier for member in members_on(ledger, today, lot)})
    )
    for each in dict.fromkeys(found for found in current if found and found.until):
        lots = each.lots or ledger.lots
        yield due(each, ItemKind.RETURN, "list", each.tier, *lots, each.from_on)(
            what=f"Issue the next ranked list of tier {each.tier} for {of_lots(lots, ledger.lots)}",
            day=each.until,
            because=f"the list from {written(each.from_on)} is in force until then",
            about="",
        )


def _suspensions(asked: Asked) -> Iterator[AgendaItem]:
    for change in asked.ledger.every(MembershipChanged):
        name, lots = change.provider, change.lots or asked.ledger.lots
        members = (member_on(asked.ledger, asked.today, lot, name) for lot in lots)
        if change.until and any(m and m.suspended_until == change.until for m in members):
            of = f" for {of_lots(change.lots)}" if change.lots else ""
            yield due(
                change, ItemKind.REVIEW, "suspension", name, *(change.lots or ()), change.until
            )(
                what=f"Decide whether the suspension of {name}{of} goes on",
                day=change.until,
                because=f"it was suspended until then: {change.because}",
            )


def _round(asked: Asked, opened: Opened, of: str) -> Iterator[AgendaItem]:
    terms = opened.terms
    day = next((each for each in sorted(terms.rounds) if each >= asked.today), None)
    if terms.round_day is not None:
        day = _next_of_month(asked.today, terms.round_day)
    if day is not None and (terms.term is None or day in terms.term):
        yield due(opened, ItemKind.DECISION, "round", day)(
            what=f"Assess the applications for membership received since the last round{of}",
            day=day,
            because="members join in rounds on announced days",
            about="",
            passes=True,
        )


def _next_of_month(today: date, day: int) -> date:
    this = today.replace(day=day)
    return this if this >= today else later(this, months=1)


def _last_days(asked: Asked, opened: Opened, lot: str, of: str) -> Iterator[AgendaItem]:
    tool = "market" if isinstance(opened, MarketOpened) else "framework"
    last, term = last_day(asked.ledger, asked.today, lot), opened.terms.term
    by_law = "" if term and term.ends_on == last else " by law, whatever its own term says"
    ends = (
        ("end", "The last day on which a call-off may be begun", f"the {tool} ends{by_law}", last),
        ("call-offs", "The last day that a call-off may run to", f"the terms of the {tool} set it",
         opened.terms.call_offs_run_until),
    )  # fmt: skip
    for name, what, because, day in ends:
        if day is not None:
            yield due(opened, ItemKind.END, "framework", name)(
                what=what + of, day=day, because=because, about="", passes=True
            )
