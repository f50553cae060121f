"""The decorator of every class: what attrs gives a class, written only when it is asked for."""

import copy
import inspect
import pickle
import sys
from functools import cached_property
from typing import ClassVar

import attrs
import pytest

from commissioning.values.frozen import frozen


def declare(decorator):
    """The same two classes by any decorator."""

    @decorator(kw_only=True)
    class Paper:
        kind: ClassVar[str] = "paper"
        on: str
        note: str = attrs.field(default="", eq=False, repr=False)

        def named(self):
            return f"{self.kind} of {self.on}"

    @decorator
    class Letter(Paper):
        lines: tuple = attrs.field(converter=tuple)
        length: int = attrs.field(
            init=False, default=attrs.Factory(lambda self: len(self.lines), takes_self=True)
        )

        def named(self):
            return f"letter, {super().named()}"

    return Paper, Letter


OURS, THEIRS = declare(frozen)[1], declare(attrs.frozen)[1]


def test_values_print_and_compare_as_those_of_attrs():
    """Reprs stand in the documents, and records are kept in sets by what they say."""
    ours, theirs = OURS(["a", "b"], on="May"), THEIRS(["a", "b"], on="May")
    assert repr(ours) == repr(theirs).replace("attrs_frozen", "frozen")
    assert ours == OURS(("a", "b"), on="May", note="not compared")
    assert ours != OURS(("a",), on="May")
    assert ours != theirs
    assert hash(ours) == hash(OURS(("a", "b"), on="May", note="other"))
    assert ours.length == 2
    assert ours.named() == "letter, paper of May"


def test_fields_and_signature_are_those_of_attrs():
    """The codec, the strategies and the reader's editor ask for them."""
    assert [f.name for f in attrs.fields(OURS)] == [f.name for f in attrs.fields(THEIRS)]
    assert attrs.fields(OURS).on.inherited
    assert not attrs.fields(OURS).lines.inherited
    assert inspect.signature(declare(frozen)[1]) == inspect.signature(THEIRS)
    assert OURS.__match_args__ == THEIRS.__match_args__ == ("lines",)


def test_values_cannot_be_changed_and_have_no_room_for_more():
    """A record that changed after it was recorded would be another history."""
    value = OURS((), on="May")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        value.on = "June"
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del value.on
    assert not hasattr(value, "__dict__")


def test_class_of_attrs_may_extend_a_class_of_ours():
    """A council declares its own kind of record with the decorator that it knows."""

    @attrs.frozen(kw_only=True)
    class Visit(declare(frozen)[0]):
        place: str

    assert Visit(on="May", place="Alder") == Visit(on="May", place="Alder")
    assert inspect.signature(Visit).parameters.keys() == {"on", "note", "place"}


def test_class_of_ours_may_extend_a_class_of_attrs():
    """So does a part of the library that keeps to attrs for a reason of its own."""

    @attrs.frozen
    class Base:
        on: str

    @frozen
    class Visit(Base):
        place: str = "Alder"

    assert repr(Visit("May")).endswith("Visit(on='May', place='Alder')")


def test_methods_are_not_written_before_they_are_asked_for():
    """This is the time that the first cycle of a run is spared."""
    paper, letter = declare(frozen)
    assert "__init__" not in {n for n, p in vars(letter).items() if inspect.isfunction(p)}
    letter((), on="May")
    assert inspect.isfunction(vars(letter)["__init__"])
    assert not inspect.isfunction(vars(paper)["__init__"])


def test_model_of_a_class_is_not_among_the_subclasses():
    """Strategies walk them; a class that no one declared would be drawn."""
    paper, letter = declare(frozen)
    letter((), on="May")
    assert [cls for cls in paper.__subclasses__() if "__written_by__" in vars(cls)] == [letter]


def test_class_that_compares_itself_keeps_its_own_way():
    """Two cycles are the same if their records are."""

    @frozen
    class Ours:
        name: str

        def __eq__(self, other):
            return isinstance(other, Ours) and self.name.lower() == other.name.lower()

        def __hash__(self):
            return hash(self.name.lower())

    @frozen(eq=False, repr=False)
    class Single:
        name: str

    assert Ours("A") == Ours("a")
    assert len({Ours("A"), Ours("a")}) == 1
    assert Single("a") != Single("a")
    assert "Single object" in repr(Single("a"))


def test_cached_property_keeps_its_value_beside_the_fields():
    """A case works out its law once, in a place of its own: the fields of a value never change."""

    @frozen
    class Counted:
        words: tuple

        @cached_property
        def length(self):
            return [len(self.words)]

    @frozen
    class Weighed(Counted):
        @cached_property
        def weight(self):
            return 2 * self.length[0]

    assert "__init__" not in {n for n, p in vars(Weighed).items() if inspect.isfunction(p)}
    value = Weighed(("a",))
    assert value.weight == 2
    assert value.length is value.length
    assert vars(value).keys() == {"weight", "length"}
    assert attrs.evolve(value, words=()).weight == 0
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        value.length = 3


@frozen
class Kept:
    """A value to pickle."""

    words: tuple = ()

    @cached_property
    def length(self):
        """The number of words."""
        return len(self.words)


def test_values_are_pickled_and_copied():
    """Batches of cycles go to other processes."""
    value = Kept(("a",))
    assert value.length == 1
    assert pickle.loads(pickle.dumps(value)) == copy.deepcopy(value) == attrs.evolve(value) == value


def test_class_without_a_decorator_uses_the_methods_of_its_base():
    """A test double that only overrides a method is no new declaration."""

    @frozen
    class Base:
        name: str

    class Double(Base):
        """Has no fields of its own."""

    assert repr(Double("a")).endswith("Double(name='a')")
    assert "__repr__" not in vars(Double)


def test_late_method_asked_for_again_gives_the_one_that_was_written():
    """Two threads may ask at once, and the second finds it done."""
    paper, _ = declare(frozen)
    late = vars(paper)["__init__"]
    paper(on="May")
    assert late.__get__(None, paper) is paper.__init__
    assert late.__get__(paper, type).__func__ is paper.__init__


def test_method_with_a_closure_keeps_what_it_closes_over():
    """Only the cell that holds the class is set anew."""
    other = "other"

    @frozen
    class Base:
        name: str

        def words(self):
            return self.name

    @frozen
    class Closing(Base):
        def words(self):
            return f"{super().words()} and {other}"

    assert Closing("one").words() == "one and other"


def test_class_is_made_without_hypothesis_too(monkeypatch):
    """Only a test session has loaded what draws values of every class."""
    monkeypatch.delitem(
        sys.modules, "commissioning.testing.strategies.hypothesis_hook", raising=False
    )
    paper, _ = declare(frozen)
    assert paper(on="May").named() == "paper of May"


def test_repr_of_ones_own_holds_for_the_classes_below():
    """Every kind of record is shown as the base says, without a word in each of them."""

    @frozen
    class Base:
        name: str

        def __repr__(self) -> str:
            return f"<{self.name}>"

    @frozen
    class Below(Base):
        size: int

    @frozen
    class Plain:
        name: str

    @frozen
    class BelowPlain(Plain):
        size: int

    assert repr(Below("a", 1)) == "<a>"
    assert repr(Plain("a")).endswith("Plain(name='a')")
    assert repr(BelowPlain("a", 1)).endswith("BelowPlain(name='a', size=1)")


def test_class_may_name_itself_in_its_fields():
    """Python 3.14 reads annotations late, and from then on councils leave the quotes out."""
    itself = "Step" if sys.version_info >= (3, 14) else "'Step'"
    names = {"frozen": frozen, "__name__": __name__}
    exec(f"@frozen\nclass Step:\n    after: {itself} = None\n", names)
    step = names["Step"]
    assert [field.name for field in attrs.fields(step)] == ["after"]
    assert step(step()).after == step()
