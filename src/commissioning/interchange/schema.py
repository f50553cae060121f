"""The JSON Schema of a file, made from the same annotations that the converter reads."""

from __future__ import annotations

from enum import Enum
from inspect import getdoc
from typing import Final, get_args

import attrs

from commissioning.interchange.hints import (
    TAG,
    Hint,
    alternatives,
    fields_of,
    is_choice,
    is_fixed_row,
    is_row,
    may_be_absent,
    tag_of,
)
from commissioning.interchange.json import FORMAT, Document
from commissioning.interchange.scalars import SCALARS
from commissioning.process import Process
from commissioning.records.record import Record

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, object]


def json_schema(process: Process | None = None) -> dict[str, object]:
    """The JSON Schema (2020-12) of the files that `dumps` writes, for the process's records.

    It describes each record's own fields. What a record checks of itself in the domain's words, and
    the order of stages, only `loads` can tell.
    """
    process = process or Process.standard()
    defined: dict[str, Schema] = {}
    tags = {step.tag: step.record for step in process.steps}
    defined["Record"] = _one_of(tags, defined)
    root = _object(Document, defined, format=FORMAT)
    return {
        "$schema": DIALECT,
        "title": "A commissioning cycle",
        **root,
        "$defs": dict(sorted(defined.items())),
    }


def _described(hint: Hint, defined: dict[str, Schema]) -> Schema:
    """The schema of one field; the classes it leads to are added to those defined."""
    if may_be_absent(hint):
        return {"anyOf": [_present(hint, defined), {"type": "null"}]}
    return _present(hint, defined)


def _present(hint: Hint, defined: dict[str, Schema]) -> Schema:
    kind = alternatives(hint)[0]
    made: Schema
    if is_choice(hint):
        made = _one_of({tag_of(cls): cls for cls in alternatives(hint)}, defined)
    elif kind in SCALARS:
        made = {**dict(SCALARS[kind].schema)}
    elif is_row(kind):
        made = {"type": "array", "items": _described(get_args(kind)[0], defined)}
    elif is_fixed_row(kind):
        parts = [_described(part, defined) for part in get_args(kind)]
        made = {"type": "array", "prefixItems": parts, "items": False, "minItems": len(parts)}
    elif issubclass(kind, Enum):
        made = {"enum": [member.value for member in kind]}
    elif kind is Record:
        made = {"$ref": "#/$defs/Record"}
    else:
        made = _reference(kind.__name__, kind, defined)
    return made


def _reference(name: str, cls: type, defined: dict[str, Schema], **constant: str) -> Schema:
    if name not in defined:
        defined[name] = {}  # so that a class that leads back to itself ends here
        defined[name].update(_object(cls, defined, **constant))
    return {"$ref": f"#/$defs/{name}"}


def _one_of(tags: dict[str, type], defined: dict[str, Schema]) -> Schema:
    return {"oneOf": [_reference(tag, cls, defined, **{TAG: tag}) for tag, cls in tags.items()]}


def _object(cls: type, defined: dict[str, Schema], **constant: str) -> Schema:
    """The schema of a class's own object; a key held constant has that one value."""
    properties: Schema = {name: {"const": value} for name, value in constant.items()}
    for name, hint in fields_of(cls).items():
        properties.setdefault(name, _described(hint, defined))
    needed = [field.name for field in attrs.fields(cls) if field.default is attrs.NOTHING]
    return {
        "description": (getdoc(cls) or "").split("\n\n")[0].replace("\n", " "),
        "type": "object",
        "properties": properties,
        "required": [*constant, *(name for name in needed if name not in constant)],
        "additionalProperties": False,
    }
