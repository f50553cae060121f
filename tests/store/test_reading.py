"""Reading: what was kept loads equal, today and from files of years ago, whatever format wrote it."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings

from commissioning.casebook import (
    greenwich,
    lancashire_homecare,
    lancashire_supported_housing,
    leicester,
    lewisham,
)
from commissioning.cycle import Cycle
from commissioning.errors import FormatError
from commissioning.interchange.json import FORMAT, of_today
from commissioning.store import Store, chain
from commissioning.testing import cycles, seeded_portfolio

LATER, BY = date(2060, 1, 1), "officer-1"
GOLDEN = Path(__file__).parents[1] / "golden"


def comes_back_equal(store: Store, cycle: Cycle, key: str) -> None:
    """Save a cycle under a key and load it again."""
    named = Cycle.audit(
        cycle.title, cycle.records, buyers=cycle.buyers, reference=key, process=cycle.process,
        follows=cycle.follows,
    ).cycle  # fmt: skip
    store.save(named, entered=LATER, by=BY)
    loaded = store.load(key).cycle
    assert loaded == named
    assert loaded.stages == named.stages
    assert loaded.ledger.decided == named.ledger.decided
    assert loaded.ledger.commenced.first == named.ledger.commenced.first
    assert [entry[1:5] for entry in loaded.ledger.entries] == [e[1:5] for e in named.ledger.entries]


@pytest.mark.parametrize(
    "told",
    [greenwich, lancashire_homecare, lancashire_supported_housing, leicester, lewisham],
    ids=lambda module: module.__name__.rpartition(".")[2],
)
def test_every_true_story_loads_equal(in_memory, told):
    """Real histories have late entries, spans, returns and several lots."""
    cycle = told.cycle()
    in_memory.save(cycle, entered=LATER, by=BY)
    loaded = in_memory.load(cycle.reference)
    assert (loaded.cycle, loaded.cycle.stages) == (cycle, cycle.stages)
    assert loaded.cycle.digest() == cycle.digest()


@settings(max_examples=15)
@given(cycle=cycles())
def test_drawn_cycle_loads_equal(cycle):
    """Nothing that the library lets in may be lost on the way to the disk and back."""
    with Store.open("sqlite:///:memory:") as store:
        comes_back_equal(store, cycle, "drawn")


def test_portfolio_loads_equal(in_memory):
    """Every outcome, regime and route of the made-up portfolio."""
    for number, cycle in enumerate(seeded_portfolio(40, seed=21)):
        comes_back_equal(in_memory, cycle, f"P{number}")


# Formats


def renamed(data):
    """Format 2 of a future library calls the title a name."""
    return {"remark" if name == "note" else name: part for name, part in data.items()}


def restored(data):
    """Format 3 thinks better of it."""
    return {"note" if name == "remark" else name: part for name, part in data.items()}


def test_documents_of_an_older_format_load_and_their_chain_stays_whole(
    in_memory, home_care, monkeypatch
):
    """The hash is of the text as it was written, so that a new format breaks no proof."""
    cycle = home_care("closure")
    in_memory.save(cycle, entered=LATER, by=BY)
    upcasters = (renamed, restored)
    monkeypatch.setattr(chain, "FORMAT", "commissioning/3")
    monkeypatch.setattr(chain, "of_today", partial(of_today, upcasters=upcasters))
    monkeypatch.setattr(chain, "document_of", _read)
    loaded = in_memory.load("home-care")
    assert loaded.cycle == cycle
    assert loaded.findings == ()
    assert in_memory.verify("home-care").broken_at is None


def _read(file, process):
    """The file read as today's library reads it."""
    from commissioning.interchange.json import document_of

    assert file["format"] == "commissioning/3"
    return document_of({**file, "format": FORMAT}, process)


# Files of today


def kept(name: str, text: Callable[[], str]) -> str:
    """A text of `tests/golden`, which COMMISSIONING_WRITE_STORE=1 writes: once, for each new format."""
    path = GOLDEN / name
    if os.environ.get("COMMISSIONING_WRITE_STORE"):
        path.write_text(text(), encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8")


def kept_story(store: Store, cycle: Cycle) -> None:
    """The small procurement, entered by two officers."""
    begun = Cycle(cycle.title, reference=cycle.reference).record(*cycle.records[:9])
    stored = store.save(begun, entered=date(2022, 8, 8), by="officer-1")
    store.save(stored.record(*cycle.records[9:]), entered=LATER, by="officer-2")


def test_export_of_format_1_loads_for_ever(in_memory, home_care):
    """A golden file is never written anew because the format changed: it gets an upcaster."""
    cycle = home_care("closure")
    kept_story(in_memory, cycle)
    text = kept("store.json", lambda: in_memory.export("home-care"))
    with Store.open("sqlite:///:memory:") as other:
        assert other.import_(text).cycle == cycle


def test_database_of_format_1_opens_for_ever(tmp_path, home_care):
    """Councils open the file of five years ago with the library of today."""
    cycle = home_care("closure")
    with Store.open(f"sqlite:///{tmp_path / 'today.db'}") as store:
        kept_story(store, cycle)
    with closing(sqlite3.connect(tmp_path / "today.db")) as plain:
        text = kept("store.sql", lambda: "\n".join(plain.iterdump()) + "\n")
    with closing(sqlite3.connect(tmp_path / "then.db")) as made:
        made.executescript(text)
    with Store.open(f"sqlite:///{tmp_path / 'then.db'}") as store:
        assert store.verify("home-care").broken_at is None
        assert store.load("home-care").cycle == cycle
        assert store.keys(stage=cycle.stage) == ("home-care",)


# What was tampered with


@pytest.mark.parametrize("doc", ["not json", "[1]", "{}", '{"type": "no-such-kind"}'])
def test_document_that_cannot_be_read_is_refused_like_a_file(tmp_path, home_care, doc):
    """Whoever repairs the database needs the place, not a traceback."""
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        store.save(home_care("strategy"), entered=LATER, by=BY)
        store._database.rows("DROP TRIGGER record_update")
        store._database.rows("UPDATE record SET doc = ? WHERE seq = 2", doc)
        with pytest.raises(FormatError):
            store.load("home-care")
        assert store.verify("home-care").broken_at == 2
