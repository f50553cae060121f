"""Selection: in time, assessed to the last response, and shortlisted only from those who passed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import LONDON, Deadline, Period
from commissioning.gates.case import Case
from commissioning.gates.selection import (
    evidence_is_seen_before_signing,
    response_is_in_time,
    responses_are_all_in,
    shortlist_follows_the_points,
    shortlisted_have_responded,
)
from commissioning.law.law import Law
from commissioning.ledger.ledger import Ledger
from commissioning.records.answer_rules import Cover, HeldBy
from commissioning.records.answers import Answer, BidParty, EvidenceReceived, PartyRole, YesNo
from commissioning.records.award import AwardRecommendation
from commissioning.records.contract import ContractSigned
from commissioning.records.history import BroughtForward
from commissioning.records.narrowing import BestOf, Narrowing
from commissioning.records.questions import AnswerKind, AskedIf, BidQuestion
from commissioning.records.record import Record
from commissioning.records.selection import (
    ProviderAssessment,
    SelectionAssessment,
    SelectionOutcome,
    SelectionQuestionnaire,
    SelectionResponse,
    Shortlist,
)
from commissioning.records.specification import Lot
from commissioning.stages import Begins, During, Route, Stage
from commissioning.values.money import pounds

Until = Callable[[str], Cycle]
Small = dict[str, Record]


def texts(cycle: Cycle, what: Record) -> list[tuple[str, str, str]]:
    """Code, message and remedy of each blocker."""
    return [(f.code, f.message, f.remedy) for f in cycle.blockers(what)]


def test_shortlist_before_the_deadline_is_refused(small_until: Until, small: Small):
    """The last response may be the best one."""
    early = evolve(small["shortlist"], on=date(2022, 8, 4))
    cycle = small_until("response-b").record(
        evolve(small["passed-a"], on=date(2022, 8, 4)),
        evolve(small["passed-b"], on=date(2022, 8, 4)),
    )

    (finding,) = cycle.blockers(early)

    assert str(finding) == (
        "You cannot choose providers on 4 August 2022: responses may arrive until the end of 5 "
        "August 2022. Wait until 6 August 2022."
    )
    assert finding.earliest == date(2022, 8, 6)


@pytest.mark.parametrize(
    ("due", "on", "waits"),
    [
        (Deadline(date(2022, 8, 12)), date(2022, 8, 12), True),
        (Deadline(date(2022, 8, 11)), date(2022, 8, 12), False),
        (Deadline(date(2022, 8, 12), time(12), LONDON), date(2022, 8, 12), False),
        (Deadline(date(2022, 8, 12), time(12), LONDON), date(2022, 8, 11), True),
    ],
    ids=("until midnight", "the day after", "since noon", "the day before noon"),
)
def test_shortlist_on_the_day_of_the_deadline_depends_on_its_time(
    small_until: Until, small: Small, due: Deadline, on: date, waits: bool
):
    """A deadline without an hour runs to midnight, so nobody can be chosen on that day."""
    names = ("response-a", "response-b", "passed-a", "passed-b")
    cycle = small_until("specification").record(
        evolve(small["ssq"], responses_due_by=due), *(small[name] for name in names)
    )

    codes = [code for code, _, _ in texts(cycle, evolve(small["shortlist"], on=on))]

    assert codes == (["responses-still-due"] if waits else [])


def test_lot_without_a_questionnaire_does_not_hide_the_deadline_of_the_next(case_of):
    """The responses for the south may still come in, whatever became of the north."""
    south = SelectionQuestionnaire(
        on=date(2022, 7, 11), lots=("S",), responses_due_by=Deadline(date(2022, 8, 5))
    )
    law = Law.unknown("it is not asked")
    case = case_of(Shortlist, south, law=law, on=date(2022, 8, 1), lots=("N", "S"))

    assert len(list(responses_are_all_in(case))) == 1


def test_shortlist_with_an_unassessed_response_is_refused(small_until: Until, small: Small):
    """A provider passed over unheard has every reason to go to court."""
    alone = evolve(small["shortlist"], invited=("Alder",))

    assert texts(small_until("passed-a"), alone) == [
        (
            "response-unassessed",
            "No assessment is recorded yet for the response of Birch",
            "Record a selection assessment for each response",
        )
    ]


def test_several_unassessed_responses_are_reported_together(small_until: Until, small: Small):
    """The officer sees at once how much is left to do."""
    third = evolve(small["response-a"], provider="Cedar")
    cycle = small_until("response-b").record(third, small["passed-b"])

    (finding,) = cycle.blockers(Shortlist, date(2022, 8, 12))

    assert finding.message == "No assessment is recorded yet for the response of Alder and Cedar"
    assert finding.about is None


@pytest.mark.parametrize(
    ("due", "on", "at", "late"),
    [
        (Deadline(date(2022, 8, 5)), date(2022, 8, 5), None, False),
        (Deadline(date(2022, 8, 5)), date(2022, 8, 6), None, True),
        (Deadline(date(2022, 8, 5), time(12), LONDON), date(2022, 8, 5), time(12), False),
        (Deadline(date(2022, 8, 5), time(12), LONDON), date(2022, 8, 5), time(12, 1), True),
        (Deadline(date(2022, 8, 5), time(12), LONDON), date(2022, 8, 5), None, False),
        (Deadline(date(2022, 8, 5)), date(2022, 8, 5), time(23, 59), False),
    ],
)
def test_late_response_without_a_reason_is_refused(
    small_until: Until, small: Small, due: Deadline, on: date, at: time | None, late: bool
):
    """The deadline is the same for everybody, to the minute where it has one."""
    cycle = small_until("specification").record(evolve(small["ssq"], responses_due_by=due))
    response = evolve(small["response-a"], on=on, at=at)

    assert bool(cycle.blockers(response)) is late
    assert not cycle.blockers(evolve(response, late_because="the portal was down"))


def test_late_response_is_shown_both_days_and_the_difference(small_until: Until, small: Small):
    """The provider will ask by how much it was late."""
    late = evolve(small["response-a"], on=date(2022, 8, 6))

    assert texts(small_until("ssq"), late) == [
        (
            "response-late",
            "The response of Alder arrived on 6 August 2022, 1 day after the deadline of 5 August 2022",
            "Leave it out, or record the reason for accepting it late",
        )
    ]


def test_assessment_without_a_response_is_refused(small_until: Until, small: Small):
    """A slip in a reference would otherwise fail a provider that never took part."""
    strange = evolve(small["passed-a"], provider="Cedar")

    assert texts(small_until("response-b"), strange) == [
        (
            "assessed-without-response",
            "Cedar is assessed, but no response of theirs is recorded",
            "Record the response, or correct the provider's reference",
        )
    ]


def test_assessment_of_a_tenderer_in_an_open_procedure_is_accepted(small: Small):
    """There the selection questions come with the tender."""
    strategy = evolve(small["strategy"], route=Route.open())
    cycle = Cycle("Care").record(
        small["needs"], strategy, small["permission"], small["specification"],
        small["itt"], small["tender-a"],
    )  # fmt: skip
    assessment = evolve(small["passed-a"], on=date(2022, 9, 30))

    assert cycle.blockers(assessment) == ()


class TestShortlist:
    """Who may be on it."""

    def test_shortlisted_stranger_is_refused(self, small_until: Until, small: Small):
        """An unknown provider on a shortlist is the classic slip."""
        strange = evolve(small["shortlist"], invited=("Alder", "Zebra"))

        assert texts(small_until("passed-b"), strange) == [
            (
                "shortlisted-without-response",
                "Zebra is on the shortlist, but no response of theirs is recorded",
                "Take them off, or correct the provider's reference",
            )
        ]

    def test_shortlisted_stranger_does_not_hide_one_who_failed(
        self, small_until: Until, small: Small
    ):
        """Everything that is wrong with the list is reported at once."""
        failed = evolve(
            small["passed-b"], outcome=SelectionOutcome.FAILED, because="no registration"
        )
        strange = evolve(small["shortlist"], invited=("Zebra", "Birch"))

        assert [code for code, _, _ in texts(small_until("passed-a").record(failed), strange)] == [
            "failed-goes-on",
            "shortlisted-without-response",
        ]

    def test_shortlist_of_the_announced_length_is_accepted(self, small_until: Until, small: Small):
        """At most two means that two may go on."""
        announced = evolve(small["ssq"], most_shortlisted=2)
        names = ("response-a", "response-b", "passed-a", "passed-b")
        cycle = small_until("specification").record(announced, *(small[name] for name in names))

        assert cycle.blockers(small["shortlist"]) == ()

    def test_shortlisted_provider_who_failed_is_refused_with_the_reason(
        self, small_until: Until, small: Small
    ):
        """A failed provider may be on it only after a new assessment with its reasons."""
        failed = SelectionAssessment(
            on=date(2022, 8, 9),
            provider="Birch",
            outcome=SelectionOutcome.FAILED,
            because="no registration",
        )
        cycle = small_until("passed-b").record(failed)

        assert texts(cycle, small["shortlist"]) == [
            (
                "failed-goes-on",
                "Birch failed selection on 9 August 2022 (no registration) and cannot continue",
                "Leave Birch out, or record a new assessment with its reasons",
            )
        ]

    def test_shortlist_longer_than_announced_is_refused(self, small_until: Until, small: Small):
        """Bidders were told how many would go on."""
        announced = evolve(small["ssq"], most_shortlisted=1)
        cycle = small_until("specification").record(
            announced,
            *(small[name] for name in ("response-a", "response-b", "passed-a", "passed-b")),
        )

        assert texts(cycle, small["shortlist"]) == [
            (
                "shortlist-too-long",
                "2 providers are on the shortlist; the maximum announced is 1",
                "Shorten it by the published rule",
            )
        ]


class TestProviderAssessment:
    """The evaluation of a route without tenders."""

    def test_provider_assessment_on_a_route_with_tenders_is_refused(self, small_until: Until):
        """Where tenders were invited, they are what is evaluated."""
        instead = ProviderAssessment(on=date(2022, 10, 3), considered=("Alder",))

        codes = [(f.code, f.message, f.remedy) for f in small_until("tender-b").blockers(instead)]

        assert codes == [
            (
                "stage-order",
                (
                    "You cannot record a provider assessment: the route taken (restricted: "
                    "needs > specification > SSQ > ITT > evaluation > interviews > award > "
                    "mobilisation > go-live > ended) has an ITT stage"
                ),
                "Record a tender opening instead",
            )
        ]

    def test_provider_assessment_on_a_route_without_tenders_opens_the_evaluation(
        self, small: Small
    ):
        """The Provider Selection Regime's most suitable provider process has no invitation."""
        facts = evolve(small["strategy"].facts, health_service=True)  # type: ignore[attr-defined]
        strategy = evolve(
            small["strategy"], route=Route.most_suitable_provider(), facts=facts,
            on=date(2024, 3, 4),
        )  # fmt: skip
        cycle = Cycle("Sexual health").record(
            evolve(small["needs"], on=date(2024, 1, 8)),
            strategy,
            evolve(small["permission"], on=date(2024, 3, 4)),
            evolve(small["specification"], on=date(2024, 4, 2)),
        )
        assessment = ProviderAssessment(
            on=date(2024, 6, 3), considered=("Alder", "Birch"), most_suitable="Alder", because="x"
        )
        orderly = [f for f in cycle.findings(assessment) if f.code == "stage-order"]
        early = cycle.findings(AwardRecommendation, date(2024, 6, 3))[0]
        assert early.remedy == "Next: record a provider assessment"

        assert orderly == []
        audited = Cycle.audit("x", (*cycle.records, assessment)).cycle
        assert audited.stage is Stage.EVALUATION


def test_response_names_its_provider_and_lots(small_until: Until, small: Small):
    """A response is found by its provider."""
    cycle = small_until("response-b")

    assert cycle.find(SelectionResponse, about="Alder") is small["response-a"]


NOT_ASKED = Law.unknown("it is not asked")


def questionnaire(*lots, due=5, **fields):
    """A questionnaire of 11 July for some lots, with responses due by a day of August."""
    due_by = Deadline(date(2022, 8, due))
    return SelectionQuestionnaire(
        on=date(2022, 7, 11), lots=lots or None, responses_due_by=due_by, **fields
    )


@pytest.mark.parametrize(
    ("asked", "late"),
    [
        ((questionnaire("N", due=5), questionnaire("S", due=9)), 1),
        ((questionnaire("N", due=9), questionnaire("S", due=5)), 1),
        ((questionnaire("N", due=5), questionnaire("S", due=5)), 1),
        ((questionnaire("N", due=9), questionnaire("S", due=9)), 0),
        ((questionnaire("S", due=5),), 1),
    ],
)
def test_response_is_held_against_the_deadline_of_each_of_its_lots(case_of, asked, late):
    """A bidder that is a day late for the south would be let in because the north is still open."""
    response = SelectionResponse(on=date(2022, 8, 6), provider="Alder", lots=("N", "S"))
    case = case_of(response, *asked, law=NOT_ASKED, lots=("N", "S"))
    assert len(list(response_is_in_time(case, response))) == late


@pytest.mark.parametrize(
    ("north", "south", "refused"), [(2, 1, True), (1, 2, True), (2, None, False)]
)
def test_shortlist_of_two_lots_is_within_the_maximum_of_each(case_of, north, south, refused):
    """A provider left out by the maximum for the south would ask why two went on there."""
    chosen = Shortlist(on=date(2022, 8, 12), invited=("Alder", "Birch"), lots=("N", "S"))
    responses = (
        SelectionResponse(on=date(2022, 8, 4), provider=name, lots=("N", "S"))
        for name in chosen.invited
    )
    asked = (
        questionnaire("N", most_shortlisted=north),
        questionnaire("S", most_shortlisted=south),
    )
    case = case_of(chosen, *asked, *responses, law=NOT_ASKED, lots=("N", "S"))
    assert bool(list(shortlisted_have_responded(case, chosen))) is refused


def assessed(points, lot="N"):
    """Those who passed for a lot, with so many points."""
    return [
        SelectionAssessment(
            on=date(2022, 8, 8), provider=name, outcome=SelectionOutcome.PASSED,
            points=each, lots=(lot,),
        )
        for name, each in points.items()
    ]  # fmt: skip


def test_shortlist_is_held_against_the_rule_announced_for_its_own_lot(case_of):
    """The south announced no rule; the best of the north is still all that may be invited there."""
    best = Narrowing(steps=(BestOf(most=1),))
    held = (questionnaire("N", narrowing=(best,)), questionnaire("S"), *assessed({"A": 9, "B": 8}))
    chosen = Shortlist(on=date(2022, 8, 12), invited=("A", "B"), lots=("N",))
    case = case_of(chosen, *held, law=NOT_ASKED, lots=("N",))
    (finding,) = shortlist_follows_the_points(case, chosen)
    assert finding.message.startswith("The shortlist invites B, unlike the announced rule")


def test_bidder_with_most_points_of_those_left_out_is_the_one_compared(case_of):
    """One left out with few points does not excuse leaving out another with many."""
    chosen = Shortlist(on=date(2022, 8, 12), invited=("A", "B"), lots=("N",))
    points = assessed({"A": 90, "B": 70, "C": 60, "D": 80})
    case = case_of(chosen, *points, law=NOT_ASKED, lots=("N",))
    (finding,) = shortlist_follows_the_points(case, chosen)
    assert finding.message == "D has 80 points and is left out, although B is invited with 70"


OTHERS = BidQuestion(reference="T1", words="Others in the bid?", asks_for=AnswerKind.YES_NO)
INSURED = BidQuestion(
    reference="T4", words="Insured?", asks_for=AnswerKind.YES_NO,
    rule=Cover(kind="public-liability", at_least=pounds(1), held_by=HeldBy.AWARD),
    asked_if=(AskedIf(question="T1", is_in=("yes",)),),
)  # fmt: skip
POLICY = EvidenceReceived(
    on=date(2022, 9, 1), provider="Cedar", kind="public-liability", covers=pounds(1)
)


def response(lot, others, *parties):
    """A response of Alder for one lot, with the other firms in it."""
    firms = tuple(BidParty(provider=each, role=PartyRole.GUARANTOR) for each in parties)
    answer = Answer(question="T1", value=YesNo(yes=others))
    return SelectionResponse(
        on=date(2022, 8, 4), provider="Alder", lots=(lot,), answers=(answer,), parties=firms
    )


@pytest.mark.parametrize(
    ("bids", "evidence", "wanted"),
    [
        ((response("N", True), response("S", True, "Cedar")), (POLICY,), 0),
        ((response("N", True, "Cedar"), response("S", True)), (POLICY,), 0),
        ((response("N", True), response("S", True)), (POLICY,), 1),
        ((response("N", True), response("S", True, "Cedar")), (), 1),
        ((response("N", False), response("S", True)), (), 1),
        ((response("N", True), response("S", False)), (), 1),
        ((response("N", False), response("S", False)), (), 0),
    ],
)
def test_evidence_for_a_contract_is_that_of_the_bids_for_all_its_lots(bids, evidence, wanted):
    """The guarantor that Alder named for the south has shown its policy for the contract of both."""
    begun = BroughtForward(
        on=date(2022, 7, 1),
        stage=Stage.SSQ,
        because="the rest is on paper",
        divided_into=(Lot(reference="N", title="north"), Lot(reference="S", title="south")),
    )
    contract = ContractSigned(
        on=date(2022, 10, 3),
        provider="Alder",
        lots=("N", "S"),
        reference="K1",
        recommendations=("R1",),
        term=Period.of(date(2023, 4, 1), years=2),
    )
    ledger = Ledger()
    ledger.add(begun, Begins())
    for record in (questionnaire(questions=(OTHERS, INSURED)), *bids, *evidence):
        ledger.add(record, During(tuple(Stage)))
    case = Case(
        ledger=ledger, on=contract.on, lots=("N", "S"), kind=ContractSigned, record=contract
    )
    found = list(evidence_is_seen_before_signing(case, contract))
    assert [finding.about for finding in found] == ["Alder"] * wanted
