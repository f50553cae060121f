"""The quick reader of documents that this library wrote and that are proved unchanged since.

It asks no value anything: what was written was right by itself when it was written. A class that does more
than check itself when it is made is made as usual. `tests/benchmarks/bench_store.py` has the figures.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from types import MemberDescriptorType
from typing import Any, Final, TypeAlias

import attrs

from commissioning.interchange.codec import Codec, Reader, as_it_is, given_shape
from commissioning.interchange.scalars import TAG, fields_of
from commissioning.process import Process
from commissioning.values import checking, shapes

Put: TypeAlias = Callable[[object, Any], None]

_REMEMBERING: Final = lru_cache(4096)
_PLAIN: Final[dict[type, Reader]] = {
    date: _REMEMBERING(date.fromisoformat),
    time: _REMEMBERING(time.fromisoformat),
    Decimal: _REMEMBERING(Decimal),
    Fraction: _REMEMBERING(lambda text: Fraction(text) if "/" in text else Decimal(text)),
}
"""The readers of the plain kinds that JSON does not hold as they are."""


@lru_cache(maxsize=8)
def trusted_codec(process: Process) -> TrustedCodec:
    """The quick codec for a process's records."""
    return TrustedCodec(process)


class TrustedCodec(Codec):
    """Reads what the codec of the same process wrote. What anything else wrote may pass unnoticed."""

    def _reader(self, shape: shapes.Shape) -> Reader:
        match shape:
            case shapes.Plain(kind):
                return _PLAIN.get(kind, as_it_is)
            case shapes.OneOf(kind):
                return {member.value: member for member in kind}.__getitem__
            case shapes.ManyOf(part):
                each = self.reader(part)
                return tuple if each is as_it_is else lambda row: tuple([each(v) for v in row])
            case _:
                return super()._reader(shape)

    def _class_reader(self, cls: type, tagged: bool = False) -> Reader:
        if not _is_plain(cls):
            return super()._class_reader(cls, tagged)
        plan = cache(lambda: _plan(cls, self.reader))

        def read(value: Any) -> object:  # noqa: ANN401
            fields, defaults = plan()
            made: object = _new(cls)
            for put, default in defaults:
                put(made, default)
            for name, item in value.items():
                put, reader = fields[name]
                put(made, item if reader is None or item is None else reader(item))
            return made

        return read


_new: Final = object.__new__


def _is_plain(cls: Any) -> bool:  # noqa: ANN401
    """Whether making a value of a class does no more than to take its fields and check them."""
    checks = getattr(cls, "__attrs_post_init__", None) is checking.Checked.__attrs_post_init__
    return checks and all(f.init and not hasattr(f.default, "factory") for f in attrs.fields(cls))


def _plan(
    cls: type, reader: Callable[[shapes.Shape], Reader]
) -> tuple[dict[str, tuple[Put, Reader | None]], tuple[tuple[Put, object], ...]]:
    """How each field of a class is read and put in, and the defaults of those that have one."""
    puts = {name: _put(cls, name) for name in fields_of(cls)}
    readers = {name: reader(given_shape(shape)) for name, shape in fields_of(cls).items()}
    fields = {n: (puts[n], None if r is as_it_is else r) for n, r in readers.items()}
    with_default = (field for field in attrs.fields(cls) if field.default is not attrs.NOTHING)
    defaults = (
        (f.name, f.converter(f.default) if f.converter else f.default) for f in with_default
    )
    return {**fields, TAG: (_passed_over, None)}, tuple((puts[n], given) for n, given in defaults)


def _put(cls: type, name: str) -> Put:
    """How a field is put in a value that is being made: by its slot, which is the quickest."""
    slot = getattr(cls, name, None)
    if isinstance(slot, MemberDescriptorType):
        return slot.__set__
    return lambda made, value: object.__setattr__(made, name, value)


def _passed_over(made: object, value: object) -> None:
    """The tag of a value, which has been read by then."""
