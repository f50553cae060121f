"""A valid example of any value or record of the library, to start from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final, TypeVar, cast

from commissioning.records import criteria, engagement, options, pricing
from commissioning.records.record import Basis, Grounds, Record
from commissioning.testing.drafts.any_kind import DRAFTS, make, simplest
from commissioning.testing.stories.scenario import PRICE, WRITTEN, Scene
from commissioning.values.checking import Checked
from commissioning.values.scales import ZERO_TO_FIVE
from commissioning.values.shapes import shapes

V = TypeVar("V", bound=Checked)

_QUALITY: Final = criteria.Criterion(
    reference=WRITTEN, title="Quality", weight=100, scale=ZERO_TO_FIVE, panel="panel"
)
_PRICE: Final = criteria.Criterion(
    reference=PRICE, title="Price", kind=criteria.CriterionKind.PRICE
)
BY_HAND: Final[tuple[Checked, ...]] = (
    Basis(grounds=Grounds.CONSTRUCTED),
    criteria.DescribedCriteria(
        criteria=(_QUALITY,), importance="in descending order of importance"
    ),
    pricing.FixedPrice(highest=100_000),
    pricing.FloorAndCeiling(floor=80_000, ceiling=120_000),
    engagement.Meetings(first_on=Scene().day, rule="FREQ=WEEKLY"),
    options.OptionMark(criterion="choice", because="people could choose among three providers"),
    criteria.PricePerQualityPoint(criteria=(_QUALITY, _PRICE)),
    criteria.QualityFloorThenPrice(criteria=(_QUALITY, _PRICE), quality_floor=60),
)
"""Values that no draft holds and whose fields must agree with one another."""


def example(cls: type[V]) -> V:
    """A valid value or record of a class: from the drafts where one is there, or the plainest.

    Raises `RecordError` where the plainest values do not agree; a class of your own may need them.
    """
    if issubclass(cls, Record):
        return cast("V", make(cast("type[Record]", cls), Scene()))
    found = _found().get(cls)
    return cast("V", simplest(cls, Scene()) if found is None else found)


@cache
def _found() -> dict[type, Checked]:
    """The first value of each class that is part of a draft."""
    held: dict[type, Checked] = {type(value): value for value in BY_HAND}
    for written in DRAFTS.values():
        for value in _within(written(Scene())):
            held.setdefault(type(value), value)
    return held


def _within(value: object) -> Iterator[Checked]:
    if isinstance(value, Checked):
        yield value
        for name in shapes(type(value)):
            yield from _within(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from _within(part)
