"""The call that tells a drawn story again, for the last lines of a failing test."""

from __future__ import annotations

from typing import Final, Protocol

from commissioning.law.regimes.procurement_act_2023 import PROCUREMENT_ACT_2023
from commissioning.law.regimes.provider_selection_2023 import PROVIDER_SELECTION_2023
from commissioning.law.regimes.public_contracts_2015 import PUBLIC_CONTRACTS_2015
from commissioning.law.regimes.regime import Regime
from commissioning.process import Process
from commissioning.stages import Route
from commissioning.testing.stories.story import Request
from commissioning.values.constructor_repr import written_out
from commissioning.values.frozen import frozen

_REGIMES: Final = {
    PUBLIC_CONTRACTS_2015.name: "PUBLIC_CONTRACTS_2015",
    PROCUREMENT_ACT_2023.name: "PROCUREMENT_ACT_2023",
    PROVIDER_SELECTION_2023.name: "PROVIDER_SELECTION_2023",
}
_ROUTES: Final = {
    Route.restricted(): "Route.restricted()",
    Route.restricted(interviews=False): "Route.restricted(interviews=False)",
    Route.open(): "Route.open()",
    Route.open(interviews=True): "Route.open(interviews=True)",
    Route.direct_award(): "Route.direct_award()",
    Route.call_off(competed=True): "Route.call_off(competed=True)",
    Route.call_off(competed=False): "Route.call_off(competed=False)",
    Route.most_suitable_provider(): "Route.most_suitable_provider()",
}


class _Printer(Protocol):
    def text(self, text: str) -> None: ...


@frozen
class Reproduction:
    """A story as the Python that tells it; hypothesis asks for the words only when a test fails."""

    request: Request

    def __str__(self) -> str:
        request = self.request
        given = {
            "at": request.at,
            "after": request.after,
            "extras": request.extras or None,
        }
        words = [written_out(request.scenario, named=_named)]
        words += [f"{name}={written_out(value)}" for name, value in given.items() if value]
        if request.process is not Process.standard():
            words.append("process=process")
        return f"story({', '.join(words)})"

    def _repr_pretty_(self, printer: _Printer, cycle: bool) -> None:  # noqa: ARG002
        printer.text(f"reproduced by {self}")


def _named(value: object) -> str | None:
    """The name by which a law or a route is imported or asked for."""
    if isinstance(value, Regime):
        return _REGIMES.get(value.name)
    return _ROUTES.get(value) if isinstance(value, Route) else None
