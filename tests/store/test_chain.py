"""The chain: whatever is changed, removed, moved or put in is found, and the first place is named."""

import json
import sqlite3
from contextlib import closing
from datetime import date
from hashlib import sha256

import pytest
from attrs import astuple

from commissioning.cycle import Cycle
from commissioning.errors import RecordError
from commissioning.records.needs import Need, NeedsAssessment
from commissioning.records.record import Learned
from commissioning.store import Store
from commissioning.store.chain import ChainEntry, chained, first_broken, link
from commissioning.store.database import StoreError

ENTERED, LATER = date(2022, 9, 12), date(2022, 9, 20)
BY = "officer-1"


@pytest.fixture
def kept(tmp_path, home_care):
    """A store with eight entries of a procurement, and a way to change them behind its back."""
    with Store.open(f"sqlite:///{tmp_path / 'cycles.db'}") as store:
        store.save(home_care("passed-a"), entered=ENTERED, by=BY)

        def tampered(*statements: str) -> Store:
            with closing(sqlite3.connect(tmp_path / "cycles.db", isolation_level=None)) as behind:
                for act in ("update", "delete"):
                    behind.execute(f"DROP TRIGGER record_{act}")
                    behind.execute(f"DROP TRIGGER cycle_{act}")
                for statement in statements:
                    behind.execute(statement)
            return store

        yield tampered


def forged(entries_before: int) -> str:
    """A statement that puts in an entry with a right hash, as somebody who knows the library could."""
    return f"""INSERT INTO record SELECT cycle, {entries_before}, kind, happened, known, entered, "by",
        doc, hash FROM record WHERE seq = {entries_before - 1}"""


CHANGES = {
    "document": ("UPDATE record SET doc = replace(doc, 'Alder', 'Birch') WHERE seq = 6", 6),
    "a_space_in_a_document": ("UPDATE record SET doc = doc || ' ' WHERE seq = 2", 2),
    "title": ("UPDATE record SET doc = replace(doc, 'Home', 'Day') WHERE seq = 0", 0),
    "day_entered": ("UPDATE record SET entered = '2022-09-11' WHERE seq >= 5", 5),
    "officer": ("UPDATE record SET \"by\" = 'officer-2' WHERE seq = 4", 4),
    "hash": ("UPDATE record SET hash = '' WHERE seq = 8", 8),
    "document_that_is_no_text": ("UPDATE record SET doc = x'ff' WHERE seq = 6", 6),
    "officer_that_is_no_text": ("UPDATE record SET \"by\" = x'ff' WHERE seq = 4", 4),
    "kind_beside_the_document": ("UPDATE record SET kind = 'go-live' WHERE seq = 3", 3),
    "day_beside_the_document": ("UPDATE record SET happened = '2020-01-01' WHERE seq = 3", 3),
    "first_entry_removed": ("DELETE FROM record WHERE seq = 0", 0),
    "entry_removed": ("DELETE FROM record WHERE seq = 5", 5),
    "last_entry_removed": ("DELETE FROM record WHERE seq = 8", 8),
    "entry_put_at_the_end": (forged(9), 9),
}
"""A change, and the first entry that it is found at."""


@pytest.mark.parametrize("change", CHANGES)
def test_change_behind_the_back_of_the_store_is_found_at_its_place(kept, change):
    """Whoever backdates an award in the database must not be able to deny it."""
    statement, place = CHANGES[change]
    verified = kept(statement).verify("home-care")
    assert verified.broken_at == place
    assert [finding.code for finding in verified.findings] == ["chain-broken"]
    assert verified.findings[0].blocks


def test_entry_that_is_no_json_can_still_be_exported(kept):
    """To export the cycle is what the finding says to do next."""
    store = kept("UPDATE record SET doc = '{half' WHERE seq = 6")
    assert json.loads(store.export("home-care"))["entries"][6]["doc"] == "{half"


ASKED = {
    "history": ("entered", 5, lambda store: store.history("home-care")),
    "history_of_the_days_beside": ("known", 3, lambda store: store.history("home-care")),
    "what_is_due": ("entered", 8, lambda store: store.keys(due_before=date(2030, 1, 1))),
    "rebuild": ("entered", 8, lambda store: store.rebuild()),
}


@pytest.mark.parametrize("question", ASKED)
def test_day_changed_into_no_day_is_refused_with_its_entry(kept, question):
    """A database that was changed by hand is the last place for a traceback."""
    column, place, ask = ASKED[question]
    store = kept(f"UPDATE record SET {column} = '31/02/2022' WHERE seq = {place}")
    entry = f"Entry {place}" if "history" in question else "The last entry of home-care"
    with pytest.raises(StoreError) as refused:
        ask(store)
    assert str(refused.value) == (
        f'{entry} has "31/02/2022" where a day was entered: somebody changed it. Export the cycle as it '
        "is, and compare it with a copy kept elsewhere."
    )


@pytest.mark.parametrize("column", ["happened", "known", "entered"])
def test_audit_finds_a_day_changed_into_no_day(kept, column):
    """An audit asks everything, the days beside the documents too, and can still be read."""
    loaded = kept(f"UPDATE record SET {column} = 'x' WHERE seq = 3").load("home-care", audit=True)
    assert [each.about for each in loaded.findings if each.code == "chain-broken"] == ["3"]


def test_cycle_whose_entries_were_all_removed_is_no_unknown_cycle(kept):
    """ "Did you mean" the very same name would send its reader looking for a slip."""
    with pytest.raises(StoreError) as refused:
        kept("DELETE FROM record").load("home-care")
    assert str(refused.value) == (
        "Every entry of home-care was removed. Put back a copy of the store."
    )


def test_removed_entry_whose_place_is_filled_is_found(kept):
    """Closing the gap does not hide it."""
    moved = "UPDATE record SET seq = seq - 1 WHERE seq > 5"
    assert kept("DELETE FROM record WHERE seq = 5", moved).verify("home-care").broken_at == 5


def test_two_entries_that_change_places_are_found(kept):
    """The order of an opening and a late tender decides whether the tender counts."""
    swap = [
        f"UPDATE record SET seq = {new} WHERE seq = {old}"
        for old, new in ((6, 99), (7, 6), (99, 7))
    ]
    assert kept(*swap).verify("home-care").broken_at == 6


def test_entry_put_in_between_is_found(kept):
    """An approval that was forgotten cannot be slipped in."""
    room = "UPDATE record SET seq = seq + 100 WHERE seq >= 4"
    back = "UPDATE record SET seq = seq - 99 WHERE seq >= 100"
    assert kept(room, forged(4), back).verify("home-care").broken_at == 4


def test_finding_says_which_entry_and_what_to_do(kept):
    """It is read by somebody who has to ring the monitoring officer."""
    verified = kept("DELETE FROM record WHERE seq = 5").verify("home-care")
    assert str(verified) == (
        "Entry 5 of home-care is missing. Export the cycle as it is, and compare it with a copy kept "
        "elsewhere."
    )


def test_untouched_chain_is_whole(kept, home_care):
    """The answer an auditor wants most of the time, with the hash to compare."""
    verified = kept().verify("home-care")
    assert (verified.records, verified.broken_at) == (8, None)
    first = str(verified).splitlines()[0]
    assert first == f"home-care: 8 records, the chain is whole ({verified.head})"


def test_whole_chain_put_in_the_place_of_another_is_found_by_what_is_kept_elsewhere(
    kept, home_care
):
    """Who can write to the database can write a new chain; not the head in the solicitor's safe."""
    store = kept()
    (_, records, head), *_ = store.heads().rows
    assert (records, store.verify("home-care", kept=(records, head)).broken_at) == (8, None)
    kept_elsewhere = (records, head)
    with Store.open("sqlite:///:memory:") as other:
        other.save(home_care("passed-a"), entered=ENTERED, by="officer-2")
        verified = other.verify("home-care", kept=kept_elsewhere)
        assert verified.broken_at == 8
        assert "is not the one whose hash was kept elsewhere" in str(verified)
        assert other.verify("home-care", kept=(9, head)).broken_at == 9
        with pytest.raises(RecordError, match="kept: give the number of records and the last hash"):
            other.verify("home-care", kept=head)


def test_broken_chain_loads_with_a_finding_and_every_gate_asked(kept):
    """A row that was put in must not pass for a record that was let in."""
    store = kept("DELETE FROM record WHERE seq = 3")
    loaded = store.load("home-care")
    assert [str(finding.code) for finding in loaded.findings][:2] == [
        "chain-broken",
        "missing-record",
    ]
    assert loaded.version == 7


def test_nothing_is_recorded_on_a_broken_chain(kept, small):
    """A new entry would seem to vouch for those before it."""
    store = kept("UPDATE record SET \"by\" = 'x' WHERE seq = 2")
    loaded = store.load("home-care").record(small["passed-b"])
    with pytest.raises(RecordError, match="Entry 2 of home-care is not what was entered"):
        store.save(loaded, entered=LATER, by=BY)


def test_entry_added_with_a_right_hash_is_found_while_the_table_of_standing_is_left(kept):
    """Somebody who knows how the chain is made must think of the second table too."""
    store = kept()
    last = store._entries("home-care")[-1]
    added = ChainEntry.after(last.hash, "home-care", 9, entered="2022-09-12", by="x", doc=last.doc)
    row = ", ".join(f"'{value}'" for value in ("home-care", *astuple(added)))
    verified = kept_again(store, f"INSERT INTO record VALUES ({row})").verify("home-care")
    assert verified.broken_at == 9
    assert "Entry 9 of home-care was not added by the library" in str(verified)
    store._database.rows("UPDATE standing SET seq = 9")
    assert store.verify("home-care").broken_at == 9
    store.rebuild()
    assert store.verify("home-care").broken_at is None


def kept_again(store: Store, statement: str) -> Store:
    """The store after a statement that no trigger stops."""
    store._database.rows(statement)
    return store


def test_hash_of_an_entry_is_that_of_the_test_vector():
    """Whoever checks a chain with a program of their own has this one to begin with."""
    doc = '{"format":"commissioning/1","on":"2022-09-12","type":"go-live"}'
    text = (
        '["","home-care",1,"2022-09-12","officer-1","{\\"format\\":\\"commissioning/1\\",'
        '\\"on\\":\\"2022-09-12\\",\\"type\\":\\"go-live\\"}"]'
    )
    hashed = link("", "home-care", 1, entered="2022-09-12", by="officer-1", doc=doc)
    assert hashed == sha256(text.encode()).hexdigest()
    assert hashed == "60f88d62c9c7191ece462ef2085382bba8a7f8a19275f7f1005e6deaa329395a"
    assert json.loads(text)[5] == doc


def test_entry_of_an_earlier_day_among_later_ones_is_found_though_its_hash_is_right():
    """Whoever can compute hashes could else enter an award for last month."""
    docs = [{"format": "commissioning/1", "on": "2022-09-01", "type": "go-live"}] * 2
    (first,) = chained("", "x", 0, docs[:1], entered="2022-09-12", by=BY)
    (second,) = chained(first.hash, "x", 1, docs[1:], entered="2022-09-11", by=BY)
    finding = first_broken("x", (first, second))
    assert finding is not None
    assert finding.message == "Entry 1 of x was entered on an earlier day than the entry before it"


# Entered after the day


def test_records_entered_after_their_day_are_a_finding_for_each_time(kept):
    """An approval of March that was entered in April may be true, and will be asked about."""
    (finding,) = kept().verify("home-care").findings
    assert (finding.code, finding.blocks, finding.about) == ("back-dated", False, "home-care")
    assert str(finding) == (
        "8 records that officer-1 entered on 12 September 2022 are dated earlier and do not say when "
        "they were learned: needs assessment of 1 September 2021, procurement strategy of 9 March 2022, "
        "approval to procure of 9 March 2022, specification of 4 April 2022, ssq of 11 July 2022 and "
        "3 more. Keep the papers that show the days; say from now on when a fact was learned late."
    )


@pytest.mark.parametrize(
    ("on", "learned", "found"),
    [
        (ENTERED, None, 0),
        (date(2022, 9, 11), None, 1),
        (date(2022, 9, 11), Learned(on=ENTERED, because="the minutes came"), 0),
        (date(2022, 9, 11), Learned(on=date(2022, 9, 11), because="at the meeting"), 0),
    ],
)
def test_record_entered_on_its_day_or_with_the_day_it_was_learned_is_no_finding(
    in_memory, on, learned, found
):
    """Whoever says openly that something came late has hidden nothing."""
    need = Need(reference="n", words='the word "learned": in a need')
    record = NeedsAssessment(on=on, needs=(need,), learned=learned)
    cycle = Cycle.audit("Home care", [record], reference="home-care").cycle
    in_memory.save(cycle, entered=ENTERED, by=BY)
    findings = in_memory.verify("home-care").findings
    assert len(findings) == found
    assert all("One record that officer-1 entered" in str(finding) for finding in findings)


def test_entry_is_written_as_an_officer_would_say_it():
    """It stands in the message to the second of two officers."""
    doc = '{"format":"commissioning/1","on":"2022-09-12","type":"go-live"}'
    entry = ChainEntry.after("", "home-care", 1, entered="2022-09-13", by="officer-1", doc=doc)
    assert str(entry) == "go live of 12 September 2022, entered on 13 September 2022 by officer-1"
