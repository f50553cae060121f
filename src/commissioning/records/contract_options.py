"""The options of the authority in a contract: to prolong it, and to add to it or change it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commissioning.dates.periods import Period, later
from commissioning.values.checking import Checked, FromZero, asks
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import counted


@frozen(kw_only=True)
class ExtensionOption(Checked):
    """One option of the authority to prolong a contract: the "2" of "5 + 2" years."""

    years: int = 0
    months: int = 0
    value: Money | None = None
    """The amount that taking the option up would add to the value."""
    notice_months: FromZero[int] = 0
    """The notice to be given before the term ends, in whole months; 0 where none is asked or stated."""
    notice_days: FromZero[int] = 0
    """The same in days, weekends included; with months, both together."""

    def problems(self) -> Iterator[str]:
        if self.years < 0 or self.months < 0 or self.years + self.months == 0:
            yield f"an option of {self.years} years and {self.months} months does not prolong the contract"

    def prolongs(self, period: Period) -> Period:
        """The days the option adds after a period, and only those."""
        return Period.of(later(period.ends_on, days=1), years=self.years, months=self.months)

    @property
    def notice(self) -> str:
        """The notice in words, such as "3 months"; empty where none is asked or stated."""
        return _in_words((self.notice_months, "month"), (self.notice_days, "day"))

    def notice_by(self, period: Period) -> date:
        """The last day to take the option up after a period: its last day, or earlier by the notice."""
        return later(period.ends_on, months=-self.notice_months, days=-self.notice_days)

    def __str__(self) -> str:
        return _in_words((self.years, "year"), (self.months, "month"))


def _in_words(*parts: tuple[int, str]) -> str:
    return " and ".join(counted(n, unit) for n, unit in parts if n)


@frozen(kw_only=True)
class OtherOption(Checked):
    """An option of the authority other than time: more hours, another service, fewer places."""

    reference: str
    what: str
    value: Money | None = None
    """The amount that taking it up would add to the value; negative for a saving."""
    open_until: date | None = None
    """The last day to take it up or to give notice of it; None for as long as the contract runs."""

    never_empty = asks(
        reference="give the option a reference", what="say what may be added or changed"
    )
