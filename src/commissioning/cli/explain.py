"""`commissioning explain NAME`: a finding by its code, or a kind of record or value by its tag."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from commissioning.cli.console import JSON, Chosen, TextOutput, option, switch
from commissioning.errors import FormatError
from commissioning.findings.catalogue import BY_CODE
from commissioning.findings.finding import FindingCode
from commissioning.values.families import family_of, tag_of
from commissioning.values.text import did_you_mean, display_name

if TYPE_CHECKING:
    from commissioning.process import Process


ARGUMENTS: Final = (
    option(
        "code", str, None, "the code of a finding, such as standstill-running, or a kind of record, such as "
        "go-live or GoLive; without it, all are listed", nargs="?",
    ),
    switch("--gates", "also name the gates that look for it, or that are asked before such a record"),
    JSON,
)  # fmt: skip


def run(chosen: Chosen, page: TextOutput) -> int:
    """Explain one code or tag, or list all of them; a program is given the codes."""
    codes = chosen.process.codes if chosen.process else BY_CODE
    if chosen.code is not None:
        found = _explained(chosen.code, codes, chosen)
    elif chosen.json:
        found = [_of_code(code, chosen) for code in codes.values()]
    else:
        tags = ((tag, _meaning(kind)) for tag, kind in _tagged(_process(chosen)))
        rows = [*((name, code.meaning) for name, code in codes.items()), ("", ""), *tags]
        wide = max(len(name) for name, _ in rows) + 2
        for name, meaning in rows:
            page.paragraph(f"{name:<{wide}}{meaning}".partition("\n")[0], hang=" " * wide)
        return 0
    if chosen.json:
        page.json(found)
    else:
        for each in found:
            page.gap()
            _show(each, page)
    return 0


TAGS_TOO: Final = ("price-corrected",)
"""The codes that are tags as well: for others the table of steps, a tenth of a second, is not loaded."""


def _explained(name: str, codes: Mapping[str, FindingCode], chosen: Chosen) -> list[dict[str, Any]]:
    """The facts about a word, each under a name: as a code, and as the tag or class of records or kinds."""
    found = [_of_code(codes[name], chosen)] if name in codes else []
    if found and not chosen.process and name not in TAGS_TOO:
        return found
    tagged = _tagged(_process(chosen))
    found += (
        _of_kind(tag, kind, chosen)
        for tag, kind in tagged
        if name in {tag, kind.__name__} or name.replace("-", " ") == display_name(kind)
    )
    if not found:
        classes = [] if name.islower() else [kind.__name__ for _, kind in tagged]
        near = did_you_mean(name, classes) or did_you_mean(name, {*codes, *dict(tagged)})
        own = "" if chosen.process else ", and with --process your own"
        remedy = near or f"; `commissioning explain` lists them all{own}"
        raise FormatError("code", (f'there is no finding or record "{name}"{remedy}',))
    return found


def _process(chosen: Chosen) -> Process:
    from commissioning.process import STANDARD  # which a code does without

    return chosen.process or STANDARD


def _tagged(process: Process) -> list[tuple[str, type]]:
    """The records and the kinds of the open families, each with its tag."""
    return [
        *((step.tag, step.record) for step in process.steps),
        *((tag_of(kind), kind) for kind in process.kinds),
    ]


def _of_code(code: FindingCode, chosen: Chosen) -> dict[str, Any]:
    facts = {name: getattr(code, name) for name in ("code", "meaning", "waivable", "example")}
    if chosen.gates:
        from commissioning.cli.why import found_by  # it loads every gate, for 60 ms

        facts["found_by"] = found_by(code, _process(chosen))
    return facts


def _of_kind(tag: str, kind: type, chosen: Chosen) -> dict[str, Any]:
    family, fields = family_of(kind), attrs.fields(kind)
    facts: dict[str, Any] = {
        "tag": tag,
        "meaning": _meaning(kind),
        "kind of": display_name(family) if family else "record",
        "class": f"{kind.__module__}.{kind.__name__}",
        "must have": ", ".join(f.name for f in fields if f.default is attrs.NOTHING) or "no field",
        "may have": ", ".join(f.name for f in fields if f.default is not attrs.NOTHING)
        or "no field",
    }
    if chosen.gates:
        from commissioning.cli.why import asked_before

        facts["asked_before"] = asked_before(kind, _process(chosen))
    return facts


def _meaning(kind: type) -> str:
    """The docstring of a class, a paragraph a line."""
    paragraphs = inspect.cleandoc(kind.__doc__ or "").split("\n\n")
    return "\n".join(" ".join(part.split()) for part in paragraphs)


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
