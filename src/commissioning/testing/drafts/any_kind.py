"""A valid record or value of any class, made from the types of its fields and a scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import EllipsisType, FunctionType
from typing import Any, Final, TypeVar, cast

import attrs
from attrs import field

from commissioning.errors import RecordError
from commissioning.process import Process
from commissioning.records.record import Record, not_a_kind
from commissioning.testing.drafts.fields import ANYWHERE, FIELDS, ONE, SEVERAL, From
from commissioning.testing.stories.scenario import Scenario
from commissioning.values import shapes
from commissioning.values.checking import Checked
from commissioning.values.families import Family, is_family, kinds_of
from commissioning.values.fitting import described_value
from commissioning.values.frozen import frozen
from commissioning.values.text import article, display_name

V = TypeVar("V", bound=Checked)
Drafts = Mapping[type[Record], Callable[[Scenario], Record]]


@frozen(repr=False)
class DraftedProcess(Process):
    """A process together with how some of its kinds of record are drafted."""

    drafts: Drafts = field(kw_only=True, factory=dict, eq=False)


def with_drafts(process: Process, drafts: Drafts) -> Process:
    """The process with a council's own way to draft a kind of record: a function of a `Scenario`.

    Where the rules of a record ask more than the types of its fields, this is how stories, strategies
    and the machine learn to write it: `with_drafts(ours, {SiteVisit: draft_site_visit})`. Raises
    `RecordError` for a kind that the process does not know.
    """
    for kind, draft in drafts.items():
        process.step(kind)
        if not callable(draft):
            raise RecordError(
                f"draft of {article(display_name(kind))}",
                (f"{described_value(draft)} is not a function; give one that takes a `Scenario`",),
            )
    held = process.drafts if isinstance(process, DraftedProcess) else {}
    return DraftedProcess(process.steps, process.kinds, drafts={**held, **drafts})


def make(kind: type[V], scenario: Scenario | None = None, /, **fields: object) -> V:
    """A valid record or value, with these fields given: `make(TenderReceived, provider="birch")`.

    Give a scenario where several records have to agree with one another. Fields that depend on the day,
    the lots or the provider follow those that are given: a deadline moves with `on`, prices with
    `lots`. A council's own kind of record is made as the process of the scenario's cycle says
    (`with_drafts`), or else from its types. The same arguments always give the same value.

    Raises `TypeError` for a field that the class does not have or a draft that returns something else,
    and `RecordError` where the fields make no valid value.
    """
    if not (isinstance(kind, type) and (attrs.has(kind) or is_family(kind))):
        raise RecordError("make", (not_a_kind(kind),))
    scenario = _moved(scenario or Scenario(), fields)
    process = scenario.cycle.process if scenario.cycle else Process.standard()
    known: Any = next(iter(kinds_of(kind, process.kinds).values())) if is_family(kind) else kind
    own = process.drafts.get(known) if isinstance(process, DraftedProcess) else None
    if own is not None:
        written: Any = own(scenario)
        if not isinstance(written, known):
            name, shown = article(display_name(known)), described_value(written)
            raise TypeError(f"The draft of {name} returns {shown}; let it return {name}.")
        return cast("V", attrs.evolve(written, **fields))
    drafted = {name: value(scenario) for name, value in _plan(known) if name not in fields}
    return cast("V", known(**drafted, **fields))


def _moved(scenario: Scenario, given: Mapping[str, object]) -> Scenario:
    """The scenario with the day, lots and provider that are given, where they are such as a record takes."""
    changes: dict[str, Any] = {}
    on, lots, provider = given.get("on"), given.get("lots"), given.get("provider")
    if type(on) is date:
        changes["day"] = on
    if isinstance(lots, tuple) and lots and set(lots) <= set(scenario.lots or lots):
        changes["lots"] = tuple(dict.fromkeys(lots))
    if isinstance(provider, str):
        changes["provider"] = provider
    return attrs.evolve(scenario, **changes) if changes else scenario


@cache
def _plan(kind: Any) -> tuple[tuple[str, From], ...]:  # noqa: ANN401  (a class, hashable; mypy thinks not)
    """How each field that is not left at its default gets its value."""
    named = attrs.fields_dict(kind)
    made = {name: _source(kind, named[name], shape) for name, shape in shapes.shapes(kind).items()}
    return tuple((name, source) for name, source in made.items() if source is not None)


def _source(kind: type, named: attrs.Attribute[Any], shape: shapes.Shape) -> From | None:
    row = FIELDS.get(kind) or _example(kind)
    asked = issubclass(kind, Checked) and named.name in kind.asked_for
    if named.name not in row and named.default is not attrs.NOTHING and not asked:
        return None
    given = row.get(named.name, ...)
    if given is ...:
        given = ANYWHERE.get(named.name, ...)
    if isinstance(given, FunctionType):
        return cast("From", given)
    if not isinstance(given, EllipsisType):
        return lambda _: given
    refers = named.metadata.get("refers", "")
    if refers == "record":
        return lambda scenario: _recorded(kind, named.name, scenario)
    if refers in ONE:
        one = ONE[refers]
        several = SEVERAL.get(refers, lambda scenario: (one(scenario),))
        return several if isinstance(shape, shapes.ManyOf) else one
    given_anyway = asked or named.name in row
    wanted = shape.of if isinstance(shape, shapes.OrNone) and given_anyway else shape
    return lambda scenario: plain(wanted, scenario)


def _example(kind: type) -> Mapping[str, object]:
    """The fields of the example that a kind of an open family gives, if it gives one."""
    given = kind.example() if issubclass(kind, Family) else None
    return {} if given is None else {name: getattr(given, name) for name in shapes.shapes(kind)}


def _recorded(kind: type, name: str, scenario: Scenario) -> str:
    """The reference of the record that a field names: the latest of a kind that this one rests on."""
    process = scenario.cycle.process if scenario.cycle else Process.standard()
    rests_on = process.step(kind).rests_on if issubclass(kind, Record) else ()
    named: list[Any] = [kind for kind in rests_on if name in kind.__name__.lower()] or [*rests_on]
    for needed in named:
        found: Record | None = scenario.latest(needed)
        if found and found.reference:
            return found.reference
        for field_name, source in _plan(needed):
            if field_name == "reference":
                return str(source(scenario))
    records = scenario.cycle.records if scenario.cycle else ()
    return next((r.reference for r in reversed(records) if r.reference), scenario.recommendation)


_PLAIN: Final[dict[type, object]] = {
    str: "as agreed",
    int: 1,
    bool: False,
    Decimal: Decimal(1),
    Fraction: Decimal(1),
    time: time(12),
}


def plain(shape: shapes.Shape, scenario: Scenario) -> object:  # noqa: PLR0911  (one a shape)
    """The simplest value of a shape. Raises `RecordError` for a type that no field of ours has."""
    match shape:
        case shapes.OrNone():
            return None
        case shapes.ManyOf(part):
            return (plain(part, scenario),)
        case shapes.Fixed(parts):
            return tuple(plain(part, scenario) for part in parts)
        case shapes.Either(options):
            return plain(options[0], scenario)
        case shapes.OneOf(kind):
            return next(iter(kind))
        case shapes.OfClass(kind):
            return make(kind, scenario)
        case shapes.Plain(kind) if kind is date:
            return scenario.day
        case shapes.Plain(kind) if kind in _PLAIN:
            return _PLAIN[kind]
    raise RecordError("make", (f"{shape.of!r} has no plain value; give the field yourself",))
