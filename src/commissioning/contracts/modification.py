"""Changes of a contract as the law measures them: how large one is, and whether it has to be announced.

The gate before a change and the duty after it ask the same functions about the same history.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from attrs import evolve

from commissioning.contracts.history import ContractHistory
from commissioning.law import questions
from commissioning.law.law import Law
from commissioning.law.notices import Notice
from commissioning.law.thresholds import Side, side_of
from commissioning.records.contract import (
    ContractNovated,
    ContractSigned,
    ContractVaried,
    PriceUplifted,
)
from commissioning.records.notices import ChangeGround, NoticePublished
from commissioning.records.record import Record
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.rounding import as_decimal
from commissioning.values.text import listed

Change: TypeAlias = ContractVaried | ContractNovated
CHANGES: Final = (ContractVaried, ContractNovated)


@frozen
class ChangeSize:
    """The size of a change of a contract, by itself and with those before it."""

    value: Money
    """The value against which shares are taken: as signed or, where the law says so, as indexed."""
    added: Money
    """The amount that this change adds, with those judged as one with it; negative for a saving."""
    added_before: Money
    """The net amount added by earlier changes that rested on their small size alone."""
    worth: Money
    """The value of the contract with this change and all before it."""
    days_signed: int
    """The longest term as signed, in days."""
    days_moved: int
    """By how many days this change moves the end; negative where the contract ends sooner."""
    with_others: tuple[str, ...] = ()
    """The references of changes of the same day that are judged together with it, as one change."""

    @property
    def share(self) -> Fraction:
        """This change in per cent of the value, whichever way it goes."""
        return _share(self.added, self.value)

    @property
    def share_together(self) -> Fraction:
        """This change and those before it, in per cent of the value."""
        return _share(self.added + self.added_before, self.value)

    @property
    def share_of_term(self) -> Fraction:
        """By how many per cent of the longest term the end moves, whichever way."""
        return Fraction(abs(self.days_moved) * 100, self.days_signed)


def size_of(
    found: ContractHistory, change: ContractVaried, law: Law, *, resting_alike: bool = True
) -> ChangeSize | None:
    """The size of a change, as one with the earlier changes of its day where the law judges them as one.

    With `resting_alike` only those are joined to it that rest on the same ground, or on none. None if the
    contract states no value to measure it by, and where amounts are on different bases: they cannot be added,
    which is a finding of its own.
    """
    signed = found.contract
    value = signed.value_with_options or signed.value
    if value is None or not value.amount:
        return None
    nothing = value * 0
    earlier = tuple(_before(found, change))
    joined = _of_the_same_day(earlier, change, law, resting_alike=resting_alike)
    small = [
        e
        for e in earlier
        if isinstance(e, ContractVaried)
        and _is_own(e)
        and _rests_on(e) == (None, False)
        and e not in joined
    ]
    uplifts = [e for e in earlier if isinstance(e, PriceUplifted)]
    moved = [m for e in (change, *earlier) if (m := _moved(signed, e)) is not None]
    if any((m.currency, m.vat) != (value.currency, value.vat) for m in moved):
        return None

    def total(events: Sequence[ContractVaried | PriceUplifted]) -> Money:
        return Money.total([nothing, *(m for e in events if (m := _moved(signed, e)))])

    indexed = signed.indexation is not None and any(
        row.value for row in law.every(questions.CHANGE_BASE_INDEXED, change.on)
    )
    return ChangeSize(
        value=value + total(uplifts) if indexed else value,
        added=total((*joined, change)),
        added_before=total(small),
        worth=Money.total([value, *moved]),
        days_signed=signed.longest_term.length,
        days_moved=_days_moved(found, (*joined, change)),
        with_others=tuple(each.reference for each in joined),
    )


def _moved(signed: ContractSigned, event: ContractVaried | PriceUplifted) -> Money | None:
    """The amount by which an event moves the value; an option that is taken up was in it from the start."""
    moves, name = event.value_change, getattr(event, "takes_up", "")
    option = next((o.value for o in signed.other_options if name and o.reference == name), None)
    if moves is None or option is None or signed.value_with_options is None:
        return moves
    return moves - option if moves.is_on_the_basis_of(option) else moves


def _of_the_same_day(
    earlier: tuple[ContractVaried | PriceUplifted, ...],
    change: ContractVaried,
    law: Law,
    *,
    resting_alike: bool,
) -> tuple[ContractVaried, ...]:
    """The changes before it on its day, where the law judges those as one that could have been one."""
    if change.apart_because or not any(
        row.value for row in law.every(questions.CHANGES_OF_ONE_DAY, change.on)
    ):
        return ()
    return tuple(
        each
        for each in earlier
        if isinstance(each, ContractVaried)
        and each.on == change.on
        and not each.apart_because
        and (not resting_alike or _rests_on(each) == _rests_on(change))
    )


def _rests_on(change: ContractVaried) -> tuple[ChangeGround | None, bool]:
    return change.ground, change.ground is None and change.not_substantial


def _days_moved(found: ContractHistory, changes: tuple[ContractVaried, ...]) -> int:
    """By how many days changes move the end together: from the end before the first to the last one set."""
    ends = [each.new_end for each in changes if each.new_end]
    before = evolve(found, events=tuple(_events_before(found, changes[0])))
    return (ends[-1] - before.term_on(changes[0].on).ends_on).days if ends else 0


def _before(
    found: ContractHistory, change: ContractVaried
) -> Iterator[ContractVaried | PriceUplifted]:
    earlier = _events_before(found, change)
    return (event for event in earlier if isinstance(event, ContractVaried | PriceUplifted))


def _events_before(found: ContractHistory, change: ContractVaried) -> Iterator[Record]:
    """The events before a change, whether or not it has been recorded already."""
    for event in found.events:
        if event.on > change.on or (
            isinstance(event, type(change)) and event.reference == change.reference
        ):
            return
        yield event


def is_below_threshold(worth: Money | None, law: Law, on: date) -> bool:
    """Whether a contract let below the threshold is still below it; one of no stated worth is.

    One that a change takes to the threshold is bound like one above. Raises `NoRuleError` where VAT
    decides and is not stated.
    """
    below = law.facts is not None and law.facts.above_threshold is False
    return below and (worth is None or side_of(worth, questions.THRESHOLD, law, on) is Side.WITHIN)


def _worth_before(found: ContractHistory, change: Change) -> Money | None:
    """The value of a contract with every change of the days before one; None where amounts do not add up."""
    value = found.contract.value_with_options or found.contract.value
    changes = (e for e in found.events if isinstance(e, ContractVaried | PriceUplifted))
    before = (_moved(found.contract, e) for e in changes if e.on < change.on)
    return Money.total_or_none([value, *(amount for amount in before if amount is not None)])


def spared_from_notice(found: ContractHistory, change: Change, notice: Notice, law: Law) -> str:
    """Why a change need not be announced by a notice, as a clause; empty where it must.

    Raises `NoRuleError` where a rule it depends on cannot be found.
    """
    if isinstance(change, ContractNovated):
        # Another holder is announced whatever its ground, but not of a contract below the threshold.
        below = is_below_threshold(_worth_before(found, change), law, change.on)
        return "the contract is below the threshold" if below else ""
    if notice.grounds and change.ground not in notice.grounds:
        return f"it is for changes on the ground of {listed(map(str, notice.grounds), 'or')}"
    if notice.change_line is not None:
        return _spared_by_line(found, change, notice, law)
    size = size_of(found, change, law, resting_alike=False)
    if size is not None and is_below_threshold(size.worth, law, change.on):
        return "the contract stays below the threshold"
    if size is not None and change.takes_up and not size.added.amount and not size.days_moved:
        return "it takes up an option, which value and term had from the start"
    # A transfer on a restructuring is announced however small it is, section 75(2).
    restructured = change.ground is ChangeGround.RESTRUCTURING
    return _spared_by_size(size, law, change.on) if size and not restructured else ""


def _spared_by_size(size: ChangeSize, law: Law, on: date) -> str:
    """The Act lifts the duty where the value or the term moves a little; what stays lifts nothing."""
    if not law.has(questions.CHANGE_NOTICE_VALUE, on):
        return ""
    value, term = (
        law.value(questions.CHANGE_NOTICE_VALUE, on),
        law.value(questions.CHANGE_NOTICE_TERM, on),
    )
    small = (size.added.amount and not value.is_passed_by(size.share)) or (
        size.days_moved and not term.is_passed_by(size.share_of_term)
    )
    return "the change is too small to be notified" if small else ""


def _spared_by_line(
    found: ContractHistory, change: ContractVaried, notice: Notice, law: Law
) -> str:
    """The Provider Selection Regime counts the authority's own changes together; urgent ones always."""
    if change.ground is ChangeGround.URGENCY:
        return ""
    if not _is_own(change):
        return "the change answers a factor outside the authority's control"
    assert notice.change_line is not None
    line = law.value(notice.change_line, change.on)
    earlier = [e for e in _before(found, change) if isinstance(e, ContractVaried) and _is_own(e)]
    amounts = (_moved(found.contract, each) for each in (*earlier, change))
    if line.is_passed_by(abs(sum([amount.amount for amount in amounts if amount], Decimal(0)))):
        return ""
    return f"the authority's own changes together are below {line.figure}"


def _is_own(change: ContractVaried) -> bool:
    return change.own_decision is not False and change.ground is not ChangeGround.OUTSIDE_CONTROL


def announces(found: ContractHistory, published: NoticePublished, change: Change) -> bool:
    """Whether a notice announces this change: it names it, or the contract and no change came between.

    A notice that names no change serves one change, and those of the same day, which could have been one.
    """
    if published.about:
        return published.about == change.reference
    between = (
        event
        for event in found.events
        if isinstance(event, CHANGES) and published.on <= event.on < change.on
    )
    return published.contract == change.contract and not any(between)


def _share(part: Money, whole: Money) -> Fraction:
    return abs(Fraction(part.amount) / Fraction(whole.amount)) * 100


def per_cent(share: Fraction, beside: Decimal | None = None) -> str:
    """A share to one place: "12.5%"; to as many as it takes to differ from a figure beside it."""
    places = 1
    while as_decimal(share, places) == beside != share and places < _MOST_PLACES:
        places += 1
    return f"{as_decimal(share, places)}%"


_MOST_PLACES: Final = 8
