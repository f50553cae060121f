"""An evaluation as it is read: the result with its explanations, what-ifs and views."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from textwrap import fill
from typing import Self

from attrs import asdict

from commissioning.errors import RecordError
from commissioning.evaluation.inputs import MarkingEvidence, Source, for_lot, source_of
from commissioning.evaluation.ranking import only_lot, ranked
from commissioning.evaluation.reporting import tables
from commissioning.evaluation.reporting.explanation import explain
from commissioning.evaluation.result import Result
from commissioning.evaluation.what_if.agreement import (
    Agreement,
    WithoutAssessor,
    agreement,
    as_judged,
    without_assessor,
)
from commissioning.evaluation.what_if.flips import Flips, flips
from commissioning.evaluation.what_if.influence import Influence, influence
from commissioning.evaluation.what_if.weights import (
    WeightsMap,
    members_of,
    new_weights,
    weights_map,
)
from commissioning.findings.finding import Findings
from commissioning.ledger.ledger import Ledger
from commissioning.records import challenge, history, panel, tender, tender_faults
from commissioning.records.panel import Interview
from commissioning.records.record import WHOLE
from commissioning.values.frozen import frozen
from commissioning.values.notebook import Picture, Shown
from commissioning.values.tables import Table


@frozen(kw_only=True, repr=False)
class Evaluation(Result, Shown):
    """One lot evaluated: the standings, every line behind them, and what would change them."""

    @classmethod
    def of(cls, result: Result) -> Self:
        """A result with its explanations and what-ifs."""
        return cls(**asdict(result, recurse=False))

    def table(self) -> Table:
        """One row a tender, one column a criterion: points, total, rank and what excluded it."""
        return tables.by_tender(self)

    def by_criterion(self) -> Table:
        """One row a criterion, one column a tender, the best first."""
        return tables.by_criterion(self)

    def explain(self, provider: str, criterion: str | None = None) -> str:
        """The sum from mark to total of one tender, or one line of it, as text."""
        return explain(self, provider, criterion)

    def influence(self, name: str) -> Influence:
        """How much a panel, section or criterion moved the result, and who wins without it."""
        return influence(self.contest, name)

    def flips(self) -> Flips:
        """The smallest changes of one mark, price or weight that change the winner."""
        return flips(self.contest)

    def reweighed(self, weights: Mapping[str, Decimal | int | Fraction]) -> Self:
        """The same marks under other weights in per cent; what is not named keeps its proportions.

        Names are criteria, sections or panels. Raises `RecordError` where they leave no 100.
        """
        return self.under(new_weights(self.contest, weights))

    def as_judged(self, judgment: challenge.JudgmentGiven) -> Self:
        """The same tenders by the marks that a judgment finds right; nothing recorded changes.

        Raises `RecordError` with every point that cannot be applied to this lot.
        """
        return as_judged(self, judgment)

    def weights_map(self) -> WeightsMap:
        """The tender first for every split between price and the rest, with exact break points."""
        return weights_map(self.contest)

    def without_assessor(self, assessor: str) -> WithoutAssessor:
        """The result as if one assessor had not marked."""
        return without_assessor(self, assessor)

    def agreement(self, outlier_at: Decimal = Decimal(2)) -> Agreement:
        """How far the assessors agree; an outlier is that many marks from the others' median."""
        return agreement(self, outlier_at)

    def plot(self, weight_of: str = "", *, up_to: int = 100) -> Picture:
        """The points as bars; or every total by the weight of a criterion, section or panel, in per cent."""
        about = {"name": weight_of, "up_to": up_to}
        # An unknown name is refused here, not where the picture is shown.
        known = weight_of and members_of(self.contest, weight_of)
        return Picture(self, "weight", about) if known else Picture(self)

    def warnings(self) -> Findings:
        """The cautions a reader needs: remarks, relative prices, losing bids that decide."""
        return Findings(tables.warnings(self))

    def __str__(self) -> str:
        shown = [table.to_text() for table in tables.tables(self, tables.ABREAST)]
        remarks = "\n".join(
            fill(f"- {note}", 80, subsequent_indent="  ") for note in tables.notes(self)
        )
        return "\n\n".join(filter(None, [fill(self.heading(), 80), *shown, remarks]))


def evaluate(
    invitation: tender.InvitationToTender,
    tenders: Iterable[tender.TenderReceived],
    sheets: Iterable[panel.ScoreSheet] = (),
    moderations: Iterable[panel.Moderation] = (),
    *,
    lot: str | None = None,
    panels: Iterable[panel.Panel] = (),
    panel_changes: Iterable[panel.PanelChanged] = (),
    corrections: Iterable[panel.MarkCorrected] = (),
    interests: Iterable[panel.DeclarationOfInterest] = (),
    interviews: Iterable[Interview] = (),
    withdrawn: Iterable[tender.TenderWithdrawn] = (),
    rejected: Iterable[tender_faults.TenderRejected] = (),
    price_corrections: Iterable[tender_faults.PriceCorrected] = (),
    price_decisions: Iterable[tender.PriceDecision] = (),
    challenges: Iterable[challenge.Challenge | challenge.ClaimIssued] = (),
) -> Evaluation:
    """Rank the tenders for one lot by the method the invitation declares, exactly.

    A tender that is withdrawn leaves, and the points of the others are worked out without it; a remark
    says so where that turns their order.

    Raises `RecordError` with every problem at once: a mark off the scale, a sheet missing or given
    twice, a criterion the invitation does not name, prices that cannot be compared. `lot` may be
    left out where there is one lot or none.
    """
    tenders = tuple(tenders)
    source = Source(
        invitation=invitation,
        tenders=tenders,
        lot=only_lot(invitation, tenders) if lot is None else lot,
        evidence=MarkingEvidence(
            sheets=tuple(sheets),
            moderations=tuple(moderations),
            corrections=tuple(corrections),
            panels=tuple(panels),
            panel_changes=tuple(panel_changes),
            interests=tuple(interests),
            interviews=tuple(interviews),
        ),
        withdrawn=tuple(withdrawn),
        rejected=tuple(rejected),
        price_corrections=tuple(price_corrections),
        price_decisions=tuple(price_decisions),
        challenges=tuple(challenges),
    )
    return Evaluation.of(ranked(source))


def evaluation_of(ledger: Ledger, lot: str = WHOLE) -> Evaluation:
    """The evaluation of one lot from the records in force.

    Raises `LookupError` while there is no invitation to tender for the lot, and `RecordError` before its
    tenders are opened and, with every problem, where the marks do not yet make a result.
    """
    source = source_of(ledger, lot)
    if source is None:
        raise LookupError(f"No invitation to tender is recorded{for_lot(lot)} yet.")
    # As far as is held: marks, or a history brought forward, say that the tenders were opened.
    earlier = source.evidence.sheets or ledger.find(history.BroughtForward)
    if not (earlier or ledger.find(tender.TenderOpening, lot)):
        raise RecordError("evaluation", (
            f"You cannot evaluate yet: the tenders{for_lot(lot)} have not been opened. Next: record the "
            "tender opening, on or after the day on which tenders are due",
        ))  # fmt: skip
    return Evaluation.of(ranked(source))
