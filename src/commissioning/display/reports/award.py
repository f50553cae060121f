"""The award report: the decision and the reasons for it, with every figure from a record.

The public part has letters in place of the tenderers who were not recommended, and no prices but those of the
contracts signed. Everything that is exempt is in the other part, with the digests of the records.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Final

from commissioning.cycle import Cycle
from commissioning.display.reports import award_checks as checks
from commissioning.display.reports import award_exempt as exempt
from commissioning.display.reports import award_parts as parts
from commissioning.display.reports.awarded import Award
from commissioning.display.reports.report import (
    NO_WORDS,
    Readership,
    Report,
    ReportSection,
    replacing,
    report_of,
)
from commissioning.display.text import heading
from commissioning.findings.finding import Findings

Maker = Callable[[Award], ReportSection]
PUBLIC: Final[tuple[Maker, ...]] = (
    parts.decision,
    parts.reasons,
    parts.need,
    parts.equality,
    parts.route,
    parts.numbers,
    parts.method,
    parts.sitting,
    parts.scores,
    parts.contract_value,
    parts.social_value,
    parts.start,
    parts.risk,
    parts.opinions,
    parts.conditions,
)
"""The sections of the public part, in order."""
EXEMPT: Final[tuple[Maker, ...]] = (
    exempt.who,
    partial(parts.scores, public=False),
    exempt.moderations,
    exempt.robustness,
    exempt.prices,
    exempt.annex,
)
"""The sections that are exempt from publication, in order."""


def award_report(
    cycle: Cycle,
    on: date,
    part: Readership = Readership.PUBLIC,
    narrative: Mapping[str, str] = NO_WORDS,
) -> Report:
    """The report on the award of a cycle as of the end of a day, one of its two parts.

    `narrative` gives a person's words for a section, by its key; they are the only thing that is not drawn
    from a record. In the public part names in them are taken out as everywhere. Raises `RecordError` for a
    section that the part does not have.
    """
    award = Award.of(cycle, on)
    makers = PUBLIC if part is Readership.PUBLIC else EXEMPT
    sections = (make(award) for make in makers)
    title = "Award report" if part is Readership.PUBLIC else "Award report, exempt part"
    about = heading(award.cycle)
    made = report_of(
        award.cycle, on, title=title, part=part, about=about, sections=sections, narrative=narrative
    )
    return made.with_words(replacing(award.letters)) if part is Readership.PUBLIC else made


def award_findings(cycle: Cycle, on: date, narrative: Mapping[str, str] = NO_WORDS) -> Findings:
    """Findings to look at before the award report of a day goes out, with a person's words for its sections.

    Empty sections, exempt words or prices in the public part, numbers that no record has, and reasons for
    marks that repeat the criterion or say nothing of the answer. Only `exempt-in-public` blocks.
    """
    award = Award.of(cycle, on)
    reports = [award_report(cycle, on, part) for part in Readership]
    return Findings(
        (
            *checks.exempt_in_public(award, reports[0], narrative),
            *checks.missing_sections(reports),
            *checks.weak_reasons(award),
            *checks.unfounded_figures(reports, narrative),
        )
    )
