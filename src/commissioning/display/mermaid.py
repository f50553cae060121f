"""The stages and the ways between them as mermaid text, for pages that draw it themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from commissioning.display.moves import MoveDirection, line_of, moves
from commissioning.process import Process
from commissioning.stages import Route, Stage


def diagram_mermaid(
    process: Process | None = None,
    route: Route | None = None,
    stages: Mapping[str, Stage] | None = None,
) -> str:
    """A mermaid state diagram of a process, along a route if one is given.

    `stages` says where each lot stands, as `cycle.stages` does; those stages are filled.
    """
    return "\n".join(_lines(process or Process.standard(), route, stages or {})) + "\n"


def _lines(process: Process, route: Route | None, stages: Mapping[str, Stage]) -> Iterator[str]:
    line = line_of(route)
    found = moves(process, route)
    yield "stateDiagram-v2"
    for stage in (*line, *_once(move.target for move in found if move.target not in line)):
        yield f'    state "{stage.words}" as {_name(stage)}'
    yield f"    [*] --> {_name(line[0])}"
    for move in found:
        if move.direction is not MoveDirection.OFF:
            yield f"    {_name(move.source)} --> {_name(move.target)}: {move.words}"
    # Ways off the line lead from every stage up to the last that has one: a single arrow says it.
    last = {(m.target, m.words): m.source for m in found if m.direction is MoveDirection.OFF}
    for (target, words), source in last.items():
        yield f"    {_name(source)} --> {_name(target)}: {words}, here or in any stage before"
    for stage in _once(move.target for move in found if move.target.finished):
        yield f"    {_name(stage)} --> [*]"
    here = _once(stages.values())
    if here:
        yield "    classDef here fill:#1d70b8,color:#fff"
        yield f"    class {','.join(_name(stage) for stage in here)} here"


def _once(stages: Iterable[Stage]) -> list[Stage]:
    return list(dict.fromkeys(stages))


def _name(stage: Stage) -> str:
    return stage.value.replace("-", "_")
