"""The position of a framework: its members, lists and call-offs on a day, over the cycles that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from attrs import field

from commissioning.contracts import frameworks
from commissioning.cycle import Cycle
from commissioning.dates.day_counts import MonthsAfter
from commissioning.errors import written
from commissioning.findings.codes import frameworks as codes
from commissioning.findings.codes.contracts import OTHER_MONEY_BASIS
from commissioning.findings.finding import Finding, Findings
from commissioning.gates.call_offs import against_ceiling, ceilings
from commissioning.law import questions as q
from commissioning.law.law import Parameter, Row
from commissioning.ledger.lots import known_lot
from commissioning.portfolio import call_offs as called_off
from commissioning.records.contract import ContractSigned
from commissioning.records.ending import Closure
from commissioning.records.framework_terms import FrameworkKind, FrameworkTerms
from commissioning.records.frameworks import CallOffNoted, RankedListIssued
from commissioning.records.record import WHOLE, of_lots
from commissioning.records.strategy import Parent, ParentKind
from commissioning.records.tender import InvitationToTender
from commissioning.values.frozen import frozen
from commissioning.values.listings import Tabled
from commissioning.values.money import Money
from commissioning.values.tables import Cell, Column, Kind, Table
from commissioning.values.text import numbered, sentence


@frozen
class LotPosition:
    """One lot of a framework on a day, or the whole of it."""

    lot: str
    members: tuple[frameworks.FrameworkPlace, ...]
    """The members, with those suspended."""
    lists: tuple[RankedListIssued, ...]
    """The ranked lists in force, by tier."""
    packages: int
    """The packages placed and not ended. An officer's figure: the table shows small ones as a range."""
    call_offs: tuple[CallOffNoted, ...]
    """Every call-off as it counts: by its own cycle where that is at hand, else as noted."""
    committed: Money | None
    """The values of its call-offs; None where there are none, or they do not add up."""
    committed_with_options: Money | None
    ceiling: Money | None

    spent: Money | None = field(default=None, kw_only=True)
    """Everything reported as paid, of the whole; None where nothing was, or it does not add up."""

    @property
    def left(self) -> Money | None:
        """The ceiling less what is committed; negative beyond it, None without a ceiling.

        Less what was spent where that is more: placements are paid without a call-off that states a value.
        """
        ceiling = self.ceiling
        sums = [each for each in (self.committed, self.spent) if each is not None]
        if ceiling is None or not all(map(ceiling.is_on_the_basis_of, sums)):
            return None
        return ceiling - max(sums, key=lambda sum_: sum_.amount) if sums else ceiling


@frozen(repr=False)
class FrameworkPosition(Tabled, LotPosition):
    """A framework or market at the end of a day: what was called off, and what is left.

    Its members are those of any lot, each once.
    """

    framework: str
    """The reference of its cycle, or its title."""
    on: date
    by_lot: tuple[LotPosition, ...]
    """Its lots; none where it is not divided."""
    due_reopening_by: date | None
    """The last day to reopen an open framework; None where none is owed."""
    ends_by: date | None
    """The last day that an open framework may run to, with those before it."""
    findings: Findings
    ended_on: date | None = field(default=None, kw_only=True)
    """The last day on which a call-off could begin, where that is past."""

    def table(self) -> Table:
        """One row a lot and one for the whole. A count of packages below 5 is shown as a range."""
        hidden = [frameworks.shown_count(each.packages) is not None for each in self.by_lot]
        rows = [_row(each, shown=True) for each in self.by_lot]
        # With one lot hidden, the total would give its number away.
        return Table(_COLUMNS, (*rows, _row(self, shown=not any(hidden))))

    def __str__(self) -> str:
        lines = [f"{self.framework} on {written(self.on)}: {len(self.members)} members"]
        for words, sum_ in (
            ("committed", self.committed),
            ("with options", self.committed_with_options),
            ("spent", self.spent),
            ("left", self.left),
        ):
            lines += [f"  {words}: {sum_}"] if sum_ is not None else []
        if self.ended_on:
            lines.append(f"  ended on {written(self.ended_on)}: nothing more may be called off")
        if self.due_reopening_by:
            lines.append(f"  to be reopened by {written(self.due_reopening_by)}")
        return "\n".join([*lines, *(f"  {finding}" for finding in self.findings)])


_COLUMNS: Final = (
    Column("lot"),
    Column("members", Kind.WHOLE, "those suspended included"),
    Column("packages", Kind.TEXT, "placed and not ended"),
    Column("call-offs", Kind.WHOLE),
    Column("committed", Kind.NUMBER),
    Column("with options", Kind.NUMBER),
    Column("ceiling", Kind.NUMBER),
    Column("left", Kind.NUMBER),
)


def _row(each: LotPosition, *, shown: bool) -> tuple[Cell, ...]:
    packages = (
        (frameworks.shown_count(each.packages) or str(each.packages))
        if shown
        else frameworks.HIDDEN
    )
    sums = (each.committed, each.committed_with_options, each.ceiling, each.left)
    amounts = (None if sum_ is None else sum_.amount for sum_ in sums)
    return each.lot, len(each.members), packages, len(each.call_offs), *amounts


def framework_position(
    framework: Cycle, call_offs: Iterable[Cycle] = (), *, on: date, before: Sequence[Cycle] = (),
    reopened: Cycle | None = None,
) -> FrameworkPosition:  # fmt: skip
    """A framework or market on a day, with the call-offs noted in it and those whose cycles are given.

    Where a call-off's own cycle is given, it counts instead of the note of it, and both must agree.
    `before` are the earlier frameworks of an open framework, the first of them first, and `reopened`
    the one that follows. One pass over the call-offs. Raises `LookupError` where none was opened, and
    `RecordError` where two of the call-offs share a reference.
    """
    terms = _opened(framework)
    own = tuple(call_offs)
    counted, findings = called_off.call_offs_of(framework, own, on)
    values = {lot: _of_lot(framework, terms, counted, on, lot) for lot in _lots(framework)}
    whole = _of_lot(framework, terms, counted, on, WHOLE)
    members = {each.provider: each for lot in (*values.values(), whole) for each in lot.members}
    packages = sum(frameworks.packages_by_lot(framework.ledger, on).values())
    scheme, last = _scheme(framework, terms, before), _last_day(framework, on)
    findings += [
        *(f for each in counted for f in called_off.judged(framework, each)),
        *_ceilings(framework, terms, counted, on),
        *(f for cycle in own for f in called_off.judged_competition(framework, cycle, terms)),
        *_reopening(scheme, reopened, framework, on),
    ]
    return FrameworkPosition(
        WHOLE, tuple(members.values()), whole.lists, packages, counted, whole.committed,
        whole.committed_with_options, whole.ceiling,
        framework.reference or framework.title, on, tuple(values.values()),
        scheme.due, scheme.ends_by, Findings(dict.fromkeys(findings)),
        spent=called_off.spent_on(framework, own, on), ended_on=last if last and last < on else None,
    )  # fmt: skip


def _last_day(framework: Cycle, day: date) -> date | None:
    """The last day on which a call-off may begin: by its term, by law, or because it was closed before."""
    then = framework.as_of(day)
    closed = then.find(Closure) if then.stage.finished else None
    ends = (frameworks.last_day(framework.ledger, day), closed.on if closed else None)
    return min(filter(None, ends), default=None)


def _opened(framework: Cycle, lot: str = WHOLE) -> FrameworkTerms:
    terms = frameworks.terms_of(framework.ledger, lot)
    if terms is None:
        raise LookupError(
            sentence(f"no framework or market has been opened in the cycle {framework.title!r}")
        )
    return terms


def _lots(framework: Cycle) -> tuple[str, ...]:
    return () if framework.lots == (WHOLE,) else framework.lots


def parent_of(framework: Cycle, lot: str = WHOLE, *, on: date) -> Parent:
    """The framework or market as the strategy of a call-off states it: members, last days, criteria.

    A call-off's own cycle is then judged by it without looking here again. Raises `LookupError` where
    none was opened, the lot is unknown, or no member may be called upon on the day.
    """
    ledger, terms = framework.ledger, _opened(framework, lot)
    members = frameworks.members_on(ledger, on, known_lot(ledger.lots, lot))
    able = [each.provider for each in members if not each.suspended_because]
    if not able:
        raise LookupError(
            sentence(f"on {written(on)} {of_lots((lot,))} has no member that may be called upon")
        )
    market = framework.route is not None and framework.route.is_market
    invited = framework.find(InvitationToTender, lot if lot in framework.lots else None)
    criteria = getattr(invited.method, "criteria", ()) if invited else ()
    return Parent(
        reference=framework.reference or framework.title,
        kind=ParentKind.DYNAMIC_MARKET if market else ParentKind.FRAMEWORK,
        cycle=framework.reference,
        lot="" if lot == WHOLE else lot,
        commenced_on=ledger.commenced.of(lot),
        members=tuple(able),
        ends_on=frameworks.last_day(ledger, on, lot),
        call_offs_run_until=terms.call_offs_run_until,
        criteria=tuple(each.reference for each in criteria),
    )


# Sums


def _of_lot(
    framework: Cycle, terms: FrameworkTerms, counted: Sequence[CallOffNoted], on: date, lot: str
) -> LotPosition:
    ledger = framework.ledger
    members = frameworks.members_on(ledger, on, lot)
    tiers = sorted({each.tier for each in members})
    lists = tuple(
        each for tier in tiers if (each := frameworks.list_on(ledger, on, lot, tier)) is not None
    )
    own = tuple(each for each in counted if lot in {WHOLE, each.lot})
    ceilings = {each.lot: each.ceiling for each in terms.by_lot} | {WHOLE: terms.ceiling}
    return LotPosition(
        lot,
        members,
        tuple(each for each in lists if each.until is None or each.until >= on),
        frameworks.packages_by_lot(ledger, on).get(lot, 0),
        own,
        called_off.total(each.value for each in own),
        called_off.total(value for each in own for value in (each.value, each.options_value)),
        ceilings.get(lot),
    )


def _ceilings(
    framework: Cycle, terms: FrameworkTerms, counted: Sequence[CallOffNoted], on: date
) -> Iterator[Finding]:
    for ceiling in ceilings(terms, framework.law(on).facts):
        yield from against_ceiling(ceiling, counted)
    values = [value for each in counted for value in (each.value, each.options_value) if value]
    if terms.ceiling is None and values and called_off.total(values) is None:
        yield OTHER_MONEY_BASIS(
            "The call-offs are noted in different currencies, or some with and some without VAT, so "
            "they cannot be added",
            remedy="State every value on one basis",
        )


# Reopening an open framework


@frozen
class _Scheme:
    """The days that section 49 sets for an open framework."""

    due: date | None = None
    ends_by: date | None = None
    first: Row[MonthsAfter] | None = None


def _scheme(framework: Cycle, terms: FrameworkTerms, before: Sequence[Cycle]) -> _Scheme:
    term = terms.term
    if terms.kind is not FrameworkKind.OPEN or term is None:
        return _Scheme()
    law = framework.law(term.starts_on)
    again = q.OPEN_FRAMEWORK_NEXT if before or framework.follows else q.OPEN_FRAMEWORK_FIRST
    if not law.has(again, term.starts_on):
        return _Scheme()
    row = law.row(again, term.starts_on)
    # Its periods begin with the award, at the latest the first signature.
    begun = [
        min([t.term.starts_on, *(signed.on for signed in each.every(ContractSigned))])
        for each in (framework, *before)
        if (t := frameworks.terms_of(each.ledger)) and t.term
    ]
    due = row.value.last_day(begun[0])
    alone = (
        len({each.provider for each in frameworks.members_on(framework.ledger, term.ends_on)}) == 1
    )
    most: Parameter[MonthsAfter] = q.OPEN_FRAMEWORK_TERM_ALONE if alone else q.OPEN_FRAMEWORK_TERM
    longest = law.row(most, term.starts_on).value.last_day(min(begun))
    return _Scheme(due if term.ends_on > due else None, longest, row)


def _reopening(
    scheme: _Scheme, reopened: Cycle | None, framework: Cycle, on: date
) -> Iterator[Finding]:
    following = frameworks.opened_of(reopened.ledger) if reopened else None
    done = following.on if following else None
    if scheme.first and scheme.due and scheme.due < on and (done is None or done > scheme.due):
        yield codes.REOPENING_OVERDUE(
            f"The open framework was to be reopened by {written(scheme.due)}",
            source=scheme.first.citation,
            remedy="Stop calling off from it, and run a new competition",
        )
    left_out = [lot for lot in _lots(framework) if reopened and lot not in reopened.lots]
    if left_out:
        yield codes.REOPENED_IN_PART(
            f"The reopening leaves out {numbered('lot', left_out)}; an open framework is reopened as "
            "a whole",
            remedy="Invite tenders for every lot",
        )
