"""Every code block of the README and the documentation runs, page by page."""

import doctest
import re
from importlib.util import find_spec
from pathlib import Path
from unittest import SkipTest

import pytest

sybil = pytest.importorskip("sybil")
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser  # noqa: E402

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
def test_a_block_of_python_is_marked_as_one(page):
    """A block marked `py` or `pycon` would be shown to readers and never run."""
    marks = set(re.findall(r"^ *```+ *(\w+)", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert marks <= {"python", "sh", "console", "text", "json", "toml", "yaml", "mermaid"}
