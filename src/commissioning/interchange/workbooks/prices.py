"""Prices in a workbook: a row for each provider and lot."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from commissioning.cycle import Cycle
from commissioning.interchange.workbooks.reading import Faults, lines_of, sheets_in
from commissioning.interchange.workbooks.writing import tables_workbook
from commissioning.records.record import WHOLE
from commissioning.records.tender import LotPrice, TenderReceived
from commissioning.values.money import Money, VatBasis
from commissioning.values.tables import Column, Kind, Table

_HEADINGS: Final = {
    "provider": ("provider", "bidder", "tenderer", "supplier"),
    "lot": ("lot",),
    "price": ("price", "amount"),
    "per": ("per", "unit"),
    "vat": ("vat",),
}


def prices_workbook(cycle: Cycle) -> bytes:
    """The prices of every tender in force, a row for each lot; `read_prices` reads it again."""
    columns = (
        Column("Provider"),
        Column("Lot"),
        Column("Price", Kind.NUMBER, "in pounds"),
        Column("Per"),
        Column("VAT"),
    )
    rows = [
        (tender.provider, each.lot, each.price.amount, each.per, each.price.vat.value)
        for tender in cycle.every(TenderReceived)
        for each in tender.prices
    ]
    return tables_workbook({"Prices": Table(columns, tuple(rows))})


def read_prices(
    source: bytes | str | Path, currency: str = "GBP", vat: VatBasis = VatBasis.UNSTATED
) -> dict[str, tuple[LotPrice, ...]]:
    """The prices by provider out of the first sheet with the headings Provider and Price.

    The columns Lot, Per ("year" where there is none) and VAT may be left out; `vat` is the basis of a price
    that states none. Raises `FormatError` naming every cell that is wrong.
    """
    faults = Faults()
    found: dict[str, dict[str, LotPrice]] = {}
    first, *_ = sheets_in(source)
    for line in lines_of(first, _HEADINGS, ("provider", "price"), faults):
        provider, price = line.text("provider", "name the provider"), line.number("price")
        if price is None:
            if line.value("price") is None:
                line.fault("price", "it is empty; give the price, or take the row out")
            continue
        if price < 0:
            line.fault("price", f"{price:f} is below 0")
            continue
        basis = _basis(line.text("vat"), vat)
        if basis is None:
            line.fault(
                "vat",
                f"{line.text('vat')!r} is no basis; write excluding VAT or including VAT, or leave it empty",
            )
            continue
        lot = line.text("lot") or WHOLE
        held = found.setdefault(provider, {})
        if lot in held:
            line.fault("price", f"{provider} has a second price for lot {lot}")
        per = line.text("per")
        held[lot] = LotPrice(
            price=Money(price, currency, basis), lot=lot, **({"per": per} if per else {})
        )
    faults.check()
    return {provider: tuple(prices.values()) for provider, prices in found.items()}


def _basis(text: str, otherwise: VatBasis) -> VatBasis | None:
    said = text.casefold().replace("vat", "").strip()
    held = (each for each in VatBasis if said == each.casefold().replace("vat", "").strip())
    return next(held, None) if text else otherwise
