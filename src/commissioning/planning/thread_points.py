"""The points of the golden thread and the links between them, as they are gathered."""

from __future__ import annotations

from typing import Final

from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.text import Word


class PointKind(Word):
    """The kinds of point on the thread, in the order in which it runs."""

    OBJECTIVE = "objective"
    NEED = "need"
    THEME = "theme"
    OUTCOME = "outcome"
    STANDARD = "standard"
    REQUIREMENT = "requirement"
    QUESTION = "question"
    CRITERION = "criterion"
    ANSWER = "answer"
    MARK = "mark"
    OBLIGATION = "obligation"
    KPI = "KPI"
    MEASUREMENT = "measurement"


@frozen(kw_only=True)
class Point(Checked):
    """One thing that the thread passes through."""

    kind: PointKind
    reference: str
    words: str
    binding: bool = True
    """Whether something has to follow from it, or be behind it.

    False for a requirement that only guides, a criterion that is the price, a question that is not scored,
    and an answer that promises no figure under a contract.
    """

    @property
    def named(self) -> str:
        """The point in a sentence: `need "loneliness"`."""
        return f'{self.kind.value} "{self.reference}"'

    def __str__(self) -> str:
        return f"{self.kind.value} {self.reference}"


@frozen(kw_only=True)
class ThreadLink(Checked):
    """The reference of a later thing to an earlier one, which may not be there."""

    later: Point
    kind: PointKind
    """The kind of the earlier thing."""
    reference: str
    """The reference of the earlier thing."""


class Strands:
    """Points and links as they are gathered. A thing recorded again takes the place of the first."""

    def __init__(self) -> None:
        self._points: dict[tuple[PointKind, str], Point] = {}
        self._links: dict[tuple[PointKind, str], list[ThreadLink]] = {}

    def add(
        self,
        kind: PointKind,
        reference: str,
        words: str,
        *,
        binding: bool = True,
        **earlier: tuple[str, ...],
    ) -> None:
        """Take up a point with the references it makes, by kind: `need=("n1",)`."""
        key = (kind, reference)
        point = Point(kind=kind, reference=reference, words=words, binding=binding)
        self._points[key] = point
        self._links[key] = [
            ThreadLink(later=point, kind=PointKind[name.upper()], reference=reference)
            for name, references in earlier.items()
            for reference in references
        ]

    @property
    def points(self) -> tuple[Point, ...]:
        """All points, kind by kind as the thread runs."""
        return tuple(sorted(self._points.values(), key=lambda point: _ORDER[point.kind]))

    @property
    def links(self) -> tuple[ThreadLink, ...]:
        return tuple(link for links in self._links.values() for link in links)


_ORDER: Final = {kind: place for place, kind in enumerate(PointKind)}
