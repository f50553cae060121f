"""A cycle as plain text of 80 columns: what `commissioning show` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from textwrap import indent, wrap
from typing import Final

from commissioning.cycle import Cycle
from commissioning.display.outlook import Outlook, Prospect, lots_by_route, outlook, position_table
from commissioning.errors import written
from commissioning.findings.finding import Finding
from commissioning.records.record import of_lots
from commissioning.values.text import article

_WIDTH: Final = 80


def cycle_text(cycle: Cycle, on: date | None = None) -> str:
    """The stage of each lot, what may come next on a day, and what blocks it, as plain text.

    Without a day it is the day last recorded: nothing here reads the clock.
    """
    return "\n".join(_lines(outlook(cycle, on))) + "\n"


def heading(cycle: Cycle) -> tuple[str, ...]:
    """The buyers, the reference, the route and the number of records, one line each."""
    now = cycle.buyers_on(cycle.last_on) if cycle.last_on else cycle.buyers
    buyers = ", ".join(buyer.name for buyer in now)
    count = len(cycle.records)
    held = f"{count} record{'' if count == 1 else 's'}"
    last = f", the last on {written(cycle.last_on)}" if cycle.last_on else ""
    told = (
        f"Bought by {buyers}" if buyers else "",
        f"Reference {cycle.reference}" if cycle.reference else "",
        f"Follows {cycle.follows}" if cycle.follows else "",
        *_routes(cycle),
        f"{held}{last}",
    )
    return tuple(line for line in told if line)


def _routes(cycle: Cycle) -> Iterator[str]:
    found = lots_by_route(cycle)
    for route, lots in found.items():
        of = "" if len(found) == 1 else f" of {of_lots(lots)}"
        yield f"Route{of}: {route or 'not decided yet'}"


def prospect_words(prospect: Prospect) -> str:
    """One thing that may come, with the stage it opens and its lots where there are several."""
    words = article(prospect.step.words)
    if prospect.opens:
        words += f", to open {prospect.opens.words}"
    return words if prospect.of_all else f"{words} ({', '.join(prospect.lots)})"


def _lines(view: Outlook) -> Iterator[str]:
    yield view.cycle.title
    yield "=" * min(len(view.cycle.title), _WIDTH)
    for line in heading(view.cycle):
        yield from wrap(line, _WIDTH, subsequent_indent="  ")
    yield from ("", "Where it stands", indent(position_table(view.cycle).to_text(_WIDTH - 2), "  "))
    if view.on:
        yield from _ahead(view, view.on)
    standing = view.cycle.standing()
    if standing:
        yield from ("", "To bear in mind", *_findings(standing))


def _ahead(view: Outlook, on: date) -> Iterator[str]:
    if view.onward:
        yield from ("", f"Next, as of {written(on)}", *_prospects(view.onward))
    if view.waiting:
        yield from ("", "Not yet", *_prospects(view.waiting))
    if view.ready:
        yield from ("", "May be recorded now", *_wrapped(_names(view.ready), "  "))
    if view.following:
        yield from ("", "Only after an earlier record", *_wrapped(_names(view.following), "  "))


def _names(found: Iterable[Prospect]) -> str:
    return ", ".join(_named(prospect) for prospect in found)


def _named(prospect: Prospect) -> str:
    words = prospect.step.words
    return words if prospect.of_all else f"{words} ({', '.join(prospect.lots)})"


def _prospects(found: Iterable[Prospect]) -> Iterator[str]:
    for prospect in found:
        mark = "blocked" if prospect.blockers else "ready"
        yield from _wrapped(f"{mark:8}{prospect_words(prospect)}", "  ", " " * 10)
        yield from _findings(prospect.findings, " " * 10)


def _findings(found: Iterable[Finding], margin: str = "  ") -> Iterator[str]:
    for finding in found:
        yield from _wrapped(f"- {finding}", margin, f"{margin}  ")


def _wrapped(text: str, first: str, later: str | None = None) -> list[str]:
    hanging = first if later is None else later
    return wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=hanging, break_on_hyphens=False
    )
