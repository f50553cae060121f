"""The findings of many documents: in Arrow batches, and on several processors."""

import pickle
from datetime import date

import pytest

from commissioning.cycle import Cycle
from commissioning.errors import FormatError, RecordError
from commissioning.interchange import dumps
from commissioning.portfolio import audit_batches, audit_many, tables

pa = pytest.importorskip("pyarrow")


@pytest.fixture(scope="module")
def files(few, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cycles")
    for name, one in zip(("live", "moved", "rash", "new"), few, strict=False):
        text = dumps(one if hasattr(one, "record") else one.cycle)
        (folder / f"{name}.json").write_text(text, "utf-8")
    (folder / "bad.json").write_text("{", "utf-8")
    return [folder / f"{name}.json" for name in ("live", "moved", "rash", "bad", "new")]


def batch(files):
    return pa.RecordBatch.from_pydict(
        {"name": [f.stem for f in files], "document": [f.read_text("utf-8") for f in files]}
    )


def test_findings_of_batches_are_those_of_the_tables(few, files, today):
    """The function that runs on a cluster must find what a laptop finds."""
    batches = iter([batch(files[:2]), batch(files[2:])])
    found = pa.Table.from_batches(list(audit_batches(batches))).to_pylist()
    expected = tables(few[:4], today.replace(year=2030))["findings"].to_dicts()
    assert [row for row in found if row["cycle"] != "bad"] == expected
    (bad,) = (row for row in found if row["cycle"] == "bad")
    assert (
        bad["message"]
        == "line 1, column 2: the text breaks off here; it may have been cut short on its way"
    )


def test_batch_comes_out_for_each_that_goes_in_with_one_schema():
    """A cluster declares the columns before it has seen a row, so an empty batch has them too."""
    empty = pa.RecordBatch.from_pydict(
        {"name": pa.array([], pa.string()), "document": pa.array([], pa.string())}
    )
    (out,) = audit_batches(iter([empty]))
    assert out.num_rows == 0
    assert out.schema == pa.table(tables((), date(2023, 3, 1))["findings"]).schema


def test_batch_without_its_columns_is_refused():
    """The error a cluster shows is far from the person who named the columns."""
    with pytest.raises(FormatError) as refused:
        list(audit_batches(iter([pa.RecordBatch.from_pydict({"name": ["x"], "json": ["{}"]})])))
    assert str(refused.value) == "batch: it has no column document; give name and document"


def test_reader_of_batches_is_taken_and_a_table_is_not():
    """A table goes through column by column: the error came up at the first name, as a missing schema."""
    table = pa.table({"name": ["x"], "document": ["{"]})
    (out,) = audit_batches(table.to_reader())
    assert out.num_rows == 1
    for one in (table, *table.to_batches()):
        with pytest.raises(RecordError, match="is not an iterator of batches; give one, such as"):
            audit_batches(one)


def test_batch_function_can_be_sent_to_another_process():
    """Spark, Ray and Dask pickle the function that they are given."""
    assert pickle.loads(pickle.dumps(audit_batches)) is audit_batches


def test_several_processes_find_what_one_finds_in_the_same_order(files):
    """Who shares the work must not change its result."""
    many = [*files * 4, *[files[2]] * 3]
    seen = []
    alone = audit_many(many, progress=lambda done, whole: seen.append((done, whole)))
    assert audit_many(many, processes=2) == alone
    assert alone.rows[-1][0].endswith("rash")
    assert seen == [(20, 23), (23, 23)]
    assert (
        len({row[0] for row in alone.rows}) == 2
    )  # the one signed too soon, and the one cut short


def test_fewer_than_one_process_is_refused(files):
    """Nothing would ever be done."""
    with pytest.raises(ValueError, match="processes: 0 is below the minimum of 1"):
        audit_many(files, processes=0)


def test_cycles_in_the_place_of_files_are_refused_in_one_sentence():
    """`tables` takes cycles and this takes files, so one is easily given for the other."""
    with pytest.raises(RecordError, match=r"paths\[0\]: <Cycle .* is not a path"):
        audit_many([Cycle("Care")])
