"""The process's table as a table to read: what the documentation prints and a council can export."""

from __future__ import annotations

from commissioning.process import Process, Step
from commissioning.stages import LINE, Begins, Ends, Opens, Placement, Returns, Stage
from commissioning.values.tables import Column, Table
from commissioning.values.text import display_name

_COLUMNS = (
    Column("record", meaning="what is written down, by the officer's word"),
    Column("tag", meaning="its name in files"),
    Column("where", meaning="the stage it opens, or those it belongs to"),
    Column("rests on", meaning="what must be there first, whatever the law"),
    Column("gates and checks", meaning="the named conditions; the law of the day adds its own"),
)


def stage_table(process: Process | None = None) -> Table:
    """One row for each kind of record: where it comes, what it rests on and what it must pass."""
    return Table(_COLUMNS, tuple(map(_row, (process or Process.standard()).steps)))


def _row(step: Step) -> tuple[str, ...]:
    return (
        step.words,
        step.tag,
        _where(step.where),
        ", ".join(display_name(kind) for kind in step.rests_on),
        ", ".join(condition.name.replace("_", " ") for condition in step.conditions),
    )


def _where(where: Placement) -> str:
    if isinstance(where, Opens):
        again = f", again in {_listed(where.again)}" if where.again else ""
        return f"opens {where.stage.words}{again}"
    if isinstance(where, Returns):
        return f"returns from {_listed(where.stages)} to {where.to.words}"
    if isinstance(where, Ends):
        return f"ends the line up to {where.until.words}"
    if isinstance(where, Begins):
        return "only as the first record"
    return _span(where.stages)


def _span(stages: tuple[Stage, ...]) -> str:
    if set(LINE) <= set(stages):
        return "at any time"
    first, last = LINE.index(stages[0]), LINE.index(stages[-1])
    if len(stages) > 2 and LINE[first : last + 1] == stages:
        return f"from {stages[0].words} to {stages[-1].words}"
    return f"during {_listed(stages)}"


def _listed(stages: tuple[Stage, ...]) -> str:
    return ", ".join(stage.words for stage in stages)
