"""`commissioning ocds ACTION FILE`: notices as data, in the Open Contracting Data Standard."""

from __future__ import annotations

import argparse
from pathlib import Path

from commissioning.cli.arguments import day, offer, offer_json
from commissioning.cli.writing import TextOutput
from commissioning.errors import RecordError
from commissioning.interchange import loads, ocds, to_dict
from commissioning.values.text import counted

_ACTIONS = {
    "read": "the procurements of an OCDS file, with every finding; --json gives each as a cycle",
    "write": "the releases of a cycle's file, as JSON",
    "check": "each place where a file is not OCDS 1.1",
    "notice": "one notice of a cycle's file, with what is missing from it: --code UK4 --on 2026-03-02",
    "losses": "what is lost on the way: from an OCDS file into a cycle, or from a cycle's file to OCDS",
}


def describe(parser: argparse.ArgumentParser) -> None:
    """Tell argparse what the command takes."""
    offer(parser, _ACTIONS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--code", default="UK4", help="the number of the notice, such as UK7")
    parser.add_argument("--on", type=day, help="the day on which the notice is published")
    parser.add_argument("--contract", default="", help="the reference of the contract it is about")
    offer_json(parser)


def run(chosen: argparse.Namespace, page: TextOutput) -> int:
    """Do what was asked. The exit code is 1 where a file is not OCDS, or a finding blocks."""
    text = chosen.file.read_text("utf-8")
    actions = {
        "read": _read, "write": _write, "check": _check, "notice": _notice, "losses": _losses,
    }  # fmt: skip
    return actions[chosen.action](text, page, chosen)


def _read(text: str, page: TextOutput, chosen: argparse.Namespace) -> int:
    found = ocds.read(text)
    if chosen.json:
        page.json([to_dict(each.cycle) for each in found])
    else:
        for each in found:
            page.title(each.cycle.title)
            page.paragraph(f"{each.cycle.reference}, at the {each.cycle.stage.words} stage")
            page.gap()
            for record in each.cycle.records:
                page.paragraph(record.described(), "  ")
            page.gap()
            page.findings(each.findings)
            page.paragraph(f"{counted(len(each.losses), 'field')} not held by any record.")
            page.gap()
    return 1 if any(finding.blocks for each in found for finding in each.findings) else 0


def _write(text: str, page: TextOutput, chosen: argparse.Namespace) -> int:
    # As it was recorded, whatever the order: publishing is no second judgment.
    page.json(list(ocds.releases(loads(text, chosen.process, audit=True).cycle)))
    return 0


def _notice(text: str, page: TextOutput, chosen: argparse.Namespace) -> int:
    cycle = loads(text, chosen.process, audit=True).cycle
    if chosen.on is None:
        raise RecordError(
            "notice", ("on: give the day on which it is published, as --on 2026-03-02",)
        )
    made = ocds.notice(cycle, chosen.code, chosen.on, chosen.contract)
    if chosen.json:
        page.json(made.release)
    else:
        page.findings(made.findings)
        page.paragraph(f"{counted(len(made.findings), 'thing')} missing; --json prints the notice.")
    return 1 if made.findings else 0


def _check(text: str, page: TextOutput, chosen: argparse.Namespace) -> int:
    found = ocds.check(text)
    if chosen.json:
        page.json([finding.as_dict() for finding in found])
    else:
        page.findings(found)
        page.paragraph(f"{counted(len(found), 'fault')}." if found else "This is OCDS 1.1.")
    return 1 if found else 0


def _losses(text: str, page: TextOutput, chosen: argparse.Namespace) -> int:
    """The losses of a cycle's file where it says that it is one, else of an OCDS file."""
    if '"format": "commissioning/' in text[:200]:
        losses = list(ocds.written_losses(loads(text, chosen.process, audit=True).cycle))
    else:
        losses = [loss for each in ocds.read(text) for loss in each.losses]
    if chosen.json:
        keys = ("path", "times", "example", "because")
        page.json([{key: getattr(loss, key) for key in keys} for loss in losses])
    else:
        for loss in losses:
            page.paragraph(str(loss), "", "    ")
        page.paragraph(f"{len(losses)} in all.")
    return 0
