"""The stages and the ways between them as a picture.

The line runs down the middle. Ways back lie to its left, one track for each kind of record, and the
ways off the line to its right. What the picture shows is said in words in its description.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from commissioning.display import drawing
from commissioning.display.drawing import COLOURS, INK, QUIET, TRACK, head, path, text
from commissioning.display.moves import Move, MoveDirection, line_of, moves
from commissioning.process import Process
from commissioning.stages import Route, Stage
from commissioning.values.frozen import frozen
from commissioning.values.text import cut

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


@frozen
class _Picture:
    """The layout of the picture."""

    line: tuple[Stage, ...]
    back: tuple[_Track, ...]
    off: tuple[_Track, ...]

    @property
    def left(self) -> int:
        """The left edge of the boxes."""
        return _MARGIN + _TRACK * (len(self.back) + 1)

    @property
    def right(self) -> int:
        """The right edge of the boxes."""
        return self.left + _BOX_WIDTH

    @property
    def middle(self) -> int:
        return self.left + _BOX_WIDTH // 2

    @property
    def width(self) -> int:
        return self.right + _LABELS + _MARGIN

    @property
    def height(self) -> int:
        return self.top(self.line[-1]) + _BOX_HEIGHT + _MARGIN

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
        """The height at which lines meet the middle of a box's side."""
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
    picture = _Picture(
        line_of(route), _tracks(found, MoveDirection.BACK), _tracks(found, MoveDirection.OFF)
    )
    body = _drawn(picture, found, stages or {})
    told = _in_words(found, stages or {})
    title = "The stages of a commissioning cycle"
    return drawing.picture(title, told, picture.height, body, heading=False, width=picture.width)


def _tracks(found: tuple[Move, ...], direction: MoveDirection) -> tuple[_Track, ...]:
    """The tracks of one side, the longest first: it lies outermost."""
    grouped: dict[tuple[Stage, str], list[Stage]] = {}
    for move in found:
        if move.direction is direction:
            grouped.setdefault((move.target, move.words), []).append(move.source)
    made = [_Track(target, words, tuple(via)) for (target, words), via in grouped.items()]
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
    standing = "; ".join(f"{lot} stands in {stage.words}" for lot, stage in stages.items())
    return f"{ways}. {standing}." if standing else f"{ways}."


def _box(left: int, top: int, stage: Stage, stages: Mapping[str, Stage]) -> Iterator[str]:
    here = [lot for lot, stands in stages.items() if stands is stage]
    lots = ", ".join(here)
    fill, ink = (COLOURS[0], "#ffffff") if lots else (TRACK, INK)
    centre = left + _BOX_WIDTH // 2
    yield (
        f'<rect x="{left}" y="{top}" width="{_BOX_WIDTH}" height="{_BOX_HEIGHT}" rx="5" '
        f'fill="{fill}" stroke="{INK}"/>'
    )
    name_at = top + (18 if lots else 26)
    yield text(centre, name_at, stage.words, fill=ink, weight="bold", anchor="middle")
    if lots:
        shown = lots if len(lots) <= _LOT_CHARACTERS else f"{len(here)} lots"
        yield text(centre, top + 34, shown, fill=ink, size=11, anchor="middle", told=lots)


def _onward(picture: _Picture, move: Move) -> Iterator[str]:
    start = picture.top(move.source) + _BOX_HEIGHT
    end = picture.top(move.target)
    yield path(f"M{picture.middle} {start}V{end - 7}", INK)
    yield head(picture.middle, end, down=True)
    label = cut(move.words, _CHARACTERS)
    yield text(picture.middle + 12, (start + end) // 2 + 4, label, told=move.words)


def _back(picture: _Picture, number: int, track: _Track) -> Iterator[str]:
    x = picture.track(number)
    arrives = picture.level(track.target) - 4
    leaves = picture.leaves(number, track)
    for level in leaves:
        yield path(f"M{picture.left} {level}H{x}", QUIET)
        yield f'<circle cx="{x}" cy="{level}" r="2.5" fill="{QUIET}"/>'
    yield path(f"M{x} {max(leaves)}V{arrives}H{picture.left - 7}", QUIET)
    yield head(picture.left, arrives, QUIET)


def _back_label(picture: _Picture, number: int, track: _Track) -> str:
    middle = (max(picture.leaves(number, track)) + picture.level(track.target) - 4) // 2
    return text(
        picture.track(number) - 7,
        middle,
        track.words,
        size=11,
        anchor="middle",
        halo=True,
        upwards=True,
    )


def _off(picture: _Picture, track: _Track, stages: Mapping[str, Stage]) -> Iterator[str]:
    left = picture.width - _MARGIN - _BOX_WIDTH
    x = picture.width - _MARGIN - _BOX_WIDTH // 4
    last = max(picture.level(source) for source in track.sources)
    top = last + _PITCH - _BOX_HEIGHT // 2
    for source in track.sources:
        level = picture.level(source)
        yield path(f"M{picture.right} {level}H{x}", QUIET, dashes="4 3")
    first = min(picture.level(source) for source in track.sources)
    yield path(f"M{x} {first}V{top - 7}", QUIET, dashes="4 3")
    yield head(x, top, QUIET, down=True)
    yield text(x - 8, top - 20, track.words, size=11, anchor="end")
    yield from _box(left, top, track.target, stages)
