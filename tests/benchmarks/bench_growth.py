"""How the time to read a file or a history grows with its size: fitted exponents, 1 for linear.

Run by hand:

    python tests/benchmarks/bench_growth.py

    python tests/benchmarks/bench_growth.py WORDS    only the rows with these words in their name

Each row reads a text or records a history at four sizes, each twice the one before, and fits the exponent
of the growth through the best of several runs. A row of 1.3 or more is marked, and the exit code is then 1;
a row of `COMPARED` may come to 2.2, as each of its records is compared with every one before it.
Add a row for whatever a file may hold many of.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable
from datetime import timedelta
from math import log
from time import process_time

from attrs import evolve

from commissioning import (
    AwardRecommendation,
    Cohort,
    CohortChanged,
    ContractSigned,
    ContractVaried,
    Cycle,
    EngagementMeeting,
    EvaluationReopened,
    ExclusionsDecided,
    HowNotApproved,
    Learned,
    LotAward,
    MobilisationPlan,
    NotApproved,
    NoticePublished,
    Panel,
    PanelChanged,
    PeopleAffected,
    PeopleTold,
    Record,
    Requirement,
    Route,
    ServiceSpecification,
    TaskDone,
    Window,
)
from commissioning.errors import CommissioningError
from commissioning.interchange import loads
from commissioning.records.specification import Outcome
from commissioning.testing import Scenario, make, story
from commissioning.timetable.reading import read_table
from commissioning.values.scales import Scale

ROUNDS = 3
LIMIT = 1.3
COMPARED = {
    "refusals that name no recommendation": 2.2,
    "contracts of one lot": 2.2,
    "records about one cohort": 2.2,
    "members who join a panel": 2.2,
}
"""The limits of rows whose records are compared with all before them, each comparison once and cheap."""
TOO_SHORT = 0.01
"""Seconds below which the clock, not the size, sets the time."""
NORTH = Cohort(reference="north", people=100)
SCENARIO = Scenario(route=Route.open())
MOBILISING = story(SCENARIO, after=MobilisationPlan)
AWARDED = story(SCENARIO, after=AwardRecommendation)
SIGNED = story(SCENARIO, after=ContractSigned)
Work = Callable[[], object]


def entered_late(kind: type[Record]) -> Callable[[int], Work]:
    """Records of one kind, of thirty days, all learned of on the last."""
    last = MOBILISING.records[-1].on
    plain, learned = make(kind, on=last), Learned(on=last, because="found")

    def work(size: int) -> Work:
        late = [
            evolve(plain, on=last - timedelta(number % 30), note=f"{number}", learned=learned)
            for number in range(size)
        ]
        return lambda: Cycle.audit("late", (*MOBILISING.records, *late))

    return work


def returns(size: int) -> Work:
    """Evaluation reopened and the award recommended anew, so many times."""
    recommended = AWARDED.records[-1]
    more: list[Record] = []
    for number in range(size):
        more.append(EvaluationReopened(on=recommended.on, because=f"slip {number}"))
        more.append(evolve(recommended, reference=f"R-{number}"))
    return lambda: Cycle.audit("returns", (*AWARDED.records, *more))


def refusals(size: int) -> Work:
    """The award refused so many times, in words that name no recommendation."""
    refusal = make(
        NotApproved, on=AWARDED.records[-1].on, asked="approval-to-award", about="",
        how=HowNotApproved.REFUSED, because="too dear",
    )  # fmt: skip
    more = [evolve(refusal, note=f"{number}") for number in range(size)]
    return lambda: Cycle.audit("refusals", (*AWARDED.records, *more))


def contracts(size: int) -> Work:
    """A contract with each of so many providers of one lot, and a change of each."""
    signed, changed = SIGNED.records[-1], make(ContractVaried, on=SIGNED.records[-1].on)
    more: list[Record] = []
    for number in range(size):
        more.append(evolve(signed, reference=f"C-{number}", provider=f"p{number}"))
        more.append(evolve(changed, reference=f"V-{number}", contract=f"C-{number}"))
    return lambda: Cycle.audit("contracts", (*SIGNED.records[:-1], *more))


def people(size: int) -> Work:
    """One person of a cohort told, so many times."""
    told = evolve(make(PeopleTold, on=MOBILISING.records[-1].on), cohort="north", people=1)
    cohort = Cohort(reference="north", people=size)
    counted = evolve(make(PeopleAffected, on=told.on), cohorts=(cohort,))
    more = [evolve(told, note=f"{number}") for number in range(size)]
    return lambda: Cycle.audit("people", (*MOBILISING.records, counted, *more))


def changes(size: int) -> Work:
    """As many changes of one cohort, each on a day of its own, by which one person joins and one leaves."""
    counted = evolve(make(PeopleAffected, on=MOBILISING.records[-1].on), cohorts=(NORTH,))
    change = evolve(make(CohortChanged, on=counted.on), cohort="north", joined=1, left=1)
    more = [evolve(change, on=change.on + timedelta(days=number)) for number in range(size)]
    return lambda: Cycle.audit("changes", (*MOBILISING.records, counted, *more))


def members(size: int) -> Work:
    """So many members who join a panel one by one."""
    panel = AWARDED.expect(Panel)
    joined = evolve(make(PanelChanged, on=AWARDED.records[-1].on), panel=panel.reference, left=())
    more = [
        evolve(joined, joined=(evolve(panel.members[0], reference=f"m{number}", chair=False),))
        for number in range(size)
    ]
    return lambda: Cycle.audit("members", (*AWARDED.records, *more))


def awards(size: int) -> Work:
    """One recommendation of so many lots."""
    lots = tuple(LotAward(lot=f"L{number}", provider="Elm") for number in range(size))
    return lambda: AwardRecommendation(on=AWARDED.records[-1].on, reference="R", awards=lots)


def exclusions(size: int) -> Work:
    """One decision about so many suppliers."""
    names = tuple(f"p{number}" for number in range(size))
    return lambda: ExclusionsDecided(on=AWARDED.records[-1].on, considered=names)


def requirements(size: int) -> Work:
    """A specification in which each of so many requirements pursues an outcome of its own."""
    outcomes = tuple(Outcome(reference=f"o{n}", words="x") for n in range(size))
    needed = tuple(
        Requirement(reference=f"r{n}", words="x", outcomes=(f"o{n}",)) for n in range(size)
    )
    return lambda: ServiceSpecification(
        on=AWARDED.records[-1].on, reference="s", title="x", outcomes=outcomes, requirements=needed
    )


def marks(size: int) -> Work:
    """A scale of so many marks, made and listed."""
    return lambda: Scale(name="s", highest=size).marks


def refused(read: Callable[[str], object], build: Callable[[int], str]) -> Callable[[int], Work]:
    """A text of some size given to a reader; a refusal is an answer, and is printed."""

    def work(size: int) -> Work:
        text = build(size)

        def run() -> None:
            try:
                read(text)
            except CommissioningError as error:
                str(error)

        return run

    return work


def table_of(text: str) -> object:
    """The timetable in a text."""
    return read_table(text, on=AWARDED.records[-1].on)


def keys(size: int) -> str:
    """So many keys, one of them twice."""
    return "{" + ", ".join(f'"k{number}": 0' for number in range(size)) + ', "k7": 1}'


def faults(size: int) -> str:
    """A file with so many faults."""
    buyers = [{"reference": 1, "name": "x"}] * size
    return json.dumps({"format": "commissioning/1", "title": "x", "buyers": buyers, "records": []})


def columns(size: int) -> str:
    """A table of spaced text with so many columns."""
    heading = ["Date", "Action", *(f"c{number}" for number in range(size))]
    cells = ["1 May 2022", "Do it", *(f"v{number}" for number in range(size))]
    return "   ".join(heading) + "\n" + "   ".join(cells)


def prose(size: int) -> str:
    """So many lines without a table."""
    return "\n".join(f"line {number} of prose, with a comma" for number in range(size))


def repeated(piece: str, start: str = "") -> Callable[[int], str]:
    """A piece of text so many times."""
    return lambda size: start + piece * size


HEADED = "Date   Action\n1 May 2022   Go"
"""The heading of a spaced table and the beginning of its only row."""
ROWS: tuple[tuple[str, int, Callable[[int], Work]], ...] = (
    ("engagement meetings entered late", 100, entered_late(EngagementMeeting)),
    ("notices entered late", 100, entered_late(NoticePublished)),
    ("tasks entered late", 100, entered_late(TaskDone)),
    ("returns", 100, returns),
    ("refusals that name no recommendation", 60, refusals),
    ("contracts of one lot", 30, contracts),
    ("records about one cohort", 60, people),
    ("changes of one cohort", 60, changes),
    ("members who join a panel", 60, members),
    ("awards of one recommendation", 800, awards),
    ("suppliers of an exclusion decision", 2_000, exclusions),
    ("requirements of a specification", 100, requirements),
    ("marks of a scale", 1_250, marks),
    ("a repeated key among many", 2_000, refused(loads, keys)),
    ("one unknown key", 1_000_000, refused(loads, repeated("x", '{"'))),
    ("faults of a file", 500, refused(loads, faults)),
    ("lines without a table", 2_000, refused(table_of, prose)),
    ("quotation marks never closed", 1_000, refused(table_of, repeated('"line, of date\n'))),
    ("columns of a table", 500, refused(table_of, columns)),
    ("pieces of one cell", 4_000, refused(table_of, repeated("   go", HEADED))),
    ("lines that go on", 4_000, refused(table_of, repeated("\n             on", HEADED))),
    ("rows of a table", 200, refused(table_of, repeated("1 May 2022,Do it\n", "Date,Action\n"))),
    *(
        (f"a time written {words!r}", 20_000, refused(Window.parse, repeated(words)))
        for words in ("<a", "1 May ", "jun2022 ", "a: ", "(", "<sup>1")
    ),
)


def seconds(work: Work) -> float:
    """The best of several runs, in seconds of this process."""
    best = float("inf")
    for _ in range(ROUNDS):
        gc.collect()
        begun = process_time()
        work()
        best = min(best, process_time() - begun)
    return best


def exponent(sizes: list[int], times: list[float]) -> float:
    """The slope of the least squares line through the logarithms."""
    xs, ys = [log(size) for size in sizes], [log(each) for each in times]
    middle, level = sum(xs) / len(xs), sum(ys) / len(ys)
    pairs = list(zip(xs, ys, strict=True))
    return sum((x - middle) * (y - level) for x, y in pairs) / sum((x - middle) ** 2 for x in xs)


def main(words: str = "") -> int:
    """Measure the rows with these words in their name; the number of those that grow too fast."""
    grown = 0
    for what, smallest, make_work in ROWS:
        if words not in what:
            continue
        sizes = [smallest * 2**step for step in range(4)]
        times = [seconds(make_work(size)) for size in sizes]
        row = "  ".join(f"{size}: {each:.3f} s" for size, each in zip(sizes, times, strict=True))
        found = exponent(sizes, times)
        fast = found >= COMPARED.get(what, LIMIT) and times[-1] > TOO_SHORT
        grown += fast
        print(f"{what:<36} {row}  exponent {found:.2f}{'  TOO FAST' if fast else ''}", flush=True)
    return int(grown > 0)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
