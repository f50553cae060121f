"""Pictures that the library draws for its own pages each time the site is built."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import date
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from commissioning import (
    Band,
    Capped,
    Comparison,
    Frequency,
    Kpi,
    KpiReport,
    KpisAgreed,
    Measurement,
    Period,
    ServiceCredits,
    Slope,
    Target,
    compare,
    pounds,
    targets_rising,
)
from commissioning.casebook import greenwich, lewisham
from commissioning.contracts.performance import performance
from commissioning.contracts.service_credits import credits_due
from commissioning.display.frameworks import placements_svg
from commissioning.law.governing import governing
from commissioning.ledger.ledger import Ledger
from commissioning.mobilisation.reconciliation import reconcile
from commissioning.records.people import (
    Choice,
    ChoiceCount,
    ChoicesMade,
    Cohort,
    CohortChanged,
    PeopleAffected,
    PeopleMoved,
    PeopleSettled,
    PeopleState,
    PeopleTold,
)
from commissioning.records.pricing import (
    FloorAndCeiling,
    LinearDeviation,
    LowestPriceProportional,
    MeanBased,
    PriceRange,
)
from commissioning.records.strategy import ProcurementFacts
from commissioning.stages import During, Route, Stage
from commissioning.timetable import forwards, what_if

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def price_formulas() -> str:
    """The five formulas and four bids of the page, the lowest bid anywhere from 12 to 30."""
    beside = {
        "linear deviation": LinearDeviation(),
        "mean": MeanBased(),
        "range": PriceRange(),
        "floor and ceiling": FloorAndCeiling(floor=18, ceiling=24),
    }
    others = (Fraction("19.60"), Fraction(21), Fraction(22))
    formula = LowestPriceProportional()
    return formula.plot(others, weight=40, lowest=12, highest=30, beside=beside).svg


def comparison() -> Comparison:
    """The three made-up tenders of the page for notebooks."""
    prices = {"Alder": 128_000, "Birch": 117_500, "Cedar": 121_000}
    marks = {
        "Alder": {"care": 5, "rota": 4},
        "Birch": {"care": 3, "rota": 4},
        "Cedar": {"care": 4, "rota": 3},
    }
    return compare(prices, marks, weights={"care": 40, "rota": 20, "price": 40})


def plans() -> str:
    """The three plans of the page on whether a go-live can still be made."""
    facts = ProcurementFacts(light_touch=True, above_threshold=True, health_service=False)
    today = date(2026, 11, 2)
    law = governing(today, facts).law(facts, None)
    asked = {"on": today, "law": law}
    found = what_if(
        {
            "As usual": forwards(today, route=Route.open(), **asked),
            "Needs known already": forwards(
                today, route=Route.open(), first="specification", **asked
            ),
            "Selection first": forwards(today, route=Route.restricted(), **asked),
        }
    )
    return found.plot().svg


def people() -> str:
    """A made-up move of 100 people, with an emergency, a change of mind and three who leave (constructed)."""
    new, keep = Choice.NEW_PROVIDER, Choice.DIRECT_PAYMENT_SAME_PROVIDER
    counted = {"on": date(2015, 11, 2), "cohort": "north"}
    moved = {"on": date(2016, 1, 29), "cohort": "north"}
    ledger = Ledger()
    for record in (
        PeopleAffected(on=date(2015, 11, 2), cohorts=(Cohort(reference="north", people=100),)),
        PeopleMoved(**counted, people=4, to_provider="Elm", choice=Choice.EMERGENCY),
        PeopleTold(**moved, people=94),
        CohortChanged(**moved, left=2, was=PeopleState.TOLD, because="died"),
        ChoicesMade(
            **moved,
            choices=(
                ChoiceCount(choice=new, people=78),
                ChoiceCount(choice=keep, people=10),
                ChoiceCount(choice=keep, instead_of=new, people=3),
            ),
        ),
        PeopleMoved(**moved, people=70, to_provider="Birch"),
        PeopleMoved(**moved, people=13, choice=keep),
        PeopleMoved(**moved, people=4, to_provider="Birch", again=True, from_provider="Elm"),
        PeopleSettled(**moved, people=61, provider="Birch"),
        CohortChanged(**moved, left=1, was=PeopleState.SETTLED, because="moved into a care home"),
    ):
        ledger.add(record, During(tuple(Stage)))
    return reconcile(ledger, date(2016, 3, 1)).plot().svg


def _month(kpi: str, number: int, value: int) -> KpiReport:
    period = Period.of(date(2026 + (number - 1) // 12, (number - 1) % 12 + 1, 1), months=1)
    figure = (Measurement(kpi=kpi, value=value),)
    return KpiReport(on=period.ends_on, contract="C1", period=period, measurements=figure)


def kpi_run() -> str:
    """A made-up year of a KPI whose target rises and whose set changes."""
    punctual = Kpi(
        reference="punctual", title="Punctual visits", numerator="visits on time",
        frequency=Frequency.MONTHLY, targets=targets_rising(80, by=5, years=3),
        bands=(
            Band(name="Green", low=90), Band(name="Amber", low=75, high=90), Band(name="Red", high=75),
        ),
    )  # fmt: skip
    stricter = evolve(punctual, title="Punctual visits, rated anew", bands=(
        Band(name="Green", low=95), Band(name="Amber", low=85, high=95), Band(name="Red", high=85),
    ))  # fmt: skip
    agreed = KpisAgreed(
        on=date(2026, 6, 1), contract="C1", kpis=(stricter,), applies_from=date(2026, 7, 1)
    )
    values = (92, 88, 70, 81, 91, 94, 94, 90, 83, 88, 96, 97, 93, 96)
    returns = [_month("punctual", number, value) for number, value in enumerate(values, 1)]
    made = performance("C1", (punctual,), returns, starts_on=date(2026, 1, 1), agreed=[agreed])
    return made.plot("punctual").svg


def credits_run() -> str:
    """The two months of the page on service credits, with those before and after."""
    billing = Kpi(
        reference="billing", title="Timely billing", numerator="bills on time",
        frequency=Frequency.MONTHLY, targets=(Target(value=98),),
        bands=(Band(name="Met", low=98), Band(name="Missed", high=98)),
    )  # fmt: skip
    returns = [_month("billing", n, value) for n, value in enumerate((94, 75, 97, 99, 98, 96), 1)]
    made = performance("C1", (billing,), returns, starts_on=date(2026, 1, 1))
    slope = Capped(scheme=Slope(kpi="billing", per_point=1), per_period=10)
    charges = {each.period: pounds(40_000) for each in returns}
    due = credits_due(ServiceCredits(schemes=(slope,)), made, charges)
    return made.plot("billing", {each.period: str(each.amount) for each in due}).svg


def placements() -> str:
    """The North of the example of a home care framework after a year."""
    example = Path(__file__).parents[2] / "examples" / "home_care_framework.py"
    with redirect_stdout(StringIO()):
        found = runpy.run_path(str(example))
    return placements_svg(found["cycle"], "North", on=date(2027, 3, 31))


HOUSE = runpy.run_path(str(Path(__file__).with_name("house.py")))

PICTURES: dict[str, Callable[[], str]] = {
    "assets/people-flow.svg": people,
    "assets/panel-points.svg": lambda: greenwich.evaluation().plot().svg,
    "assets/panel-weight.svg": lambda: (
        greenwich.evaluation().plot(greenwich.USERS_PANEL, up_to=20).svg
    ),
    "assets/weights-map.svg": lambda: comparison().evaluation().weights_map().plot().svg,
    "assets/golden-thread.svg": lambda: lewisham.cycle().thread().plot().svg,
    "assets/price-formulas.svg": price_formulas,
    "assets/compared.svg": lambda: comparison().plot().svg,
    "assets/what-if.svg": plans,
    "assets/kpi-run.svg": kpi_run,
    "assets/credits-run.svg": credits_run,
    "assets/placements.svg": placements,
    "assets/house.svg": HOUSE["picture"],
}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the drawn pictures to the site."""
    from mkdocs.structure.files import File

    for address, draw in PICTURES.items():
        files.append(File.generated(config, address, content=draw()))
    return files
