"""The table of the mapping: every kind of record has a row, and the code does what its row says."""

from commissioning.interchange.ocds.mapping import BY_KIND, BY_TAG, ROWS, Way
from commissioning.interchange.ocds.writers import WRITERS
from commissioning.process import STANDARD


def test_every_kind_of_record_has_a_row():
    """A new kind without one would be lost on the way out, and nobody would be told."""
    assert {row.tag for row in ROWS} == {step.tag for step in STANDARD.steps}
    assert len(BY_TAG) == len(ROWS)


def test_row_for_what_is_not_in_ocds_says_why():
    """ "Not in OCDS" without a reason is a gap, not a decision."""
    for row in ROWS:
        assert row.place.startswith("because ") is (row.way is Way.HOME), row.tag
        assert not (row.way is Way.HOME and row.tags), row.tag


def test_kind_is_written_where_its_row_says_so():
    """The documentation shows the table; a writer that does more or less makes it untrue."""
    by_other_records = {
        "brought-forward",
        "procurement-strategy",
        "specification",
        "notice",
        "tender",
    }
    written = {row.tag for row in ROWS if row.writes}
    assert {BY_KIND[kind].tag for kind in WRITERS} == written - by_other_records
