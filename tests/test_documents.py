"""Every code block of the README and the documentation runs, page by page."""

import doctest
import re
import shlex
from importlib.util import find_spec
from pathlib import Path
from unittest import SkipTest

import pytest

sybil = pytest.importorskip("sybil")
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser  # noqa: E402

from commissioning import IntentionToAward  # noqa: E402
from commissioning.casebook import lewisham  # noqa: E402
from commissioning.cli import COMMANDS, main  # noqa: E402
from commissioning.interchange import dumps  # noqa: E402

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
EXAMPLES = sybil.Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS),
        SkipParser(),
    ]
)


pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


@pages
def test_every_code_block_of_a_page_runs(page, tmp_path, monkeypatch):
    """A page is read by somebody who types what it says; the blocks of one page share their names.

    They run in an empty folder, so that a page may write files.
    """
    monkeypatch.chdir(tmp_path)
    document = EXAMPLES.parse(page)
    document.namespace["missing"] = lambda package: find_spec(package) is None
    left_out = []
    for example in document.examples():
        try:
            example.evaluate()
        except SkipTest as why:  # the other blocks of the page run all the same
            left_out.append(str(why))
    if left_out:
        pytest.skip("; ".join(dict.fromkeys(left_out)))


@pages
def test_block_of_python_is_marked_as_one(page):
    """A block marked `py` or `pycon` would be shown to readers and never run."""
    marks = set(re.findall(r"^ *```+ *(\w+)", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert marks <= {"python", "sh", "console", "text", "json", "toml", "yaml", "mermaid"}


def blocks(page, *marks):
    """The blocks of a page that are marked as one of these, each as its text."""
    return re.findall(
        rf"^```(?:{'|'.join(marks)})\n(.*?)^```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )


def test_every_command_of_the_page_without_python_prints_what_it_shows(
    tmp_path, monkeypatch, capsys
):
    """An officer who does not program types these lines, and compares what comes back."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("home-care.json").write_text(dumps(lewisham.cycle(after=IntentionToAward)), "utf-8")
    page = ROOT / "docs" / "how-to" / "without-python.md"
    (paper,) = blocks(page, "text")
    Path("paper.txt").write_text(paper, "utf-8")
    shown = blocks(page, "console")
    assert len(shown) == 5
    for block in shown:
        command, _, output = block.partition("\n")
        main(shlex.split(command.removeprefix("$ commissioning")))
        printed = capsys.readouterr().out
        flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
        assert doctest.OutputChecker().check_output(output, printed, flags), printed


@pages
def test_command_on_a_page_has_the_options_that_it_is_given(page, capsys):
    """A reader copies the line; an option that is gone stops them there."""
    text = "".join(blocks(page, "sh", "console"))
    for line in re.findall(r"^(?:\$ )?commissioning (.*?)(?: +#.*)?$", text, re.MULTILINE):
        command, *rest = shlex.split(line)
        assert command in COMMANDS
        words = [command, *rest[: 1 if rest and not rest[0].startswith("-") else 0]]
        helps = ""
        for asked in (words, [command]):
            try:
                main([*asked, "--help"])
            except SystemExit:
                helps += capsys.readouterr().out
        for option in (word.partition("=")[0] for word in rest if word.startswith("--")):
            assert re.search(rf"{option}\b", helps), f"commissioning {line}"
