"""The check that every value and record of the library makes of itself when it is made.

The annotations are the rule: a field declared `date` takes a day and not a moment, a field
declared `Decimal` never a float, one declared `FromZero[int]` no number below 0. What many classes ask alike
they declare (`never_empty`, `distinct`); the rest a class adds in `problems`. Every problem is gathered
before anything is raised, in words an officer can act on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache, partial
from operator import attrgetter, call, le, lt
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Final, NamedTuple, TypeVar, cast

from commissioning.errors import NotStatedError, RecordError, written
from commissioning.values.asked import Askable
from commissioning.values.constructor_repr import Printer, constructor_repr, instance_only
from commissioning.values.fitting import Test, fits, misfits, taken, unfit
from commissioning.values.frozen import frozen
from commissioning.values.shapes import Shape, notes, shapes
from commissioning.values.text import display_name, repeated

T = TypeVar("T")
_PASSES: Final[Any] = call
"""Runs a test on a value. It is called from C, because every value of the library is tested."""


class Checked(Askable):
    """A frozen value that is right by itself, or was never made."""

    __slots__ = ()

    never_empty: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Fields that may not be empty, each with what it should say: `asks(reply="answer {self.asker}")`.

    `{it}` is the name of the value."""
    distinct: ClassVar[tuple[str, ...]] = ()
    """Fields that name each item once: text, or values by their reference or a field ("bands.name")."""
    never_before: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Days and deadlines that are never before the field `on`, each with words for what was then."""
    never_after: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """The same for days that are never after it: `asks(knew_on="the challenge")`."""
    asked_for: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Fields that a source may not give, though the process asks for them: `asks(people="how many")`."""
    asks_within: ClassVar[tuple[str, ...]] = ()
    """Fields whose values have such fields of their own."""
    formerly: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Names that fields had in files written before, each with the name of today."""

    def __attrs_post_init__(self) -> None:
        cls: type = type(self)
        checks = _checks_of(cls)
        values = checks.values(self)
        if not all(map(_PASSES, checks.tests, values)):
            wrong = tuple(checks.misfits(checks.taken(self, values)))
            if wrong:
                raise RecordError(self.described(), wrong)
        problems = [problem for found in checks.problems for problem in found(self)]
        if problems:
            raise RecordError(self.described(), tuple(problems))

    def problems(self) -> Iterator[str]:
        """The problems of this value by itself, each as `field: what is wrong; what to do`."""
        return iter(())

    def shared_problems(self) -> Iterator[str]:
        """The problems that a base class finds in all of its values; `problems` is for the single class."""
        return iter(())

    def lacks(self, name: str) -> bool:
        """Whether a field that is asked for is not stated, where it is needed at all."""
        return getattr(self, name) is None

    def described(self) -> str:
        """The name of this value in a message."""
        return display_name(type(self))

    @instance_only
    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:  # noqa: ARG002
        """The call that makes it, without the defaults, for IPython and hypothesis."""
        printer.text(constructor_repr(self, indent=printer.indentation))


def asks(**fields: str) -> Mapping[str, str]:
    """Fields that are asked for, each with its words: those of its problem, or of what is missing."""
    return MappingProxyType(fields)


class Limit(NamedTuple):
    """A limit of a number or an amount, as a note on the type of its field or of each of several."""

    holds: Callable[[Any], bool]
    problem: str


def at_least(minimum: int) -> Limit:
    """The note of the smallest number or amount that a field takes.

    As in `Annotated[int, at_least(100)]`; for 0 and 1 there are names.
    """
    return Limit(partial(le, minimum), f"is below the minimum of {minimum}")


FromZero = Annotated[T, at_least(0)]
FromOne = Annotated[T, at_least(1)]
AboveZero = Annotated[T, Limit(partial(lt, 0), "is not above 0; give more")]
Usually100 = Annotated[Decimal, Limit(partial(lt, 0), "is not above 0; the usual number is 100")]
PerCent = Annotated[Decimal, Limit(lambda n: 0 <= n <= 100, "is not between 0 and 100 per cent")]


class _Checks(NamedTuple):
    """The checks of every value of one class, put together for the first one."""

    shapes: dict[str, Shape]
    values: Callable[[Any], tuple[Any, ...]]
    tests: tuple[Test, ...]
    problems: tuple[Callable[[Any], Iterator[str]], ...]
    """The methods that look for problems, without those that a class has not written."""

    def taken(self, checked: Checked, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """The values as their fields declare them, where nothing is lost; they are kept so."""
        as_declared = tuple(map(taken, self.shapes.values(), values))
        for name, was, value in zip(self.shapes, values, as_declared, strict=True):
            if value is not was:
                object.__setattr__(checked, name, value)
        return as_declared

    def misfits(self, values: tuple[Any, ...]) -> Iterator[str]:
        for (name, shape), value in zip(self.shapes.items(), values, strict=True):
            if not fits(shape)(value):
                meant = self._meant(name, value)
                yield from (problem + meant for problem in misfits(shape, value, name))

    def _meant(self, name: str, value: object) -> str:
        """The end of a problem with things that another field takes, or nothing."""
        if not isinstance(value, tuple) or not any(isinstance(part, Checked) for part in value):
            return ""
        others = (o for o, shape in self.shapes.items() if o != name and fits(shape)(value))
        return next((f"; did you mean `{other}=`?" for other in others), "")


@cache
def _checks_of(cls: type) -> _Checks:
    found = shapes(cls)
    values = getter(tuple(found))
    methods = (getattr(cls, name) for name in ("shared_problems", "problems"))
    shared, own = ([] if method in _UNWRITTEN else [method] for method in methods)
    problems = (*_declared(cls), *shared, *_declared_bounds(cls), *own)
    return _Checks(found, values, tuple(map(fits, found.values())), problems)


def getter(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """The reader of some fields of a value, all at once."""
    if not names:
        return lambda _: ()
    read = attrgetter(*names)
    return read if len(names) > 1 else lambda value: (read(value),)


_UNWRITTEN: Final = (Checked.shared_problems, Checked.problems)


def _declared(cls: type) -> Iterator[Callable[[Any], Iterator[str]]]:
    """The search for the problems that a class and its bases declare, if they declare any."""
    never_empty, asked_for = _of_bases(cls, "never_empty"), _of_bases(cls, "asked_for")
    distinct = [name.partition(".")[::2] for name in _of_bases(cls, "distinct")]
    bounds = [(name, note) for name, note in notes(cls) if isinstance(note, Limit)]

    def problems(value: Any) -> Iterator[str]:
        for name, words in never_empty.items():
            given = getattr(value, name)
            if not given and (given is not None or name not in asked_for):
                yield f"{name}: {words.format(self=value, it=value.described())}"
        for where, key in distinct:
            items = getattr(value, where)
            if items and len(items) > 1:
                yield from repeated(where, (getattr(item, key) for item in items) if key else items)
        for name, bound in bounds:
            given = getattr(value, name)
            for each in given if isinstance(given, tuple) else (given,):
                if each is not None and not bound.holds(getattr(each, "amount", each)):
                    yield f"{name}: {each} {bound.problem}"

    if never_empty or distinct or bounds:
        yield problems


def _declared_bounds(cls: type) -> Iterator[Callable[[Any], Iterator[str]]]:
    """The same for the days that are looked at once the bases have looked at theirs."""
    never_before, never_after = _of_bases(cls, "never_before"), _of_bases(cls, "never_after")

    def problems(value: Any) -> Iterator[str]:
        for name, words in (*never_after.items(), *never_before.items()):
            given = getattr(value, name)
            if given is None:
                continue
            day, after = given if type(given) is date else given.day, name in never_after
            span, first, last = (name, day, value.on) if after else ("", value.on, day)
            if earliest_day(value, span, first) > last:
                order = "after" if after else "before"
                yield f"{name}: {written(day)} is {order} {words.format(on=written(value.on))}"

    if never_before or never_after:
        yield problems


def earliest_day(value: object, name: str, day: date) -> date:
    """The first day that a day of a record can have been; another than `day` if it is known to a span.

    `name` is its field, and empty for the day of the record itself.
    """
    span = getattr(value, "spans", {}).get(name)
    return day if span is None else span.earliest or date.min


def _of_bases(cls: type, name: str) -> dict[str, Any]:
    """The declarations of a class and its bases under one name, by field; those of the class win."""
    found: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        declared = getattr(base, name, ())
        found |= declared if isinstance(declared, Mapping) else dict.fromkeys(declared)
    return found


@frozen(kw_only=True)
class Referenced(Checked):
    """Something that others name by its reference."""

    reference: str

    never_empty = asks(reference="give the {it} a reference")


@frozen(kw_only=True)
class NamedPart(Referenced):
    """Something with a name beside its reference."""

    name: str

    never_empty = asks(name="give the {it} a name")


@frozen(kw_only=True)
class Worded(Referenced):
    """Something that is said in words, and named by its reference."""

    words: str

    never_empty = asks(words="say it in words")


def given(kind: type[T], value: object, what: str) -> T:
    """A value that a question is asked with. Raises `RecordError` for one of another type."""
    if not isinstance(value, kind):
        raise RecordError(what, (unfit(kind, value),))
    return value


def exact(value: Decimal | int | str) -> Decimal:
    """A number as it was written. What is not one is handed on, for the field's check to name."""
    if type(value) is int or isinstance(value, str):
        try:
            return Decimal(value)
        except InvalidOperation:
            return cast("Decimal", value)
    return cast("Decimal", value)


def exact_all(values: Iterable[Decimal | int | str]) -> tuple[Decimal, ...]:
    """Like `exact`, for each of several numbers. What is no tuple is handed on, for the check to name."""
    return (
        tuple(map(exact, values))
        if isinstance(values, tuple)
        else cast("tuple[Decimal, ...]", values)
    )


def exact_or_third(value: Decimal | Fraction | int | str) -> Decimal | Fraction:
    """Like `exact`, for a number that may have no end as a decimal: "100/3" or Fraction(100, 3)."""
    if isinstance(value, str) and "/" in value:
        try:
            value = Fraction(value)
        except (ValueError, ZeroDivisionError):
            return cast("Decimal", value)
    if not isinstance(value, Fraction):
        return exact(value)
    number = Decimal(value.numerator) / value.denominator
    return number if Fraction(number) == value else value


def exact_or_third_or_none(
    value: Decimal | Fraction | int | str | None,
) -> Decimal | Fraction | None:
    """Like `exact_or_third`, for a figure that may be absent."""
    return None if value is None else exact_or_third(value)


def exact_or_none(value: Decimal | int | str | None) -> Decimal | None:
    """Like `exact`, for a figure that may be absent."""
    return None if value is None else exact(value)


def stated(value: T | None, of: Checked, name: str) -> T:
    """The value of a field that a source may not give. Every reckoning takes such a field through here.

    Raises `NotStatedError` naming the field.
    """
    if value is None:
        raise NotStatedError(of.described(), name, _asked_for_by(of)[name])
    return value


@cache
def asks_for_facts(cls: type) -> bool:
    """Whether values of a class, or those in it, may leave out what the process asks for."""
    return bool(_asked_for(cls) or getattr(cls, "asks_within", ()))


def unstated(value: Checked) -> Iterator[str]:
    """The fields that are asked for and not stated, of a record and the values in it, in words."""
    for name, words in _asked_for_by(value).items():
        if value.lacks(name):
            yield words
    for name in value.asks_within:
        held = getattr(value, name)
        for part in held if isinstance(held, tuple) else (held,):
            if isinstance(part, Checked):
                yield from unstated(part)


def _asked_for_by(value: Checked) -> Mapping[str, str]:
    cls: type = type(value)
    return _asked_for(cls)


@cache
def _asked_for(cls: type) -> Mapping[str, str]:
    return _of_bases(cls, "asked_for")
