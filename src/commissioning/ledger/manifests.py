"""The manifest of a report: the records it rests on, and one digest of them all."""

from __future__ import annotations

from collections.abc import Iterable

from commissioning.ledger.ledger import Ledger
from commissioning.values.text import did_you_mean, listed, sentence


def manifest_digest(ledger: Ledger, references: Iterable[str]) -> str:
    """The digest of the records with these references, in that order.

    Raises `LookupError` for a reference that the ledger does not hold.
    """
    # Hashes and JSON take 4 ms to load, and few runs seal a report.
    from commissioning.values.canonical import digest

    # By reference, so that one given twice is sealed once and the digest does not depend on it.
    entries = {reference: ledger.entry_named(reference) for reference in references}
    missing = [reference for reference, entry in entries.items() if entry is None]
    if missing:
        near = did_you_mean(missing[0], ledger.references)
        raise LookupError(sentence(f"there is no record {listed(missing, 'or')}{near}"))
    return digest(tuple(entry.record for entry in entries.values() if entry is not None))
