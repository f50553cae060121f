"""`commissioning ocds ACTION FILE`: notices as data, in the Open Contracting Data Standard."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Final

from commissioning.cli.console import (
    JSON,
    Chosen,
    TextOutput,
    audit_in,
    day,
    of_file,
    one_action,
    option,
)
from commissioning.errors import RecordError
from commissioning.interchange import ocds, to_dict
from commissioning.values.text import counted

_ACTIONS = {
    "read": "show the procurements of an OCDS file, with every finding; --json gives each as a cycle",
    "write": "write the releases of a cycle as JSON",
    "check": "list each place where a file is not OCDS 1.1",
    "notice": "show what one notice of a cycle lacks: --code UK4 --on 2026-03-02; --json gives the notice",
    "losses": "list what is lost from an OCDS file to a cycle, or from a cycle to OCDS",
}


ARGUMENTS: Final = (
    one_action(_ACTIONS),
    option("file", Path, "FILE", "an OCDS file, or a cycle as JSON"),
    option("--code", str, "CODE", "notice: its number (default UK4)", default="UK4"),
    option("--on", day, "DAY", "notice: the day on which it is published"),
    option("--contract", str, "REFERENCE", "notice: its contract", default=""),
    JSON,
)


def run(chosen: Chosen, page: TextOutput) -> int:
    """Do what was asked. The exit code is 1 where a file is not OCDS, or a finding blocks."""
    actions = {
        "read": _read, "write": _write, "check": _check, "notice": _notice, "losses": _losses,
    }  # fmt: skip
    return actions[chosen.action](chosen, page)


def _read(chosen: Chosen, page: TextOutput) -> int:
    found = of_file(chosen.file, ocds.read)
    if chosen.json:
        page.json([to_dict(each.cycle) for each in found])
    else:
        for each in found:
            page.title(each.cycle.title)
            page.paragraph(f"{each.cycle.reference}, at the {each.cycle.stage.words} stage")
            page.gap()
            records = Counter(record.described() for record in each.cycle.records)
            for words, times in records.items():
                page.paragraph(f"{words} ({times} of them)" if times > 1 else words, "  ")
            page.gap()
            page.findings(each.findings)
            lost = counted(len(each.losses), "field")
            page.paragraph(f"No record holds {lost} of it; `commissioning ocds losses` lists them.")
            page.gap()
    return 1 if any(finding.blocks for each in found for finding in each.findings) else 0


def _write(chosen: Chosen, page: TextOutput) -> int:
    # As it was recorded, whatever the order: publishing is no second judgment.
    page.json(list(ocds.releases(audit_in(chosen.file, chosen.process).cycle)))
    return 0


def _notice(chosen: Chosen, page: TextOutput) -> int:
    cycle = audit_in(chosen.file, chosen.process).cycle
    if chosen.on is None:
        raise RecordError(
            "notice", ("on: give the day on which it is published, as --on 2026-03-02",)
        )
    made = ocds.notice(cycle, chosen.code, chosen.on, chosen.contract)
    if chosen.json:
        page.json(made.release)
    else:
        page.findings(made.findings)
        page.paragraph(
            f"{counted(len(made.findings), 'item')} missing. Add --json to print the notice."
        )
    return 1 if made.findings else 0


def _check(chosen: Chosen, page: TextOutput) -> int:
    found = of_file(chosen.file, ocds.check)
    if chosen.json:
        page.json([finding.as_dict() for finding in found])
    else:
        page.findings(found)
        page.paragraph(f"{counted(len(found), 'fault')}." if found else "This is OCDS 1.1.")
    return 1 if found else 0


def _losses(chosen: Chosen, page: TextOutput) -> int:
    """The losses of a cycle's file where it says that it is one, else of an OCDS file."""
    if re.search(r'"format"\s*:\s*"commissioning/', of_file(chosen.file, str)):
        losses = list(ocds.written_losses(audit_in(chosen.file, chosen.process).cycle))
    else:
        losses = [loss for each in of_file(chosen.file, ocds.read) for loss in each.losses]
    if chosen.json:
        keys = ("path", "times", "example", "because")
        page.json([{key: getattr(loss, key) for key in keys} for loss in losses])
    else:
        for loss in losses:
            page.paragraph(str(loss), "", "    ")
        page.paragraph(f"{len(losses)} in all.")
    return 0
