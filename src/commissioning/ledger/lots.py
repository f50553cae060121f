"""The lots that a record is about, where it does not name them itself."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

from commissioning.ledger.entries import Entry
from commissioning.ledger.record_finder import RecordFinder
from commissioning.records import award, ending
from commissioning.records.people import PeopleAffected, TransferPlan
from commissioning.records.record import LINKS, WHOLE, Record
from commissioning.stages import Stage
from commissioning.values.text import listed, no_such, sentence


def known_lot(lots: tuple[str, ...], lot: str) -> str:
    """A lot that there is. Raises `LookupError` that names those there are."""
    if lot in lots:
        return lot
    if lot == WHOLE:
        raise LookupError(f"The procurement is divided into lots; name one of {listed(lots)}.")
    if lots == (WHOLE,):
        raise LookupError(f'The procurement is not divided into lots; leave out the lot "{lot}".')
    raise LookupError(sentence(no_such("lot", lot, (each for each in lots if each != WHOLE))))


def linked_lots(
    record: Record,
    named: Callable[[str], Entry | None],
    records: RecordFinder,
    stages: Container[str],
) -> tuple[str, ...]:
    """The lots of the contracts, records and people that a record names; empty if it names none.

    `named` finds an entry by its reference, `records` has the counts of people, and `stages` holds
    the lots there are.
    """
    # An entry from before the division names the whole, which is no lot any more.
    lots = [
        lot
        for reference in record.references(*LINKS)
        if (entry := named(reference)) is not None
        for lot in entry.lots
        if lot in stages
    ]
    people = _lots_of_people(record, records)
    # A cohort of no lot, or of one that is not there, does not say which lots the record is about.
    if all(lot in stages for lot in people):
        lots += people
    return tuple(dict.fromkeys(lots)) if lots else ()


def lots_kept(entry: Entry, stages: Mapping[str, Stage]) -> tuple[str, ...]:
    """The lots a record was about when it was entered; none where there were no such lots then."""
    kept = not entry.record.defines_lots and stages.keys() >= set(entry.lots)
    return entry.lots if kept else ()


def won_lots(record: Record, named: Callable[[str], Entry | None]) -> dict[str, bool]:
    """For an award that fell through, its lots, each with whether no other provider was recommended."""
    if not isinstance(record, ending.AwardFellThrough):
        return {}
    entry = named(record.recommendation)
    if entry is None or not isinstance(entry.record, award.AwardRecommendation):
        return {}
    # One of several winners may fall through, and the recommendation stays in force for the others.
    winners = {lot: entry.record.winners(lot) for lot in entry.lots}
    return {lot: len(who) == 1 for lot, who in winners.items() if record.provider in who}


def _lots_of_people(record: Record, records: RecordFinder) -> list[str]:
    """The lot of each cohort that a record counts or moves; "" for a cohort without one."""
    if isinstance(record, PeopleAffected):
        return [cohort.lot for cohort in record.cohorts]
    cohorts = {*record.references("cohort")}
    if isinstance(record, TransferPlan):
        cohorts |= {wave.cohort for wave in record.waves}
    if not cohorts:
        return []
    # A later count of a cohort may move it to another lot, and then counts.
    counts = records.every(PeopleAffected)
    known = {cohort.reference: cohort.lot for count in counts for cohort in count.cohorts}
    # Sorted, for a set has no order and the same ledger must always give the same lots.
    return [known.get(cohort, "") for cohort in sorted(cohorts)]
