"""The fixtures as files."""

import json
from itertools import islice

import pytest

from commissioning.interchange import load_rules, loads
from commissioning.law.regimes.council import USUAL_RULES
from commissioning.testing import portable
from commissioning.testing.broken.catalogue import ROWS
from commissioning.testing.portable import fixtures, listed, write


@pytest.fixture(scope="module")
def every():
    """All the fixtures, made once: it takes seconds."""
    return tuple(fixtures())


@pytest.fixture(scope="module")
def written(tmp_path_factory, every):
    folder = tmp_path_factory.mktemp("fixtures")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(portable, "fixtures", lambda: every)
        return folder, write(folder)


@pytest.fixture
def few(monkeypatch):
    """Only two fixtures are written, for what is as true of them as of all."""
    made = tuple(islice(fixtures(), 2))
    monkeypatch.setattr(portable, "fixtures", lambda: made)


def test_index_names_every_file_that_is_written(written):
    """A system in another language reads the index and nothing of this library."""
    folder, files = written
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))["fixtures"]
    named = {entry["file"] for entry in index}
    assert len(named) == len(index)
    assert {path.relative_to(folder).as_posix() for path in files} == {
        *named,
        "index.json",
        "schema.json",
        "rules.json",
        "rules-schema.json",
    }
    assert load_rules((folder / "rules.json").read_text(encoding="utf-8")) == USUAL_RULES


def test_written_fixtures_load_as_the_index_describes_them(written):
    """A valid cycle loads; a broken one loads for audit, with the finding the index promises."""
    folder, _ = written
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))["fixtures"]
    assert {"specimens", "stories", "broken"} == {each["file"].split("/")[0] for each in index}
    for entry in index:
        text = (folder / entry["file"]).read_text(encoding="utf-8")
        cycle = loads(text, audit=True).cycle
        assert {lot: stage.value for lot, stage in cycle.stages.items()} == entry["stages"]
        assert len(cycle.records) == entry["records"]


def test_index_lists_the_findings_of_broken_cycles(written):
    """The expected findings are the point of a broken fixture."""
    folder, _ = written
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))["fixtures"]
    broken = {entry["code"]: entry for entry in index if "code" in entry}
    assert broken.keys() == {row.code for row in ROWS}
    running = broken["standstill-running"]
    assert running["findings"][0]["code"] == "standstill-running"
    assert running["findings"][0]["severity"] == "blocks"
    assert running["findings"][0]["earliest"]
    assert running["waivable"] is False
    assert running["seen_by"] == "recording"


def test_written_fixtures_are_the_same_bytes_each_time(written, tmp_path):
    """Whoever keeps them under version control sees only what changed."""
    folder, _files = written
    for path in write(tmp_path):
        twin = folder / path.relative_to(tmp_path)
        assert path.read_bytes() == twin.read_bytes()


def test_fixtures_include_the_casebook(every):
    """The true stories are the best fixtures there are."""
    assert "stories/lewisham.json" in {fixture.path for fixture in every}


def test_stale_file_behind_a_link_is_left_alone(tmp_path, few):
    """An index may have been written by somebody who wants a file elsewhere to go."""
    theirs = tmp_path / "theirs" / "stale.json"
    theirs.parent.mkdir()
    theirs.write_text("{}", encoding="utf-8")
    folder = tmp_path / "fixtures"
    (folder / "stories").mkdir(parents=True)
    (folder / "stories" / "old").symlink_to(theirs.parent)
    index = {"fixtures": [{"file": "stories/old/stale.json"}]}
    (folder / "index.json").write_text(json.dumps(index), encoding="utf-8")
    write(folder)
    assert theirs.exists()


def test_writing_again_removes_files_that_are_no_longer_fixtures(tmp_path, few):
    """A suite that runs through the folder must not go on testing what the library has given up."""
    kept = [tmp_path / name for name in ("notes.txt", "broken/mine.json", "stories/mine.json")]
    stale = [tmp_path / name for name in ("broken/gone.json", "specimens/2009/open/ssq.json")]
    for path in (*kept, *stale):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}", encoding="utf-8")
    listed = ["broken/gone.json", "specimens/2009/open/ssq.json", "notes.txt", "broken/never.json"]
    listed += ["broken/../notes.txt", "broken/../stories/mine.json", str(kept[0])]
    index = {"fixtures": [{"file": name} for name in listed]}
    (tmp_path / "index.json").write_text(json.dumps(index), encoding="utf-8")
    write(tmp_path)
    assert all(path.exists() for path in kept)
    assert not any(path.exists() for path in stale)


@pytest.mark.parametrize(
    "index",
    [
        *("", "[]", "{}", '{"fixtures": 5}', '{"fixtures": [5]}', '{"fixtures": [{"file": 5}]}'),
        '{"fixtures": [{"file": ""}, {"file": "broken"}, {"file": "/broken/mine.json"}]}',
        '{"fixtures": [{"file": "broken/a\\u0000.json"}, {"file": "broken/a\\ud800.json"}]}',
        "[" * 100_000,
    ],
)
def test_listed_is_empty_for_an_index_of_another_program(tmp_path, index):
    """The folder may hold another program's index.json; only what we wrote is ours to remove."""
    (tmp_path / "index.json").write_text(index, encoding="utf-8")
    assert listed(tmp_path) == set()
