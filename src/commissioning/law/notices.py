"""The notices that a law asks for or allows: when each is due, whether it must be published, by when."""

from __future__ import annotations

from typing import Final

from commissioning.dates.day_counts import DayCount, MonthsAfter
from commissioning.law.law import Line, Parameter
from commissioning.records import contract, selection, tender
from commissioning.records.notices import ChangeGround
from commissioning.records.record import Record
from commissioning.stages import Route, Stage
from commissioning.values.checking import Checked
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import Word, display_name


@frozen
class NamedRecord:
    """A kind of record that a rule of law names: it commences, starts or ends something."""

    record: type[Record]
    notices: tuple[str, ...] = ()
    """For a published notice, the codes that count; empty for any other record."""
    unless: str = ""
    """A field of the record that, where it is true, makes it not count."""
    needs: str = ""
    """A field of the record without which it does not count."""

    def is_met_by(self, record: Record) -> bool:
        """Whether that record is one of the kind."""
        if not isinstance(record, self.record):
            return False
        # An improvement that was met is no failure to improve, and a breach without consequences is not
        # published (section 71(3) to (5)).
        if (self.unless and getattr(record, self.unless)) or (
            self.needs and not getattr(record, self.needs)
        ):
            return False
        # Publication alone commences nothing: a planning notice is published too, and is no call.
        return not self.notices or getattr(record, "notice", "") in self.notices

    def __str__(self) -> str:
        return f"{' or '.join(self.notices)} notice" if self.notices else display_name(self.record)


class Force(Word):
    """Whether a notice must be published."""

    MUST = "must"
    MAY = "may"
    MUST_OR_EXPLAIN = "must, or say why not in the tender notice"
    MUST_IF_ADVERTISED = "must, if the contract is advertised openly"
    MUST_IF_PAID = "must, if such a payment was made"


class When(Word):
    """The side of the act on which the notice comes."""

    BEFORE = "before"
    AFTER = "after"
    CALENDAR = "by the calendar"


class Competing(Word):
    """The way of awarding that a notice belongs to."""

    ANY = "an award of any kind"
    COMPETED = "an award by competition"
    CALLED = "a call for tenders, or for members of a dynamic market"
    DIRECT = "a direct award"
    MARKET = "a dynamic market, which awards nothing"


@frozen
class Notice(Checked):
    """One kind of notice: a row of a regime's catalogue."""

    code: str
    """Its code in `NoticePublished`: "UK6"."""
    title: str
    trigger: str
    """The act that makes it due, in words: "entering into a public contract"."""
    force: Force = Force.MUST
    when: When = When.AFTER
    events: tuple[NamedRecord, ...] = ()
    """The records it comes before or after; none for a notice that no single cycle can show."""
    on_expiry: bool = False
    """Whether a contract whose term runs out brings it too, with no record of the end."""
    after_standstill: bool = False
    """Whether the time for it runs from the end of a standstill in which the event falls."""
    given: NamedRecord | None = None
    """The record without which it is never due: market engagement, an earlier notice."""
    once: bool = False
    """Whether it is due for the first of those records only, not for each."""
    deadline: DayCount | None = None
    """The time for a notice that comes after. None means as soon as practicable."""
    period_ends: tuple[tuple[int, int], ...] = ()
    """For a notice by the calendar: the months and days on which its periods end."""
    every: MonthsAfter | None = None
    """For a notice that recurs in the life of a contract: how often."""
    first: MonthsAfter | None = None
    """The time for the first round of one that recurs, if it differs; the next runs from its notice."""
    at_end: bool = False
    """Whether one that recurs is due when the contract ends too."""
    line: Parameter[Line[Money]] | None = None
    """For a notice about contracts beyond a value: the question that draws the line."""
    change_line: Parameter[Line[Money]] | None = None
    """For a notice about the authority's own changes, together beyond an amount, or urgent ones."""
    grounds: tuple[ChangeGround, ...] = ()
    """For a notice about changes on some grounds only: those."""
    spared_grounds: tuple[str, ...] = ()
    """For a notice about exclusions: the codes of the grounds on which an exclusion is not notified."""
    of_excluded: bool = False
    """For a notice about proceedings: whether it is only for those of a supplier that was left out."""
    awards: Competing = Competing.ANY
    lists: Parameter[Line[Money]] | None = None
    """For a notice about planned contracts: the question above which value one is listed."""
    or_by: tuple[str, ...] = ()
    """The codes of other notices that do as well: one that calls for competition in its place."""
    unless_waived: str = ""
    """The finding that, once it is waived for a contract, leaves nothing for the notice to report."""
    beyond: str = ""
    """Why a single cycle cannot show whether it is due, in words; empty where it can."""

    def __str__(self) -> str:
        return f"{self.code}, {self.title}: {self.force}, {self.limit()}"

    @property
    def met_by(self) -> frozenset[str]:
        """The codes of the notices that meet it: its own, and those that do as well."""
        return frozenset((self.code, *self.or_by))

    def limit(self) -> str:
        """The time for it in words."""
        if self.when is When.BEFORE:
            return f"before {self.trigger}"
        if self.every is not None:
            return f"at least every {self.every} after {self.trigger}"
        time = str(self.deadline or "as soon as reasonably practicable")
        return f"{time}{',' if self.deadline else ''} after {self.trigger}"


NOTICE: Final = Parameter[Notice](
    "notice", "A notice that you must or may publish, and by when.", many=True
)
COMPETING: Final = (
    NamedRecord(selection.SelectionQuestionnaire),
    NamedRecord(tender.InvitationToTender),
)
"""The records that begin a competition."""
SIGNED: Final = (NamedRecord(contract.ContractSigned),)


def is_direct(route: Route | None) -> bool:
    """Whether a procurement awards without competition: its route has no invitation and no evaluation."""
    # Either of the two: the most suitable provider is assessed without an invitation to tender.
    competed = {Stage.ITT, Stage.EVALUATION}
    return route is not None and not route.is_market and not competed & {*route.stages}


def belongs_to(notice: Notice, route: Route | None) -> bool:
    """Whether a notice belongs to a procurement that takes this route."""
    is_market = route is not None and route.is_market
    if notice.awards is Competing.ANY:
        # A market signs no contract, so a notice of one would stay due for ever.
        signs = any(trigger.record is contract.ContractSigned for trigger in notice.events)
        return not (is_market and signs)
    # A market awards nothing itself, so it has neither the notices of a competition nor of a direct award.
    if is_market or notice.awards is Competing.MARKET:
        return is_market and notice.awards in {Competing.MARKET, Competing.CALLED}
    # With no route decided yet the notices of a competition are shown, which most procurements are.
    return is_direct(route) is (notice.awards is Competing.DIRECT)
