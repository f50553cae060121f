"""A regime: one body of procurement law as rows, how a row is written, and the facts rows are for."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import Final, TypeVar

from commissioning.findings.citation import Citation, Verification
from commissioning.law.law import ANY, DecidedBy, FactPattern, Law, Parameter, Row
from commissioning.law.notices import NamedRecord
from commissioning.law.questions import COMMENCED_BY
from commissioning.records.strategy import ProcurementFacts, Subject
from commissioning.values.constructor_repr import Brief
from commissioning.values.fitting import described_value
from commissioning.values.frozen import frozen

T = TypeVar("T")
Rows = tuple[Row[object], ...]
_NUMBERED: Final = r"(?i)(section|regulation|schedule|article)s? (\w+)"

# The facts of rows; joined with `&`, such as `ABOVE & LIGHT`.
ABOVE, BELOW = FactPattern(above_threshold=True), FactPattern(above_threshold=False)
LIGHT, FULL = FactPattern(light_touch=True), FactPattern(light_touch=False)
COUNCIL, CENTRAL = FactPattern(sub_central=True), FactPattern(sub_central=False)
ELECTRONIC, ON_PAPER = FactPattern(electronic=True), FactPattern(electronic=False)
URGENT, NOT_URGENT = FactPattern(urgent=True), FactPattern(urgent=False)
CALL_OFF, NO_CALL_OFF = FactPattern(framework_call_off=True), FactPattern(framework_call_off=False)
FRAMEWORK, NO_FRAMEWORK = FactPattern(framework=True), FactPattern(framework=False)
OPEN = FactPattern(framework=True, open_framework=True)
MARKET, NO_MARKET = FactPattern(dynamic_market=True), FactPattern(dynamic_market=False)
CHOICE, NO_CHOICE = FactPattern(user_choice=True), FactPattern(user_choice=False)
HEALTH, NO_HEALTH = FactPattern(health_service=True), FactPattern(health_service=False)
SERVICES, GOODS = FactPattern(subject=Subject.SERVICES), FactPattern(subject=Subject.GOODS)
WORKS, CONCESSION = FactPattern(subject=Subject.WORKS), FactPattern(subject=Subject.CONCESSION)


@frozen
class Instrument:
    """One law whose rules are written out as rows, and the time for which it gives them."""

    title: str
    address: str
    """The address of its text; that of a provision is computed from this."""
    applies_from: date
    applies_to: date | None = None

    def cite(self, provision: str, verification: Verification = Verification.READ) -> Citation:
        """A place in this law: `cite("section 51(2)")`."""
        found = re.match(_NUMBERED, provision)
        place = f"/{found[1].lower()}/{found[2]}" if found else ""
        return Citation(self.title, provision, self.address + place, verification)

    def row(
        self,
        parameter: Parameter[T],
        value: T,
        provision: str = "",
        facts: FactPattern = ANY,
        *,
        applies_from: date | None = None,
        applies_to: date | None = None,
        decided_by: DecidedBy = DecidedBy.COMMENCEMENT,
        verification: Verification = Verification.READ,
        citation: Citation | None = None,
    ) -> Row[object]:
        """A rule of this law, in force for as long as the law is unless other days are given.

        `citation` is for a rule that another paper gives; `provision` is then empty.
        """
        return Row(
            parameter=parameter,
            value=value,
            applies_from=applies_from or self.applies_from,
            applies_to=applies_to or self.applies_to,
            decided_by=decided_by,
            facts=facts,
            citation=citation or self.cite(provision, verification),
        )


# fmt: off
TRANSITION: Final = Citation(
    "SI 2024/716", "regulation 5",
    "https://www.legislation.gov.uk/uksi/2024/716/regulation/5")
"""The procurements that stay under the earlier law, and the records that commence one."""
OLD_MARKETS_END: Final = date(2029, 2, 23)
"""The last day of every dynamic purchasing system of the earlier law: regulation 5(4)(b)."""
STAFF_TRANSFERS: Final = Citation(
    "Transfer of Undertakings (Protection of Employment) Regulations 2006", "regulation 11(6)",
    "https://www.legislation.gov.uk/uksi/2006/246/regulation/11", Verification.REPORTED)
"""Binds under every regime: the outgoing employer names its staff 28 days before they transfer."""
STANDARD_VAT: Final = Citation(
    "Value Added Tax Act 1994", "section 2(1)",
    "https://www.legislation.gov.uk/ukpga/1994/23/section/2", Verification.REPORTED)
# fmt: on
GOVERNS: Final = Parameter[str](
    "governing law", "The body of law that governs a procurement that commences on a day."
)
NOT_HELD_HERE: Final = Parameter[str](
    "law not held", "Another law, not held here, that governs instead."
)


@frozen(repr=False)
class Regime(Brief):
    """A body of procurement law: its name and its rows. A procurement keeps its regime to the end."""

    name: str
    rows: Rows

    def __repr__(self) -> str:
        return f"<Regime {self.name!r}: {len(self.rows)} rows>"

    @staticmethod
    def stranger(value: object) -> str:
        """The words for a value that is not a regime, with the place of those that are held."""
        home = "`commissioning.law.regimes.held`, such as `PUBLIC_CONTRACTS_2015`"
        return f"{described_value(value)} is not a regime; import one from {home}"

    @cached_property
    def triggers(self) -> tuple[NamedRecord, ...]:
        """The records of which one commences a procurement."""
        asked = (row.value for row in self.rows if row.parameter == COMMENCED_BY)
        return tuple(value for value in asked if isinstance(value, NamedRecord))

    def law(self, facts: ProcurementFacts | None, commenced_on: date | None) -> Law:
        """The regime's rows for one procurement."""
        return Law(regime=self.name, facts=facts, commenced_on=commenced_on, rows=self.rows)
