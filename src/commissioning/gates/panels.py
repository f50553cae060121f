"""Panels that change while they mark: members leave after their last mark, and someone still marks."""

from __future__ import annotations

from functools import partial

from commissioning import evaluation
from commissioning.errors import written
from commissioning.findings.codes.evaluation import PANEL_CHANGE_DOES_NOT_FIT
from commissioning.gates.case import Case, Found, check
from commissioning.records.panel import Panel, PanelChanged, ScoreSheet
from commissioning.values.text import did_you_mean, listed


@check(PanelChanged, PANEL_CHANGE_DOES_NOT_FIT)
def change_fits_the_panel(case: Case, change: PanelChanged) -> Found:
    """A member leaves a panel they sit on, after their last mark, and someone is left to mark."""
    unfit = partial(PANEL_CHANGE_DOES_NOT_FIT, about=change.panel)
    panels = {panel.reference: panel for panel in case.every(Panel)}
    panel = panels.get(change.panel)
    if panel is None:
        if panels:  # where no panel is recorded at all, the table says so
            yield unfit(
                f"There is no panel {change.panel}{did_you_mean(change.panel, panels)}",
                remedy=f"Name a panel on record: {listed(panels, 'or')}",
            )
        return
    earlier = tuple(other for other in case.every(PanelChanged) if other != change)
    before, after = (
        evaluation.PanelMembers.of(panel, earlier),
        evaluation.PanelMembers.of(panel, (*earlier, change)),
    )
    sitting = sorted(member.reference for member in before.current)
    for who in change.left:
        if who not in sitting:
            yield unfit(
                f"{who} leaves panel {change.panel}, but does not sit on it",
                remedy=f"Name a member who does: {listed(sitting, 'or')}",
            )
        for sheet in case.every(ScoreSheet, change.panel):
            if (sheet.panel, sheet.assessor) == (change.panel, who) and sheet.on > change.on:
                yield unfit(
                    f"{who} leaves panel {change.panel} on {written(change.on)}, but marked "
                    f"{sheet.provider} on {written(sheet.on)}",
                    remedy="Give the last day on which the member sat there",
                )
    for member in change.joined:
        if member.reference in sitting:
            yield unfit(
                f"{member.reference} joins panel {change.panel}, but already sits on it",
                remedy="Name the new member by a reference of their own",
            )
    chairs = [member.reference for member in after.current if member.chair]
    if not after.assessors:
        yield unfit(
            f"No member of panel {change.panel} is left to give marks",
            remedy="Name in the same record the members who join",
        )
    if len(chairs) > 1:
        yield unfit(
            f"Panel {change.panel} has {len(chairs)} chairs ({listed(chairs)}); the maximum is one",
            remedy="Let the former chair leave, or record the new member without the chair",
        )
