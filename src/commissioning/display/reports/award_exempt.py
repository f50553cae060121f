"""The contents of the exempt part of an award report, section by section, each a function of the award."""

from __future__ import annotations

from collections.abc import Iterable

from commissioning.display.reports.award_parts import Award, of_one
from commissioning.display.reports.report import Block, Said, lot_name, lot_prefix, table_of
from commissioning.evaluation.reporting.tables import notes, ranking, warnings
from commissioning.ledger.record_finder import latest
from commissioning.records import panel, selection, tender
from commissioning.records.record import WHOLE, of_lots
from commissioning.values.canonical import digest
from commissioning.values.grouping import grouped
from commissioning.values.tables import Column, Kind
from commissioning.values.text import capital, display_name


def who(one: Award) -> Said:
    """The providers who applied, passed, were shortlisted and tendered, by name."""
    assessed = one.cycle.every(selection.SelectionAssessment)
    verdicts = {
        name: latest(own) for name, own in grouped((v.provider, v) for v in assessed).items()
    }
    applied = [r.provider for r in one.cycle.every(selection.SelectionResponse)]
    tendered = [r.provider for r in one.cycle.every(tender.TenderReceived)]
    rows = (
        (
            name,
            _of_each_lot((v, v.outcome.value) for v in verdicts.get(name, ())),
            _of_each_lot((v, v.because) for v in verdicts.get(name, ()) if v.because),
            name in one.shortlisted if one.shortlisted else None,
            name in tendered,
            name in one.recommended,
        )
        for name in dict.fromkeys((*applied, *tendered))
    )
    columns = (
        "provider", Column("selection", empty="–"), Column("because", empty="–"),
        Column("shortlisted", Kind.YES_NO, empty="–"), Column("tendered", Kind.YES_NO),
        Column("recommended", Kind.YES_NO),
    )  # fmt: skip
    return (table_of(columns, rows),), [v for own in verdicts.values() for v in own]


def _of_each_lot(said: Iterable[tuple[selection.SelectionAssessment, str]]) -> str | None:
    """The words about a provider, once where they are the same for every lot; None without any."""
    lots = grouped((words, lot) for each, words in said for lot in each.lots or (WHOLE,))
    of = {words: f" ({of_lots(those)})" if len(lots) > 1 else "" for words, those in lots.items()}
    return "; ".join(f"{words}{of[words]}" for words in lots) or None


def moderations(one: Award) -> Said:
    """The marks that panels agreed, each with its reason, and how far apart the members were before."""
    held = one.cycle.every(panel.Moderation)
    several = any(m.lots for m in held)
    of = (Column("of", empty="–"),) if several else ()
    rows = (
        (m.provider, m.criterion, *((of_lots(m.lots) if m.lots else None,) if several else ()),
         str(m.agreed), m.because)
        for m in held
    )  # fmt: skip
    blocks: list[Block | None] = [
        table_of(("provider", "criterion", *of, "agreed mark", "because"), rows)
    ]
    columns = (
        "criterion",
        "provider",
        "marks",
        Column("spread", Kind.NUMBER, "highest less lowest"),
    )
    for lot, result in one.results.items():
        cells = sorted(result.agreement().cells, key=lambda cell: -cell.spread)
        given = ((c.criterion, c.provider, c.text(named=False), c.spread) for c in cells)
        heading = capital(f"{lot_prefix(lot)}the members' marks before they agreed:")
        blocks += [heading, table_of(columns, given)] if cells else ()
    return blocks, held


def robustness(one: Award) -> Said:
    """The smallest changes that would change the first, and what a reader should know."""
    blocks: list[Block] = []
    for lot, result in one.results.items():
        nearest = tuple(map(str, result.flips()[:3]))
        heading = capital(f"{lot_prefix(lot)}the smallest changes that would change who is first:")
        said = tuple(dict.fromkeys((*notes(result), *map(str, warnings(result)))))
        blocks += [heading if nearest else "", nearest, said]
    return blocks, ()


def prices(one: Award) -> Said:
    """Every price tendered, against the envelope."""
    invited = latest(one.cycle.every(tender.InvitationToTender))
    stated = ((each, each.envelope) for each in invited if each.envelope)
    blocks: list[Block] = [
        f"The envelope{of_one(each, invited)} is {envelope.amount} per {envelope.per}."
        for each, envelope in stated
    ]
    for lot, result in one.results.items():
        blocks += [lot_name(lot), ranking(result)]
    return blocks, invited


def annex(one: Award) -> Said:
    """Every record, with the digest of its contents."""
    columns = ("record", Column("on", Kind.DAY), "reference", "digest")
    records = one.cycle.records
    rows = ((display_name(type(r)), r.on, r.reference or None, digest(r)) for r in records)
    return (table_of(columns, rows),), ()
