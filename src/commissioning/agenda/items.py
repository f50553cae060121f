"""One thing that is due, and the question of what is due: of which ledger, on which day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property, partial
from itertools import chain
from typing import TypeAlias

from attrs import evolve

from commissioning.contracts.history import ContractHistory, histories
from commissioning.contracts.register import ContractState, state_of
from commissioning.dates.rhythms import Rhythm
from commissioning.errors import NoRuleError, written
from commissioning.findings.citation import Citation, Verification
from commissioning.findings.codes.law import LAW_UNKNOWN
from commissioning.findings.finding import Finding
from commissioning.law.law import STATE_THE_FACTS
from commissioning.law.regimes.council import CouncilRules
from commissioning.ledger.ledger import Ledger
from commissioning.process import Process
from commissioning.records.record import Record
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.listings import OneLine
from commissioning.values.text import Word, capital, counted, listed

AUTHORITY = "the authority"
"""The party that buys, where no owner is named."""


class HowSure(Word):
    """How far the day of an item is settled."""

    FIXED = "fixed"
    """Set by law, by a contract, or by a letter or notice to a party."""
    PLANNED = "planned"
    """Named by a plan, which can change."""
    INFERRED = "inferred"
    """Worked out from other days, because none is recorded."""


class ItemKind(Word):
    """The source of an item of the agenda."""

    DEADLINE = "deadline"
    STANDSTILL = "standstill"
    CALL_IN = "call-in"
    DECISION = "decision"
    CONDITION = "condition"
    CHALLENGE = "challenge"
    NOTICE = "notice"
    PLAN = "planned step"
    TASK = "task"
    PEOPLE = "move of people"
    RETURN = "return"
    REVIEW = "review"
    REMEDY = "remedy"
    CHANGE = "change of contract"
    OPTION = "option to extend"
    PROMISE = "promise"
    EVIDENCE = "evidence"
    END = "end of contract"
    RENEWAL = "buying again"
    RECORDS = "records kept"


@frozen(kw_only=True, repr=False)
class AgendaItem(OneLine, Checked):
    """One thing that is due, or will happen, on or by a day."""

    key: str
    """Its name within its cycle. It does not change with its day or with the day asked."""
    kind: ItemKind
    what: str
    day: date | None = None
    """The last day for it; None where no day is set."""
    because: str
    """Why it is due, as a clause."""
    source: Citation
    who: str = AUTHORITY
    how_sure: HowSure = HowSure.FIXED
    about: str = ""
    """The contract, lots or other thing concerned, by reference."""
    step: str = ""
    """The tag of the step of a timetable that it settles, such as "tender"."""
    lots: tuple[str, ...] = ()
    """The lots for which it settles the step, or whose timetable has it."""
    met_by: Record | None = None
    """The record that did it."""
    days_over: int = 0
    """The days by which it is overdue on the day asked."""
    passes: bool = False
    """Whether it comes about by itself, so that it leaves the agenda after its day."""
    cycle: str = ""
    """The title of the cycle it belongs to."""

    @property
    def is_open(self) -> bool:
        """Whether it is still to come or to be done."""
        return self.met_by is None

    @property
    def state(self) -> str:
        """Met by which record, overdue by how much, or when: "5 days overdue"."""
        if self.met_by is not None:
            return f"met by the {self.met_by.described()}"
        if self.days_over:
            return f"{counted(self.days_over, 'day')} overdue"
        return "to come" if self.day else "no day set"

    def sentence(self) -> str:
        by = written(self.day) if self.day else "No day set"
        late = f", {self.state}" if self.days_over or self.met_by else ""
        return (
            f"{by} ({self.how_sure}{late}): {self.what} ({self.who}), because {self.because} "
            f"({self.source})"
        )

    def __str__(self) -> str:
        return self.sentence()


def due(
    of: Record | Citation, kind: ItemKind, sort: str, about: object, *more: object
) -> partial[AgendaItem]:
    """An item to be completed by its words and its day: of a record or a law, about one thing.

    Its key is the sort of item, what it is about, and what more tells it from others. An item whose key
    begins with another name than that of the thing concerned is given its own `about`.
    """
    source = of
    if not isinstance(source, Citation):
        source = Citation(f"the {source.described()}", verification=Verification.PRACTICE)
    key = "/".join(map(str, (sort, about, *more)))
    return partial(AgendaItem, key=key, kind=kind, source=source, about=str(about))


def together(alike: tuple[AgendaItem, ...]) -> str:
    """Items that differ only in what they are about, as one phrase: the first, and what else it is about."""
    others = dict.fromkeys(item.about for item in alike[1:])
    return alike[0].what + (f"; likewise {listed(others)}" if others else "")


Found: TypeAlias = Iterator[AgendaItem | Finding]
"""The items of a source, and the findings that kept it from giving more."""


@frozen
class Asked:
    """A ledger as it was at the end of a day, and the council's calendar and rules."""

    ledger: Ledger
    """Without any record of a later day."""
    process: Process
    today: date
    rhythm: Rhythm
    rules: CouncilRules | None = None

    @cached_property
    def contracts(self) -> tuple[ContractHistory, ...]:
        """The contracts that have been signed and are not recorded as ended."""
        over = {ContractState.NOT_SIGNED, ContractState.ENDED}
        return tuple(h for h in histories(self.ledger) if state_of(h, self.today) not in over)

    def judged(self, item: AgendaItem) -> AgendaItem:
        if item.day is None or item.passes or not item.is_open:
            return item
        return evolve(item, days_over=max((self.today - item.day).days, 0))

    def is_shown(self, item: AgendaItem, until: date) -> bool:
        """Whether it is open, or its day is still to come; and by a last day, where it has a day."""
        if item.day is None:
            return item.is_open
        return (item.day >= self.today or (item.is_open and not item.passes)) and item.day <= until

    def met_by(self, of: Record, records: Iterable[Record], since: date) -> Record | None:
        """The first record of a day or later by which each lot of another has one of some records."""
        days = sorted((each for each in records if each.on >= since), key=lambda each: each.on)
        lots, every = self.ledger.lots_of(of), self.ledger.every
        first = [[each for each in days if each in every(type(each), lot)][:1] for lot in lots]
        return max(chain(*first), key=lambda each: each.on) if all(first) else None


def lawful(found: Found, what: str) -> Found:
    """The items of a source; where the law does not say, a warning that they are not in the agenda."""
    try:
        yield from found
    except NoRuleError as none:
        why = capital(none.why)
        remedy = none.remedy or STATE_THE_FACTS
        yield LAW_UNKNOWN.warns(f"The agenda lacks {what}. {why}", remedy=remedy)
