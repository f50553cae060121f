"""Cycles to look at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline
from commissioning.evaluation import Evaluation, evaluate
from commissioning.records.criteria import Criterion, CriterionKind, PanelMean
from commissioning.records.ending import Abandonment
from commissioning.records.history import BroughtForward
from commissioning.records.live import GoLive
from commissioning.records.methods import WeightedSum
from commissioning.records.panel import Mark, ScoreSheet
from commissioning.records.parties import Authority, Provider
from commissioning.records.specification import Lot
from commissioning.records.tender import InvitationToTender, LotPrice, TenderReceived
from commissioning.stages import Route, Stage
from commissioning.values.money import pounds
from commissioning.values.scales import OUT_OF_100


@pytest.fixture(scope="session")
def parted() -> Cycle:
    """Three lots brought forward that have parted: one live, one abandoned, one at the award."""
    lots = tuple(Lot(reference=lot, title=lot) for lot in ("north", "south", "<east>"))
    records = (
        BroughtForward(
            on=date(2022, 1, 3),
            stage=Stage.AWARD,
            because="the files were lost",
            divided_into=lots,
            route=Route.open(),
        ),
        Abandonment(on=date(2022, 2, 1), lots=("south",), because="no bids"),
        GoLive(on=date(2022, 3, 1), lots=("north",), contracts=("C1",)),
    )
    audit = Cycle.audit(
        "Meals & <more>",
        records,
        buyers=(Authority(reference="lew", name="London Borough of <Lewisham>"),),
        reference="meals-2022",
        follows="meals-2017",
    )
    return audit.cycle


@pytest.fixture(scope="session")
def one_lot() -> Callable[..., Evaluation]:
    """Evaluates bids given as a mark out of 100 and a price, by provider."""
    return _one_lot


def _one_lot(
    formula: object,
    method: type = WeightedSum,
    *,
    title: str = "quality <&>",
    minimum: int | None = None,
    names: dict[str, str] | None = None,
    **bids: tuple[int, int],
) -> Evaluation:
    day = date(2022, 9, 30)
    quality, price = (60, 40) if method is WeightedSum else (100, None)
    criteria = (
        Criterion(
            reference="quality", title=title, weight=quality, scale=OUT_OF_100, minimum=minimum,
            one_mark=PanelMean(),
        ),
        Criterion(reference="price", title="price", weight=price, kind=CriterionKind.PRICE),
    )  # fmt: skip
    invitation = InvitationToTender(
        on=day,
        method=method(criteria=criteria),
        price_formula=formula,
        tenders_due_by=Deadline(day),
    )
    known = {p: Provider(reference=p, name=name) for p, name in (names or {}).items()}
    tenders = [
        TenderReceived(
            on=day, provider=p, particulars=known.get(p), prices=(LotPrice(price=pounds(asked)),)
        )
        for p, (_, asked) in bids.items()
    ]
    sheets = [
        ScoreSheet(
            on=day,
            panel="p",
            assessor="O1",
            provider=p,
            marks=(Mark(criterion="quality", mark=mark),),
        )
        for p, (mark, _) in bids.items()
    ]
    return evaluate(invitation, tenders, sheets)
