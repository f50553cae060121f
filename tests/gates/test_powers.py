"""Decisions under a council's own rules: power, quorum, reasons, key decisions, duties kept apart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Period
from commissioning.errors import RecordError
from commissioning.findings.citation import Citation
from commissioning.findings.finding import Severity
from commissioning.gates.by_rules import capacities
from commissioning.law.delegation import (
    Capacity,
    Counts,
    DelegationRow,
    Quorum,
    SeparationRule,
    SeparationScope,
)
from commissioning.law.regimes.council import CouncilRules
from commissioning.records.approval import (
    Act,
    Approval,
    ApprovalToContinue,
    ApprovalToProcure,
    Approver,
    Delegated,
    HowNotApproved,
    NotApproved,
    Vote,
    Waiver,
)
from commissioning.records.award import (
    ApprovalToAward,
    AwardRecommendation,
    IntentionToAward,
    LotAward,
)
from commissioning.records.contract import ContractSigned
from commissioning.records.ending import ContractEnded
from commissioning.records.history import BroughtForward
from commissioning.records.panel import Mark, MarkCorrected, Panel, PanelChanged, ScoreSheet
from commissioning.records.parties import Constituency, Member
from commissioning.records.record import Record
from commissioning.records.specification import Lot
from commissioning.records.strategy import ProcurementFacts, ProcurementStrategy
from commissioning.records.tender import TenderOpening
from commissioning.stages import Route, Stage
from commissioning.values.frozen import frozen
from commissioning.values.money import Money, VatBasis, pounds

CONSTITUTION = Citation("Constitution of Westborough", "part 3")


def net(amount: int | str) -> Money:
    return pounds(amount, VatBasis.EXCLUDING)


def may(day: int) -> date:
    return date(2023, 5, day)


def row(
    reference: str, decides: str, low: Money | None, high: Money | None, **fields: Any
) -> DelegationRow:
    given: dict[str, Any] = {
        "act": Act.AWARD, "low_included": True, "high_included": False, **fields
    }  # fmt: skip
    return DelegationRow(reference=reference, decides=decides, low=low, high=high, **given)


OFFICER = row("1", "Director", None, net(2_200_000), high_included=True)
WITHIN = row("2", "Director", None, None, within_approved=True)
CABINET = row("3", "Cabinet", net(2_200_000), None, low_included=False)


def rules(*rows: DelegationRow, **fields: Any) -> CouncilRules:
    given: dict[str, Any] = {
        "council": "Westborough", "constitution": CONSTITUTION, "applies_from": date(2009, 4, 1),
        "delegations": rows, **fields,
    }  # fmt: skip
    return CouncilRules(**given)


def history(
    *later: Record,
    by: CouncilRules | None = None,
    lots: tuple[str, ...] = (),
    stage: Stage = Stage.AWARD,
) -> Cycle:
    begun = BroughtForward(
        on=may(1), stage=stage, because="papers in the archive", route=Route.open(),
        facts=ProcurementFacts(light_touch=True, above_threshold=False), commenced_on=may(1),
        divided_into=tuple(Lot(reference=lot, title=lot) for lot in lots),
    )  # fmt: skip
    return Cycle.audit("Day centre", (begun, *later), rules=by).cycle


def recommended(reference: str = "R1", on: int = 2, **fields: Any) -> AwardRecommendation:
    given = {"awards": (LotAward(provider="elm"),), **fields}
    return AwardRecommendation(on=may(on), reference=reference, **given)


def approved(on: int = 5, by: str = "Director", *who: str, **fields: Any) -> ApprovalToAward:
    given: dict[str, Any] = {
        "recommendation": "R1", "decided_by": by, "because": "it is best", "alternatives": ("none fits",),
        "approvers": tuple(Approver(reference=each) for each in who), **fields,
    }  # fmt: skip
    return ApprovalToAward(on=may(on), **given)


def procured(value: Money | None = None, **fields: Any) -> ApprovalToProcure:
    return ApprovalToProcure(on=may(1), decided_by="Cabinet", value=value, **fields)


def found(cycle: Cycle, record: Record) -> list[tuple[str, str, str]]:
    """Code, message and remedy of each finding that the council's own rules make."""
    skipped = {"other-money-basis", "approval-exceeded", "standstill-not-started", "day-not-known"}
    return [
        (each.code, each.message, each.remedy)
        for each in cycle.findings(record)
        if each.code not in skipped
    ]


def codes(cycle: Cycle, record: Record) -> list[str]:
    return [code for code, _, _ in found(cycle, record)]


class TestPower:
    """The body or office that decides is the one of the scheme of delegation."""

    def test_without_rules_every_gate_is_silent(self):
        """A library that does not know the constitution has no opinion of it."""
        bare = ApprovalToAward(
            on=may(5), recommendation="R1", decided_by="Director", value=net(9_000_000)
        )
        assert codes(history(recommended()), bare) == []

    def test_director_above_the_line_is_refused_and_the_cabinet_is_named(self):
        """The remedy names who has to decide instead."""
        cycle = history(recommended(), by=rules(OFFICER, CABINET))
        assert found(cycle, approved(value=net("2200000.01"))) == [
            ("decided-without-power",
             "Director may not award £2,200,000.01 excluding VAT: row 3 of the scheme of delegation leaves "
             "that to Cabinet", "Have it decided by Cabinet"),
        ]  # fmt: skip
        assert codes(cycle, approved(value=net(2_200_000))) == []
        assert codes(cycle, approved(5, "cabinet", value=net(9_000_000))) == []

    @pytest.mark.parametrize(
        ("value", "tolerance", "expected"),
        [
            ("13200000", None, []),
            ("14500000", None, ["award-over-approved"]),
            ("14500000", "5", []),
            ("14700000", "5", []),
            ("14700000.01", "5", ["award-over-approved"]),
        ],
    )
    def test_director_awards_what_the_cabinet_approved_to_procure(self, value, tolerance, expected):
        """Members decided the amount once; they are not asked a second time for nothing."""
        given = procured(net(14_000_000), tolerance=tolerance)
        cycle = history(recommended(), given, by=rules(OFFICER, WITHIN, CABINET))
        assert codes(cycle, approved(value=net(value))) == expected

    def test_award_over_what_was_approved_says_both_sums(self):
        """The officer sees by how much, and whom to ask."""
        cycle = history(recommended(), procured(net(14_000_000)), by=rules(WITHIN, CABINET))
        assert found(cycle, approved(value=net(14_500_000))) == [
            ("award-over-approved",
             "Director may award up to the £14,000,000 excluding VAT that was approved to be procured; "
             "this is £14,500,000 excluding VAT", "Ask the body that approved the procurement to decide"),
        ]  # fmt: skip
        assert codes(cycle, approved(value=pounds(14_500_000))) == ["delegation-unknown"]
        alone = history(recommended(), procured(net(14_000_000)), by=rules(WITHIN))
        assert codes(alone, approved(value=pounds(14_500_000))) == []

    def test_amount_of_the_recommendation_counts_where_the_approval_states_none(self):
        """Most minutes say "as recommended"."""
        price = LotAward(provider="elm", value=net(3_000_000))
        cycle = history(recommended(awards=(price,)), by=rules(OFFICER, CABINET))
        assert codes(cycle, approved()) == ["decided-without-power"]

    def test_amount_not_stated_is_a_warning(self):
        """What cannot be read is unknown, never a no."""
        cycle = history(recommended(), by=rules(OFFICER))
        assert found(cycle, approved()) == [
            ("delegation-unknown",
             "It is not known whether Director may award: no row covers an amount that is not stated (row "
             "1 covers up to £2,200,000 excluding VAT)",
             "State the value and its VAT basis, or add a row to the council's rules"),
        ]  # fmt: skip

    def test_amount_on_another_basis_is_a_warning(self):
        """With or without VAT decides on which side of the line it lies."""
        (finding,) = found(history(recommended(), by=rules(OFFICER)), approved(value=pounds(9)))
        assert finding[0] == "delegation-unknown"
        assert "on different bases" in finding[1]

    @pytest.mark.parametrize(
        ("left", "expected"),
        [
            (Delegated(act=Act.AWARD, to="director"), []),
            (Delegated(act=Act.AWARD, to="Director", up_to=net(9_000_000), until=may(5)), []),
            (Delegated(act=Act.AWARD, to="Director", up_to=net(8_999_999)), ["decided-without-power"]),
            (Delegated(act=Act.AWARD, to="Director", up_to=pounds(9_000_000)), ["decided-without-power"]),
            (Delegated(act=Act.AWARD, to="Director", until=may(4)), ["decided-without-power"]),
            (Delegated(act=Act.AWARD, to="Head of service"), ["decided-without-power"]),
            (Delegated(act=Act.EXTEND, to="Director"), ["decided-without-power"]),
        ],
        ids=("left", "to its limits", "too much", "other basis", "too late", "other office", "other act"),
    )  # fmt: skip
    def test_decision_that_was_left_to_an_office_is_in_its_power(self, left, expected):
        """Cabinets delegate single awards all the time, with a limit and a day."""
        cycle = history(recommended(), procured(delegations=(left,)), by=rules(OFFICER, CABINET))
        assert codes(cycle, approved(value=net(9_000_000))) == expected

    def test_change_of_a_contract_has_rows_of_its_own(self):
        """Extending is not awarding, and many schemes have another line for it."""
        own = rules(row("9", "Cabinet", None, None, act=Act.EXTEND))
        extend = ApprovalToContinue(
            on=may(9), permits="contract-extended", about="K1", decided_by="Director",
            because="it works", alternatives=("letting it end",),
        )  # fmt: skip
        assert (extend.act, extend.thing) == (Act.EXTEND, "contract-extended K1")
        assert codes(history(by=own), extend) == ["decided-without-power"]
        assert codes(history(by=own), evolve(extend, permits="shortlist", about="")) == []

    def test_approval_of_a_councils_own_kind_is_an_act_without_a_name(self):
        """A scheme of delegation may have rows for it, under what is decided otherwise."""

        @frozen(kw_only=True)
        class ApprovalInPrinciple(Approval):
            """A first view of members, before anything is worked out."""

        view = ApprovalInPrinciple(on=may(3), decided_by="Cabinet")
        assert (view.act, view.thing) == (Act.OTHER, "")

    def test_waiver_is_given_by_whoever_may_give_it(self):
        """Croydon's directors may waive one rule and not another."""
        own = rules(
            row("w", "Head of procurement", None, None, act=Act.WAIVE, if_facts=("one-opener",))
        )
        cycle = history(by=own)
        given = Waiver(on=may(3), by="Director", code="one-opener", because="only one was there")
        assert codes(cycle, given) == ["decided-without-power"]
        assert codes(cycle, evolve(given, by="head of procurement")) == []
        assert codes(cycle, evolve(given, code="duties-not-separate")) == ["delegation-unknown"]

    @pytest.mark.parametrize(
        ("sums", "value", "expected"),
        [
            ((10_000_000, 3_000_000, None), 13_000_000, []),
            ((3_000_000, 10_000_000, None), 13_000_000, []),
            ((3_000_000, 10_000_000, None), 13_000_001, ["award-over-approved"]),
            ((3_000_000, 3_000_000, 50_000_000), 14_000_000, ["award-over-approved"]),
            ((3_000_000, None, 50_000_000), 2_300_000, ["decided-without-power"]),
        ],
        ids=("large first", "small first", "above both", "another lot", "one not approved"),
    )
    def test_sums_approved_for_the_lots_of_an_award_count_together(self, sums, value, expected):
        """Lots are approved one by one and awarded in one report; a third lot's money is not theirs."""
        lots = ("1", "2", "3")
        given = (
            procured(net(each), lots=(lot,)) for lot, each in zip(lots, sums, strict=True) if each
        )
        awards = tuple(LotAward(provider="elm", lot=lot) for lot in lots[:2])
        paper = recommended(awards=awards, lots=lots[:2])
        cycle = history(*given, paper, by=rules(OFFICER, WITHIN, CABINET), lots=lots)
        assert codes(cycle, approved(value=net(value))) == expected

    @pytest.mark.parametrize(("lots", "short"), [(("1",), True), (("2",), False), (None, True)])
    def test_waiver_is_given_by_the_value_of_its_own_lots(self, lots, short):
        """The strategy entered last may be of a lot that the waiver has nothing to do with."""
        own = rules(
            row("w1", "Director", None, net(100_000), act=Act.WAIVE),
            row("w2", "Cabinet", net(100_000), None, act=Act.WAIVE),
        )
        plans = (
            ProcurementStrategy(
                on=may(1), lots=(lot,), route=Route.open(), estimated_value=net(value),
                facts=ProcurementFacts(light_touch=True, above_threshold=False),
            )
            for lot, value in (("1", 5_000_000), ("2", 50_000))
        )  # fmt: skip
        given = Waiver(on=may(3), by="Director", code="one-opener", because="x", lots=lots)
        found = codes(history(*plans, by=own, lots=("1", "2")), given)
        assert found == (["decided-without-power"] if short else [])

    def test_rules_of_later_days_are_not_asked(self):
        """A constitution of June does not judge a decision of May."""
        own = rules(OFFICER, CABINET, applies_from=may(6))
        assert (
            codes(history(recommended(), by=own), approved(value=net(9_000_000), because="")) == []
        )


BOARD = row("4", "Award Board", None, None, quorum=Quorum(at_least=2, of=("D1", "D2", "D3")))


def letters(on: int = 9) -> IntentionToAward:
    return IntentionToAward(on=may(on), recommendation="R1", told=("elm",))


class TestQuorum:
    """So many different persons as the row asks for, over one meeting or several approvals."""

    def board(self, on: int, *who: str, **fields: Any) -> ApprovalToAward:
        return approved(on, "Award Board", *who, reference=f"A{on}", **fields)

    def test_one_of_two_is_short_until_another_approves(self):
        """D1 twice is D1 once; what rests on the approval waits for D2."""
        first, again, other = self.board(3, "D1"), self.board(4, "D1"), self.board(5, "D2")
        cycle = history(recommended(), by=rules(BOARD))
        short = (
            "The decision of Award Board on 3 May 2023 has 1 of the 2 people required: "
            "D1 (row 4: 2 of D1, D2 and D3)"
        )
        assert found(cycle, first) == [("quorum-short", short, "Record the approval of the others")]
        cycle = cycle.record(first)
        assert codes(cycle, again) == ["approved-twice", "quorum-short"]
        assert found(cycle, again)[0] == (
            "approved-twice",
            "D1 already took part on 3 May 2023; each person counts once towards the decision of 4 May 2023",
            "Record the approval of another person",
        )
        cycle = cycle.record(again)
        (stops,) = [each for each in cycle.blockers(letters()) if each.code == "quorum-short"]
        assert stops.message == (
            "You cannot record an intention to award yet: the decision of Award Board on 4 May 2023 has 1 "
            "of the 2 people required: D1 (row 4: 2 of D1, D2 and D3)"
        )
        assert codes(cycle, other) == []
        assert "quorum-short" not in codes(cycle.record(other), letters())

    @pytest.mark.parametrize(("refused", "short"), [("R1", True), ("R2", False)])
    def test_refusal_for_another_lot_takes_no_approval_back(self, refused, short):
        """One report asks for both lots; the board may grant one and refuse the other."""
        papers = (
            recommended(f"R{lot}", awards=(LotAward(provider="elm", lot=lot),), lots=(lot,))
            for lot in ("1", "2")
        )
        no = NotApproved(
            on=may(3), asked="approval-to-award", about=refused, report="CAB", decided_by="Award Board",
            how=HowNotApproved.REFUSED, because="no evidence",
        )  # fmt: skip
        first, other = (
            self.board(on, who, report="CAB") for on, who in ((3, "D1"), (5, "D2"))
        )  # fmt: skip
        cycle = history(*papers, first, no, by=rules(BOARD), lots=("1", "2"))
        assert ("quorum-short" in codes(cycle, other)) is short

    @pytest.mark.parametrize(
        ("quorum", "votes", "short"),
        [
            (Quorum(at_least=2), {"D1": Vote.FOR, "D9": Vote.FOR}, False),
            (Quorum(at_least=2), {"D1": Vote.FOR, "D9": Vote.AGAINST}, True),
            (Quorum(at_least=2), {"D1": Vote.FOR, "D9": Vote.ABSTAINED}, True),
            (Quorum(at_least=2, counts=Counts.PRESENT), {"D1": Vote.FOR, "D9": Vote.AGAINST}, False),
            (Quorum(at_least=2, counts=Counts.PRESENT), {"D1": Vote.FOR, "D9": Vote.WITHDREW}, True),
            (Quorum(at_least=2, of=("D1", "D2")), {"D1": Vote.FOR, "D9": Vote.FOR}, True),
        ],
        ids=("two", "one against", "one abstains", "present", "one withdrew", "one who does not count"),
    )  # fmt: skip
    def test_votes_count_as_the_constitution_counts_them(self, quorum, votes, short):
        """Some count those in favour, others those present; whoever withdrew counts for neither."""
        own = rules(evolve(BOARD, quorum=quorum))
        who = tuple(Approver(reference=each, vote=vote) for each, vote in votes.items())
        decided = self.board(3, approvers=who)
        assert ("quorum-short" in codes(history(recommended(), by=own), decided)) is short

    @pytest.mark.parametrize(
        ("offices", "short"),
        [
            ({"p1": "Finance officer", "p2": "monitoring officer"}, False),
            ({"p1": "finance officer", "p2": "finance officer"}, True),
            ({"p1": "finance officer", "p2": ""}, True),
        ],
        ids=("both", "one twice", "one of no office"),
    )
    def test_each_office_takes_part_through_a_person_of_its_own(self, offices, short):
        """The finance officer cannot also stand in for the monitoring officer."""
        quorum = Quorum(at_least=2, of=("finance officer", "monitoring officer"), each_office=True)
        who = tuple(Approver(reference=each, office=office) for each, office in offices.items())
        cycle = history(recommended(), by=rules(evolve(BOARD, quorum=quorum)))
        assert ("quorum-short" in codes(cycle, self.board(3, approvers=who))) is short

    def test_body_as_a_whole_has_its_own_quorum(self):
        """A minute that names no persons is that of a meeting, which was quorate or was none."""
        cycle = history(recommended(), by=rules(BOARD))
        assert codes(cycle, self.board(3)) == []
        assert "quorum-short" not in codes(cycle.record(self.board(3)), letters())

    def test_row_relied_on_decides_on_the_quorum(self):
        """Of two ways to decide, the minute says which one was taken."""
        routine = row("5", "Award Board", None, None, if_facts=("routine",))
        cycle = history(recommended(), by=rules(BOARD, routine))
        assert codes(cycle, self.board(3, "D1", circumstances=("routine",), under="5")) == []
        assert codes(cycle, self.board(3, "D1", circumstances=("routine",))) == ["quorum-short"]

    def test_amount_that_no_row_takes_has_no_quorum(self):
        """That the row is unknown is said once."""
        own = rules(evolve(BOARD, low=net(1)))
        assert codes(history(recommended(), by=own), self.board(3, "D1")) == ["delegation-unknown"]

    def test_approval_of_another_thing_or_body_adds_nothing(self):
        """Two half decisions are not one."""
        others = (
            recommended("R2", 2), self.board(3, "D2", recommendation="R2"),
            approved(3, "Cabinet", "D3", reference="C1"),
        )  # fmt: skip
        cycle = history(recommended(), *others, by=rules(BOARD))
        assert "quorum-short" in codes(cycle, self.board(6, "D1"))

    def test_decision_returned_since_counts_no_more(self):
        """What was approved has changed, so those who approved it have to look again."""
        back = NotApproved(
            on=may(4), asked="approval-to-award", about="R1", how=HowNotApproved.RETURNED,
            decided_by="Award Board", because="the price schedule is wrong",
        )  # fmt: skip
        cycle = history(recommended(), self.board(3, "D1"), back, by=rules(BOARD))
        assert "quorum-short" in codes(cycle, self.board(6, "D2"))
        waiting = evolve(back, how=HowNotApproved.DEFERRED, because="")
        cycle = history(recommended(), self.board(3, "D1"), waiting, by=rules(BOARD))
        assert codes(cycle, self.board(6, "D2")) == []


class TestStatement:
    """The written statement of a decision, as the 2012 Regulations ask for it."""

    def test_reasons_and_alternatives_are_asked_for(self):
        """The two things a challenger asks for first."""
        cycle = history(recommended(), by=rules())
        assert found(cycle, approved(because="", alternatives=())) == [
            ("reasons-missing", "The decision of Director on 5 May 2023 gives no reason",
             "State why it was decided"),
            ("alternatives-missing",
             "The decision of Director on 5 May 2023 names no alternative that was considered and rejected",
             "State the alternatives considered; doing nothing is one"),
        ]  # fmt: skip

    def test_decision_over_the_line_is_called_a_key_decision(self):
        """Its notice is due 28 clear days before; who forgets the word forgets the notice."""
        cycle = history(recommended(), by=rules(key_decision_over=net(500_000)))
        assert found(cycle, approved(value=net(620_000))) == [
            ("key-decision-unstated",
             "The decision is about £620,000 excluding VAT. Westborough treats a decision over "
             "£500,000 excluding VAT as a key decision, but this one does not say that it is",
             "Say that it is a key decision, and publish its notice 28 clear days before"),
        ]  # fmt: skip
        assert codes(cycle, approved(value=net(620_000), key_decision=True)) == []


def panel(*members: str, on: int = 1, chair: str = "", **fields: Any) -> Panel:
    seats = tuple(
        Member(reference=each, constituency=Constituency.OFFICER, chair=each == chair)
        for each in members
    )
    return Panel(on=may(on), reference="P1", members=seats, **fields)


SHEET = ScoreSheet(
    on=may(3), panel="P1", assessor="o2", provider="elm", marks=(Mark(criterion="q", mark=4, because="good"),)
)  # fmt: skip


def apart(one: Capacity, other: Capacity, **fields: Any) -> CouncilRules:
    return rules(separation=(SeparationRule(reference="S1", one=one, other=other, **fields),))


class TestSeparation:
    """One person does not have two capacities that the council keeps apart, in whatever order."""

    def test_somebody_who_scored_does_not_decide(self):
        """The first question of every auditor."""
        cycle = history(panel("o1", "o2"), SHEET, recommended(), by=rules())
        assert found(cycle, approved(5, "Director", "o2")) == [
            ("duties-not-separate",
             "o2 may not decide on 5 May 2023 and score tenders (3 May 2023): rule decides-scores keeps "
             "the two apart in one procurement", "Let another person do it"),
            ("duties-not-separate",
             "o2 may not decide on 5 May 2023 and sit on the panel (1 May 2023): rule decides-sits keeps "
             "the two apart in one procurement", "Let another person do it"),
        ]  # fmt: skip
        assert codes(cycle, approved(5, "Director", "o9")) == []

    def test_somebody_who_decided_does_not_join_the_panel(self):
        """It is asked again at every act, since an office may come later."""
        joined = Member(reference="o9", constituency=Constituency.OFFICER)
        change = PanelChanged(on=may(6), panel="P1", joined=(joined,), because="o1 is ill")
        begun, decided = panel("o1"), procured(approvers=(Approver(reference="o9"),))
        cycle = history(begun, decided, by=rules(), stage=Stage.EVALUATION)
        assert codes(cycle, change) == ["duties-not-separate"]
        assert codes(history(begun, by=rules(), stage=Stage.EVALUATION), change) == []

    def test_member_who_withdrew_from_the_decision_did_not_decide(self):
        """That is what withdrawing is for."""
        who = (Approver(reference="o2", vote=Vote.WITHDREW),)
        cycle = history(panel("o2"), SHEET, recommended(), by=rules())
        assert codes(cycle, approved(approvers=who)) == []

    @pytest.mark.parametrize(
        ("separated", "before", "attempt"),
        [
            ((Capacity.OPENS, Capacity.SCORES), TenderOpening(on=may(2), opened_by=("o2", "o3")), SHEET),
            ((Capacity.CHAIRS, Capacity.DECIDES), panel("o9", chair="o9"), approved(5, "Director", "o9")),
            ((Capacity.PREPARES, Capacity.DECIDES), recommended(by="o9"), approved(5, "Director", "o9")),
            ((Capacity.SCORES, Capacity.SIGNS), SHEET,
             ContractSigned(on=may(9), reference="K1", provider="elm", by="o2", recommendations=("R1",),
                            term=Period.of(date(2023, 10, 1), years=2))),
            ((Capacity.OPENS, Capacity.SCORES), TenderOpening(on=may(2), opened_by=("o2", "o3")),
             MarkCorrected(on=may(4), panel="P1", assessor="o2", provider="elm", because="a slip",
                           corrected=Mark(criterion="q", mark=5, because="good"))),
        ],
        ids=("opens", "chairs", "prepares", "signs", "corrects"),
    )  # fmt: skip
    def test_capacities_are_read_off_the_records(self, separated, before, attempt):
        """No list of rights has to be kept beside the ledger."""
        cycle = history(before, by=apart(*separated))
        assert codes(cycle, attempt).count("duties-not-separate") == 1

    def test_waiver_is_not_given_by_whoever_asked_for_it(self):
        """Both are on one record, and it is refused by itself."""
        given = Waiver(on=may(3), by="o2", asked_by="o2", code="one-opener", because="late")
        assert codes(history(by=rules()), given) == ["duties-not-separate"]
        assert codes(history(by=rules()), evolve(given, asked_by="")) == []

    def test_two_people_without_a_name_are_not_one_person(self):
        """A recommendation and a contract that do not say by whom must not look like one officer's."""
        signed = ContractSigned(
            on=may(9), reference="K1", provider="elm", recommendations=("R1",),
            term=Period.of(date(2023, 10, 1), years=2),
        )  # fmt: skip
        cycle = history(recommended(), by=apart(Capacity.PREPARES, Capacity.SIGNS))
        assert "duties-not-separate" not in codes(cycle, signed)

    def test_rule_may_be_about_one_lot_and_only_warn(self):
        """A member who scores lot N1 may decide on N2, unless the two are kept apart in all of it."""
        sheet, other = evolve(SHEET, lots=("N1",)), (LotAward(lot="N2", provider="elm"),)
        records = sheet, recommended(lots=("N2",), awards=other)
        on_the_other = approved(5, "D", "o2", lots=("N2",))
        warned = {"severity": Severity.WARNS}
        for scope, found in ((SeparationScope.SAME_CYCLE, 1), (SeparationScope.SAME_LOT, 0)):
            own = apart(Capacity.DECIDES, Capacity.SCORES, scope=scope, **warned)
            cycle = history(*records, by=own, lots=("N1", "N2"))
            assert codes(cycle, on_the_other).count("duties-not-separate") == found
        both = cycle.findings(approved(5, "D", "o2", lots=("N1", "N2")))
        (finding,) = [each for each in both if each.code == "duties-not-separate"]
        assert not finding.blocks
        assert finding.source == CONSTITUTION

    def test_record_that_shows_no_capacity_has_none(self):
        """A contract that ends gives no person a part in the procurement."""
        assert list(capacities(ContractEnded(on=may(9), contract="C1"))) == []
        assert list(capacities(procured())) == [(Capacity.DECIDES, "Cabinet")]
        assert list(capacities(history().records[0])) == []

    def test_rule_names_two_capacities(self):
        """A rule that keeps deciding from deciding would stop every second decision."""
        with pytest.raises(
            RecordError, match="one and other: both are decide; give two capacities"
        ):
            SeparationRule(reference="S", one=Capacity.DECIDES, other=Capacity.DECIDES)
