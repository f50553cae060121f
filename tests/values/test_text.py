"""Names and lists in sentences."""

import pytest

from commissioning.values.text import listed, numbered


@pytest.mark.parametrize(
    ("things", "sentence"),
    [
        ("", ""),
        ("a", "a"),
        ("ab", "a and b"),
        ("abc", "a, b and c"),
        ("abcdef", "a, b, c, d, e and f"),
        ("abcdefg", "a, b, c, d, e and 2 more"),
    ],
)
def test_list_longer_than_six_is_cut_after_five(things, sentence):
    """Forty names hide what a sentence says of them; cutting off a single one saves nothing."""
    assert listed(things) == sentence


def test_alternatives_are_joined_by_or():
    """The reader chooses one of them."""
    assert listed(("restricted", "open"), "or") == "restricted or open"


def test_noun_agrees_with_the_number_of_its_names():
    """ "Contracts C1" would read as a slip of the pen."""
    assert numbered("contract", ("C1",)) == "contract C1"
    assert numbered("contract", ("C1", "C2")) == "contracts C1 and C2"
