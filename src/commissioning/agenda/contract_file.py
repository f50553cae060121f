"""One contract with everything that a ledger says of it, as `Cycle.contract` gives it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from commissioning.agenda.duties import Duties
from commissioning.agenda.duties_of_lots import duties_of
from commissioning.contracts.escalation import StepDue, escalation
from commissioning.contracts.history import ContractHistory, history_of, term_in_words
from commissioning.contracts.money import Spend, runs_after_end, spend_of
from commissioning.contracts.options import Options, options_of
from commissioning.contracts.performance import Performance, performance_of
from commissioning.contracts.register import ContractState, attention, state_of
from commissioning.contracts.service_credits import PeriodCredit, credits_due
from commissioning.dates.periods import Period
from commissioning.findings.finding import Finding
from commissioning.ledger.ledger import Ledger
from commissioning.planning.joint_procurement import buyers_on
from commissioning.records.live import Escalated, KpiReport, SpendReported
from commissioning.records.parties import Authority
from commissioning.values.asked import Askable
from commissioning.values.frozen import frozen
from commissioning.values.money import Money


@frozen(repr=False)
class ContractFile(Askable):
    """One contract: its course, its figures and its duties, each worked out when it is asked for."""

    ledger: Ledger
    history: ContractHistory
    """The contract and everything recorded about it, in order of days."""
    buyers: tuple[Authority, ...] = ()
    """The authorities by which the cycle was begun."""

    @classmethod
    def of(cls, ledger: Ledger, reference: str, buyers: tuple[Authority, ...] = ()) -> ContractFile:
        """The file of the contract with that reference. Raises `LookupError` unless it is in force."""
        return cls(ledger, history_of(ledger, reference), buyers)

    def buyers_on(self, on: date) -> tuple[Authority, ...]:
        """The authorities on whose side the contract is held on a day."""
        return buyers_on(self.buyers, self.ledger, on, self.ledger.lots_of(self.history.contract))

    @property
    def reference(self) -> str:
        return self.history.contract.reference

    @property
    def performance(self) -> Performance:
        """Its returns, rated by the KPIs of its specification."""
        return performance_of(self.ledger, self.reference)

    def state(self, on: date) -> ContractState:
        """Its state at the end of a day: in its initial term, extended, ended and so on."""
        return state_of(self.history, on)

    def attention(self, on: date) -> tuple[Finding, ...]:
        """Warnings about what is open or overdue under it on a day, and that it runs past its end."""
        found = runs_after_end(self.spend(on), self.ledger.naming(KpiReport, self.reference), on)
        return (*attention(self.history, on), *found)

    def options(self, on: date) -> Options:
        """Its options on a day: open and until when, taken up, let go, or never decided."""
        return options_of(self.history, on)

    def credits(self, charges: Mapping[Period, Money]) -> tuple[PeriodCredit, ...]:
        """The service credits of each period that has a charge, by the terms of its own set of KPIs.

        Raises `LookupError` if the contract declares no service credits, `RecordError` for charges on
        different bases.
        """
        made = self.performance
        if not any(each.service_credits for each in made.sets.each):
            raise LookupError(
                f"The specification of contract {self.reference} has no service credits."
            )
        return credits_due(None, made, charges)

    def escalation(self, today: date) -> tuple[StepDue, ...]:
        """The steps of its ladder that its returns have made due by a day, each with its record if taken."""
        return escalation(self.performance, self.ledger.every(Escalated), today)

    def spend(self, on: date) -> Spend:
        """The payments under it by the end of a day, against its value."""
        return spend_of(self.history, self.ledger.every(SpendReported), on)

    def duties(self, today: date) -> Duties:
        """The notices that the law asks for about this contract and its changes, the owed first."""
        about = {self.reference, *(event.reference for event in self.history.events)} - {""}
        return duties_of(self.ledger, today).about(*about)

    def __repr__(self) -> str:
        contract = self.history.contract
        count = len(self.history.events)
        return (
            f"<ContractFile {self.reference}: {contract.provider}, {term_in_words(contract)}; "
            f"{count} event{'' if count == 1 else 's'}>"
        )
