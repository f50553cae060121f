"""`commissioning law`: the rows in force on a day, for some facts, and what two days differ in."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Final

from attrs import fields

from commissioning.cli.arguments import day, offer_json
from commissioning.cli.writing import Page
from commissioning.errors import FormatError, written
from commissioning.findings.citation import Verification
from commissioning.law.catalogue import differences, rows_in_force, rows_table
from commissioning.law.governing import governing
from commissioning.law.law import Row
from commissioning.law.regimes.regime import Regime
from commissioning.records.strategy import HealthProcess, Nation, ProcurementFacts, Subject
from commissioning.values.text import did_you_mean

_YES_OR_NO: Final = tuple(
    field.name
    for field in fields(ProcurementFacts)
    if field.name not in {"subject", "health_process", "nation", "other_rules"}
)


def describe(parser: argparse.ArgumentParser) -> None:
    """Tell argparse what the command takes."""
    parser.add_argument("--on", type=day, required=True, metavar="DAY", help="such as 2026-07-13")
    parser.add_argument(
        "--then", type=day, metavar="DAY", help="compare with a procurement begun on this day"
    )
    parser.add_argument("--about", default="", help="only questions with this word: standstill")
    parser.add_argument("--subject", choices=[s.value for s in Subject], default=Subject.SERVICES)
    parser.add_argument("--health-process", choices=[p.value for p in HealthProcess])
    parser.add_argument("--nation", choices=[n.value for n in Nation], default=Nation.ENGLAND)
    for name in _YES_OR_NO:
        parser.add_argument(
            f"--{name.replace('_', '-')}",
            action=argparse.BooleanOptionalAction,
            default=getattr(ProcurementFacts(), name),
        )
    offer_json(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, page: Page) -> int:
    """List the rows of the law that governs a procurement begun on a day, or compare two days."""
    facts = ProcurementFacts(
        subject=Subject(chosen.subject),
        nation=Nation(chosen.nation),
        health_process=HealthProcess(chosen.health_process) if chosen.health_process else None,
        **{name: getattr(chosen, name) for name in _YES_OR_NO},
    )
    regime = governing(chosen.on, facts)
    if chosen.then is not None:
        _compare(chosen, regime, governing(chosen.then, facts), facts, page)
        return 0
    found = rows_in_force(chosen.on, facts, (regime,))
    rows = tuple((g, row) for g, row in found if chosen.about in row.parameter.name)
    if not rows:
        names = dict.fromkeys(row.parameter.name for _, row in found)
        near = did_you_mean(
            chosen.about, {word for name in names for word in (name, *name.split())}
        )
        problem = f'no question of the {regime.name} has "{chosen.about}" in it{near}'
        raise FormatError("law", (problem,))
    if chosen.json:
        page.json(rows_table(rows).to_dicts())
    else:
        _show(regime, chosen.on, tuple(row for _, row in rows), page)
    return 0


def _show(regime: Regime, on: date, rows: tuple[Row[object], ...], page: Page) -> None:
    page.title(f"{regime.name}: a procurement begun on {written(on)}")
    for row in rows:
        where = f" (where {row.facts})" if str(row.facts) else ""
        page.line()
        page.line(f"{row.parameter.name}{where}")
        page.paragraph(row.parameter.describe(row.value), "    ")
        page.paragraph(f"{row.citation.provision}: {row.citation.verification}", "    ")
    unread = sum(row.citation.verification is not Verification.READ for row in rows)
    if unread:
        page.line()
        missed = f"{unread} of these {len(rows)} were not read in the law itself"
        page.paragraph(f"{missed}: look them up before use")


def _compare(
    chosen: argparse.Namespace, first: Regime, second: Regime, facts: ProcurementFacts, page: Page
) -> None:
    found = differences(
        first.law(facts, chosen.on), second.law(facts, chosen.then), chosen.on, then=chosen.then
    )
    shown = [one for one in found if chosen.about in one.question]
    if chosen.json:
        keys = ("question", "first", "second", "first_source", "second_source")
        page.json([{k: getattr(one, k) for k in keys} for one in shown])
        return
    page.title(f"Begun on {written(chosen.on)} and on {written(chosen.then)}")
    page.paragraph(f"{first.name}; {second.name}")
    for one in shown:
        page.line()
        page.line(one.question)
        page.paragraph(f"{written(chosen.on)}: {one.first}", "    ", "  ")
        page.paragraph(f"{written(chosen.then)}: {one.second}", "    ", "  ")
