"""The one door that leads up the house."""

import re
from pathlib import Path

import pytest

from commissioning.display.notebook import bundle

SRC = Path(__file__).parents[2] / "src" / "commissioning"


def test_no_other_module_below_the_display_names_it_as_text():
    """An arrow written as text is one that the layer rule cannot see."""
    rooms = ("values", "dates", "findings", "records", "ledger", "law", "evaluation", "planning",
             "mobilisation", "contracts", "gates", "timetable", "agenda")  # fmt: skip
    named = re.compile(r"""["']commissioning\.""")
    found = [
        path.relative_to(SRC).as_posix()
        for room in rooms
        for path in sorted((SRC / room).rglob("*.py"))
        if named.search(path.read_text(encoding="utf-8"))
    ]
    # The decorator of every class looks whether hypothesis has loaded our hook; it imports nothing.
    assert found == ["values/frozen.py", "values/notebook.py"]


def test_value_without_a_view_is_refused_by_name():
    """A class that promises a view and has none is a fault of the library, said plainly."""
    with pytest.raises(LookupError, match="there is no view for int"):
        bundle(3)
