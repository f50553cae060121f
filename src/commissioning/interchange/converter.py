"""A cattrs converter, for a tool whose own attrs classes hold records of the library."""

from __future__ import annotations

from typing import Any

from cattrs.preconf.json import JsonConverter, make_converter

from commissioning.errors import FormatError
from commissioning.interchange import scalars
from commissioning.interchange.codec import codec_for
from commissioning.process import Process
from commissioning.records.record import Record
from commissioning.values.checking import Checked


def converter(process: Process | None = None) -> JsonConverter:
    """A converter that reads and writes the library's values as its files hold them.

    Register your own classes on it as on any other. A record is written with its tag, so that it can be
    read back where any `Record` may be. Reading raises `FormatError` with every problem of the value.
    """
    codec = codec_for(process or Process.standard())

    def write(value: Checked) -> dict[str, Any]:
        return codec.write(Record if isinstance(value, Record) else type(value), value)

    def read(value: object, cls: type[Any]) -> object:
        tagged = issubclass(cls, Record) and isinstance(value, dict) and scalars.TAG in value
        try:
            made: object = codec.read(Record if tagged else cls, value)
        except scalars.Misread as error:
            where = ((f"{path}: " if path else "") + problem for path, problem in error.lines)
            raise FormatError(cls.__name__, tuple(where)) from None
        if not isinstance(made, cls):
            raise FormatError(cls.__name__, (f"the object is a {type(made).__name__}",))
        return made

    made = make_converter()
    made.register_structure_hook_func(_is_ours, read)
    made.register_unstructure_hook_func(_is_ours, write)
    return made


def _is_ours(cls: object) -> bool:
    return isinstance(cls, type) and issubclass(cls, Checked)
