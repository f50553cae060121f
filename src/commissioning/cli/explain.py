"""`commissioning explain NAME`: a finding by its code, or a kind of record or value by its tag."""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Mapping
from typing import Any, Final

from commissioning.cli.arguments import offer_json
from commissioning.cli.writing import TextOutput
from commissioning.errors import FormatError
from commissioning.findings.catalogue import BY_CODE
from commissioning.findings.finding import FindingCode
from commissioning.values.families import family_of, tag_of
from commissioning.values.text import did_you_mean, display_name


def describe(parser: argparse.ArgumentParser) -> None:
    """Tell argparse what the command takes."""
    parser.add_argument(
        "code",
        nargs="?",
        help="the code of a finding, such as standstill-running, or a kind of record, such as go-live; "
        "without it, all codes are listed",
    )
    parser.add_argument(
        "--gates",
        action="store_true",
        help="also name the gates that look for it, or that are asked before such a record",
    )
    offer_json(parser)


def run(chosen: argparse.Namespace, page: TextOutput) -> int:
    """Explain one code or tag, or list all codes."""
    codes = chosen.process.codes if chosen.process else BY_CODE
    if chosen.code is None and not chosen.json:
        wide = max(map(len, codes)) + 2
        for name, code in codes.items():
            page.paragraph(f"{name:<{wide}}{code.meaning}", hang=" " * wide)
        return 0
    names = codes if chosen.code is None else (chosen.code,)
    found = [_explained(name, codes, chosen) for name in names]
    if chosen.json:
        page.json(found)
    else:
        _show(found[0], page)
    return 0


def _explained(
    name: str, codes: Mapping[str, FindingCode], chosen: argparse.Namespace
) -> dict[str, Any]:
    """The facts about a code or a tag, each under a name. A code is looked for first."""
    if code := codes.get(name):
        facts: dict[str, Any] = {
            "code": code.code,
            "meaning": code.meaning,
            "waivable": code.waivable,
            "example": code.example,
        }
        if chosen.gates:
            from commissioning.cli.found_by import found_by  # it loads every gate, for 60 ms

            facts["found_by"] = found_by(code, chosen.process)
        return facts
    from commissioning.process import Process  # a tag needs the table of steps, and a code does not

    process = chosen.process or Process.standard()
    kinds = {tag_of(kind): kind for kind in process.kinds}
    kinds |= {step.tag: step.record for step in process.steps}
    if name not in kinds:
        near = did_you_mean(name, (*codes, *kinds))
        own = "" if chosen.process else ", and with --process your own"
        remedy = near or f"; `commissioning explain` lists them all{own}"
        raise FormatError("code", (f'there is no finding or record "{name}"{remedy}',))
    kind = kinds[name]
    family = family_of(kind)
    paragraphs = inspect.cleandoc(kind.__doc__ or "").split("\n\n")
    of_kind: dict[str, Any] = {
        "tag": name,
        "meaning": "\n".join(" ".join(part.split()) for part in paragraphs),
        "kind of": display_name(family) if family else "record",
        "class": f"{kind.__module__}.{kind.__name__}",
    }
    if chosen.gates:
        from commissioning.cli.found_by import asked_before

        of_kind["asked_before"] = asked_before(kind, process)
    return of_kind


_LABELS: Final = {
    "waivable": "can it be waived?",
    "example": "example:",
    "found_by": "found by:",
    "asked_before": "asked before it:",
}


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
