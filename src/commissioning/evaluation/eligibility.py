"""Whether a provider still stands in a lot on a day and, if not, why: the one list of reasons.

An evaluation leaves out those who no longer stand, and every later door asks about them
(`gates.doors`). A reason is kept here once, with the finding it makes at any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from commissioning.errors import written
from commissioning.findings.codes import competition as codes
from commissioning.findings.codes.law import EXCLUDED_GOES_ON
from commissioning.findings.finding import FindingCode
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.record_finder import RecordFinder, by_day, newest
from commissioning.records.conflicts import ConflictsAssessed
from commissioning.records.record import R, Record, of_lots
from commissioning.records.selection import ExclusionsDecided, SelectionAssessment
from commissioning.records.tender import PriceDecision, TenderReceived, TenderWithdrawn
from commissioning.records.tender_faults import TenderRejected, ends_tender
from commissioning.values.frozen import frozen
from commissioning.values.text import Word, grouped

Out = Mapping[str, Record]
"""The providers that no longer stand, each with the record that says so."""
DEBARRED: Final = "debarred"
"""The ground of a place on the debarment list that leaves the council no choice."""


class Scope(Word):
    """How far a reason to stand no longer reaches."""

    SUPPLIER = "the supplier, in whatever way the contract comes to it"
    SELECTION = "its place in this competition"
    TENDER = "the tender it made"


@frozen
class Reason:
    """One reason why a provider no longer stands in a lot."""

    name: str
    scope: Scope
    code: FindingCode
    out: Callable[[RecordFinder, str, date], Out]
    """The providers that are out for it, in a lot on a day."""
    words: Callable[[Record, str], str]
    """The clause that follows the provider, from the record and the lots in words."""
    again: str = ""
    """The record by which the council may put it right, where it may."""
    ends_concern: bool = True
    """Whether the provider is owed no letter about the outcome: it left, or had one when it was out."""


@frozen
class NoLonger:
    """A provider that no longer stands in a lot, and the record that says so."""

    provider: str
    reason: Reason
    record: Record


def no_longer_standing(ledger: Ledger, lot: str, on: date) -> dict[str, NoLonger]:
    """The providers that no longer stand in a lot on a day, each with the first reason that applies.

    Linear in the records of the lot.
    """
    found: dict[str, NoLonger] = {}
    for reason in REASONS if spoken_against(ledger) else ():
        for provider, record in reason.out(ledger, lot, on).items():
            found.setdefault(provider, NoLonger(provider, reason, record))
    return found


def spoken_against(ledger: Ledger) -> frozenset[str]:
    """The providers of whom any record in force could put them out, in whatever lot and by whatever day.

    Only of those is it worked out whether they still stand, which keeps a hundred tenders for thirty lots
    from being compared with a hundred assessments each.
    """
    return ledger.worked_out(
        tuple(_SPEAKING),
        (),
        lambda: frozenset(
            provider
            for kind, named in _SPEAKING.items()
            for record in ledger.every(kind)
            for provider in named(record)
        ),
    )


_SPEAKING: Final[Mapping[type[Record], Callable[[Any], Iterable[str]]]] = {
    TenderWithdrawn: lambda gone: (gone.provider,),
    TenderRejected: lambda no: (no.provider,),
    PriceDecision: lambda decided: (decided.provider,) if decided.excludes else (),
    SelectionAssessment: lambda one: () if one.outcome.passed else (one.provider,),
    ExclusionsDecided: lambda decided: (found.provider for found in decided.found),
    ConflictsAssessed: lambda one: (who for each in one.conflicts for who in each.leaves_out),
}
"""The kinds of record that may put providers out, each with those that a record of it speaks against."""


def left_out(ledger: Ledger, lot: str, on: date) -> tuple[tuple[str, str], ...]:
    """The providers whose tender is not evaluated, whatever it offers, each with the reason."""
    return tuple(
        (each.provider, each.reason.words(each.record, of_lots((lot,))))
        for each in no_longer_standing(ledger, lot, on).values()
        if each.reason.scope in {Scope.SUPPLIER, Scope.SELECTION}
    )


def _by_latest(
    kind: type[R], about: Callable[[R], Iterable[str]], ends: Callable[[R, str], bool]
) -> Callable[[RecordFinder, str, date], Out]:
    """Those whom the record about them with the latest day up to a day, of one day the last, puts out."""

    def out(records: RecordFinder, lot: str, on: date) -> Out:
        held = by_day(record for record in records.every(kind, lot) if record.on <= on)
        latest = {provider: record for record in held for provider in about(record)}
        return {provider: record for provider, record in latest.items() if ends(record, provider)}

    return out


def _is_debarred(decided: ExclusionsDecided, provider: str) -> bool:
    return any((each.provider, each.ground) == (provider, DEBARRED) for each in decided.found)


def _conflicted(records: RecordFinder, lot: str, on: date) -> Out:
    latest = newest([each for each in records.every(ConflictsAssessed, lot) if each.on <= on])
    conflicts = latest.conflicts if latest else ()
    return {p: latest for conflict in conflicts for p in conflict.leaves_out if latest}


def _ended(
    records: RecordFinder, lot: str, on: date, *by: type[TenderWithdrawn | TenderRejected]
) -> Out:
    """Those of whose tenders for a lot none is left, each with the last record that ended one."""
    ends = [end for kind in by for end in records.every(kind, lot) if end.on <= on]
    received = (t for t in records.every(TenderReceived, lot) if t.is_for(lot) and t.on <= on)
    ended = grouped((t.provider, [e for e in ends if ends_tender(e, t, lot)]) for t in received)
    return {provider: each[-1][-1] for provider, each in ended.items() if all(each)}


def _day(record: Record) -> str:
    return written(record.on)


def _for(record: Record, lots: str) -> str:
    return f" for {lots}" if record.lots else ""


def _why(record: Record) -> str:
    because = getattr(record, "because", "")
    return f" ({because})" if because else ""


DECIDE_AGAIN: Final = "or record a new decision with its reasons"
# fmt: off
REASONS: Final = (
    Reason("debarred", Scope.SUPPLIER, codes.DEBARRED_GOES_ON,
           _by_latest(ExclusionsDecided, lambda each: each.considered, _is_debarred),
           lambda record, _: f"was found on the debarment list on {_day(record)}", DECIDE_AGAIN),
    Reason("excluded", Scope.SUPPLIER, EXCLUDED_GOES_ON,
           _by_latest(ExclusionsDecided, lambda each: each.considered,
                      lambda each, who: who in each.left_out),
           lambda record, lots: f"was excluded{_for(record, lots)} on {_day(record)}", DECIDE_AGAIN),
    Reason("conflicted", Scope.SUPPLIER, codes.CONFLICTED_GOES_ON, _conflicted,
           lambda record, _: f"was left out for a conflict of interest on {_day(record)}",
           "or revise the conflicts assessment"),
    Reason("failed selection", Scope.SELECTION, codes.FAILED_GOES_ON,
           _by_latest(SelectionAssessment, lambda each: (each.provider,),
                      lambda each, _: not each.outcome.passed),
           lambda record, lots: f"failed selection{_for(record, lots)} on {_day(record)}{_why(record)}",
           "or record a new assessment with its reasons"),
    Reason("withdrew", Scope.TENDER, codes.WITHDRAWN_GOES_ON,
           lambda held, lot, on: _ended(held, lot, on, TenderWithdrawn),
           lambda record, lots: f"withdrew its tender for {lots} on {_day(record)}"),
    Reason("rejected", Scope.TENDER, codes.REJECTED_GOES_ON,
           # Of several tenders some may be withdrawn; those who withdrew all are found already.
           lambda held, lot, on: _ended(held, lot, on, TenderWithdrawn, TenderRejected),
           lambda record, lots: f"had its tender for {lots} rejected on {_day(record)}{_why(record)}",
           ends_concern=False),
    Reason("price refused", Scope.TENDER, codes.DISREGARDED_GOES_ON,
           _by_latest(PriceDecision, lambda each: (each.provider,), lambda each, _: each.excludes),
           lambda record, _: f"had its tender disregarded for its price on {_day(record)}{_why(record)}",
           DECIDE_AGAIN, ends_concern=False),
)
"""Why a provider stands no longer, the reason reported first at the top."""
# fmt: on
