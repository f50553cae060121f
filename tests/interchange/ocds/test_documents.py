"""Whether data is OCDS, without a network."""

import sys
from typing import ClassVar

import pytest

from commissioning.errors import FormatError
from commissioning.interchange.ocds import check, read
from commissioning.interchange.ocds.documents import fields_of
from commissioning.interchange.ocds.fields import CODES, OBJECTS

PACKAGE = {
    "uri": "https://example.org/1", "version": "1.1", "publishedDate": "2026-01-31T09:00:00Z",
    "publisher": {"name": "Lewisham"},
}  # fmt: skip
LINK = {"url": "https://example.org/1#1", "date": "2026-01-31T09:00:00Z", "tag": ["tender"]}
MOMENT = "which is not a date and time such as 2025-03-31T23:59:59Z"


def test_sound_process_has_no_fault(process):
    """Whatever else it lacks, it can be loaded by every tool for OCDS."""
    assert check(process) == ()
    assert check({**PACKAGE, "releases": process}) == ()
    record = {"ocid": process[0]["ocid"], "releases": process, "compiledRelease": process[-1]}
    assert check({**PACKAGE, "records": [record]}) == ()


@pytest.mark.parametrize(
    ("package", "messages"),
    [
        (
            {"releases": [LINK, 1]},
            ["Field releases[1] is 1, which is not a release, a record or a package"],
        ),
        ({"version": 1.1}, ['Field version is 1.1, which is not text such as "1.1"']),
        ({"publisher": {}}, ["Field publisher.name is missing"]),
        (
            {"records": [{"ocid": "1", "releases": [{**LINK, "date": "May"}]}]},
            [f'Field records[0].releases[0].date is "May", {MOMENT}'],
        ),
        (
            {"records": [{"ocid": "1", "releases": [LINK], "compiledRelease": {"ocid": "1"}}]},
            [
                f"Field records[0].compiledRelease.{name} is missing"
                for name in ("id", "date", "tag", "initiationType")
            ],
        ),
    ],
)
def test_fault_of_a_package_a_record_or_a_link_is_named_by_its_place(one, package, messages):
    """A portal refuses the whole file for what is wrong around the releases."""
    found = check({**PACKAGE, "releases": [one("tender")], **package})
    assert [each.message for each in found] == messages


def test_record_package_that_only_links_to_its_releases_is_checked_and_not_read():
    """Nothing of the process is in the file; whoever reads it must know where it is."""
    file = {**PACKAGE, "records": [{"ocid": "1", "releases": [LINK]}]}
    assert check(file) == ()
    with pytest.raises(FormatError, match="fetch them from the addresses it gives"):
        read(file)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "no release found: its list is empty"),
        ({**PACKAGE, "releases": []}, "no release found: its list is empty"),
        ({"lots": []}, "no release found; give a release"),
        ([1, "x"], "no release found; give a release"),
        (None, "no release found; give a release"),
        ("5", "no release found; give a release"),
        ({"format": "commissioning/1", "records": []}, "no release found"),
        ({"format": "commissioning/1", "title": "x"}, "of a cycle, write the releases first"),
    ],
)
def test_data_without_a_release_is_refused_with_the_reason(data, words):
    """An empty day, a wrong file and a cycle are three different errands."""
    for asked in (check, read):
        with pytest.raises(FormatError, match=words):
            asked(data)


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
        ({"date": "31 March\t2025\u200b"}, f'date is "31 March 2025", {MOMENT}'),
    ],
)
def test_each_fault_is_one_sentence_with_its_place(one, fields, message):
    """The officer who wrote the notice must find the field."""
    (fault,) = check({**one("tender"), **fields})
    assert fault.message == f"Field {message}"
    assert fault.code == "not-valid-ocds"
    assert not fault.blocks


def test_field_that_the_standard_does_not_know_is_allowed(one):
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


def test_depth_beyond_any_release_is_refused(one):
    """Hundreds of brackets in a list whose items are compared ended in a traceback."""
    deep: object = "deep"
    for _ in range(3000):
        deep = {"note": deep}
    with pytest.raises(FormatError, match="deeper than any release has"):
        check(one("award", awards=[{"id": "1", "note": deep}]))


def test_fault_of_one_release_of_several_says_which(one):
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

    def test_release_is_held_against_the_schema_that_is_given(self, one):
        """A publisher's own extension may ask for more than the standard does."""
        (fault,) = check([one("tender", tender={"id": "1"})], self.SCHEMA)
        assert (
            fault.message
            == 'Field releases[0].tender breaks the schema: "title" is a required property'
        )
        assert check([one("tender", tender={"id": "1", "title": "Care"})], self.SCHEMA) == ()

    def test_signs_that_do_not_print_are_left_out_of_the_fault(self, one):
        """The report refused them itself, so one such sign hid every fault of the file."""
        released = one("tender", tender={"a\u200bb": "c\u200bd"})
        (fault,) = check(
            released, {"properties": {"tender": {"additionalProperties": {"type": "null"}}}}
        )
        assert fault.message == 'Field tender.ab breaks the schema: "cd" is not of type "null"'
        assert fault.about == "tender.ab"

    def test_fault_of_the_whole_release_has_words_for_its_place(self, one):
        """A path of nothing would read as a slip."""
        (fault,) = check(one("tender"), {"required": ["language"]})
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
    def test_schema_that_is_none_is_refused_and_nothing_is_fetched(self, one, schema, words):
        """A check that reaches for the network stops where there is none."""
        with pytest.raises(FormatError, match="the schema") as refused:
            check([one("tender")], schema)
        assert words in str(refused.value)

    def test_package_that_is_missing_is_named(self, one, monkeypatch):
        """Whoever reads the message must know what to install."""
        monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
        with pytest.raises(ImportError, match="install the package jsonschema-rs"):
            check([one("tender")], self.SCHEMA)
