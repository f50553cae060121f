"""`commissioning report`: a cycle as a page."""

from pathlib import Path

import pytest

from commissioning.cli import main
from commissioning.cycle import Cycle
from commissioning.interchange import dumps
from commissioning.records.contract import ContractSigned
from commissioning.store import Store
from commissioning.testing import Scenario, story


@pytest.fixture(scope="module")
def signed():
    return story(Scenario(reference="care", title="Home care"), after=ContractSigned)


@pytest.fixture
def file(signed, tmp_path):
    path = tmp_path / "care.json"
    path.write_text(dumps(signed), "utf-8")
    return path


def test_report_writes_a_page_and_prints_its_digest(file, signed, tmp_path, capsys):
    """Whoever has the page can check that it is this one."""
    assert main(["report", str(file), "--html", str(tmp_path / "care.html")]) == 0
    shown, page = capsys.readouterr().out, (tmp_path / "care.html").read_text("utf-8")
    assert f"written: {tmp_path / 'care.html'}\n" in shown
    assert signed.digest() in shown
    assert signed.digest() in page


def test_report_on_a_day_leaves_out_what_came_after(file, tmp_path):
    """The page for the auditor is of the day of the decision."""
    out = tmp_path / "care.html"
    main(["report", str(file), "--html", str(out), "--on", "2021-10-01"])
    assert "Where it stands on 1 October 2021" in out.read_text("utf-8")


def test_award_report_is_written_in_two_parts(file, tmp_path, capsys):
    """The exempt part must not be published by being in the same file."""
    assert main(["report", str(file), "--html", str(tmp_path / "a.html"), "--award"]) == 0
    assert "birch" not in (tmp_path / "a.html").read_text("utf-8").lower()
    assert "birch" in (tmp_path / "a-exempt.html").read_text("utf-8")
    assert "missing: No equality impact assessment is recorded." in capsys.readouterr().out


def test_cycle_of_a_store_is_reported_by_its_reference(signed, tmp_path):
    """A council that keeps its cycles in a store needs no file."""
    address = f"sqlite:///{tmp_path / 'cycles.db'}"
    with Store.open(address) as store:
        store.save(signed, entered=signed.last_on, by="officer-1")
    out = tmp_path / "care.html"
    assert main(["report", address, "--cycle", "care", "--html", str(out)]) == 0
    assert "Home care" in out.read_text("utf-8")


def test_cycle_without_a_day_asks_for_one(tmp_path, capsys):
    """Nothing here reads the clock."""
    path = tmp_path / "new.json"
    path.write_text(dumps(Cycle("New")), "utf-8")
    assert main(["report", str(path), "--html", str(tmp_path / "x.html")]) == 2
    assert "it has no records to take a day from; give one with --on" in capsys.readouterr().err


def test_page_does_not_take_the_place_of_a_cycle(file, capsys):
    """A slip of the pen put the page where the cycle had been, and the cycle was gone."""
    before = file.read_text("utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["report", str(file), "--html", str(file)])
    assert ended.value.code == 2
    assert "is a name for a cycle; give another one" in " ".join(capsys.readouterr().err.split())
    assert file.read_text("utf-8") == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_full_disk_is_named_for_a_document_too(file, capsys):
    """It was said that the standard output was full, and half of the document was left."""
    pytest.importorskip("docx")
    assert main(["report", str(file), "--docx", "/dev/full"]) == 2
    assert capsys.readouterr().err == "commissioning: /dev/full: No space left on device\n"
