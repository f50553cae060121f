"""Money as councils state it: an exact amount, a currency, and whether VAT is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Context, Decimal, Inexact
from functools import reduce
from typing import Final

from attrs import field

from commissioning.errors import RecordError
from commissioning.values.checking import Checked, exact
from commissioning.values.frozen import frozen
from commissioning.values.text import Word

PENNY: Final = Decimal("0.01")
_EXACTLY: Final = Context(prec=1000, traps=[Inexact])  # a program's own context may drop digits

SYMBOLS: Final = {"GBP": "£", "EUR": "€", "USD": "$"}
"""The symbols of currencies, by their codes."""


class VatBasis(Word):
    """Whether an amount includes VAT. Papers often do not say, and that is a third answer."""

    INCLUDING = "including VAT"
    EXCLUDING = "excluding VAT"
    UNSTATED = "VAT not stated"


@frozen
class Money(Checked):
    """An exact amount of money. Floats are refused; so is adding amounts on different bases.

    Amounts may be negative (a saving) and may have fractions of a penny (an hourly rate); only
    `rounded` drops digits, half up.
    """

    amount: Decimal = field(converter=exact)
    currency: str = "GBP"
    vat: VatBasis = VatBasis.UNSTATED

    def problems(self) -> Iterator[str]:
        if not (len(self.currency) == 3 and self.currency.isalpha() and self.currency.isupper()):
            yield f"currency: {self.currency!r} is not a currency; write its three-letter code, such as GBP"

    @classmethod
    def total(cls, amounts: Iterable[Money]) -> Money:
        """The sum of some amounts on one basis. Raises `RecordError` for none, or mixed bases."""
        together = tuple(amounts)
        if not together:
            raise RecordError(
                "sum of money", ("an empty sum has no currency; give at least one amount",)
            )
        first = together[0]
        for other in together[1:]:
            first._same_basis(other)
        amount = reduce(_EXACTLY.add, (each.amount for each in together))
        return Money(amount, first.currency, first.vat)

    @classmethod
    def total_or_none(cls, amounts: Iterable[Money | None]) -> Money | None:
        """The sum of some amounts; None of none, where one is missing, or on different bases."""
        every = tuple(amounts)
        given = [each for each in every if each is not None]
        alike = all(each.is_on_the_basis_of(given[0]) for each in given)
        return cls.total(given) if given and alike and len(given) == len(every) else None

    def __add__(self, other: Money) -> Money:
        self._same_basis(other)
        return Money(_EXACTLY.add(self.amount, other.amount), self.currency, self.vat)

    def __sub__(self, other: Money) -> Money:
        self._same_basis(other)
        return Money(_EXACTLY.subtract(self.amount, other.amount), self.currency, self.vat)

    def __neg__(self) -> Money:
        return Money(_EXACTLY.minus(self.amount), self.currency, self.vat)

    def __mul__(self, times: int | Decimal) -> Money:
        if isinstance(times, bool) or not isinstance(times, (int, Decimal)):
            raise RecordError("money", (f"multiply by a whole number or a Decimal, not {times!r}",))
        return Money(_EXACTLY.multiply(self.amount, Decimal(times)), self.currency, self.vat)

    __rmul__ = __mul__

    def __lt__(self, other: Money) -> bool:
        self._same_basis(other)
        return self.amount < other.amount

    def __le__(self, other: Money) -> bool:
        self._same_basis(other)
        return self.amount <= other.amount

    def __gt__(self, other: Money) -> bool:
        return other < self

    def __ge__(self, other: Money) -> bool:
        return other <= self

    def is_on_the_basis_of(self, other: Money) -> bool:
        """Whether both are in one currency, and both with or both without VAT, so that they add up."""
        return (self.currency, self.vat) == (other.currency, other.vat)

    @property
    def basis(self) -> str:
        """Its currency and VAT basis in words."""
        return f"{self.currency}, {self.vat.value}"

    def of_pennies(self, pennies: int) -> Money:
        """So many pennies in the same currency and on the same VAT basis."""
        return Money(pennies * PENNY, self.currency, self.vat)

    def rounded(self, to: Decimal = PENNY) -> Money:
        """The amount to the penny, or to another unit such as a million, half up as spreadsheets do."""
        units, rest = _EXACTLY.divmod(self.amount, to)
        if _EXACTLY.multiply(rest.copy_abs(), Decimal(2)) >= to:
            units = _EXACTLY.add(units, Decimal(1).copy_sign(rest))
        return Money(_EXACTLY.multiply(units, to), self.currency, self.vat)

    @property
    def shown(self) -> Decimal:
        """The amount as people write it: without decimals where it is whole, else with two or more."""
        whole = self.amount.to_integral_value()
        return whole if whole == self.amount else _EXACTLY.add(self.amount, PENNY * 0)

    def __str__(self) -> str:
        symbol = SYMBOLS.get(self.currency, f"{self.currency} ")
        sign = "-" if self.amount < 0 else ""
        basis = "" if self.vat is VatBasis.UNSTATED else f" {self.vat.value}"
        return f"{sign}{symbol}{self.shown.copy_abs():,f}{basis}"

    def _same_basis(self, other: Money) -> None:
        if not isinstance(other, Money):
            raise RecordError("money", (f"{other!r} is not money; write Money({other!r})",))
        if not self.is_on_the_basis_of(other):
            bases = (f"{self.currency}, {self.vat}", f"{other.currency}, {other.vat}")
            raise RecordError(
                "money", (f"{self} and {other} are on different bases ({'; '.join(bases)})",)
            )


def pounds(amount: Decimal | int | str, vat: VatBasis = VatBasis.UNSTATED) -> Money:
    """An amount in pounds sterling: `pounds("10.50")`, `pounds(142_000_000)`."""
    return Money(amount, "GBP", vat)
