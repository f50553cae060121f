"""What comes after go-live: reviews that are due, promises looked at, and what the next cycle takes up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final

from attrs import evolve

from commissioning.contracts.history import ContractHistory, histories
from commissioning.contracts.register import ContractState, state_of
from commissioning.errors import RecordError, written
from commissioning.findings.code import FindingCode
from commissioning.findings.codes.contracts import (
    COMMITMENT_BROKEN,
    COMMITMENT_MISJUDGED,
    EARLY_CHECK_DUE,
    REVIEW_DUE,
)
from commissioning.findings.finding import Finding, Severity
from commissioning.ledger.ledger import Ledger
from commissioning.planning.golden_thread import thread, threaded
from commissioning.records.live import CommitmentChecked, EarlyLifeCheck, Review
from commissioning.records.needs import Need, NeedsAssessment
from commissioning.records.specification import Commitment, ServiceSpecification
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.tables import Column, Kind, Table

# Promises


class Kept(StrEnum):
    """Whether a promise made when the service was bought has been kept."""

    NOT_CHECKED = "not looked at yet"
    KEPT = "kept"
    BROKEN = "not kept"


@frozen(kw_only=True)
class CommitmentStanding(Checked):
    """One promise of the specification, and the latest look at it."""

    commitment: Commitment
    latest: CommitmentChecked | None = None

    @property
    def kept(self) -> Kept:
        """Whether it is kept, by the latest look."""
        if self.latest is None:
            return Kept.NOT_CHECKED
        return Kept.KEPT if self.latest.kept else Kept.BROKEN

    def findings(self) -> Iterator[Finding]:
        """A promise that was broken, or judged otherwise than its own figures say."""
        if self.latest is None:
            return
        if self.kept is Kept.BROKEN:
            yield _warns(
                COMMITMENT_BROKEN,
                f"promised: {self.commitment.words}; found otherwise on "
                f"{written(self.latest.on)}{_figures(self.latest)}",
                "take it up in the review, and with those to whom it was promised",
                self.commitment.reference,
            )
        after = self.latest.after
        by_figure = None if after is None else self.commitment.kept_at(after)
        if by_figure is not None and by_figure is not self.latest.kept:
            says = Kept.KEPT if self.latest.kept else Kept.BROKEN
            yield _warns(
                COMMITMENT_MISJUDGED,
                f"promised: {self.commitment.words}; it was judged {says.value} at {after}, and by "
                "its own figures that is wrong",
                "correct the judgement, or say in the record why the figure does not decide",
                self.commitment.reference,
            )


def _figures(check: CommitmentChecked) -> str:
    if check.change is None:
        return f" ({check.because})"
    return f" (from {check.before} to {check.after} {check.unit})"


def commitments(ledger: Ledger, on: date) -> tuple[CommitmentStanding, ...]:
    """The promises of the specification in force, each with the latest look at it by a day."""
    specification = ledger.find(ServiceSpecification)
    looks = {look.commitment: look for look in ledger.every(CommitmentChecked) if look.on <= on}
    return tuple(
        CommitmentStanding(commitment=promise, latest=looks.get(promise.reference))
        for promise in (specification.commitments if specification else ())
    )


def commitments_table(ledger: Ledger, on: date) -> Table:
    """Every promise with its state, for the committee to which it was made."""
    rows = tuple(
        (
            standing.commitment.words,
            standing.commitment.made_to or None,
            standing.kept.value,
            standing.latest.on if standing.latest else None,
            standing.latest.before if standing.latest else None,
            standing.latest.after if standing.latest else None,
        )
        for standing in commitments(ledger, on)
    )
    return Table(columns=_COMMITMENT_COLUMNS, rows=rows)


_COMMITMENT_COLUMNS: Final = (
    Column("promised", Kind.TEXT, "the commitment in its own words"),
    Column("to", Kind.TEXT, "to whom it was made"),
    Column("state", Kind.TEXT, "kept, not kept, or not looked at yet"),
    Column("looked at", Kind.DAY, "the day of the latest look"),
    Column("before", Kind.NUMBER, "the figure before the change"),
    Column("after", Kind.NUMBER, "the figure at the latest look"),
)

# Reviews


def reviews_due(ledger: Ledger, on: date) -> tuple[Finding, ...]:
    """Reviews and early checks whose day has passed, contract by contract."""
    found: list[Finding] = []
    for history in histories(ledger):
        if state_of(history, on) not in {ContractState.NOT_SIGNED, ContractState.ENDED}:
            found.extend(_review_due(ledger, history, on))
            found.extend(_check_due(ledger, history, on))
    return tuple(found)


def _review_due(ledger: Ledger, history: ContractHistory, on: date) -> Iterator[Finding]:
    name = history.contract.reference
    held = [review for review in ledger.every(Review, about=name) if review.on <= on]
    due = held[-1].next_review_on if held else history.contract.review_on
    if due is not None and due < on:
        yield _warns(
            REVIEW_DUE,
            f"the review of contract {name} was due on {written(due)}",
            "hold the review and record it",
            name,
        )


def _check_due(ledger: Ledger, history: ContractHistory, on: date) -> Iterator[Finding]:
    name = history.contract.reference
    held = [check for check in ledger.every(EarlyLifeCheck, about=name) if check.on <= on]
    due = held[-1].next_check_on if held else None
    if due is not None and due < on:
        yield _warns(
            EARLY_CHECK_DUE,
            f"the next early check of contract {name} was due on {written(due)}",
            "look again, and record what was found",
            name,
        )


# The next cycle


def carry_over(ledger: Ledger, on: date) -> NeedsAssessment:
    """The first record of a cycle that follows: the needs of this one, and what it left open.

    What reviews found is evidence for the needs they carry; loose ends of the golden thread and broken
    promises stand in the note. The reader goes on from there. Raises `RecordError` where this cycle has
    no needs assessment to carry over.
    """
    assessed = ledger.find(NeedsAssessment)
    if assessed is None:
        raise RecordError("carry over", ("there is no needs assessment; record one anew",))
    reviews = [review for review in ledger.every(Review) if review.on <= on]
    sources = [
        f"the {assessed.described()} of the cycle before",
        *(f"the {review.described()}" for review in reviews),
    ]
    left_open = list(_left_open(ledger, on))
    return evolve(
        assessed,
        on=on,
        reference="",
        lots=None,
        within=None,
        basis=(),
        learned=None,
        needs=tuple(_with_evidence(need, reviews) for need in assessed.needs),
        sources=(*assessed.sources, *sources),
        note="Left open by the cycle before: " + "; ".join(left_open) if left_open else "",
    )


def _with_evidence(need: Need, reviews: list[Review]) -> Need:
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
    for standing in commitments(ledger, on):
        if standing.kept is not Kept.KEPT:
            yield f"promised and {standing.kept.value}: {standing.commitment.words}"


def _warns(code: FindingCode, message: str, remedy: str, about: str) -> Finding:
    return code(message, severity=Severity.WARNS, remedy=remedy, about=about)
