"""The pages of many cycles as a web application: a list, and the reports on each. Nothing can be changed.

It answers to GET and HEAD only, and only under the names it was given, so that a page of another site
cannot have a browser read it out. There is no log-in: whoever reaches it sees every cycle.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from html import escape
from threading import Lock
from typing import Final, TypeAlias
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from commissioning.cli.sources import CycleSource
from commissioning.cycle import Cycle
from commissioning.display.reports import Readership, Report, award_report, standing_report
from commissioning.display.reports.listing import Listed, Wanted, day_of, list_page, words_page
from commissioning.display.reports.page import html_page, report_body, report_title
from commissioning.errors import CommissioningError, FormatError, RecordError
from commissioning.portfolio.given import audit_of
from commissioning.store import StoreError
from commissioning.values.text import no_such, sentence

Reporting: TypeAlias = Callable[[Cycle, date], Report]

HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}
"""The orders to a browser in every answer: load nothing, guess nothing, keep nothing."""

_REPORTS: Final[Mapping[str, tuple[str, Reporting]]] = {
    "cycle": ("Where it stands", standing_report),
    "award": ("Award, public part", award_report),
    "exempt": ("Award, exempt part", partial(award_report, part=Readership.EXEMPT)),
}
"""The reports on a cycle, by the last part of their addresses."""

_REASONS: Final = {
    400: "The address cannot be understood",
    404: "There is no such page",
    405: "Pages can only be read",
    500: "This cycle cannot be shown",
    503: "The cycles cannot be reached",
}


def site(shelf: Shelf, name: str, hosts: Sequence[str]) -> ASGIApp:
    """The application for a shelf of cycles that is called by a name, answering to some host names only."""

    def listing(request: Request) -> Response:
        return HTMLResponse(list_page(shelf.rows(), Wanted.of(request.query_params), name))

    def report(request: Request) -> Response:
        return HTMLResponse(_report(shelf, request.url.path.rpartition("/")[2], request))

    routes = [Route("/", listing), *(Route(f"/{each}", report) for each in _REPORTS)]
    trusted = Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
    handlers = dict.fromkeys((HTTPException, CommissioningError, Exception), _refused)
    return _guarded(Starlette(routes=routes, middleware=[trusted], exception_handlers=handlers))


def _report(shelf: Shelf, kind: str, request: Request) -> str:
    query, problems = request.query_params, list[str]()
    name, on = query.get("of", ""), day_of(query.get("on", ""), "on", problems)
    if not name:
        problems.append("of: is missing; say which cycle, by its name in the list")
    if problems:
        raise RecordError("The address", tuple(problems))
    try:
        cycle = shelf.cycle(name)
    except StoreError:
        raise
    except LookupError as error:
        raise HTTPException(404, sentence(str(error))) from None
    day = on or shelf.on or cycle.last_on
    if day is None:
        raise HTTPException(
            404, "It has no records to take a day from; give one, as &on=2022-11-14."
        )
    try:
        report = _REPORTS[kind][1](cycle, day)
    except RecordError as error:
        raise HTTPException(500, str(error)) from None
    return html_page(report_title(report), (*_around(kind, name, report), *report_body(report)))


def _around(kind: str, name: str, report: Report) -> Iterator[str]:
    """The way back to the list, to the other reports on the cycle, and to another day."""
    query = escape(urlencode({"of": name, "on": report.on.isoformat()}))
    links = "".join(
        f"<li><b>{words}</b></li>"
        if each == kind
        else f'<li><a href="{each}?{query}">{words}</a></li>'
        for each, (words, _) in _REPORTS.items()
    )
    yield f'<nav aria-label="Reports"><ol><li><a href="./">All cycles</a></li>{links}</ol></nav>'
    yield (
        f'<form>\n<input type="hidden" name="of" value="{escape(name)}">'
        f'<label>As of <input type="date" name="on" value="{report.on.isoformat()}" required></label>\n'
        "<button>Show</button>\n</form>"
    )


def _refused(_: Request, error: Exception) -> Response:
    """A page that says why there is no other."""
    headers, words = (
        None,
        "The reason is not known; the program that serves the pages has printed it.",
    )
    match error:
        case HTTPException():
            code, headers = error.status_code, error.headers
            words = error.detail if code in {404, 500} and error.detail != "Not Found" else ""
        case StoreError():
            code, words = 503, str(error)
        case RecordError():
            code, words = 400, str(error)
        case CommissioningError():
            code, words = 500, str(error)
        case _:
            code = 500
    return HTMLResponse(words_page(_REASONS.get(code, "Refused"), words), code, headers)


def _guarded(app: ASGIApp) -> ASGIApp:
    """The same application, whose every answer has the `HEADERS`."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await app(scope, receive, guarded)

    return answer


def _natural(name: str) -> list[tuple[int, str]]:
    """The order in which people count: P2 before P10."""
    parts = re.split(r"(\d{1,18})", name)
    return [(int(part), "") if part.isdecimal() else (-1, part.casefold()) for part in parts]


class Shelf:
    """The rows of a list; a cycle is read again only where it has changed. Several threads may ask."""

    def __init__(self, source: CycleSource, on: date | None = None) -> None:
        self._source = source
        self._held: dict[str, tuple[object, Listed]] = {}
        self._lock = Lock()
        self.on = on
        """The day the list is of; None for that of each cycle's last record."""

    def rows(self) -> tuple[Listed, ...]:
        """A row for each cycle, by name. Raises `StoreError` for a store that cannot be reached."""
        with self._lock:
            stamps = self._source.stamps()
            kept = {
                name: one for name, one in self._held.items() if stamps.get(name, self) == one[0]
            }
            fresh = {name: (stamps[name], self._row(name)) for name in stamps.keys() - kept.keys()}
            self._held = kept | fresh
            return tuple([self._held[name][1] for name in sorted(stamps, key=_natural)])

    def _row(self, name: str) -> Listed:
        try:
            return Listed.of(name, self._read(name), self.on)
        except CommissioningError as error:
            return Listed(name=name, problem="; ".join(getattr(error, "problems", (str(error),))))

    def cycle(self, name: str) -> Cycle:
        """The cycle with a name, as it is now.

        Raises `LookupError` for a name that is not there, and `FormatError` for what cannot be read.
        """
        names = self._source.stamps()
        if name not in names:
            raise LookupError(no_such("cycle", name, names))
        return self._read(name)

    def _read(self, name: str) -> Cycle:
        found = self._source.read(name)
        if isinstance(found, Cycle):
            return found
        seen = audit_of(found)
        if seen.audit is None:
            raise FormatError(name, (seen.problem,))
        return seen.audit.cycle
