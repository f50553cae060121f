"""The call that makes a drawn story again, for the last lines of a failing test."""

from __future__ import annotations

from commissioning.law.regimes import held
from commissioning.law.regimes.regime import Regime
from commissioning.process import Process
from commissioning.stages import Route
from commissioning.testing.stories.scenario import ROUTE_CALLS
from commissioning.testing.stories.story import Request
from commissioning.values.constructor_repr import constructor_repr
from commissioning.values.frozen import frozen
from commissioning.values.notebook import Printer


@frozen
class Reproduction:
    """A story as the Python call that makes it; hypothesis asks for the text when a test fails."""

    request: Request

    def __str__(self) -> str:
        request = self.request
        given = {"at": request.at, "after": request.after, "extras": request.extras}
        words = [constructor_repr(request.scenario, named=_named)]
        words += [f"{name}={constructor_repr(value)}" for name, value in given.items() if value]
        if request.process is not Process.standard():
            words.append("process=process")
        return f"story({', '.join(words)})"

    def _repr_pretty_(self, printer: Printer, cycle: bool) -> None:  # noqa: ARG002
        printer.text(f"reproduced by {self}")


def _named(value: object) -> str | None:
    """The name by which a law is imported, or the call that makes a route."""
    if isinstance(value, Regime):
        return next((name for name, each in vars(held).items() if each == value), None)
    return ROUTE_CALLS.get(value) if isinstance(value, Route) else None
