"""Words that lead beyond the calendar end in one sentence."""

from datetime import date

import pytest

from commissioning.dates.parsing import parser
from commissioning.dates.windows import Window
from commissioning.errors import FormatError


def test_reckoning_that_overflows_is_told_in_words(monkeypatch):
    """No traceback from the calendar reaches an officer, whatever the reckoning inside."""

    def beyond(*_):
        raise OverflowError

    monkeypatch.setattr(parser, "_lasting", beyond)
    with pytest.raises(FormatError, match="it leads beyond the calendar, whose last year is 9999"):
        Window.parse("May onwards", near=date(2024, 5, 1))
