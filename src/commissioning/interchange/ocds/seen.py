"""The state of a process after each of its notices, and the looks at it as it is read.

Each look at a leaf is noted, so that a leaf left unread is a loss found by itself.

Updates are deltas, so nothing is read from a release alone. The standard has three rules: the items of a
list are matched by `id`, a list whose items have none (or that the standard marks) is replaced whole, and
null removes. The changes since a cycle was read are laid over the original by id, so that the rest stays as
it came.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import ClassVar, Final, TypeAlias, TypeVar

from attrs import define, field

from commissioning.dates.parsing.cleaning import as_printed, paragraphs
from commissioning.dates.periods import LONDON, Deadline, Period, london
from commissioning.errors import RecordError
from commissioning.interchange.ocds.fields import REPLACED_WHOLE
from commissioning.values import bounds, checking, listings, tables
from commissioning.values.frozen import frozen
from commissioning.values.money import Money, VatBasis
from commissioning.values.text import grouped, more_than_once, shortened

T = TypeVar("T")
Json: TypeAlias = "dict[str, object]"
Place: TypeAlias = "tuple[str | int, ...]"

_NO_LIMIT: Final = 9999  # and above, such as the largest number of a system, for "no limit"
_SMALLEST_SUM: Final = 1  # the forms of portals have 0 and 1 pound for "not stated"
DAY_ENDS: Final = time(23, 59, 59)


@frozen
class Loss(checking.Checked):
    """One thing that one side says and the other has no place for."""

    path: str
    """The place: of the JSON ("tender.lots[].title"), or the record and its field."""
    times: int = 1
    example: str = ""
    because: str = ""

    def order(self) -> tuple[int, str]:
        """Its place in a list: the most frequent first."""
        return -self.times, self.path

    def __str__(self) -> str:
        times = f" ({self.times} times)" if self.times > 1 else ""
        why = f": {self.because}" if self.because else ""
        return f"{self.path}{times}{why}"


class Losses(listings.Listing[Loss]):
    """The losses on the way, the most frequent first."""

    __slots__ = ()

    noun: ClassVar[str] = "loss"
    columns = tables.ColumnsOf[Loss](
        (tables.Column("path"), lambda one: one.path),
        (tables.Column("times"), lambda one: one.times),
        (tables.Column("example"), lambda one: one.example or None),
        (tables.Column("because"), lambda one: one.because or None),
    )


@define
class Looks:
    """The leaves that have been read, by their place in the merged state of one process."""

    read: set[Place] = field(factory=set)
    last: dict[tuple[Place, str, str], list[object]] = field(factory=dict)
    """The lists of the state before, by their places and by what they were read for."""
    misread: dict[str, str] = field(factory=dict)
    """The texts that could not be understood, by their path."""

    def losses(self, merged: Mapping[str, object]) -> Losses:
        """Each leaf of a state left unread, counted by its path without positions."""
        lost = grouped(
            (path_of(place), str(leaf))
            for place, leaf in leaves(merged)
            if place not in self.read and leaf not in (None, "", [], {})
        )
        found = (Loss(at, len(said), shortened(as_printed(said[0]))) for at, said in lost.items())
        return Losses(sorted(found, key=Loss.order))


def leaves(value: object, place: Place = ()) -> Iterator[tuple[Place, object]]:
    """Each leaf with its place. An item of a list is placed by its `id`, where it has one, else by number."""
    if isinstance(value, Mapping) and value:
        for name, inner in value.items():
            yield from leaves(inner, (*place, name))
    elif isinstance(value, list) and value:
        for number, inner in enumerate(value):
            yield from leaves(inner, (*place, key_of(inner, number)))
    else:
        yield place, value


def key_of(item: object, number: int) -> str | int:
    """The place of an item in its list: its `id` as text, or its number."""
    identity = item.get("id") if isinstance(item, Mapping) else None
    return number if identity is None or identity == "" else f"[{identity}]"


def path_of(place: Place) -> str:
    """A place as a path without positions: `tender.lots[].title`."""
    parts = ("[]" if isinstance(n, int) or n.startswith("[") else f".{n}" for n in place)
    return as_printed("".join(parts).removeprefix("."))


def _plain(text: str) -> str:
    """A text without HTML entities, outer spaces and signs that cannot be printed."""
    return paragraphs(html.unescape(html.unescape(text)))


@frozen(eq=False, repr=False)
class Seen:
    """An object of the merged state, whose leaves are read through it."""

    data: Mapping[str, object]
    looks: Looks
    place: Place = ()

    def _leaf(self, name: str) -> object:
        value = self.data.get(name)
        self.looks.read |= {place for place, _ in leaves(value, (*self.place, name))}
        return value

    def has(self, name: str) -> bool:
        """Whether there is anything under a name; asking reads nothing."""
        return self.data.get(name) not in (None, "", [], {})

    def at(self, name: str) -> Seen:
        """The object under a name; an empty one where there is none."""
        value = self.data.get(name)
        return Seen(value if isinstance(value, Mapping) else {}, self.looks, (*self.place, name))

    def changed(self, name: str, what: str = "") -> tuple[Seen, ...]:
        """The objects of a list that are new or changed since it was last read for the same.

        A state shares what does not change with the state before, so the others are known by identity.
        """
        place, value = (self.place, name, what), self.data.get(name)
        before = frozenset(map(id, self.looks.last.get(place, ())))
        self.looks.last[place] = value if isinstance(value, list) else []
        return self.each(name, before)

    def each(self, name: str, passed: frozenset[int] = frozenset()) -> tuple[Seen, ...]:
        """The objects of a list but for those passed over; none where there is no list."""
        value = self.data.get(name)
        items = value if isinstance(value, list) else []
        return tuple(
            Seen(item, self.looks, (*self.place, name, key_of(item, number)))
            for number, item in enumerate(items)
            if id(item) not in passed and isinstance(item, Mapping)
        )

    def text(self, name: str) -> str:
        """A text without its HTML entities and outer spaces; empty where there is none."""
        value = self._leaf(name)
        if isinstance(value, str):
            return _plain(value)
        return "" if value is None or isinstance(value, (dict, list, bool)) else str(value)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; one text alone counts as a list of one."""
        value = self._leaf(name)
        items = value if isinstance(value, list) else [value] if value else []
        texts = (_plain(str(item)) for item in items if isinstance(item, (str, int)))
        return tuple(text for text in texts if text)

    def flag(self, name: str) -> bool | None:
        value = self._leaf(name)
        return value if isinstance(value, bool) else None

    def number(self, name: str) -> Decimal | None:
        """A number exactly as written; None where there is none."""
        value = self._leaf(name)
        if value is None or isinstance(value, (bool, dict, list)):
            return None
        try:
            found = Decimal(str(value).strip().removesuffix("%"))
        except InvalidOperation:
            found = Decimal("NaN")
        if not bounds.within_bounds(found):
            self._misread(name, value)
            return None
        return found

    def limit(self, name: str) -> int | None:
        """A whole number that limits something; None where it is a sentinel for "no limit"."""
        found = self.number(name)
        if found is None or not 0 < found < _NO_LIMIT or found != found.to_integral_value():
            return None
        return int(found)

    def money(self, name: str) -> Money | None:
        """A sum: `amount` is without VAT where `amountGross` is there too, and its basis else unstated."""
        value = self.at(name)
        amount, currency = value.number("amount"), value.text("currency") or "GBP"
        basis = VatBasis.EXCLUDING if value.has("amountGross") else VatBasis.UNSTATED
        if amount is None:
            amount, basis = value.number("amountGross"), VatBasis.INCLUDING
        if amount is None:
            return None
        if amount <= _SMALLEST_SUM:
            self._misread(f"{name}.amount", f"{amount} {currency}")
            return None
        try:
            return Money(amount, currency, basis)
        except RecordError:
            self._misread(f"{name}.currency", currency)
            return None

    def moment(self, name: str) -> datetime | None:
        """A moment by the clock in London. A day alone is its first moment."""
        value = self.text(name)
        if not value:
            return None
        moment = london(value)
        if moment is None:
            self._misread(name, value)
        return moment

    def day(self, name: str) -> date | None:
        """The day in London of a moment."""
        moment = self.moment(name)
        return moment.date() if moment else None

    def deadline(self, name: str) -> Deadline | None:
        """A deadline: midnight at either end of a day means the day, for forms without a time write so."""
        moment = self.moment(name)
        if moment is None:
            return None
        at = moment.time()
        # A form that asks for no time writes midnight, by its own clock or by Greenwich's.
        whole = at in {time(0), DAY_ENDS, time(23, 59)} or "T00:00:00Z" in str(self.data.get(name))
        return Deadline(moment.date()) if whole else Deadline(moment.date(), at, LONDON)

    def period(self, name: str) -> Period | None:
        """A span of days, both ends included; None where an end is not given.

        An end at midnight as a day begins is the end of the day before, unless the span then has no day.
        """
        span = self.at(name)
        start, end = span.moment("startDate"), span.moment("endDate")
        if start is None or end is None:
            return None
        last = end.date()
        if end.time() == time(0) and last > start.date() and last.day == start.day:
            last -= timedelta(days=1)  # "until 1 April" of a contract from 1 April
        try:
            return Period(start.date(), last)
        except RecordError:
            span._misread("endDate", end.date())
            return None

    def _misread(self, name: str, value: object) -> None:
        self.looks.misread[path_of((*self.place, *name.split(".")))] = as_printed(str(value))


def coded(where: Seen, name: str, codes: Mapping[str, T]) -> T | None:
    """The meaning of the first code of a list that holds the first ten letters of a known one."""
    words = (found.text("id").lower().replace("-", "") for found in where.each(name))
    known = [(key.lower()[:10], meaning) for key, meaning in codes.items()]
    return next((meaning for said in words for key, meaning in known if key in said), None)


@frozen(kw_only=True)
class Told:
    """When and where a fact was published: the release that first said it."""

    on: date
    at: time
    release: str
    tags: tuple[str, ...] = field(default=())


_OF_THE_RELEASE: Final = ("id", "date", "tag")  # they belong to no state
_HEAD: Final = ("ocid", *_OF_THE_RELEASE, "initiationType")


def by_process(releases: Iterable[Json]) -> dict[str, tuple[Json, ...]]:
    """The releases of each process by its ocid, each group oldest first; those of one moment by id."""
    groups = grouped((as_printed(str(each.get("ocid") or "")), each) for each in releases)
    return {ocid: tuple(sorted(group, key=_moment)) for ocid, group in groups.items()}


def _moment(release: Json) -> tuple[float, str]:
    moment = london(str(release.get("date") or ""))
    return (moment.timestamp() if moment else 0.0), str(release.get("id") or "")


def repeated_ids(release: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The path and the id of the items that have the same id in a list which is merged by it."""
    places = [place for place, _ in leaves(release) if place[-1:] == ("id",) and len(place) > 2]
    for *path, name, item, _ in more_than_once(places):
        if name not in REPLACED_WHOLE and str(item).startswith("["):
            yield path_of((*path, name)), as_printed(str(item)[1:-1])


def merged(state: Json, release: Json) -> Json:
    """A state with a release merged into it, by the rules of the standard; neither is changed."""
    told = {name: value for name, value in release.items() if name not in _OF_THE_RELEASE}
    return _objects(state, told)


def laid_over(original: Json, before: Json, now: Json, taken: set[str]) -> Json:
    """The release `now` as the original would have it: what differs from `before`, merged into it."""
    changed = merged(deepcopy(original), _difference(before, now))
    head = {name: now[name] for name in _HEAD}
    while str(head["id"]) in taken:
        head["id"] = f"{head['id']}/2"
    taken.add(str(head["id"]))
    return {**head, **{name: value for name, value in changed.items() if name not in head}}


def _objects(old: Mapping[str, object], new: Mapping[str, object]) -> Json:
    made = dict(old)
    for name, value in new.items():
        if value is None:
            made.pop(name, None)
        elif isinstance(value, Mapping):
            made[name] = _objects(_object(made.get(name)), value)
        elif isinstance(value, list) and _is_matched(name, value):
            items = _by_id(made.get(name))
            for item in map(_object, value):  # one by one, as two may have the same id
                items[str(item["id"])] = _objects(_object(items.get(str(item["id"]))), item)
            made[name] = list(items.values())
        else:
            made[name] = deepcopy(value)
    return made


def _difference(before: Mapping[str, object], now: Mapping[str, object]) -> Json:
    """The release that would make `before` into `now`: null for what is gone, the items of lists by id."""
    made: Json = {}
    for name in {**before, **now}:
        old, new = before.get(name), now.get(name)
        if old == new:
            continue
        if isinstance(new, Mapping):
            made[name] = _difference(_object(old), new)
        elif isinstance(new, list) and _is_matched(name, new):
            known = _by_id(old)
            made[name] = [
                {**_difference(_object(known.get(identity)), item), "id": item["id"]}
                for identity, item in _by_id(new).items()
                if isinstance(item, Mapping)
            ]
        else:
            made[name] = new
    return made


def _is_matched(name: str, value: list[object]) -> bool:
    """Whether a list is merged item by item: each is an object with an `id`, of no kind replaced whole."""
    identified = (isinstance(item, Mapping) and item.get("id") is not None for item in value)
    return name not in REPLACED_WHOLE and bool(value) and all(identified)


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _by_id(value: object) -> dict[object, object]:
    """The items of a list by their ids; one without an id, by its number."""
    items = value if isinstance(value, list) else []
    ids = (_object(item).get("id") for item in items)
    return {
        n if i is None else str(i): item for n, (i, item) in enumerate(zip(ids, items, strict=True))
    }
