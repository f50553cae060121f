"""Open families: a council's own kind is known by its tag, and every slip in it is named."""

from __future__ import annotations

from fractions import Fraction
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from commissioning import records
from commissioning.errors import RecordError
from commissioning.process import KINDS, Process
from commissioning.records.figures import AgainstLowest, FigureFormula
from commissioning.records.methods import AwardMethod, Method, WeightedSum
from commissioning.records.pricing import LowestPriceProportional, PriceFormula
from commissioning.values.families import Family, family_of, is_family, kinds_of, tag_of
from commissioning.values.frozen import frozen


@frozen(kw_only=True)
class HalfAtTwice(PriceFormula):
    """share = (lowest / price) squared. One quarter at twice the lowest price."""

    def share(self, price, field_, /):
        return (min(field_) / price) ** 2


@frozen(kw_only=True)
class Renamed(PriceFormula):
    """share = 1. A kind that was called something else in older files."""

    tag = "flat-rate"

    def share(self, price, field_, /):
        return Fraction(1)


def faults(*kinds: type) -> tuple[str, ...]:
    """The problems of a process with these kinds."""
    with pytest.raises(RecordError) as refused:
        Process.standard().with_kinds(*kinds)
    return refused.value.problems


def test_tag_is_the_class_name_unless_the_kind_states_one():
    """Files outlive names: a kind that is renamed keeps its tag with one line."""
    assert (HalfAtTwice.tag, tag_of(HalfAtTwice)) == ("half-at-twice", "half-at-twice")
    assert Renamed.tag == "flat-rate"
    assert LowestPriceProportional.tag == "lowest-price-proportional"


def test_tag_of_a_kind_is_not_inherited():
    """Two kinds with one tag could not be told apart, so a kind derived from another has its own."""

    @frozen(kw_only=True)
    class Later(Renamed):
        """share = 1. The same again."""

    assert Later.tag == "later"


def test_family_is_the_class_directly_below_the_base():
    """The codec asks this of every annotation, and a kind asks it of itself."""
    assert is_family(PriceFormula)
    assert is_family(AwardMethod)
    assert not is_family(Method)
    assert not is_family(HalfAtTwice)
    assert not is_family(int | None)
    assert family_of(HalfAtTwice) is PriceFormula
    assert family_of(WeightedSum) is AwardMethod
    assert family_of(int) is None


def test_kinds_of_a_family_are_listed_by_tag_in_order():
    """A price formula and a figure formula live in one list and never meet in one field."""
    mine = Process.standard().with_kinds(HalfAtTwice)
    assert list(kinds_of(PriceFormula, mine.kinds))[-1] == "half-at-twice"
    assert "half-at-twice" not in kinds_of(FigureFormula, mine.kinds)


def test_process_with_a_kind_twice_holds_it_once():
    """A notebook cell that is run again adds nothing."""
    mine = Process.standard().with_kinds(HalfAtTwice)
    assert mine.with_kinds(HalfAtTwice) == mine
    assert mine.kinds == (*KINDS, HalfAtTwice)


def test_steps_and_kinds_of_a_process_are_kept_together():
    """A council that adds a record keeps the formula that it has added before."""
    mine = Process.standard().with_kinds(HalfAtTwice)
    assert mine.with_steps().kinds == mine.kinds


def test_kind_of_no_family_is_refused():
    """Nothing could ever hold it."""
    message = "is not a kind of a family; derive it from one, such as PriceFormula"
    assert faults(int, PriceFormula, Family) == (
        f"int {message}", "PriceFormula is a family; give one of its kinds", f"Family {message}",
    )  # fmt: skip


def test_kind_without_a_docstring_is_refused():
    """Its first sentence is its rule in every explanation."""

    @frozen
    class Silent(HalfAtTwice):
        pass

    assert faults(Silent) == (
        "Silent has no description; give it a docstring that begins with its rule",
    )


def test_kind_without_the_method_of_its_family_is_refused():
    """It would be found only when the first bid is priced."""

    @frozen(kw_only=True)
    class Unfinished(PriceFormula):
        """share = whatever is written later."""

    lacking = 'Unfinished has no method "share"; write it, see "price formulas of your own"'
    assert faults(Unfinished) == (lacking,)
    with pytest.raises(RecordError) as refused:
        Unfinished()
    assert refused.value.problems == (lacking,)


@pytest.mark.parametrize("family", dict.fromkeys(map(family_of, KINDS)))
def test_page_that_a_family_names_is_there(family):
    """An error that sends its reader to a page must not send them nowhere."""
    pages = (Path(__file__).parents[2] / "docs" / "how-to").glob("*.md")
    titles = {page.read_text(encoding="utf-8").splitlines()[0].lower() for page in pages}
    assert f"# {family.page}".lower() in titles


def test_kind_that_is_not_frozen_is_refused():
    """Its fields would be no fields, and would be lost in a file without a word."""

    class Soft(HalfAtTwice):
        """share = 1."""

    assert faults(Soft) == ("Soft is not frozen; decorate it with @frozen(kw_only=True)",)


@pytest.mark.parametrize("tag", ["Flat Rate", "flat_rate", "", "-flat", "flat-", "4-flat"])
def test_tag_that_is_no_small_word_is_refused(tag):
    """Tags stand in files and addresses, where capitals and blanks get lost."""
    kind = frozen(type("Odd", (HalfAtTwice,), {"tag": tag, "__doc__": "share = 1."}))
    assert faults(kind) == (f'the tag "{tag}" of Odd must be small letters joined by hyphens',)


def test_tag_of_two_kinds_of_a_family_is_refused():
    """A file could mean either. In another family the same tag is another thing."""

    @frozen
    class Twin(HalfAtTwice):
        """share = 1."""

        tag = "flat-rate"

    @frozen
    class Cousin(AgainstLowest):
        """share = 1."""

        tag = "flat-rate"

    assert faults(Renamed, Twin) == (
        'the tag "flat-rate" names 2 kinds of price formula; give each its own',
    )
    assert Cousin in Process.standard().with_kinds(Renamed, Cousin).kinds


def test_value_of_no_family_is_told_how_to_join():
    """Somebody with a formula of their own is one line away from it, and has to learn which line."""
    listed = (
        "Built in: LowestPriceProportional, LinearDeviation, MeanBased, PriceRange, FloorAndCeiling, "
        'FixedPrice, BandedPrices. To add your own, see "price formulas of your own"'
    )
    assert PriceFormula.stranger(3) == f"int is not a price formula the library knows. {listed}"
    assert PriceFormula.stranger(int) == f"int is not a price formula the library knows. {listed}"


def test_kind_has_no_example_unless_it_gives_one():
    """Most are made from the plainest fields; one whose fields must agree says how."""
    assert HalfAtTwice.example() is None
    for kind in KINDS:
        example = kind.example()
        assert example is None or type(example) is kind


def test_every_kind_of_the_library_is_known_to_the_standard_process():
    """A kind that the process does not know can be used in a script and never be saved."""
    for module in iter_modules(records.__path__, "commissioning.records."):
        import_module(module.name)
    assert set(Family.built_in()) == set(KINDS)


def test_kind_that_a_council_extends_stays_one_of_the_library():
    """A council's variant of a formula would otherwise take it out of the hints, or out of every file."""

    @frozen(kw_only=True)
    class Gentler(LowestPriceProportional):
        """share = lowest price / price, for a council that calls it gentle."""

    assert LowestPriceProportional in PriceFormula.built_in()
    assert Gentler not in PriceFormula.built_in()
