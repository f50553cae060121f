"""What an annotation says about how a field stands in a file: the same answers for codec and schema."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any, Final, TypeAlias, Union, get_args, get_origin, get_type_hints

import attrs

from commissioning.errors import RecordError
from commissioning.interchange.scalars import SCALARS
from commissioning.values.families import is_family, kinds_of, tag_of
from commissioning.values.text import spoken

Hint: TypeAlias = Any
"""An annotation: a class, a union of classes, or a tuple of them."""

TAG: Final = "type"
"""The key that says which of several classes an object is."""


def alternatives(hint: Hint) -> tuple[Any, ...]:
    """What a field may hold besides nothing: one thing, or each side of a union."""
    if get_origin(hint) in {Union, types.UnionType}:
        return tuple(arg for arg in get_args(hint) if arg is not types.NoneType)
    return (hint,)


def may_be_absent(hint: Hint) -> bool:
    """Whether None is allowed, which a file writes as null or leaves out."""
    return types.NoneType in get_args(hint) and get_origin(hint) in {Union, types.UnionType}


def is_choice(hint: Hint) -> bool:
    """Whether a field holds one of several classes, told apart by their tags."""
    return len(alternatives(hint)) > 1 or is_family(alternatives(hint)[0])


def choices(hint: Hint, kinds: Iterable[type]) -> dict[str, type]:
    """The classes that a field may hold, by tag: of a union, or of a family as the process knows it."""
    first, *others = alternatives(hint)
    return kinds_of(first, kinds) if not others else {tag_of(cls): cls for cls in (first, *others)}


def is_row(hint: Hint) -> bool:
    """Whether a field holds any number of things of one kind."""
    return _is_tuple(hint) and get_args(hint)[1:] == (Ellipsis,)


def is_fixed_row(hint: Hint) -> bool:
    """Whether a field holds a set number of things, each of its own kind."""
    return _is_tuple(hint) and not is_row(hint)


def fields_of(cls: type) -> dict[str, Any]:
    """The fields of a class with their annotations.

    Raises `RecordError` naming every field that a file has no way to hold.
    """
    hints = get_type_hints(cls)
    fields = {field.name: hints[field.name] for field in attrs.fields(cls) if field.init}
    problems = [
        f"{name}: a file cannot hold {why}" for name, hint in fields.items() for why in _unfit(hint)
    ]
    if TAG in fields:
        problems.append(
            f"{TAG}: in files that name says which kind of record it is; choose another"
        )
    if problems:
        raise RecordError(spoken(cls), tuple(problems))
    return fields


def wanted(hint: Hint) -> str:
    """What belongs in a field, in words."""
    kind = alternatives(hint)[0]
    if is_row(kind) or is_fixed_row(kind):
        return "a list [...]"
    if kind in SCALARS:
        return SCALARS[kind].wanted
    if issubclass(kind, Enum):
        return "one of " + ", ".join(f'"{member.value}"' for member in kind)
    return "an object {...}"


def _is_tuple(hint: Hint) -> bool:
    origin: object = get_origin(hint)
    return origin is tuple


def _unfit(hint: Hint) -> Iterator[str]:
    options = alternatives(hint)
    kind = options[0]
    if len(options) > 1:
        yield from (
            f"a choice with {_name(option)} in it" for option in options if not _is_class(option)
        )
    elif _is_tuple(kind):
        for inner in get_args(kind):
            yield from _unfit(inner) if inner is not Ellipsis else ()
    elif not (_is_class(kind) or _is_plain(kind)):
        yield _name(kind)


def _is_class(kind: Hint) -> bool:
    return isinstance(kind, type) and attrs.has(kind)


def _is_plain(kind: Hint) -> bool:
    return kind in SCALARS or (isinstance(kind, type) and issubclass(kind, Enum))


def _name(kind: Hint) -> str:
    return f"a value of the type {getattr(kind, '__name__', kind)}"
