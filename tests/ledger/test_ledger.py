"""The ledger: what is in force, where each lot stands, and what a return sets aside."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning.cycle import Cycle
from commissioning.judging import replay
from commissioning.ledger.entries import Entry, Run, SharedEntries
from commissioning.ledger.ledger import Ledger
from commissioning.ledger.ways import facts_of
from commissioning.process import Process
from commissioning.records.approval import ApprovalToProcure, HowNotApproved, NotApproved
from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    IntentionToAward,
    LotAward,
)
from commissioning.records.challenge import Challenge, ClaimIssued
from commissioning.records.contract import ContractNovated, ContractSigned
from commissioning.records.ending import (
    Abandonment,
    AwardFellThrough,
    EvaluationReopened,
    SelectionReopened,
)
from commissioning.records.history import BroughtForward
from commissioning.records.mobilisation import MobilisationPlan
from commissioning.records.needs import Need, NeedsAssessment
from commissioning.records.panel import Moderation, ScoreSheet
from commissioning.records.record import WHOLE, Learned, Record
from commissioning.records.selection import Shortlist
from commissioning.records.specification import Lot, ServiceSpecification, SpecificationStatus
from commissioning.records.strategy import ProcurementStrategy
from commissioning.stages import LINE, During, Opens, Returns, Route, Stage

DAY = date(2022, 1, 3)
NEEDS = NeedsAssessment(on=DAY, needs=(Need(reference="n", words="care"),))
TWO_LOTS = (Lot(reference="N", title="North"), Lot(reference="S", title="South"))
SPECIFICATION = ServiceSpecification(
    on=DAY, divided_into=TWO_LOTS, status=SpecificationStatus.APPROVED
)

Until = Callable[[str], Cycle]


def test_record_that_names_one_paper_in_two_fields_is_found_once():
    """A report refused and sent back for a new version is one refusal."""
    ledger = Ledger()
    refusal = NotApproved(
        on=DAY, asked="approval-to-procure", about="R1", report="R1", decided_by="Cabinet",
        how=HowNotApproved.DEFERRED,
    )  # fmt: skip
    ledger.add(refusal, During(LINE, survives=True))

    assert ledger.every(NotApproved, "R1") == (refusal,)


def test_cycle_without_lots_has_one_position():
    """Most small procurements are never divided; they must not need a pretended lot."""
    ledger = Ledger()

    assert ledger.stages == {WHOLE: Stage.NEEDS}
    assert ledger.stage is Stage.NEEDS


def test_lots_take_over_the_position_of_the_whole():
    """Lots come into being with the specification, at the stage the whole had reached."""
    cycle = Cycle("Care").record(NEEDS, SPECIFICATION)

    assert cycle.stages == {"N": Stage.SPECIFICATION, "S": Stage.SPECIFICATION}
    assert cycle.ledger.opened_on("N", Stage.SPECIFICATION) == DAY


def test_lot_added_by_a_later_version_joins_in_the_specification():
    """A council may find during market engagement that a third lot is wanted."""
    third = Lot(reference="W", title="West")
    later = evolve(SPECIFICATION, version=2, divided_into=(*TWO_LOTS, third))

    cycle = Cycle("Care").record(NEEDS, SPECIFICATION, later)

    assert cycle.stages["W"] is Stage.SPECIFICATION


def test_record_from_before_the_lots_is_about_all_of_them():
    """The needs assessment came before the lots, and every lot rests on it."""
    cycle = Cycle("Care").record(NEEDS, SPECIFICATION)

    assert cycle.find(NeedsAssessment, about="S") is NEEDS


def test_find_gives_the_latest_and_every_gives_all():
    """A second version replaces the first for whoever asks for the one in force."""
    second = evolve(SPECIFICATION, version=2)
    cycle = Cycle("Care").record(NEEDS, SPECIFICATION, second)

    assert cycle.find(ServiceSpecification) is second
    assert cycle.every(ServiceSpecification) == (SPECIFICATION, second)
    assert cycle.find(Shortlist) is None
    assert cycle.every(Shortlist) == ()


def test_versions_that_grow_apart_do_not_see_each_other():
    """A what-if is a variable: two cycles grown from one must not share what came after."""
    base = Cycle("Care").record(NEEDS)
    first, second = evolve(NEEDS, note="first"), evolve(NEEDS, note="second")

    left, right = base.record(first), base.record(second)

    assert left.records == (NEEDS, first)
    assert right.records == (NEEDS, second)
    assert base.records == (NEEDS,)
    assert left.every(NeedsAssessment)[-1].note == "first"


def test_ledger_survives_pickling():
    """Cycles are passed between processes by test runners and task queues."""
    cycle = Cycle("Care").record(NEEDS, SPECIFICATION)

    copied = pickle.loads(pickle.dumps(cycle))

    assert copied == cycle
    assert copied.record(evolve(SPECIFICATION, version=2)).records[:2] == cycle.records


def test_record_about_a_contract_is_about_its_lots(small_until: Until):
    """An officer who names the contract should not have to name its lot as well."""
    awards = (LotAward(lot="N", provider="Alder"),)
    ledger = Ledger()
    ledger.add(NEEDS, Opens(Stage.NEEDS))
    ledger.add(SPECIFICATION, Opens(Stage.SPECIFICATION))
    north = AwardRecommendation(on=DAY, reference="R", lots=("N",), awards=awards)
    ledger.add(north, Opens(Stage.AWARD))

    assert ledger.lots_of(ApprovalToAward(on=DAY, recommendation="R", decided_by="x")) == ("N",)
    assert ledger.lots_of(ApprovalToAward(on=DAY, recommendation="?", decided_by="x")) == ("N", "S")


def test_return_sets_aside_what_came_in_later_stages(small_until: Until):
    """The old approval must not serve a new award."""
    reopened = EvaluationReopened(on=date(2022, 11, 15), because="a mark was miscopied")

    cycle = small_until("letters").record(reopened)

    assert cycle.stage is Stage.EVALUATION
    assert cycle.find(ApprovalToAward) is None
    assert cycle.find(AwardRecommendation) is None
    assert cycle.find(IntentionToAward) is None
    assert len(cycle.every(ApprovalToAward, superseded=True)) == 1
    assert cycle.find(ScoreSheet) is not None
    assert cycle.ledger.opened_on(WHOLE, Stage.AWARD) is None
    assert cycle.ledger.opened_on(WHOLE, Stage.EVALUATION) == date(2022, 10, 3)


def test_return_of_one_lot_leaves_the_days_of_the_others():
    """Lateness is measured from the day a lot reached its stage, and the other lot is still in its own."""
    ledger = Ledger()
    ledger.add(NEEDS, Opens(Stage.NEEDS))
    ledger.add(SPECIFICATION, Opens(Stage.SPECIFICATION))
    invited, back = date(2022, 3, 1), date(2022, 4, 1)
    ledger.add(Shortlist(on=invited, invited=("Alder",)), Opens(Stage.ITT))
    anew = SelectionReopened(on=back, lots=("N",), because="a question was unfair")
    ledger.add(anew, Returns((Stage.ITT,), Stage.SPECIFICATION))

    days = [ledger.opened_on(lot, Stage.ITT) for lot in ("N", "S")]
    assert (ledger.stages, days) == ({"N": Stage.SPECIFICATION, "S": Stage.ITT}, [None, invited])


def test_return_sets_aside_what_it_names_and_nothing_else_of_that_stage(small_until: Until):
    """One moderation may have to be done again without losing all the others."""
    reopened = EvaluationReopened(
        on=date(2022, 11, 15), because="wrong notes", sets_aside=("moderation-Alder",)
    )

    cycle = small_until("letters").record(reopened)

    assert [m.provider for m in cycle.every(Moderation)] == ["Birch"]


def _answers(ledger: Ledger, records: tuple[Record, ...]) -> list[object]:
    """All that a ledger says of the kinds of some records, about each lot, provider and reference."""
    names = {name for record in records for name in (record.reference, *record.references())}
    about = (None, WHOLE, *ledger.lots, *sorted(names - {""}))
    return [
        (
            ledger.find(kind, each),
            ledger.every(kind, each),
            ledger.every(kind, each, superseded=True),
        )
        for kind in {type(record): None for record in records}
        for each in about
    ]


@pytest.mark.parametrize(
    "more",
    [
        (EvaluationReopened(on=date(2022, 11, 15), because="a mark was miscopied"),),
        (
            AwardFellThrough(
                on=date(2022, 11, 15), because="withdrew", recommendation="R1", provider="Alder"
            ),
        ),
        (Abandonment(on=date(2022, 11, 15), because="no money"),),
        (
            EvaluationReopened(
                on=date(2022, 11, 15), because="wrong notes", sets_aside=("moderation-Alder",)
            ),
            Moderation(
                on=date(2022, 10, 20),
                reference="late",
                panel="P",
                criterion="quality",
                provider="Alder",
                agreed=Decimal(3),
                because="x",
                learned=Learned(on=date(2022, 11, 16), because="found"),
            ),
        ),
        (SPECIFICATION,),
    ],
)
def test_answer_does_not_depend_on_what_was_asked_before(
    small_until: Until, more: tuple[Record, ...]
):
    """Gates ask a growing ledger again and again; an answer kept too long would judge by the past."""
    records = (*small_until("letters").records, *more)
    asked, process = Ledger(), Process.standard()

    for number, record in enumerate(records, start=1):
        replay(process, asked, (record,))
        fresh = Ledger()
        replay(process, fresh, records[:number])
        assert _answers(asked, records) == _answers(fresh, records)


def test_challenge_survives_a_return(small_until: Until):
    """A claim in court does not go away because the council marks again."""
    challenge = Challenge(
        on=date(2022, 11, 16), reference="X", provider="Birch", about_what="the marks"
    )
    reopened = EvaluationReopened(on=date(2022, 11, 17), because="the claim is well founded")

    cycle = small_until("letters").record(challenge, reopened)

    assert cycle.find(Challenge) is challenge


def test_award_that_falls_through_sets_aside_all_that_rests_on_it(small_until: Until):
    """When the winner withdraws, the reserve needs its own approval, letters and contract."""
    fell = AwardFellThrough(
        on=date(2022, 12, 5), because="withdrew", recommendation="R1", provider="Alder"
    )

    cycle = Cycle.audit("Care", (*small_until("mobilisation").records, fell)).cycle

    assert cycle.stage is Stage.AWARD
    for kind in (AwardRecommendation, ApprovalToAward, IntentionToAward, MobilisationPlan):
        assert cycle.find(kind) is None
    assert cycle.find(ContractSigned) is not None, "only its end is recorded, never its removal"


def test_award_that_falls_through_leaves_the_other_providers_theirs():
    """In a lot with two providers the failure of one must not undo the other's award and contract."""
    both = AwardRecommendation(
        on=DAY, reference="R", awards=(LotAward(provider="Alder"), LotAward(provider="Birch"))
    )
    cycle = Cycle.audit(
        "Care",
        (
            BroughtForward(on=DAY, stage=Stage.AWARD, because="test", carries=()),
            both,
            ApprovalToAward(on=DAY, recommendation="R", decided_by="Cabinet"),
            _contract("Birch"),
            AwardFellThrough(on=DAY, because="withdrew", recommendation="R", provider="Alder"),
        ),
    ).cycle

    assert [contract.provider for contract in cycle.every(ContractSigned)] == ["Birch"]
    assert cycle.find(AwardRecommendation) is both
    assert cycle.find(ApprovalToAward) is not None


def _contract(provider: str) -> ContractSigned:
    from commissioning.dates.periods import Period

    return ContractSigned(
        on=DAY,
        reference=f"C-{provider}",
        provider=provider,
        recommendations=("R",),
        term=Period.of(DAY, years=1),
    )


def test_return_of_one_lot_leaves_the_other_where_it_was():
    """Neighbourhoods run at their own pace: one may be marked again while another is signed."""
    awards = (LotAward(lot="N", provider="A"), LotAward(lot="S", provider="B"))
    begun = BroughtForward(
        on=DAY, stage=Stage.INTERVIEWS, because="test", divided_into=TWO_LOTS,
        route=Route.restricted(),
    )  # fmt: skip
    recommended = AwardRecommendation(on=DAY, reference="R", awards=awards)
    back = EvaluationReopened(on=DAY, because="a mark", lots=("N",))

    cycle = Cycle.audit("Care", (begun, recommended, back)).cycle

    assert cycle.stages == {"N": Stage.EVALUATION, "S": Stage.AWARD}
    assert cycle.stage is Stage.EVALUATION
    assert cycle.find(AwardRecommendation, about="N") is None
    assert cycle.find(AwardRecommendation, about="S") is recommended
    entry = cycle.ledger.entry_named("R")
    assert entry is not None
    assert cycle.ledger.is_superseded(entry, "N")
    assert not cycle.ledger.is_superseded(entry)


def test_second_return_adds_to_what_is_superseded(small_until: Until):
    """Going back twice must not bring back what the first return set aside."""
    cycle = small_until("letters").record(
        EvaluationReopened(on=date(2022, 11, 15), because="marks"),
    )
    again = Cycle.audit(
        "Care",
        (*cycle.records, SelectionReopened(on=date(2022, 11, 16), because="selection")),
    ).cycle

    assert again.stage is Stage.SSQ
    assert again.find(AwardRecommendation) is None
    assert again.find(ScoreSheet) is None
    assert again.find(Shortlist) is not None


def test_history_brought_forward_carries_its_records():
    """A register of live contracts holds the contract though not the procurement behind it."""
    carried = _contract("Alder")
    strategy = ProcurementStrategy(
        on=DAY, route=Route.open(), facts=ProcurementFactsOf(light_touch=True)
    )
    begun = BroughtForward(
        on=DAY, stage=Stage.GO_LIVE, because="old system", carries=(carried, strategy, NEEDS)
    )

    cycle = Cycle("Care").record(begun)

    assert cycle.stage is Stage.GO_LIVE
    assert cycle.find(ContractSigned) is carried
    assert cycle.ledger.entry_named("C-Alder") is not None
    assert cycle.route == Route.open()
    assert facts_of(cycle.ledger) == strategy.facts
    assert cycle.records == (begun,)


def ProcurementFactsOf(*, light_touch: bool):
    """The facts of a light touch procurement."""
    from commissioning.records.strategy import ProcurementFacts

    return ProcurementFacts(light_touch=light_touch)


def test_facts_come_from_the_strategy_or_from_what_was_brought_forward():
    """The law turns on facts; without either record nobody has stated any."""
    facts = ProcurementFactsOf(light_touch=True)
    begun = BroughtForward(on=DAY, stage=Stage.AWARD, because="x", facts=facts)

    assert facts_of(Cycle("Care").ledger) is None
    assert facts_of(Cycle("Care").record(begun).ledger) == facts


def test_late_entry_moves_nothing_and_keeps_its_own_stage(small_until: Until):
    """A sheet found in a drawer belongs to the stage it was written in."""
    found = evolve(
        sheet_of(small_until("opening")),
        learned=Learned(on=date(2022, 12, 2), because="found in a drawer"),
    )
    cycle = small_until("mobilisation").record(found)

    entry = list(cycle.ledger.entries)[-1]
    assert cycle.stage is Stage.MOBILISATION
    assert entry.stages == (Stage.EVALUATION,)


def test_late_entry_is_superseded_by_the_return_that_followed_it(
    small: dict[str, Record], small_until: Until
):
    """Letters of the first award, entered after it was reopened, must not start a new standstill."""
    reopened = EvaluationReopened(on=date(2022, 11, 16), because="a mark was wrong")
    found = Learned(on=date(2022, 11, 17), because="found in a drawer")
    late = evolve(small["letters"], learned=found)

    cycle = small_until("approval").record(reopened, late)

    assert cycle.find(IntentionToAward) is None
    assert cycle.every(IntentionToAward, superseded=True) == (late,)
    assert cycle.as_of(date(2022, 11, 15)).find(IntentionToAward) == late


def sheet_of(cycle: Cycle) -> Record:
    """Any record that belongs to the stage a cycle stands in."""
    from commissioning.records.panel import PanelMeeting

    assert cycle.stage is Stage.EVALUATION
    return PanelMeeting(on=date(2022, 10, 5), panel="officers", present=("O1",))


def test_first_record_of_a_reference_keeps_it():
    """An audited history may hold a reference twice; the earlier record is the one named."""
    first = ApprovalToProcure(on=DAY, reference="A", decided_by="Cabinet")
    second = evolve(first, decided_by="Mayor")

    cycle = Cycle.audit("Care", (first, second)).cycle

    entry = cycle.ledger.entry_named("A")
    assert entry is not None
    assert entry.record is first


def test_once_every_lot_is_finished_a_record_is_about_all_of_them(small_until: Until):
    """A late notice after the end still concerns the procurement."""
    ended = small_until("closure")

    assert ended.ledger.unfinished == (WHOLE,)
    assert ended.stage is Stage.ENDED


class Racing(list[Entry]):
    """A list that another thread appends to at the worst moment."""

    def append(self, entry: Entry) -> None:
        super().append(entry._replace(number=99))
        super().append(entry)


def test_two_threads_that_append_at_once_part_company():
    """Versions of a ledger share one growing list; neither may see the other's record."""
    entry = Entry(0, NEEDS, (WHOLE,), (Stage.NEEDS,), During((Stage.NEEDS,)))
    run = Run.of(Racing())

    grown = run.grown(entry)

    assert list(grown) == [entry]
    assert len(run) == 0


def test_version_sees_nothing_of_what_came_after_it():
    """They share the list and the places in it; a what-if must leave the cycle it was tried on alone."""
    passed = ContractNovated(
        on=DAY, reference="R", contract="C1", from_provider="alder", to_provider="birch",
        because="a merger",
    )  # fmt: skip
    entry = Entry(0, passed, (WHOLE,), (Stage.GO_LIVE,), During((Stage.GO_LIVE,)))
    run = Run.of([entry])
    again = run.grown(entry._replace(number=1))

    assert len(again.naming("C1")) == len(again.same_as(passed)) == 2
    assert run.naming("C1") == run.same_as(passed) == [entry]


def test_late_entry_has_the_stage_of_its_own_day_whoever_enters_it():
    """Its lots may be known before; where they stood on that day is not."""
    ledger = Ledger()
    ledger.add(ServiceSpecification(on=DAY), Opens(Stage.SPECIFICATION))
    late = evolve(NEEDS, on=date(2022, 1, 2), learned=Learned(on=DAY, because="found in a drawer"))

    ledger.add(late, During(LINE), lots=(WHOLE,))

    assert [entry.stages for entry in ledger.entries] == [(Stage.SPECIFICATION,), (Stage.NEEDS,)]


def test_each_entry_is_noted_once_however_often_older_and_newer_versions_are_asked():
    """A server that answers from the cycle before and after a record must not grow with each answer."""
    entries = [
        Entry(n, evolve(NEEDS, note=f"{n}"), (WHOLE,), (Stage.NEEDS,), During((Stage.NEEDS,)))
        for n in range(3)
    ]
    shared = SharedEntries(entries)

    for length in (3, 1, 3, 1):
        shared.referring(length)
        shared.recorded(length)

    assert shared.referring(3) == {"": [0, 1, 2]}
    assert shared.recorded(3) == {entry.record: [entry.number] for entry in entries}


turns = st.lists(
    st.tuples(
        st.sampled_from(["record", "ask", "branch", "go back"]),
        st.sampled_from(["C1", "C2", "C3"]),
        st.sampled_from(["alder", "birch"]),
    ),
    max_size=25,
)


@given(turns)
def test_asking_about_one_thing_finds_what_looking_at_everything_finds(wanted):
    """The short way to what names a contract must never miss a record, on any branch of a what-if."""
    anywhere = During(tuple(Stage))
    kept = [Ledger()]
    for number, (turn, contract, provider) in enumerate(wanted):
        ledger = kept[-1]
        if turn == "record":
            ledger = ledger.copy()
            passed = ContractNovated(
                on=DAY, reference=f"R{number}", contract=contract, from_provider=provider,
                to_provider="cedar", because="a merger",
            )  # fmt: skip
            ledger.add(passed, anywhere)
            kept.append(ledger)
        elif turn == "branch":
            kept.append(kept[number % len(kept)])
        elif turn == "go back":
            kept = kept[: max(1, len(kept) - 1)]
        for asked in (contract, provider, f"R{number}", ""):
            everything = ledger.every(ContractNovated)
            found = tuple(record for record in everything if record.names(asked))
            assert ledger.every(ContractNovated, asked) == found
            assert ledger.find(ContractNovated, asked) == (found[-1] if found else None)


def test_return_that_names_a_challenge_does_not_remove_it(small_until: Until):
    """Otherwise whoever is sued could free the signature by setting the claim aside."""
    challenge = Challenge(
        on=date(2022, 11, 15), reference="K1", provider="Birch", about_what="the marks"
    )
    claim = ClaimIssued(on=date(2022, 11, 15), challenge="K1")
    reopened = EvaluationReopened(on=date(2022, 11, 16), because="a mark", sets_aside=("K1",))
    sued = small_until("letters").record(challenge, claim)
    assert [str(f) for f in sued.findings(reopened)] == [
        "The reference K1 belongs to the challenge of 15 November 2022, which no return takes away. "
        "Leave it out; record the end of a contract, or the answer to a challenge."
    ]
    cycle = sued.record(reopened)

    assert cycle.find(Challenge) is challenge
    assert cycle.find(ClaimIssued) is claim
