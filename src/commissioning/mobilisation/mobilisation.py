"""The mobilisation of one contract, as `Cycle.mobilisation` gives it."""

from __future__ import annotations

from datetime import date

from commissioning.ledger.ledger import Ledger
from commissioning.mobilisation.handover import Handover, handover
from commissioning.mobilisation.readiness import Readiness, StaffBalance, readiness, staff_balances
from commissioning.mobilisation.reconciliation import Reconciliation, reconcile
from commissioning.records.mobilisation import MobilisationPlan
from commissioning.values.frozen import frozen
from commissioning.values.text import did_you_mean, sentence


@frozen(repr=False)
class Mobilisation:
    """From signature to the first day of service under one contract: tasks, staff and people."""

    ledger: Ledger
    contract: str
    """The reference of the contract."""

    @classmethod
    def of(cls, ledger: Ledger, contract: str) -> Mobilisation:
        """The mobilisation of a contract. Raises `LookupError` for one that no record mentions."""
        if not ledger.knows(contract):
            hint = did_you_mean(contract, ledger.references)
            raise LookupError(sentence(f'no record mentions the contract "{contract}"{hint}'))
        return cls(ledger, contract)

    def readiness(self, on: date) -> Readiness | None:
        """Its plan against the tasks done by a day; None if it has no plan by then."""
        return readiness(self.ledger, self.contract, on)

    def staff(self, on: date) -> tuple[StaffBalance, ...]:
        """The staff of each outgoing employer who transfer, over the whole procurement."""
        return staff_balances(self.ledger, on)

    def handover(self, on: date) -> Handover:
        """The handover by the exit plans, by whom and by when, over the whole procurement."""
        return handover(self.ledger, on)

    def people_on(self, on: date) -> Reconciliation:
        """The people who have to move, cohort by cohort, over the whole procurement."""
        return reconcile(self.ledger, on)

    def __repr__(self) -> str:
        plans = self.ledger.every(MobilisationPlan, self.contract)
        if not plans:
            return f"<Mobilisation of {self.contract}: no plan yet>"
        count = len(plans[-1].tasks)
        return f"<Mobilisation of {self.contract}: plan of {count} task{'' if count == 1 else 's'}>"
