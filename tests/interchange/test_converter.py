"""Records of the library inside the attrs classes of another tool."""

from datetime import date

import pytest
from attrs import frozen

from commissioning.errors import FormatError
from commissioning.interchange.converter import converter
from commissioning.records.challenge import Challenge
from commissioning.records.record import Record
from commissioning.records.tender import TenderReceived
from commissioning.testing import make
from commissioning.values.money import Money, pounds


@frozen
class Folder:
    """A class of a council's own tool."""

    name: str
    fee: Money
    tender: TenderReceived
    records: tuple[Record, ...]
    opened: date


FOLDER = Folder(
    "lot N1", pounds("12.50"), make(TenderReceived), (make(Challenge),), date(2026, 4, 1)
)


def test_records_inside_another_class_come_back_equal():
    """A tool keeps its own case file in JSON and does not lose a penny or a tag."""
    ours = converter()
    assert ours.loads(ours.dumps(FOLDER), Folder) == FOLDER


def test_misspelt_field_of_a_record_is_named():
    """The tool shows its user what is wrong, not a traceback of the library."""
    data = {**converter().unstructure(FOLDER.tender), "providr": "x"}
    with pytest.raises(FormatError, match="provider"):
        converter().structure(data, TenderReceived)


def test_record_of_another_kind_is_refused():
    """A challenge where a tender belongs is a slip that would surface much later."""
    data = converter().unstructure(FOLDER.records[0])
    with pytest.raises(FormatError, match="the object is a Challenge"):
        converter().structure(data, TenderReceived)
