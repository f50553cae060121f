"""The difference between two cycles or two lists of findings, line by line for a failing test."""

from __future__ import annotations

from itertools import zip_longest

from commissioning.cycle import Cycle
from commissioning.findings.finding import Finding


def listed_findings(left: object, right: object) -> list[str]:
    """The findings on either side of a comparison, one to a line; empty where neither side has any."""
    sides = {"left": _findings(left), "right": _findings(right)}
    if not any(sides.values()):
        return []
    lines = ["the findings differ"]
    for name, findings in sides.items():
        lines.append(f"{name}: {len(findings)}")
        lines += [f"  {found.severity.value} [{found.code}] {found}" for found in findings]
    return lines


def _findings(side: object) -> tuple[Finding, ...]:
    if not isinstance(side, tuple | list):
        return ()
    return tuple(part for part in side if isinstance(part, Finding))


def differing_cycles(left: object, right: object) -> list[str] | None:
    """The first record in which two cycles differ; None where one side is no cycle."""
    if not isinstance(left, Cycle) or not isinstance(right, Cycle):
        return None
    lines = [f"left:  {left!r}", f"right: {right!r}"]
    for number, (ours, theirs) in enumerate(zip_longest(left.records, right.records), start=1):
        if ours != theirs:
            lines.append(f"record {number} is the first that differs:")
            none = f"no record {number}"
            return [*lines, f"  left:  {ours or none}", f"  right: {theirs or none}"]
    return [*lines, "the records are the same; the titles, buyers, references or processes differ"]
