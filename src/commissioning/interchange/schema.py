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
    choices,
    fields_of,
    is_choice,
    is_fixed_row,
    is_row,
    may_be_absent,
)
from commissioning.interchange.json import FORMAT, Document
from commissioning.interchange.scalars import SCALARS
from commissioning.process import Process
from commissioning.records.record import Record

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, object]


def json_schema(process: Process | None = None) -> dict[str, object]:
    """The JSON Schema (2020-12) of the files that `dumps` writes, for the process's records and kinds.

    It describes each record's own fields. What a record checks of itself in the domain's words, and
    the order of stages, only `loads` can tell.
    """
    return _Describer(process or Process.standard()).file()


class _Describer:
    """Describes the classes of one process, each once."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.defined: dict[str, Schema] = {}

    def file(self) -> Schema:
        """The schema of a whole file."""
        tags = {step.tag: step.record for step in self.process.steps}
        self.defined["Record"] = self.one_of(tags)
        root = self.object(Document, format=FORMAT)
        return {
            "$schema": DIALECT,
            "title": "A commissioning cycle",
            **root,
            "$defs": dict(sorted(self.defined.items())),
        }

    def field(self, hint: Hint) -> Schema:
        """The schema of one field; the classes it leads to are added to those defined."""
        present = self.present(hint)
        return {"anyOf": [present, {"type": "null"}]} if may_be_absent(hint) else present

    def present(self, hint: Hint) -> Schema:
        """The schema of a field that is not empty."""
        kind = alternatives(hint)[0]
        made: Schema
        if is_choice(hint):
            made = self.one_of(choices(hint, self.process.kinds))
        elif kind in SCALARS:
            made = {**dict(SCALARS[kind].schema)}
        elif is_row(kind):
            made = {"type": "array", "items": self.field(get_args(kind)[0])}
        elif is_fixed_row(kind):
            parts = [self.field(part) for part in get_args(kind)]
            made = {"type": "array", "prefixItems": parts, "items": False, "minItems": len(parts)}
        elif issubclass(kind, Enum):
            made = {"enum": [member.value for member in kind]}
        elif kind is Record:
            made = {"$ref": "#/$defs/Record"}
        else:
            made = self.reference(kind.__name__, kind)
        return made

    def reference(self, name: str, cls: type, **constant: str) -> Schema:
        """A pointer to the definition of a class, which is made when first needed."""
        if name not in self.defined:
            self.defined[name] = {}  # so that a class that leads back to itself ends here
            self.defined[name].update(self.object(cls, **constant))
        return {"$ref": f"#/$defs/{name}"}

    def one_of(self, tags: dict[str, type]) -> Schema:
        """One of several classes, told apart by their tags."""
        return {"oneOf": [self.reference(tag, cls, **{TAG: tag}) for tag, cls in tags.items()]}

    def object(self, cls: type, **constant: str) -> Schema:
        """The schema of a class's own object; a key held constant has that one value."""
        properties: Schema = {name: {"const": value} for name, value in constant.items()}
        for name, hint in fields_of(cls).items():
            properties.setdefault(name, self.field(hint))
        needed = [field.name for field in attrs.fields(cls) if field.default is attrs.NOTHING]
        return {
            "description": (getdoc(cls) or "").split("\n\n")[0].replace("\n", " "),
            "type": "object",
            "properties": properties,
            "required": [*constant, *(name for name in needed if name not in constant)],
            "additionalProperties": False,
        }
