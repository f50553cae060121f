"""Patterns over cycles that are worth a second look, each with its figures, and no verdict."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

import pytest
from attrs import evolve

from commissioning.cycle import Cycle
from commissioning.dates.periods import Deadline
from commissioning.errors import RecordError
from commissioning.findings.citation import Citation
from commissioning.portfolio import RED_FLAGS, RedFlag, red_flags
from commissioning.portfolio.red_flags import (
    ChangedAfterAward,
    FewBids,
    PriceNearEnvelope,
    RepeatedWinner,
)
from commissioning.records.award import AwardRecommendation, LotAward
from commissioning.records.contract import ContractSigned, ContractVaried
from commissioning.records.parties import Authority
from commissioning.records.strategy import FinancialEnvelope
from commissioning.records.tender import InvitationToTender, TenderWithdrawn
from commissioning.stages import Route
from commissioning.testing import Scenario, story
from commissioning.values.money import Money, VatBasis, pounds


def told(small, *names, title="Home care", buyers=(), **changed):
    """The small procurement with some records changed, as far as these are named."""
    records = [evolve(small[name], **changed.get(name, {})) for name in names]
    return Cycle.audit(title, records, buyers=buyers, reference=title).cycle


def seen(*cycles, flags=RED_FLAGS):
    return [(each.flag, each.about, each.words) for each in red_flags(cycles, flags)]


THOUSAND = pounds(1_000)


class TestFewBids:
    NAMES = ("needs", "strategy", "permission", "specification", "ssq", "itt", "tender-a")

    def test_one_tender_that_stands_is_few(self, small):
        """A field of one is the best that a fixed competition can hope for."""
        alone = told(small, *self.NAMES, "opening")
        assert seen(alone) == [("FewBids", "whole", "1 tender for the procurement at the opening")]

    def test_tender_that_was_withdrawn_does_not_stand(self, small):
        """Two tenders of which one goes are one."""
        cycle = told(small, *self.NAMES, "tender-b")
        cycle = Cycle.audit(
            "Care", (*cycle.records, TenderWithdrawn(on=date(2022, 9, 30), provider="Birch", because="costs"),
                     small["opening"])
        ).cycle  # fmt: skip
        assert [flag for flag, *_ in seen(cycle)] == ["FewBids"]

    def test_two_tenders_are_enough_unless_more_are_asked_for(self, small):
        """Each council sets its own line."""
        two = told(small, *self.NAMES, "tender-b", "opening")
        assert seen(two) == []
        assert seen(two, flags=(FewBids(most=2),))[0][2].startswith("2 tenders for")

    def test_competition_that_is_not_opened_yet_says_nothing(self, small):
        """Tenders may still come."""
        assert seen(told(small, *self.NAMES)) == []


class TestShortPeriod:
    @pytest.mark.parametrize(("day", "flags"), [(4, 1), (5, 0)])
    def test_fewer_than_fourteen_days_are_short(self, small, day, flags):
        """Only whoever knew before can answer so soon."""
        names = ("needs", "strategy", "permission", "specification", "ssq", "itt")
        cycle = told(small, *names, itt={"tenders_due_by": Deadline(date(2022, 9, day))})
        found = seen(cycle)
        assert len(found) == flags
        assert not found or found[0][2] == "13 days were given for tenders for the procurement"


class TestPriceNearEnvelope:
    def story(self, small, price):
        envelope = FinancialEnvelope(amount=pounds(100_000), per="whole term")
        strategy = evolve(small["strategy"], envelope=envelope)
        paper = AwardRecommendation(
            on=date(2022, 10, 28), reference="R1", awards=(LotAward(provider="Alder", value=price),)
        )
        return Cycle.audit("Care", (small["needs"], strategy, small["specification"], paper)).cycle

    @pytest.mark.parametrize(
        ("pounds_", "raised"),
        [("98999.99", False), ("99000", True), ("100000", True), ("100000.01", False)],
    )
    def test_price_within_one_per_cent_below_the_envelope_is_near(self, small, pounds_, raised):
        """Above it is another finding, and further below no question."""
        found = seen(self.story(small, pounds(pounds_)), flags=(PriceNearEnvelope(),))
        assert bool(found) is raised

    def test_words_give_both_figures(self, small):
        """Whoever looks must see what was compared."""
        ((flag, about, words),) = seen(
            self.story(small, pounds(99_500)), flags=(PriceNearEnvelope(),)
        )
        assert (flag, about) == ("PriceNearEnvelope", "Alder")
        assert "£99,500" in words
        assert words.endswith("and the envelope was £100,000 for the initial term")

    def test_award_of_the_whole_is_compared_for_each_lot(self):
        """A recommendation that names no lot must not keep a price out of sight."""
        scenario = Scenario(route=Route.open(), lots=("N1", "N2"), yearly_price=100_000)
        *before, last = story(scenario, after=AwardRecommendation).records
        envelope = FinancialEnvelope(amount=pounds(100_000))
        near = [
            evolve(r, envelope=envelope) if isinstance(r, InvitationToTender) else r for r in before
        ]
        whole = evolve(last, awards=(LotAward(lot="whole", provider="alder"),))
        cycle = Cycle.audit("Whole", [*near, whole]).cycle
        assert len(seen(cycle, flags=(PriceNearEnvelope(),))) == 2

    def test_price_that_was_tendered_is_the_one_that_is_compared(self, small):
        """A recommendation repeats the tender, and the tender is what may have been aimed."""
        envelope = FinancialEnvelope(amount=pounds(100), per="year")
        names = (
            "needs",
            "strategy",
            "specification",
            "itt",
            "tender-a",
            "tender-b",
            "recommendation",
        )
        cycle = told(small, *names, itt={"envelope": envelope})
        ((_, about, words),) = seen(cycle, flags=(PriceNearEnvelope(),))
        assert about == "Alder"
        assert (
            words == "Alder asks £100 a year for the procurement, and the envelope was £100 a year"
        )

    def test_sums_on_two_bases_are_not_compared(self, small):
        """A price without VAT is no share of an envelope with it."""
        other = Money(Decimal(99_500), "GBP", VatBasis.INCLUDING)
        assert seen(self.story(small, other), flags=(PriceNearEnvelope(),)) == []


class TestRepeatedWinner:
    def bought(self, number, provider, buyer="Anyborough"):
        paper = AwardRecommendation(
            on=date(2022, 10, 28), reference="R1", awards=(LotAward(provider=provider),)
        )
        who = (Authority(reference="a", name=buyer),)
        return Cycle.audit(f"Care {number}", (paper,), reference=f"C{number}", buyers=who).cycle

    def test_provider_with_more_than_half_of_four_lots_is_told(self):
        """One winner of nearly everything is worth a look; half is not more than half."""
        won = [self.bought(n, p) for n, p in enumerate(("Alder", "Alder", "Alder", "Birch"))]
        assert seen(*won) == [
            ("RepeatedWinner", "Alder", "Alder won 3 of the 4 lots that Anyborough awarded")
        ]
        (flag,) = red_flags(won)
        assert flag.cycles == ("C0", "C1", "C2")
        assert seen(*won[1:]) == []
        assert seen(*won[1:], self.bought(5, "Birch")) == []

    def test_award_of_the_whole_is_as_many_awards_as_there_are_lots(self):
        """Four lots to one provider are four, whether the paper names them or not."""
        scenario = Scenario(route=Route.open(), lots=("N1", "N2", "N3", "N4"))
        *before, last = story(scenario, after=AwardRecommendation).records
        whole = evolve(last, awards=(LotAward(lot="whole", provider="alder"),))
        who = (Authority(reference="a", name="Anyborough"),)
        cycle = Cycle.audit("Care", [*before, whole], buyers=who).cycle
        ((_, about, words),) = seen(cycle, flags=(RepeatedWinner(),))
        assert (about, words) == ("alder", "alder won 4 of the 4 lots that Anyborough awarded")

    def test_authorities_are_counted_each_by_itself(self):
        """Winning everywhere once is no pattern."""
        won = [self.bought(n, "Alder", f"Council {n}") for n in range(4)]
        assert seen(*won) == []

    def test_cycle_without_a_buyer_is_counted_for_none(self, small):
        """Unknown buyers are not one buyer."""
        paper = AwardRecommendation(
            on=date(2022, 10, 28), reference="R1", awards=(LotAward(provider="Alder"),)
        )
        assert (
            seen(*(Cycle.audit("x", (paper,)).cycle for _ in range(4)), flags=(RepeatedWinner(),))
            == []
        )


class TestChangedAfterAward:
    def changed(self, *changes, value=THOUSAND):
        signed = ContractSigned(on=date(2023, 1, 9), reference="C1", provider="Alder", value=value)
        made = [
            ContractVaried(on=date(2023, 5, n), reference=f"V{n}", contract="C1", what="more",
                           value_change=change)
            for n, change in enumerate(changes, 1)
        ]  # fmt: skip
        cycle = Cycle.audit("Care", (signed, *made)).cycle
        return seen(cycle, flags=(ChangedAfterAward(),))

    def test_quarter_more_is_the_line(self):
        """A contract that grows by half was not the one that was competed for."""
        assert self.changed(pounds(250)) == []
        assert self.changed(pounds(250), pounds("0.01")) == [
            (
                "ChangedAfterAward",
                "C1",
                "Contract C1 was varied 2 times, which added £250.01 to its value of £1,000",
            )
        ]

    def test_three_changes_are_many_whatever_they_cost(self):
        """Small changes add up without a figure."""
        assert self.changed(None, None, None) == [
            ("ChangedAfterAward", "C1", "Contract C1 was varied 3 times")
        ]

    def test_change_on_another_basis_or_of_a_contract_without_a_value_has_no_share(self):
        """A share of nothing known would be a guess."""
        assert self.changed(Money(Decimal(900), "GBP", VatBasis.INCLUDING)) == []
        assert self.changed(pounds(900), value=None) == []


def test_each_flag_says_how_it_is_worked_out_and_where_it_comes_from():
    """A flag without a source is a suspicion."""
    for flag in RED_FLAGS:
        assert flag.formula
        assert flag.source.provision


def test_council_adds_a_flag_of_its_own(small):
    """What is odd in one council is usual in another."""

    class Untitled(RedFlag):
        formula: ClassVar = "a cycle has no reference"
        source: ClassVar = Citation("Our audit plan", "item 4")

        def look(self, cycles):
            yield from (
                self.raised((each,), "", "It has no reference")
                for each in cycles
                if not each.reference
            )

    assert seen(Cycle("Care"), flags=(*RED_FLAGS, Untitled())) == [
        ("Untitled", "", "It has no reference")
    ]


def test_flags_show_as_a_table_and_in_one_line(small):
    """An auditor hands the list on."""
    found = red_flags([told(small, *TestFewBids.NAMES, "opening")])
    assert str(found) == "FewBids, Home care: 1 tender for the procurement at the opening"
    assert found.table().rows == (
        ("FewBids", "Home care", "whole", "1 tender for the procurement at the opening"),
    )


def test_line_that_makes_no_sense_is_refused():
    """A flag that can never be raised looks like a clean sheet."""
    with pytest.raises(RecordError):
        FewBids(most=-1)
