"""Many cycles as one page: a form to search and filter by, and a row for each cycle that matches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from html import escape
from typing import Final
from unicodedata import normalize
from urllib.parse import urlencode

from commissioning.cycle import Cycle
from commissioning.display.reports.page import html_page
from commissioning.errors import RecordError, written
from commissioning.records.contract import ContractSigned
from commissioning.stages import Stage
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.text import agreeing, cut, listed, no_such

ON_A_PAGE: Final = 100
"""The rows of one page; more cycles go on to the next."""
_LONGEST: Final = 400
_STAGES: Final = {stage.value: stage for stage in Stage}


@frozen(kw_only=True)
class Listed:
    """One cycle in a list; or a document that could not be read, with the reason. No person is in it."""

    name: str
    """The name by which it is asked for: its reference, or the path of its file without `.json`."""
    title: str = ""
    reference: str = ""
    buyers: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    """The providers who have signed a contract."""
    stages: tuple[Stage, ...] = ()
    """Of its lots, each once."""
    last_on: date | None = None
    due_on: date | None = None
    """The next day on which something is due; None where no day is known."""
    due: str = ""
    problem: str = ""

    @classmethod
    def of(cls, name: str, cycle: Cycle, on: date | None = None) -> Listed:
        """A cycle as of the end of a day; without one, of its last record."""
        then = cycle if on is None else cycle.as_of(on)
        day = on or then.last_on
        agenda = then.agenda(day) if day else ()
        due = min(((i.day, i.what) for i in agenda if i.day and i.is_open), default=(None, ""))
        return cls(
            name=name,
            title=then.title,
            reference=then.reference,
            buyers=tuple(buyer.name for buyer in (then.buyers_on(day) if day else then.buyers)),
            providers=tuple(dict.fromkeys(r.provider for r in then.every(ContractSigned))),
            stages=tuple(dict.fromkeys(then.stages.values())),
            last_on=then.last_on,
            due_on=due[0],
            due=due[1],
        )

    @property
    def words(self) -> str:
        """Everything that a search looks in."""
        found = (self.name, self.title, self.reference, *self.buyers, *self.providers, self.problem)
        return _folded(" ".join(found))


def _folded(text: str) -> str:
    """A text as it is compared: without regard to case, and to how an accent was typed."""
    return normalize("NFKC", text).casefold()


@frozen(kw_only=True)
class Wanted(Checked):
    """The conditions on the rows of a list; every one has to hold."""

    text: str = ""
    """Words, all of which the row has, in any order."""
    stage: Stage | None = None
    due_by: date | None = None
    """The last day, included, by which something is due."""
    unread: bool = False
    """Whether only what could not be read is shown."""
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        """From the query of an address. Raises `RecordError` with every value that means nothing."""
        problems: list[str] = []
        stage, due, page = (query.get(name, "").strip() for name in ("stage", "due", "page"))
        if stage and stage not in _STAGES:
            problems.append(f"stage: {no_such('stage', cut(stage, 80), _STAGES)}")
        if page and not (page.isdecimal() and len(page) < 8 and int(page)):
            problems.append(f'page: "{cut(page, 80)}" is not the number of a page; give 1 or more')
        day = day_of(due, "due", problems)
        if problems:
            raise RecordError("The address", tuple(problems))
        return cls(
            text=query.get("q", "").strip()[:_LONGEST],
            stage=_STAGES.get(stage),
            due_by=day,
            unread=bool(query.get("unread")),
            page=int(page or 1),
        )

    def matches(self, row: Listed) -> bool:
        return (
            (not self.unread or bool(row.problem))
            and (self.stage is None or self.stage in row.stages)
            and (self.due_by is None or (row.due_on is not None and row.due_on <= self.due_by))
            and all(word in row.words for word in _folded(self.text).split())
        )

    def query(self, page: int) -> str:
        """The query of an address that asks for the same, on another page."""
        stage, due = self.stage, self.due_by
        given = {"q": self.text, "stage": stage, "due": due and due.isoformat(), "page": page}
        held = {name: value for name, value in given.items() if value}
        return urlencode({**held, "unread": "yes"} if self.unread else held)


def day_of(text: str, name: str, problems: list[str]) -> date | None:
    """A day from an address, None for no text; what is no day is added to the problems."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        problems.append(f'{name}: "{cut(text, 80)}" is not a day; write it as 2022-11-14')
        return None


def list_page(rows: Sequence[Listed], wanted: Wanted, source: str) -> str:
    """The page of a list, with the rows that are wanted. It has no script; a search is a form."""
    found = [row for row in rows if wanted.matches(row)]
    return html_page(f"Cycles of {source}", _lines(rows, found, wanted, source))


def words_page(title: str, words: str) -> str:
    """A page that only says something, such as why there is no other, and leads back to the list."""
    body = f"<main>\n<h1>{escape(title)}</h1>\n<p>{escape(words)}</p>\n"
    return html_page(title, (f'{body}<p><a href="./">All cycles</a></p>\n</main>',))


def _lines(
    rows: Sequence[Listed], found: Sequence[Listed], wanted: Wanted, source: str
) -> Iterator[str]:
    yield f"<header>\n<h1>Cycles</h1>\n<p>{escape(source)}</p>\n</header>\n<main>"
    yield _form(wanted)
    first = (wanted.page - 1) * ON_A_PAGE
    shown = found[first : first + ON_A_PAGE]
    yield f"<p>{escape(_count(rows, found, shown, first))}</p>"
    if shown:
        heads = "".join(f'<th scope="col">{name}</th>' for name in _HEADS)
        yield '<div class="wide" role="region" tabindex="0" aria-label="Cycles">\n<table class="list">'
        yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
        yield from map(_row, shown)
        yield "</tbody>\n</table>\n</div>"
    yield from _pages(wanted, len(found))
    yield "</main>"


_HEADS: Final = ("cycle", "buyer", "provider", "stage", "last record", "next due")


def _form(wanted: Wanted) -> str:
    stages = "".join(
        f'<option value="{stage.value}"{" selected" if stage is wanted.stage else ""}>'
        f"{escape(stage.words)}</option>"
        for stage in Stage
    )
    due = wanted.due_by.isoformat() if wanted.due_by else ""
    unread = " checked" if wanted.unread else ""
    return (
        '<form role="search">\n'
        f'<label>Words<br><input type="search" name="q" value="{escape(wanted.text)}"></label>\n'
        f'<label>Stage<br><select name="stage"><option value="">any</option>{stages}</select></label>\n'
        f'<label>Due by<br><input type="date" name="due" value="{due}"></label>\n'
        f'<label><input type="checkbox" name="unread" value="yes"{unread}> only what cannot be read</label>\n'
        "<button>Show</button>\n</form>"
    )


def _count(
    rows: Sequence[Listed], found: Sequence[Listed], shown: Sequence[Listed], first: int
) -> str:
    """How many there are and match, which of them the page shows, and how many cannot be read."""
    if not rows:
        return "There is no cycle here yet."
    every, found_all = f"{len(rows):,}", len(found) == len(rows)
    said = f"{every} {agreeing(every, 'cycle', 'cycles')}"
    if not found_all:
        said = f"{len(found):,} of {said} {agreeing(len(found), 'matches', 'match')}"
    if not found:
        said += "; remove a condition to see more"
    elif not shown:
        said += "; this page begins after the last of them"
    elif len(shown) < len(found):
        said += f"; this page shows {first + 1:,} to {first + len(shown):,}"
    unread = sum(bool(row.problem) for row in rows)
    of = "them" if found_all else f"all {every}"
    return f"{said}. {unread:,} of {of} cannot be read." if unread else f"{said}."


def _row(row: Listed) -> str:
    link = (
        f'<a href="cycle?{escape(urlencode({"of": row.name}))}">{escape(row.title or row.name)}</a>'
    )
    if row.problem:
        words = escape(cut(row.problem, _LONGEST)).replace("\n", "<br>")
        return (
            f'<tr><td>{link}</td><td colspan="{len(_HEADS) - 1}">cannot be read: {words}</td></tr>'
        )
    # Two cycles may have one title, and copies one reference too.
    names = (
        name for name in dict.fromkeys((row.reference, row.name)) if name not in {"", row.title}
    )
    named = "".join(f"<br>{escape(name)}" for name in names)
    due = f"{written(row.due_on)}: {row.due}" if row.due_on else ""
    cells: Iterable[str] = (
        listed(row.buyers),
        listed(row.providers),
        listed(stage.words for stage in row.stages),
        written(row.last_on) if row.last_on else "",
        due,
    )
    rest = "".join(
        f'<td data-of="{head}">{escape(cell)}</td>'
        for head, cell in zip(_HEADS[1:], cells, strict=True)
    )
    return f"<tr><td>{link}{named}</td>{rest}</tr>"


def _pages(wanted: Wanted, found: int) -> Iterator[str]:
    last = -(-found // ON_A_PAGE)
    links = [
        f'<a href="?{escape(wanted.query(page))}">{words}</a>'
        for words, page in (("Earlier", min(wanted.page - 1, last)), ("Later", wanted.page + 1))
        if 1 <= page <= last
    ]
    if links:
        yield f'<nav aria-label="Pages"><p>{" ".join(links)}</p></nav>'
