"""`commissioning law`: the rows in force on a day, for some facts, what two days differ in, and why.

`commissioning law why WORD --on DAY` asks about one question, notice or finding: `commissioning.cli.why`.
"""

from __future__ import annotations

import argparse
from datetime import date
from functools import partial
from typing import Final

from attrs import fields

from commissioning.cli.console import JSON, Argument, Chosen, TextOutput, day, option, switch
from commissioning.errors import FormatError, written
from commissioning.findings.citation import Verification
from commissioning.law import catalogue, law
from commissioning.law.governing import governing
from commissioning.law.regimes.regime import Regime
from commissioning.records import strategy
from commissioning.values.text import Word, did_you_mean, display_name, no_such

_CHOICES: Final[dict[str, type[Word]]] = {
    "subject": strategy.Subject,
    "health_process": strategy.HealthProcess,
    "direct_award_ground": strategy.DirectAwardGround,
    "nation": strategy.Nation,
    "other_rules": strategy.OtherRules,
}
"""The facts that are one of several; all others are yes or no."""
_FACTS: Final = tuple(
    dict.fromkeys((*_CHOICES, *(field.name for field in fields(strategy.ProcurementFacts))))
)


def _one_of(kind: type[Word], text: str) -> Word:
    if text not in tuple(kind):
        raise argparse.ArgumentTypeError(no_such(display_name(kind), text, kind))
    return kind(text)


def _fact(name: str) -> Argument:
    """The option for one fact of a procurement: a choice of its words, or yes or no."""
    flag, default = f"--{name.replace('_', '-')}", getattr(strategy.ProcurementFacts(), name)
    if kind := _CHOICES.get(name):
        words = f"one of: {'; '.join(kind)}"
        return option(flag, partial(_one_of, kind), name.upper(), words, default=default)
    yes_or_no = argparse.BooleanOptionalAction
    return switch(flag, f"say {law.FACT_WORDS[name][0]}", action=yes_or_no, default=default)


ARGUMENTS: Final = (
    option("why", str, "why WORD", "explain a question, notice or finding", nargs="*"),
    option("--on", day, "DAY", "the day on which a procurement begins", required=True),
    option("--then", day, "DAY", "compare with a procurement begun on this day"),
    option("--about", str, "WORD", "only questions with this word", default=""),
    *map(_fact, _FACTS),
    JSON,
)


def run(chosen: Chosen, page: TextOutput) -> int:
    """List the rows of the law that governs a procurement begun on a day, or compare two days."""
    facts = strategy.ProcurementFacts(**{name: getattr(chosen, name) for name in _FACTS})
    if chosen.why or chosen.then is not None:
        answer = _explain if chosen.why else _compare
        answer(chosen, facts, page)
        return 0
    regime = governing(chosen.on, facts)
    found = catalogue.rows_in_force(regime, chosen.on, facts)
    rows = tuple(row for row in found if chosen.about in row.parameter.name)
    if not rows:
        names = dict.fromkeys(row.parameter.name for row in found)
        words = {word for name in names for word in (name, *name.split())}
        near = did_you_mean(chosen.about, words)
        raise FormatError(
            "law", (f'no question of the {regime.name} has "{chosen.about}" in it{near}',)
        )
    if chosen.json:
        page.json(catalogue.rows_table(regime, rows).to_dicts())
    else:
        _show(regime, chosen.on, rows, page)
    return 0


def _explain(chosen: Chosen, facts: strategy.ProcurementFacts, page: TextOutput) -> None:
    first, *words = chosen.why
    if first != "why" or not words:
        given = " ".join(chosen.why)
        raise FormatError("law", (f'"{given}" is not a question; write: why standstill',))
    from commissioning.cli import why  # it loads every gate, 40 ms, and the rows need none

    found = why.answer(" ".join(words), chosen.on, facts)
    if chosen.json:
        page.json(found)
    else:
        why.show(found, chosen.on, page)


def _show(regime: Regime, on: date, rows: tuple[law.Row[object], ...], page: TextOutput) -> None:
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


def _compare(chosen: Chosen, facts: strategy.ProcurementFacts, page: TextOutput) -> None:
    on, then = chosen.on, chosen.then
    first, second = governing(on, facts), governing(then, facts)
    found = catalogue.compare(first, second, facts, on, then=then)
    shown = [row for row in found.rows if chosen.about in str(row[0])]
    if chosen.json:
        keys = ("question", "first", "second", "first_source", "second_source")
        page.json([dict(zip(keys, row, strict=True)) for row in shown])
        return
    page.title(f"Begun on {written(on)} and on {written(then)}")
    page.paragraph(f"{first.name}; {second.name}")
    for question, before, after, *_ in shown:
        page.line()
        page.line(f"{question}")
        page.paragraph(f"{written(on)}: {before}", "    ", "  ")
        page.paragraph(f"{written(then)}: {after}", "    ", "  ")
