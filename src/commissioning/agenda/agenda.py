"""The agenda: all that is due next in one cycle or in many, soonest first, from every source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final, overload

from attrs import evolve

from commissioning.agenda import both_ends, competition, running
from commissioning.agenda.frameworks import frameworks
from commissioning.agenda.items import AgendaItem, Asked, Found, HowSure, ItemKind
from commissioning.dates.periods import later
from commissioning.dates.rhythms import Rhythm
from commissioning.errors import RecordError, written
from commissioning.findings.finding import Finding
from commissioning.law.regimes.council import CouncilRules
from commissioning.ledger.ledger import Ledger
from commissioning.process import Process
from commissioning.values.checking import given
from commissioning.values.frozen import frozen
from commissioning.values.notebook import Shown
from commissioning.values.tables import Column, ColumnsOf, Kind, Table
from commissioning.values.text import counted, grouped

SOURCES: Final[tuple[Callable[[Asked], Found], ...]] = (
    competition.listening,
    competition.deadlines,
    competition.answers,
    competition.decisions,
    competition.standstills,
    competition.challenges,
    competition.notices,
    both_ends.mobilisation,
    both_ends.people,
    running.staff,
    both_ends.bridges,
    both_ends.early_checks,
    running.returns,
    running.reviews,
    running.remedies,
    running.changes,
    running.promises,
    running.evidence,
    frameworks,
    both_ends.ends,
    both_ends.renewals,
    running.exits,
    both_ends.records_kept,
    competition.planned,
)
"""Every source of the agenda. A row of a timetable comes last, as it gives way to what is surer."""


@frozen(repr=False)
class Agenda(Shown, Sequence[AgendaItem]):
    """All that is due on a day, soonest first; items without a day come last."""

    title: str
    today: date
    items: tuple[AgendaItem, ...] = ()
    findings: tuple[Finding, ...] = ()
    """The questions without an answer: `law-unknown` and `not-stated`."""
    reference: str = ""
    """The reference of the cycle; empty for the agenda of several."""
    follows: str = ""
    """The reference of the cycle that this one follows."""

    @overload
    def __getitem__(self, place: int) -> AgendaItem: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[AgendaItem, ...]: ...
    def __getitem__(self, place: int | slice) -> AgendaItem | tuple[AgendaItem, ...]:
        return self.items[place]

    def __len__(self) -> int:
        return len(self.items)

    @property
    def overdue(self) -> tuple[AgendaItem, ...]:
        """The open items whose day has passed."""
        return tuple(item for item in self.items if item.days_over)

    def of(self, *kinds: ItemKind) -> tuple[AgendaItem, ...]:
        """The items of some kinds."""
        return tuple(item for item in self.items if item.kind in kinds)

    def alike(self) -> tuple[tuple[AgendaItem, ...], ...]:
        """The items in groups that differ only in what they are about, to be shown as one line each."""
        seen = Counter[object]()  # two about the same thing differ in something else
        pairs = list[tuple[object, AgendaItem]]()
        for i in self.items:
            words = "" if i.about and i.about in i.what else i.what
            shared = (i.day, i.kind, i.state, i.because, i.who, i.cycle, words)
            seen[shared, i.about] += 1
            pairs.append(((shared, seen[shared, i.about]), i))
        return tuple(grouped(pairs).values())

    @classmethod
    def together(cls, agendas: Iterable[Agenda], title: str = "Agenda") -> Agenda:
        """One agenda of many cycles. A contract that a cycle among them follows is being bought again."""
        each = tuple(agendas)
        followed = {agenda.follows for agenda in each} - {""}
        items = _named_apart(
            item
            for agenda in each
            for item in agenda
            if item.kind is not ItemKind.RENEWAL or agenda.reference not in followed
        )
        findings = dict.fromkeys(finding for agenda in each for finding in agenda.findings)
        today = max((agenda.today for agenda in each), default=date.min)
        return cls(title, today, tuple(sorted(items, key=_place)), tuple(findings))

    def table(self) -> Table:
        """One row an item."""
        many = len({item.cycle for item in self.items}) > 1
        return (_OF_MANY if many else _COLUMNS).table(self.items)

    def __str__(self) -> str:
        return "\n".join(item.sentence() for item in self.items)

    def __repr__(self) -> str:
        overdue = f", {len(self.overdue)} overdue" if self.overdue else ""
        unknown = f"; {counted(len(self.findings), 'finding')}" if self.findings else ""
        return (
            f"<Agenda of {self.title} on {written(self.today)}: "
            f"{counted(len(self), 'item')}{overdue}{unknown}>"
        )


def agenda_of(
    ledger: Ledger,
    process: Process,
    today: date,
    named: tuple[str, str, str],
    *,
    ahead: timedelta | None = None,
    rhythm: Rhythm | None = None,
    rules: CouncilRules | None = None,
) -> Agenda:
    """The agenda of one ledger: what is overdue, and what is due up to `ahead` after the day asked.

    `named` is the title of the cycle, its reference, and that of the cycle it follows. `rhythm` is the
    council's calendar, by which the day to begin buying again is worked out; by its `rules` call-in ends.
    Records of later days are left out. Never raises for want of law; see `Agenda.findings`. Raises
    `RecordError` where `ahead` leads back, or `rhythm` is none.
    """
    title, reference, follows = named
    known = Rhythm() if rhythm is None else given(Rhythm, rhythm, "agenda")
    asked = Asked(ledger.as_of(today), process, today, known, rules)
    if ahead is not None and ahead < timedelta():
        raise RecordError("agenda", (f"ahead: {ahead.days} is below 0; ask for an earlier day",))
    until = date.max if ahead is None else later(today, days=ahead.days)
    found = [each for source in SOURCES for each in source(asked)]
    items = (item for item in found if isinstance(item, AgendaItem))
    shown = [
        evolve(asked.judged(item), cycle=title)
        for item in _named_apart(_without_repeats(items))
        if asked.is_shown(item, until)
    ]
    findings = dict.fromkeys(each for each in found if isinstance(each, Finding))
    shown.sort(key=_place)
    return Agenda(title, today, tuple(shown), tuple(findings), reference, follows)


def _without_repeats(items: Iterable[AgendaItem]) -> Iterator[AgendaItem]:
    """The items, without rows of a timetable for a step whose day something surer gives for each lot."""
    settled: dict[str, set[str]] = defaultdict(set)
    for item in items:
        is_row = item.key.startswith("plan/")
        if not is_row:
            settled[item.step].update(item.lots)
        if not is_row or not item.step or not settled[item.step].issuperset(item.lots):
            yield item


def _named_apart(items: Iterable[AgendaItem]) -> Iterator[AgendaItem]:
    """The items with each key once: a second of the same name is number 2."""
    seen: dict[tuple[str, str], int] = {}
    for item in items:
        name = (item.cycle, item.key)
        seen[name] = number = seen.get(name, 0) + 1
        yield item if number == 1 else evolve(item, key=f"{item.key}/{number}")


def _place(item: AgendaItem) -> tuple[date, int, str]:
    return item.day or date.max, list(HowSure).index(item.how_sure), item.key


_COLUMNS: Final = ColumnsOf[AgendaItem](
    (Column("day", Kind.DAY, "the last day for it; empty where no day is set", empty="no day set"),
        lambda item: item.day),
    (Column("what"), lambda item: item.what),
    (Column("who", Kind.TEXT, "who is to do it"), lambda item: item.who),
    (Column("state", Kind.TEXT, "met by which record, or overdue by how much"), lambda item: item.state),
    (Column("how sure", Kind.TEXT, "fixed, planned or inferred"), lambda item: item.how_sure.value),
    (Column("because"), lambda item: item.because),
    (Column("source"), lambda item: str(item.source)),
    (Column("kind"), lambda item: item.kind.value),
    (Column("about", Kind.TEXT, "the contract, lots or other thing concerned"),
        lambda item: item.about or None),
)  # fmt: skip
_OF_MANY: Final = ColumnsOf[AgendaItem](
    *_COLUMNS.readers, (Column("cycle"), lambda item: item.cycle or None)
)
