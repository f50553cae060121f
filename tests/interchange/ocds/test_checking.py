"""Whether data is OCDS, without a network."""

import sys
from typing import ClassVar

import pytest

from commissioning.errors import FormatError
from commissioning.interchange.ocds import check
from commissioning.interchange.ocds.checking import fields_of
from commissioning.interchange.ocds.fields import CODES, OBJECTS

MOMENT = "which is not a date and time such as 2025-03-31T23:59:59Z"


def test_a_sound_process_has_no_fault(process):
    """Whatever else it lacks, it can be loaded by every tool for OCDS."""
    assert check(process) == ()
    assert check({"releases": process}) == ()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"tender": {"id": "1", "status": "open"}},
            'tender.status is "open", which is not one of planning, planned, '
            "active, cancelled, unsuccessful, complete or withdrawn",
        ),
        (
            {"tender": {"id": "1", "status": "activ"}},
            'tender.status is "activ", which is not one of planning, planned, '
            'active, cancelled, unsuccessful, complete or withdrawn; did you mean "active"?',
        ),
        ({"tender": {}}, "tender.id is missing"),
        (
            {"tender": {"id": ""}},
            'tender.id is "", which is not an identifier: text or a whole number',
        ),
        (
            {"tender": {"id": True}},
            "tender.id is True, which is not an identifier: text or a whole number",
        ),
        ({"tender": [1]}, "tender is [1], which is not an object"),
        ({"tender": None}, "tender is null"),
        ({"date": "2025-03-31"}, f'date is "2025-03-31", {MOMENT}'),
        ({"date": "2025-02-31T00:00:00Z"}, f'date is "2025-02-31T00:00:00Z", {MOMENT}'),
        ({"initiationType": "gift"}, 'initiationType is "gift", which is not "tender"'),
        ({"awards": {"id": "1"}}, "awards is an object, which is not a list"),
        ({"tag": []}, "tag is an empty list"),
        ({"awards": [{"id": "1"}, {"id": "1"}]}, "awards has the same item twice"),
        (
            {"awards": [{"id": "1", "value": {"amount": "5"}}]},
            'awards[0].value.amount is "5", which is not a number',
        ),
        (
            {"awards": [{"id": "1", "value": {"currency": "gbp"}}]},
            'awards[0].value.currency is "gbp", which is not a currency such as GBP',
        ),
        (
            {"parties": [{"id": "1", "address": {"country": "Wales"}}]},
            'parties[0].address.country is "Wales", which is not a country such as GB',
        ),
        (
            {"planning": {"documents": [{"id": "1", "url": "not here"}]}},
            'planning.documents[0].url is "not here", which is not an address such as https://example.org/1',
        ),
        (
            {"tender": {"id": "1", "lots": [{"id": "1", "suitability": {}}]}},
            "tender.lots[0].suitability is an empty object",
        ),
        ({"title": "x" * 80, "description": 5}, "description is 5, which is not text"),
    ],
)
def test_each_fault_is_one_sentence_with_its_place(one, fields, message):
    """The officer who wrote the notice must find the field."""
    (fault,) = check({**one("tender"), **fields})
    assert fault.message == f"Field {message}"
    assert fault.code == "not-valid-ocds"
    assert not fault.blocks


def test_a_field_that_the_standard_does_not_know_is_allowed(one):
    """Every portal adds its own, and the standard says that it may."""
    assert check(one("tender", myField=[1], tender={"id": 7, "mine": None})) == ()


def test_one_and_true_are_not_the_same_item(one):
    """Python takes them for equal; JSON does not."""
    details = [{"id": "1", "value": 1}, {"id": "1", "value": True}]
    responses = [{**each, "requirement": {"id": "r"}} for each in details]
    assert (
        check(one("tender", bids={"details": [{"id": "B", "requirementResponses": responses}]}))
        == ()
    )


def test_a_fault_of_one_release_of_several_says_which(one):
    """A package of a day has hundreds."""
    (fault,) = check([one("tender"), {"tag": ["tender"], **one("oops")}])
    assert fault.message.startswith(
        'Field releases[1].tag[0] is "oops", which is not one of planning, '
    )


def test_file_without_a_release_is_refused():
    """Nothing is wrong with a file that says nothing; it is the wrong file."""
    with pytest.raises(FormatError):
        check({"lots": []})


def test_every_type_of_the_table_is_known():
    """A slip in a row of the table would fail only where a notice has that field."""
    for name in OBJECTS:
        for field in fields_of(name).values():
            kind = field.type
            if kind.startswith("{"):
                assert kind[1:-1] in OBJECTS
            elif kind.startswith("@"):
                assert kind[1:] in {*CODES, "currency", "country"}
            else:
                (fault,) = [*check(_with(name, field.name))] or (None,)
                assert fault is None or fault.code == "not-valid-ocds"


def _with(name, field):
    """A release is the only object that is checked from the top; the others are known by their types."""
    base = {
        "ocid": "1",
        "id": "1",
        "date": "2025-03-31T23:59:59Z",
        "tag": ["tender"],
        "initiationType": "tender",
    }
    return {**base, **({field: object()} if name == "Release" and field not in base else {})}


class TestAgainstASchema:
    @pytest.fixture(autouse=True)
    def _validator(self):
        pytest.importorskip("jsonschema_rs")

    SCHEMA: ClassVar = {"type": "object", "properties": {"tender": {"required": ["title"]}}}

    def test_a_release_is_held_against_the_schema_that_is_given(self, one):
        """A publisher's own extension may ask for more than the standard does."""
        (fault,) = check([one("tender", tender={"id": "1"})], self.SCHEMA)
        assert fault.message == 'Field tender breaks the schema: "title" is a required property'
        assert check([one("tender", tender={"id": "1", "title": "Care"})], self.SCHEMA) == ()

    def test_a_fault_of_the_whole_release_has_words_for_its_place(self, one):
        """A path of nothing would read as a slip."""
        (fault,) = check([one("tender")], {"required": ["language"]})
        assert fault.message.startswith("Field of the release breaks the schema:")

    @pytest.mark.parametrize(
        ("schema", "words"),
        [
            ({"type": 7}, "7 is not valid under any of the schemas listed in the 'anyOf' keyword"),
            (
                {"$ref": "https://example.org/x"},
                "lies elsewhere; give a schema that holds all it refers to",
            ),
        ],
    )
    def test_a_schema_that_is_none_is_refused_and_nothing_is_fetched(self, one, schema, words):
        """A check that reaches for the network stops where there is none."""
        with pytest.raises(FormatError, match="the schema") as refused:
            check([one("tender")], schema)
        assert words in str(refused.value)

    def test_the_package_that_is_missing_is_named(self, one, monkeypatch):
        """Whoever reads the message must know what to install."""
        monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
        with pytest.raises(ImportError, match="install the package jsonschema-rs"):
            check([one("tender")], self.SCHEMA)
