"""`commissioning portfolio ACTION ...`: questions over many cycles."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from commissioning.cli.console import (
    JSON,
    Chosen,
    TextOutput,
    day,
    number,
    one_action,
    option,
    output,
)
from commissioning.cli.sources import files_of, given, is_store
from commissioning.errors import FormatError
from commissioning.portfolio import QUESTIONS, ask, audit_many, read_parquet, tables, write_parquet
from commissioning.values.tables import Column, Kind, Table
from commissioning.values.text import counted

_ACTIONS: Final = {
    "build": "write the tables of many cycles to a folder: build SOURCE... --to DIR --on DAY",
    "ask": "answer a question, or SQL, over that folder: ask DIR [QUESTION]; without one, list them",
    "audit": "count the findings in many cycles: audit SOURCE...",
    "agenda": "show what is due next in that folder: agenda DIR",
}


ARGUMENTS: Final = (
    one_action(_ACTIONS),
    option("what", str, "WHAT", "files, folders or stores of cycles; or DIR", nargs="+"),
    option("--to", Path, "DIR", "build: the folder to write to"),
    option("--on", day, "DAY", "build: the day of the tables"),
    option("--ahead", number(0, 99_999), "DAYS", "agenda: the days ahead (default 90)", default=90),
    option("--processes", number(1, 999), "N", "audit: share the work", default=1),
    option(
        "--engine", str, None, "ask: default sqlite", choices=("sqlite", "duckdb"), default="sqlite"
    ),
    option("--csv", output, "OUT", "write the answer as CSV"),
    JSON,
)


def run(chosen: Chosen, page: TextOutput) -> int:
    """Do what was asked. The exit code is 1 where a finding blocks, or something is overdue."""
    actions = {"build": _build, "ask": _ask, "audit": _audit, "agenda": _agenda}
    return actions[chosen.action](chosen, page)


def _build(chosen: Chosen, page: TextOutput) -> int:
    needed = {"to": "--to and a folder", "on": "--on and the day of the tables"}
    lacks = [words for name, words in needed.items() if getattr(chosen, name) is None]
    if lacks:
        raise FormatError("portfolio build", (f"give {', '.join(lacks)}",))
    files = write_parquet(given(chosen.what, chosen.process, chosen.rules), chosen.on, chosen.to)
    unread = ask(chosen.to, "SELECT cycle, problem FROM cycles WHERE problem IS NOT NULL")
    whole = len(ask(chosen.to, "SELECT cycle FROM cycles").rows)
    made = f"{counted(whole, 'cycle')} in {counted(len(files), 'file')}"
    page.paragraph(f"{made}, written to {chosen.to}.")
    for row in unread.to_dicts():
        page.paragraph(f"not read: {row['cycle']}: {row['problem']}", "", "  ")
    return 0


def _ask(chosen: Chosen, page: TextOutput) -> int:
    folder, *questions = chosen.what
    if not questions:
        for each in QUESTIONS.values():
            page.paragraph(f"{each.name}: {each.words}", "", "    ")
        return 0
    for question in questions:
        answer = ask(Path(folder), question, chosen.engine)
        if question in QUESTIONS and not chosen.json:
            page.paragraph(QUESTIONS[question].words)
        _show(answer, chosen, page)
    return 0


def _audit(chosen: Chosen, page: TextOutput) -> int:
    own, files = (chosen.process, chosen.rules), files_of(chosen.what)
    if any(map(is_store, chosen.what)):
        findings = tables(given(chosen.what, *own), chosen.on or date.max)["findings"]
    else:
        findings = audit_many(files, processes=chosen.processes, process=own[0], rules=own[1])
    whole = chosen.json or chosen.csv
    _show(findings if whole else ask({"findings": findings}, _COUNTED), chosen, page, "findings")
    return 1 if ask({"findings": findings}, "SELECT 1 FROM findings WHERE blocks").rows else 0


_COUNTED: Final = """SELECT COALESCE(code, 'not read: ' || cycle || ': ' || message) AS finding,
CASE WHEN MAX(blocks) THEN 'blocks' ELSE 'warns' END AS severity,
COUNT(DISTINCT cycle) AS cycles, COUNT(*) AS findings FROM findings GROUP BY 1 ORDER BY 4 DESC, 1"""


def _agenda(chosen: Chosen, page: TextOutput) -> int:
    if len(chosen.what) > 1:
        raise FormatError("portfolio agenda", ("give one folder; `portfolio build` joins several",))
    due = ask(read_parquet(Path(chosen.what[0])), _DUE.format(chosen.ahead))
    _show(due, chosen, page, "items due in that time")
    return 1 if any(row[-1] for row in due.rows) else 0


_DUE: Final = """SELECT day, cycle, what, days_over FROM agenda
WHERE day IS NOT NULL AND days_left <= {} ORDER BY day, cycle, item"""


def _show(answer: Table, chosen: Chosen, page: TextOutput, items: str = "rows") -> None:
    """The answer as a table for people, as JSON for a program, or into a file."""
    if chosen.csv:
        page.written(chosen.csv, answer.to_csv())
    elif chosen.json:
        page.json(answer.to_dicts())
    else:
        page.line(_in_units(answer).to_text() if answer.rows else f"There are no {items}.")
        page.gap()


def _in_units(answer: Table) -> Table:
    """An answer in pounds, points and per cent, where the tables hold hundredths of them."""
    names = [column.name.removesuffix("_hundredths") for column in answer.columns]
    split = [name != column.name for name, column in zip(names, answer.columns, strict=True)]
    return Table(
        tuple(
            Column(name, Kind.NUMBER) if hundredths else column
            for name, hundredths, column in zip(names, split, answer.columns, strict=True)
        ),
        tuple(
            tuple(
                cell * Decimal("0.01") if hundredths and isinstance(cell, int | Decimal) else cell
                for hundredths, cell in zip(split, row, strict=True)
            )
            for row in answer.rows
        ),
    )
