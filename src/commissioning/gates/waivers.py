"""Waivers: which findings a council may lift for itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commissioning.findings.code import FindingCode
from commissioning.findings.codes.process import NOT_WAIVABLE
from commissioning.findings.finding import Finding
from commissioning.records.approval import Waiver
from commissioning.values.text import did_you_mean


def lifts_what_may_be_waived(waiver: Waiver, known: Mapping[str, FindingCode]) -> Iterator[Finding]:
    """Only a rule of the council's own practice can be waived; order and statute cannot."""
    code = known.get(waiver.code)
    if code is None:
        yield NOT_WAIVABLE(
            f"No finding has the code {waiver.code}{did_you_mean(waiver.code, known)}",
            remedy="Correct the code; `commissioning explain` lists all of them",
            about=waiver.about,
        )
    elif not code.waivable:
        yield NOT_WAIVABLE(
            f"{waiver.code} cannot be waived: it is not a rule of the council's own practice",
            remedy=f"Clear what it reports; `commissioning explain {code.code}` says what it means",
            about=waiver.about,
        )
