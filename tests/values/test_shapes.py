"""The shapes of fields, which the check, the codec, the schema, the drafts and the strategies read."""

from datetime import date
from decimal import Decimal

import pytest
from attrs import field

from commissioning import Lot, Money, Stage
from commissioning.errors import RecordError
from commissioning.values.frozen import frozen
from commissioning.values.scales import Scale
from commissioning.values.shapes import (
    Either,
    Fixed,
    ManyOf,
    OfClass,
    OneOf,
    OrNone,
    Plain,
    shape,
    shapes,
)


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        (str, Plain(str)),
        (Decimal, Plain(Decimal)),
        (Stage, OneOf(Stage)),
        (Money, OfClass(Money)),
        (date | None, OrNone(Plain(date))),
        (tuple[str, ...], ManyOf(Plain(str))),
        (tuple[str, Decimal], Fixed((Plain(str), Plain(Decimal)))),
        (tuple[Money, ...] | None, OrNone(ManyOf(OfClass(Money)))),
        (Money | Scale, Either((OfClass(Money), OfClass(Scale)))),
        (Money | Scale | None, OrNone(Either((OfClass(Money), OfClass(Scale))))),
    ],
)
def test_each_annotation_has_one_shape(annotation, expected):
    """Four readers walk this tree; two ways to write the same field must not look different."""
    assert shape(annotation) == expected


def test_row_of_one_shape_is_not_equal_to_a_tuple_of_one_part():
    """Strategies are kept by the shape: two that are equal would draw the wrong values."""
    assert ManyOf(ManyOf(Plain(str))) != Fixed((Plain(str),))
    assert Fixed((Plain(str),)) != ManyOf(Plain(str))


def test_shapes_of_a_class_are_its_fields_in_order():
    """The codec writes fields in this order, so two builds of one file do not differ."""
    assert list(shapes(Lot))[:2] == ["reference", "title"]


@frozen
class Quoted:
    """A value with a field whose class is named in quotes, as before a class is defined."""

    amounts: "tuple['Money', ...]"


def test_annotation_may_name_a_class_in_quotes():
    """A council's class may hold values of one that it defines further down."""
    assert shapes(Quoted) == {"amounts": ManyOf(OfClass(Money))}


@frozen
class Counted:
    """A value that works out one of its fields."""

    words: str
    letters: int = field(init=False, default=3)


def test_computed_fields_have_no_shape():
    """What a class works out for itself is neither checked nor written to a file."""
    assert shapes(Counted) == {"words": Plain(str)}


@pytest.mark.parametrize("annotation", [list[str], set[int], dict[str, int], list[str] | None])
def test_field_that_could_be_changed_is_refused_with_what_to_write(annotation):
    """A list is the first thing that an engineer writes in a record of their own."""
    with pytest.raises(RecordError, match=r"can be changed; write a tuple: tuple\[str, \.\.\.\]"):
        shape(annotation)
