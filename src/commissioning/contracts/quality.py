"""The quality framework at work: what has been looked at, and what is still to be put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from commissioning.errors import written
from commissioning.findings.code import FindingCode
from commissioning.findings.codes.contracts import (
    ACTION_NOT_PLANNED,
    ACTION_OVERDUE,
    RATING_NOT_IN_FRAMEWORK,
    SOURCE_NOT_USED,
)
from commissioning.findings.finding import Finding, Severity
from commissioning.records.quality import (
    ActionDone,
    ActionPlan,
    PlannedAction,
    QualityFramework,
    QualityReview,
)
from commissioning.records.record import Record
from commissioning.values.frozen import frozen
from commissioning.values.tables import Column, Kind, Table


@frozen
class ActionStanding:
    """One action of a plan, and when it was done."""

    plan: ActionPlan
    action: PlannedAction
    done_on: date | None

    def overdue(self, today: date) -> bool:
        """Whether its day has passed without it."""
        return self.done_on is None and self.action.due_by < today


def actions(records: Iterable[Record]) -> tuple[ActionStanding, ...]:
    """Every action of every plan with the day it was first done, in the order of the plans."""
    held = tuple(records)
    done: dict[tuple[str, str], date] = {}
    for record in held:
        if isinstance(record, ActionDone):
            done.setdefault((record.plan, record.action), record.on)
    return tuple(
        ActionStanding(plan, action, done.get((plan.reference, action.reference)))
        for plan in held
        if isinstance(plan, ActionPlan)
        for action in plan.actions
    )


def quality_findings(records: Iterable[Record], today: date) -> Iterator[Finding]:
    """Actions overdue, actions done that no plan has, and sources a review did not draw on."""
    held = tuple(records)
    for standing in actions(held):
        if standing.overdue(today):
            yield _finding(
                ACTION_OVERDUE,
                f"{standing.action.reference} ({standing.action.what}) was due by "
                f"{written(standing.action.due_by)}; this is {written(today)}",
                "record that it was done, or agree a new plan",
                standing.plan.provider,
            )
    yield from _unplanned(held)
    framework = next((r for r in reversed(held) if isinstance(r, QualityFramework)), None)
    if framework is not None:
        for review in held:
            if isinstance(review, QualityReview):
                yield from _unused(framework, review)
                yield from _foreign_rating(framework, review)


def action_table(records: Iterable[Record], today: date) -> Table:
    """One row for each action of each plan, as it stands on a day."""
    return Table(
        (
            Column("provider"),
            Column("action"),
            Column("what"),
            Column("due by", Kind.DAY),
            Column("done on", Kind.DAY),
            Column("overdue", Kind.YES_NO),
        ),
        tuple(
            (
                standing.plan.provider,
                standing.action.reference,
                standing.action.what,
                standing.action.due_by,
                standing.done_on,
                standing.overdue(today),
            )
            for standing in actions(records)
        ),
    )


def _unplanned(held: tuple[Record, ...]) -> Iterator[Finding]:
    planned = {
        (plan.reference, action.reference)
        for plan in held
        if isinstance(plan, ActionPlan)
        for action in plan.actions
    }
    for record in held:
        if isinstance(record, ActionDone) and (record.plan, record.action) not in planned:
            yield _finding(
                ACTION_NOT_PLANNED,
                f"{record.action} was done on {written(record.on)}, but plan {record.plan} has no "
                "such action",
                "mend the reference, or add the action to a plan",
                record.plan,
            )


def _unused(framework: QualityFramework, review: QualityReview) -> Iterator[Finding]:
    seen = {evidence.source for evidence in review.evidence}
    missing = [each.source.value for each in framework.sources if each.source not in seen]
    if missing and review.evidence:
        yield _finding(
            SOURCE_NOT_USED,
            f"the review of {review.provider} of {written(review.on)} does not draw on "
            f"{', '.join(missing)}",
            "gather the evidence, or say why the framework's source was left out",
            review.provider,
        )


def _foreign_rating(framework: QualityFramework, review: QualityReview) -> Iterator[Finding]:
    if framework.ratings and review.rating and review.rating not in framework.ratings:
        yield _finding(
            RATING_NOT_IN_FRAMEWORK,
            f"{review.provider} is rated {review.rating!r}; the framework has "
            f"{', '.join(framework.ratings)}",
            "use a rating of the framework",
            review.provider,
        )


def _finding(code: FindingCode, message: str, remedy: str, about: str) -> Finding:
    return code(message, severity=Severity.WARNS, remedy=remedy, about=about or None)
