"""You said, we did: people's views, the answers to them, and what changed in the specification."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from commissioning.planning.specification_changes import changes_between
from commissioning.planning.thread_points import PointKind, gathered
from commissioning.records import engagement, specification
from commissioning.records.record import Record
from commissioning.values.grouping import of_kind
from commissioning.values.tables import Column, Kind, Table


def you_said_we_did(records: Iterable[Record]) -> Table:
    """A table of people's views, the answers to them, and the changes in the specification."""
    held = tuple(records)
    versions = of_kind(held, specification.ServiceSpecification)
    answers = answers_to(held)
    rows = []
    for point in gathered(held).points:
        if point.kind is PointKind.THEME:
            every = (each for version in versions for each in version.requirements)
            asked = {each.reference: each for each in every if point.reference in each.themes}
            answer = answers.get(point.reference)
            rows.append(
                (
                    point.reference,
                    point.words,
                    answer.taken_up if answer else (True if asked else None),
                    answer.because if answer else "; ".join(each.words for each in asked.values()),
                    ", ".join(asked),
                    "\n".join(
                        f"version {later.version}: {change}"
                        for earlier, later in pairwise(versions)
                        for change in changes_between(earlier, later).changes
                        if change.reference in asked
                    ),
                )
            )
    return Table(_SAID_AND_DID, tuple(rows))


_SAID_AND_DID: Final = (
    Column("theme"),
    Column("you said"),
    Column("taken up", Kind.YES_NO, "empty where there is no answer yet"),
    Column("we did"),
    Column("requirements", meaning="the requirements that answer the theme"),
    Column(
        "changed", meaning="what that changed from one version of the specification to the next"
    ),
)


def answers_to(records: Iterable[Record]) -> dict[str, engagement.ThemeAnswer]:
    """The answers that people were given, by theme; a later one takes the place of an earlier."""
    return {
        answer.theme: answer
        for record in of_kind(records, engagement.YouSaidWeDid)
        for answer in record.answers
    }
