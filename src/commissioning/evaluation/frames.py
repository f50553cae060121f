"""Prices and marks out of mappings, records or data frames, by lot, provider and criterion.

A frame is whatever has columns by name. An answer is nested dictionaries of cells as
they were found; `Comparison` reads the numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from itertools import chain, repeat
from typing import Any, Final, Protocol, TypeAlias, runtime_checkable

from commissioning.errors import RecordError
from commissioning.evaluation.inputs import for_lot
from commissioning.records import panel, tender
from commissioning.records.record import WHOLE
from commissioning.values.bounds import out_of_bounds, within_bounds
from commissioning.values.fitting import is_missing, python_value
from commissioning.values.money import Money
from commissioning.values.text import did_you_mean, listed, more_than_once, numbered

PROVIDER: Final = ("provider", "bidder", "tenderer", "supplier")
_LOT, _ASSESSOR = ("lot",), ("assessor", "evaluator")
_PRICE, _MARK = ("price",), ("mark", "score")
_KEYS: Final = (PROVIDER, _LOT, _ASSESSOR, ("criterion",))
_WORDS: Final = {*chain(*_KEYS, _PRICE, _MARK)}


@runtime_checkable
class DataFrame(Protocol):
    """A data frame of pandas or polars, or an Arrow table."""

    @property
    def columns(self) -> Any: ...


Columns: TypeAlias = dict[str, list[Any]]
Prices: TypeAlias = dict[str, dict[str, Any]]
"""The price by lot and provider."""
Marks: TypeAlias = dict[str, dict[str, dict[str, Any]]]
"""The mark by lot, provider and criterion; for several assessors a mapping by assessor."""


def read_marks(data: Any, criteria: Collection[str], lots: Collection[str]) -> Marks:
    """The marks that are filled in. Raises `RecordError` for what is neither mapping nor table."""
    columns = columns_of(data, "marks")
    if columns is None:
        return _nested_marks(_mapping(data, "marks"), criteria, lots)
    names = _headings(columns, "marks")
    providers = _named(columns, names, PROVIDER, "marks")
    where = columns.get(_first(names, _LOT) or "", repeat(WHOLE))
    who = columns.get(_first(names, _ASSESSOR) or "", repeat(None))
    marks: Marks = {}
    for criterion, marked in _marked(columns, names, criteria):
        for lot, provider, name, assessor, mark in zip(
            where, providers, criterion, who, marked, strict=False
        ):
            if is_missing(mark):
                continue
            cells = marks.setdefault(str(lot), {}).setdefault(str(provider), {})
            what = f"marks: {provider} on {name}{for_lot(str(lot))}"
            if assessor is None:
                _put(cells, str(name), mark, what)
            else:
                _put(cells.setdefault(str(name), {}), str(assessor), mark, f"{what} by {assessor}")
    return marks


def _put(cells: dict[str, Any], name: str, cell: Any, what: str) -> None:
    """Raises `RecordError` for another cell in the same place: which of the two rows holds is not for us."""
    if cells.setdefault(name, cell) != cell:
        raise _refusal(f"{what} has two rows, with {cells[name]} and {cell}; keep the right one")


def _marked(
    columns: Columns, names: Mapping[str, str], criteria: Collection[str]
) -> Iterator[tuple[Iterable[Any], list[Any]]]:
    """The criterion and the mark of each row: from two columns, or from a column for each criterion."""
    mark = _first(names, _MARK)
    if "criterion" in names and mark:
        yield columns[names["criterion"]], columns[mark]
        return
    found = [name for name in criteria if name in columns]
    near = (
        (name, did_you_mean(name, (*columns, "price"))) for name in criteria if name not in columns
    )
    slips = tuple(f"marks: there is no column {name}{meant}" for name, meant in near if meant)
    if slips:
        raise RecordError("comparison", slips)
    if not found:
        raise _refusal(
            f"marks: the columns are {listed(columns)}; name each criterion of `weights` as a column, "
            "or give the columns `provider`, `criterion` and `mark`"
        )
    yield from ((repeat(name), columns[name]) for name in found)


def read_prices(data: Any, providers: Collection[str], lots: Collection[str]) -> Prices:
    """The prices that are given; an empty cell is a lot that a provider has not tendered for."""
    columns = columns_of(data, "prices")
    if columns is None:
        nested = _mapping(data, "prices")
        if not any(issubclass(kind, Mapping) for kind in {*map(type, nested.values())}):
            nested = {WHOLE: nested}
        elif not _lots_first(nested, providers, lots):
            nested = _turned(nested)
        return {str(lot): _filled(row) for lot, row in nested.items()}
    names = _headings(columns, "prices")
    who = [*map(str, _named(columns, names, PROVIDER, "prices"))]
    price = _first(names, _PRICE)
    if price is None:
        others = (name for name in columns if name.casefold() not in PROVIDER)
        of_lots = [name for name in others if name in lots or not lots]
        prices: Prices = {lot: {} for lot in of_lots}
        rows = [
            (lot, provider, amount)
            for lot in of_lots
            for provider, amount in zip(who, columns[lot], strict=False)
        ]
    else:
        where = columns.get(_first(names, _LOT) or "", repeat(WHOLE))
        prices, rows = {}, list(zip(where, who, columns[price], strict=False))
    for lot, provider, amount in rows:
        if not is_missing(amount):
            cells = prices.setdefault(str(lot), {})
            _put(cells, provider, amount, f"prices: {provider}{for_lot(str(lot))}")
    return prices


def columns_of(data: Any, what: str) -> Columns | None:
    """The columns of a table by name; None for a mapping of something else."""
    if hasattr(data, "to_columns"):
        return dict(data.to_columns())
    data = data.collect() if hasattr(data, "collect") else data  # a lazy frame of polars
    names = getattr(data, "column_names", getattr(data, "columns", None))
    if names is not None:
        _refuse_second(map(str, names), what, "column")
        columns = {str(name): _cells(data[name]) for name in names}
        return _with_index(columns, data.index, what) if hasattr(data, "index") else columns
    if isinstance(data, Mapping):
        columns = {str(name): python_value(cells) for name, cells in data.items()}
        if not all(isinstance(column, list) for column in columns.values()):
            return None
        if len({*map(len, columns.values())}) > 1:
            raise _refusal(
                f"{what}: the columns are not of one length; fill the gaps, with None where a cell is empty"
            )
        return columns or None
    if hasattr(data, "items") or isinstance(data, str) or not isinstance(data, Iterable):
        return None
    rows = [row for each in data for row in _rows(each, what)]
    headings = dict.fromkeys(name for row in rows for name in row)
    return {str(name): [row.get(name) for row in rows] for name in headings}


def _with_index(columns: Columns, index: Any, what: str) -> Columns:
    """The columns, and the index of pandas as one: of the provider, unless it is named for another."""
    if getattr(index, "nlevels", 1) > 1:
        raise _refusal(f"{what}: the index has several levels; give `frame.reset_index()`")
    named = str(getattr(index, "name", "")).casefold()
    wanted = next((words for words in _KEYS if named in words), PROVIDER)
    is_known = not {name.casefold() for name in columns}.isdisjoint(wanted)
    if is_known or type(index).__name__ == "RangeIndex":  # no more than the numbers of the rows
        return columns
    return {wanted[0]: _cells(index), **columns}


def _headings(columns: Columns, what: str) -> dict[str, str]:
    """The columns by their names in small letters.

    Raises `RecordError` for a second column of a name, and for a row that does not say whose its cells are.
    """
    _refuse_second(filter(_WORDS.__contains__, map(str.casefold, columns)), what, "column")
    names = {name.casefold(): name for name in columns}
    if problems := tuple(_gaps(columns, names, what)):
        raise RecordError("comparison", problems)
    return names


def _gaps(columns: Columns, names: Mapping[str, str], what: str) -> Iterator[str]:
    for key in filter(None, (_first(names, words) for words in _KEYS)):
        rows = enumerate(zip(columns[key], *columns.values(), strict=False), 1)
        gaps = [
            f"{n}" for n, (cell, *row) in rows if _is_empty(cell) and not all(map(_is_empty, row))
        ]
        if gaps:
            yield f"{what}: there is no {key} in {numbered('row', gaps)}; fill it in, or take the row out"


def _is_empty(cell: Any) -> bool:
    return is_missing(cell) or (isinstance(cell, str) and not cell.strip())


def _refuse_second(names: Iterable[str], what: str, kind: str) -> None:
    if twice := more_than_once(names):
        raise _refusal(f"{what}: there is a second {kind} {listed(sorted(twice))}; keep one")


def _refusal(why: str) -> RecordError:
    return RecordError("comparison", (why,))


def _rows(each: Any, what: str) -> Iterator[Mapping[str, Any]]:
    if isinstance(each, tender.TenderReceived):
        for offer in each.prices:
            yield {"lot": offer.lot, "provider": each.provider, "price": offer.price}
    elif isinstance(each, panel.ScoreSheet):
        about = {"provider": each.provider, "assessor": each.assessor}
        for lot in each.lots or (WHOLE,):
            for mark in each.marks:
                yield {"lot": lot, **about, "criterion": mark.criterion, "mark": mark.mark}
    elif isinstance(each, Mapping):
        yield each
    else:
        raise _unreadable(each, what)


def rows_of(frame: Any, what: str) -> list[dict[str, Any]]:
    """The rows of a data frame by the names of its columns, without empty cells and the names of rows."""
    columns = columns_of(frame, what) or {}
    columns.pop(PROVIDER[0], None)
    rows = (zip(columns, row, strict=True) for row in zip(*columns.values(), strict=True))
    return [{name: cell for name, cell in row if not is_missing(cell)} for row in rows]


def _cells(column: Any) -> list[Any]:
    return list(column.to_pylist() if hasattr(column, "to_pylist") else python_value(column))


def _mapping(data: Any, what: str) -> dict[Any, Any]:
    if type(data) is dict:
        return data.copy()
    if not hasattr(data, "items"):
        raise _unreadable(data, what)
    items = list(data.items())
    _refuse_second((str(name) for name, _ in items), what, "row of")
    return dict(items)


def _unreadable(data: object, what: str) -> RecordError:
    return _refusal(
        f"{what}: {data!r} is not a mapping by provider, a list of rows or a data frame"
    )


def _nested_marks(
    nested: dict[Any, Any], criteria: Collection[str], lots: Collection[str]
) -> Marks:
    """Marks by provider and criterion, or the same for each lot, in either order of lot and provider."""
    rows = {str(name): _mapping(row, "marks") for name, row in nested.items()}
    if not {*criteria}.isdisjoint(chain.from_iterable(rows.values())) or not all(
        isinstance(cell, Mapping) for row in rows.values() for cell in row.values()
    ):
        return {WHOLE: rows}
    if lots and rows.keys().isdisjoint(lots):
        rows = _turned(rows)
    return {
        lot: {str(provider): dict(row) for provider, row in by_provider.items()}
        for lot, by_provider in rows.items()
    }


def _lots_first(
    nested: Mapping[Any, Any], providers: Collection[str], lots: Collection[str]
) -> bool:
    outer = {*map(str, nested)}
    return bool(outer & {*lots}) if lots else not outer <= {*providers}


def _turned(nested: Mapping[Any, Mapping[Any, Any]]) -> dict[Any, dict[Any, Any]]:
    turned: dict[Any, dict[Any, Any]] = {}
    for outer, row in nested.items():
        for inner, cell in row.items():
            turned.setdefault(inner, {})[outer] = cell
    return turned


def _filled(row: Mapping[Any, Any]) -> dict[str, Any]:
    if {*map(type, row.values())} <= {int, str, Decimal}:  # types that have no empty cell
        return dict(zip(map(str, row), row.values(), strict=True))
    return {str(name): cell for name, cell in row.items() if not is_missing(cell)}


def _first(names: Mapping[str, str], wanted: Iterable[str]) -> str | None:
    return next((names[name] for name in wanted if name in names), None)


def _named(
    columns: Columns, names: Mapping[str, str], wanted: tuple[str, ...], what: str
) -> list[Any]:
    found = _first(names, wanted)
    if found is None:
        have = (
            f"the columns are {listed(columns)}; name one of them" if columns else "give a column"
        )
        raise _refusal(f"{what}: {have} `{wanted[0]}`")
    return [cell.strip() if isinstance(cell, str) else cell for cell in columns[found]]


def exact_number(cell: Any) -> Decimal:
    """The number that a cell shows. Raises `ValueError`, a clause, for one that is not exactly that."""
    value = python_value(cell.amount if isinstance(cell, Money) else cell)
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, str)):
        raise ValueError(f"{value!r} is not a number; write one such as 10")
    try:
        number = Decimal(repr(value) if isinstance(value, float) else value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValueError(f'{value!r} is not a number; write one such as 10 or "10.50"')
    if not within_bounds(number):
        raise ValueError(f"{number:.1E} {out_of_bounds(number)}")
    if isinstance(value, float) and number != Decimal(value):
        raise ValueError(f'{value!r} is a float, which is not exact; write Decimal("{value!r}")')
    return number
