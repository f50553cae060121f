"""Files: written whole or not at all; and their formats, by number, with the way from each to the next.

What was written once loads for ever. A document says which format wrote it. A file of one cycle is a
document that holds its records; a store keeps the head of a cycle and each of its records as a document of
its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, TypeAlias

from commissioning.errors import FormatError
from commissioning.interchange.scalars import shown
from commissioning.values.text import listed


def write_whole(path: Path, text: str) -> Path:
    """Write a text as UTF-8 beside its place and then move it there: no reader ever finds half of it.

    A symbolic link at the place is replaced, not followed; a device or a pipe is written to. Raises
    `OSError` with the name of the file.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            path.write_bytes(text.encode())
            return path
        try:
            with beside.open("xb") as file:
                file.write(text.encode())
            beside.replace(path)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    return path


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
