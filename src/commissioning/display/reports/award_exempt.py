"""The sections of the exempt part of an award report, each a function of the award."""

from __future__ import annotations

from commissioning.display.reports.awarded import Award
from commissioning.display.reports.report import Block, ReportSection, lot_prefix, section_of
from commissioning.evaluation.reporting.tables import notes, ranking, warnings
from commissioning.records import panel, selection, tender
from commissioning.records.record import WHOLE
from commissioning.values.canonical import digest
from commissioning.values.tables import Column, Kind, Table
from commissioning.values.text import display_name


def who(one: Award) -> ReportSection:
    """The providers who applied, passed, were shortlisted and tendered, by name."""
    verdicts = {v.provider: v for v in one.cycle.every(selection.SelectionAssessment)}
    invited = {p for s in one.cycle.every(selection.Shortlist)[-1:] for p in s.invited}
    applied = [r.provider for r in one.cycle.every(selection.SelectionResponse)]
    tendered = [r.provider for r in one.cycle.every(tender.TenderReceived)]
    rows = tuple(
        (
            name,
            verdicts[name].outcome.value if name in verdicts else None,
            (verdicts[name].because or None) if name in verdicts else None,
            name in invited if invited else None,
            name in tendered,
            name in one.recommended,
        )
        for name in dict.fromkeys((*applied, *tendered))
    )
    columns = (
        Column("provider"), Column("selection", empty="–"), Column("because", empty="–"),
        Column("shortlisted", Kind.YES_NO, empty="–"), Column("tendered", Kind.YES_NO),
        Column("recommended", Kind.YES_NO),
    )  # fmt: skip
    return section_of(
        "who", "Who applied, who passed, and who did not", (Table(columns, rows) if rows else None,),
        verdicts.values(), "No provider has taken part by the records.",
    )  # fmt: skip


def moderations(one: Award) -> ReportSection:
    """The marks that panels agreed, each with its reason, and how far apart the members were before."""
    held = one.cycle.every(panel.Moderation)
    columns = (Column("provider"), Column("criterion"), Column("agreed mark"), Column("because"))
    rows = tuple((m.provider, m.criterion, str(m.agreed), m.because) for m in held)
    tables = (result.agreement().table() for result in one.results.values())
    apart = [
        Table(each.columns[:4], tuple(row[:4] for row in each.rows)) for each in tables if each.rows
    ]
    why = "No moderation is recorded."
    return section_of(
        "moderation", "Agreed marks", (Table(columns, rows) if rows else None, *apart), held, why
    )


def robustness(one: Award) -> ReportSection:
    """The smallest changes that would change the first, and what a reader should know."""
    blocks: list[Block] = []
    for lot, result in one.results.items():
        nearest = tuple(map(str, result.flips()[:3]))
        said = (*notes(result), *map(str, warnings(result)))
        blocks += (
            [f"{lot_prefix(lot)}the nearest changes that would change the first:"]
            if nearest
            else []
        )
        blocks += [each for each in (nearest, said) if each]
    return section_of("robustness", "Robustness", blocks, (), "There is no result to test.")


def prices(one: Award) -> ReportSection:
    """Every price tendered, against the envelope."""
    blocks: list[Block] = []
    invited = one.cycle.find(tender.InvitationToTender)
    envelope = invited.envelope if invited else None
    blocks += [f"The envelope is {envelope.amount} per {envelope.per}."] if envelope else []
    for lot, result in one.results.items():
        blocks += [f"Lot {lot}"] if lot != WHOLE else []
        blocks.append(ranking(result))
    return section_of("prices", "Prices", blocks, (invited,), "There is no price to compare.")


def annex(one: Award) -> ReportSection:
    """Every record, with the digest of its contents."""
    columns = (Column("record"), Column("on", Kind.DAY), Column("reference"), Column("digest"))
    rows = tuple(
        (display_name(type(r)), r.on, r.reference or None, digest(r)) for r in one.cycle.records
    )
    return section_of(
        "annex", "Records and their digests", (Table(columns, rows) if rows else None,)
    )
