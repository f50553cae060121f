"""A command that cannot go on ends with one clear line: no traceback, no half-written file."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from commissioning.cli.console import TextOutput
from commissioning.cycle import Cycle
from commissioning.interchange import dumps

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals, limits and links of POSIX")

COMMAND = [sys.executable, "-m", "commissioning"]


def ran(
    *arguments: str, redirect: str = "", encoding: str = "utf-8", **environment: str
) -> subprocess.CompletedProcess[str]:
    """A command run by a shell, so that its streams can be closed."""
    script = f'exec "$@" {redirect}'
    return subprocess.run(
        ["sh", "-c", script, "sh", *COMMAND, *arguments],
        capture_output=True,
        encoding=encoding,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize(
    ("redirect", "line"),
    [
        (">/dev/full", "commissioning: the standard output: No space left on device\n"),
        (">&-", "commissioning: there is nowhere to write: the standard output is closed\n"),
        (">/dev/full 2>&-", ""),
        (">&- 2>&-", ""),
    ],
)
def test_output_that_cannot_be_written_is_one_line(redirect: str, line: str):
    """A full disk is found out by the line that says so, not from a report that breaks off."""
    done = ran("explain", redirect=redirect)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", line)


def test_interrupted_command_ends_with_one_line(tmp_path: Path):
    """Ctrl-C is how people stop a command that waits for the wrong file."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with (
        subprocess.Popen(
            [*COMMAND, "show", str(pipe)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # A test run in the background ignores Ctrl-C, and what it starts would too.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        ) as running,
        pipe.open("w", encoding="utf-8"),
    ):  # opens once the command reads it
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, "", "commissioning: stopped before the end\n")


ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture
def shown(tmp_path: Path) -> tuple[str, ...]:
    """The arguments of a command that prints a pound sign and a dash."""
    file = tmp_path / "cycle.json"
    file.write_text(dumps(Cycle("Home care: £2m \N{EN DASH} £3m")), "utf-8")
    return ("show", str(file), "--on", "2026-01-01")


def test_locale_without_utf_8_changes_no_character(shown: tuple[str, ...]):
    """Tasks that run by night have no locale, and figures have pound signs."""
    done = ran(*shown, **ASCII)
    assert (done.returncode, done.stderr) == (0, "")
    assert "£2m \N{EN DASH} £3m" in done.stdout
    assert done.stdout == ran(*shown, PYTHONIOENCODING="utf-8").stdout


def test_locale_without_utf_8_changes_no_character_of_the_law():
    """A long page that other tasks read."""
    law = ("law", "--on", "2026-01-01")
    assert ran(*law, **ASCII).stdout == ran(*law, PYTHONIOENCODING="utf-8").stdout


def test_old_code_page_gets_escapes_and_json_that_can_be_read(shown: tuple[str, ...]):
    """A console of 1981 has a pound sign and no dash; JSON is for programs, and is always whole."""
    done = ran(*shown, encoding="cp437", PYTHONIOENCODING="cp437")
    assert (done.returncode, done.stderr) == (0, "")
    assert "£2m \\u2013 £3m" in done.stdout
    rows = ran("law", "--on", "2026-01-01", "--json", PYTHONIOENCODING="cp437").stdout
    assert rows.isascii()
    assert json.loads(rows)


def test_page_of_another_stream_is_left_as_it_is(capsys: pytest.CaptureFixture[str]):
    """A program may hand over a stream of its own, which is not the system's to change."""
    TextOutput(sys.stdout).json({"price": "£5"})
    assert json.loads(capsys.readouterr().out) == {"price": "£5"}


def limited(*arguments: str, size: int) -> subprocess.CompletedProcess[str]:
    """A command whose process may write no file of more bytes than that: a disk that is nearly full.

    Nor may it leave bytecode, which would be cut short, and then no later command could read it.
    """
    return subprocess.run(
        [*COMMAND, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )


def test_full_disk_leaves_no_half_written_file(tmp_path: Path):
    """Half a cycle, or an empty file, would be loaded by the suite that runs through the folder."""
    folder = tmp_path / "new"
    done = limited("fixtures", str(folder), size=20_000)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"commissioning: {folder / 'schema.json'}: File too large\n"
    assert list(folder.iterdir()) == []


def test_picture_is_written_whole_or_the_old_one_stays(tmp_path: Path):
    """A plan drawn again must not cost the picture that was there."""
    picture = tmp_path / "plan.svg"
    picture.write_text("the old one", encoding="utf-8")
    arguments = ["timetable", "--from", "2026-01-01", "--svg", str(picture)]
    full = limited(*arguments, size=1_000)
    assert full.stderr == f"commissioning: {picture}: File too large\n"
    assert picture.read_text(encoding="utf-8") == "the old one"
    assert list(tmp_path.iterdir()) == [picture]

    assert ran(*arguments).returncode == 0
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    piped = ran("timetable", "--from", "2026-01-01", "--svg", "/dev/stdout")
    assert "</svg>" in piped.stdout


def test_fixtures_write_and_delete_nothing_through_a_link(tmp_path: Path):
    """A folder that somebody else can write to may hold links, and an index that names their targets."""
    outside, folder = tmp_path / "outside", tmp_path / "fixtures"
    outside.mkdir()
    folder.mkdir()
    (outside / "gone.json").write_text("theirs", encoding="utf-8")
    (folder / "specimens").symlink_to(outside)
    (folder / "schema.json").symlink_to(outside / "schema.json")
    index = {"fixtures": [{"file": "specimens/gone.json"}]}
    (folder / "index.json").write_text(json.dumps(index), encoding="utf-8")

    done = ran("fixtures", str(folder))

    assert done.returncode == 2
    assert done.stderr == (
        f"commissioning: {folder / 'specimens'}: is a symbolic link, which fixtures are not written "
        "through\n"
    )
    assert [path.name for path in outside.iterdir()] == ["gone.json"]
    assert not (folder / "schema.json").is_symlink()
