"""What every value and record of the library checks about itself when it is made.

The annotations are the rule: a field declared `date` takes a day and not a moment, a field
declared `Decimal` never a float. What the annotation cannot say a class adds in `problems`.
Every problem is gathered before anything is raised, in words an officer can act on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Protocol, cast

from commissioning.errors import RecordError
from commissioning.values.constructor_repr import OfInstances, written_out
from commissioning.values.fitting import Test, described_value, fits, misfits, wanted
from commissioning.values.shapes import Shape, shapes
from commissioning.values.text import spoken


class _Printer(Protocol):
    indentation: int

    def text(self, text: str) -> None: ...


class Checked:
    """A frozen value that is right by itself, or was never made."""

    __slots__ = ()

    def __attrs_post_init__(self) -> None:
        mistyped: list[str] = []
        cls: type = type(self)
        for name, fit, shape in _tests(cls):
            value = getattr(self, name)
            if not fit(value):
                mistyped.extend(misfits(shape, value, name))
        problems = mistyped or [*self.shared_problems(), *self.problems()]
        if problems:
            raise RecordError(self.described(), tuple(problems))

    def problems(self) -> Iterator[str]:
        """What is wrong with this value by itself, in the domain's words; empty when nothing is."""
        return iter(())

    def shared_problems(self) -> Iterator[str]:
        """What a whole family of values checks alike; `problems` is left to the single class."""
        return iter(())

    def described(self) -> str:
        """What to call this value in a message."""
        return spoken(type(self))

    @OfInstances
    def _repr_pretty_(self, printer: _Printer, cycle: bool) -> None:  # noqa: ARG002
        """What IPython shows and hypothesis prints: the call that makes it, without the defaults."""
        printer.text(written_out(self, indent=printer.indentation))


@cache
def _tests(cls: type) -> tuple[tuple[str, Test, Shape], ...]:
    """The test of each field, at hand for every value of the class."""
    return tuple((name, fits(shape), shape) for name, shape in shapes(cls).items())


def a_day(value: object, what: str) -> date:
    """A day that a question is asked for. Raises `RecordError` for none, a moment or anything else."""
    if type(value) is date:
        return value
    if value is None:
        raise RecordError(what, ("say on which day; the answer depends on it",))
    raise RecordError(what, (f"{described_value(value)} is not {wanted(date)}",))


def exact(value: Decimal | int | str) -> Decimal:
    """A number as it was written. What is not one is handed on, for the field's check to name."""
    if type(value) is int or isinstance(value, str):
        try:
            return Decimal(value)
        except InvalidOperation:
            return cast("Decimal", value)
    return cast("Decimal", value)


def exact_or_none(value: Decimal | int | str | None) -> Decimal | None:
    """Like `exact`, for a figure that may be absent."""
    return None if value is None else exact(value)
