"""After go-live: reviews due, promises and quality checked, and what the next cycle carries over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve

from commissioning.contracts.history import ContractHistory, histories
from commissioning.contracts.register import ContractState, state_of
from commissioning.errors import RecordError, written
from commissioning.findings.codes import contracts as codes
from commissioning.findings.finding import Finding
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.record_finder import by_day, latest, newest
from commissioning.planning.golden_thread import thread, threaded
from commissioning.records import live, specification
from commissioning.records.needs import Need, NeedsAssessment
from commissioning.records.quality import (
    ActionDone,
    ActionPlan,
    PlannedAction,
    QualityFramework,
    QualityReview,
)
from commissioning.records.record import Record
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.text import Word, counted, did_you_mean, listed, of_kind

# Promises


class Kept(Word):
    """Whether a promise made when the service was bought has been kept."""

    NOT_CHECKED = "not checked yet"
    KEPT = "kept"
    BROKEN = "not kept"


@frozen(kw_only=True)
class CommitmentState(Checked):
    """One promise of the specification, and the latest check of it."""

    commitment: specification.Commitment
    latest: live.CommitmentChecked | None = None

    @property
    def kept(self) -> Kept:
        """Whether it is kept, by the latest check."""
        if self.latest is None:
            return Kept.NOT_CHECKED
        return Kept.KEPT if self.latest.kept else Kept.BROKEN

    def findings(self) -> Iterator[Finding]:
        """A promise that was broken, or judged against its own figures."""
        if self.latest is None:
            return
        if self.kept is Kept.BROKEN:
            yield codes.COMMITMENT_BROKEN.warns(
                f'The promise "{self.commitment.words}" was found broken on '
                f"{written(self.latest.on)}{_figures(self.latest)}",
                remedy="Take it up in the review, and with those to whom it was promised",
                about=self.commitment.reference,
            )
        after = self.latest.after
        by_figure = None if after is None else self.commitment.kept_at(after)
        if by_figure is not None and by_figure is not self.latest.kept:
            judged, figure = (Kept.KEPT, "broken") if self.latest.kept else (Kept.BROKEN, "kept")
            yield codes.COMMITMENT_MISJUDGED.warns(
                f'The promise "{self.commitment.words}" was judged {judged.value}, but its own figure, '
                f"{after:,f}, says it is {figure}",
                remedy="Correct the judgement, or say in the record why the figure does not decide",
                about=self.commitment.reference,
            )


def _figures(check: live.CommitmentChecked) -> str:
    if check.change is None:
        return f" ({check.because})"
    return f" (from {check.before:,f} to {check.after:,f} {check.unit})"


def commitments(ledger: Ledger, on: date) -> tuple[CommitmentState, ...]:
    """The promises of the specifications in force, each with the latest check of it by a day."""
    specified = latest(ledger.every(specification.ServiceSpecification))
    promises = {promise.reference: promise for each in specified for promise in each.commitments}
    checks = {c.commitment: c for c in by_day(ledger.every(live.CommitmentChecked)) if c.on <= on}
    return tuple(
        CommitmentState(commitment=promise, latest=checks.get(promise.reference))
        for promise in promises.values()
    )


# Reviews


def reviews_due(ledger: Ledger, on: date) -> tuple[Finding, ...]:
    """Overdue reviews and early checks of each contract: their day has passed without them."""
    over = {ContractState.NOT_SIGNED, ContractState.ENDED}
    running = (history for history in histories(ledger) if state_of(history, on) not in over)
    return tuple(finding for history in running for finding in _due(ledger, history, on))


def _due(ledger: Ledger, history: ContractHistory, on: date) -> Iterator[Finding]:
    name = history.contract.reference
    review = newest([review for review in ledger.naming(live.Review, name) if review.on <= on])
    check = newest([check for check in ledger.naming(live.EarlyLifeCheck, name) if check.on <= on])
    review_by = review.next_review_on if review else history.contract.review_on
    check_by = check.next_check_on if check else None
    if review_by is not None and review_by < on:
        yield codes.REVIEW_DUE.warns(
            f"The review of contract {name} was due on {written(review_by)}",
            remedy="Hold the review and record it",
            about=name,
        )
    if check_by is not None and check_by < on:
        yield codes.EARLY_CHECK_DUE.warns(
            f"The next early check of contract {name} was due on {written(check_by)}",
            remedy="Check again, and record the findings",
            about=name,
        )


# The next cycle


def carry_over(ledger: Ledger, on: date) -> NeedsAssessment:
    """The first record of a cycle that follows: the needs of this one, and what it left open.

    Findings of reviews become evidence for the needs they carry; loose ends of the golden thread and
    broken promises go into the note. Raises `RecordError` if this cycle has no needs assessment.
    """
    papers = latest(ledger.every(NeedsAssessment))
    if not papers:
        raise RecordError("carry over", ("this cycle has no needs assessment; record a new one",))
    reviews = [review for review in ledger.every(live.Review) if review.on <= on]
    needs = {need.reference: need for paper in papers for need in paper.needs}
    left_open = list(_left_open(ledger, on))
    return evolve(
        papers[-1],
        on=on,
        reference="",
        lots=None,
        within=None,
        basis=(),
        learned=None,
        needs=tuple(_with_evidence(need, reviews) for need in needs.values()),
        sources=(
            *(source for paper in papers for source in paper.sources),
            *(f"the {paper.described()} of the cycle before" for paper in papers),
            *(f"the {review.described()}" for review in reviews),
        ),
        note="Left open by the cycle before: " + "; ".join(left_open) if left_open else "",
    )


def _with_evidence(need: Need, reviews: list[live.Review]) -> Need:
    found = tuple(
        f"{sentence} ({review.described()})"
        for review in reviews
        if need.reference in review.carries
        for sentence in review.found
    )
    return evolve(need, evidence=(*need.evidence, *found))


def _left_open(ledger: Ledger, on: date) -> Iterator[str]:
    for finding in thread(threaded(ledger)).findings():
        yield finding.message
    for state in commitments(ledger, on):
        if state.kept is not Kept.KEPT:
            yield f"promised and {state.kept.value}: {state.commitment.words}"


# Quality


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
    done = {
        (each.plan, each.action): each.on for each in reversed(by_day(of_kind(held, ActionDone)))
    }
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
