"""The quick way in: it reads a file that is right, and gives up without a word on any other.

Most files are right. The converter of `codec` reads the same, more slowly, and says what is
wrong; it is asked when this gives up. Text, whole numbers and true or false are taken as they stand
where the class itself checks them (`Checked`), which then refuses what does not belong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from functools import lru_cache
from typing import Any, Final, TypeVar, get_args

from commissioning.interchange.hints import (
    TAG,
    Hint,
    alternatives,
    choices,
    fields_of,
    is_choice,
    is_fixed_row,
    is_row,
)
from commissioning.interchange.scalars import SCALARS
from commissioning.process import Process
from commissioning.records.record import Record
from commissioning.values.checking import Checked

T = TypeVar("T")
Reader = Callable[[Any], Any]

_AS_THEY_STAND: Final = {str, int, bool}


class GivenUp(Exception):
    """Something is not as it should be; what, the converter will say."""


class QuickReader:
    """Reads the classes of one process, each by a reader that is made when it is first needed."""

    def __init__(self, process: Process) -> None:
        self._tags: Mapping[str, type] = {step.tag: step.record for step in process.steps}
        self._kinds = process.kinds
        self._made: dict[type, Reader] = {}

    def read(self, cls: type[T], value: object) -> T:
        """What the file holds, as a value of the class. Raises some error for all that is not right."""
        made: T = self._class(cls)(value)
        return made

    def _class(self, cls: type) -> Reader:
        if cls not in self._made:
            self._made[cls] = self._class_reader(cls)
        return self._made[cls]

    def _class_reader(self, cls: type) -> Reader:
        hints, checked = fields_of(cls), issubclass(cls, Checked)
        readers: dict[str, Reader | None] = {}

        def read(value: object) -> object:
            if type(value) is not dict:  # a list, or an object with a key that stands twice
                raise GivenUp
            if not readers:
                readers.update({name: self._field(hint, checked) for name, hint in hints.items()})
            made = {}
            for name, item in value.items():
                reader = readers[name]
                if reader is None or (item is None and checked):
                    made[name] = item
                else:
                    made[name] = reader(item)
            return cls(**made)

        return read

    def _field(self, hint: Hint, checked: bool) -> Reader | None:
        """How to read a field; None to take it as it stands, and None is left to the class to judge."""
        kind = alternatives(hint)[0]
        if is_choice(hint):
            return self._tagged(choices(hint, self._kinds))
        if kind is Record:
            return self._tagged(self._tags)
        if is_row(kind):
            return self._row(self._field(get_args(kind)[0], checked))
        if is_fixed_row(kind):
            return self._fixed_row([self._field(part, checked) for part in get_args(kind)])
        if checked and kind in _AS_THEY_STAND:
            return None
        return _plain(kind) or self._class(kind)

    def _tagged(self, tags: Mapping[str, type]) -> Reader:
        def read(value: dict[str, object]) -> object:
            if type(value) is not dict:
                raise GivenUp
            untagged = value.copy()
            return self._class(tags[str(untagged.pop(TAG))])(untagged)

        return read

    def _row(self, inner: Reader | None) -> Reader:
        def read(value: object) -> object:
            if type(value) is not list:
                raise GivenUp
            return tuple(value) if inner is None else tuple(map(inner, value))

        return read

    def _fixed_row(self, parts: list[Reader | None]) -> Reader:
        def read(value: object) -> object:
            if type(value) is not list:
                raise GivenUp
            pairs = zip(parts, value, strict=True)
            return tuple([item if part is None else part(item) for part, item in pairs])

        return read


def _plain(kind: type) -> Reader | None:
    if kind in SCALARS:
        return SCALARS[kind].read
    if issubclass(kind, Enum):
        return {member.value: member for member in kind}.__getitem__
    return None


@lru_cache(maxsize=8)
def quick_reader_for(process: Process) -> QuickReader:
    """The quick reader of a process's records."""
    return QuickReader(process)
