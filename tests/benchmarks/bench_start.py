"""Start-up beside `import attrs`: the first cycle, the help and two commands, as ratios of one run.

Run by hand:

    python tests/benchmarks/bench_start.py

The package is copied with its bytecode compiled, as an installed wheel has it, so that neither the
finder of an editable install nor a stale cache counts. Each case is a process of its own; the cases are
interleaved, and the processor time of each process is taken, of which the least is kept: absolute times
on a shared machine say little. Then records are put in a set and looked up, beside the same class made
by `attrs.frozen`.
"""

from __future__ import annotations

import compileall
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import attrs

from commissioning.values.frozen import frozen

ROUNDS = 15
SOURCE = Path(__file__).parents[2] / "src" / "commissioning"
A_CYCLE = "Cycle('x')"
CASES = {
    "bare interpreter": ("-c", "pass"),
    "import attrs": ("-c", "import attrs"),
    "import commissioning": ("-c", "import commissioning"),
    A_CYCLE: ("-c", "from commissioning import Cycle; Cycle('x')"),
    "commissioning --help": ("-m", "commissioning", "--help"),
    "commissioning explain": ("-m", "commissioning", "explain", "standstill-running"),
    "commissioning law": ("-m", "commissioning", "law", "--on", "2024-06-03"),
}
LIMITS = {A_CYCLE: 4.5, "commissioning --help": 2.0}
"""How many times `import attrs` a case may take."""
NO_SLOWER_THAN_A_CYCLE = ("commissioning law", "commissioning explain")
"""The cases whose limit is what a first cycle takes in the same run."""


def processor_time(arguments: tuple[str, ...], installed: Path) -> float:
    """Seconds that a process with these arguments takes of the processor."""
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        cwd=installed,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def starts() -> dict[str, float]:
    """The least time of each case, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        installed = Path(folder)
        shutil.copytree(
            SOURCE, installed / "commissioning", ignore=shutil.ignore_patterns("__pycache__")
        )
        compileall.compile_dir(installed, quiet=1)
        rounds = [
            {case: processor_time(arguments, installed) for case, arguments in CASES.items()}
            for _ in range(ROUNDS)
        ]
    return {case: min(times[case] for times in rounds) for case in CASES}


def declared(decorator: Callable[..., type]) -> type:
    """A class of eight fields by a decorator."""
    return decorator(kw_only=True)(
        type("Row", (), {"__annotations__": dict.fromkeys("abcdefgh", "str")})
    )


def looked_up(cls: type) -> float:
    """The least time to put 2,000 values in a set and to find equal ones in it."""
    values = [cls(**dict.fromkeys("abcdefg", "as agreed"), h=str(n)) for n in range(2000)]
    equal = [attrs.evolve(value) for value in values]
    best = float("inf")
    for _ in range(ROUNDS):
        began = perf_counter()
        held = set(values)
        assert all(value in held for value in equal)
        best = min(best, perf_counter() - began)
    return best


def main() -> None:
    """Print the ratios; exit with 1 where a limit is passed."""
    times = starts()
    bare = times["bare interpreter"]
    unit = times["import attrs"] - bare
    limits = LIMITS | dict.fromkeys(NO_SLOWER_THAN_A_CYCLE, (times[A_CYCLE] - bare) / unit)
    over = []
    for case, seconds in times.items():
        ratio = (seconds - bare) / unit
        limit = limits.get(case)
        print(f"{case:24}{(seconds - bare) * 1000:8.1f} ms over bare{ratio:7.2f} x import attrs")
        if limit is not None and ratio > limit:
            over.append(f"{case} takes {ratio:.2f} times import attrs; the limit is {limit:.2f}")
    ours, theirs = (looked_up(declared(decorator)) for decorator in (frozen, attrs.frozen))
    print(f"a set of 2,000 values   {ours / theirs:8.2f} x the same class by attrs.frozen")
    raise SystemExit("\n".join(over) or 0)


if __name__ == "__main__":
    main()
