"""How a caller's code type-checks. Nothing here is run: mypy --strict and basedpyright read it.

Each public form is used once, as somebody importing the library would, and `assert_type` says what
must come out. A change that loses a type fails here before it reaches anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import assert_type

from attrs import evolve, field, frozen
from polars import DataFrame

from commissioning import (
    Authority,
    BlockedError,
    Cycle,
    FormatError,
    GoLive,
    LowestPriceProportional,
    Money,
    NeedsAssessment,
    NoRuleError,
    Period,
    Process,
    Record,
    RecordError,
    Route,
    Shortlist,
    Stage,
    StageOrderError,
    compare,
    pounds,
)
from commissioning.cycle import Audit
from commissioning.display import cycle_text, diagram_svg, stage_table
from commissioning.display.reports import (
    Readership,
    Report,
    award_report,
    report_page,
    standing_report,
)
from commissioning.findings.finding import Finding, FindingCode, Findings
from commissioning.gates.case import Case, check, gate
from commissioning.interchange import dumps, from_dict, json_schema, loads, to_dict
from commissioning.portfolio import CycleText, ask, audit_many, tables, write_parquet
from commissioning.process import NextSteps, Step
from commissioning.records.record import PROVIDER, Records
from commissioning.stages import During
from commissioning.values.notebook import Picture
from commissioning.values.tables import Cell, Table

DAY = date(2022, 2, 4)


def values() -> None:
    assert_type(pounds("10.50"), Money)
    assert_type(Money(3) + pounds(4) * 2, Money)
    assert_type(Money.total([pounds(1)]), Money)
    assert_type(pounds(1) < pounds(2), bool)
    assert_type(Period.of(DAY, years=5).length, int)
    Money("1", currency=3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def stages() -> None:
    assert_type(Route.open().after(Stage.ITT), Stage | None)
    assert_type(Route.restricted().stages, tuple[Stage, ...])


def comparing(frame: DataFrame) -> None:
    comparison = compare(frame, frame, weights={"care": 60, "price": 40})
    assert_type(comparison.try_weights(frame), Table)
    assert_type(comparison.try_weights([{"price": 50}]), Table)
    comparison.try_weights([3])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]


def asking(cycle: Cycle, assessment: NeedsAssessment) -> None:
    assert_type(cycle.record(assessment), Cycle)
    assert_type(cycle.stage, Stage)
    assert_type(cycle.stages, Mapping[str, Stage])
    assert_type(cycle.route, Route | None)
    assert_type(cycle.records, Records[Record])
    assert_type(cycle.last_on, date | None)
    assert_type(cycle.find(Shortlist), Shortlist | None)
    assert_type(cycle.expect(Shortlist, "N1"), Shortlist)
    assert_type(cycle.every(Shortlist), Records[Shortlist])
    assert_type(cycle.blockers(assessment), Findings)
    assert_type(cycle.blockers(GoLive, on=DAY), Findings)
    assert_type(cycle.next_steps(DAY), NextSteps)
    assert_type(cycle.as_of(DAY, known=True), Cycle)
    cycle.blockers(GoLive)  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]
    cycle.record("a needs assessment")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def auditing(history: list[Record]) -> None:
    assert_type(Cycle.audit("Home care", history), Audit)
    assert_type(Cycle.audit("Home care", history).cycle, Cycle)


def refused(cycle: Cycle, record: Record) -> str:
    try:
        cycle.record(record)
    except StageOrderError as refusal:
        assert_type(refusal.comes_first, tuple[str, ...])
        assert_type(refusal.findings, tuple[Finding, ...])
        return refusal.stage
    except BlockedError as refusal:
        return "; ".join(finding.message for finding in refusal.findings)
    except (RecordError, FormatError) as malformed:
        assert_type(malformed.problems, tuple[str, ...])
        return malformed.what
    except NoRuleError as unanswered:
        return unanswered.why
    return ""


def files(cycle: Cycle) -> None:
    assert_type(dumps(cycle), str)
    read = loads(dumps(cycle))
    assert_type(read, Cycle)
    assert_type(loads(dumps(cycle), audit=True), Audit)
    assert_type(to_dict(cycle), dict[str, object])
    assert_type(from_dict(to_dict(cycle)), Cycle)
    assert_type(from_dict(to_dict(cycle), audit=True), Audit)
    assert_type(json_schema(), dict[str, object])


def showing(cycle: Cycle) -> None:
    assert_type(cycle_text(cycle, DAY), str)
    assert_type(diagram_svg(route=cycle.route, stages=cycle.stages), str)
    assert_type(stage_table(cycle.process), Table)
    assert_type(cycle.plot(), Picture)
    assert_type(cycle.thread().plot().svg, str)
    assert_type(cycle.evaluation().plot("price").to_long(), Table)
    assert_type(LowestPriceProportional().plot([3], weight=40, lowest=1, highest=9), Picture)
    assert_type(stage_table().to_columns(exact=False)["tag"], list[Cell | float])


@frozen(kw_only=True)
class SiteVisit(Record):
    """A council's own record."""

    provider: str = field(metadata=PROVIDER)
    remarks: str = ""

    def problems(self) -> Iterator[str]:
        if not self.provider:
            yield "provider: say who was visited"


UNLISTED = FindingCode("no-shortlist", "There is no shortlist yet.", False, "no shortlist yet")
STRANGER = FindingCode("visit-not-to-shortlisted", "Not shortlisted.", True, "Alder is not on it")


@gate(UNLISTED)
def somebody_is_shortlisted(case: Case) -> Iterator[Finding]:
    """A visit is to a provider on the shortlist."""
    if case.find(Shortlist) is None:
        yield UNLISTED("there is no shortlist yet")


@check(SiteVisit, STRANGER)
def visited_is_shortlisted(case: Case, visit: SiteVisit) -> Iterator[Finding]:
    """The provider visited is on the shortlist."""
    shortlist = case.find(Shortlist)
    if shortlist is not None and not shortlist.names(visit.provider):
        yield STRANGER(f"{visit.provider} is not on it")


def own_steps() -> Cycle:
    visits = Step(
        "site-visit",
        SiteVisit,
        During((Stage.ITT,)),
        (Shortlist,),
        gates=(somebody_is_shortlisted,),
        checks=(visited_is_shortlisted,),
    )
    process = Process.standard().with_steps(visits)
    assert_type(process, Process)
    buyer = Authority(reference="lewisham", name="London Borough of Lewisham")
    visit = SiteVisit(on=DAY, provider="acorn")
    assert_type(evolve(visit, remarks="clean"), SiteVisit)
    return Cycle("Home care", buyers=(buyer,), process=process)


def many_cycles(cycle: Cycle) -> None:
    made = tables((cycle, CycleText("other", "{}")), DAY)
    assert_type(made, Mapping[str, Table])
    assert_type(ask(made, "bids-per-lot"), Table)
    assert_type(write_parquet((cycle,), DAY, Path("p")), tuple[Path, ...])
    assert_type(audit_many([Path("a.json")], processes=2), Table)


def reports(cycle: Cycle) -> None:
    assert_type(standing_report(cycle, DAY), Report)
    assert_type(award_report(cycle, DAY, Readership.EXEMPT).missing(), tuple[str, ...])
    assert_type(report_page(standing_report(cycle, DAY)), str)
