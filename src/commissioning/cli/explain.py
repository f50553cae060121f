"""`commissioning explain NAME`: a finding by its code, or a kind of record or value by its tag."""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Mapping
from typing import Any

from commissioning.cli.arguments import offer_json
from commissioning.cli.writing import Page
from commissioning.errors import FormatError
from commissioning.findings.catalogue import BY_CODE, FINDING_CODES
from commissioning.findings.code import FindingCode
from commissioning.gates.attached import GATES
from commissioning.gates.case import Check, Gate
from commissioning.law.conditions import Attachment
from commissioning.law.governing import REGIMES
from commissioning.process import Process
from commissioning.records.record import Record
from commissioning.values.families import family_of, tag_of
from commissioning.values.text import did_you_mean, display_name


def describe(parser: argparse.ArgumentParser) -> None:
    """Tell argparse what the command takes."""
    parser.add_argument(
        "code",
        nargs="?",
        help="a code such as standstill-running, or a tag in files; none lists all codes",
    )
    offer_json(parser)
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace, page: Page) -> int:
    """Explain one code or tag, or list all codes."""
    tagged = _tagged()
    if chosen.code in tagged and chosen.code not in BY_CODE:
        _explain_tag(chosen.code, tagged[chosen.code], page, as_json=chosen.json)
        return 0
    rows = FINDING_CODES if chosen.code is None else (_row(chosen.code, tagged),)
    if chosen.json:
        page.json([_as_dict(row) for row in rows])
    elif chosen.code is None:
        wide = max(len(row.code) for row in rows) + 2
        for row in rows:
            page.paragraph(f"{row.code:<{wide}}{row.meaning}", hang=" " * wide)
    else:
        _explain(rows[0], page)
    return 0


def _row(code: str, tagged: Mapping[str, type]) -> FindingCode:
    if code not in BY_CODE:
        meant = did_you_mean(code, (*BY_CODE, *tagged), quote="")
        way = meant or "; `commissioning explain` lists them all"
        raise FormatError("code", (f"there is no finding {code!r}{way}",))
    return BY_CODE[code]


def _tagged() -> dict[str, type]:
    """Every kind of record, and every kind of the open families, by its tag in files."""
    process = Process.standard()
    kinds = {tag_of(kind): kind for kind in process.kinds}
    return {**kinds, **{step.tag: step.record for step in process.steps}}


def _explain_tag(tag: str, kind: type, page: Page, *, as_json: bool) -> None:
    family = family_of(kind)
    paragraphs = inspect.cleandoc(kind.__doc__ or "").split("\n\n")
    told = {
        "tag": tag,
        "kind of": display_name(family) if family else "record",
        "meaning": "\n".join(" ".join(part.split()) for part in paragraphs),
        "class": f"{kind.__module__}.{kind.__name__}",
    }
    if as_json:
        page.json([told])
        return
    page.title(tag)
    page.paragraph(told.pop("meaning"))
    page.line()
    for name, words in told.items():
        page.paragraph(f"{name}: {words}", hang="  ")


def _explain(row: FindingCode, page: Page) -> None:
    page.title(row.code)
    page.paragraph(row.meaning)
    page.line()
    page.paragraph(f"for example: {row.example}", hang="  ")
    waived = "yes, by a recorded Waiver" if row.waivable else "no: it is order or statute"
    page.paragraph(f"can it be waived? {waived}", hang="  ")
    for name in _asked_by(row):
        page.paragraph(f"found by: {name}", hang="  ")


def _asked_by(code: FindingCode) -> list[str]:
    """The named conditions that may find it, of the table and of the law, with what they stand before."""
    found: dict[str, None] = {}
    for step in Process.standard().steps:
        for condition in step.conditions:
            if code in condition.codes:
                found[_told(condition, step.record, "")] = None
    for regime in REGIMES:
        for row in regime.rows:
            if isinstance(row.value, Attachment):
                gate = GATES[row.value.condition]
                if code in gate.codes:
                    found[_told(gate, row.value.record, f", {regime.name}")] = None
    return list(found)


def _told(condition: Gate | Check, before: type[Record], law: str) -> str:
    return f"{condition.name.replace('_', ' ')} (before: {display_name(before)}{law})"


def _as_dict(row: FindingCode) -> dict[str, Any]:
    return {
        "code": row.code,
        "meaning": row.meaning,
        "waivable": row.waivable,
        "example": row.example,
        "found_by": _asked_by(row),
    }
