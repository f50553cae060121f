"""The contents of the exempt part of an award report, section by section, each a function of the award."""

from __future__ import annotations

from commissioning.display.reports.award_parts import Award, of_one
from commissioning.display.reports.report import Block, Said, lot_name, lot_prefix, table_of
from commissioning.evaluation.reporting.tables import notes, ranking, warnings
from commissioning.ledger.record_finder import latest
from commissioning.records import panel, selection, tender
from commissioning.values.canonical import digest
from commissioning.values.tables import Column, Kind
from commissioning.values.text import capital, display_name


def who(one: Award) -> Said:
    """The providers who applied, passed, were shortlisted and tendered, by name."""
    verdicts = {v.provider: v for v in one.cycle.every(selection.SelectionAssessment)}
    applied = [r.provider for r in one.cycle.every(selection.SelectionResponse)]
    tendered = [r.provider for r in one.cycle.every(tender.TenderReceived)]
    rows = (
        (
            name,
            verdicts[name].outcome.value if name in verdicts else None,
            (verdicts[name].because or None) if name in verdicts else None,
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
    return (table_of(columns, rows),), verdicts.values()


def moderations(one: Award) -> Said:
    """The marks that panels agreed, each with its reason, and how far apart the members were before."""
    held = one.cycle.every(panel.Moderation)
    rows = ((m.provider, m.criterion, str(m.agreed), m.because) for m in held)
    blocks: list[Block | None] = [
        table_of(("provider", "criterion", "agreed mark", "because"), rows)
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
