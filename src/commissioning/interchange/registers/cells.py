"""The cells of a published register: sums, days, yes and no, and how a contract came about.

A cell that says that the fact is not known is None, which is no fault. One that cannot be read raises
`ValueError` with a clause that says why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from commissioning.contracts.sums import Span, Sum
from commissioning.dates.windows import Window
from commissioning.errors import FormatError, written
from commissioning.records.contract import CameFrom
from commissioning.values.frozen import frozen
from commissioning.values.money import Money, VatBasis

_BLANK: Final = re.compile(
    r"[\s.?-]*|n/?a|none|null|unknown|various|variable|tb[acd]|not? (?:known|applicable|stated|set|"
    r"available|recorded|held)|no day stated|to be (?:confirmed|decided|determined|agreed|advised)",
    re.I,
)
_ERROR: Final = re.compile(r"#{3,}|#(?:N/A|NAME\?|[A-Z]+(?:/0)?!)")
_ROLLING: Final = re.compile(
    r"rolling|on-?going|open[- ]ended|continuous|evergreen|until terminated|perpetual|indefinite",
    re.I,
)
_MOMENT: Final = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?$", re.I)
_NUMBER: Final = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SUM: Final = re.compile(
    r"(?P<about>up to|max(?:imum)?(?: of)?|circa|c\.?|approx(?:imately)?\.?|est(?:imated)?\.?|about|~)?\s*"
    rf"(?P<currency>GBP|£|EUR|€)?\s*{_NUMBER}\s*(?P<scale>bn|billion|m|mn|million|k|thousand)?\s*"
    r"(?:GBP|pounds)?\s*(?P<each>(?:per|a|each|/|p\.?)\s*(?:annum|a\.?|year|yr|month|m\.?|quarter|week)"
    r"|annually|yearly|monthly|quarterly)?\s*"
    r"(?:(?:for|over|x|×)\s*(?P<long>\d{1,3})\s*(?P<unit>years?|yrs?|months?))?\s*"
    r"(?P<guess>approx(?:imately)?\.?|est(?:imated)?\.?|\(est(?:imated)?\.?\))?",
    re.I,
)
_SCALES: Final = {"b": 10**9, "m": 10**6, "k": 1000, "t": 1000}
_WITHOUT_VAT: Final = re.compile(
    r"\(?[,;]?\s{0,9}\b(?:ex(?:c|cl|cluding|clusive of)?\.?|net of|plus|without|no)\s*vat\b\)?|\+\s*vat\b",
    re.I,
)
_WITH_VAT: Final = re.compile(
    r"\(?[,;]?\s{0,9}\b(?:inc(?:l|luding|lusive of)?\.?|with)\s*vat\b\)?", re.I
)
_CURRENCIES: Final = {
    **dict.fromkeys(("", "£", "POUNDS", "POUNDS STERLING", "STERLING"), "GBP"),
    **dict.fromkeys(("€", "EURO", "EUROS"), "EUR"),
}
_UNITS: Final = {
    "year": re.compile(r"ann|year|yr|(?:p\.?|/|per) ?a\b"),
    "month": re.compile(r"month|(?:p\.?|/|per) ?m\b"),
    "quarter": re.compile("quarter"),
    "week": re.compile("week"),
}
_YEARLY: Final = re.compile(r"\bannual|\bper annum|\bp\.?a\b|\byearly|\bper year|\beach year", re.I)
_WHOLE: Final = re.compile(
    r"over the (?:length|term|life)|\btotal|\bwhole|\blifetime|\bfull term", re.I
)


def is_blank(cell: str) -> bool:
    """Whether a cell says no more than that the fact is not known."""
    return bool(_BLANK.fullmatch(cell)) or is_error(cell)


def is_error(cell: str) -> bool:
    """Whether a spreadsheet shows that it has no value: "#REF!", or "####" where a column is too narrow."""
    return bool(_ERROR.fullmatch(cell))


def is_rolling(cell: str) -> bool:
    """Whether the end of a contract is said to be open, without a day: "rolling", "ongoing"."""
    return bool(_ROLLING.match(cell)) and not re.search(r"\d{4}|\d/\d", cell)


def is_yearly(heading: str) -> bool:
    """Whether a heading says that its sums are for a year, and not for the whole of a term."""
    return bool(_YEARLY.search(heading)) and not _WHOLE.search(heading)


def day(cell: str, _: str = "") -> Window | None:
    """The day of a cell, or the month or quarter that it gives."""
    if is_blank(cell):
        return None
    try:
        window = Window.parse(_MOMENT.sub("", cell))
    except FormatError as refused:
        why = refused.problems[0].rpartition("' cannot be dated: ")[2].rpartition("read: ")[2]
        raise ValueError(why) from None
    if not window.known or window.latest is None or window.recurrence:
        raise ValueError("it names no day; write it like 31/03/2027")
    if window.at and cell[:5].endswith("-") and not cell.startswith(f"{window.latest}"):
        raise ValueError(f"in London it is {written(window.latest)} by then; write the day alone")
    return window


def last_day(cell: str, _: str = "") -> Window | None:
    """The last day of a contract; None where its end is open."""
    if _ROLLING.match(cell) and not is_rolling(cell):
        raise ValueError("it is both open and a day; write one of them")
    return None if is_rolling(cell) else day(cell)


def vat_basis(words: str) -> VatBasis:
    """The VAT basis that a heading or a cell states."""
    if _WITHOUT_VAT.search(words):
        return VatBasis.EXCLUDING
    return VatBasis.INCLUDING if _WITH_VAT.search(words) else VatBasis.UNSTATED


def _without_basis(words: str) -> str:
    return _WITH_VAT.sub(" ", _WITHOUT_VAT.sub(" ", words)).strip()


@frozen
class PrintedSum:
    """A sum as a cell gives it, before it is brought to the whole of a term."""

    amount: Money
    per: str = ""
    """The time that it is for: "year", "quarter", "month", "week"; empty for the whole."""
    years: Fraction | None = None
    """How long it is paid, where the cell says so."""
    guess: str = ""
    """The word by which the cell says that it is no exact sum: "est.", "up to"."""

    def whole(self, term: Fraction | None) -> tuple[Money, str] | None:
        """The sum for the whole term and how it came about; None where it cannot be worked out."""
        times = {"year": 1, "quarter": 4, "month": 12}.get(self.per)
        years = self.years or term
        if not self.per:
            return self.amount, ""
        if times is None or years is None:
            return None
        return Sum(self.amount * times, Span.YEAR).over(years, Span.TERM, up=False)


def money(cell: str, heading: str = "", basis: str = "") -> PrintedSum | None:
    """The sum of a cell, for the time and on the VAT basis that the cell, or else its heading, names.

    `basis` is that of a column of bases, such as "GBP, excluding VAT".
    """
    if is_blank(cell):
        return None
    heading, vat = f"{heading} {basis}", vat_basis(cell)
    found = _SUM.fullmatch(_without_basis(cell))
    if found is None:
        raise ValueError("it is not one sum of money; write it like £350,000 or £350,000 per year")
    scale = _SCALES.get((found["scale"] or "").lower()[:1], 1)
    currency = (found["currency"] or _without_basis(basis.partition(",")[0])).upper()
    currency = _CURRENCIES.get(currency, currency)
    if not re.fullmatch("[A-Z]{3}", currency):
        raise ValueError(f'"{basis}" is not a currency code such as GBP')
    amount = Money(
        Decimal(found["number"].replace(",", "")) * scale,
        currency,
        vat_basis(heading) if vat is VatBasis.UNSTATED else vat,
    )
    of_heading = "year" if is_yearly(heading) else ""
    each = (found["each"] or "").lower()
    unit = 12 if (found["unit"] or "").lower().startswith("m") else 1
    return PrintedSum(
        amount=amount,
        per=next((unit for unit, form in _UNITS.items() if form.search(each)), of_heading),
        years=Fraction(int(found["long"]), unit) if found["long"] else None,
        guess=(found["about"] or found["guess"] or "").strip("() "),
    )


_YES_NO: Final = {
    **dict.fromkeys(("yes", "y", "true", "1"), True),
    **dict.fromkeys(("no", "n", "false", "0"), False),
}


def yes_no(cell: str, _: str = "") -> bool | None:
    """Yes or no, as registers write it."""
    if is_blank(cell):
        return None
    if cell.lower() not in _YES_NO:
        raise ValueError("it is neither yes nor no")
    return _YES_NO[cell.lower()]


_BOTH: Final = {"both": True, **dict.fromkeys(("neither", "no", "n", "false"), False)}
_SMALL: Final = re.compile(r"\bsmes?\b|\bsmall\b|\bmicro\b|\bmedium\b", re.I)
_VOLUNTARY: Final = re.compile(
    r"\bvcs?e?s?\b|\bvco\b|volunt|charit|communit|social enterprise|third sector|not[- ]for[- ]profit",
    re.I,
)


def standing(cell: str, _: str = "") -> tuple[bool | None, bool | None]:
    """Whether a supplier is small or medium, and voluntary or community, from one cell for both."""
    both = _BOTH.get(cell.lower())
    if both is not None or is_blank(cell):
        return both, both
    small = False if re.search(r"\blarge\b", cell, re.I) else bool(_SMALL.search(cell)) or None
    voluntary = bool(_VOLUNTARY.search(cell)) or None
    if small is None and voluntary is None:
        raise ValueError("it names no kind of supplier; write SME, VCSE, both or neither")
    return small, voluntary


_WAYS: Final[Mapping[re.Pattern[str], CameFrom]] = {
    re.compile(form, re.I): way
    for form, way in (
        (r"direct award|single (?:tender|source|supplier)|waiver|exempt|no competition|without compet|"
         r"negotiated without", CameFrom.DIRECT_AWARD),
        (r"framework|call[- ]?off|mini[- ]?comp|further competition|\bdps\b|dynamic", CameFrom.CALL_OFF),
        (r"quot|\brfq\b|\bitq\b", CameFrom.INVITATION_TO_QUOTE),
        (r"tender|\bitt\b|open procedure|restricted|competitive|\bojeu\b|find a tender",
         CameFrom.INVITATION_TO_TENDER),
    )
}  # fmt: skip


def came_from(cell: str, heading: str = "") -> CameFrom | None:
    """How the contract came about. A bare "yes" answers the one way that the heading names."""
    if is_blank(cell):
        return None
    asked = [way for form, way in _WAYS.items() if form.search(heading)]
    if _YES_NO.get(cell.lower()) and len(asked) == 1:
        return asked[0]
    found = next((way for form, way in _WAYS.items() if form.search(cell)), None)
    if found is None:
        raise ValueError("it does not say how the contract came about, such as tender or quote")
    return found
