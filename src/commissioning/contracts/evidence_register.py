"""The evidence register: what providers have proved, until when, and what lapses before it may.

It runs on through the contract: insurance that was shown before the award has to be renewed each year.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

from commissioning.contracts.history import histories
from commissioning.errors import written
from commissioning.evaluation.bids_judged import bid_held, questions_of
from commissioning.findings.codes.competition import EVIDENCE_LAPSED, EVIDENCE_LAPSES_IN_TERM
from commissioning.findings.finding import Finding, Findings
from commissioning.ledger.ledger import Ledger
from commissioning.records.answers import EvidenceReceived
from commissioning.records.questions import EvidenceThrough
from commissioning.values.frozen import frozen
from commissioning.values.listings import Listing
from commissioning.values.tables import Column, ColumnsOf, Kind


@frozen
class EvidenceRow:
    """The evidence of one kind that a provider has shown last, and what needs it."""

    evidence: EvidenceReceived
    questions: tuple[str, ...]
    """The references of the questions that it proves."""
    on: date
    """The day asked about."""
    contract: str = ""
    """The contract that needs it to its end; empty where none does."""
    needed_to: date | None = None
    """The last day of that contract."""

    @property
    def until(self) -> date | None:
        """The last day on which it holds; None where it does not lapse."""
        return self.evidence.valid.ends_on if self.evidence.valid else None

    @property
    def days_left(self) -> int | None:
        """The days to the last on which it holds; negative once it has lapsed."""
        return (self.until - self.on).days if self.until else None

    @property
    def sum_insured(self) -> str | None:
        """The sum it covers, in words; None where none is stated."""
        each = " each claim" if self.evidence.each_claim else ""
        return f"{self.evidence.covers}{each}" if self.evidence.covers else None

    @property
    def named(self) -> str:
        """The evidence in a sentence."""
        return f"evidence of {self.evidence.kind.replace('-', ' ')} of {self.evidence.provider}"

    def findings(self) -> Iterator[Finding]:
        """A warning where it has lapsed, or will before the end of the contract that needs it."""
        if not self.contract or self.until is None:
            return
        if self.until < self.on:
            yield EVIDENCE_LAPSED.warns(
                f"The {self.named} expired on {written(self.until)}; contract {self.contract} needs it",
                remedy="Ask for its renewal, and record it once you have seen it",
                about=self.evidence.provider,
            )
        elif self.needed_to is not None and self.until < self.needed_to:
            yield EVIDENCE_LAPSES_IN_TERM.warns(
                f"The {self.named} expires on {written(self.until)}; contract {self.contract} needs it "
                f"until {written(self.needed_to)}",
                remedy=f"Ask for its renewal by {written(self.until)}",
                about=self.evidence.provider,
            )


class EvidenceRegister(Listing[EvidenceRow]):
    """The evidence in force or lapsed last, by provider and kind, in the order first received."""

    __slots__ = ()

    noun = "evidence item"
    columns = ColumnsOf[EvidenceRow](
        (Column("provider"), lambda row: row.evidence.provider),
        (Column("kind"), lambda row: row.evidence.kind),
        (Column("proves", Kind.TEXT, "the questions whose answers it proves"),
            lambda row: ", ".join(row.questions) or None),
        (Column("issuer"), lambda row: row.evidence.issuer or None),
        (Column("number"), lambda row: row.evidence.number or None),
        (Column("covers", Kind.TEXT, "the sum insured, with its VAT basis where stated"),
            lambda row: row.sum_insured),
        (Column("from", Kind.DAY), lambda row: row.evidence.valid.starts_on if row.evidence.valid else None),
        (Column("until", Kind.DAY, "the last day on which it holds"), lambda row: row.until),
        (Column("seen", Kind.DAY), lambda row: row.evidence.seen_on or row.evidence.on),
        (Column("days left", Kind.WHOLE, "negative once it has lapsed"), lambda row: row.days_left),
        (Column("contract", Kind.TEXT, "the contract that needs it to its end"),
            lambda row: row.contract or None),
    )  # fmt: skip

    def line(self, one: EvidenceRow) -> str:
        return f"{one.named}, {f'to {written(one.until)}' if one.until else 'without an end'}"

    def findings(self) -> Findings:
        """Warnings about evidence that lapsed, or will before the end of its contract."""
        return Findings(finding for each in self for finding in each.findings())


def evidence_register(ledger: Ledger, on: date) -> EvidenceRegister:
    """The evidence received by a day: of each kind what holds longest, of two to one day the later."""
    latest: dict[tuple[str, str], EvidenceReceived] = {}
    for each in ledger.every(EvidenceReceived):
        if each.on <= on:
            key = (each.provider, each.kind)
            latest[key] = max(
                each, latest.get(key, each), key=lambda e: e.valid.ends_on if e.valid else date.max
            )
    needed = dict(_needed(ledger, on))
    asked = questions_of(ledger, ledger.lots)
    rows = []
    for (provider, kind), each in latest.items():
        proves = (q.reference for q in asked for e in q.evidence_wanted if e.kind == kind)
        contract, to = needed.get((provider, kind), ("", None))
        rows.append(EvidenceRow(each, tuple(dict.fromkeys(proves)), on, contract, to))
    return EvidenceRegister(rows)


def _needed(ledger: Ledger, on: date) -> Iterator[tuple[tuple[str, str], tuple[str, date | None]]]:
    """The firms and kinds of evidence that a contract needs to its end, with its last day."""
    for history in histories(ledger):
        last = history.known_last_day_on(on)
        if on < history.contract.on or (last is not None and last < on):
            continue
        lots = ledger.lots_of(history.contract)
        wanted = (each for q in questions_of(ledger, lots) for each in q.evidence_wanted)
        kinds = {each.kind for each in wanted if each.through is EvidenceThrough.END}
        holder = history.holder_on(on)
        bid = bid_held(ledger, holder, lots[0])
        for firm, kind in product(bid.firms if bid else (holder,), kinds):
            yield (firm, kind), (history.contract.reference, last)
