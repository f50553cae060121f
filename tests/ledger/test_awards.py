"""The recommendations in force, and those that answers without a reference are about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile
from operator import attrgetter

from hypothesis import given
from hypothesis import strategies as st

from commissioning.ledger.awards import awards_in_force, meant_by
from commissioning.ledger.ledger import Ledger
from commissioning.records.approval import HowNotApproved, NotApproved
from commissioning.records.award import ApprovalToAward, AwardRecommendation, LotAward
from commissioning.records.ending import EvaluationReopened
from commissioning.records.history import BroughtForward
from commissioning.records.record import Learned, Record
from commissioning.records.specification import Lot, ServiceSpecification
from commissioning.stages import Begins, During, Opens, Returns, Stage

FIRST = date(2023, 6, 1)
LOTS = ("N", "S")
REFERENCES = ("R1", "R2", "R3")
PLACES = {
    AwardRecommendation: Opens(Stage.AWARD),
    EvaluationReopened: Returns((Stage.AWARD,), Stage.EVALUATION),
    BroughtForward: Begins(()),
}


@st.composite
def steps(draw, *, late: bool = True) -> Record:
    """A recommendation, a decision on one, or a return to the evaluation, of one of five days."""
    about: dict[str, object] = {
        "on": FIRST + timedelta(draw(st.integers(0, 4))),
        "lots": draw(st.sampled_from([None, ("N",), ("S",), LOTS])),
    }
    if late and draw(st.booleans()):
        about["learned"] = Learned(on=FIRST + timedelta(9), because="found")
    kind = draw(st.integers(0, 7))
    if kind == 0:
        return EvaluationReopened(**about, because="slip")
    if kind == 1:
        return ApprovalToAward(
            **about, decided_by="x", recommendation=draw(st.sampled_from(REFERENCES))
        )
    if kind in {2, 3}:
        awards = tuple(LotAward(lot=lot, provider="Elm") for lot in about["lots"] or ("N",))
        replaces = draw(st.sampled_from([(), (), ("R1",), ("R2", "R3")]))
        reference = draw(st.sampled_from(REFERENCES))
        return AwardRecommendation(**about, awards=awards, replaces=replaces, reference=reference)
    return NotApproved(
        **about,
        asked=draw(st.sampled_from(["approval-to-award"] * 4 + ["contract-signed"])),
        about=draw(st.sampled_from(["", "", "", *REFERENCES])),
        how=draw(st.sampled_from(HowNotApproved)),
        decided_by="x",
        because="y",
    )


def ledger_of(records: list[Record], carried: list[Record]) -> Ledger:
    """A ledger of two lots that begins with what a history carries."""
    ledger = Ledger()
    divided = tuple(Lot(reference=lot, title=lot) for lot in LOTS)
    if carried:
        begun = BroughtForward(
            on=FIRST + timedelta(4), stage=Stage.AWARD, because="lost", carries=tuple(carried),
            divided_into=divided,
        )  # fmt: skip
    else:
        begun = ServiceSpecification(on=FIRST, title="x", divided_into=divided)
    for record in (begun, *records):
        ledger.add(record, PLACES.get(type(record), During((Stage.AWARD,))))
    return ledger


def plainly_in_force(ledger: Ledger, lot: str) -> Iterator[AwardRecommendation]:
    """Each recommendation compared with each answer, and each answer with the steps before it."""
    every = ledger.every(AwardRecommendation, lot)
    replaced = {reference for award in every for reference in award.replaces}
    for award in every:
        named = (n for n in ledger.every(NotApproved, award.reference) if n.about)
        answers = ledger.every(NotApproved, lot)
        meant = (n for n in answers if award in plainly_meant_by(ledger, n, lot)[-1:])
        refused = [n.on for n in (*named, *meant) if n.how is not HowNotApproved.DEFERRED]
        approvals = ledger.every(ApprovalToAward, lot)
        approved = [each.on for each in approvals if each.recommendation == award.reference]
        holds = not refused or (approved and max(refused) <= max(approved))
        if award.reference not in replaced and holds:
            yield award


def plainly_meant_by(
    ledger: Ledger, answer: NotApproved, lot: str
) -> tuple[AwardRecommendation, ...]:
    """All steps to an answer, gone through for it alone."""
    if answer.about or answer.asked != "approval-to-award":
        return ()
    kinds = AwardRecommendation, ApprovalToAward, NotApproved
    ours = [each for kind in kinds for each in ledger.every(kind, lot) if each.on <= answer.on]
    to = sorted((each for each in ledger.records if each in ours), key=attrgetter("on"))
    made, waiting = list[AwardRecommendation](), list[AwardRecommendation]()
    for each in takewhile(lambda step: step != answer, to):
        decided: tuple[str, ...] = ()
        if isinstance(each, AwardRecommendation):
            decided = each.replaces
        elif isinstance(each, ApprovalToAward):
            decided = (each.recommendation,)
        elif each.how is not HowNotApproved.DEFERRED:
            unnamed = not each.about and each.asked == "approval-to-award"
            decided = tuple(a.reference for a in waiting[-1:]) if unnamed else (each.about,)
        waiting = [award for award in waiting if award.reference not in decided]
        if isinstance(each, AwardRecommendation):
            made, waiting = [each], [*waiting, each]
    of_the_day = (r for r in ledger.every(AwardRecommendation, lot) if r.on == answer.on)
    return tuple(waiting) or tuple(made) or tuple(of_the_day)[:1]


@given(st.lists(steps(), max_size=14), st.lists(steps(late=False), max_size=3), steps(late=False))
def test_awards_in_force_are_those_of_a_plain_comparison(records, carried, asked):
    """A minute that names no recommendation refuses the one on the table, however many came before."""
    ledger = ledger_of(records, [c for c in carried if not isinstance(c, EvaluationReopened)])
    for lot in LOTS:
        assert list(awards_in_force(ledger, lot)) == list(plainly_in_force(ledger, lot))
        answers = *ledger.every(NotApproved, superseded=True), asked
        for answer in (each for each in answers if isinstance(each, NotApproved)):
            assert meant_by(ledger, answer, lot) == plainly_meant_by(ledger, answer, lot)
