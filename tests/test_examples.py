"""The example scripts, each run from top to bottom as a newcomer would."""

import re
import runpy
from importlib.util import find_spec
from pathlib import Path

import pytest

from commissioning.interchange.questionnaires import read_questionnaire

FOLDER = Path(__file__).parents[1] / "examples"
EXAMPLES = sorted(FOLDER.glob("*.py"))
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
_MISSING = [each for each in ("nbclient", "ipykernel", "pandas") if find_spec(each) is None]


@pytest.mark.parametrize("script", EXAMPLES, ids=lambda path: path.stem)
def test_example_runs_and_shows_something(script, tmp_path, monkeypatch, capsys):
    """An example that fails is worse than none: it is the first thing people copy."""
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(script), run_name="__main__")
    assert capsys.readouterr().out.strip()


@pytest.mark.skipif(bool(_MISSING), reason=f"needs {' and '.join(_MISSING)}")
@pytest.mark.filterwarnings("ignore")  # the kernel's own
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_and_each_answer_shows_itself(notebook, tmp_path):
    """An answer that shows as a wall of text is where an analyst stops reading."""
    import nbformat
    from nbclient import NotebookClient

    read = nbformat.read(notebook, as_version=4)
    NotebookClient(read, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    for cell in (each for each in read.cells if each.cell_type == "code"):
        (shown,) = cell.outputs
        assert (
            shown.output_type == "stream"
            or "text/html" in shown.data
            or "image/svg+xml" in shown.data
        )
        if "data" in shown:
            assert len(shown.data["text/plain"]) < 4_000  # not a wall


def test_notebook_is_kept_without_its_answers():
    """What it shows is worked out where it is read; a kept answer would grow old."""
    for notebook in NOTEBOOKS:
        assert '"outputs": [],' in notebook.read_text(encoding="utf-8")
        assert '"output_type"' not in notebook.read_text(encoding="utf-8")


def test_workbook_of_an_example_holds_what_its_csv_file_holds():
    """Whoever cannot read the workbook takes the CSV file, and must see the same selection."""
    pytest.importorskip("python_calamine", reason="the extra xlsx is not installed")
    book, text = (FOLDER / f"selection_answers.{end}" for end in ("xlsx", "csv"))
    found = read_questionnaire(book)
    assert found == read_questionnaire(text)
    assert (len(found.questions), len(found.answers)) == (30, 12)


def test_there_are_examples():
    """An empty folder would let the tests above pass without running anything."""
    assert EXAMPLES
    assert NOTEBOOKS


def test_every_example_is_in_the_list_of_examples():
    """A reader chooses by the list; a script that is not on it is not found, nor one that is gone."""
    listed = re.findall(r"\| `(\w+\.\w+)` \|", (FOLDER / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(path.name for path in (*EXAMPLES, *NOTEBOOKS))
