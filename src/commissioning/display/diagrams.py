"""The stages and the ways between them as a picture, and as mermaid text for pages that draw it themselves.

The line runs down the middle. Ways back lie to its left, one track for each kind of record, and the
ways off the line to its right. What the picture shows is said in words in its description.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from commissioning.display import drawing
from commissioning.process import Process, Step
from commissioning.stages import LINE, Begins, During, Ends, Opens, Placement, Returns, Route, Stage
from commissioning.values.frozen import frozen
from commissioning.values.tables import Column, ColumnsOf, Table
from commissioning.values.text import Word, cut, display_name, grouped

_BOX_WIDTH: Final = 190
_BOX_HEIGHT: Final = 42
_PITCH: Final = 84
_TRACK: Final = 34
_MARGIN: Final = 16
_LABELS: Final = 290
_CHARACTERS: Final = 44
_LOT_CHARACTERS: Final = 26


@frozen
class _Track:
    """All the ways that one kind of record makes to one stage, drawn as one line with branches."""

    target: Stage
    words: str
    sources: tuple[Stage, ...]


class _Picture:
    """The layout: the line of boxes between the tracks back and the ways off."""

    def __init__(self, line: tuple[Stage, ...], found: tuple[Move, ...]) -> None:
        self.line = line
        self.back = _tracks(found, MoveDirection.BACK)
        self.off = _tracks(found, MoveDirection.OFF)
        self.left = _MARGIN + _TRACK * (len(self.back) + 1)
        self.right = self.left + _BOX_WIDTH
        self.middle = self.left + _BOX_WIDTH // 2
        self.width = self.right + _LABELS + _MARGIN
        self.height = self.top(line[-1]) + _BOX_HEIGHT + _MARGIN

    def top(self, stage: Stage) -> int:
        return _MARGIN + self.line.index(stage) * _PITCH

    def track(self, number: int) -> int:
        """The position of one of the tracks back, counted from the outermost."""
        return _MARGIN + _TRACK * number + 14

    def leaves(self, number: int, track: _Track) -> list[int]:
        """The heights at which a track's branches leave their boxes, each track at its own."""
        below = 2 + (_BOX_HEIGHT // 2 - 4) * (len(self.back) - number) // len(self.back)
        return [self.level(source) + below for source in track.sources]

    def level(self, stage: Stage) -> int:
        return self.top(stage) + _BOX_HEIGHT // 2


def diagram_svg(
    process: Process | None = None,
    route: Route | None = None,
    stages: Mapping[str, Stage] | None = None,
) -> str:
    """A state diagram of a process as SVG, along a route if one is given.

    `stages` says where each lot stands, as `cycle.stages` does; those stages are filled and name
    their lots.
    """
    found = moves(process or Process.standard(), route)
    picture = _Picture(line_of(route), found)
    return drawing.picture(
        "The stages of a commissioning cycle", _in_words(found, stages or {}), picture.height,
        _drawn(picture, found, stages or {}), heading=False, width=picture.width,
    )  # fmt: skip


def _tracks(found: tuple[Move, ...], direction: MoveDirection) -> tuple[_Track, ...]:
    """The tracks of one side, the longest first: it lies outermost."""
    ways = grouped(((m.target, m.words), m.source) for m in found if m.direction is direction)
    made = (_Track(target, words, sources) for (target, words), sources in ways.items())
    return tuple(sorted(made, key=lambda track: track.target.place))


def _drawn(
    picture: _Picture, found: tuple[Move, ...], stages: Mapping[str, Stage]
) -> Iterator[str]:
    for number, track in enumerate(picture.back):
        yield from _back(picture, number, track)
    for number, track in enumerate(picture.back):
        yield _back_label(picture, number, track)
    for track in picture.off:
        yield from _off(picture, track, stages)
    for move in found:
        if move.direction is MoveDirection.ON:
            yield from _onward(picture, move)
    for stage in picture.line:
        yield from _box(picture.left, picture.top(stage), stage, stages)


def _in_words(found: tuple[Move, ...], stages: Mapping[str, Stage]) -> str:
    ways = "; ".join(f"{m.source.words} to {m.target.words}: {m.words}" for m in found)
    standing = "; ".join(f"{lot} is {stage.position}" for lot, stage in stages.items())
    return f"{ways}. {standing}." if standing else f"{ways}."


def _box(left: int, top: int, stage: Stage, stages: Mapping[str, Stage]) -> Iterator[str]:
    here = [lot for lot, stands in stages.items() if stands is stage]
    lots = ", ".join(here)
    fill, ink = (drawing.COLOURS[0], "#ffffff") if lots else (drawing.TRACK, drawing.INK)
    centre = left + _BOX_WIDTH // 2
    yield (
        f'<rect x="{left}" y="{top}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="5" '
        f'fill="{fill}" stroke="{drawing.INK}"/>'
    )
    name_at = top + (18 if lots else 26)
    yield drawing.text(centre, name_at, stage.words, fill=ink, weight="bold", anchor="middle")
    if lots:
        shown = lots if len(lots) <= _LOT_CHARACTERS else f"{len(here)} lots"
        yield drawing.text(centre, top + 34, shown, fill=ink, size=11, anchor="middle", told=lots)


def _onward(picture: _Picture, move: Move) -> Iterator[str]:
    start = picture.top(move.source) + _BOX_HEIGHT
    end = picture.top(move.target)
    yield drawing.path(f"M{picture.middle} {start}V{end - 7}", drawing.INK)
    yield drawing.head(picture.middle, end, down=True)
    label = cut(move.words, _CHARACTERS)
    yield drawing.text(picture.middle + 12, (start + end) // 2 + 4, label, told=move.words)


def _back(picture: _Picture, number: int, track: _Track) -> Iterator[str]:
    x = picture.track(number)
    arrives = picture.level(track.target) - 4
    leaves = picture.leaves(number, track)
    for level in leaves:
        yield drawing.path(f"M{picture.left} {level}H{x}", drawing.QUIET)
        yield f'<circle cx="{x}" cy="{level}" r="2.5" fill="{drawing.QUIET}"/>'
    yield drawing.path(f"M{x} {max(leaves)}V{arrives}H{picture.left - 7}", drawing.QUIET)
    yield drawing.head(picture.left, arrives, drawing.QUIET)


def _back_label(picture: _Picture, number: int, track: _Track) -> str:
    x = picture.track(number) - 7
    middle = (max(picture.leaves(number, track)) + picture.level(track.target) - 4) // 2
    return drawing.text(x, middle, track.words, size=11, anchor="middle", halo=True, upwards=True)


def _off(picture: _Picture, track: _Track, stages: Mapping[str, Stage]) -> Iterator[str]:
    left = picture.width - _MARGIN - _BOX_WIDTH
    x = picture.width - _MARGIN - _BOX_WIDTH // 4
    levels = [picture.level(source) for source in track.sources]
    top = max(levels) + _PITCH - _BOX_HEIGHT // 2
    for level in levels:
        yield drawing.path(f"M{picture.right} {level}H{x}", drawing.QUIET, dashes="4 3")
    yield drawing.path(f"M{x} {min(levels)}V{top - 7}", drawing.QUIET, dashes="4 3")
    yield drawing.head(x, top, drawing.QUIET, down=True)
    yield drawing.text(x - 8, top - 20, track.words, size=11, anchor="end")
    yield from _box(left, top, track.target, stages)


def diagram_mermaid(
    process: Process | None = None,
    route: Route | None = None,
    stages: Mapping[str, Stage] | None = None,
) -> str:
    """A mermaid state diagram of a process, along a route if one is given.

    `stages` says where each lot stands, as `cycle.stages` does; those stages are filled.
    """
    return "\n".join(_mermaid(process or Process.standard(), route, stages or {})) + "\n"


def _mermaid(process: Process, route: Route | None, stages: Mapping[str, Stage]) -> Iterator[str]:
    line = line_of(route)
    found = moves(process, route)
    yield "stateDiagram-v2"
    for stage in dict.fromkeys((*line, *(move.target for move in found))):
        yield f'    state "{stage.words}" as {_name(stage)}'
    yield f"    [*] --> {_name(line[0])}"
    for move in found:
        if move.direction is not MoveDirection.OFF:
            yield f"    {_name(move.source)} --> {_name(move.target)}: {move.words}"
    # Ways off the line lead from every stage up to the last that has one: a single arrow says it.
    last = {(m.target, m.words): m.source for m in found if m.direction is MoveDirection.OFF}
    for (target, words), source in last.items():
        yield f"    {_name(source)} --> {_name(target)}: {words}, here or in any stage before"
    for stage in dict.fromkeys(move.target for move in found if move.target.finished):
        yield f"    {_name(stage)} --> [*]"
    if stages:
        yield "    classDef here fill:#1d70b8,color:#fff"
        yield f"    class {','.join(map(_name, dict.fromkeys(stages.values())))} here"


def _name(stage: Stage) -> str:
    return stage.value.replace("-", "_")


class MoveDirection(Word):
    """The start and end of an arrow of the diagram."""

    ON = "on along the line"
    BACK = "back to an earlier stage"
    OFF = "off the line"


@frozen
class Move:
    """One way from a stage to another, and the kinds of record that take a lot along it."""

    source: Stage
    target: Stage
    direction: MoveDirection
    steps: tuple[Step, ...]

    @property
    def words(self) -> str:
        """The records that make the move: "tender opening or provider assessment"."""
        return " or ".join(step.words for step in self.steps)


def line_of(route: Route | None) -> tuple[Stage, ...]:
    """The stages of a route; the whole line where none is given."""
    return route.stages if route else LINE


def moves(process: Process, route: Route | None = None) -> tuple[Move, ...]:
    """Every way along a route: first onward in order, then back, then off the line."""
    line = line_of(route)
    onward = (Move(a, b, MoveDirection.ON, openers(process, b, route)) for a, b in pairwise(line))
    return (*onward, *_away(process, line))


def openers(process: Process, stage: Stage, route: Route | None) -> tuple[Step, ...]:
    """The records that open a stage; on a route, without those that are made for another."""
    found = process.opening(stage)
    if route is None:
        return found
    return tuple(step for step in found if _fits(step, process, route)) or found


def _away(process: Process, line: tuple[Stage, ...]) -> Iterator[Move]:
    """The ways back to a stage of the line, then those off it."""
    places = [(step, step.where) for step in process.steps]
    ways = [
        (step, where.stages, where.to, MoveDirection.BACK)
        for step, where in places
        if isinstance(where, Returns) and where.to in line
    ]
    ways += [
        (step, where.stages, where.stage, MoveDirection.OFF)
        for step, where in places
        if isinstance(where, Ends)
    ]
    for step, sources, target, direction in ways:
        for source in sources:
            if source in line:
                yield Move(source, target, direction, (step,))


def _fits(step: Step, process: Process, route: Route) -> bool:
    earlier = [process.step(kind).where for kind in step.rests_on]
    passed = [each.stages for each in earlier if isinstance(each, Opens | During)]
    fits = not isinstance(step.where, Opens) or step.where.fits(route)
    return fits and all(any(stage in route for stage in stages) for stages in passed)


def stage_table(process: Process | None = None) -> Table:
    """One row for each kind of record: where it comes, what it rests on and what it must pass."""
    return ColumnsOf[Step](
        (Column("record", meaning="what is written down, by the officer's word"), lambda step: step.words),
        (Column("tag", meaning="its name in files"), lambda step: step.tag),
        (Column("where", meaning="the stage it opens, or those it belongs to"),
            lambda step: _where(step.where)),
        (Column("rests on", meaning="what must be there first, whatever the law"),
            lambda step: ", ".join(display_name(kind) for kind in step.rests_on)),
        (Column("gates and checks", meaning="the named conditions; the law of the day adds its own"),
            lambda step: ", ".join(each.name.replace("_", " ") for each in step.conditions)),
    ).table((process or Process.standard()).steps)  # fmt: skip


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
