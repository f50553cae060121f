"""The columns of a published register: found by the names councils give them, and else by their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Final

from commissioning.dates.parsing.cleaning import as_printed
from commissioning.errors import FormatError
from commissioning.findings.codes.publishing import REGISTER_COLUMNS_UNSURE
from commissioning.findings.finding import Finding
from commissioning.interchange.registers import cells
from commissioning.interchange.separated import Row, rows_of
from commissioning.values.frozen import frozen
from commissioning.values.text import agreeing, grouped, listed

# fmt: off
_NAMES: Final = tuple(
    (fact, re.compile(form, re.I), re.compile(without or "$^", re.I))
    for fact, form, without in (
        ("basis", r"currency", ""),
        ("vat", r"vat\b.*(?:recover|irrecover)|(?:ir|non-?)recover\w*.*vat|value added tax", ""),
        ("standing", r"(?:sme|small).*(?:vcs?|volunt|communit)|supplier (?:type|status)", ""),
        ("registration", r"(?:registration|company|house|charity)\b.*(?:num|no\b)|^registration$", ""),
        ("voluntary", r"\bvcs?e?\b|\bvco\b|voluntary|third sector", ""),
        ("small", r"\bsmes?\b|small", ""),
        ("starts", r"\b(?:start|commence\w*|begin\w*)\b|^from$", r"option|extension"),
        ("review", r"review|renewal", ""),
        ("ends", r"\bend|expir|\bfinish|completion|termination|^to$",
         r"max|possible|option|extension (?:end|date)"),
        ("value", r"\bsum\b|value|amount|spend|budget|cost|price",
         r"to date|invoic|actual|saving|extension|option|spent"),
        ("came_from", r"invit|\bitt\b|\bitq\b|process|procedure|route|method|tender|quote|procurement type",
         r"\bref|num|url|link|date"),
        ("details", r"(?:supplier|contractor|provider|vendor) (?:details|address)|^address", ""),
        ("supplier", r"supplier|contractor|provider|vendor|awarded to|company name|^company$",
         r"contact|mail|phone|type|size|num|\bid\b|url"),
        ("buyers", r"^(?:buyers?|purchaser|(?:buying|contracting) (?:authorit(?:y|ies)|organi[sz]ation|body))"
         r"(?: names?)?$", ""),
        ("department", r"department|directorate|service area|division|\bunit\b|^service$|^team$", ""),
        ("description", r"descri|goods and|^details$|summary|scope", ""),
        ("reference", r"\bref\b|reference|\bid\b|identifier|\bnumber\b|\bno\.?$", ""),
        ("title", r"title|(?:name of|^the)? ?(?:contract|agreement|project)(?: name)?$|^name$", ""),
    )
)
"""The facts of the Local Government Transparency Code 2015, in the order in which a heading is tried, each
with the words of a heading that names it, and those by which it means something else."""
_WORDS: Final = {
    "basis": "the currency", "vat": "the VAT that cannot be recovered", "standing": "the kind of supplier",
    "registration": "the registration number", "voluntary": "whether it is voluntary or community",
    "small": "whether it is small or medium-sized", "starts": "the start", "review": "the review",
    "ends": "the end", "value": "the sum", "came_from": "how it came about",
    "details": "the supplier's details", "supplier": "the supplier", "buyers": "the buyer",
    "department": "the department", "description": "the description", "reference": "the reference",
    "title": "the title",
}
# fmt: on
_SEVERAL: Final = {"came_from", "details"}
"""Facts for which a register may have several columns; a row takes the first that says something. The sum
may have two, one for the whole term and one for a year."""
_EXPECTED: Final = ("reference", "title", "supplier", "value", "starts", "ends")
_FIRM: Final = re.compile(
    r"\b(?:ltd|limited|plc|llp|cic|inc|trust|council|association)\b\.?|& sons|& co\b", re.I
)
_OTHER_DAYS: Final = re.compile(
    r"publish|effective|extract|updat|award|sign|option|exten|notice|modif|creat|payment|max|tender",
    re.I,
)
"""Headings of days that are neither the start nor the end of a contract."""
_CONTENT: Final = re.compile(r"[£€\d]|.*\d{4}")  # begins a date or a sum, which is no heading
_MONTH_FIRST: Final = re.compile(r"(?:0?\d|1[0-2])[/.-](?:1[3-9]|[23]\d)[/.-]\d")
_EITHER_FIRST: Final = re.compile(r"(?:0?\d|1[0-2])[/.-](?:0?\d|1[0-2])[/.-]\d")
_WHAT: Final = "contracts register"
_MOST_ROWS_BEFORE: Final = 20
_SAMPLE: Final = 50


@frozen
class Layout:
    """The rows of a register below its headings, and the columns of each fact, counted from 0."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    places: Mapping[str, tuple[int, ...]]
    findings: tuple[Finding, ...] = ()

    def cells(self, row: list[str], fact: str) -> Iterator[tuple[str, str]]:
        """The filled cells of a row for a fact, each with the heading above it."""
        for place in self.places.get(fact, ()):
            cell = row[place] if place < len(row) else ""
            if cell:
                yield cell, self.headings[place]

    def others(self, row: list[str]) -> Iterator[tuple[str, str]]:
        """The filled cells that no fact is taken from, each after its heading."""
        stated = [n for n, cell in enumerate(row) if not cells.is_blank(cell)]
        taken = {next((n for n in stated if n in places), -1) for places in self.places.values()}
        for place in stated:
            if place not in taken:
                yield self.headings[place] or f"column {place + 1}", row[place]


def layout_of(text: str) -> Layout:
    """The table of a register. Raises `FormatError` where no column can be a contract's."""
    rows = _rows(text)
    number, places = _heading(rows)
    headings = rows[number][1] if number >= 0 else []
    below = tuple(row for row in rows[number + 1 :] if row[1] != headings)
    width = max((len(cells) for _, cells in (*below, (0, headings))), default=0)
    headings = [*headings, *[""] * (width - len(headings))]
    sure, findings = _sure(headings, places, below)
    found = dict(sure)
    for fact, place in _guessed(headings, sure, below):
        found[fact] = (place,)
        name = f' ("{headings[place]}")' if headings[place] else ""
        findings.append(
            REGISTER_COLUMNS_UNSURE.warns(
                f"Column {place + 1}{name} is taken for {_WORDS[fact]} because of what its cells hold",
                remedy="Name the column as the transparency code does, to be sure",
            )
        )
    if not {"title", "supplier", "reference"} & found.keys() or (number < 0 and len(found) < 4):
        why = "no contracts register was found; head its columns like Reference, Title, Supplier and Value"
        raise FormatError(_WHAT, (why,))
    findings += _month_first(headings, found, below)
    lacking = [_WORDS[fact] for fact in _EXPECTED if fact not in found]
    if lacking:
        findings.append(
            REGISTER_COLUMNS_UNSURE.warns(
                f"No column holds {listed(lacking, 'or')}, so every contract lacks "
                f"{agreeing(len(lacking), 'it', 'them')}",
                remedy="Name the column as the transparency code does, if there is one",
            )
        )
    return Layout(tuple(headings), below, found, tuple(findings))


def _rows(text: str) -> list[Row]:
    """The filled rows of CSV, with the line each begins on."""
    rows = [
        row
        for row in rows_of(text, _WHAT, _likeness, lambda cell: " ".join(as_printed(cell).split()))
        if any(row[1])
    ]
    if not rows:
        raise FormatError(_WHAT, ("it is empty; give the text of a CSV file",))
    return rows


def _likeness(rows: list[Row]) -> tuple[int, int]:
    """How much rows look like a register: by the facts that a heading names, then by their width."""
    filled = [cells for _, cells in rows if any(cells)][:_SAMPLE]
    return (
        max(map(_score, filled[:_MOST_ROWS_BEFORE]), default=0),
        max(map(len, filled), default=0),
    )


def _score(headings: list[str]) -> int:
    return len({*_by_name(headings)} - {""})


def _by_name(headings: list[str]) -> Iterator[str]:
    """The fact that each heading names; empty for one that names none."""
    for heading in headings:
        # What is longer is a cell of text, not a heading, and the forms are slow on it.
        plain = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", heading[:200])
        named = (f for f, form, other in _NAMES if form.search(plain) and not other.search(plain))
        yield next(named, "")


def _heading(rows: list[Row]) -> tuple[int, dict[str, tuple[int, ...]]]:
    """The number of the row of headings, and the places of the facts it names; -1 where there is none."""
    scores = [
        _score(cells) - 2 * any(map(_CONTENT.match, cells)) for _, cells in rows[:_MOST_ROWS_BEFORE]
    ]
    number = scores.index(max(scores))
    if scores[number] < 2:
        return -1, {}
    named = enumerate(_by_name(rows[number][1]))
    return number, grouped((fact, place) for place, fact in named if fact)


_READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "starts": cells.day, "ends": cells.day, "review": cells.day, "value": cells.money, "vat": cells.money,
}  # fmt: skip


def _sure(
    headings: list[str], places: Mapping[str, tuple[int, ...]], rows: tuple[Row, ...]
) -> tuple[dict[str, tuple[int, ...]], list[Finding]]:
    """One column for each fact by its name, where its cells are of the kind, and what was left out."""
    sure: dict[str, tuple[int, ...]] = {}
    findings = list[Finding]()
    for fact, named in places.items():
        read = _READERS.get(fact, str)
        wrong = [n for n in named if len(_filled(rows, n)) > 2 and not _share(rows, n, read)]
        right = [n for n in named if n not in wrong]
        taken = right if fact in _SEVERAL else right[:1]
        if fact == "value":
            yearly = [n for n in right if cells.is_yearly(headings[n])]
            taken = [*[n for n in right if n not in yearly][:1], *yearly[:1]]
        sure |= {fact: tuple(taken)} if taken else {}
        left_out = dict.fromkeys(wrong, "its cells cannot be read as that")
        left_out |= {n: f'the column "{headings[taken[0]]}" is' for n in right if n not in taken}
        for place, why in left_out.items():
            findings.append(
                REGISTER_COLUMNS_UNSURE.warns(
                    f'The column "{headings[place]}" is not taken for {_WORDS[fact]}: {why}',
                    remedy="Rename the columns if another is meant",
                )
            )
    return sure, findings


def _month_first(
    headings: list[str], found: Mapping[str, tuple[int, ...]], rows: tuple[Row, ...]
) -> Iterator[Finding]:
    """The columns with days that may have their month first, where one of the sheet has it."""
    columns = {
        place: _filled(rows, place)
        for fact in ("starts", "ends", "review")
        for place in found.get(fact, ())
    }
    must = next(filter(_MONTH_FIRST.match, (d for days in columns.values() for d in days)), "")
    for place, days in columns.items():
        may = next(filter(_EITHER_FIRST.match, days), "")
        if must and may:
            yield REGISTER_COLUMNS_UNSURE.warns(
                f'{must} has the month first, but {may} in the column "{headings[place]}" is read day first',
                remedy="Write its days like 2027-03-31",
            )


def _filled(rows: tuple[Row, ...], place: int) -> list[str]:
    own = (row[place] for _, row in rows if place < len(row))
    return [cell for cell in own if not cells.is_blank(cell) and not cells.is_rolling(cell)]


def _share(rows: tuple[Row, ...], place: int, read: Callable[[str], object]) -> float:
    """How many of the first filled cells of a column can be read, as a share; 0 where all are empty."""
    sample, readable = _filled(rows, place)[:_SAMPLE], 0
    for cell in sample:
        with suppress(ValueError):
            readable += read(" ".join(cell.split())) is not None
    return readable / max(len(sample), 1)


def _guessed(
    headings: list[str], sure: Mapping[str, tuple[int, ...]], rows: tuple[Row, ...]
) -> Iterator[tuple[str, int]]:
    """Facts without a column of their name, each with a free column whose cells are of its kind."""
    taken = {place for places in sure.values() for place in places}
    for fact, test in _TESTS[: None if not any(headings) else -2]:
        free = (
            n
            for n in range(len(headings))
            if n not in taken and not _OTHER_DAYS.search(headings[n])
        )
        found = next((n for n in free if _share(rows, n, test) >= 0.5), None)
        if fact not in sure and found is not None:
            taken.add(found)
            yield fact, found


def _dated(cell: str) -> object:
    return cells.day(cell) if re.search(r"\d", cell) else None


_TESTS: Final[tuple[tuple[str, Callable[[str], object]], ...]] = (
    ("starts", _dated), ("ends", _dated),
    ("value", lambda cell: cells.money(cell) if re.search(r"[£€,]|\.\d\d$", cell) else None),
    ("supplier", _FIRM.search),
    ("reference", re.compile(r"(?=.*\d)[\w/.-]+").fullmatch), ("title", str),
)  # fmt: skip
"""The kinds of cell by which a column is known; the last two only where there are no headings at all."""
