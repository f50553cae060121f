"""How far assessors agree: range, spread and outliers, criterion by criterion.

These are signals for the moderator, not verdicts: an outlier may be the one who read the annex.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from statistics import median

from attrs import evolve, field

from commissioning.errors import RecordError
from commissioning.evaluation.ranking import ranked
from commissioning.evaluation.result import Result
from commissioning.evaluation.what_if.weights import weights_of
from commissioning.records.criteria import Consensus
from commissioning.records.methods import Method
from commissioning.values.frozen import frozen
from commissioning.values.rounding import shown
from commissioning.values.scales import plain
from commissioning.values.tables import Column, Kind, Table


@frozen(kw_only=True)
class MarksGiven:
    """The members' marks for one tender on one criterion."""

    criterion: str
    provider: str
    marks: Mapping[str, Decimal] = field(hash=False)
    outliers: tuple[str, ...]
    """Those whose mark is far from the middle of the others'."""

    @property
    def lowest(self) -> Decimal:
        return min(self.marks.values())

    @property
    def highest(self) -> Decimal:
        return max(self.marks.values())

    @property
    def spread(self) -> Decimal:
        """The distance between the highest and the lowest mark."""
        return self.highest - self.lowest


@frozen(kw_only=True)
class Agreement:
    """How far the assessors of one lot agree."""

    cells: tuple[MarksGiven, ...]
    leanings: Mapping[str, Fraction] = field(hash=False)
    """How much higher (or, below nought, lower) each assessor marks than the others, on average."""

    def table(self) -> Table:
        """One row a criterion and tender, the widest disagreement first."""
        columns = (
            Column("criterion", Kind.TEXT),
            Column("provider", Kind.TEXT),
            Column("marks", Kind.TEXT),
            Column("spread", Kind.NUMBER, "highest mark less lowest"),
            Column("outliers", Kind.TEXT),
        )
        cells = sorted(self.cells, key=lambda cell: -cell.spread)
        return Table(columns, tuple(_row(cell) for cell in cells))

    def __str__(self) -> str:
        leanings = ", ".join(
            f"{who} {'+' if lean > 0 else ''}{shown(lean)}" for who, lean in self.leanings.items()
        )
        return f"{self.table().to_text()}\n\nmarks above or below the others': {leanings}"


def _row(cell: MarksGiven) -> tuple[str | Decimal, ...]:
    marks = ", ".join(f"{who} {plain(mark)}" for who, mark in cell.marks.items())
    return cell.criterion, cell.provider, marks, cell.spread, ", ".join(cell.outliers)


def agreement(result: Result, outlier_at: Decimal) -> Agreement:
    """How far the assessors agree. An outlier is that far or further from the others' median."""
    cells: list[MarksGiven] = []
    leanings: dict[str, list[Fraction]] = {}
    for criterion, by_provider in result.book.marks.items():
        for provider, one in by_provider.items():
            marks = {who: mark.mark for who, mark in one.members}
            if not marks:
                continue
            apart = dict(_apart(marks))
            for who, distance in apart.items():
                leanings.setdefault(who, []).append(distance)
            outliers = tuple(who for who, far in apart.items() if abs(far) >= outlier_at)
            cells.append(
                MarksGiven(criterion=criterion, provider=provider, marks=marks, outliers=outliers)
            )
    means = {who: sum(far, Fraction(0)) / len(far) for who, far in leanings.items()}
    return Agreement(cells=tuple(cells), leanings=means)


def _apart(marks: Mapping[str, Decimal]) -> Iterator[tuple[str, Fraction]]:
    """How far each mark is from the median of the others'; nobody where there is one mark only."""
    for who, mark in marks.items():
        others = [Fraction(other) for name, other in marks.items() if name != who]
        if others:
            yield who, Fraction(mark) - median(others)


@frozen(kw_only=True)
class WithoutAssessor:
    """The result as if one assessor had not marked."""

    assessor: str
    winners: tuple[str, ...]
    changes_winner: bool
    totals: Mapping[str, Fraction | None] = field(hash=False)
    agreed: tuple[str, ...]
    """Criteria of theirs where the panel agreed a mark, which leaving them out does not change."""
    cannot_be: str = ""
    """Why there would be no result at all; empty where there is one."""

    def __str__(self) -> str:
        if self.cannot_be:
            return f"without {self.assessor} there is no result: {self.cannot_be}"
        first = " and ".join(self.winners) or "nobody"
        kept = f" (agreed marks stay: {', '.join(self.agreed)})" if self.agreed else ""
        verb = "is" if len(self.winners) < 2 else "are"
        turned = f"{verb} first instead" if self.changes_winner else f"{verb} still first"
        return f"without {self.assessor}, {first} {turned}{kept}"


def without_assessors(result: Result) -> tuple[WithoutAssessor, ...]:
    """The result with each assessor left out in turn."""
    evidence = result.source.evidence
    assessors = dict.fromkeys(sheet.assessor for sheet in evidence.sheets)
    return tuple(without_assessor(result, assessor) for assessor in assessors)


def without_assessor(result: Result, assessor: str) -> WithoutAssessor:
    """The result as if one assessor had not marked. Agreed marks stay as the panel agreed them.

    Other weights, where the result was reweighed, stay too. Raises `LookupError` for somebody who
    has marked nothing.
    """
    evidence = result.source.evidence
    known = tuple(dict.fromkeys(sheet.assessor for sheet in evidence.sheets))
    if assessor not in known:
        raise LookupError(f"{assessor!r} has marked nothing here; {', '.join(known)} have")
    left = evolve(
        evidence,
        without=assessor,
        sheets=tuple(s for s in evidence.sheets if s.assessor != assessor),
        corrections=tuple(c for c in evidence.corrections if c.assessor != assessor),
    )
    agreed = tuple(_agreed(result, assessor))
    try:
        other = ranked(evolve(result.source, evidence=left)).under(weights_of(result.contest))
    except RecordError as missing:
        return WithoutAssessor(
            assessor=assessor,
            winners=(),
            changes_winner=False,
            totals={},
            agreed=agreed,
            cannot_be="; ".join(missing.problems),
        )
    return WithoutAssessor(
        assessor=assessor,
        winners=other.winners,
        changes_winner=other.winners != result.winners,
        totals={provider: other.total(provider) for provider in other.providers},
        agreed=agreed,
    )


def _agreed(result: Result, assessor: str) -> Iterable[str]:
    method = result.source.invitation.method
    criteria = method.criteria if isinstance(method, Method) else ()
    for criterion in criteria:
        cells = result.book.marks.get(criterion.reference, {})
        marked = any(who == assessor for one in cells.values() for who, _ in one.members)
        if isinstance(criterion.one_mark, Consensus) and marked:
            yield criterion.reference
