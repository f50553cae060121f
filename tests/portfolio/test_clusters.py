"""The recipes of the documentation for Spark, Ray and Dask: each finds what one machine finds.

The three are large, so they are a dependency group of their own, `distributed`; where one is not installed
its test says so and is left out.
"""

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from commissioning.interchange import dumps
from commissioning.portfolio import audit_batches
from commissioning.testing import seeded_portfolio

pa = pytest.importorskip("pyarrow")

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "ask-many-cycles.md"
PACKAGES = {"Spark": "pyspark", "Ray": "ray", "Dask": "dask"}
ROWS = """
if __name__ == "__main__":
    RECIPE
    from pyarrow import parquet
    parquet.write_table(findings, "findings.parquet")
"""
"""A program of a recipe. Dask begins processes that read it anew, hence the first line."""


def recipe(tool):
    """The block of the page that is about a tool."""
    blocks = re.findall(r"^```text\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    (found,) = (each for each in blocks if PACKAGES[tool] in each)
    return found


@pytest.fixture(scope="module")
def batch():
    """CONSTRUCTED: forty documents with breaches, and one that is none."""
    cycles = list(seeded_portfolio(40, seed=3, breaches=True))
    names, texts = [c.reference for c in cycles], [dumps(c) for c in cycles]
    return pa.RecordBatch.from_pydict({"name": [*names, "bad"], "document": [*texts, "{"]})


def in_order(table):
    """The rows of a table of findings, in an order that does not depend on who found them."""
    return sorted(map(repr, table.to_pylist()))


@pytest.mark.parametrize("tool", sorted(PACKAGES))
def test_recipe_finds_what_one_machine_finds(tool, batch, tmp_path):
    """A cluster is believed because nobody can check ten thousand findings by hand."""
    if find_spec(PACKAGES[tool]) is None:
        pytest.skip(f"needs the group distributed: {PACKAGES[tool]} is not installed")
    if tool == "Spark" and shutil.which("java") is None:
        pytest.skip("needs the group distributed: Spark needs Java, which is not installed")
    from pyarrow import parquet

    (tmp_path / "documents").mkdir()
    documents = pa.Table.from_batches([batch])
    for number, part in enumerate((documents.slice(0, 20), documents.slice(20))):
        parquet.write_table(part, tmp_path / "documents" / f"{number}.parquet")
    lines = recipe(tool).replace("\n", "\n    ")
    (tmp_path / "recipe.py").write_text(ROWS.replace("RECIPE", lines), "utf-8")
    done = subprocess.run(
        [sys.executable, "recipe.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    alone = pa.Table.from_batches(audit_batches(iter([batch])))
    found = parquet.read_table(tmp_path / "findings.parquet")
    assert in_order(found) == in_order(alone)
    assert len(found) > 5
    assert found.schema.names == alone.schema.names
