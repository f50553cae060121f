"""The references of a record: what it names is there and in force, and it is not there already itself."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.findings.codes import process as codes
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case
from commissioning.records.approval import Approval
from commissioning.records.record import LINKS, WHOLE, Record, rests_on_others
from commissioning.stages import Opens, Placement
from commissioning.values.text import did_you_mean, listed


def names_what_exists(case: Case, record: Record, where: Placement) -> Iterator[Finding]:
    """The lots, records and contracts it names are there and in force, and its own name is free."""
    kind_of: type = case.kind
    known, again = case.ledger.stages, case.ledger.is_recorded(record)
    if again:
        yield _recorded_twice(record, where)
    for lot in record.lots or ():
        if lot not in known and lot not in record.defines_lots:
            lots = f"the lots are {listed(known)}"
            if WHOLE in known:
                lots = "the procurement is not divided into lots"
            yield codes.UNKNOWN_LOT(
                f'There is no lot "{lot}"; {lots}',
                remedy=f"Name a lot that the specification defines{did_you_mean(lot, known)}",
                about=lot,
            )
    entry = case.ledger.entry_named(record.reference) if record.reference and not again else None
    if entry is not None:
        yield codes.DUPLICATE_REFERENCE(
            f"The reference {record.reference} already belongs to the {entry.record.described()}",
            remedy="Give the record a reference of its own",
            about=record.reference,
        )
    if not rests_on_others(kind_of):
        return
    for kind in LINKS:
        for reference in record.references(kind):
            yield from _named(case, kind, reference, reserved=reference in record.reserves)


def _named(case: Case, kind: str, reference: str, *, reserved: bool) -> Iterator[Finding]:
    entry = case.ledger.entry_named(reference)
    if entry is None:
        if case.ledger.brought_forward is None and not reserved:
            hint = did_you_mean(reference, case.ledger.references)
            yield codes.UNKNOWN_REFERENCE(
                f"No {kind} with the reference {reference} has been recorded",
                remedy=f"Record it first, or correct the reference{hint}",
                about=reference,
            )
    elif case.ledger.is_superseded(entry):
        yield codes.SUPERSEDED(
            f"The {entry.record.described()} ({reference}) was superseded by a return to an earlier "
            "stage and no longer counts",
            remedy="Name one that is in force",
            about=reference,
        )


def _recorded_twice(record: Record, where: Placement) -> Finding:
    """The finding that an equal record is there: a slip for most kinds, while some acts do happen twice."""
    blocks = record.reference or isinstance(record, Approval) or isinstance(where, Opens)
    found = codes.RECORDED_TWICE if blocks else codes.RECORDED_TWICE.warns
    return found(
        f"The same {record.described()} is recorded already",
        remedy="Leave it out; if it happened twice, say in a note how this one differs"
        if not record.reference
        else "Leave it out",
        about=record.reference or None,
    )
