"""Settings that every test shares."""

import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import settings

from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline, Period
from commissioning.ledger.ledger import Ledger
from commissioning.records.approval import ApprovalToProcure
from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    IntentionToAward,
    LotAward,
)
from commissioning.records.contract import ContractSigned
from commissioning.records.criteria import Criterion, CriterionKind
from commissioning.records.ending import Closure, ContractEnded
from commissioning.records.live import GoLive
from commissioning.records.methods import WeightedSum
from commissioning.records.mobilisation import GoDecision, MobilisationPlan, ReadinessReview
from commissioning.records.needs import Need, NeedsAssessment
from commissioning.records.panel import (
    DeclarationOfInterest,
    Interview,
    InterviewInvitation,
    Mark,
    Moderation,
    Panel,
    ScoreSheet,
)
from commissioning.records.parties import Constituency, Member
from commissioning.records.pricing import LowestPriceProportional
from commissioning.records.record import Record
from commissioning.records.selection import (
    SelectionAssessment,
    SelectionOutcome,
    SelectionQuestionnaire,
    SelectionResponse,
    Shortlist,
)
from commissioning.records.specification import Lot, ServiceSpecification, SpecificationStatus
from commissioning.records.strategy import ProcurementFacts, ProcurementStrategy
from commissioning.records.tender import (
    InvitationToTender,
    LotPrice,
    TenderOpening,
    TenderReceived,
)
from commissioning.stages import During, Route, Stage
from commissioning.values.money import pounds
from commissioning.values.scales import ZERO_TO_FIVE

# No deadline: a busy machine is not a fault. A run on a build server draws the same examples each
# time; HYPOTHESIS_PROFILE=thorough looks harder, by hand.
settings.register_profile(
    "quick", deadline=None, max_examples=40, derandomize=bool(os.environ.get("CI"))
)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session")
def golden() -> Callable[..., None]:
    """Compares a text with a file of `tests/golden`; COMMISSIONING_WRITE_GOLDEN=1 writes it anew.

    With `may_grow` lines may be added, never lost. Read the difference before committing it: files
    already written must still be read.
    """

    def compare(name: str, text: str, *, may_grow: bool = False) -> None:
        path = Path(__file__).parent / "golden" / name
        if os.environ.get("COMMISSIONING_WRITE_GOLDEN"):
            path.write_text(text, encoding="utf-8", newline="\n")
        kept = path.read_text(encoding="utf-8")
        if may_grow:
            assert sorted(set(kept.splitlines()) - set(text.splitlines())) == []
        else:
            assert text == kept

    return compare


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where every optional package is installed, a skipped test is a fault: it hides rot.

    What is no package, a server or a browser, and what is too large to install each time, say so and are
    left out.
    """
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    reports = reporter.stats.get("skipped", ()) if reporter else ()
    skipped = [each for each in reports if not any(word in str(each.longrepr) for word in LEFT_OUT)]
    if skipped and os.environ.get("COMMISSIONING_NO_SKIP"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line(f"COMMISSIONING_NO_SKIP is set and {len(skipped)} tests were skipped")


LEFT_OUT = (
    "needs PostgreSQL: no server is installed",
    "needs a browser: no Chromium is installed",
    "needs the group distributed",
)
"""How the reason begins for which a test may be left out."""


def _small_story() -> dict[str, Record]:
    """One small procurement without lots, by the name of each record, in the order entered."""
    due = Deadline(date(2022, 9, 30))
    scale = ZERO_TO_FIVE
    method = WeightedSum(
        criteria=(
            Criterion(
                reference="q", title="quality", weight=Decimal(60), scale=scale, panel="officers"
            ),
            Criterion(reference="p", title="price", weight=Decimal(40), kind=CriterionKind.PRICE),
        )
    )
    need = Need(reference="n", words="care at home")
    facts = ProcurementFacts(light_touch=True, above_threshold=True)
    members = (
        Member(reference="O1", constituency=Constituency.OFFICER),
        Member(reference="U1", constituency=Constituency.SERVICE_USER),
    )
    records: dict[str, Record] = {
        "needs": NeedsAssessment(on=date(2021, 9, 1), needs=(need,)),
        "strategy": ProcurementStrategy(on=date(2022, 3, 9), route=Route.restricted(), facts=facts),
        "permission": ApprovalToProcure(on=date(2022, 3, 9), decided_by="Cabinet"),
        "specification": ServiceSpecification(
            on=date(2022, 4, 4), status=SpecificationStatus.APPROVED
        ),
        "ssq": SelectionQuestionnaire(
            on=date(2022, 7, 11), responses_due_by=Deadline(date(2022, 8, 5))
        ),
        "response-a": SelectionResponse(on=date(2022, 8, 4), provider="Alder"),
        "response-b": SelectionResponse(on=date(2022, 8, 4), provider="Birch"),
        "passed-a": SelectionAssessment(
            on=date(2022, 8, 8), provider="Alder", outcome=SelectionOutcome.PASSED
        ),
        "passed-b": SelectionAssessment(
            on=date(2022, 8, 8), provider="Birch", outcome=SelectionOutcome.PASSED
        ),
        "shortlist": Shortlist(on=date(2022, 8, 12), invited=("Alder", "Birch")),
        "panel": Panel(on=date(2022, 8, 15), reference="officers", members=members),
        "itt": InvitationToTender(
            on=date(2022, 8, 22),
            reference="ITT",
            method=method,
            price_formula=LowestPriceProportional(),
            tenders_due_by=due,
        ),
        "tender-a": TenderReceived(
            on=date(2022, 9, 29), provider="Alder", prices=(LotPrice(price=pounds(100)),)
        ),
        "tender-b": TenderReceived(
            on=date(2022, 9, 29), provider="Birch", prices=(LotPrice(price=pounds(110)),)
        ),
        "opening": TenderOpening(on=date(2022, 10, 3), opened_by=("one", "two")),
    }
    for member in members:
        records[f"declaration-{member.reference}"] = DeclarationOfInterest(
            on=date(2022, 10, 3), panel="officers", member=member.reference
        )
    for provider, mark in (("Alder", 4), ("Birch", 3)):
        for member in members:
            records[f"sheet-{provider}-{member.reference}"] = ScoreSheet(
                on=date(2022, 10, 7),
                reference=f"sheet-{provider}-{member.reference}",
                panel="officers",
                assessor=member.reference,
                provider=provider,
                marks=(Mark(criterion="q", mark=Decimal(mark), because="as written"),),
            )
        records[f"moderation-{provider}"] = Moderation(
            on=date(2022, 10, 10),
            reference=f"moderation-{provider}",
            panel="officers",
            provider=provider,
            criterion="q",
            agreed=Decimal(mark),
            because="agreed",
            present=("O1", "U1"),
        )
    records |= {
        "invited": InterviewInvitation(on=date(2022, 10, 12), providers=("Alder", "Birch")),
        "interview-a": Interview(on=date(2022, 10, 17), provider="Alder"),
        "interview-b": Interview(on=date(2022, 10, 17), provider="Birch"),
        "recommendation": AwardRecommendation(
            on=date(2022, 10, 28), reference="R1", awards=(LotAward(provider="Alder"),)
        ),
        "approval": ApprovalToAward(
            on=date(2022, 11, 9), recommendation="R1", decided_by="Cabinet"
        ),
        "letters": IntentionToAward(
            on=date(2022, 11, 14), recommendation="R1", told=("Alder", "Birch")
        ),
        "contract": ContractSigned(
            on=date(2022, 11, 25),
            reference="C1",
            provider="Alder",
            recommendations=("R1",),
            term=Period.of(date(2023, 4, 1), years=5),
        ),
        "mobilisation": MobilisationPlan(on=date(2022, 12, 1), contracts=("C1",)),
        "readiness": ReadinessReview(
            on=date(2023, 3, 24), contracts=("C1",), decision=GoDecision.GO, decided_by="board"
        ),
        "go-live": GoLive(on=date(2023, 4, 1), contracts=("C1",)),
        "ended": ContractEnded(on=date(2028, 3, 31), contract="C1"),
        "closure": Closure(on=date(2028, 4, 3)),
    }
    return records


@pytest.fixture(scope="session")
def ledger() -> Callable[..., Ledger]:
    """Makes a ledger of these records, each of which may come at any stage."""

    def held(*records: Record) -> Ledger:
        made = Ledger()
        for record in records:
            made.add(record, During(tuple(Stage)))
        return made

    return held


@pytest.fixture(scope="session")
def small() -> dict[str, Record]:
    """A small restricted procurement from needs to closure, record by record."""
    return _small_story()


@pytest.fixture(scope="session")
def small_until(small: dict[str, Record]) -> Callable[[str], Cycle]:
    """The small procurement as a cycle that ends with the named record, "" for an empty one."""

    def until(last: str) -> Cycle:
        names = list(small)
        chosen = names[: names.index(last) + 1] if last else []
        return Cycle("Home care").record(*(small[name] for name in chosen))

    return until


@pytest.fixture(scope="session")
def small_divided(small: dict[str, Record]) -> Cycle:
    """The small procurement up to its specification, which divides it into the lots N and S."""
    lots = (Lot(reference="N", title="North"), Lot(reference="S", title="South"))
    specification = evolve(small["specification"], divided_into=lots)
    return Cycle("Care").record(
        small["needs"], small["strategy"], small["permission"], specification
    )
