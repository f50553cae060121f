"""The JSON Schema of a file, made from the same annotations that the converter reads."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import getdoc
from typing import Final

import attrs

from commissioning.interchange import json, scalars
from commissioning.law.regimes.council import CouncilRules
from commissioning.process import Process
from commissioning.records.record import Record
from commissioning.values import families, shapes, text

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, object]


def json_schema(process: Process | None = None) -> dict[str, object]:
    """The JSON Schema (2020-12) of the files that `dumps` writes, for the process's records and kinds.

    It describes each record's own fields. What a record checks of itself in the domain's words, and
    the order of stages, only `loads` can tell.
    """
    return _Describer(process or Process.standard()).file()


def record_schema(kind: type[Record], process: Process | None = None) -> dict[str, object]:
    """The JSON Schema of one record as `dump_record` writes it. Raises `RecordError` for an unknown kind."""
    return _Describer(process or Process.standard()).record(kind)


def rules_schema() -> dict[str, object]:
    """The JSON Schema of the file that `dump_rules` writes, such as for an editor of text."""
    made = _Describer(Process.standard())
    return made.whole("A council's own rules", made.object(CouncilRules, format=json.FORMAT))


class _Describer:
    """Describes the classes of one process, each once."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.defined: dict[str, Schema] = {}
        self.first: dict[str, type] = {}
        """The first kind of the process with each tag; two families may use one tag."""
        for kind in process.kinds:
            self.first.setdefault(families.tag_of(kind), kind)

    def file(self) -> Schema:
        """The schema of a whole file."""
        return self.whole("A commissioning cycle", self.object(json.Document, format=json.FORMAT))

    def record(self, kind: type[Record]) -> Schema:
        """The schema of one record by itself."""
        step = self.process.step(kind)
        return self.whole(
            text.article(step.words).capitalize(), self.object(kind, **{scalars.TAG: step.tag})
        )

    def whole(self, title: str, root: Schema) -> Schema:
        """A schema that stands by itself, with all the definitions it points to."""
        defined = dict(sorted(self.defined.items()))
        return {"$schema": DIALECT, **root, "title": title, "$defs": defined}

    def field(self, shape: shapes.Shape) -> Schema:  # noqa: PLR0911  (one a shape)
        """The schema of one field; the classes it leads to are added to those defined."""
        match shape:
            case shapes.OrNone(inner):
                return {"anyOf": [self.field(inner), {"type": "null"}]}
            case shapes.Plain(kind):
                return dict(scalars.SCALARS[kind].schema)
            case shapes.OneOf(kind):
                return {"enum": [member.value for member in kind]}
            case shapes.ManyOf(part):
                said = {"minLength": 1} if part == shapes.Plain(str) else {}
                return {"type": "array", "items": self.field(part) | said}
            case shapes.Fixed(parts):
                inside = [self.field(part) for part in parts]
                return {
                    "type": "array", "prefixItems": inside, "items": False, "minItems": len(parts)
                }  # fmt: skip
            case shapes.OfClass(kind) if kind is Record:
                if "Record" not in self.defined:  # as in `reference`
                    self.defined["Record"] = {}
                    self.defined["Record"].update(self.one_of(scalars.choices(shape, self.process)))
                return {"$ref": "#/$defs/Record"}
            case shapes.OfClass(kind) if not scalars.choices(shape, self.process):
                return self.reference(kind.__name__, kind)
            case shapes.OfClass() | shapes.Either():
                return self.one_of(scalars.choices(shape, self.process))

    def reference(self, name: str, cls: type, **constant: str) -> Schema:
        """A pointer to the definition of a class, which is made when first needed."""
        family = families.family_of(cls)
        if family is not None and self.first.get(name, cls) is not cls:
            name = f"{name}-{families.tag_of(family)}"
        if name not in self.defined:
            self.defined[name] = {}  # so that a class that leads back to itself ends here
            self.defined[name].update(self.object(cls, **constant))
        return {"$ref": f"#/$defs/{name}"}

    def one_of(self, tags: Mapping[str, type]) -> Schema:
        """One of several classes, told apart by their tags."""
        return {
            "oneOf": [self.reference(tag, cls, **{scalars.TAG: tag}) for tag, cls in tags.items()]
        }

    def object(self, cls: type, **constant: str) -> Schema:
        """The schema of a class's own object; a key held constant has that one value."""
        properties: Schema = {
            name: {"title": name, "description": _CONSTANT[name], "const": value}
            for name, value in constant.items()
        }
        for name, shape in scalars.fields_of(cls).items():
            properties.setdefault(name, _explained(cls, name, shape) | self.field(shape))
        needed = [field.name for field in attrs.fields(cls) if field.default is attrs.NOTHING]
        return {
            "title": text.display_name(cls),
            "description": _first_words(cls),
            "type": "object",
            "properties": properties,
            "required": [*constant, *(name for name in needed if name not in constant)],
            "additionalProperties": False,
        }


_CONSTANT: Final = {
    scalars.TAG: "The kind of thing that the object is.",
    "format": "The form in which the file is written, with its number.",
}


def _explained(cls: type, name: str, shape: shapes.Shape) -> Schema:
    words = shapes.field_docs(cls).get(name) or _words_of(shape)
    title = {"title": name.replace("_", " ")}
    return {**title, "description": words} if words else {**title}


def _words_of(shape: shapes.Shape) -> str:
    """The description of the kind of value that a field holds, or of each in a row; empty for plain ones."""
    match shape:
        case shapes.OrNone(inner) | shapes.ManyOf(inner):
            return _words_of(inner)
        case shapes.OneOf(kind) | shapes.OfClass(kind):
            return _first_words(kind)
    return ""


def _first_words(cls: type) -> str:
    return (getdoc(cls) or "").split("\n\n")[0].replace("\n", " ")
