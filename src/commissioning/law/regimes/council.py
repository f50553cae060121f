"""A council's own rules, and those that bind the decisions of every English council.

The Executive Arrangements Regulations 2012 set the notice of key decisions. The length of call-in, the
money line of a key decision and the number of quotations are for each constitution: a council fills
them in once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from attrs import evolve

from commissioning.dates.day_counts import ClearDays, ClearWorkingDays, DayCount, WorkingDaysAfter
from commissioning.errors import NoRuleError
from commissioning.findings.citation import Citation, Verification
from commissioning.law import delegation
from commissioning.law import questions as q
from commissioning.law.law import Bound, Law, Line, Row
from commissioning.law.regimes.regime import Instrument
from commissioning.records.approval import Act, Approval
from commissioning.values.checking import Checked, asks
from commissioning.values.frozen import frozen
from commissioning.values.money import Money, pounds
from commissioning.values.text import LIST_LIMIT, listed

EXECUTIVE_ARRANGEMENTS: Final = Instrument(
    "Local Authorities (Executive Arrangements) (Meetings and Access to Information) (England) "
    "Regulations 2012",
    "https://www.legislation.gov.uk/uksi/2012/2089",
    date(2012, 9, 10),
)


FIVE_WORKING_DAYS: Final = WorkingDaysAfter(5)
FIVE_CLEAR_WORKING_DAYS: Final = ClearWorkingDays(5)


@frozen(kw_only=True)
class QuotationLine(Checked):
    """One line of a council's contract procedure rules: the requirement from a value on."""

    from_value: Money
    asks: str
    """The requirement in the words of the rules: "three written quotations"."""

    def problems(self) -> Iterator[str]:
        if not self.asks:
            yield "asks: say what the rules require from that value on"


_ADD_A_ROW: Final = "Ask the monitoring officer, and add a row to the delegations of the rules"


@frozen(kw_only=True)
class Reorganisation(Checked):
    """A direction that a council about to be reorganised needs another's written consent to some contracts.

    Local Government and Public Involvement in Health Act 2007, section 24. The direction names its council,
    days and amounts; the amounts here are those of the section.
    """

    direction: Citation
    """The direction, as published."""
    applies_from: date
    """The day from which consent is needed."""
    runs_past: date
    """The day beyond which a contract that is not for capital works needs consent, if it may run so far."""
    consents: str
    """The person whose consent is needed, in the direction's words: "the new authority"."""
    over: Money = pounds(100_000)
    """The consideration above which a contract that is not for capital works needs consent."""
    capital_over: Money = pounds(1_000_000)
    """The consideration above which a capital contract needs consent, whenever it ends."""

    never_empty = asks(consents="say whose consent the direction asks for")


@frozen(kw_only=True)
class CouncilRules(Checked):
    """The rules of one council's constitution, from a day on."""

    council: str
    constitution: Citation
    """The source: the constitution and its part."""
    applies_from: date
    call_in: DayCount = FIVE_WORKING_DAYS
    """How long members may call a decision in. Five working days is common, and no more than that."""
    call_in_by: str = ""
    """The members who may call a decision in, in the constitution's words: "any five members"."""
    only_key_decisions_called_in: bool = True
    """Whether a decision that is not a key decision takes effect at once."""
    five_clear_days: ClearDays = FIVE_CLEAR_WORKING_DAYS
    """How the council reads "five clear days": with weekends (`ClearDays(5)`) or without."""
    key_decision_over: Money | None = None
    """The amount over which a decision is a key decision; None where effect alone decides."""
    quotations: tuple[QuotationLine, ...] = ()
    """The lines of the contract procedure rules, the lowest first."""
    delegations: tuple[delegation.DelegationRow, ...] = ()
    """The scheme of delegation. Of an act without rows no gate asks who may decide it."""
    separation: tuple[delegation.SeparationRule, ...] = delegation.USUAL_SEPARATION
    """The capacities that one person may not have both; empty to ask for none."""
    reorganisation: Reorganisation | None = None
    """The direction under which contracts need another's consent; None where there is none."""

    never_empty = asks(council="say whose rules they are")
    distinct = ("delegations", "separation")

    def problems(self) -> Iterator[str]:
        if self.five_clear_days.count != 5:
            yield f"five_clear_days: {self.five_clear_days}, is not five; give five"
        # One comparison for both slips: out of order, and the same line twice.
        amounts = [line.from_value.amount for line in self.quotations]
        if amounts != sorted(set(amounts)):
            yield "quotations: give each line once, the lowest first"
        yield from delegation.row_problems(self.delegations)

    @property
    def rows(self) -> tuple[Row[object], ...]:
        """The council's rules and those of the 2012 Regulations, as rows."""
        own = Instrument(self.constitution.instrument, self.constitution.url, self.applies_from)
        national = EXECUTIVE_ARRANGEMENTS
        rows = [
            # Call-in has no national row: its length is for each constitution.
            own.row(q.CALL_IN, self.call_in, "", citation=self.constitution),
            national.row(q.KEY_DECISION_NOTICE, ClearDays(28), "regulation 9(2)"),
            national.row(q.GENERAL_EXCEPTION, self.five_clear_days, "regulation 10"),
            national.row(q.AGENDA, self.five_clear_days, "regulations 6 and 7"),
        ]
        if self.key_decision_over is not None:
            line = Line(Bound.OVER, self.key_decision_over)
            rows.append(own.row(q.KEY_DECISION_OVER, line, citation=self.constitution))
        return tuple(rows)

    @property
    def law(self) -> Law:
        """The rules as a law to ask, each on the day of the act."""
        return Law(regime=f"{self.council}'s constitution", rows=self.rows)

    def call_in_ends(self, published_on: date) -> date:
        """The last day on which a decision published that day may be called in.

        Raises `NoRuleError` before the rules apply.
        """
        return self.law.value(q.CALL_IN, published_on).last_day(published_on)

    def may_be_called_in(self, approval: Approval) -> bool:
        """Whether members have time to call in that decision, as a key decision or as any."""
        return not self.only_key_decisions_called_in or self.is_key(approval)

    def is_key(self, approval: Approval) -> bool:
        """Whether a decision says that it is a key decision, or is one by its amount.

        An amount on another basis than the council's line decides nothing.
        """
        over, value = self.key_decision_over, approval.value
        if approval.key_decision or over is None or value is None:
            return approval.key_decision
        return value.is_on_the_basis_of(over) and value > over

    def who_decides(
        self,
        value: Money | None,
        on: date,
        *,
        act: Act = Act.AWARD,
        facts: tuple[str, ...] = (),
        within_approved: bool = False,
    ) -> delegation.WhoDecides:
        """The bodies and offices that may decide an act of that value on a day, each with its row.

        `facts` are the circumstances in the words of the rows; `within_approved` says that the amount was
        approved when the procurement was. Without a value only rows without bounds answer. Raises
        `NoRuleError` where no row takes the amount, and `RecordError` for an amount on another basis.
        """
        rows = self.rows_for(act, on)
        found = delegation.WhoDecides(
            delegation.Decider(row, self.cite(row))
            for row in rows
            if set(row.if_facts) <= set(facts)  # a row without circumstances holds in all
            and (within_approved or not row.within_approved)
            and (row.takes(value) if value is not None else row.low is row.high is None)
        )
        if not found:
            amount = "an amount that is not stated" if value is None else str(value)
            given = f", {listed(facts)}" if facts else ""
            known = "; ".join(f"row {r.reference} covers {r.scope}" for r in rows[:LIST_LIMIT])
            why = f"no row covers {amount}{given}" + (f" ({known})" if known else "")
            who = f"who may {act.value}"
            raise NoRuleError(f"{self.council}'s constitution", who, on, why, _ADD_A_ROW)
        return found

    def rows_for(self, act: Act, on: date) -> tuple[delegation.DelegationRow, ...]:
        """The rows of the scheme of delegation for an act that are in force on a day."""
        held = (row for row in self.delegations if row.act is act and row.holds_on(on))
        return tuple(held) if on >= self.applies_from else ()

    def cite(self, row: delegation.DelegationRow) -> Citation:
        """The place in the constitution of one row."""
        return evolve(self.constitution, provision=row.provision or self.constitution.provision)

    def asks_for(self, value: Money) -> str:
        """The requirement of the contract procedure rules for that value; empty below every line.

        Raises `RecordError` for amounts on different bases.
        """
        # The lines come lowest first, so the last one reached is that of the value.
        reached = [line.asks for line in self.quotations if line.from_value <= value]
        return reached[-1] if reached else ""


USUAL_RULES: Final = CouncilRules(
    council="a council with the usual rules",
    constitution=Citation(
        "a council's constitution", "call-in procedure rules", verification=Verification.PRACTICE
    ),
    applies_from=EXECUTIVE_ARRANGEMENTS.applies_from,
)
"""Call-in of five working days and five clear working days: common, but each council has its own."""
