"""How far assessors agree, and the result without one of them or with the marks of a judgment.

The figures are signals for the moderator, not verdicts: an outlier may be the one who read the annex. A
result with other marks is stored nowhere, and changes no sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeVar

from attrs import evolve, field

from commissioning.errors import RecordError
from commissioning.evaluation.contest import Contest
from commissioning.evaluation.inputs import Source
from commissioning.evaluation.marking.scoring import MarkBook, OneMark, middle
from commissioning.evaluation.ranking import ranked
from commissioning.evaluation.result import Result
from commissioning.evaluation.what_if.weights import weights_of
from commissioning.records import challenge, criteria, pricing
from commissioning.values.frozen import frozen
from commissioning.values.listings import OneLine, Tabled
from commissioning.values.rounding import shown
from commissioning.values.scales import plain
from commissioning.values.tables import Cell, Column, Kind, Table
from commissioning.values.text import grouped, listed, no_such, sentence

R = TypeVar("R", bound=Result)


@frozen(kw_only=True)
class MarksGiven:
    """The members' marks for one tender on one criterion."""

    criterion: str
    provider: str
    marks: Mapping[str, Decimal] = field(hash=False)  # a dict has no hash; it still counts in ==
    outliers: tuple[str, ...]
    """The members whose mark is far from every median of the others' marks."""

    @property
    def lowest(self) -> Decimal:
        return min(self.marks.values())

    @property
    def highest(self) -> Decimal:
        return max(self.marks.values())

    @property
    def spread(self) -> Decimal:
        """The highest mark less the lowest."""
        return self.highest - self.lowest

    def text(self, *, named: bool) -> str:
        """The marks, each with the member who gave it; without names from the lowest up."""
        if named:
            return ", ".join(f"{who} {plain(mark)}" for who, mark in self.marks.items())
        return ", ".join(map(plain, sorted(self.marks.values())))


_COLUMNS: Final = (
    Column("criterion"),
    Column("provider"),
    Column("marks"),
    Column("spread", Kind.NUMBER, "highest mark less lowest"),
    Column("outliers"),
)


@frozen(kw_only=True)
class Agreement(Tabled):
    """How far the assessors of one lot agree."""

    cells: tuple[MarksGiven, ...]
    leanings: Mapping[str, Fraction] = field(hash=False)
    """How far above the others' median (below it if negative) each assessor marks, on average.

    Of an even number of marks, every number between the two in the middle is a median; the nearest
    counts.
    """

    def table(self) -> Table:
        """One row a criterion and tender, the widest disagreement first."""
        return Table(_COLUMNS, self._rows(named=True))

    def _rows(self, *, named: bool) -> tuple[tuple[Cell, ...], ...]:
        return tuple(
            (cell.criterion, cell.provider, cell.text(named=named), cell.spread, ", ".join(cell.outliers))
            for cell in sorted(self.cells, key=lambda cell: -cell.spread)
        )  # fmt: skip

    def __str__(self) -> str:
        """The page for the moderator: every mark, and by name only those who stand apart."""
        leanings = ", ".join(
            f"{who} {'+' if lean > 0 else ''}{shown(lean)}"
            for who, lean in self.leanings.items()
            if lean
        )
        page = Table(_COLUMNS, self._rows(named=False)).to_text()
        return f"{page}\n\nAverage distance from the others' median: {leanings or '0 for everyone'}"


def agreement(result: Result, outlier_at: Decimal) -> Agreement:
    """How far the assessors agree. An outlier is that far or further from the others' median.

    Where two others give 5 and 0, each number from 0 to 5 is a median of theirs, so a third member's 5
    is no outlier; with 5, 5 and 0 only the 0 is one.
    """
    cells: list[MarksGiven] = []
    distances: list[tuple[str, Fraction]] = []
    for criterion, by_provider in result.book.marks.items():
        for provider, one in by_provider.items():
            marks = {who: mark.mark for who, mark in one.members}
            apart = tuple(_from_others(marks))
            distances += apart
            far = tuple(who for who, distance in apart if abs(distance) >= outlier_at)
            # The mark of a judgment was given by no member, so it has no lowest and no highest.
            if marks:
                cells.append(
                    MarksGiven(criterion=criterion, provider=provider, marks=marks, outliers=far)
                )
    leanings = {who: sum(own, pricing.ZERO) / len(own) for who, own in grouped(distances).items()}
    return Agreement(cells=tuple(cells), leanings=leanings)


def _from_others(marks: Mapping[str, Decimal]) -> Iterator[tuple[str, Fraction]]:
    """The distance of each mark from the nearest median of the others'; nothing if there is one mark."""
    for who, mark in marks.items():
        others = sorted(Fraction(other) for name, other in marks.items() if name != who)
        if others:
            # The mean of the two in the middle would not do: beside a 5 and a 0 it is 2.5, and a third
            # member who gives 5, as one of the others did, would be an outlier.
            one, own = middle(others), Fraction(mark)
            yield who, own - min(max(own, one[0]), one[-1])


@frozen(kw_only=True)
class WithoutAssessor(OneLine):
    """The result as if one assessor had not marked."""

    assessor: str
    winners: tuple[str, ...] = ()
    changes_winner: bool = False
    totals: Mapping[str, Fraction | None] = field(factory=dict, hash=False)
    agreed: tuple[str, ...]
    """Criteria the assessor marked on which the panel agreed a mark; leaving them out changes none."""
    cannot_be: str = ""
    """Why there would be no result at all; empty where there is one."""

    def __str__(self) -> str:
        if self.cannot_be:
            return f"Without {self.assessor} there is no result. {self.cannot_be}"
        first = listed(self.winners) or "no tender"
        how = "would be first" if self.changes_winner else "would still be first"
        kept = f" Agreed marks stay as they are: {listed(self.agreed)}." if self.agreed else ""
        return f"Without {self.assessor}, {first} {how}.{kept}"


def without_assessors(result: Result) -> tuple[WithoutAssessor, ...]:
    """The result with each assessor left out in turn."""
    return tuple(without_assessor(result, assessor) for assessor in _assessors(result))


def _assessors(result: Result) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sheet.assessor for sheet in result.source.evidence.sheets))


def without_assessor(result: Result, assessor: str) -> WithoutAssessor:
    """The result as if one assessor had not marked. Agreed marks stay as the panel agreed them.

    Other weights stay too, if the result was reweighed. Raises `LookupError` for an assessor without
    a score sheet.
    """
    if assessor not in _assessors(result):
        raise LookupError(sentence(no_such("score sheet by", assessor, _assessors(result))))
    evidence = result.source.evidence
    left = evolve(
        evidence,
        without=assessor,
        # Marks that a panel agreed stay: it is not known what it would have agreed without the member.
        # Corrections go with their sheet: one to a sheet that is not there is refused.
        sheets=tuple(s for s in evidence.sheets if s.assessor != assessor),
        corrections=tuple(c for c in evidence.corrections if c.assessor != assessor),
    )
    agreed = tuple(_agreed(result, assessor))
    try:
        other = ranked(evolve(result.source, evidence=left)).under(weights_of(result.contest))
    except RecordError as missing:
        return WithoutAssessor(
            assessor=assessor, agreed=agreed, cannot_be=" ".join(missing.problems)
        )
    return WithoutAssessor(
        assessor=assessor,
        winners=other.winners,
        changes_winner=other.winners != result.winners,
        totals={provider: other.total(provider) for provider in other.providers},
        agreed=agreed,
    )


def _agreed(result: Result, assessor: str) -> Iterator[str]:
    for criterion in result.source.invitation.judged_by.criteria:
        cells = result.book.marks.get(criterion.reference, {})
        marked = any(who == assessor for one in cells.values() for who, _ in one.members)
        if isinstance(criterion.one_mark, criteria.Consensus) and marked:
            yield criterion.reference


def as_judged(result: R, judgment: challenge.JudgmentGiven) -> R:
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


def _raised(source: Source, reference: str) -> Iterator[tuple[str, challenge.ChallengePoint]]:
    """The points of a challenge and of its claims; one that names no bidder is about the challenger."""
    by_reference = {c.reference: c for c in source.challenges if isinstance(c, challenge.Challenge)}
    # The papers of the challenge may not be held: a judgment can name a claim alone.
    challenger = by_reference[reference].provider if reference in by_reference else None
    for each in source.challenges:
        own = each.reference if isinstance(each, challenge.Challenge) else each.challenge
        if reference == own:
            for point in each.points:
                yield point.reference, evolve(point, provider=point.provider or challenger or "")


def _fault(
    contest: Contest, raised: dict[str, challenge.ChallengePoint], reference: str, mark: Decimal
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
    contest: Contest, book: MarkBook, point: challenge.ChallengePoint, mark: Decimal, because: str
) -> tuple[Contest, MarkBook]:
    (number,) = contest.numbers(point.criterion)
    column, bid = contest.columns[number], contest.bid(point.provider)
    part = column.scale.share(mark) if column.scale else pricing.ZERO
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
