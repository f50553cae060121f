"""Rows with declared columns: what a result hands to a spreadsheet, a data frame or a page.

A `Table` is data first. `to_dicts`, `to_columns` and `to_csv` hand it on; any library that speaks
the Arrow stream protocol (polars, pandas, duckdb, pyarrow) takes the table itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from importlib import import_module
from io import StringIO
from itertools import compress, zip_longest
from types import ModuleType
from typing import Final, Generic, TypeVar

from commissioning.errors import RecordError, written
from commissioning.values.checking import Checked, asks
from commissioning.values.fitting import described_value
from commissioning.values.frozen import frozen
from commissioning.values.text import Word, counted, listed, more_than_once

Cell = Decimal | int | str | date | bool | None
"""The content of one cell. None is an empty cell, in any kind of column."""

T = TypeVar("T")
U = TypeVar("U")
_NARROWEST: Final = 8
_GAP: Final = "  "
FORMULA_STARTS: Final = tuple("=+-@\uff1d\uff0b\uff0d\uff20")  # the last four are full-width forms
_ROW: Final = '<tr style="background:none">'
"""A row takes its ground from what it stands on, and not the stripes of a notebook's dark theme."""
_NO_ROWS: Final = "no rows"
_BYTE_ORDER_MARK: Final = "\ufeff"
_ARROW_USUAL_DIGITS: Final = 38
_ARROW_MOST_DIGITS: Final = 76
_ARROW_MOST_WHOLE: Final = 2**63 - 1


class Kind(Word):
    """The kind of content in the cells of a column."""

    TEXT = "text"
    NUMBER = "an exact number"
    WHOLE = "a whole number"
    DAY = "a day"
    YES_NO = "yes or no"


_CELL_TYPES: Final[dict[Kind, type]] = {
    Kind.TEXT: str,
    Kind.NUMBER: Decimal,
    Kind.WHOLE: int,
    Kind.DAY: date,
    Kind.YES_NO: bool,
}
_RIGHT_ALIGNED: Final = {Kind.NUMBER, Kind.WHOLE}


@frozen
class Column(Checked):
    """One column: its name, what its cells hold, and what they mean, with the unit."""

    name: str
    kind: Kind = Kind.TEXT
    meaning: str = ""
    empty: str = ""
    """The words that a reader sees in an empty cell: "not known". Files and frames leave it empty."""

    never_empty = asks(name="is empty; give the heading of the column")

    def takes(self, cell: Cell) -> bool:
        """Whether a filled cell is of the kind that the column holds."""
        if isinstance(cell, bool):
            return self.kind is Kind.YES_NO
        return isinstance(cell, _CELL_TYPES[self.kind])


@frozen(repr=False)
class Table(Checked):
    """Rows of cells under declared columns, in the order they are to be read."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def problems(self) -> Iterator[str]:
        names = [column.name for column in self.columns]
        for name in sorted(more_than_once(names)):
            yield f"columns: {names.count(name)} columns are named {name!r}; name each differently"
        for number, row in enumerate(self.rows):
            if len(row) != len(names):
                yield (
                    f"rows[{number}]: the columns number {len(names)}, the cells {len(row)}; "
                    "give one for each, None if it is empty"
                )
                continue
            for column, cell in zip(self.columns, row, strict=True):
                if cell is not None and not column.takes(cell):
                    yield (
                        f"rows[{number}]: {column.name} is {described_value(cell)}; "
                        f"its column takes {column.kind}"
                    )

    def filled(self) -> Table:
        """The table without the columns in which no cell says anything; itself if none does."""
        filled = [
            bool(column.empty) or any(cell not in {None, ""} for cell in own)
            for column, own in zip(self.columns, zip(*self.rows, strict=True), strict=False)
        ]
        if not any(filled):
            return self
        columns = tuple(compress(self.columns, filled))
        return Table(columns, tuple(tuple(compress(row, filled)) for row in self.rows))

    def to_dicts(self, *, exact: bool = True) -> list[dict[str, Cell | float]]:
        """A dict for each row, by column name. `exact=False` turns exact numbers into floats."""
        names = [column.name for column in self.columns]
        floats = ([float(c) if isinstance(c, Decimal) else c for c in row] for row in self.rows)
        rows: Iterable[Iterable[Cell | float]] = self.rows if exact else floats
        return [dict(zip(names, row, strict=True)) for row in rows]

    def to_columns(self, *, exact: bool = True) -> dict[str, list[Cell | float]]:
        """A list for each column. `exact=False` turns exact numbers into floats, for charts."""
        rows = self.to_dicts(exact=exact)
        return {column.name: [row[column.name] for row in rows] for column in self.columns}

    def to_pandas(self, *, exact: bool = True) -> object:
        """The table as a `pandas.DataFrame`, exact numbers as Decimals. `ImportError` without pandas."""
        pandas = installed("pandas", "a data frame of pandas")
        names = [column.name for column in self.columns]
        return pandas.DataFrame(self.to_columns(exact=exact), columns=names)

    def to_polars(self, *, exact: bool = True) -> object:
        """The table as a `polars.DataFrame`, exact numbers as Decimals. `ImportError` without polars."""
        polars = installed("polars", "a data frame of polars")
        kinds = {
            Kind.TEXT: polars.String,
            Kind.WHOLE: polars.Int64,
            Kind.DAY: polars.Date,
            Kind.YES_NO: polars.Boolean,
            **({} if exact else {Kind.NUMBER: polars.Float64}),
        }
        known = {column.name: kinds[column.kind] for column in self.columns if column.kind in kinds}
        return polars.DataFrame(self.to_columns(exact=exact), schema_overrides=known)

    def to_csv(self, *, for_excel: bool = False) -> str:
        """The table as comma-separated text (RFC 4180): days as 2015-09-14, numbers without commas.

        Text that a spreadsheet would run as a formula, because it starts with = + - or @, is given
        a leading apostrophe, so what a tenderer typed stays text. Negative numbers keep their sign.
        `for_excel` puts the mark in front without which Excel misreads £ and accents. Write it with
        `Path.write_text(text, encoding="utf-8", newline="")`.
        """
        import csv

        out = StringIO()
        writer = csv.writer(out)
        writer.writerow([_harmless(column.name) for column in self.columns])
        for row in self.rows:
            writer.writerow([_in_csv(cell) for cell in row])
        return (_BYTE_ORDER_MARK if for_excel else "") + out.getvalue()

    def to_html(self, caption: str = "") -> str:
        """The table as HTML, all text escaped; a column's meaning shows when one points at it."""
        head = "".join(_head_cell(column) for column in self.columns)
        body = "".join(f"{_ROW}{self._html_cells(row)}</tr>\n" for row in self.rows)
        none = f'{_ROW}<td colspan="{len(self.columns) or 1}">{_NO_ROWS}</td></tr>\n'
        title = f"<caption>{_escaped(caption)}</caption>\n" if caption else ""
        return (
            f'<table class="commissioning" style="border-collapse:collapse;color:inherit">\n{title}'
            f"<thead><tr>{head}</tr></thead>\n"
            f"<tbody>\n{body or none}</tbody>\n</table>"
        )

    def to_text(self, width: int = 80) -> str:
        """The table as aligned plain text, no wider than `width` where the columns leave a choice.

        With more columns than fit, each row becomes a block of lines, one for each filled cell.
        """
        gaps = len(_GAP) * (len(self.columns) - 1)
        if not self.columns or len(self.columns) * _NARROWEST + gaps > width:
            return "\n\n".join(self._blocks(width)) or (_NO_ROWS if self.columns else "")
        shown = [
            [
                shown_cell(cell) or column.empty
                for column, cell in zip(self.columns, row, strict=True)
            ]
            for row in self.rows
        ]
        heads = [column.name for column in self.columns]
        widths = _fitted(zip(heads, *shown, strict=True), width)
        lines = [*self._line(heads, widths), _GAP.join("-" * wide for wide in widths)]
        for cells in shown:
            lines.extend(self._line(cells, widths))
        return "\n".join(lines if shown else (*lines, _NO_ROWS))

    def _repr_html_(self) -> str:
        return self.to_html()

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        names = listed(column.name for column in self.columns)
        return f"<Table of {counted(len(self.rows), 'row')}: {names}>"

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The table as an Arrow stream, days as date32 and exact numbers as decimals.

        Raises `ImportError` without pyarrow, `RecordError` for a number longer than Arrow holds.
        """
        pa = installed("pyarrow", "an Arrow stream")
        columns = self.to_columns()
        schema = pa.schema(
            [
                pa.field(column.name, _arrow_type(pa, column, columns[column.name]))
                for column in self.columns
            ]
        )
        return pa.table(columns, schema=schema).__arrow_c_stream__(requested_schema)

    def _html_cells(self, row: tuple[Cell, ...]) -> str:
        return "".join(
            f'<td style="{_style(column)}">{_html(column.empty if cell in {None, ""} else cell)}</td>'
            for column, cell in zip(self.columns, row, strict=True)
        )

    def _blocks(self, width: int) -> Iterator[str]:
        import textwrap

        for row in self.rows:
            yield "\n".join(
                textwrap.fill(f"{column.name}: {words}", width, subsequent_indent="    ")
                for column, cell in zip(self.columns, row, strict=True)
                if (words := shown_cell(cell) or column.empty)
            )

    def _line(self, cells: Iterable[str], widths: list[int]) -> Iterator[str]:
        wrapped = [_wrapped(cell, wide) for cell, wide in zip(cells, widths, strict=True)]
        for parts in zip_longest(*wrapped, fillvalue=""):
            placed = (
                part.rjust(wide) if column.kind in _RIGHT_ALIGNED else part.ljust(wide)
                for part, wide, column in zip(parts, widths, self.columns, strict=True)
            )
            yield _GAP.join(placed).rstrip()


class ColumnsOf(Generic[T]):
    """The columns of a table about things of one kind, each with the reader of its cell from one of them.

    `ColumnsOf[Spend]((Column("paid", Kind.NUMBER), lambda spend: spend.paid)).table(all_spend)`
    """

    def __init__(self, *readers: tuple[Column, Callable[[T], Cell]]) -> None:
        self.readers = readers
        self.columns = tuple(column for column, _ in readers)

    def row(self, one: T) -> tuple[Cell, ...]:
        """The cells of one thing."""
        return tuple(reader(one) for _, reader in self.readers)

    def of_part(self, part: Callable[[U], T]) -> tuple[tuple[Column, Callable[[U], Cell]], ...]:
        """The same columns with their readers, for things that have such a part."""

        def through(reader: Callable[[T], Cell]) -> Callable[[U], Cell]:
            return lambda whole: reader(part(whole))

        return tuple((column, through(reader)) for column, reader in self.readers)

    def table(self, things: Iterable[T]) -> Table:
        """One row for each thing, in the same order."""
        return Table(self.columns, tuple(map(self.row, things)))


def installed(package: str, what: str, named: str = "") -> ModuleType:
    """An optional package; `named` is what it is installed as, where that is another name.

    Raises `ImportError` that names it, and what needs it, where it is missing.
    """
    try:
        return import_module(package)
    except ImportError as missing:
        name = named or package
        raise ImportError(f"{what} needs {name}: pip install {name}") from missing


def shown_cell(cell: Cell) -> str:
    """A cell as a reader wants it: 14 September 2015, 142,000,000, yes, and nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, date):
        return written(cell)
    return f"{cell:,f}" if isinstance(cell, Decimal) else str(cell)


def _in_csv(cell: Cell) -> str:
    if isinstance(cell, str):
        return _harmless(cell)
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else str(cell).lower()
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _harmless(text: str) -> str:
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def as_typed(cell: str) -> str:
    """A cell of CSV without the apostrophe that kept it from being run as a formula."""
    return cell[1:] if cell.startswith("'") and _harmless(cell) != cell else cell


def _style(column: Column) -> str:
    """The style of a cell: a rule below it that shows on light and on dark; a day stays on one line."""
    side = "right" if column.kind in _RIGHT_ALIGNED else "left"
    whole = ";white-space:nowrap" if column.kind is Kind.DAY else ""
    return f"text-align:{side};padding:2px 8px;border-bottom:1px solid #8886{whole}"


def _head_cell(column: Column) -> str:
    title = f' title="{_escaped(column.meaning)}"' if column.meaning else ""
    return f'<th scope="col" style="{_style(column)}"{title}>{_escaped(column.name)}</th>'


def _escaped(text: str) -> str:
    import html  # this, `csv` and `textwrap` are loaded with the first table that is shown

    return html.escape(text)


def _html(cell: Cell) -> str:
    return _escaped(shown_cell(cell)).replace("\n", "<br>")


def _fitted(columns: Iterable[tuple[str, ...]], width: int) -> list[int]:
    """Column widths within the line: the widest gives way first, and a word or number breaks last."""
    held = list(columns)
    lines = ([line for cell in cells for line in cell.split("\n")] for cells in held)
    widths = [max(map(len, each), default=1) or 1 for each in lines]
    words = [max(map(len, " ".join(cells).split()), default=1) for cells in held]
    for _ in range(sum(widths) + len(_GAP) * (len(widths) - 1) - width):
        loose = [wide if wide > word else 0 for wide, word in zip(widths, words, strict=True)]
        giving = loose if any(loose) else widths
        widths[giving.index(max(giving))] -= 1
    return widths


def _wrapped(cell: str, width: int) -> list[str]:
    import textwrap

    lines: list[str] = []
    for line in cell.split("\n"):
        lines.extend(textwrap.wrap(line, width, break_on_hyphens=False) or [""])
    return lines


def _arrow_type(pa: ModuleType, column: Column, cells: list[Cell | float]) -> object:
    """The Arrow type of a column. Arrow fixes the digits of a whole column of exact numbers."""
    plain = {Kind.TEXT: pa.string, Kind.WHOLE: pa.int64, Kind.DAY: pa.date32, Kind.YES_NO: pa.bool_}
    if column.kind is not Kind.NUMBER:
        wholes = (cell for cell in cells if isinstance(cell, int))
        if any(abs(whole) > _ARROW_MOST_WHOLE for whole in wholes):
            raise _does_not_fit(f"{column.name} has a whole number beyond {_ARROW_MOST_WHOLE:,}")
        return plain[column.kind]()
    numbers = [cell for cell in cells if isinstance(cell, Decimal)]
    scale = max((2, *(-int(number.as_tuple().exponent) for number in numbers)))
    digits = scale + max((1, *(number.adjusted() + 1 for number in numbers)))
    if digits <= _ARROW_USUAL_DIGITS:
        return pa.decimal128(_ARROW_USUAL_DIGITS, scale)
    if digits <= _ARROW_MOST_DIGITS:
        return pa.decimal256(_ARROW_MOST_DIGITS, scale)
    raise _does_not_fit(f"{column.name} needs {digits} digits and Arrow holds {_ARROW_MOST_DIGITS}")


def _does_not_fit(why: str) -> RecordError:
    return RecordError("table", (f"{why}; round the column or hand it on as text",))
