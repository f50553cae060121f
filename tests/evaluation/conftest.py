"""Small evaluations, made in one line."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from commissioning.dates.periods import Deadline
from commissioning.evaluation import Evaluation, evaluate
from commissioning.findings.catalogue import FINDING_CODES
from commissioning.findings.finding import Finding
from commissioning.records.criteria import Criterion, CriterionKind, PanelMean
from commissioning.records.methods import WeightedSum
from commissioning.records.panel import Mark, Moderation, Panel, ScoreSheet
from commissioning.records.parties import Constituency, Member
from commissioning.records.pricing import LowestPriceProportional
from commissioning.records.tender import InvitationToTender, LotPrice, TenderReceived
from commissioning.values.money import pounds
from commissioning.values.rounding import as_decimal
from commissioning.values.scales import OUT_OF_100

DAY = date(2022, 10, 7)


class Make:
    """Makes the records of an evaluation from as little as a test wants to say."""

    on = DAY

    def criterion(self, reference: str, weight: object = None, **more: object) -> Criterion:
        if reference == "price":
            more = {"kind": CriterionKind.PRICE, **more}
        else:
            more = {"scale": OUT_OF_100, "one_mark": PanelMean(), **more}
        title = more.pop("title", reference)
        return Criterion(reference=reference, title=title, weight=weight, **more)

    def method(self, kind: type = WeightedSum, **weights: object):
        return kind(criteria=tuple(self.criterion(name, w) for name, w in weights.items()))

    def two_minimums(self) -> WeightedSum:
        """Care and a rota, each with a minimum of 50, and a price."""
        return WeightedSum(
            criteria=(
                self.criterion("care", 40, minimum=50),
                self.criterion("rota", 20, minimum=50),
                self.criterion("price", 40),
            )
        )

    def invitation(self, method: object = None, **more: object) -> InvitationToTender:
        method = method or self.method(quality=60, price=40)
        priced = getattr(method, "price", None) is not None
        formula = LowestPriceProportional() if priced else None
        return InvitationToTender(
            **{
                "on": date(2022, 8, 22),
                "method": method,
                "price_formula": formula,
                "tenders_due_by": Deadline(date(2022, 9, 30)),
                **more,
            }
        )

    def tender(self, provider: str, price: object = None, lot: str = "whole", **more: object):
        asked = as_decimal(price, 2) if isinstance(price, Fraction) else price
        prices = () if price is None else (LotPrice(lot=lot, price=pounds(asked)),)
        return TenderReceived(
            **{"on": date(2022, 9, 29), "provider": provider, "prices": prices, **more}
        )

    def sheet(self, provider: str, assessor: str = "O1", panel: str = "p", **marks: object):
        more = {k: marks.pop(k) for k in ("lots", "on", "meeting") if k in marks}
        return ScoreSheet(
            **{
                "on": DAY,
                "panel": panel,
                "assessor": assessor,
                "provider": provider,
                "marks": tuple(
                    Mark(criterion=name.replace("_", "-"), mark=mark, because="as written")
                    for name, mark in marks.items()
                ),
                **more,
            }
        )

    def moderation(self, provider: str, criterion: str, agreed: object, **more: object):
        return Moderation(
            **{
                "on": DAY,
                "panel": "p",
                "provider": provider,
                "criterion": criterion,
                "agreed": Decimal(str(agreed)),
                "because": "the members agreed",
                **more,
            }
        )

    def panel(self, reference: str, *members: str, silent: tuple[str, ...] = ()) -> Panel:
        return Panel(
            on=DAY,
            reference=reference,
            members=tuple(
                Member(reference=name, constituency=Constituency.OFFICER, scores=name not in silent)
                for name in (*members, *silent)
            ),
        )

    def evaluation(self, bids: dict[str, dict[str, object]], **more: object) -> Evaluation:
        """Bids by provider: marks by criterion, and a price."""
        invitation = more.pop("invitation", None) or self.invitation(
            **{k: more.pop(k) for k in ("method", "price_formula", "envelope") if k in more}
        )
        tenders = [self.tender(name, bid.get("price")) for name, bid in bids.items()]
        sheets = [
            self.sheet(name, **{k: v for k, v in bid.items() if k != "price"})
            for name, bid in bids.items()
            if set(bid) - {"price"}
        ]
        return evaluate(invitation, tenders, sheets, **more)


@pytest.fixture(autouse=True)
def no_code_that_is_not_in_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """A finding whose code is no row of the table could not be looked up, nor be waived."""
    table = {row.code for row in FINDING_CODES}
    made = Finding.__init__

    def looked_over(finding: Finding, *args: object, **fields: object) -> None:
        made(finding, *args, **fields)
        assert finding.code in table, f"{finding.code} is no row of the table"

    monkeypatch.setattr(Finding, "__init__", looked_over)


@pytest.fixture(scope="session")
def make() -> Make:
    """Makes the records of an evaluation from as little as a test wants to say."""
    return Make()
