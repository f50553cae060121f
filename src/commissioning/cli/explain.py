"""`commissioning explain NAME`: a finding by its code, or a kind of record or value by its tag."""

from __future__ import annotations

import argparse
import inspect
from typing import Any, Final

from commissioning.cli.arguments import offer_json
from commissioning.cli.writing import TextOutput
from commissioning.errors import FormatError
from commissioning.findings.catalogue import BY_CODE, FINDING_CODES
from commissioning.findings.code import FindingCode
from commissioning.gates.attached import GATES
from commissioning.gates.by_rules import RULED
from commissioning.gates.decisions import DECISION_CODES
from commissioning.gates.order import ALWAYS_ASKED
from commissioning.law.conditions import Attachment
from commissioning.law.regimes.held import REGIMES
from commissioning.process import Process
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


def run(chosen: argparse.Namespace, page: TextOutput) -> int:
    """Explain one code or tag, or list all codes."""
    if chosen.code is None and not chosen.json:
        wide = max(map(len, BY_CODE)) + 2
        for code in FINDING_CODES:
            page.paragraph(f"{code.code:<{wide}}{code.meaning}", hang=" " * wide)
        return 0
    found = [_explained(name) for name in (BY_CODE if chosen.code is None else (chosen.code,))]
    if chosen.json:
        page.json(found)
    else:
        _show(found[0], page)
    return 0


def _explained(name: str) -> dict[str, Any]:
    """The facts about a code or a tag, each under a name. A code is looked for first."""
    if name in BY_CODE:
        code = BY_CODE[name]
        return {
            "code": code.code,
            "meaning": code.meaning,
            "waivable": code.waivable,
            "example": code.example,
            "found_by": _found_by(code),
        }
    process = Process.standard()
    kinds = {tag_of(kind): kind for kind in process.kinds}
    kinds |= {step.tag: step.record for step in process.steps}
    if name not in kinds:
        near = did_you_mean(name, (*BY_CODE, *kinds))
        remedy = near or "; `commissioning explain` lists them all"
        raise FormatError("code", (f'there is no finding "{name}"{remedy}',))
    kind = kinds[name]
    family = family_of(kind)
    paragraphs = inspect.cleandoc(kind.__doc__ or "").split("\n\n")
    return {
        "tag": name,
        "meaning": "\n".join(" ".join(part.split()) for part in paragraphs),
        "kind of": display_name(family) if family else "record",
        "class": f"{kind.__module__}.{kind.__name__}",
    }


_LABELS: Final = {"waivable": "can it be waived?", "example": "example:", "found_by": "found by:"}


def _show(found: dict[str, Any], page: TextOutput) -> None:
    (_, name), (_, meaning), *others = found.items()
    page.title(name)
    page.paragraph(meaning)
    page.line()
    for key, value in others:
        for words in value if isinstance(value, list) else (value,):
            shown = _WAIVABLE[words] if isinstance(words, bool) else words
            page.paragraph(f"{_LABELS.get(key, f'{key}:')} {shown}", hang="  ")


_WAIVABLE: Final = {
    True: "yes, by a recorded Waiver",
    False: "no, it is a matter of order or statute",
}


def _found_by(code: FindingCode) -> list[str]:
    """The named conditions that may find it, of the table and of the law, with what they stand before."""
    asked = [
        (condition, step.record, "")
        for step in Process.standard().steps
        for condition in step.conditions
    ]
    asked += [
        (GATES[row.value.condition], row.value.record, f", {regime.name}")
        for regime in REGIMES
        for row in regime.rows
        if isinstance(row.value, Attachment)
    ]
    asked += [(each, each.kind, ", where the council's rules are given") for each in RULED]
    found = (
        f"{condition.name.replace('_', ' ')} (before: {display_name(record)}{law})"
        for condition, record, law in asked
        if code in condition.codes
    )
    always = ("the rule of order and time (before every record)",) if code in ALWAYS_ASKED else ()
    decided = ("decisions in force (before every record)",) if code in DECISION_CODES else ()
    return list(dict.fromkeys((*always, *decided, *found)))
