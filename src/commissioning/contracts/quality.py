"""The quality framework in use: reviews held against it, and actions that are done or overdue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from commissioning.errors import written
from commissioning.findings.codes import contracts as codes
from commissioning.findings.finding import Finding
from commissioning.records.quality import (
    ActionDone,
    ActionPlan,
    PlannedAction,
    QualityFramework,
    QualityReview,
)
from commissioning.records.record import Record
from commissioning.values.frozen import frozen
from commissioning.values.grouping import of_kind
from commissioning.values.text import counted, did_you_mean, listed


@frozen
class ActionState:
    """One action of a plan, and when it was done."""

    plan: ActionPlan
    action: PlannedAction
    done_on: date | None

    def overdue(self, today: date) -> bool:
        """Whether it was due before `today` and is not done."""
        return self.done_on is None and self.action.due_by < today


def actions(records: Iterable[Record]) -> tuple[ActionState, ...]:
    """Every action of every plan with the day it was first done, in the order of the plans."""
    held = tuple(records)
    done = {(each.plan, each.action): each.on for each in reversed(of_kind(held, ActionDone))}
    return tuple(
        ActionState(plan, action, done.get((plan.reference, action.reference)))
        for plan in of_kind(held, ActionPlan)
        for action in plan.actions
    )


def quality_findings(records: Iterable[Record], today: date) -> Iterator[Finding]:
    """Overdue actions, actions outside any plan, and reviews that depart from the framework."""
    held = tuple(records)
    for state in actions(held):
        if state.overdue(today):
            yield codes.ACTION_OVERDUE.warns(
                f"Action {state.action.reference} ({state.action.what}) is "
                f"{counted((today - state.action.due_by).days, 'day')} overdue "
                f"(was due {written(state.action.due_by)})",
                remedy="Record that it was done, or agree a new plan",
                about=state.plan.provider or None,
            )
    yield from _unplanned(held)
    frameworks = tuple(reversed(of_kind(held, QualityFramework)))
    for review in of_kind(held, QualityReview):
        about = review.lots or ()  # one that names none, of either, is about all
        shared = (f for f in frameworks if not f.lots or not about or {*f.lots} & {*about})
        framework = next(shared, None)
        if framework is not None:
            yield from _unused(framework, review)
            yield from _foreign_rating(framework, review)


def _unplanned(held: tuple[Record, ...]) -> Iterator[Finding]:
    planned = [(state.plan.reference, state.action.reference) for state in actions(held)]
    for record in of_kind(held, ActionDone):
        if (record.plan, record.action) not in planned:
            yield codes.ACTION_NOT_PLANNED.warns(
                f"Action {record.action} is recorded as done on {written(record.on)}, but plan "
                f"{record.plan} has no such action",
                remedy="Correct the reference, or add the action to a plan"
                f"{did_you_mean(record.action, {action for _, action in planned})}",
                about=record.plan or None,
            )


def _unused(framework: QualityFramework, review: QualityReview) -> Iterator[Finding]:
    seen = {evidence.source for evidence in review.evidence}
    missing = [each.source.value for each in framework.sources if each.source not in seen]
    if missing and review.evidence:
        yield codes.SOURCE_NOT_USED.warns(
            f"The review of {review.provider} of {written(review.on)} lacks evidence that the quality "
            f"framework asks for: {listed(missing)}",
            remedy="Gather the evidence, or say why it was left out",
            about=review.provider or None,
        )


def _foreign_rating(framework: QualityFramework, review: QualityReview) -> Iterator[Finding]:
    if framework.ratings and review.rating and review.rating not in framework.ratings:
        yield codes.RATING_NOT_IN_FRAMEWORK.warns(
            f'{review.provider} is rated "{review.rating}", which is not a rating of the framework',
            remedy=f"Use {listed(framework.ratings, 'or')}",
            about=review.provider or None,
        )
