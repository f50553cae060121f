"""Questions to every record: what it names exists, what it owes is stated, late entry is no way round."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

import attrs

from commissioning.dates.periods import Deadline, Period
from commissioning.dates.windows import Window
from commissioning.errors import written
from commissioning.findings.codes import process as codes
from commissioning.findings.codes.competition import TENDER_AFTER_OPENING
from commissioning.findings.codes.evaluation import MARKED_AFTER_AWARD
from commissioning.findings.finding import Finding, FindingCode
from commissioning.gates.case import Case, Found, check
from commissioning.records import approval, award, days, parties
from commissioning.records.record import (
    LINKS,
    PACKAGE,
    Basis,
    Record,
    lot_that_is_there,
    lots_there,
    names_packages,
    of_lots,
    rests_on_others,
)
from commissioning.records.tender import TenderOpening, TenderReceived
from commissioning.stages import During, Opens, Placement, Stage
from commissioning.values.checking import Checked, getter, unstated
from commissioning.values.money import Money
from commissioning.values.scales import Scale
from commissioning.values.shapes import Either, Fixed, ManyOf, OfClass, OrNone, Plain, Shape, shapes
from commissioning.values.text import article, did_you_mean, display_name, listed


def names_what_exists(case: Case, record: Record, where: Placement) -> Iterable[Finding]:
    """The lots, records and contracts it names are there and in force, and its own name is free."""
    kind: type = type(record)
    again = case.ledger.is_recorded(record)
    if again or record.reference or record.lots or rests_on_others(kind):
        return _names_what_exists(case, record, where, again=again)
    return ()  # most name nothing, and so there is nothing to look for


def _names_what_exists(case: Case, record: Record, where: Placement, *, again: bool) -> Found:
    known = case.ledger.stages
    if again:
        # A slip for most kinds, while some acts do happen twice.
        blocks = (
            record.reference or isinstance(record, approval.Approval) or isinstance(where, Opens)
        )
        twice = codes.RECORDED_TWICE if blocks else codes.RECORDED_TWICE.warns
        unless = (
            "" if record.reference else "; if it happened twice, say in a note how this one differs"
        )
        yield twice(
            f"The same {record.described()} is recorded already",
            remedy=f"Leave it out{unless}",
            about=record.reference or None,
        )
    for lot in record.lots or ():
        if lot not in known and lot not in record.defines_lots:
            yield codes.UNKNOWN_LOT(
                f'There is no lot "{lot}"; {lots_there(known)}',
                remedy=lot_that_is_there(lot, known),
                about=lot,
            )
    entry = case.ledger.entry_named(record.reference) if record.reference and not again else None
    if entry is not None:
        yield codes.DUPLICATE_REFERENCE(
            f"The reference {record.reference} already belongs to the {entry.record.described()}",
            remedy="Give the record a reference of its own",
            about=record.reference,
        )
    cls: type = type(record)
    for kind in LINKS if rests_on_others(cls) else ():
        for reference in record.references(kind):
            yield from _named(case, kind, reference, reserved=reference in record.reserves)
    yield from _of_another_kind(case, record)


def _of_another_kind(case: Case, record: Record) -> Found:
    """References are to a record of the kind that the field is for: a panel is no contract."""
    cls: type = type(record)
    for name, called in _kinds_named(cls):
        value = getattr(record, name)
        for reference in value if isinstance(value, tuple) else (value,):
            entry = case.ledger.entry_named(reference)
            its_kind: type = type(entry.record) if entry else Record
            if entry and not _is_called(its_kind, called):
                yield codes.UNKNOWN_REFERENCE(
                    f"The reference {reference} belongs to the {entry.record.described()}, not to "
                    f"{article(called)}",
                    remedy="Correct the reference",
                    about=reference,
                )


@cache
def _kinds_named(cls: type) -> tuple[tuple[str, str], ...]:
    """The fields of a kind of record that refer to one kind alone, each with the words for that."""
    fields = (field for field in attrs.fields(cls) if "called" in field.metadata)
    return tuple((field.name, field.metadata["called"]) for field in fields)


@cache
def _is_called(cls: type, called: str) -> bool:
    """Whether one of these names is that of a kind of record, or of one that it extends."""
    return not {*map(display_name, cls.__mro__)}.isdisjoint(called.split(" or "))


def _named(case: Case, kind: str, reference: str, *, reserved: bool) -> Found:
    entry = case.ledger.entry_named(reference)
    if entry is None:
        if case.ledger.brought_forward is None and not reserved:
            hint = did_you_mean(reference, case.ledger.references)
            yield codes.UNKNOWN_REFERENCE(
                f"No {kind} with the reference {reference} has been recorded",
                remedy=f"Record it first, or correct the reference{hint}",
                about=reference,
            )
    elif case.ledger.is_superseded(entry):
        yield codes.SUPERSEDED(
            f"The {entry.record.described()} ({reference}) was superseded by a return to an earlier "
            "stage and no longer counts",
            remedy="Name one that is in force",
            about=reference,
        )


@check(Record, codes.NOT_STATED)
def all_that_is_asked_for_is_stated(_: Case, record: Record) -> Found:
    """The record states everything by which later records are judged."""
    absent = tuple(dict.fromkeys(unstated(record)))
    if absent:
        yield codes.NOT_STATED(
            f"The {record.described()} does not state {listed(absent)}",
            remedy="Add what is missing",
            about=record.reference or None,
        )


def lifts_what_may_be_waived(waiver: approval.Waiver, known: Mapping[str, FindingCode]) -> Found:
    """Only a rule of the council's own practice can be waived; order and statute cannot."""
    code = known.get(waiver.code)
    if code is None:
        yield codes.NOT_WAIVABLE(
            f"No finding has the code {waiver.code}{did_you_mean(waiver.code, known)}",
            remedy="Correct the code; `commissioning explain` lists all of them",
            about=waiver.about,
        )
    elif not code.waivable:
        yield codes.NOT_WAIVABLE(
            f"{waiver.code} cannot be waived: it is not a rule of the council's own practice",
            remedy=f"Clear what it reports; `commissioning explain {code.code}` says what it means",
            about=waiver.about,
        )


_OF_PEOPLE: Final = frozenset({"assessor", "by", "member", "present", "left", "whose"})
"""Fields that refer to people, who are given by a role or a reference."""
_OF_NOBODY: Final = frozenset({Basis, days.DayWithin, Deadline, Money, Period, Scale, Window})
"""Values that hold days, figures and sources, in which no person is named."""
_LIKELY: Final = re.compile(r"@|\d(?:[ ()-]*\d){9}")
# Patterns that few texts are likely to need: `re` compiles them for the first.
_EMAIL: Final = r"(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[a-zA-Z]{2,}"
_TELEPHONE: Final = r"(?<![\w.+-])(?:\+44[ -]?(?:\(0\))?|\(?0)(?:[ ()-]{0,2}\d){10}(?![\w-])"
_NHS_NUMBER: Final = r"(?<![\w-])\d{3}([ -]?)\d{3}\1\d{4}(?![\w-])"


def private_words(record: Record) -> Iterable[Finding]:
    """A warning for each field of a record that seems to hold private words, which are not repeated."""
    cls: type = type(record)
    read, _, texts, packages = _fields(cls)
    values = read(record)
    # Nearly always there is nothing likely, so the texts of its own are searched at once.
    likely = _LIKELY.search("\n".join(filter(None, values[:texts]))) or any(values[texts:])
    found = _like_private_words(record) if likely else ()
    return (*_packages_named(record), *found) if packages else found


def _packages_named(record: Record) -> Found:
    packages = tuple(record.references(PACKAGE["refers"]))
    for field, text in _written(record):
        if any(re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text) for each in packages):
            yield codes.PRIVATE_WORDS.warns(
                f"The {display_name(type(record))} names the package in {field}, which others may read",
                remedy="Take it out; the package has a field of its own, which no table shows",
            )


def _like_private_words(record: Record) -> Found:
    texts = ((field, text) for field, text in _written(record) if _LIKELY.search(text))
    for field, kind in dict.fromkeys((field, listed(tuple(_kinds(text)))) for field, text in texts):
        if kind:
            yield codes.PRIVATE_WORDS.warns(
                f"The {display_name(type(record))} has what looks like {kind} in {field}",
                remedy="Take it out, and write a role or a reference in its place",
            )


def _kinds(text: str) -> Iterator[str]:
    if re.search(_EMAIL, text):
        yield "an e-mail address"
    if re.search(_TELEPHONE, text):
        yield "a telephone number"
    if any(_has_check_digit(match[0]) for match in re.finditer(_NHS_NUMBER, text)):
        yield "an NHS number"


def _has_check_digit(number: str) -> bool:
    """Whether the last of ten digits is the check digit of an NHS number (modulus 11)."""
    *digits, last = (int(sign) for sign in number if sign.isdecimal())
    rest = sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=True)) % 11
    return (11 - rest) % 11 == last


def _written(value: Checked) -> Iterator[tuple[str, str]]:
    """The texts in which private words may stand, of a value and those it holds, each with its field."""
    cls: type = type(value)
    read, every_words, *_ = _fields(cls)
    for words, item in zip(every_words, read(value), strict=True):
        for part in item if isinstance(item, tuple) else (item,) if item else ():  # most are empty
            if isinstance(part, Checked):
                yield from _written(part)
            elif words and isinstance(part, str):
                yield words, part


class _Fields(NamedTuple):
    """The fields of a class to look into: their reader, the words for each, and how many hold one text.

    Those come first. Fields that hold values with fields of their own have no words. Last, whether records of
    the class may name a package of care.
    """

    read: Callable[[Any], tuple[Any, ...]]
    words: tuple[str, ...]
    texts: int
    packages: bool


@cache
def _fields(cls: type) -> _Fields:
    found = [(name, shape, _words(cls, name)) for name, shape in shapes(cls).items()]
    texts = {name: words for name, shape, words in found if words and shape in _ONE_TEXT}
    others = {
        name: words
        for name, shape, words in found
        if name not in texts and (words or _holds_values(shape))
    }
    words = texts | others
    return _Fields(getter(tuple(words)), tuple(words.values()), len(texts), names_packages(cls))


_ONE_TEXT: Final = (Plain(str), OrNone(Plain(str)))


def _words(cls: type, name: str) -> str:
    if name == "note":
        return "its note"
    if name == "because" or name.endswith("_because"):
        return "a reason"
    if name in _OF_PEOPLE or (cls is parties.Member and name == "reference"):
        return "the reference of a person"
    return ""


def _holds_values(shape: Shape) -> bool:
    """Whether values with fields of their own may stand there, but for those of days and figures."""
    match shape:
        case OfClass(kind):
            return kind not in _OF_NOBODY  # texts or none: a class that extends it may have some
        case ManyOf(part) | OrNone(part):
            return _holds_values(part)
        case Fixed(parts) | Either(parts):
            return any(map(_holds_values, parts))
        case _:
            return False


def approvals_were_known(case: Case, needed: type[approval.Approval]) -> Found:
    """An approval that an act rests on was known on the day of the act."""
    for lot in case.lots:
        given = [each for each in case.every(needed, lot) if each.on <= case.on]
        known_on = min([each.known_on for each in given], default=case.on)
        if known_on > case.on:
            yield codes.APPROVAL_NOT_KNOWN(
                f"The {given[-1].described()} became known only on {written(known_on)}, so you could "
                f"not act on it on {written(case.on)}",
                remedy=f"Do it on or after {written(known_on)}, or correct the day it was learned of",
                earliest=known_on,
                about=given[-1].reference or None,
            )


def entered_in_order(case: Case, where: Placement) -> Found:
    """A record of a stage that its lots have left says when it was learned of.

    While a procurement is planned, its papers come in any order.
    """
    record = case.record
    if record is None or record.learned is not None or not isinstance(where, During):
        return
    for lot in case.lots:
        at = case.ledger.stages.get(lot)
        if at is None or at.place <= Stage.SPECIFICATION.place:
            continue
        opened = case.ledger.opened_on(lot, at)
        if opened and record.on < opened:
            yield codes.ENTERED_OUT_OF_ORDER.warns(
                f"The {record.described()} is entered after {of_lots((lot,))} reached the {at.words} "
                f"stage on {written(opened)}, and does not say when it was learned of",
                remedy="Say when and why it was learned of, or correct the day",
                about=lot,
            )
            return


@check(TenderReceived, TENDER_AFTER_OPENING)
def tender_was_there_at_the_opening(case: Case, tender: TenderReceived) -> Found:
    """A tender that first turns up after the opening could have been written with the others in view."""
    if tender.learned is None:
        return
    for lot in (lot for lot in case.lots if tender.is_for(lot)):
        opening = case.entered.find(TenderOpening, lot)
        if opening is not None and opening.on <= tender.learned.on:
            yield TENDER_AFTER_OPENING.warns(
                f"The tender of {tender.provider} of {written(tender.on)} turned up on "
                f"{written(tender.learned.on)}, after tenders were opened on {written(opening.on)}",
                remedy="Keep the proof of the time it came in, and tell every bidder",
                about=tender.provider,
            )
            return


@check(Record, MARKED_AFTER_AWARD)
def marks_were_there_at_the_recommendation(case: Case, record: Record) -> Found:
    """A mark that first turns up after the award was recommended is reported when it is entered."""
    if record.learned is None:
        return
    for lot in case.lots:
        recommended = case.entered.find(award.AwardRecommendation, lot)
        if recommended is not None and recommended.on <= record.learned.on:
            yield MARKED_AFTER_AWARD.warns(
                f"The {display_name(type(record))} of {written(record.on)} became known on "
                f"{written(record.learned.on)}, after the award was recommended on "
                f"{written(recommended.on)}",
                remedy="Reopen the evaluation for it to count, and tell every bidder the outcome",
            )
            return
