"""The formats of files, by number, and the way from each to the next: what was written once loads for ever.

A document says which format wrote it. A file of one cycle is a document that holds its records; a store
keeps the head of a cycle and each of its records as a document of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from commissioning.errors import FormatError
from commissioning.interchange.scalars import shown
from commissioning.values.text import listed

Upcaster: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]

UPCASTERS: Final[tuple[Upcaster, ...]] = ()
"""The first gives a head or a record of format 1 as format 2 writes it, the second that of 2 as 3 does."""

FORMAT: Final = f"commissioning/{len(UPCASTERS) + 1}"
"""The name that a file gives itself. The number goes up when an older library could misread a newer file."""


def of_today(
    data: Mapping[str, Any], what: str, upcasters: tuple[Upcaster, ...] = UPCASTERS
) -> Mapping[str, Any]:
    """A document as the format of today writes it, the records that it holds included.

    Raises `FormatError` for a format that this library does not read.
    """
    names = [f"commissioning/{number + 1}" for number in range(len(upcasters) + 1)]
    given = data.get("format", names[-1])
    if given not in names:
        known = listed((f'"{name}"' for name in names), "and")
        words = f"{shown(given)} is not a format that this library reads; it reads {known}"
        raise FormatError(what, (f"$.format: {words}",))
    made = data if given == names[-1] else {**data, "format": names[-1]}
    for upcast in upcasters[names.index(given) :]:
        head = upcast({name: part for name, part in made.items() if name != "records"})
        records = [upcast(record) for record in made.get("records", ())]
        made = {**head, "records": records} if "records" in made else head
    return made
