"""The shape of each field of a class: a small tree, read once from its annotations.

Whoever walks fields by their types reads this tree: the check of values (`values/fitting.py`), the
codec and the schema of files, and the drafts and strategies of tests. A reader is a `match` over the
six shapes. Schemas and forms also read the words under each field.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from types import CodeType, MappingProxyType, NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    Generic,
    TypeAlias,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import attrs

from commissioning.errors import RecordError

T = TypeVar("T")


@attrs.frozen
class _Node(Generic[T]):
    of: T


class Plain(_Node[type]):
    """A value with no fields of its own: text, a number, a day, a time, yes or no."""


class OneOf(_Node[type[Enum]]):
    """A member of an enum."""


class OfClass(_Node[type]):
    """A value with fields, of this class or of one that extends it.

    Where other classes extend it (a price formula, a `DayCount`), it is the base of a family.
    """


class ManyOf(_Node["Shape"]):
    """A tuple of any length, each part of one shape."""


class Fixed(_Node["tuple[Shape, ...]"]):
    """A tuple of a set length, each part of its own shape."""


class OrNone(_Node["Shape"]):
    """A value that may be absent, which is None."""


class Either(_Node["tuple[Shape, ...]"]):
    """A value of one of several shapes, the first one first."""


Shape: TypeAlias = Plain | OneOf | OfClass | ManyOf | Fixed | OrNone | Either


_KNOWN: Final[dict[type, dict[str, Shape]]] = {}


def has_fields(cls: type) -> bool:
    """Whether a class was made by `frozen` or attrs; `attrs.has` would have its methods written."""
    return "__written_by__" in vars(cls) or attrs.has(cls)


def shapes(cls: type) -> dict[str, Shape]:
    """The shape of each field that a value of this class is made with, by name, in their order."""
    if cls not in _KNOWN:
        names = tuple(field.name for field in attrs.fields(cls) if field.init)
        hints = _hints(cls, names)
        _KNOWN[cls] = {name: shape(hints[name]) for name in names}
    return _KNOWN[cls]


def notes(cls: type) -> Iterator[tuple[str, Any]]:
    """The notes of `Annotated` on the type of each field, or on a part of it, each with the field's name."""
    names = tuple(shapes(cls))
    for name, hint in _hints(cls, names).items():
        for part in (hint, *get_args(hint)):
            yield from ((name, note) for note in getattr(part, "__metadata__", ()))


@cache
def _hints(cls: type, names: tuple[str, ...]) -> dict[str, Any]:
    """The annotations of some fields, evaluated.

    `typing.get_type_hints` takes five times as long. It is left what is not text made of a module's names.
    """
    written = {
        name: (hint, base.__module__)
        for base in reversed(cls.__mro__)
        for name, hint in vars(base).get("__annotations__", {}).items()
    }
    try:
        return {name: meant(*written[name]) for name in names}
    except (KeyError, NameError, TypeError):
        return get_type_hints(cls, include_extras=True)


def meant(hint: object, module: str) -> Any:
    """An annotation evaluated in its module. Raises `TypeError` for one that is no plain text."""
    if not isinstance(hint, str) or '"' in hint or "'" in hint:
        raise TypeError(hint)
    names = vars(sys.modules[module])
    return names[hint] if hint in names else eval(_code(hint), names)


@cache
def _code(hint: str) -> CodeType:
    return compile(hint, "<annotation>", "eval")


_ANY_NUMBER: Final = frozenset({Decimal, Fraction})
"""A number that may be a third. It has one shape, since files and checks see one kind of number."""
_ROWS: Final = (Collection, Iterable, Iterator, Sequence)
"""Rows that a function may take, where a field takes a tuple."""


def shape(hint: Any) -> Shape:
    """The shape of one annotation. Raises `RecordError` for a list, a set or a dictionary."""
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    origin, args = get_origin(hint), get_args(hint)
    if origin in (list, set, dict):
        raise RecordError("field", (f"{hint} can be changed; write a tuple: tuple[str, ...]",))
    if origin is tuple and args[1:] == (Ellipsis,):
        return ManyOf(shape(args[0]))
    if origin is tuple:
        return Fixed(tuple(map(shape, args)))
    if origin is Union or origin is UnionType:
        hints = tuple(arg for arg in args if arg is not NoneType)
        options = tuple(map(shape, (Fraction,) if set(hints) == _ANY_NUMBER else hints))
        value = options[0] if len(options) == 1 else Either(options)
        return OrNone(value) if NoneType in args else value
    if origin in _ROWS:
        return ManyOf(shape(args[0]))
    if isinstance(origin, type):
        hint = origin  # `Parameter[Money]` is a value of the class `Parameter`
    if isinstance(hint, type) and issubclass(hint, Enum):
        return OneOf(hint)
    return OfClass(hint) if isinstance(hint, type) and has_fields(hint) else Plain(hint)


@cache
def field_docs(cls: type) -> Mapping[str, str]:
    """The description of each field of a class and its bases, in one line; none without the source."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        found |= _in_module(base.__module__).get(base.__qualname__, {})
    return MappingProxyType(found)


@cache
def _in_module(name: str) -> Mapping[str, Mapping[str, str]]:
    try:
        source = inspect.getsource(__import__(name, fromlist=["*"]))
    except (OSError, TypeError, ImportError):
        return {}
    classes = (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef))
    return {node.name: dict(_described(node)) for node in classes}


def _described(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """The annotated names of a class that are followed by a text, each with that text."""
    for field, after in zip(node.body, node.body[1:], strict=False):
        match field, after:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, " ".join(text.split())
