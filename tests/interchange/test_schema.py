"""The JSON Schema of a file: what another tool is held to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from commissioning.casebook import lewisham
from commissioning.interchange import dumps, json_schema, rules_schema, to_dict
from commissioning.process import Process


def properties(schema: object) -> Iterator[tuple[str, object]]:
    """Every property that a definition describes, with its own schema."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {}).items()


def words(schema: object) -> Iterator[str]:
    """The words of every enum within a schema."""
    if isinstance(schema, dict):
        yield from schema.get("enum", ())
        for inner in schema.values():
            yield from words(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from words(inner)


def names() -> Iterator[str]:
    """Every name and word that a file may hold, one a line."""
    schema: Any = json_schema()
    rules: Any = rules_schema()
    files = {"file": schema, "rules": rules}
    for definition, inner in {**files, **rules["$defs"], **schema["$defs"]}.items():
        for name, described in properties(inner):
            yield f"{definition} . {name}"
            yield from (f"{definition} . {name} = {word}" for word in words(described))


def test_no_name_in_the_format_is_lost(golden: Callable[..., None]) -> None:
    """A class, field or word that is renamed must keep its old name in files already written.

    Names may be added. One that was never in a release may be taken back, by writing the list anew.
    """
    golden(
        "names-in-files.txt", "".join(f"{line}\n" for line in sorted(set(names()))), may_grow=True
    )


def test_schema_has_every_record_of_the_process() -> None:
    """The schema grows with the table, without anybody remembering."""
    schema: Any = json_schema()
    tags = [line["$ref"].removeprefix("#/$defs/") for line in schema["$defs"]["Record"]["oneOf"]]
    assert tags == [step.tag for step in Process.standard().steps]
    for tag in tags:
        kind = schema["$defs"][tag]["properties"]["type"]
        assert (kind["const"], kind["title"]) == (tag, "type")


def test_every_property_has_a_title_and_the_words_of_its_class() -> None:
    """A form drawn from the schema needs labels and help, and both are written once, with the field."""
    schema: Any = json_schema()
    named = {
        f"{name}.{field}": described
        for name, inner in schema["$defs"].items()
        for field, described in properties(inner)
    }
    assert [where for where, described in named.items() if not described.get("title")] == []  # type: ignore[attr-defined]
    late: Any = named["selection-response.late_because"]
    assert late["title"] == "late because"
    assert late["description"] == "Why a response after the deadline is considered all the same."
    assert schema["$defs"]["selection-response"]["title"] == "selection response"
    assert schema["title"] == "A commissioning cycle"
    described = sum("description" in each for each in named.values())  # type: ignore[operator]
    assert described > len(named) * 3 / 4
    outcome: Any = named["selection-assessment.outcome"]
    assert outcome["description"] == "The result of assessing a selection response."


def test_file_of_the_main_story_fits_the_schema() -> None:
    """The main job's own file, checked by a validator that knows nothing of the library."""
    rs = pytest.importorskip("jsonschema_rs")
    validator = rs.validator_for(json_schema())
    story = json.loads(dumps(lewisham.cycle()))
    assert [error.message for error in validator.iter_errors(story)] == []
    assert not validator.is_valid({**story, "format": "commissioning/2"})
    assert not validator.is_valid({**story, "colour": "blue"})
    assert not validator.is_valid({name: value for name, value in story.items() if name != "title"})


def test_schema_is_a_valid_json_schema() -> None:
    """A schema with a slip in it would let everything through."""
    rs = pytest.importorskip("jsonschema_rs")
    assert rs.meta.is_valid(json_schema())


def test_schema_has_no_field_for_private_data() -> None:
    """People are references and the capacity in which they sit; a file has no field for more."""
    private = {"email", "phone", "address", "postcode", "birth", "nhs_number", "surname", "person"}
    schema: Any = json_schema()
    found = [(name, p) for name, inner in schema["$defs"].items() for p, _ in properties(inner)]
    assert not {name for _, name in found} & private
    people = {where for where, name in found if name == "constituency"}
    assert people
    assert not {(where, name) for where, name in found if where in people and name == "name"}


def test_panel_member_is_written_as_a_reference() -> None:
    """Who sat on a panel is not the business of whoever receives the file."""
    panels = [r for r in to_dict(lewisham.cycle())["records"] if r["type"] == "panel"]  # type: ignore[attr-defined]
    assert panels
    for panel in panels:
        for member in panel["members"]:
            assert set(member) <= {"reference", "constituency", "chair", "scores"}
