"""The example scripts, each run from top to bottom as a newcomer would."""

import runpy
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.py"))


@pytest.mark.parametrize("script", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_runs_and_shows_something(script, tmp_path, monkeypatch, capsys):
    """An example that fails is worse than none: it is the first thing people copy."""
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(script), run_name="__main__")
    assert capsys.readouterr().out.strip()


def test_there_are_examples():
    """An empty folder would let the test above pass without running anything."""
    assert EXAMPLES
