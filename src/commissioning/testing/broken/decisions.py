"""Rows of the catalogue: tenders withdrawn, rejected or corrected, and decisions that went otherwise."""

from __future__ import annotations

from typing import Final

from attrs import evolve

from commissioning.records import award, panel, tender, tender_faults
from commissioning.testing.broken.mutation import OPEN, Mutation
from commissioning.testing.stories.scenario import WRITTEN
from commissioning.values.money import pounds

THREE: Final = evolve(OPEN, providers=("alder", "birch", "cedar"))
_MARKS: Final = {"alder": 5, "birch": 4, "cedar": 3}
_PRICES: Final = {"alder": 50, "birch": 150, "cedar": 90}


def _price(received: tender.TenderReceived) -> tuple[tender.LotPrice, ...]:
    return (tender.LotPrice(price=pounds(_PRICES[received.provider])),)


def _mark(sheet: panel.ScoreSheet) -> tuple[panel.Mark, ...]:
    return (panel.Mark(criterion=WRITTEN, mark=_MARKS[sheet.provider], because="as it reads"),)


def _agreed(moderation: panel.Moderation) -> int:
    return _MARKS[moderation.provider]


TENDERS: Final = (
    Mutation("order-turned", "The cheapest tender is withdrawn, and the order of the others turns",
             scenario=THREE, kind=award.AwardRecommendation, also=("marked-without-tender",),
             earlier={tender.TenderReceived: {"prices": _price}, panel.ScoreSheet: {"marks": _mark},
                      panel.Moderation: {"agreed": _agreed}},
             extra=((tender.TenderWithdrawn, {"provider": "alder"}),),
             fields={"awards": (award.LotAward(provider="cedar", reserves=("birch",)),)}),
    Mutation("price-corrected", "A tender is judged by its corrected price",
             kind=award.AwardRecommendation,
             extra=((tender_faults.PriceCorrected, {"was": lambda c: c.becomes, "becomes": pounds(90_000)}),)),
    Mutation("correction-misfits", "A price is corrected that the tender does not state",
             after=tender.TenderOpening, kind=tender_faults.PriceCorrected, fields={"was": pounds(1)}),
)  # fmt: skip

ROWS: Final = TENDERS
