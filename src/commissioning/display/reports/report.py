"""A report before it becomes a page: sections of words, lists and tables, each drawn from records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, TypeAlias

from attrs import evolve, fields

from commissioning.cycle import Cycle
from commissioning.display.overview import heading
from commissioning.errors import RecordError, written
from commissioning.records import approval, panel
from commissioning.records.record import WHOLE, Record
from commissioning.values.canonical import digest
from commissioning.values.frozen import frozen
from commissioning.values.tables import Cell, Column, Table
from commissioning.values.text import Word, agreeing, capital, counted, no_such

Block: TypeAlias = str | tuple[str, ...] | Table
"""A paragraph, a list, or a table."""

NO_WORDS: Final[Mapping[str, str]] = MappingProxyType({})


class Readership(Word):
    """The readers of a report, or of a section of it."""

    PUBLIC = "public"
    EXEMPT = "exempt from publication"

    @property
    def words(self) -> str:
        """The line below the title of a part."""
        return "Public part" if self is Readership.PUBLIC else "For the council only"


@frozen(kw_only=True)
class ReportSection:
    """One section: what it says, the records it says it from, and what it lacks."""

    key: str
    """Its name in a narrative, and on the page."""
    title: str
    blocks: tuple[Block, ...] = ()
    records: tuple[Record, ...] = ()
    narrative: str = ""
    """The words that a person adds."""
    missing: str = ""
    """The gap in the records, as a sentence; empty where nothing is missing."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The records it is drawn from, in words, each once."""
        return tuple(dict.fromkeys(record.described() for record in self.records))


@frozen(kw_only=True)
class Report:
    """A report as of the end of a day. The same records give the same report, to the letter."""

    title: str
    cycle: str
    """The title of the cycle."""
    on: date
    part: Readership
    about: tuple[str, ...]
    """Lines under the title."""
    sections: tuple[ReportSection, ...]
    records: int
    records_digest: str
    """The SHA-256 of the cycle as it was on the day: `Cycle.digest`."""

    def digest(self) -> str:
        """The SHA-256 of what the report says; it changes with any word of it."""
        return digest(self)

    def missing(self) -> tuple[str, ...]:
        """The gaps of the sections, a sentence each."""
        return tuple(section.missing for section in self.sections if section.missing)

    def foot(self) -> tuple[str, ...]:
        """The lines below it: the number of records, both digests, and whether anything is missing."""
        lines = (
            f"Made from {counted(self.records, 'record')} as of the end of {written(self.on)}.",
            f"Digest of the records (SHA-256): {self.records_digest}",
            f"Digest of this report: {self.digest()}",
        )
        missing = len(self.missing())
        said = f"{counted(missing, 'section')} {agreeing(missing, 'lacks', 'lack')} records, as noted there."
        return (*lines, said) if missing else lines

    def with_words(self, change: Callable[[str], str]) -> Report:
        """The report with every text changed, such as names taken out."""
        about, sections = tuple(map(change, self.about)), list[ReportSection]()
        for each in self.sections:
            blocks = tuple(_changed(block, change) for block in each.blocks)
            words, gap = change(each.narrative), change(each.missing)
            sections.append(evolve(each, blocks=blocks, narrative=words, missing=gap))
        return evolve(self, about=about, sections=tuple(sections))


def _changed(block: Block, change: Callable[[str], str]) -> Block:
    if isinstance(block, str):
        return change(block)
    if isinstance(block, tuple):
        return tuple(map(change, block))

    def cell(value: Cell) -> Cell:
        return change(value) if isinstance(value, str) else value

    heads = (evolve(column, name=change(column.name)) for column in block.columns)
    return Table(tuple(heads), tuple(tuple(map(cell, row)) for row in block.rows))


_OF_PEOPLE: Final = frozenset({"assessor", "member", "present", "opened_by"})
"""Fields of records that refer to people."""


def people_of(cycle: Cycle) -> frozenset[str]:
    """The references of the people whom the records mention: on panels, at openings, in decisions."""
    return frozenset(name for record in cycle.records for name in _people(record) if name)


def _people(record: Record) -> Iterator[str]:
    if isinstance(record, panel.Panel):
        yield from (member.reference for member in record.members)
    if isinstance(record, panel.PanelChanged):
        yield from (*(member.reference for member in record.joined), *record.left)
    if isinstance(record, approval.Approval):
        yield from (person.reference for person in record.approvers)
    for field in fields(type(record)):
        value = getattr(record, field.name) if field.name in _OF_PEOPLE else None
        yield from (value,) if isinstance(value, str) else value or ()


def replacing(names: Mapping[str, str]) -> Callable[[str], str]:
    """A change of words that puts something else for each name, where it stands as a whole word."""
    longest = sorted((name for name in names if name), key=lambda name: (-len(name), name))
    if not longest:
        return lambda text: text
    pattern = re.compile(
        rf"(?<![\w-])({'|'.join(map(re.escape, longest))})(?![\w-])", re.IGNORECASE
    )
    lower = {name.lower(): other for name, other in names.items()}
    return lambda text: pattern.sub(lambda found: lower[found[0].lower()], text)


def report_of(
    cycle: Cycle, on: date, *, title: str, part: Readership, sections: Iterable[ReportSection],
    narrative: Mapping[str, str] = NO_WORDS,
) -> Report:  # fmt: skip
    """A report about a cycle as it was at the end of a day, without references to people.

    Raises `RecordError` for a narrative of a section that it does not have.
    """
    drawn = {section.key: section for section in sections}
    if unknown := [key for key in narrative if key not in drawn]:
        raise RecordError("report", tuple(no_such("section", key, drawn) for key in unknown))
    told = (evolve(each, narrative=narrative.get(key, "")) for key, each in drawn.items())
    made = Report(
        title=title,
        cycle=cycle.title,
        on=on,
        part=part,
        about=heading(cycle),
        sections=tuple(told),
        records=len(cycle.records),
        records_digest=cycle.digest(),
    )
    # A letter or a number names no person, and would be found in an article, a lot and a date.
    people = (name for name in people_of(cycle) if len(name) > 1 and not name.isdigit())
    return made.with_words(replacing(dict.fromkeys(people, "a person who took part")))


Said: TypeAlias = tuple[Iterable[Block | None], Iterable[Record | None]]
"""The contents of a section, and the records that they are drawn from."""


def section_of(
    key: str, title: str, blocks: Iterable[Block | None], records: Iterable[Record | None] = (),
    missing: str = "",
) -> ReportSection:  # fmt: skip
    """A section; `missing` is said where it has neither words nor figures."""
    made = tuple(block for block in blocks if block)
    held = tuple(record for record in records if record is not None)
    return ReportSection(
        key=key, title=title, blocks=made, records=held, missing="" if made else missing
    )


def table_of(columns: Iterable[str | Column], rows: Iterable[tuple[Cell, ...]]) -> Table | None:
    """A table, of which a name alone is a column of text; None where it has no rows."""
    made = tuple(Column(each) if isinstance(each, str) else each for each in columns)
    held = tuple(rows)
    return Table(made, held) if held else None


def of_lot(lot: str, words: str = "") -> str:
    """A lot, and the words about it if there are any; of a service bought as a whole the words alone."""
    return capital(": ".join(filter(None, ("" if lot == WHOLE else f"Lot {lot}", words))))
