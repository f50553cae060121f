"""The store: what is saved loads equal, two officers cannot overwrite each other, nothing is kept half."""

import pickle
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from commissioning.cycle import Cycle
from commissioning.errors import CommissioningError, FormatError, RecordError
from commissioning.findings.citation import Citation
from commissioning.law.regimes.council import CouncilRules
from commissioning.process import Process, Step, during
from commissioning.records.approval import ApprovalToProcure
from commissioning.records.live import GoLive
from commissioning.records.needs import NeedsAssessment
from commissioning.records.parties import Authority
from commissioning.records.record import Record
from commissioning.stages import Stage
from commissioning.store import NoStoreError, StaleVersion, Store, Stored, StoreError
from commissioning.store.database import Database
from commissioning.values.frozen import frozen

MONDAY, TUESDAY, LATER = date(2022, 9, 12), date(2022, 9, 13), date(2029, 1, 8)
FIRST, SECOND = "officer-1", "officer-2"


def test_saved_cycle_loads_equal(store, home_care):
    """A database that gives back anything else than what was put in is worth nothing."""
    cycle = home_care("closure")
    saved = store.save(cycle, entered=LATER, by=FIRST)
    loaded = store.load("home-care")
    assert (loaded.cycle, loaded.cycle.stages) == (cycle, cycle.stages)
    assert loaded == saved
    assert loaded.version == len(cycle.records)
    assert repr(loaded) == "<Stored home-care: 35 records, 0 to save>"


def test_everything_about_a_cycle_is_kept(store):
    """The buyers and the cycle it follows decide the law and the register as records do."""
    lewisham = Authority(reference="lewisham", name="London Borough of Lewisham")
    cycle = Cycle("Home care", buyers=(lewisham,), reference="hc-2", follows="hc-1")
    store.save(cycle, entered=MONDAY, by=FIRST)
    loaded = store.load("hc-2")
    assert loaded.cycle == cycle
    assert loaded.version == 0
    assert store.save(loaded, entered=TUESDAY, by=SECOND) == loaded


def test_records_are_added_to_what_is_loaded(store, home_care, small):
    """The tool of a council loads, records and saves at every click."""
    store.save(home_care("needs"), entered=MONDAY, by=FIRST)
    for name in ("strategy", "permission"):
        recorded = store.load("home-care").record(small[name])
        assert recorded.added == (small[name],)
        store.save(recorded, entered=TUESDAY, by=SECOND)
    assert store.load("home-care").cycle == home_care("permission")
    assert [row["by"] for row in store.history("home-care").to_dicts()] == [
        FIRST, FIRST, SECOND, SECOND,
    ]  # fmt: skip


def test_cycle_that_another_has_recorded_on_is_refused_with_what_they_recorded(
    store, home_care, small
):
    """Two officers with the same cycle open must not overwrite each other in silence."""
    store.save(home_care("needs"), entered=MONDAY, by=FIRST)
    mine, theirs = store.load("home-care"), store.load("home-care")
    store.save(theirs.record(small["strategy"], small["permission"]), entered=TUESDAY, by=SECOND)
    with pytest.raises(StaleVersion) as caught:
        store.save(mine.record(small["specification"]), entered=TUESDAY, by=FIRST)
    error = caught.value
    assert (error.key, error.expected, error.found) == ("home-care", 1, 3)
    assert str(error) == (
        "home-care has changed: you loaded 1 record, the store holds 3. "
        "Load it again and record on that.\n"
        "  - procurement strategy of 9 March 2022, entered on 13 September 2022 by officer-2\n"
        "  - approval to procure of 9 March 2022, entered on 13 September 2022 by officer-2"
    )
    assert pickle.loads(pickle.dumps(error)).others == error.others
    assert store.load("home-care").version == 3


def test_long_list_of_what_another_recorded_is_cut_short(in_memory, home_care):
    """Thirty lines in a message hide the one instruction."""
    in_memory.save(home_care("closure"), entered=LATER, by=FIRST)
    with pytest.raises(StaleVersion, match=r"by officer-1\n  - and 31 more$"):
        in_memory.save(home_care("needs"), entered=LATER, by=SECOND)


def test_same_command_twice_is_one_entry(store, home_care, small):
    """A tool whose connection broke tries again, and must not record everything twice."""
    cycle = home_care("needs")
    once = store.save(cycle, entered=MONDAY, by=FIRST)
    assert store.save(cycle, entered=MONDAY, by=FIRST) == once
    command = once.record(small["strategy"])
    store.save(command, entered=TUESDAY, by=SECOND)
    assert store.save(command, entered=TUESDAY, by=SECOND).version == 2
    assert len(store.history("home-care").rows) == 3


@pytest.mark.parametrize(("entered", "by"), [(TUESDAY, FIRST), (MONDAY, SECOND)])
def test_same_record_by_another_or_on_another_day_is_another_command(
    in_memory, home_care, entered, by
):
    """Who recorded an award is a fact; the second of two must learn that it was not them."""
    in_memory.save(home_care("needs"), entered=MONDAY, by=FIRST)
    with pytest.raises(StaleVersion):
        in_memory.save(home_care("needs"), entered=entered, by=by)


def test_another_cycle_under_a_reference_that_is_taken_is_told_so(in_memory, home_care):
    """Whoever loads it again, as was advised, would record on the cycle of somebody else."""
    in_memory.save(home_care("needs"), entered=MONDAY, by=FIRST)
    with pytest.raises(StaleVersion) as caught:
        in_memory.save(home_care(""), entered=MONDAY, by=SECOND)
    assert str(caught.value).splitlines()[0] == (
        "home-care is in the store already. If yours is another cycle, give it a reference of its own; "
        "else load this one and record on it."
    )


def test_cycle_that_the_store_has_lost_is_not_begun_in_the_middle(in_memory, home_care, small):
    """A database restored from an old copy lacks records that somebody still has on the screen."""
    with Store.open("sqlite:///:memory:") as other:
        loaded = other.save(home_care("needs"), entered=MONDAY, by=FIRST)
    with pytest.raises(StaleVersion, match="you loaded 1 record, the store holds 0"):
        in_memory.save(loaded.record(small["strategy"]), entered=TUESDAY, by=FIRST)


def test_record_is_not_added_after_a_gap(in_memory, home_care, small):
    """A copy of last week holds fewer records than somebody has on the screen."""
    with Store.open("sqlite:///:memory:") as newer:
        first = newer.save(home_care("needs"), entered=MONDAY, by=FIRST)
        second = newer.save(first.record(small["strategy"]), entered=MONDAY, by=FIRST)
    in_memory.save(home_care("needs"), entered=MONDAY, by=FIRST)
    with pytest.raises(StaleVersion, match="you loaded 2 records, the store holds 1"):
        in_memory.save(second.record(small["permission"]), entered=MONDAY, by=FIRST)
    assert in_memory.load("home-care") == first


def test_cycle_is_loaded_as_it_had_happened_and_as_it_had_been_entered(store, home_care, small):
    """What was true on a day and what the council had on file by then are two questions."""
    stored = store.save(home_care("needs"), entered=date(2021, 9, 1), by=FIRST)
    store.save(stored.record(small["strategy"]), entered=date(2022, 4, 1), by=FIRST)
    march = date(2022, 3, 31)
    assert len(store.load("home-care", as_of=march).cycle.records) == 2
    assert len(store.load("home-care", entered_by=march).cycle.records) == 1
    with pytest.raises(LookupError, match=r"home-care had not been entered by 31 August 2021\."):
        store.load("home-care", entered_by=date(2021, 8, 31))


def test_cycle_cut_to_a_day_cannot_be_saved_over_the_whole(in_memory, home_care):
    """Saving it would lose everything after that day."""
    in_memory.save(home_care("strategy"), entered=TUESDAY, by=FIRST)
    cut = in_memory.load("home-care", as_of=date(2021, 12, 31))
    with pytest.raises(RecordError, match="load it whole, without a day, to record on it"):
        in_memory.save(cut, entered=TUESDAY, by=FIRST)


def test_unknown_reference_is_answered_with_the_nearest(in_memory, home_care):
    """A reference is typed by hand."""
    in_memory.save(home_care("needs"), entered=MONDAY, by=FIRST)
    with pytest.raises(LookupError, match='There is no cycle "homecare"; did you mean "home-care"'):
        in_memory.load("homecare")


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"entered": datetime(2022, 9, 12, 9)}, "entered: 2022-09-12 09:00 has a time of day"),
        ({"by": ""}, "by: say who enters it, as a role or a reference"),
    ],
)
def test_command_says_when_and_by_whom(in_memory, home_care, given, problem):
    """The chain proves nothing about an entry that nobody made on no day."""
    with pytest.raises(RecordError, match=problem):
        in_memory.save(home_care("needs"), **{"entered": MONDAY, "by": FIRST, **given})


def test_cycle_without_a_reference_is_refused(in_memory):
    """There would be no way to ask for it again."""
    with pytest.raises(RecordError, match="a store keeps each cycle by its reference"):
        in_memory.save(Cycle("Home care"), entered=MONDAY, by=FIRST)


def test_nothing_is_entered_before_what_is_there(in_memory, home_care, small):
    """An entry with a day of its own choosing among later ones would be a back-dated one unseen."""
    stored = in_memory.save(home_care("needs"), entered=TUESDAY, by=FIRST)
    words = r"^The last entry of home-care is of 13 September 2022; enter on that day or later\.$"
    with pytest.raises(StoreError, match=words):
        in_memory.save(stored.record(small["strategy"]), entered=MONDAY, by=FIRST)


def test_imperfect_history_is_kept_and_audited_when_asked(in_memory, small):
    """Real histories break the order, and belong in the store all the same."""
    imperfect = Cycle.audit("Home care", (small["needs"], small["go-live"]), reference="home-care")
    in_memory.save(imperfect.cycle, entered=LATER, by=FIRST)
    assert in_memory.load("home-care").findings == ()
    audited = in_memory.load("home-care", audit=True)
    assert audited.cycle == imperfect.cycle
    codes = [finding.code for finding in audited.findings]
    assert codes == [*(finding.code for finding in imperfect.findings), "back-dated"]


# Lists


def test_cycles_are_listed_by_stage_kind_and_next_day(store, home_care, small):
    """A team's list asks which are in evaluation, and what is due this month."""
    store.save(home_care("closure"), entered=LATER, by=FIRST)
    for reference in ("begun", "begun-2"):
        begun = Cycle("Begun", reference=reference).record(small["needs"], small["strategy"])
        store.save(begun, entered=MONDAY, by=FIRST)
    assert store.keys() == ("begun", "begun-2", "home-care")
    assert store.keys(stage=Stage.ENDED) == ("home-care",)
    assert store.keys(kind=GoLive) == ("home-care",)
    assert store.keys(stage="ended") == ("home-care",)
    with pytest.raises(ValueError, match=r"'ende' is not a stage; did you mean \"ended\"\?"):
        store.keys(stage="ende")
    assert store.keys(kind=NeedsAssessment, stage=Stage.NEEDS) == ("begun", "begun-2")
    assert store.keys(kind=ApprovalToProcure, stage=Stage.NEEDS) == ()


def test_agenda_asks_every_cycle_entered_since(store, home_care, small):
    """A notice that is due next week must come up without somebody opening the cycle."""
    stored = store.save(home_care("needs"), entered=MONDAY, by=FIRST)
    assert store.keys(due_before=LATER) == ()
    signed_on = date(2022, 11, 25)
    signed = stored.record(*home_care("contract").records[1:])
    store.save(signed, entered=signed_on, by=FIRST)
    agenda = signed.cycle.agenda(signed_on)
    due = min(item.day for item in agenda if item.day and item.is_open)
    assert store.keys(due_before=due) == ()
    assert store.keys(due_before=due + timedelta(days=1)) == ("home-care",)


def test_table_of_standing_is_made_anew_from_the_records(store, home_care):
    """What is derived may be lost at any time."""
    store.save(home_care("contract"), entered=date(2022, 11, 25), by=FIRST)
    store.keys(due_before=LATER)
    database: Database = store._database
    before = database.rows("SELECT * FROM standing")
    database.rows("UPDATE standing SET stage = 'needs', due = NULL")
    store.rebuild()
    assert database.rows("SELECT * FROM standing") == before


def test_history_says_when_each_record_happened_and_was_entered(in_memory, home_care):
    """The claimant's first question: when did you write this down, and who?"""
    in_memory.save(home_care("strategy"), entered=MONDAY, by=FIRST)
    rows = [row[:6] for row in in_memory.history("home-care").rows]
    assert rows == [
        (0, "cycle", MONDAY, MONDAY, MONDAY, FIRST),
        (1, "needs assessment", date(2021, 9, 1), date(2021, 9, 1), MONDAY, FIRST),
        (2, "procurement strategy", date(2022, 3, 9), date(2022, 3, 9), MONDAY, FIRST),
    ]


def test_difference_of_two_holds_what_only_one_of_them_has(in_memory, home_care, small):
    """Whoever was refused sees at once whether the other recorded the same thing."""
    mine = Stored(home_care("needs")).record(small["specification"])
    theirs = home_care("needs").record(small["strategy"])
    assert in_memory.diff(mine, theirs).rows == (
        ("first", "service specification", date(2022, 4, 4), ""),
        ("second", "procurement strategy", date(2022, 3, 9), ""),
    )
    assert in_memory.diff(mine, mine).rows == ()


# What goes wrong


def test_full_disk_leaves_nothing_half(tmp_path, home_care):
    """Half a procurement would load as a procurement that skipped its standstill."""
    with Store.open(f"sqlite:///{tmp_path / 'cycles.db'}") as store:
        stored = store.save(home_care("needs"), entered=MONDAY, by=FIRST)
        ((pages,),) = store._database.rows("PRAGMA page_count")
        store._database.rows(f"PRAGMA max_page_count = {pages + 2}")
        whole = stored.record(*home_care("closure").records[1:])
        with pytest.raises(StoreError, match="database or disk is full"):
            store.save(whole, entered=LATER, by=FIRST)
        assert store.load("home-care") == stored
        store._database.rows("PRAGMA max_page_count = 1000000")
        assert store.save(whole, entered=LATER, by=FIRST).cycle == home_care("closure")


@frozen(kw_only=True)
class VisitMade(Record):
    """A kind of record of one council's own."""


VISITS = Process.standard().with_steps(Step("visit-made", VisitMade, during(Stage.NEEDS)))


def test_record_of_a_kind_that_the_store_does_not_know_stops_the_whole_batch(
    in_memory, home_care, small
):
    """What could not be read back is refused before anything is written."""
    cycle = Cycle("Home care", reference="home-care", process=VISITS)
    visited = cycle.record(small["needs"], VisitMade(on=MONDAY))
    with pytest.raises(RecordError, match="this process does not have it"):
        in_memory.save(visited, entered=MONDAY, by=FIRST)
    assert in_memory.keys() == ()


def test_store_of_a_process_of_ones_own_keeps_its_records(small):
    """A council's own kinds are kept like any other."""
    cycle = Cycle("Home care", reference="home-care", process=VISITS)
    visited = cycle.record(small["needs"], VisitMade(on=MONDAY))
    with Store.open("sqlite:///:memory:", VISITS) as store:
        store.save(visited, entered=MONDAY, by=FIRST)
        assert store.load("home-care").cycle == visited
        assert store.keys(kind=VisitMade) == ("home-care",)


def test_records_of_a_kind_that_the_store_does_not_know_are_refused_like_a_file(tmp_path):
    """A store of the council's own that is opened without its process says what to pass."""
    url = f"sqlite:///{tmp_path / 'visits.db'}"
    cycle = Cycle("Home care", reference="home-care", process=VISITS)
    with Store.open(url, VISITS) as visited:
        visited.save(cycle.record(VisitMade(on=MONDAY)), entered=MONDAY, by=FIRST)
    with Store.open(url) as plain, pytest.raises(FormatError, match="pass the process that has it"):
        plain.load("home-care")


def test_sqlite_lets_no_entry_be_changed_or_removed(in_memory, home_care):
    """A slip in somebody's script must not rewrite history either."""
    in_memory.save(home_care("needs"), entered=MONDAY, by=FIRST)
    for table in ("cycle", "record"):
        for act in (f"UPDATE {table} SET cycle = 'x'", f"DELETE FROM {table}"):
            with pytest.raises(StoreError, match="entries of a store are never changed"):
                in_memory._database.rows(act)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqllite:///x.db", '"sqllite" is not a kind of database that a store knows; did you mean'),
        ("cycles.db", 'Give "sqlite:///cycles.db" or "postgresql://host/name"'),
        (Path("cycles.db"), 'Give "sqlite:///cycles.db" or "postgresql://host/name"'),
        (None, '"None" is not a kind of database that a store knows'),
        (
            "sqlite://x.db",
            '"sqlite://x.db": an address of SQLite has three slashes and the name of a',
        ),
        ("sqlite:///", "an address of SQLite has three slashes and the name of a file"),
        ("sqlite:///no/such/x.db", 'There is no folder "no/such" to keep x.db in; make it first.'),
        ("sqlite:///.", '"." is a folder; give a file in it: "sqlite:///file.db"'),
    ],
)
def test_place_that_is_no_database_is_refused_in_words(url, words):
    """The address is set once by somebody who then goes on holiday."""
    with pytest.raises(StoreError, match=words):
        Store.open(url)


def test_postgresql_without_its_driver_says_what_to_install(monkeypatch):
    """The driver is an extra, which a plain installation does not have."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"needs psycopg: pip install 'psycopg\[binary\]'$"):
        Store.open("postgresql:///cycles")


def test_store_says_where_it_is_and_that_it_is_closed(tmp_path):
    """A repr ends up in logs."""
    with Store.open(f"sqlite:///{tmp_path / 'cycles.db'}") as store:
        assert repr(store) == f"<Store sqlite {tmp_path / 'cycles.db'}>"
    with pytest.raises(
        StoreError, match=r"The store is closed: sqlite .*cycles.db. Open it again."
    ):
        store.keys()


def asking(store: Store) -> list[Callable[[], object]]:
    """Every verb that only reads, or works out anew what can be read."""
    return [
        store.keys,
        lambda: store.keys(due_before=LATER),
        lambda: store.load("home-care"),
        lambda: store.history("home-care"),
        lambda: store.verify("home-care"),
        lambda: store.export("home-care"),
        store.heads,
        store.rebuild,
    ]


@pytest.mark.parametrize("there", ["nothing", "an empty file", "the database of something else"])
def test_asking_where_there_is_no_store_says_so_and_makes_none(there, tmp_path, home_care):
    """A slip in an address must not look like a council without contracts, nor change another's file."""
    place = tmp_path / "cycles.db"
    if there == "an empty file":
        place.touch()
    if there.startswith("the database"):
        with closing(sqlite3.connect(place)) as other:
            other.execute("CREATE TABLE staff (name TEXT)")
    before = place.read_bytes() if place.exists() else None
    with Store.open(f"sqlite:///{place}") as store:
        for verb in asking(store):
            with pytest.raises(NoStoreError) as refused:
                verb()
            assert str(pickle.loads(pickle.dumps(refused.value))) == (
                f"There is no store yet: sqlite {place}. Check the address; the first save or import "
                "makes the store."
            )
        assert (place.read_bytes() if place.exists() else None) == before
        assert [each.name for each in tmp_path.iterdir()] == (
            [place.name] if before is not None else []
        )
        store.save(home_care("needs"), entered=MONDAY, by=FIRST)
        assert store.keys() == ("home-care",)


def test_store_that_another_made_meanwhile_is_read(tmp_path, home_care):
    """A desk that was opened first thing in the morning sees what the first colleague saves."""
    address = f"sqlite:///{tmp_path / 'cycles.db'}"
    with Store.open(address) as early, Store.open(address) as other:
        other.save(home_care("needs"), entered=MONDAY, by=FIRST)
        assert early.keys() == ("home-care",)


def test_file_that_is_no_database_is_refused_when_it_is_opened(tmp_path):
    """An address that leads to a letter is noticed at once."""
    (tmp_path / "letter.txt").write_text("Dear Sir or Madam " * 99)
    with pytest.raises(StoreError) as refused:
        Store.open(f"sqlite:///{tmp_path / 'letter.txt'}")
    assert str(refused.value) == (
        "The database refused: file is not a database. The file holds something else; check the address"
    )


def test_file_that_is_damaged_or_of_another_program_is_refused_with_what_to_do(tmp_path, home_care):
    """Whoever meets the words of SQLite alone does not know whether anything is lost."""
    file = tmp_path / "cycles.db"
    address = f"sqlite:///{file}"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE standing (house TEXT)")
    with Store.open(address) as store, pytest.raises(StoreError, match="tables of another program"):
        store.keys()
    file.unlink()
    with Store.open(address) as store:
        store.save(home_care("closure"), entered=LATER, by=FIRST)
    file.write_bytes(file.read_bytes()[:9000])
    with pytest.raises(StoreError, match="is damaged: put the last copy of it in its place"):
        Store.open(address).load("home-care")


def test_full_disk_keeps_nothing_and_the_next_save_succeeds(tmp_path, home_care):
    """An officer makes room and presses save again."""
    with Store.open(f"sqlite:///{tmp_path / 'cycles.db'}", create=True) as store:
        store._database.rows("PRAGMA max_page_count = 1")
        with pytest.raises(StoreError, match=r"is full\. Make room on the disk, and save again"):
            store.save(home_care("closure"), entered=LATER, by=FIRST)
        assert store.keys() == ()
        store._database.rows("PRAGMA max_page_count = 9999")
        assert store.save(home_care("closure"), entered=LATER, by=FIRST).version == 35


@pytest.mark.parametrize(
    ("ask", "problem"),
    [
        (lambda store, held: store.save(3, entered=LATER, by=FIRST), "save: 3 is not a cycle; "),
        (lambda store, held: store.diff(held, 3), "diff: 3 is not a cycle; "),
        (
            lambda store, held: store.diff("hc", held),
            "diff: 'hc' is not a cycle; give a cycle, or what",
        ),
        (lambda store, held: store.verify("home-care", kept=3), "verify: kept: give the number of"),
        (
            lambda store, held: store.keys(kind=[GoLive]),
            r"cycle: \[<class .* is not a kind of record",
        ),
        (lambda store, held: store.load("\ud800"), "The database refused: "),
        (lambda store, held: Store.open("sqlite:///:memory:", 3), "codec: 3 is not a process; "),
        (
            lambda store, held: Store.open("sqlite:///:memory:", rules=3),
            "store: 3 is not council rules; ",
        ),
    ],
)
def test_argument_of_another_type_is_one_clear_error(in_memory, home_care, ask, problem):
    """A slip of the hand must not end in the inside of the library."""
    held = in_memory.save(home_care("needs"), entered=MONDAY, by=FIRST)
    with pytest.raises(CommissioningError, match=problem):
        ask(in_memory, held)


def test_store_loads_with_the_rules_of_the_council(tmp_path, home_care):
    """Who may decide is asked of every cycle, and no file holds the council's scheme of delegation."""
    source = Citation("the constitution", "part 3")
    rules = CouncilRules(council="Lewisham", constitution=source, applies_from=date(2020, 1, 1))
    address = f"sqlite:///{tmp_path / 'cycles.db'}"
    with Store.open(address, rules=rules) as store:
        saved = store.save(home_care("needs"), entered=MONDAY, by=FIRST)
        assert store.load("home-care").cycle.rules == rules
        assert store.load("home-care", audit=True).cycle.rules == rules
        assert store.load("home-care").cycle == saved.cycle
        text = store.export("home-care")
    with Store.open("sqlite:///:memory:", rules=rules) as other:
        assert other.import_(text).cycle.rules == rules
    with Store.open(address) as plain:
        assert plain.load("home-care").cycle.rules is None


def test_errors_of_a_store_are_errors_of_the_library():
    """A tool catches one kind of error at its edge."""
    assert issubclass(StaleVersion, StoreError)
    assert issubclass(StoreError, CommissioningError)
    assert not issubclass(StoreError, sqlite3.Error)


def test_recording_loads_no_database():
    """The core is quick to start, and runs where Python has no SQLite."""
    asked = (
        "import sys; from commissioning import Cycle; Cycle('x'); print('sqlite3' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]
