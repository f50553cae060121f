"""Files that are written whole or not at all."""

from pathlib import Path

import pytest

from commissioning.interchange.json import write_whole


def test_text_is_written_as_utf_8_with_its_own_line_ends(tmp_path: Path) -> None:
    """Calendars need CR LF, and everything else LF, on every system."""
    assert write_whole(tmp_path / "a.ics", "£5\r\n\n") == tmp_path / "a.ics"
    assert (tmp_path / "a.ics").read_bytes() == "£5\r\n\n".encode()
    assert list(tmp_path.iterdir()) == [tmp_path / "a.ics"]


def test_link_in_the_place_of_a_file_is_replaced(tmp_path: Path) -> None:
    """What it leads to is somebody else's."""
    other, link = tmp_path / "other.txt", tmp_path / "link.txt"
    other.write_text("theirs", encoding="utf-8")
    link.symlink_to(other)
    write_whole(link, "ours")
    assert (other.read_text("utf-8"), link.read_text("utf-8")) == ("theirs", "ours")
    assert not link.is_symlink()


@pytest.mark.parametrize("name", ["folder", "missing/file.txt"])
def test_file_that_cannot_be_written_is_named(tmp_path: Path, name: str) -> None:
    """The error names the file asked for, not the one written aside."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="directory") as refused:
        write_whole(tmp_path / name, "x")
    assert refused.value.filename == str(tmp_path / name)
    assert list(tmp_path.iterdir()) == [tmp_path / "folder"]
