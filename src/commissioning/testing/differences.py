"""How two cycles or two lists of findings differ, in lines that a person can read."""

from __future__ import annotations

from itertools import zip_longest

from commissioning.cycle import Cycle
from commissioning.findings.finding import Finding


def listed_findings(left: object, right: object) -> list[str]:
    """Findings on either side of a comparison, one to a line; nothing if there are none."""
    sides = (_findings(left), _findings(right))
    if not any(sides):
        return []
    lines = ["the findings differ"]
    for name, findings in zip(("left", "right"), sides, strict=True):
        lines.append(f"{name}: {'none' if not findings else len(findings)}")
        lines += [f"  {found.severity.value} [{found.code}] {found}" for found in findings]
    return lines


def _findings(side: object) -> tuple[Finding, ...]:
    if not isinstance(side, tuple | list):
        return ()
    return tuple(part for part in side if isinstance(part, Finding))


def differing_cycles(left: object, right: object) -> list[str] | None:
    """Where two cycles part: their titles, or the first record that is not the same."""
    if not isinstance(left, Cycle) or not isinstance(right, Cycle):
        return None
    lines = [f"left:  {left!r}", f"right: {right!r}"]
    pairs = zip_longest(left.records, right.records)
    for number, (ours, theirs) in enumerate(pairs, start=1):
        if ours != theirs:
            lines.append(f"record {number} is the first that differs:")
            lines += [f"  left:  {ours!r}", f"  right: {theirs!r}"]
            return lines
    return [*lines, "the records are the same; the titles, buyers, references or processes differ"]
