"""Indexation: one index or several, floors, caps, what a cap cuts off, and the uplift that is recorded."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from commissioning.contracts.history import ContractHistory, move_by_clause
from commissioning.errors import RecordError, written
from commissioning.gates.case import Case
from commissioning.gates.money import (
    readings_are_of_the_index_that_counts,
    readings_were_published,
    uplift_follows_its_clause,
)
from commissioning.ledger.ledger import Ledger
from commissioning.process import Process
from commissioning.records.contract import ContractSigned, ContractVaried, PriceUplifted
from commissioning.records.indexation import (
    FixedPart,
    GreaterOf,
    Indexation,
    IndexClause,
    IndexReading,
    IndexReplaced,
    Measure,
    Moved,
    SingleIndex,
    UpliftBasis,
    WeightedIndex,
    WeightedPart,
)
from commissioning.stages import During, Stage
from commissioning.testing import Scenario, make, story
from commissioning.values.frozen import frozen
from commissioning.values.money import pounds

CPI = SingleIndex(index="CPI", month=9)
WAGE = SingleIndex(index="RLW", month=10, measure=Measure.LEVELS)
DAYS = (date(2023, 4, 1), date(2024, 4, 1), date(2025, 4, 1))
SEPTEMBERS = (
    IndexReading(index="CPI", month=date(2023, 9, 1), rate="5"),
    IndexReading(index="CPI", month=date(2024, 9, 30), rate="2"),
)
WAGES = (
    IndexReading(index="RLW", month=date(2022, 10, 1), level="10.90"),
    IndexReading(index="RLW", month=date(2023, 10, 1), level="12.00"),
)


def moves(clause, readings, days=DAYS):
    return [each.per_cent for each in clause.moves(readings, days)]


def test_reading_is_of_the_named_month_last_before_the_uplift():
    """April 2024 rests on September 2023, and an October uplift on the September just past."""
    assert moves(CPI, SEPTEMBERS) == [5, 2]
    assert moves(CPI, SEPTEMBERS, (date(2022, 10, 1), date(2023, 10, 1))) == [5]
    assert moves(CPI, SEPTEMBERS, (date(2022, 10, 1), date(2024, 9, 1))) == [5]
    assert CPI.moves(SEPTEMBERS, DAYS)[0].because == "CPI for September 2023: 5%"


def test_excess_over_a_cap_may_be_carried_over():
    """Cap 3%, CPI 5 then 2: 3, then 3 (2, and 1 of the 2 that were left), and 1 still to carry."""
    carrying = evolve(CPI, cap=3, carries_over=True)
    first, second = carrying.moves(SEPTEMBERS, DAYS)
    assert (first.per_cent, first.carried) == (3, 2)
    assert (second.per_cent, second.carried) == (3, 1)
    assert (
        second.because == "CPI for September 2024: 2%, with 2 carried over, held to the cap of 3%"
    )
    assert moves(evolve(CPI, cap=3), SEPTEMBERS) == [3, 2]
    floored = evolve(CPI, floor=3).moves(SEPTEMBERS, DAYS)
    assert [each.because for each in floored] == [
        "CPI for September 2023: 5%", "CPI for September 2024: 2%, held to the floor of 3%",
    ]  # fmt: skip


PARTS = (
    WeightedPart(share=40, clause=FixedPart(rate=3)),
    WeightedPart(share=60, clause=FixedPart(rate="10.1")),
)
BOTH = WeightedIndex(parts=PARTS)


def test_weighted_clause_moves_by_the_shares_of_its_parts():
    """Cardiff's 2024-25: 3% x 40% and 10.1% x 60% are 7.26%."""
    (moved,) = BOTH.moves((), DAYS[:2])
    assert moved.per_cent == Fraction("7.26")
    assert moved.because == "40% × (3% fixed); 60% × (10.1% fixed): 7.26%"
    capped = WeightedIndex(parts=PARTS, cap=5)
    assert moves(capped, (), DAYS[:2]) == [5]


def test_rounding_of_a_wage_is_worth_money():
    """From the levels 12.00 over 10.90 it is 7.255...: £72,550.46 and not £72,600 on a million."""
    levels = WeightedIndex(parts=(PARTS[0], WeightedPart(share=60, clause=WAGE)))
    (exact,) = moves(levels, WAGES, DAYS[:2])
    clause = Indexation(basis=UpliftBasis.INDEX, clause=levels)
    assert clause.uplifted(pounds(1_000_000), exact) - pounds(1_000_000) == pounds("72550.46")
    rounded = evolve(WAGE, places=1)
    assert WAGE.moves(WAGES, DAYS[:2])[0].because == (
        "RLW for October from 10.90 in 2022 to 12.00 in 2023: 10.0917%"
    )
    declared = WeightedIndex(parts=(PARTS[0], WeightedPart(share=60, clause=rounded)))
    (stated,) = moves(declared, WAGES, DAYS[:2])
    assert clause.uplifted(pounds(1_000_000), stated) - pounds(1_000_000) == pounds(72_600)


def test_greater_of_two_clauses_says_what_it_adds():
    """CPI of 4 topped up to 7.26: 3.26 is the top-up."""
    (moved,) = GreaterOf(clauses=(FixedPart(rate=4), BOTH)).moves((), DAYS[:2])
    assert moved.per_cent == Fraction("7.26")
    assert moved.because.endswith("7.26%, 3.26 more than 4% fixed")
    (first,) = GreaterOf(clauses=(FixedPart(rate=8), BOTH)).moves((), DAYS[:2])
    assert (first.per_cent, first.because) == (8, "8% fixed")


@pytest.mark.parametrize(
    ("clause", "readings", "because"),
    [
        (CPI, (), "no published rate of CPI for September 2023"),
        (CPI, (IndexReading(index="CPI", month=date(2023, 9, 1), level=1),),
         "no published rate of CPI for September 2023"),
        (WAGE, (), "no level of RLW for October 2022"),
        (WAGE, WAGES[:1], "no level of RLW for October 2023"),
        (WeightedIndex(parts=(PARTS[0], WeightedPart(share=60, clause=CPI))), (),
         "no published rate of CPI for September 2023"),
        (GreaterOf(clauses=(CPI, WAGE)), (),
         "no published rate of CPI for September 2023; no level of RLW for October 2022"),
    ],
)  # fmt: skip
def test_missing_reading_is_named_and_nothing_is_guessed(clause, readings, because):
    """The officer learns which figure to look up."""
    (moved,) = clause.moves(readings, DAYS[:2])
    assert moved == Moved(None, because)


@given(st.lists(st.decimals(-9, 9, places=1), max_size=8), st.decimals(0, 4, places=1))
def test_no_rise_is_lost_or_made_where_a_cap_carries_over(rates, cap):
    """The movements of all years, with what is still carried, are the published rates added up."""
    days = [date(2020 + number, 4, 1) for number in range(len(rates) + 1)]
    readings = [
        IndexReading(index="CPI", month=date(2020 + number, 9, 1), rate=rate)
        for number, rate in enumerate(rates)
    ]
    moves = evolve(CPI, cap=cap, carries_over=True).moves(readings, days)
    left = moves[-1].carried if moves else 0
    assert sum(moved.per_cent for moved in moves) + left == sum(map(Fraction, rates))
    assert all(moved.per_cent <= cap for moved in moves)


def test_missing_reading_leaves_what_is_carried_for_the_year_after():
    """A year that cannot be worked out is not a year without inflation."""
    carrying = evolve(CPI, cap=3, carries_over=True)
    assert moves(carrying, SEPTEMBERS[1:]) == [None, 2]


@pytest.mark.parametrize(
    ("price", "uplifted"), [("20.28", "21.64"), ("21.68", "23.12"), ("19.36", "20.64")]
)
def test_rate_may_be_rounded_up_to_a_step(price, uplifted):
    """Wolverhampton's 6.60%: four pence a step, so that a quarter of an hour is whole pence."""
    clause = Indexation(basis=UpliftBasis.INDEX, index="CPI", step=pounds("0.04"), step_up=True)
    assert clause.uplifted(pounds(price), Decimal("6.6")) == pounds(uplifted)
    assert evolve(clause, step=pounds(5)).uplifted(pounds(1), Decimal(0)) == pounds(5)


@pytest.mark.parametrize(
    ("price", "uplifted"), [("20.28", "21.62"), ("21.68", "23.11"), ("19.36", "20.64")]
)
def test_without_a_step_a_rate_is_rounded_to_the_penny(price, uplifted):
    """The same three rates, had the clause not said four pence."""
    clause = Indexation(basis=UpliftBasis.INDEX, index="CPI")
    assert clause.uplifted(pounds(price), Decimal("6.6")) == pounds(uplifted)


NEW = IndexReplaced(by="CPIH", from_month=date(2024, 1, 1))
OLD = evolve(CPI, index="RPI", replaced=NEW)


def test_another_index_follows_from_the_month_in_which_one_is_discontinued():
    """September 2023 is counted by the old index, September 2024 by the new."""
    readings = (
        IndexReading(index="RPI", month=date(2023, 9, 1), rate=5),
        IndexReading(index="RPI", month=date(2024, 9, 1), rate=9),
        IndexReading(index="CPIH", month=date(2024, 9, 1), rate=2),
    )
    assert moves(OLD, readings) == [5, 2]
    assert [each.because for each in OLD.moves(readings[:2], DAYS)] == [
        "RPI for September 2023: 5%", "no published rate of CPIH for September 2024",
    ]  # fmt: skip
    assert moves(evolve(OLD, replaced=None), readings) == [5, 9]


def level(index, year, number):
    return IndexReading(index=index, month=date(year, 9, 1), level=number)


def test_levels_go_on_across_the_change_of_the_index():
    """120 to 126 of the new index is 5%, whatever the old one was; else a link says what it was worth."""
    levels = evolve(OLD, measure=Measure.LEVELS, replaced=evolve(NEW, from_month=date(2023, 9, 1)))
    old, new = level("RPI", 2022, 300), (level("CPIH", 2022, 120), level("CPIH", 2023, 126))
    days = DAYS[:2]
    assert moves(levels, (old, *new), days) == [5]
    linked = evolve(levels, replaced=evolve(levels.replaced, link="0.4"))
    (moved,) = linked.moves((old, new[1]), days)
    assert moved.per_cent == 5
    assert moved.because == (
        "CPIH for September from 300 of RPI, linked by 0.4, in 2022 to 126 in 2023: 5%"
    )
    assert levels.moves((old, new[1]), days)[0].because == (
        "no level of CPIH (nor a link from RPI to it) for September 2022"
    )
    assert linked.moves(new[1:], days)[0].because == "no level of RPI for September 2022"


def test_clause_knows_every_index_that_it_follows():
    """A weighted clause may rest on three."""
    both = GreaterOf(
        clauses=(WeightedIndex(parts=(PARTS[0], WeightedPart(share=60, clause=OLD))), CPI)
    )
    assert both.singles == (OLD, CPI)
    with pytest.raises(RecordError, match="link: 0 is not above 0"):
        evolve(NEW, link=0)


def test_variation_may_replace_the_clause_from_its_day():
    """The parties agree on CPIH in 2024; the uplift of 2024 still follows the clause as signed."""
    signed = evolve(
        SIGNED, indexation=Indexation(basis=UpliftBasis.INDEX, clause=evolve(CPI, index="RPI"))
    )
    changed = ContractVaried(
        on=date(2024, 6, 1), reference="V1", contract="C1", what="CPIH replaces RPI",
        indexation=Indexation(basis=UpliftBasis.INDEX, clause=OLD),
    )  # fmt: skip
    held = ContractHistory(contract=signed, events=(changed,))
    first = uplift(DAYS[1], 5, IndexReading(index="RPI", month=date(2023, 9, 1), rate=5))
    second = uplift(DAYS[2], 2, IndexReading(index="CPIH", month=date(2024, 9, 1), rate=2))
    assert move_by_clause(held, first).per_cent == 5
    assert move_by_clause(held, second).per_cent == 2
    delayed = evolve(changed, takes_effect_on=date(2026, 1, 1))
    assert move_by_clause(evolve(held, events=(delayed,)), second).per_cent is None


@pytest.mark.parametrize("weighted", [False, True])
def test_clause_with_a_cap_carries_nothing_over_from_before_it_was_agreed(weighted):
    """The 5% of 2024 were paid in full, so of a cap agreed in June there is nothing to make up for."""

    def clause(**parts):
        part = WeightedPart(share=100, clause=evolve(CPI, **parts))
        rule = WeightedIndex(parts=(part,)) if weighted else part.clause
        return Indexation(basis=UpliftBasis.INDEX, clause=rule)

    capped = ContractVaried(
        on=date(2024, 6, 1), reference="V1", contract="C1", what="a cap of 3%",
        indexation=clause(cap=3, carries_over=True),
    )  # fmt: skip
    first, second = uplift(DAYS[1], 5, SEPTEMBERS[0]), uplift(DAYS[2], 2, SEPTEMBERS[1])
    held = ContractHistory(contract=evolve(SIGNED, indexation=clause()), events=(first, capped))
    assert move_by_clause(held, second).per_cent == 2
    from_the_start = evolve(held.contract, indexation=capped.indexation)
    assert move_by_clause(evolve(held, contract=from_the_start), second).per_cent == 3
    to_follow = IndexReplaced(by="CPIH", from_month=date(2030, 9, 1))
    replaced = evolve(capped, indexation=clause(cap=3, carries_over=True, replaced=to_follow))
    carried = evolve(held, contract=from_the_start, events=(first, replaced))
    assert move_by_clause(carried, second).per_cent == 3


def test_figure_of_an_index_that_was_replaced_is_refused():
    """RPI may still be printed somewhere; the contract no longer goes by it."""
    held = Ledger()
    indexation = Indexation(basis=UpliftBasis.INDEX, clause=OLD)
    held.add(evolve(SIGNED, indexation=indexation), During(tuple(Stage)))

    def messages(attempt):
        check = readings_are_of_the_index_that_counts
        return [str(each) for each in check(Case.of(held, attempt), attempt)]

    rpi = IndexReading(index="RPI", month=date(2024, 9, 1), rate=2)
    assert messages(uplift(DAYS[2], 2, rpi, evolve(rpi, index="CPIH"))) == [
        "The uplift of 1 April 2025 rests on RPI for September 2024; the clause of contract C1 takes "
        "CPIH for that month. Give the figure of CPIH."
    ]
    assert messages(uplift(DAYS[1], 2, evolve(rpi, month=date(2023, 9, 1)))) == []
    assert messages(evolve(uplift(DAYS[1], 2, rpi), contract="C9")) == []


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        (lambda: SingleIndex(index="CPI", month=13), "month: 13 is not a month; give 1 to 12"),
        (lambda: evolve(CPI, floor=3, cap=2), "cap: 2% is below the floor of 3%"),
        (lambda: evolve(CPI, carries_over=True),
         "carries_over: only what a cap cuts off is carried over; give the cap, or leave this out"),
        (lambda: WeightedIndex(parts=PARTS[:1]), "parts: the shares add up to 40%, not 100%"),
        (lambda: IndexReading(index="CPI", month=DAYS[0]), "level: give the level or the published rate"),
        (lambda: IndexReading(index="CPI", month=DAYS[0], level=0), "level: 0 is not above 0; give more"),
        (lambda: IndexReading(index="CPI", month=DAYS[0], rate=1, published_on=date(2023, 3, 1)),
         "published_on: 1 March 2023 is before the month it is for"),
        (lambda: Indexation(basis=UpliftBasis.NEGOTIATED, clause=CPI),
         "clause: give it for a published index, and for no other basis"),
        (lambda: Indexation(basis=UpliftBasis.INDEX, index="CPI", step=pounds(0)),
         "step: £0 is not above 0; give more"),
    ],
)  # fmt: skip
def test_clause_that_cannot_be_kept_is_refused(made, problem):
    """The slip is found at signature and not in the first April."""
    with pytest.raises(RecordError) as refused:
        made()
    assert problem in refused.value.problems


@frozen(kw_only=True)
class HalfOfCpi(IndexClause):
    """Half the published rate of CPI."""

    def moves(self, readings, days, /):
        return tuple(Moved(each.per_cent / 2, "half") for each in CPI.moves(readings, days))


def test_council_adds_a_clause_of_its_own():
    """A clause nobody foresaw is one class."""
    assert moves(HalfOfCpi(), SEPTEMBERS) == [Fraction(5, 2), 1]
    assert HalfOfCpi in Process.standard().with_kinds(HalfOfCpi).kinds


# In a cycle


SIGNED = make(
    ContractSigned, reference="C1", indexation=Indexation(basis=UpliftBasis.INDEX, clause=CPI)
)


def uplift(on, per_cent, *readings, **parts):
    return PriceUplifted(
        on=on, contract="C1", takes_effect_on=on, per_cent=per_cent, readings=readings, **parts
    )


def test_clause_is_worked_out_from_every_uplift_so_far():
    """The readings of last year are there, and so is what its cap cut off."""
    carrying = Indexation(
        basis=UpliftBasis.INDEX, clause=evolve(CPI, cap=3, carries_over=True), base_on=DAYS[0]
    )
    first = uplift(DAYS[1], 3, SEPTEMBERS[0])
    held = ContractHistory(contract=evolve(SIGNED, indexation=carrying), events=(first,))
    second = uplift(DAYS[2], 3, SEPTEMBERS[1])
    assert move_by_clause(held, first).carried == 2
    assert move_by_clause(held, second).carried == 1
    assert move_by_clause(evolve(held, contract=evolve(SIGNED, indexation=None)), second) is None


def test_clause_counts_from_the_signature_where_no_first_day_is_stated():
    """A register may not give the first day; the reading of September 2022 still pays for no uplift."""
    unstated = evolve(
        SIGNED, on=DAYS[0], term=None, starts_on=None,
        indexation=Indexation(basis=UpliftBasis.INDEX, clause=CPI),
    )  # fmt: skip
    first = uplift(DAYS[1], 5, SEPTEMBERS[0])
    assert move_by_clause(ContractHistory(contract=unstated), first).per_cent == 5


def found(indexation, uplift_):
    """What is in the way of an uplift under a contract with this clause."""
    cycle = story(Scenario(), at=Stage.GO_LIVE)
    records = [
        evolve(each, indexation=indexation) if isinstance(each, ContractSigned) else each
        for each in cycle.records
    ]
    held = type(cycle).audit("again", records).cycle
    day = held.records[-1].on
    attempt = evolve(uplift_, on=day, takes_effect_on=day)
    return [
        each.message for each in uplift_follows_its_clause(Case.of(held.ledger, attempt), attempt)
    ]


def rate_of(number):
    """CPI for every September that an uplift of these stories may rest on."""
    years = range(2019, 2030)
    return tuple(IndexReading(index="CPI", month=date(year, 9, 1), rate=number) for year in years)


BY_CPI = Indexation(basis=UpliftBasis.INDEX, clause=evolve(CPI, cap=3))


def test_uplift_that_differs_from_its_clause_is_refused():
    """5% under a cap of 3% is a gift, unless a variation says why."""
    (message,) = found(BY_CPI, uplift(DAYS[1], 5, *rate_of(5)))
    assert message.startswith(
        "Prices under contract C1 move by 5%, but its clause gives 3% (CPI for September"
    )
    assert message.endswith(": 5%, held to the cap of 3%)")
    assert found(BY_CPI, uplift(DAYS[1], 3, *rate_of(5))) == []
    assert found(BY_CPI, uplift(DAYS[1], 5, *rate_of(5), variation="V1")) == []


def test_uplift_is_compared_to_the_places_it_is_stated_with():
    """2.9% stated is 2.9% whatever comes after; 2.87% would not be."""
    fine = rate_of("2.87")
    assert found(BY_CPI, uplift(DAYS[1], "2.9", *fine)) == []
    assert len(found(BY_CPI, uplift(DAYS[1], "2.90", *fine))) == 1
    assert found(BY_CPI, uplift(DAYS[1], "2.87", *fine)) == []


@pytest.mark.parametrize(
    ("stated", "shown"), [("3", "2.35%"), ("2.4", "2.35%"), ("2.344", "2.346%")]
)
def test_refused_uplift_shows_what_the_clause_gives_to_at_least_two_places(stated, shown):
    """Whoever stated 2.344% sees in which place it differs, and can correct it from the message."""
    (message,) = found(BY_CPI, uplift(DAYS[1], stated, *rate_of("2.3456")))
    assert f"move by {stated}%, but its clause gives {shown} (CPI" in message


def test_uplift_without_the_readings_of_its_clause():
    """Without any reading nothing is claimed; with the wrong one the missing figure is named."""
    assert found(BY_CPI, uplift(DAYS[1], 5)) == []
    (message,) = found(BY_CPI, uplift(DAYS[1], 5, WAGES[0]))
    assert "its clause cannot be worked out: no published rate of CPI for September" in message


@pytest.mark.parametrize(
    ("clause", "per_cent", "words"),
    [
        (Indexation(basis=UpliftBasis.FIXED, rate=2), 3, "its clause is a fixed rate of 2%"),
        (Indexation(basis=UpliftBasis.INDEX, index="CPI", cap=2), 3, "its clause allows 2%"),
        (Indexation(basis=UpliftBasis.NEGOTIATED, floor=4), 3, "its clause allows 4%"),
    ],
)
def test_clause_without_a_rule_still_has_its_rate_and_its_limits(clause, per_cent, words):
    """A cap binds whether or not the index was written down as a rule."""
    (message,) = found(clause, uplift(DAYS[1], per_cent))
    assert words in message
    assert found(clause, uplift(DAYS[1], clause.per_cent(Decimal(per_cent)))) == []
    assert found(None, uplift(DAYS[1], per_cent)) == []


@pytest.mark.parametrize(("later", "early"), [(0, False), (1, True)])
def test_prices_move_from_the_first_day_that_the_clause_names(later, early):
    """A provider that is paid a month early keeps a month that was not agreed."""
    day = story(Scenario(), at=Stage.GO_LIVE).records[-1].on
    first = day + timedelta(days=later)
    said = found(Indexation(basis=UpliftBasis.FIXED, rate=2, first_on=first), uplift(DAYS[1], 2))
    words = (
        f"Prices under contract C1 move from {written(day)}, but its clause lets them move only from "
        f"{written(first)}"
    )
    assert said == [words] * early


def test_uplift_rests_on_figures_that_were_out_on_its_day():
    """Of two figures the one still to come is named, with the day it comes."""
    out, to_come = (
        IndexReading(index="CPI", month=date(2024, month, 1), rate=3, published_on=day)
        for month, day in ((8, date(2024, 9, 18)), (9, date(2024, 10, 16)))
    )
    early = uplift(date(2024, 9, 18), 3, out, to_come)
    (finding,) = readings_were_published(Case.of(Ledger(), early), early)
    assert str(finding) == (
        "The uplift of 18 September 2024 rests on CPI for September 2024, which was published only on "
        "16 October 2024. Wait for the figure, or record the uplift on the day it was made."
    )
    assert (finding.earliest, finding.about) == (date(2024, 10, 16), "C1")
    in_time = uplift(date(2024, 10, 16), 3, out, to_come)
    assert not list(readings_were_published(Case.of(Ledger(), in_time), in_time))


def test_uplift_under_a_contract_not_on_record_is_left_to_the_check_of_references():
    """One absence is reported once."""
    attempt = uplift(DAYS[1], 5)
    assert list(uplift_follows_its_clause(Case.of(Ledger(), attempt), attempt)) == []
