"""The three rules of merging, on which every fact that is read rests."""

from functools import reduce

from commissioning.interchange.ocds.seen import by_process, merged


def test_items_of_a_list_are_matched_by_id():
    """An update of an award holds its id and what has changed."""
    before = {"awards": [{"id": "A", "status": "pending"}, {"id": "B"}]}
    after = merged(before, {"awards": [{"id": "A", "value": {"amount": 1}}, {"id": 3}]})
    assert after == {
        "awards": [{"id": "A", "status": "pending", "value": {"amount": 1}}, {"id": "B"}, {"id": 3}]
    }
    assert before == {"awards": [{"id": "A", "status": "pending"}, {"id": "B"}]}


def test_list_without_ids_is_replaced_whole():
    """Criteria and addresses have no id; appended they would double with each notice."""
    assert merged({"x": [{"a": 1}, {"a": 2}]}, {"x": [{"a": 3}]}) == {"x": [{"a": 3}]}
    assert merged({"x": ["a"]}, {"x": ["b"]}) == {"x": ["b"]}
    assert merged({"x": [{"id": 1}]}, {"x": []}) == {"x": []}


def test_list_that_the_standard_replaces_whole_is():
    """Further classifications have ids, and are a list that stands or falls together."""
    before = {"additionalClassifications": [{"id": "1"}]}
    new = {"additionalClassifications": [{"id": "2"}]}
    assert merged(before, new) == new


def test_null_removes():
    """That is how a notice takes something back."""
    assert merged({"a": 1, "b": {"c": 2, "d": 3}}, {"a": None, "b": {"c": None}}) == {"b": {"d": 3}}


def test_object_is_merged_field_by_field_and_a_text_gives_way_to_it():
    """Portals have changed a text into an object; the newest counts."""
    assert merged({"a": {"b": 1}}, {"a": {"c": 2}}) == {"a": {"b": 1, "c": 2}}
    assert merged({"a": "text"}, {"a": {"c": 2}}) == {"a": {"c": 2}}
    assert merged({"a": "text"}, {"a": [{"id": 1, "b": None}]}) == {"a": [{"id": 1}]}


def test_releases_are_merged_oldest_first_whatever_their_order():
    """A file lists them as it likes; moments are compared, with their zones."""
    releases = [
        {"ocid": "1", "id": "b", "date": "2024-07-01T09:30:00+01:00", "title": "second"},
        {"ocid": "1", "id": "a", "date": "2024-07-01T08:00:00Z", "title": "first"},
        {"ocid": "2", "id": "c", "date": "no day"},
    ]
    groups = by_process(releases)
    assert [each["id"] for each in groups["1"]] == ["a", "b"]
    assert reduce(merged, groups["1"], {})["title"] == "second"
    assert merged({}, *groups["2"]) == {"ocid": "2"}
