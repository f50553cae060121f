"""Loose ends of the golden thread between the tender and the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from commissioning.findings.codes.planning import NOTHING_AHEAD, PROMISE_NOT_CARRIED
from commissioning.findings.finding import Finding
from commissioning.planning.thread_points import Point, PointKind, ThreadLink

Ahead = Mapping[Point, Sequence[Point]]
"""The points that follow from each point."""


def unasked(
    points: Sequence[Point], links: Sequence[ThreadLink], ahead: Ahead
) -> Iterator[Finding]:
    """Requirements that bind and are only watched, where questions say what they test."""
    links_of_questions = (link for link in links if link.later.kind is PointKind.QUESTION)
    if not any(link.kind is PointKind.REQUIREMENT for link in links_of_questions):
        return
    for point in points:
        kinds = {later.kind for later in ahead[point]}
        binds = point.kind is PointKind.REQUIREMENT and point.binding
        if binds and kinds and not kinds & {PointKind.QUESTION, PointKind.CRITERION}:
            yield NOTHING_AHEAD.warns(
                f"No question asks about the {point.named}, although it binds the provider",
                remedy="Ask about it in the invitation, or make it guidance",
                about=point.reference,
            )


def not_carried(points: Sequence[Point], ahead: Ahead) -> Iterator[Finding]:
    """Promises of the winner that no obligation of the contract keeps."""
    for point in points:
        kept = any(later.kind is PointKind.OBLIGATION for later in ahead[point])
        if point.kind is PointKind.ANSWER and point.binding and not kept:
            provider, _, question = point.reference.partition("/")
            yield PROMISE_NOT_CARRIED.warns(
                f"{provider} promised {point.words} in its answer to question {question}, and no "
                "obligation of the contract carries it",
                remedy="Make it an obligation that names the answer, or record why it is not one",
                about=point.reference,
            )
