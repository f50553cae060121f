"""The fixtures as files."""

import json

import pytest

from commissioning.interchange import load_rules, loads
from commissioning.law.regimes.council import USUAL_RULES
from commissioning.testing import portable
from commissioning.testing.broken.catalogue import ROWS
from commissioning.testing.portable import fixtures, write


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


def test_the_index_names_every_file_that_is_written(written):
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


def test_the_index_lists_the_findings_of_broken_cycles(written):
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


def test_the_fixtures_include_the_casebook(every):
    """The true stories are the best fixtures there are."""
    assert "stories/lewisham.json" in {fixture.path for fixture in every}
