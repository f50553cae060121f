"""The result with the marks that a judgment finds right. It is stored nowhere, and changes no sheet."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeVar

from attrs import evolve

from commissioning.errors import RecordError
from commissioning.evaluation.contest import Contest
from commissioning.evaluation.inputs import Source
from commissioning.evaluation.marking.scoring import MarkBook, OneMark
from commissioning.evaluation.result import Result
from commissioning.records.challenge import Challenge, ChallengePoint, JudgmentGiven
from commissioning.records.pricing import ZERO
from commissioning.values.scales import plain
from commissioning.values.text import listed, no_such

R = TypeVar("R", bound=Result)


def as_judged(result: R, judgment: JudgmentGiven) -> R:
    """The same tenders ranked by the marks that a judgment finds right, all other marks as they are.

    Raises `RecordError` with every point that cannot be applied: one that was not raised, names no
    criterion that is marked, or has a mark outside the scale.
    """
    raised = dict(_raised(result.source, judgment.challenge))
    contest, book = result.contest, result.book
    marks = [(d, d.mark_should_be) for d in judgment.points if d.mark_should_be is not None]
    faults = (_fault(contest, raised, decided.point, mark) for decided, mark in marks)
    if problems := tuple(filter(None, faults)):
        raise RecordError("judgment", problems)
    for decided, mark in marks:
        contest, book = _with_mark(contest, book, raised[decided.point], mark, decided.because)
    return evolve(result, contest=contest, book=book, standings=contest.standings())


def _raised(source: Source, challenge: str) -> Iterator[tuple[str, ChallengePoint]]:
    """The points of a challenge and of its claims; one that names no bidder is about the challenger."""
    by_reference = {c.reference: c for c in source.challenges if isinstance(c, Challenge)}
    # The papers of the challenge may not be held: a judgment can name a claim alone.
    challenger = by_reference[challenge].provider if challenge in by_reference else None
    for each in source.challenges:
        if challenge == (each.reference if isinstance(each, Challenge) else each.challenge):
            for point in each.points:
                yield point.reference, evolve(point, provider=point.provider or challenger or "")


def _fault(
    contest: Contest, raised: dict[str, ChallengePoint], reference: str, mark: Decimal
) -> str:
    """Why the mark of a point cannot be applied; empty where it can."""
    point = raised.get(reference)
    if point is None:
        return f"points: {no_such('point of the challenge', reference, raised)}"
    columns = {column.reference: column for column in contest.columns if column.scale}
    column = columns.get(point.criterion)
    if column is None or column.scale is None:
        return (
            f"points: point {reference} does not name a marked criterion, such as {listed(columns)}"
        )
    if not any(bid.provider == point.provider for bid in contest.bids):
        who = point.provider or "its bidder, which is not named,"
        return f"points: point {reference}: {who} has no tender in this contest"
    # Any mark in the range: a court is not bound to those that the scale offers the panel.
    if not 0 <= mark <= column.scale.highest:
        highest = plain(column.scale.highest)
        return f"points: point {reference}: {plain(mark)} is not a mark from 0 to {highest}"
    return ""


def _with_mark(
    contest: Contest, book: MarkBook, point: ChallengePoint, mark: Decimal, because: str
) -> tuple[Contest, MarkBook]:
    (number,) = contest.numbers(point.criterion)
    column, bid = contest.columns[number], contest.bid(point.provider)
    part = column.scale.share(mark) if column.scale else ZERO
    one = OneMark(
        earned=part.numerator,
        out_of=part.denominator,
        given={},  # the mark of no member, so agreement and outliers leave it out
        agreed=mark,
        because=because or "the mark that the judgment finds right",
    )
    # The mark book is changed too, so that explanations and reports show the mark that counts.
    of_criterion = {**book.marks.get(point.criterion, {}), point.provider: one}
    marks = {**book.marks, point.criterion: of_criterion}
    return contest.with_earned(bid, number, part * column.out_of), evolve(book, marks=marks)
