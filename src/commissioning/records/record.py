"""The base of every record in the ledger."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, ClassVar, Final, Self, TypeVar

import attrs
from attrs import evolve

from commissioning.dates.windows import Window
from commissioning.errors import RecordError, written
from commissioning.records.days import DayWithin, problems_of, with_days
from commissioning.values.checking import Checked, getter
from commissioning.values.frozen import frozen
from commissioning.values.listings import Listing
from commissioning.values.tables import Column, ColumnsOf, Kind
from commissioning.values.text import Word, article, cut, did_you_mean, display_name, listed

# What a field of references refers to: `field(metadata=PROVIDER)`. The ledger finds records by them.
PROVIDER: Final = {"refers": "provider"}
LOT: Final = {"refers": "lot"}
PANEL: Final = {"refers": "panel", "called": "panel"}
CRITERION: Final = {"refers": "criterion"}
CONTRACT: Final = {"refers": "contract", "called": "signed contract or bridging contract"}
RECORD: Final = {"refers": "record"}  # of any kind; with "called", of the one of that name
RECOMMENDATION: Final = RECORD | {"called": "award recommendation"}
REPORT: Final = RECORD | {"called": "report"}
ANSWERED: Final = RECORD | {"called": "challenge or step of a challenge"}
LINKS: Final = ("record", "contract")
"""The references to other records, which have to be there before."""
PACKAGE: Final = {"refers": "package"}
"""A package of care. Its reference can point to a person, so no text or table of records shows it."""


WHOLE: Final = "whole"
"""The reference of the whole, for a procurement that is not divided into lots."""


class Grounds(Word):
    """Whether a fact was stated by a source, inferred from one, or made up to complete a story."""

    STATED = "stated"
    INFERRED = "inferred"
    CONSTRUCTED = "constructed"


@frozen(kw_only=True)
class Basis(Checked):
    """The grounds on which some fields of a record rest."""

    grounds: Grounds
    source: str = ""
    """The paper or page that states it, or from which it is inferred."""
    fields: tuple[str, ...] = ()
    """The fields concerned; none means the whole record."""

    def problems(self) -> Iterator[str]:
        if self.grounds is not Grounds.CONSTRUCTED and not self.source:
            yield f"source: missing; name the source of what is {self.grounds.value}"


@frozen(kw_only=True)
class Learned(Checked):
    """A note that a record came to be known only after its day."""

    on: date
    because: str


@frozen(kw_only=True)
class Record(Checked):
    """One thing an officer writes down, dated the day it happened.

    A kind whose class name does not read as a noun says what it is called: `called="go-live"`.
    """

    display_name: ClassVar[str]

    on: date
    """The day it happened, was decided, or was received."""
    reference: str = ""
    """The record's own reference, unique in the cycle; needed only where another record names it."""
    lots: tuple[str, ...] | None = None
    """The lots it is about. None means every lot that is not finished."""
    by: str = ""
    """The person or body that acted, as a role or a reference. Never a private person's name."""
    note: str = ""
    """Further words for a reader."""
    within: Window | None = None
    """The span, if the source gives no single day. `on` is then its last day."""
    days_within: tuple[DayWithin, ...] = ()
    """The other days of the record that the source gives only as spans: "term.ends_on"."""
    basis: tuple[Basis, ...] = ()
    """The grounds for the record; empty means that the person who recorded it vouches for it."""
    learned: Learned | None = None
    """Set when the fact was learned later than it happened. It then opens no stage."""

    def __init_subclass__(cls, *, called: str = "") -> None:
        super().__init_subclass__()
        if called:
            cls.display_name = called

    def shared_problems(self) -> Iterator[str]:
        if self.lots == ():
            yield "lots: an empty list of lots; name at least one, or leave lots out to mean them all"
        elif self.lots and len(set(self.lots)) != len(self.lots):
            yield "lots: a lot is listed twice; name each once"
        if self.within is not None and self.within.latest != self.on:
            yield "within: the last day of the span must be the day of the record"
        yield from problems_of(self, self.days_within)
        if self.learned and self.learned.on < self.on:
            yield f"learned: it was learned on {written(self.learned.on)}, before it happened"
        for basis in self.basis:
            known = attrs.fields_dict(type(self)).keys() | type(self).formerly.keys()
            for name in sorted(set(basis.fields) - known):
                yield f"basis: the record has no field {name!r}{did_you_mean(name, known)}"

    @property
    def defines_lots(self) -> tuple[str, ...]:
        """The references of the lots that this record brings into being; most bring none."""
        return ()

    @property
    def reserves(self) -> tuple[str, ...]:
        """The references it makes to things that may be recorded only later; most make none."""
        return ()

    @property
    def day_words(self) -> str:
        """Its day; of one known only to a span the words of the source, which names no last day."""
        within, on = self.within, self.on
        span = isinstance(within, Window) and within.earliest != on == within.latest
        return str(within) if span else written(on)

    @property
    def is_span(self) -> bool:
        """Whether its day, or another that rules compare, is known only to a span of several days."""
        if self.within is not None and self.within.earliest != self.on:
            return True
        return bool(self.days_within) and any(day.is_span for day in self.days_within)

    @property
    def spans(self) -> Mapping[str, Window]:
        """The days known only to a span, by their field: that of the record itself has none."""
        within = self.within
        own = {} if within is None or within.earliest == self.on else {"": within}
        return own | {day.field: day.within for day in self.days_within if day.is_span}

    def on_days(self, days: Mapping[str, date]) -> Self:
        """The record as if some days of its spans were known.

        Raises `RecordError` where the rest of it does not allow them.
        """
        chosen = {name: day for name, day in days.items() if name}
        changes: dict[str, Any] = with_days(self, chosen)
        if chosen:
            changes["days_within"] = tuple(d for d in self.days_within if d.field not in chosen)
        if "" in days and days[""] != self.on:
            changes |= {"on": days[""], "within": Window.day(days[""])}
        return evolve(self, **changes) if changes else self

    @property
    def known_on(self) -> date:
        """The day from which the record was known."""
        return self.learned.on if self.learned else self.on

    def names(self, reference: str) -> bool:
        """Whether the record is about that lot, provider, panel, criterion, contract or record.

        A record that names no lot is about every lot, which only the ledger can say.
        """
        if reference == self.reference:
            return True
        cls: type = type(self)
        values = _reader_of_references(cls)(self)
        lists = (value for value in values if isinstance(value, tuple))
        return bool(reference) and (reference in values or any(reference in each for each in lists))

    def references(self, *kinds: str) -> Iterator[str]:
        """The references the record makes: all, or those of some kinds, such as "provider"."""
        cls: type = type(self)
        made: list[str] = []
        for value in _reader_of_references(cls, kinds)(self):
            if value:
                made += value if isinstance(value, tuple) else (value,)
        return iter(made)

    def shown_references(self) -> tuple[str, ...]:
        """The names in it, each once, as a text or table may show them: not the packages of care."""
        packages = {*self.references(PACKAGE["refers"])}
        return tuple(r for r in dict.fromkeys(self.references()) if r and r not in packages)

    def __repr__(self) -> str:
        """One line: the kind, the day, and what it is about. `constructor_repr` has every field."""
        # A debugger shows it while it is made.
        if not hasattr(self, attrs.fields(type(self))[-1].name):
            return f"<{type(self).__name__}, not made yet>"
        own = f" {self.reference}" if self.reference else ""
        day = written(self.on) if isinstance(self.on, date) else self.on
        about = listed(self.shown_references())
        line = f"<{type(self).__name__}{own} of {day}{about and f': {about}'}"
        return f"{cut(line, 99)}>"

    def described(self) -> str:
        day = f" of {self.day_words}" if isinstance(self.on, date) else ""
        return Checked.described(self) + day


def _about(record: Record) -> str:
    return ", ".join(name for name in record.shown_references() if name not in (record.lots or ()))


# The kind of record that is asked for, where the answer is of that kind.
R = TypeVar("R", bound=Record)


class Records(Listing[R]):
    """Records in the order entered."""

    __slots__ = ()

    noun = "record"
    columns = ColumnsOf[Record](
        (Column("record"), lambda one: display_name(type(one))),
        (Column("on", Kind.DAY), lambda one: one.on),
        (Column("reference"), lambda one: one.reference or None),
        (Column("lots", Kind.TEXT, "empty for a record about every lot"),
            lambda one: ", ".join(one.lots or ()) or None),
        (Column("about", Kind.TEXT, "the providers, panels, criteria and contracts that it names"),
            lambda one: _about(one) or None),
        (Column("note"), lambda one: one.note or None),
    )  # fmt: skip

    def line(self, one: R) -> str:
        about = listed(one.shown_references())
        return f"{one.described()}{about and f': {about}'}"


@cache
def _reference_fields(cls: type, kinds: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The fields that hold references, `lots` first: all, or those of some kinds."""
    refers = {"lots": "lot"}
    refers |= {
        field.name: field.metadata["refers"]
        for field in attrs.fields(cls)
        if "refers" in field.metadata
    }
    return tuple(name for name, kind in refers.items() if not kinds or kind in kinds)


@cache
def _reader_of_references(
    cls: type, kinds: tuple[str, ...] = ()
) -> Callable[[Any], tuple[Any, ...]]:
    return getter(_reference_fields(cls, kinds))


@cache
def rests_on_others(cls: type) -> bool:
    """Whether records of a kind may name another record, by its reference: a contract or panel too."""
    # A kind that says for itself what it refers to may have it in any field.
    own: object = getattr(cls, "references", None)
    return own is not Record.references or bool(_reference_fields(cls, (*LINKS, "panel")))


@cache
def names_packages(cls: type) -> bool:
    """Whether records of a kind may name a package of care."""
    return bool(_reference_fields(cls, (PACKAGE["refers"],)))


def of_lots(lots: tuple[str, ...], among: tuple[str, ...] = ()) -> str:
    """Lots in a sentence: "the procurement", "lot N1", "lots N1 and N2", "all 9 lots" of them."""
    if lots == (WHOLE,):
        return "the procurement"
    if len(lots) > 2 and set(lots) == set(among):
        return f"all {len(lots)} lots"
    return f"{'lot' if len(lots) == 1 else 'lots'} {listed(lots)}"


def lots_there(lots: Collection[str]) -> str:
    """The lots there are, as a clause: "the lots are N1 and N2"."""
    those = "the only lot is" if len(lots) == 1 else "the lots are"
    whole = "the procurement is not divided into lots"
    return whole if WHOLE in lots else f"{those} {listed(lots)}"


def lot_that_is_there(lot: str, lots: Collection[str]) -> str:
    """The remedy for a lot that there is not, among those there are."""
    what = "Leave the lot out" if WHOLE in lots else "Name a lot that the specification defines"
    return f"{what}{did_you_mean(lot, lots)}"


def not_a_record(thing: object) -> str:
    """The problem with something that is to be recorded and is not a record."""
    if isinstance(thing, type):
        return f"{article(display_name(thing))} is a kind of record, not a record; make one of that kind"
    if isinstance(thing, (list, tuple)):
        return "a list is not a record; give its records one by one: `record(*records)`"
    return f"{thing!r} is not a record"


def a_kind(kind: object) -> str:
    """The word for a kind of record that is asked for. Raises `RecordError` for anything else."""
    if isinstance(kind, type) and issubclass(kind, Record):
        return display_name(kind)
    raise RecordError("cycle", (not_a_kind(kind),))


def not_a_kind(kind: object) -> str:
    """The problem with something given for a kind of record that is not one."""
    shown = article(display_name(kind)) if isinstance(kind, type) else repr(kind)
    near = did_you_mean(kind, _names_below(Record), "`") if isinstance(kind, str) else ""
    hint = near or "; give the class of the records that are meant, such as `InvitationToTender`"
    return f"{shown} is not a kind of record{hint}"


def _names_below(cls: type) -> Iterator[str]:
    subclasses: list[type] = cls.__subclasses__()
    for sub in subclasses:
        yield from _names_below(sub)
    if not subclasses:  # a class that others extend is no kind of its own
        yield cls.__name__
