"""Panels that change while they sit: who leaves was there, who joins was not, and marks stay given."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.errors import written
from commissioning.evaluation.marking.seats import Seats
from commissioning.findings.codes.evaluation import PANEL_CHANGE_DOES_NOT_FIT
from commissioning.findings.finding import Finding
from commissioning.gates.case import Case, check
from commissioning.records.panel import Panel, PanelChanged, ScoreSheet


@check(PanelChanged, PANEL_CHANGE_DOES_NOT_FIT)
def change_fits_the_panel(case: Case, change: PanelChanged) -> Iterator[Finding]:
    """Only who sits on a panel can leave it, after the last mark they gave, and somebody still marks."""
    for problem, remedy in _problems(case, change):
        yield PANEL_CHANGE_DOES_NOT_FIT(problem, remedy=remedy, about=change.panel)


def _problems(case: Case, change: PanelChanged) -> Iterator[tuple[str, str]]:
    panels = {panel.reference: panel for panel in case.every(Panel)}
    panel = panels.get(change.panel)
    if panel is None:
        if panels:  # where there is none at all, the table says so
            yield (
                f"there is no panel {change.panel} that could change",
                f"name one of those on record: {', '.join(panels)}",
            )
        return
    earlier = tuple(other for other in case.every(PanelChanged) if other is not change)
    before, after = Seats.of(panel, earlier), Seats.of(panel, (*earlier, change))
    sitting = {member.reference for member in before.sitting}
    for who in change.left:
        if who not in sitting:
            there = ", ".join(sorted(sitting))
            yield (
                f"{who} leaves the panel {change.panel} and does not sit on it",
                f"name one of those who do: {there}",
            )
        for sheet in case.every(ScoreSheet, change.panel):
            if (sheet.panel, sheet.assessor) == (change.panel, who) and sheet.on > change.on:
                yield (
                    f"{who} leaves the panel {change.panel} on {written(change.on)} and has marked "
                    f"{sheet.provider} on {written(sheet.on)}",
                    "give the last day on which the member sat there",
                )
    for member in change.joined:
        if member.reference in sitting:
            yield (
                f"{member.reference} joins the panel {change.panel} and sits on it already",
                "name who joins by a reference of their own",
            )
    if not after.assessors:
        yield (
            f"nobody who gives marks is left on the panel {change.panel}",
            "record who joins in the same record",
        )
    chairs = [member.reference for member in after.sitting if member.chair]
    if len(chairs) > 1:
        yield (
            f"the panel {change.panel} has {len(chairs)} chairs: {', '.join(chairs)}",
            "let the former chair leave, or the new member sit as no chair",
        )
