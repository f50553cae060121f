"""The converter between records and what JSON can hold, worked out from their annotations.

One converter for each process: the tag of each kind of record comes from the process's table. What is
empty and empty by default is left out of a file; everything else is written, so that a default that
changes one day changes no file already written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, get_args

import attrs
from cattrs import ClassValidationError, Converter, IterableValidationError
from cattrs.errors import IterableValidationNote
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from commissioning.interchange.hints import (
    TAG,
    Hint,
    choices,
    fields_of,
    is_choice,
    is_fixed_row,
    is_row,
    may_be_absent,
)
from commissioning.interchange.problems import step
from commissioning.interchange.scalars import SCALARS, Misread, Scalar, read_member, shown
from commissioning.process import Process
from commissioning.records.record import Record
from commissioning.values.text import did_you_mean, spoken

Hook = Callable[[Any, Hint], Any]
Writer = Callable[[Any], Any]

_EMPTY: Final = (None, "", ())
_WORTH_LISTING: Final = 12


class Repeated(dict[str, Any]):
    """An object of a file in which some keys stand twice; JSON would keep the last one silently."""

    twice: tuple[str, ...] = ()


@lru_cache(maxsize=8)
def converter_for(process: Process) -> Converter:
    """The converter for a process's records, and for every value they hold."""
    made = Converter(detailed_validation=True, unstruct_collection_overrides={tuple: list})
    for scalar in SCALARS.values():
        made.register_structure_hook(scalar.kind, _scalar_hook(scalar))
        if not isinstance("", scalar.kind) and not issubclass(scalar.kind, int):
            made.register_unstructure_hook(scalar.kind, scalar.write)
    made.register_structure_hook_factory(attrs.has, _class_hook)
    made.register_unstructure_hook_factory(attrs.has, _class_writer)
    made.register_structure_hook_factory(is_row, _row_hook)
    made.register_structure_hook_factory(is_fixed_row, _fixed_row_hook)
    made.register_structure_hook_factory(is_choice, _choice_hook(process))
    made.register_unstructure_hook_factory(is_choice, _choice_writer(process))
    tags = {line.tag: line.record for line in process.steps}
    made.register_structure_hook_func(
        _is_record, _tagged_hook(made, tags, "record of this process")
    )
    made.register_unstructure_hook_func(_is_record, _tagged_writer(made, tags))
    return made


def _is_record(hint: Hint) -> bool:
    return hint is Record


def _scalar_hook(scalar: Scalar) -> Hook:
    kind, plain = scalar.kind, scalar.read

    def read(value: object, hint: Hint) -> object:
        if hint is not kind:  # the converter sends words of an enum here too, as they are text
            return read_member(hint, value)
        # text stands for itself: half of all fields are spared a second call
        return value if kind is str and type(value) is str else plain(value)

    return read


def _class_hook(cls: type, converter: Converter, *known: str) -> Hook:
    """Reads one class, and gathers what stands there that it does not know."""
    names = {*fields_of(cls), *known}
    inner: Hook = make_dict_structure_fn(
        cls, converter, _cattrs_forbid_extra_keys=False, _cattrs_detailed_validation=True
    )

    def read(value: object, _: Hint) -> object:
        if not isinstance(value, dict):
            raise Misread(f"{shown(value)} is not {_article(cls)}; write it as an object {{...}}")
        strange = list(_strange(value, cls, names))
        try:
            made = inner(value, cls)
        except ClassValidationError as error:
            raise error.derive([*error.exceptions, *strange]) from None
        if strange:
            raise ClassValidationError("strange keys", strange, cls)  # pyright: ignore[reportCallIssue]
        return made

    return read


def _strange(value: Mapping[str, Any], cls: type, names: set[str]) -> Iterable[Misread]:
    if not value.keys() <= names:
        for name in value.keys() - names:
            hint = did_you_mean(str(name), names) or "; take it out"
            yield Misread(f"{_article(cls)} has no such field{hint}", step(str(name)))
    if isinstance(value, Repeated):
        for name in value.twice:
            yield Misread("stands here more than once; keep the one that is right", step(name))


def _article(cls: type) -> str:
    word = spoken(cls)
    return f"an {word}" if word[0].lower() in "aeiou" else f"a {word}"


def _class_writer(cls: type, converter: Converter) -> Writer:
    fields_of(cls)
    left_out = {
        field.name: override(omit_if_default=True)
        for field in attrs.fields(cls)
        if any(field.default is empty or field.default == empty for empty in _EMPTY)
    }
    writer: Writer = make_dict_unstructure_fn(cls, converter, **left_out)  # type: ignore[arg-type]
    return writer


def _row_hook(hint: Hint, converter: Converter) -> Hook:
    (kind, _) = get_args(hint)
    inner = converter.get_structure_hook(kind)

    def read(value: object, _: Hint) -> object:
        if not isinstance(value, list):
            raise Misread(f"{shown(value)} is not a list; write [...], also round a single one")
        try:
            return tuple([inner(item, kind) for item in value])
        except Exception:  # whatever it is, each item is read again to say all that is wrong
            raise _all_misread(hint, [(inner, kind)] * len(value), value) from None

    return read


def _fixed_row_hook(hint: Hint, converter: Converter) -> Hook:
    parts = [(converter.get_structure_hook(kind), kind) for kind in get_args(hint)]

    def read(value: object, _: Hint) -> object:
        if not isinstance(value, list) or len(value) != len(parts):
            raise Misread(f"{shown(value)} is not a list of {len(parts)} things")
        try:
            return tuple(
                [inner(item, kind) for (inner, kind), item in zip(parts, value, strict=True)]
            )
        except Exception:
            raise _all_misread(hint, parts, value) from None

    return read


def _all_misread(
    hint: Hint, parts: list[tuple[Hook, Any]], items: list[Any]
) -> IterableValidationError:
    errors = []
    for number, ((inner, kind), item) in enumerate(zip(parts, items, strict=True)):
        try:
            inner(item, kind)
        except Exception as error:
            error.add_note(IterableValidationNote(f"item {number}", number, kind))
            errors.append(error)
    return IterableValidationError("misread items", errors, hint)  # pyright: ignore[reportCallIssue]


def _choice_hook(process: Process) -> Callable[[Hint, Converter], Hook]:
    def hook(hint: Hint, converter: Converter) -> Hook:
        tags = choices(hint, process.kinds)
        inner = _tagged_hook(converter, tags, "kind that belongs here")
        absent = may_be_absent(hint)

        def read(value: object, kind: Hint) -> object:
            return None if absent and value is None else inner(value, kind)

        return read

    return hook


def _tagged_hook(converter: Converter, tags: Mapping[str, type], what: str) -> Hook:
    hooks: dict[str, Hook] = {}

    def read(value: object, _: Hint) -> object:
        if not isinstance(value, dict):
            raise Misread(f'{shown(value)} is not a {what}; write an object {{"{TAG}": ...}}')
        tag = value.get(TAG)
        if tag is None:
            raise Misread(f"is missing; give {_listed(tags)}", step(TAG))
        if not isinstance(tag, str) or tag not in tags:
            hint = did_you_mean(str(tag), tags) or f"; give {_listed(tags)}"
            raise Misread(f"{shown(tag)} is not a {what}{hint}", step(TAG))
        if tag not in hooks:
            hooks[tag] = _class_hook(tags[tag], converter, TAG)
        return hooks[tag](value, tags[tag])

    return read


def _listed(tags: Mapping[str, type]) -> str:
    if len(tags) > _WORTH_LISTING:
        return f'one that `json_schema` lists, such as "{next(iter(tags))}"'
    return "one of " + ", ".join(f'"{tag}"' for tag in tags)


def _choice_writer(process: Process) -> Callable[[Hint, Converter], Writer]:
    return lambda hint, converter: _tagged_writer(converter, choices(hint, process.kinds))


def _tagged_writer(converter: Converter, tags: Mapping[str, type]) -> Writer:
    names = {cls: tag for tag, cls in tags.items()}

    def write(value: object) -> object:
        if value is None:
            return None
        return {TAG: names[type(value)], **converter.unstructure(value, type(value))}

    return write
