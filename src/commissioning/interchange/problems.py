"""What was wrong with a file: one line for each trouble, with its path, the value and the remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cattrs import ClassValidationError, IterableValidationError

from commissioning.errors import RecordError
from commissioning.interchange.hints import wanted
from commissioning.interchange.scalars import Misread

_PLAIN_KEY: Final = re.compile(r"\w+")


def lines(error: Exception, path: str = "$") -> Iterator[str]:
    """Every trouble in what the converter raised, outermost first, each with its path."""
    if isinstance(error, (ClassValidationError, IterableValidationError)):
        yield from _gathered(error, path)
    elif isinstance(error, Misread):
        yield f"{path}{error.at}: {error.problem}"
    elif isinstance(error, RecordError):
        yield from (f"{path}: {error.what}: {problem}" for problem in error.problems)
    else:
        yield f"{path}: {error}"


def step(name: str) -> str:
    """The step of a path to a key of an object."""
    return f".{name}" if _PLAIN_KEY.fullmatch(name) else f"[{name!r}]"


def _gathered(group: ClassValidationError | IterableValidationError, path: str) -> Iterator[str]:
    if isinstance(group, IterableValidationError):
        items, bare = group.group_exceptions()
        for error, at in items:
            yield from lines(error, f"{path}[{at.index}]")
    else:
        fields, bare = group.group_exceptions()
        for error, field in fields:
            here = f"{path}{step(field.name)}"
            if isinstance(error, KeyError):  # the field itself: no hook raises a KeyError
                yield f"{here}: is missing; give {wanted(field.type)}"
            else:
                yield from lines(error, here)
    for error in bare:
        yield from lines(error, path)
