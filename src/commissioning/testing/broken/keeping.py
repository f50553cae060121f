"""Broken cycles whose fault lies in how they were kept: an entry that was changed, and one entered late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.findings.finding import Finding
from commissioning.interchange.codec import codec_for
from commissioning.records.needs import NeedsAssessment
from commissioning.store.chain import ChainEntry, back_dated, chained, first_broken
from commissioning.store.reading import documents
from commissioning.testing.broken.mutation import Mutation, View

_KEY: Final = "home-care"


def _entered(cycle: Cycle) -> tuple[ChainEntry, ...]:
    """The entries of a cycle that was entered long after its days."""
    docs = documents(cycle, 0, codec_for(cycle.process))
    return tuple(chained("", _KEY, 0, docs, entered="2060-01-05", by="officer-1"))


def _changed(cycle: Cycle) -> Iterator[Finding]:
    *entries, last = _entered(cycle)
    found = first_broken(_KEY, (*entries, evolve(last, by="officer-2")))
    return iter(()) if found is None else iter((found,))


def _late(cycle: Cycle) -> Iterable[Finding]:
    return back_dated(_KEY, _entered(cycle))


def _row(code: str, sentence: str, view: View) -> Mutation:
    seen_by = "the verification of a store"
    return Mutation(code, sentence, kind=NeedsAssessment, first=(), seen_by=seen_by, view=view)


ROWS: Final = (
    _row("chain-broken", "The officer who made an entry was changed in the database", _changed),
    _row("back-dated", "A needs assessment was entered years after its day", _late),
)
