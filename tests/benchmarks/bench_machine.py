"""Records per second through `Cycle.record` with the real gates, beside two state machine libraries.

Run by hand, in an environment with the two peers installed:

    python tests/benchmarks/bench_machine.py

The peers walk the same line of ten stages, each transition with two guards that look into a history of
frozen records, and append one record. The library records a whole small procurement, 35 records, with
every gate, check and the law of its day. All samples are interleaved in one run; the best of each is
kept and ratios are reported, because absolute times on a shared machine say little.
"""

from __future__ import annotations

import gc
import importlib.util
import itertools
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from time import perf_counter

from attrs import frozen

from commissioning.cycle import Cycle
from commissioning.records.approval import ScrutinyNote
from commissioning.records.record import Record
from commissioning.stages import LINE

ROUNDS = 40
NAMES = [stage.name.lower() for stage in LINE]


@frozen
class Event:
    """What the peers write into their history."""

    name: str
    on: date


def story() -> tuple[Record, ...]:
    """The small procurement that the tests use."""
    path = Path(__file__).parents[1] / "conftest.py"
    spec = importlib.util.spec_from_file_location("shared", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return tuple(module._small_story().values())


def with_transitions() -> Callable[[], int] | None:
    """A walk along the line with `transitions`."""
    try:
        from transitions import Machine
    except ImportError:
        return None

    class Model:
        def __init__(self) -> None:
            self.history: list[Event] = []

        def in_order(self) -> bool:
            return not self.history or self.history[-1].on <= date(2022, 1, 1)

        def complete(self) -> bool:
            return all(event.name for event in self.history)

        def note(self) -> None:
            self.history.append(Event(self.state, date(2022, 1, 1)))  # type: ignore[attr-defined]

    machine = Machine(model=None, states=NAMES, initial=NAMES[0], auto_transitions=False)
    for source, target in itertools.pairwise(NAMES):
        machine.add_transition(
            "advance", source, target, conditions=["in_order", "complete"], after="note"
        )

    def walk() -> int:
        model = Model()
        machine.add_model(model)
        for _ in NAMES[1:]:
            model.advance()  # type: ignore[attr-defined]
        machine.remove_model(model)
        return len(model.history)

    return walk


def with_python_statemachine() -> Callable[[], int] | None:
    """A walk along the line with `python-statemachine`."""
    try:
        from statemachine import State, StateMachine
    except ImportError:
        return None
    states = [State(name, initial=name == NAMES[0], final=name == NAMES[-1]) for name in NAMES]
    advance = states[0].to(states[1], cond=["in_order", "complete"])
    for source, target in itertools.pairwise(states[1:]):
        advance |= source.to(target, cond=["in_order", "complete"])

    def init(self) -> None:
        self.history = []
        StateMachine.__init__(self)

    body = {
        **dict(zip(NAMES, states, strict=True)),
        "advance": advance,
        "__init__": init,
        "in_order": lambda self: not self.history or self.history[-1].on <= date(2022, 1, 1),
        "complete": lambda self: all(event.name for event in self.history),
        "on_advance": lambda self: self.history.append(Event("x", date(2022, 1, 1))),
    }
    walker = type("Walker", (StateMachine,), body)

    def walk() -> int:
        machine = walker()
        for _ in NAMES[1:]:
            machine.advance()
        return len(machine.history)

    return walk


def best_of(cases: dict[str, tuple[Callable[[], object], int]]) -> dict[str, float]:
    """Seconds for one record or transition: the best sample of each case, interleaved."""
    best = dict.fromkeys(cases, float("inf"))
    for _ in range(ROUNDS):
        for name, (run, count) in cases.items():
            gc.collect()
            started = perf_counter()
            run()
            best[name] = min(best[name], (perf_counter() - started) / count)
    return best


@cache
def notes(length: int) -> tuple[Record, ...]:
    """Records that no gate is asked about."""
    day = date(2022, 1, 3)
    return tuple(ScrutinyNote(on=day, body="scrutiny", note=f"{n}") for n in range(length))


def replay_growth(lengths: tuple[int, ...]) -> dict[int, tuple[float, float]]:
    """Seconds a record, in one batch and one by one, for histories of growing length."""
    grown = {}
    for length in lengths:
        many = notes(length)
        started = perf_counter()
        Cycle("x").record(*many)
        batch = (perf_counter() - started) / length
        cycle = Cycle("x")
        started = perf_counter()
        for note in many:
            cycle = cycle.record(note)
        grown[length] = (batch, (perf_counter() - started) / length)
    return grown


def bytes_a_cycle(records: tuple[Record, ...]) -> float:
    """Memory of one cycle beyond its records, which are shared by all."""
    kept = []
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for _ in range(200):
        kept.append(Cycle("x").record(*records))
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (after - before) / len(kept)


def import_milliseconds(code: str) -> float:
    """Milliseconds to run some code in a new interpreter, best of ten."""
    best = float("inf")
    for _ in range(10):
        started = perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        best = min(best, perf_counter() - started)
    return best * 1000


def main() -> None:
    """Measure everything and print ratios."""
    records = story()

    def one_by_one() -> Cycle:
        cycle = Cycle("x")
        for record in records:
            cycle = cycle.record(record)
        return cycle

    cases: dict[str, tuple[Callable[[], object], int]] = {
        "one batch": (lambda: Cycle("x").record(*records), len(records)),
        "one by one": (one_by_one, len(records)),
        "notes, without gates": (lambda: Cycle("x").record(*notes(35)), 35),
    }
    for name, made in (
        ("transitions", with_transitions()),
        ("python-statemachine", with_python_statemachine()),
    ):
        if made is not None:
            cases[name] = (made, len(NAMES) - 1)
    best = best_of(cases)
    for name, seconds in best.items():
        print(f"{name:<22} {seconds * 1e6:8.1f} µs  {1 / seconds:10,.0f} a second")
    for peer in ("transitions", "python-statemachine"):
        if peer in best:
            for case in ("one batch", "notes, without gates"):
                print(f"{case} against {peer}: {best[peer] / best[case]:.2f} times its rate")
    for length, (batch, single) in replay_growth((100, 1000, 10_000)).items():
        print(
            f"{length:>6} notes: batch {batch * 1e6:.1f} µs, one by one {single * 1e6:.1f} µs a record"
        )
    print(f"memory beyond its {len(records)} records: {bytes_a_cycle(records):,.0f} bytes a cycle")
    bare = import_milliseconds("pass")
    door = import_milliseconds("import commissioning")
    used = import_milliseconds("import commissioning; commissioning.Cycle")
    print(f"import commissioning: {door - bare:.1f} ms over a bare interpreter ({bare:.0f} ms)")
    print(f"first use of Cycle:   {used - bare:.0f} ms over a bare interpreter")


if __name__ == "__main__":
    main()
