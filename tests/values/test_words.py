"""A word of a fixed list is found by its text, and a wrong one is met with the nearest."""

import pickle

import pytest

from commissioning.records.strategy import HealthProcess
from commissioning.stages import Stage
from commissioning.values.text import Word


class Colour(Word):
    RED = "red"
    DARK_BLUE = "dark blue"


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        (Stage, "go_live", "'go_live' is not a stage; did you mean \"go-live\"?"),
        (Stage, "AWARD", "'AWARD' is not a stage; did you mean \"award\"?"),
        (HealthProcess, "direct award", "'direct award' is not a health process; did you mean "
         '"direct award process A", "direct award process B" or "direct award process C"?'),
        (HealthProcess, "dynamic", "'dynamic' is not a health process; choose from "
         "direct award process A, direct award process B, direct award process C, most suitable "
         "provider process and competitive process"),
        (Colour, 3, "3 is not a colour; choose from red and dark blue"),
    ],
)  # fmt: skip
def test_unknown_word_is_refused_with_the_nearest(kind, text, words):
    """A cell of a spreadsheet that is one letter wrong is put right without reading the source."""
    with pytest.raises(ValueError, match=" is not ") as refused:
        kind(text)
    assert str(refused.value) == words


def test_word_is_its_text_and_survives_pickle():
    """Files and data frames hold the text, and it compares equal."""
    assert Colour("dark blue") is Colour.DARK_BLUE == "dark blue"
    assert pickle.loads(pickle.dumps(Stage.GO_LIVE)) is Stage.GO_LIVE
