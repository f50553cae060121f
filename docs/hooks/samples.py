"""Pages that the library makes of the casebook, for readers who want to see one before they ask for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from commissioning.casebook import (
    lancashire_homecare,
    lancashire_supported_housing,
    leicester,
    lewisham,
)
from commissioning.display.reports import (
    Readership,
    Report,
    award_report,
    report_page,
    standing_report,
)
from commissioning.display.reports.listing import Listed, Wanted, list_page

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

STORIES = (lewisham, lancashire_homecare, lancashire_supported_housing, leicester)


def standing() -> Report:
    return standing_report(lewisham.cycle(), date(2022, 6, 1))


def award(part: Readership) -> Report:
    cycle = lewisham.cycle()
    return award_report(cycle, max(record.on for record in cycle.records), part)


def listing() -> str:
    cycles = [story.cycle() for story in STORIES]
    page = list_page([Listed.of(each.reference, each) for each in cycles], Wanted(), "the casebook")
    return re.sub(
        r'<a href="cycle\?.*?">(.*?)</a>', r"<u>\1</u>", page
    )  # nothing serves the reports here


NOTE = (
    "<body>\n<p><strong>A sample from the casebook, no paper of a council.</strong> Tenderers, marks, prices "
    "and every day that no source states are CONSTRUCTED.</p>"
)
"""The first words of every page, which may be met without the guide that leads to it."""

SAMPLES: dict[str, Callable[[], str]] = {
    "assets/standing.html": lambda: report_page(standing()),
    "assets/award.html": lambda: report_page(award(Readership.PUBLIC)),
    "assets/award-exempt.html": lambda: report_page(award(Readership.EXEMPT)),
    "assets/cycles.html": listing,
}


def sample(made: Callable[[], str]) -> str:
    return made().replace("<body>", NOTE, 1)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages to the site."""
    from mkdocs.structure.files import File

    for address, made in SAMPLES.items():
        files.append(File.generated(config, address, content=sample(made)))
    return files
