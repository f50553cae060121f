"""`commissioning register ACTION FILE...`: contracts registers as councils publish them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from commissioning.cli.console import (
    JSON,
    Chosen,
    TextOutput,
    cycles_in,
    day,
    of_file,
    one_action,
    option,
    output,
)
from commissioning.display.reports import table_page
from commissioning.errors import FormatError, written
from commissioning.findings.codes.publishing import SUM_WORKED_OUT
from commissioning.interchange import dumps, registers
from commissioning.interchange.json import write_whole
from commissioning.values.text import counted

_ACTIONS = {
    "read": "read the registers of councils from CSV files, and report what is unclear",
    "write": "write the register of a day from cycles",
}


ARGUMENTS: Final = (
    one_action(_ACTIONS),
    option("files", Path, "FILE", "a register as CSV, or a cycle as JSON", nargs="+"),
    option("--on", day, "DAY", "the day of the register"),
    option("--out", Path, "DIR", "read: write each contract as a cycle to this folder"),
    option("--csv", output, "OUT", "write: the register as CSV"),
    option("--html", output, "OUT", "write: the register as a page"),
    JSON,
)


def run(chosen: Chosen, page: TextOutput) -> int:
    """Read or write. The exit code is 1 where a register has a cell or a row that is left unknown."""
    if chosen.on is None and (chosen.action == "write" or chosen.out):
        raise FormatError("contracts register", ("give the day of the register with --on",))
    writes = chosen.action == "write"
    if chosen.out if writes else chosen.csv or chosen.html:
        why = "--csv and --html are for `register write`, --out is for `register read`"
        raise FormatError("contracts register", (why,))
    if writes:
        return _write(chosen, page)
    return max([_read(file, n, chosen, page) for n, file in enumerate(chosen.files, 1)])


def _read(file: Path, number: int, chosen: Chosen, page: TextOutput) -> int:
    register = of_file(file, registers.read_register, raw=True)
    if chosen.json:
        page.json({
            "contracts": register.table().to_dicts(),
            "findings": [f.as_dict() for f in register.findings],
        })  # fmt: skip
    else:
        page.title(f"{file.name}: {counted(len(register.rows), 'contract')}")
        page.line(register.table().filled().to_text())
        page.gap()
        page.findings(register.findings)
    if chosen.out:
        _write_cycles(register, f"{number}-" if len(chosen.files) > 1 else "", chosen, page)
    return 1 if any(f.code != SUM_WORKED_OUT.code for f in register.findings) else 0


def _write_cycles(
    register: registers.PublishedRegister, begins: str, chosen: Chosen, page: TextOutput
) -> None:
    chosen.out.mkdir(parents=True, exist_ok=True)
    rows = [row for row in register.rows if row.supplier]
    for row in rows:
        name = re.sub(r"[^\w.-]+", "-", f"{begins}{row.line}-{row.reference}").strip("-")
        write_whole(chosen.out / f"{name}.json", dumps(row.cycle(chosen.on)))
    if not chosen.json:
        page.line(f"written: {counted(len(rows), 'cycle')} to {chosen.out}")


def _write(chosen: Chosen, page: TextOutput) -> int:
    cycles = cycles_in(chosen.files, "register", chosen.process)
    table = registers.register_of(cycles, chosen.on)
    if chosen.json:
        page.json(table.to_dicts())
    elif table.rows:
        page.line(table.filled().to_text())
    else:
        page.line(f"There is no contract in force on {written(chosen.on)}.")
    if chosen.csv:
        page.written(chosen.csv, table.to_csv(), quietly=chosen.json)
    if chosen.html:
        shown = table_page(f"Contracts register, {written(chosen.on)}", table)
        page.written(chosen.html, shown, quietly=chosen.json)
    return 0
