"""What an older format wrote is brought up to today's, one format after the other."""

from typing import Any

import pytest

from commissioning.errors import FormatError
from commissioning.interchange.formats import FORMAT, of_today


def renamed(data: dict[str, Any]) -> dict[str, Any]:
    """Format 2 calls `note` what format 1 called `remark`."""
    return {"note" if name == "remark" else name: part for name, part in data.items()}


def in_capitals(data: dict[str, Any]) -> dict[str, Any]:
    """Format 3 writes titles in capitals."""
    return {name: part.upper() if name == "title" else part for name, part in data.items()}


UPCASTERS = (renamed, in_capitals)
FILE = {
    "format": "commissioning/1",
    "title": "Home care",
    "records": [{"type": "go-live", "remark": "late"}],
}


def test_old_file_is_brought_up_format_by_format_with_its_records():
    """A file of today must load in twenty years, without one step from each format to the last."""
    assert of_today(FILE, "the file", UPCASTERS) == {
        "format": "commissioning/3",
        "title": "HOME CARE",
        "records": [{"type": "go-live", "note": "late"}],
    }
    assert (
        of_today({**FILE, "format": "commissioning/2"}, "the file", UPCASTERS)["records"]
        == (FILE["records"])
    )


def test_record_by_itself_is_brought_up_too():
    """A store keeps each record as a document of its own."""
    one = {"format": "commissioning/1", "type": "go-live", "remark": "late"}
    assert of_today(one, "entry 3", UPCASTERS)["note"] == "late"


def test_document_of_todays_format_is_left_as_it_is():
    """Nearly every document is."""
    data = {"format": FORMAT, "title": "x"}
    assert of_today(data, "the file") is data
    assert of_today({"title": "x"}, "the file") == {"title": "x"}


@pytest.mark.parametrize("given", ["commissioning/4", "commissioning/0", 3, None, ["x"]])
def test_format_of_the_future_is_refused_with_those_that_are_read(given):
    """An older library must not half understand a newer file."""
    with pytest.raises(FormatError, match='it reads "commissioning/1", "commissioning/2" and'):
        of_today({"format": given}, "the file", UPCASTERS)
