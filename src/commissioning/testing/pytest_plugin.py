"""The pytest plugin: cycles as fixtures, marks that run a test at every stage, readable failures.

pytest loads it in every session of everybody who has the library installed, so the rest of the library
is imported only when a fixture is used. Every name begins with `commissioning_`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from commissioning.cycle import Cycle
    from commissioning.records.panel import Panel
    from commissioning.records.parties import Provider
    from commissioning.stages import Stage
    from commissioning.testing.clock import FrozenClock
    from commissioning.testing.stories.scenario import Scenario

EVERY_STAGE = "commissioning_at_every_stage"
EVERY_REGIME = "commissioning_under_every_regime"
EVERY_ROUTE = "commissioning_on_every_route"
_MARKS = {
    EVERY_STAGE: "give `commissioning_cycle` once for each stage, just opened.",
    EVERY_REGIME: "give `commissioning_cycle` once under each body of procurement law.",
    EVERY_ROUTE: "give `commissioning_cycle` once on each route that the law provides.",
}


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks known, so that `--strict-markers` takes them."""
    for name, meaning in _MARKS.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Repeat a marked test for the stages, regimes or routes it asks for, in every combination."""
    marks = {mark for mark in _MARKS if metafunc.definition.get_closest_marker(mark)}
    if not marks:
        return
    if "commissioning_cycle" not in metafunc.fixturenames:
        raise pytest.UsageError(
            f"{metafunc.definition.nodeid} is marked {' and '.join(sorted(marks))} and does not take "
            "`commissioning_cycle`; add it to the arguments of the test"
        )
    metafunc.parametrize("commissioning_cycle", list(_settings(marks)), indirect=True)


def _settings(marks: set[str]) -> Iterator[Any]:
    from commissioning.stages import Stage
    from commissioning.testing.stories.scenario import REGIMES, ROUTES, Scenario

    for regime in REGIMES if EVERY_REGIME in marks else REGIMES[:1]:
        routes = ROUTES[regime.name]
        for route in routes if EVERY_ROUTE in marks else routes[:1]:
            stages = (*route.stages, Stage.ABANDONED) if EVERY_STAGE in marks else (None,)
            heard = "with interviews" if Stage.INTERVIEWS in route else ""
            for stage in stages:
                parts = (
                    *((regime.name,) if EVERY_REGIME in marks else ()),
                    *((route.name, heard) if EVERY_ROUTE in marks else ()),
                    stage.value if stage else "",
                )
                yield pytest.param(
                    (Scenario(regime=regime, route=route), stage), id="-".join(filter(None, parts))
                )


@pytest.fixture
def commissioning_cycle(request: pytest.FixtureRequest) -> Cycle:
    """A whole valid cycle to its closure; under one of the marks, at each stage, regime or route."""
    from commissioning.testing.stories.story import story

    setting: tuple[Scenario | None, Stage | None] = getattr(request, "param", (None, None))
    return story(setting[0], at=setting[1])


def _at(stage: str) -> Callable[[], Cycle]:
    def at() -> Cycle:
        from commissioning.stages import Stage
        from commissioning.testing.stories.story import story

        return story(at=Stage[stage.upper()])

    at.__doc__ = f"A cycle that has just reached the stage {stage.replace('_', ' ')}."
    return pytest.fixture(name=f"commissioning_at_{stage}")(at)


def _of_casebook(name: str) -> Callable[[], Cycle]:
    def cycle() -> Cycle:
        from importlib import import_module

        story: Cycle = import_module(f"commissioning.casebook.{name}").cycle()
        return story

    cycle.__doc__ = (
        f"The true story of {name.replace('_', ' ')} from the casebook, as far as it is known."
    )
    return pytest.fixture(name=f"commissioning_{name}")(cycle)


# Named here, since looking them up would load the library in every session.
_STAGES: Final = (
    "needs specification ssq itt evaluation interviews award mobilisation go_live ended abandoned"
)
_CASEBOOK: Final = "lewisham greenwich lancashire_homecare leicester lancashire_supported_housing"
globals().update({f"commissioning_at_{stage}": _at(stage) for stage in _STAGES.split()})
globals().update({f"commissioning_{name}": _of_casebook(name) for name in _CASEBOOK.split()})


@pytest.fixture
def commissioning_provider() -> Provider:
    """A provider that does not exist, rated Good."""
    from commissioning.records.parties import Provider
    from commissioning.testing.drafts.any_kind import make

    return make(Provider)


@pytest.fixture
def commissioning_panel() -> Panel:
    """A panel of an officer and an unpaid carer, both of whom give marks."""
    from commissioning.records.panel import Panel
    from commissioning.testing.drafts.any_kind import make

    return make(Panel)


@pytest.fixture
def commissioning_clock() -> FrozenClock:
    """A clock set to 14 September 2022, which moves only with `advance`."""
    from commissioning.testing.clock import FrozenClock

    return FrozenClock()


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Explain a failed comparison: findings one to a line, cycles by the first record that differs."""
    if op != "==" or "commissioning.cycle" not in sys.modules:
        return None
    from commissioning.testing.differences import differing_cycles, listed_findings

    return listed_findings(left, right) or differing_cycles(left, right)
