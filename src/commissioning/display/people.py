"""People who change provider as a flow chart: a box for each state, an arrow for each flow with its number.

Those waiting lie on the left and those who moved on the right; people leave downwards. The same is said in
words in the description, and nothing depends on colour.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from textwrap import wrap
from typing import Final

from commissioning.display import drawing, gantt
from commissioning.errors import written
from commissioning.mobilisation.cohorts import Passage
from commissioning.mobilisation.reconciliation import Reconciliation
from commissioning.records.people import PeopleState
from commissioning.values.counts import ANY, Count
from commissioning.values.frozen import frozen
from commissioning.values.text import K, cut, grouped

_BOX: Final = f'rx="5" fill="#ffffff" stroke="{drawing.COLOURS[0]}" stroke-width="1.5"'
_BAND: Final = f'rx="8" fill="{drawing.BAND}" stroke="{drawing.LINE}"'
_STATES: Final = tuple(PeopleState)[:-1]
_WIDE, _TALL, _GAP = 130, 58, 102
_LEFT: Final = 34
_BAND_TOP: Final = 56
_TOP: Final = _BAND_TOP + 34
_EXIT: Final = _TOP + _TALL + 112
_LANE: Final = 22
"""The height between arrows that lead over the boxes."""
_NOTE: Final = 17
_PLACES: Final = 8
_BAR: Final = 360


@frozen
class _Arrow:
    """All flows between two states that are drawn as one, or from outside."""

    source: PeopleState | None
    to: PeopleState | None
    name: str
    people: Count

    @property
    def steps(self) -> int:
        """How many states further on it leads; 0 or fewer for a way back or round."""
        if self.source is None or self.to is None:
            return 0
        order = tuple(PeopleState)
        return order.index(self.to) - order.index(self.source)


def people_svg(found: Reconciliation) -> str:
    """The states of all cohorts on a day, and every flow between them from the first count on."""
    arrows = tuple(_arrows(p for each in found.balances for p in each.passages))
    places = sorted(found.places.items(), key=lambda each: (-(each[1].least or 0), each[0]))
    over = [arrow for arrow in arrows if arrow.steps > 1 and arrow.to is not PeopleState.LEFT]
    down = _LANE * len(over)
    title = f"People on {written(found.on)}"
    height = down + _EXIT + 58 + 24 * min(len(places) + 1, _PLACES + 2)
    body = (
        drawing.text(gantt.MARGIN, 30, title, size=18, weight="bold"),
        f'<g transform="translate(0 {down})">',
        *_bands(found),
        *(part for arrow in arrows for part in _drawn(arrow)),
        *(part for lane, arrow in enumerate(over) for part in _drawn_over(arrow, lane)),
        *(part for state in _STATES for part in _box(state, found.state(state))),
        *(part for state in _STATES for part in _notes(state, arrows)),
        *_exit(found),
        *_now_with(places),
        "</g>",
    )
    told = _in_words(found, arrows, places)
    return drawing.picture(title, told, height, body, heading=False, width=gantt.WIDTH)


def _arrows(passages: Iterable[Passage]) -> Iterator[_Arrow]:
    """The flows added up; those on to the next state, and those out, are one whatever their name."""
    flows: list[tuple[tuple[PeopleState | None, PeopleState | None, str], Count]] = []
    for each in passages:
        source, to = each.source, each.to
        one = _Arrow(source, to, each.flow.name, each.people)
        name = "left" if to is PeopleState.LEFT else to.value if to and one.steps == 1 else one.name
        flows.append(((source, to, name), each.people))
    return (_Arrow(*key, people) for key, people in _added(flows).items())


def _added(flows: Iterable[tuple[K, Count]]) -> dict[K, Count]:
    return {key: Count.total(people) for key, people in grouped(flows).items()}


def _number(people: Count) -> str:
    return "not known" if people == ANY else str(people)


def _flow(people: Count, name: str) -> str:
    """So many people of a flow: "12 moved", "an unknown number moved"."""
    return f"{'an unknown number' if people == ANY else people} {name}"


def _x(state: PeopleState) -> int:
    return _LEFT + _STATES.index(state) * (_WIDE + _GAP)


def _bands(found: Reconciliation) -> Iterator[str]:
    waiting, moved = found.still_waiting, found.moving
    for first, last, words in (
        (PeopleState.AFFECTED, PeopleState.CHOSEN, f"Waiting: {_number(waiting)}"),
        (PeopleState.MOVED, PeopleState.SETTLED, f"Moved or settled: {_number(moved)}"),
    ):
        left, right = _x(first), _x(last) + _WIDE
        yield drawing.rect(left - 12, _BAND_TOP, right - left + 24, _TALL + 102, _BAND)
        yield drawing.text(right, _BAND_TOP + 22, words, weight="bold", anchor="end")


def _box(state: PeopleState, people: Count) -> Iterator[str]:
    middle = _x(state) + _WIDE // 2
    yield drawing.rect(_x(state), _TOP, _WIDE, _TALL, _BOX)
    yield drawing.text(middle, _TOP + 22, state.value, anchor="middle")
    yield drawing.text(middle, _TOP + 45, _number(people), size=18, weight="bold", anchor="middle")


def _drawn(arrow: _Arrow) -> Iterator[str]:
    """One arrow on to the next state, or down to those who left."""
    middle, number = _TOP + _TALL // 2, _number(arrow.people)
    if arrow.to is PeopleState.LEFT and arrow.source is not None:
        x = _x(arrow.source) + _WIDE - 14
        yield drawing.path(f"M{x} {_TOP + _TALL}V{_EXIT - 8}")
        yield drawing.head(x, _EXIT, down=True)
        yield drawing.text(x + 8, _EXIT - 14, number, size=12)
    elif arrow.steps == 1 and arrow.source is not None:
        start, end = _x(arrow.source) + _WIDE, _x(arrow.source) + _WIDE + _GAP
        yield drawing.path(f"M{start} {middle}H{end - 8}")
        yield drawing.head(end, middle)
        yield drawing.text((start + end) // 2 - 3, middle - 8, number, size=12, anchor="middle")


def _drawn_over(arrow: _Arrow, lane: int) -> Iterator[str]:
    """An arrow over other states, in a lane of its own: those who move before they chose."""
    if arrow.source is not None and arrow.to is not None:
        start, end = _x(arrow.source) + _WIDE - 14, _x(arrow.to) + _WIDE - 12 - 12 * lane
        top = _BAND_TOP - 8 - _LANE * lane
        yield drawing.path(f"M{start} {_TOP}V{top}H{end}V{_TOP - 8}")
        yield drawing.head(end, _TOP, down=True)
        yield drawing.text(start + 6, top - 5, _flow(arrow.people, arrow.name), size=12)


def _notes(state: PeopleState, arrows: tuple[_Arrow, ...]) -> Iterator[str]:
    """Below a box, the flows into it that begin outside, in itself or in a later state."""
    coming = [arrow for arrow in arrows if arrow.to is state and arrow.steps < 1]
    wrong = [arrow for arrow in arrows if arrow.source is state and arrow.to is None]
    named = _added((arrow.name, arrow.people) for arrow in (*coming, *wrong))
    notes = (wrap(_flow(people, name), _NOTE) for name, people in named.items())
    for line, words in enumerate(chain.from_iterable(notes)):
        yield drawing.small(_x(state), _TOP + _TALL + 17 + 15 * line, words)


def _exit(found: Reconciliation) -> Iterator[str]:
    yield drawing.rect(_LEFT, _EXIT, _x(PeopleState.SETTLED) + _WIDE - _LEFT, 34, _BOX)
    words = f"left: {_number(found.state(PeopleState.LEFT))}"
    yield drawing.text(_LEFT + 12, _EXIT + 22, words, weight="bold")
    yield drawing.text(_LEFT + 110, _EXIT + 22, cut(_reasons(found), 120), size=12)


def _reasons(found: Reconciliation) -> str:
    reasons = _added(
        (position.because or "reason not stated", each.stocks.among([position]))
        for each in found.balances
        for position in each.stocks.where({PeopleState.LEFT})
    )
    return ", ".join(f"{why}: {_number(people)}" for why, people in reasons.items())


def _now_with(places: list[tuple[str, Count]]) -> Iterator[str]:
    top = _EXIT + 66
    if places:
        yield drawing.text(_LEFT, top, "Now with", weight="bold")
    most = max((people.least or 0 for _, people in places), default=0) or 1
    for line, (place, people) in enumerate(places[:_PLACES]):
        y = top + 24 * (line + 1)
        bar = _BAR * (people.least or 0) // most
        yield drawing.text(_LEFT, y, cut(place, 34))
        yield drawing.rect(_LEFT + 240, y - 13, max(bar, 1), 16, f'fill="{drawing.COLOURS[0]}"')
        yield drawing.text(_LEFT + 250 + bar, y, _number(people))
    if len(places) > _PLACES:
        more = f"and {len(places) - _PLACES} more"
        yield drawing.text(_LEFT, top + 24 * (_PLACES + 1), more, fill=drawing.QUIET)


def _in_words(
    found: Reconciliation, arrows: tuple[_Arrow, ...], places: list[tuple[str, Count]]
) -> str:
    states = ", ".join(f"{state.value}: {_number(found.state(state))}" for state in PeopleState)
    flows = ", ".join(
        _flow(arrow.people, arrow.name) + (f" from {arrow.source.value}" if arrow.source else "")
        for arrow in arrows
    )
    reasons = f" Reasons for leaving: {why}." if (why := _reasons(found)) else ""
    there = ", ".join(f"{place}: {_number(people)}" for place, people in places)
    now = f" Now with {there}." if there else ""
    return f"In each state: {states}. Flows: {flows or 'none'}.{reasons}{now}"
