"""An unknown name, word, code or field is met with the nearest known one, whatever door it comes in by."""

from __future__ import annotations

import json
from datetime import date

import pytest
from attrs import evolve

import commissioning
from commissioning.casebook import lewisham
from commissioning.cli import main
from commissioning.cycle import Cycle
from commissioning.dates.windows import Window
from commissioning.errors import CommissioningError, RecordError
from commissioning.evaluation import compare
from commissioning.findings.codes.process import NOT_STATED
from commissioning.findings.finding import FindingCode
from commissioning.gates.case import gate
from commissioning.interchange import dumps, load_record, loads, record_schema
from commissioning.law import questions
from commissioning.ledger.manifests import manifest_digest
from commissioning.portfolio import ask
from commissioning.process import Process, Step, during
from commissioning.records.answers import Answer, YesNo
from commissioning.records.approval import Waiver
from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    IntentionToAward,
    LotAward,
)
from commissioning.records.challenge import Challenge, ChallengePoint
from commissioning.records.contract import ContractSigned
from commissioning.records.days import DayWithin
from commissioning.records.live import GoLive, KpiReport
from commissioning.records.mobilisation import MobilisationPlan, MobilisationTask
from commissioning.records.notices import NoticePublished
from commissioning.records.panel import InterviewInvitation, Moderation, ScoreSheet
from commissioning.records.pricing import LowestPriceProportional, PriceFormula
from commissioning.records.record import Basis, Grounds, Record
from commissioning.records.selection import (
    ExclusionsDecided,
    GroundFound,
    ProviderAssessment,
    SelectionAssessment,
    SelectionResponse,
    Shortlist,
)
from commissioning.records.specification import ServiceSpecification
from commissioning.records.staff import StaffConsulted
from commissioning.records.tender import (
    InvitationToTender,
    TenderOpening,
    TenderReceived,
    TenderWithdrawn,
)
from commissioning.stages import Route, Stage
from commissioning.store import Store
from commissioning.testing import Scenario, broken_cycles, make, story, values
from commissioning.values.frozen import frozen
from commissioning.values.money import Money
from commissioning.values.text import nearest

DAY = date(2024, 1, 1)
LIVE = story(after=GoLive)
LOTS = story(Scenario(lots=("N1", "N2")), at=Stage.MOBILISATION)
FILE = dumps(LIVE)
SPAN = Window.span(date(2024, 5, 1), date(2024, 5, 31), "May 2024")
TASK = MobilisationTask(reference="M1", what="recruit")
KPI = story(after=ServiceSpecification).expect(ServiceSpecification).kpis[0]


@frozen(kw_only=True)
class SiteVisit(Record):
    """A visit to a service."""


LATE = FindingCode("visit-late", "A visit was late.", waivable=True, example="The visit was late")


@gate(LATE)
def visit_is_in_time(_):
    """A visit is in time."""
    return ()


def row(*, where=during(Stage.NEEDS), gates=()):  # noqa: B008  (a value)
    return Process.standard().with_steps(Step("site-visit", SiteVisit, where, gates=gates))


DOORS = {
    "name of the front door": (lambda: commissioning.GoLiv, "did you mean `GoLive`?"),
    "name of a room": (lambda: commissioning.testing.storry, "did you mean `story`?"),
    "field of a record": (lambda: GoLive(on=DAY, contrct="C1"), "did you mean `contracts`?"),
    "field of a value": (lambda: Money(1, currancy="GBP"), "did you mean `currency`?"),
    "field changed": (lambda: evolve(LIVE, titel="x"), "did you mean `title`?"),
    "field made": (lambda: make(GoLive, contrct="C1"), "did you mean `contracts`?"),
    "kind made": (lambda: make("go-live"), "did you mean `GoLive`?"),
    "kind drawn": (lambda: values("GoLiv"), "did you mean `GoLive`?"),
    "kind of a story": (lambda: story(after="GoLiv"), "did you mean `GoLive`?"),
    "stage of a story": (lambda: story(at="awrd"), "did you mean `Stage.AWARD`?"),
    "stage of the casebook": (lambda: lewisham.cycle(at="awrd"), 'did you mean "award"?'),
    "kind of the casebook": (lambda: lewisham.cycle(after="GoLiv"), "did you mean `GoLive`?"),
    "stage of a route": (lambda: Route.of("awrd"), "did you mean `Stage.AWARD`?"),
    "stage by its text": (lambda: Stage("go_live"), 'did you mean "go-live"?'),
    "stage of a row": (lambda: row(where=during("neds")), "did you mean `Stage.NEEDS`?"),
    "kind found": (lambda: LIVE.find("contract-signed"), "did you mean `ContractSigned`"),
    "kind asked about": (lambda: LIVE.blockers("GoLiv", on=DAY), "did you mean `GoLive`?"),
    "reference expected": (lambda: LIVE.expect(ContractSigned, "c1"), 'did you mean "C1"?'),
    "kind of a row": (lambda: Process.standard().step("GoLiv"), "did you mean `GoLive`?"),
    "kind of a schema": (lambda: record_schema("go-liv"), "did you mean `GoLive`?"),
    "lot of a result": (lambda: LOTS.evaluation("n1"), 'did you mean "N1"?'),
    "lot of the law": (lambda: LOTS.law(DAY, "n2"), 'did you mean "N2"?'),
    "lot of the buyers": (lambda: LOTS.buyers_on(DAY, "N11"), 'did you mean "N1"?'),
    "lot of the sums": (lambda: LOTS.money("N22"), 'did you mean "N2"?'),
    "lot where there is none": (lambda: LIVE.law(DAY, "N1"), 'leave out the lot "N1"'),
    "whole of a divided one": (lambda: LOTS.law(DAY, "whole"), "name one of N1 and N2"),
    "contract": (lambda: LIVE.contract("c1"), 'did you mean "C1"?'),
    "mobilisation": (lambda: LIVE.mobilisation("C11"), 'did you mean "C1"?'),
    "KPI": (lambda: LIVE.contract("C1").performance.trend("k1"), 'did you mean "K1"?'),
    "tenderer": (lambda: LIVE.evaluation().explain("Aldr"), 'did you mean "alder"?'),
    "criterion weighed": (
        lambda: LIVE.evaluation().reweighed({"Qualty": 10}), 'did you mean "quality"?'),
    "criterion compared": (
        lambda: compare({"a": 1}, {"a": {"qualty": 3}}, weights={"quality": 60, "price": 40}),
        'no tender has a mark on quality; did you mean "qualty"?'),
    "question of law": (
        lambda: LIVE.law(DAY).value("standstil", DAY), 'did you mean "standstill"'),
    "tag in a file": (
        lambda: loads(FILE.replace('"type": "go-live"', '"type": "golive"')), 'did you mean "go-live"?'),
    "field in a file": (lambda: loads(FILE.replace('"buyers"', '"byers"')), 'did you mean "buyers"?'),
    "tag of one record": (
        lambda: load_record('{"type": "go-liv", "on": "2026-01-01"}'), 'did you mean "go-live"?'),
    "broken cycle": (lambda: broken_cycles("stage-ordr"), 'did you mean "stage-order"?'),
    "kind of store": (lambda: Store.open("sqlit:///x.db"), 'did you mean "sqlite"? Give "sqlite:'),
    "question of many cycles": (lambda: ask({}, "late-return"), 'did you mean "late-returns"?'),
    "member of a family by name": (
        lambda: make(InvitationToTender, price_formula="lowest-price-proportional"),
        "'lowest-price-proportional' is not a price formula the library knows; did you mean "
        "`LowestPriceProportional`?"),
    "member of a family as a class": (
        lambda: make(InvitationToTender, price_formula=LowestPriceProportional),
        "LowestPriceProportional is a class; give a value of it: `LowestPriceProportional(...)`"),
    "kind given as a value": (
        lambda: Process.standard().with_kinds(LowestPriceProportional()),
        "LowestPriceProportional(...) is a value; give the class, LowestPriceProportional"),
    "row given as a record": (
        lambda: Process.standard().with_steps(SiteVisit),
        "is not a step; write Step(tag=..., record=..., where=...)"),
    "lot of a criterion": (
        lambda: make(InvitationToTender, lots=("N11",), method=evolve(
            make(InvitationToTender).method, criteria=tuple(
                evolve(each, lots=("N1",)) for each in make(InvitationToTender).method.criteria))),
        'which is not invited; did you mean "N11"?'),
    "day of a span": (
        lambda: make(GoLive, days_within=(DayWithin(field="trem", within=SPAN),)),
        "the record has no day 'trem'"),
    "field of a basis": (
        lambda: make(GoLive, basis=(Basis(grounds=Grounds.STATED, source="a page", fields=("contrcts",)),)),
        "the record has no field 'contrcts'; did you mean \"contracts\"?"),
    "task waited for": (
        lambda: make(MobilisationPlan, tasks=(TASK, evolve(TASK, reference="M2", after=("m1",)))),
        'M2 waits for m1, not a task of the plan; did you mean "M1"?'),
    "supplier found out": (
        lambda: make(ExclusionsDecided, considered=("alder",), found=(
            GroundFound(provider="aldr", ground="theft", because="x", left_out=True),)),
        'aldr is not among those considered; did you mean "alder"?'),
    "provider most suitable": (
        lambda: make(ProviderAssessment, considered=("alder",), most_suitable="aldr", because="x"),
        'aldr is not among those considered; did you mean "alder"?'),
    "party that answers": (
        lambda: make(SelectionResponse, answers=(Answer(question="Q1", value=YesNo(yes=True), by="aldr"),)),
        'aldr, who is not a party to the bid; did you mean "alder"?'),
    "employer": (
        lambda: make(StaffConsulted, employer="brich", from_provider="birch", to_provider="alder"),
        'brich is neither of the two providers; did you mean "birch"?'),
    "record of a manifest": (
        lambda: manifest_digest(LIVE.ledger, ("c1",)), 'There is no record c1; did you mean "C1"?'),
    "gate without its codes": (
        lambda: row(gates=(lambda _: (),)), "decorate it with `@gate(CODE)` or `@check(Kind, CODE)`"),
}  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_unknown_name_is_met_with_what_was_meant(door):
    """Somebody who mistypes a name should not have to read a list of two hundred."""
    ask_for, words = DOORS[door]
    with pytest.raises(
        (AttributeError, CommissioningError, LookupError, TypeError, ValueError)
    ) as no:
        ask_for()
    assert words in str(no.value)


def test_gate_that_declares_its_codes_makes_a_row():
    """The refusal above is of the function without them, not of every gate of a council's own."""
    assert row(gates=(visit_is_in_time,)).step(SiteVisit).gates == (visit_is_in_time,)


@gate()
def visit_is_announced(_):
    """A visit is announced."""
    yield LATE("The visit was late", remedy="Be in time")


@gate(LATE)
def visit_is_short(_):
    """A visit is short."""


@gate(LATE)
def visit_is_quiet(_):
    """A visit is quiet."""
    yield "too loud"


ANSWERS = {
    visit_is_announced: "visit_is_announced: it yields `visit-late`, which it does not declare; "
    "name every code in its decorator",
    visit_is_short: "visit_is_short: it returns None; let it `yield` its findings, or `return ()`",
    visit_is_quiet: "visit_is_quiet: it yields `too loud`, which it does not declare; "
    "name every code in its decorator",
}


@pytest.mark.parametrize(
    ("own", "words"), ANSWERS.items(), ids=lambda each: getattr(each, "name", "")
)
def test_answer_of_a_councils_own_gate_is_refused_by_its_name(own, words):
    """The error came from the inside of the library, and named no gate; a code was let through."""
    cycle = Cycle("Care", process=row(gates=(own,)))
    with pytest.raises(RecordError) as refused:
        cycle.findings(SiteVisit(on=DAY))
    assert str(refused.value) == words


def test_code_of_the_library_may_come_from_a_councils_own_gate():
    """A gate may pass on what a part of the library finds, and explain knows such a code anyway."""

    @gate()
    def visit_is_stated(_):
        """A visit is stated."""
        yield NOT_STATED.warns("The visit states no hour", remedy="Add it")

    (found,) = Cycle("Care", process=row(gates=(visit_is_stated,))).findings(SiteVisit(on=DAY))
    assert found.code == "not-stated"


def finding_words(after, record):
    cycle = story(after=after)
    return " ".join(str(each) for each in cycle.findings(evolve(record, on=cycle.last_on)))


ALDER = 'did you mean "alder"?'
RECORDS = {
    "provider marked": (TenderOpening, make(ScoreSheet, provider="aldr"), ALDER),
    "criterion moderated": (ScoreSheet, make(Moderation, criterion="qualty"), 'mean "quality"?'),
    "provider opened": (TenderReceived, make(TenderOpening, tenders=("aldr",)), ALDER),
    "provider withdrawn": (TenderReceived, make(TenderWithdrawn, provider="aldr"), ALDER),
    "provider assessed": (SelectionResponse, make(SelectionAssessment, provider="aldr"), ALDER),
    "provider shortlisted": (SelectionAssessment, make(Shortlist, invited=("aldr",)), ALDER),
    "provider invited": (Shortlist, make(InvitationToTender, on=date(2022, 2, 2), invited=("aldr",)), ALDER),
    "provider interviewed": (Moderation, make(InterviewInvitation, providers=("aldr",)), ALDER),
    "provider told": (ApprovalToAward, make(IntentionToAward, told=("aldr", "birch")), ALDER),
    "challenger": (IntentionToAward, make(Challenge, provider="aldr"), ALDER),
    "recommendation": (
        IntentionToAward, make(ContractSigned, recommendations=("r1",)), 'did you mean "R1"?'),
    "provider signed with": (IntentionToAward, make(ContractSigned, provider="aldr"), ALDER),
    "lot awarded": (Moderation, make(AwardRecommendation, lots=None, awards=(
        LotAward(lot="whol", provider="alder"),)), 'did you mean "whole"?'),
    "bidder of a point": (IntentionToAward, make(Challenge, points=(
        ChallengePoint(reference="P1", words="the mark", provider="aldr"),)), ALDER),
    "contract": (GoLive, make(KpiReport, contract="c1"), 'did you mean "C1"?'),
    "notice": (GoLive, make(NoticePublished, notice="UK66"), 'did you mean "UK6"'),
    "code waived": (GoLive, make(Waiver, code="stage-ordr"), 'did you mean "stage-order"?'),
}  # fmt: skip


@pytest.mark.parametrize("what", RECORDS)
def test_unknown_reference_of_a_record_is_met_with_the_nearest(what):
    """An officer who reads "aldr" three times still reads "alder"."""
    after, record, words = RECORDS[what]
    assert words in finding_words(after, record)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["shwo"], 'there is no command "shwo"; did you mean "show"?'),
        (["explain", "STAGE-ORDER"], 'did you mean "stage-order"?'),
        (["explain", "go-liv"], 'did you mean "go-live"?'),
        (["ocds", "chek"], 'did you mean "check"?'),
        (["law", "--on", "2024-01-01", "--about", "standtill"], 'did you mean "standstill"'),
        (["law", "--on", "2024-01-01", "--abuot", "x"], 'no option "--abuot"; did you mean "--about"'),
        (["law", "--on", "2024-01-01", "--nation", "englnd"], 'did you mean "England"?'),
        (["explain", "stage-order", "more"], 'there is no place for "more"'),
    ],
)  # fmt: skip
def test_unknown_word_at_the_prompt_is_met_with_the_nearest(arguments, words, capsys):
    """The usage of a command with twenty options does not say which of them was meant."""
    try:
        code = main(arguments)
    except SystemExit as stopped:
        code = stopped.code
    assert code == 2
    assert words in " ".join(capsys.readouterr().err.split())


def test_capital_for_a_small_letter_is_the_smallest_mistake():
    """A name that differs in nothing else is the one that is meant, and no other is offered."""
    assert nearest("n1", ("N1", "N2", "N11")) == ["N1"]
    assert nearest("STAGE-ORDER", ("stage-order", "stage-open")) == ["stage-order"]


def test_file_of_a_later_format_names_the_ones_that_are_read():
    """A file of next year's library is not guessed at."""
    data = {**json.loads(FILE), "format": "commissioning/99"}
    with pytest.raises(
        CommissioningError, match='is not a format that this library reads; it reads "'
    ):
        loads(json.dumps(data))


def test_finding_of_a_councils_own_code_has_no_page():
    """A link to a page that is not there is worse than none."""
    assert LATE("The visit was late").url == ""
    assert Cycle("x").blockers(GoLive, on=DAY)[0].url == "tables/finding-codes/#stage-order"


def test_family_is_drawn_and_asked_by_its_class():
    """The hints above are for names; a class that is known is taken."""
    assert isinstance(make(PriceFormula), PriceFormula)
    assert questions.STANDSTILL_STARTED_BY.name


def test_next_steps_about_an_unknown_reference_is_refused():
    """All 59 steps were given as if the slip had not been made."""
    cycle = story(after=AwardRecommendation)
    with pytest.raises(LookupError, match="No record here is about zz"):
        cycle.next_steps(cycle.last_on, about="zz")
