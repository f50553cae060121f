"""Names and lists in sentences."""

import pytest

from commissioning.values.text import (
    agreeing,
    article,
    did_you_mean,
    display_name,
    listed,
    nearest,
    no_such,
    numbered,
    of_people,
    sentence,
)


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


def test_unknown_name_is_answered_with_the_nearest_ones():
    """A slip of one letter is the usual one."""
    assert did_you_mean("alderr", ("birch", "alder")) == '; did you mean "alder"?'
    assert did_you_mean("x", ("birch", "alder")) == ""
    assert did_you_mean("OPNE", ("OPEN",), "`", "Stage.") == "; did you mean `Stage.OPEN`?"


def test_name_of_many_letters_is_near_to_none():
    """A page pasted into the place of a name would take a minute to compare."""
    assert nearest("alder" * 100, ("alder",)) == []


def test_name_that_is_not_text_is_unknown_like_any_other():
    """A variable that was never set should be met with the names there are, and not with a length."""
    assert nearest(None, ("N1", "N2")) == []
    assert no_such("lot", None, ("N1", "N2")) == 'there is no lot "None"; choose from N1 and N2'


def test_unknown_name_without_a_near_one_is_answered_with_a_choice():
    """Whoever guesses needs the list."""
    assert no_such("lot", "N11", ("N1", "S1")) == 'there is no lot "N11"; did you mean "N1"?'
    assert no_such("lot", "east", ("N1", "S1")) == 'there is no lot "east"; choose from N1 and S1'
    assert no_such("lot", "N1", ()) == 'there is no lot "N1"'
    assert no_such("lot", "", ("N1", "S1")) == "no lot is given; choose from N1 and S1"


def test_part_of_a_name_is_answered_with_the_names_that_hold_it():
    """Who types "standstill" knows the subject and not the code; two letters are in too many names."""
    codes = ("standstill-running", "standstill-not-started", "kpis-not-set")
    assert nearest("Standstill", codes) == ["standstill-not-started", "standstill-running"]


def test_words_of_a_name_in_another_order_are_answered_with_that_name():
    """An officer says "late tender"; the code of it is tender-late."""
    codes = ("tender-late", "tender-not-invited", "response-late")
    assert nearest("late tender", codes) == ["tender-late"]
    assert nearest("late-tender", codes) == ["tender-late"]
    assert nearest("late bid", codes) == []
    assert nearest("st", codes) == []


def test_words_become_a_sentence_once():
    """A message may already end with its question mark."""
    assert sentence("the day is missing") == "The day is missing."
    assert sentence('Did you mean "N1"?') == 'Did you mean "N1"?'


def test_class_is_called_by_its_name_in_small_letters_or_by_its_own():
    """Officers say "signed contract", and an SSQ is read letter by letter."""
    named = type("ContractSigned", (), {"display_name": "signed contract"})
    assert display_name(named) == "signed contract"
    assert article("money") == "money"
    assert article("service credits") == "service credits"
    assert article("count of choices") == "a count of choices"
    assert article("consensus") == "a consensus"
    assert article(display_name(type("SSQResponse", (), {}))) == "an SSQ response"


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1 person"), (0, "0 people"), (40, "40 people"), ("fewer than 5", "fewer than 5 people")],
)
def test_number_of_people_agrees_with_its_word(number, words):
    """ "1 people" makes an officer doubt the figure beside it."""
    assert of_people(number) == words


def test_verb_agrees_with_the_number():
    """One person is waiting, two are."""
    assert [agreeing(number, "is", "are") for number in (1, 2, "1")] == ["is", "are", "is"]
