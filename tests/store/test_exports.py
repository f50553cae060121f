"""Exports: a cycle with its whole chain goes from store to store, and is read like any file from outside."""

import json
from datetime import date

import pytest

from commissioning.cycle import Cycle
from commissioning.errors import FormatError
from commissioning.findings.errors import StageOrderError
from commissioning.store import StaleVersion, Store

LATER, BY = date(2029, 1, 8), "officer-1"
NO_EXPORT = (
    'the export: it is not an export of a store; one says "commissioning-store/1" and has a key and '
    "entries"
)


@pytest.fixture
def exported(in_memory, home_care) -> str:
    """The export of a cycle that two officers recorded on."""
    stored = in_memory.save(home_care("needs"), entered=date(2021, 9, 1), by=BY)
    more = home_care("closure").records[1:]
    in_memory.save(stored.record(*more), entered=LATER, by="officer-2")
    return in_memory.export("home-care")


def test_export_is_taken_in_with_its_chain(exported, in_memory, store):
    """A council that moves to another database keeps the proof of what was entered when."""
    taken = store.import_(exported)
    assert taken == in_memory.load("home-care")
    assert store.history("home-care") == in_memory.history("home-care")
    assert store.export("home-care") == exported
    assert store.verify("home-care").broken_at is None


def test_export_that_is_there_already_is_one_entry(exported, in_memory, home_care):
    """Taking in the same archive twice changes nothing; another cycle of that name is refused."""
    assert in_memory.import_(exported) == in_memory.load("home-care")
    with Store.open("sqlite:///:memory:") as other:
        other.save(home_care("needs"), entered=LATER, by="somebody")
        with pytest.raises(StaleVersion):
            other.import_(exported)


def changed(text: str, entry: int, **fields: object) -> str:
    """The export with some fields of an entry changed by hand."""
    data = json.loads(text)
    data["entries"][entry].update(fields)
    return json.dumps(data)


@pytest.mark.parametrize(
    ("entry", "fields"),
    [(3, {"by": "officer-9"}), (2, {"entered": "2021-09-02"}), (1, {"hash": ""})],
)
def test_export_that_was_edited_is_refused_with_its_place(exported, store, entry, fields):
    """The proof must not be lost on the way."""
    with pytest.raises(FormatError) as caught:
        store.import_(changed(exported, entry, **fields))
    assert caught.value.problems == (
        f"$.entries[{entry}]: Entry {entry} of home-care is not what was entered",
    )
    assert store.keys() == ()


def test_export_of_an_imperfect_history_is_taken_only_when_asked(in_memory, store, small):
    """It is a file like any other: the order of stages is asked, unless somebody wants the history."""
    records = (small["needs"], small["go-live"])
    imperfect = Cycle.audit("Home care", records, reference="home-care").cycle
    in_memory.save(imperfect, entered=LATER, by=BY)
    text = in_memory.export("home-care")
    with pytest.raises(StageOrderError):
        store.import_(text)
    assert store.import_(text, audit=True).cycle == imperfect


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        '{"format": "commissioning-store/1", "key": "x", "entries": []}',
        '{"format": "commissioning-store/1", "key": "x", "entries": [{"doc": {}}]}',
        '{"format": "commissioning-store/1", "key": "x", "entries": "x"}',
        '{"format": "commissioning/1", "title": "Home care", "buyers": [], "records": []}',
    ],
)
def test_file_that_is_not_an_export_is_refused_in_words(in_memory, text):
    """Somebody will try it with the file of a cycle."""
    with pytest.raises(FormatError) as caught:
        in_memory.import_(text)
    assert str(caught.value) == NO_EXPORT


def test_export_under_another_name_is_refused(exported, in_memory):
    """The key is part of every hash; a cycle cannot be passed off as another."""
    data = json.loads(exported)
    with pytest.raises(FormatError, match="it is not an export"):
        in_memory.import_(json.dumps({**data, "key": "day-care"}))
