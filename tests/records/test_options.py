"""The choice between ways of providing a service."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.errors import RecordError
from commissioning.records.options import (
    AppraisalCriterion,
    DiscountRate,
    Option,
    OptionMark,
    OptionsAppraisal,
)
from commissioning.values.money import Money, VatBasis, pounds

DAY = date(2019, 6, 1)


def option(reference, millions, **parts):
    return Option(
        **{
            "reference": reference,
            "words": f"option {reference}",
            "stated_cost": pounds(millions * 1_000_000),
            "years": 5,
            **parts,
        }
    )


A, B, NOW = option("A", 142), option("B", 118), option("now", 91)


def appraisal(**parts):
    return OptionsAppraisal(**{"on": DAY, "options": (A, B, NOW), "baseline": "now", **parts})


def test_lewishams_uplifts_are_computed_exactly():
    """£142m and £118m against £91m over five years: 56.0% and 29.7% more, printed nowhere."""
    lewisham = appraisal(preferred="now", because="the others cost more and shrink the market")
    assert lewisham.difference("A") == pounds(51_000_000)
    assert lewisham.uplift("A") == Fraction(51, 91)
    assert lewisham.uplift("B") == Fraction(27, 91)
    assert lewisham.uplift("now") == 0
    assert round(float(lewisham.uplift("A")) * 100, 1) == 56.0
    assert round(float(lewisham.uplift("B")) * 100, 1) == 29.7


def yearly(reference, *amounts):
    return Option(reference=reference, words=reference, yearly_costs=tuple(map(pounds, amounts)))


def test_years_add_up_to_the_whole_life_cost():
    """A profile that dips and rises is what budgets are made from; the total is what is compared."""
    profile = yearly("A", "10.50", "20.25", "0")
    assert profile.whole_life_cost == pounds("30.75")
    assert profile.length == 3
    assert A.length == 5


def test_discounting_makes_later_years_count_for_less():
    """£100 a year for three years at 3.5%: 100 + 96.62 + 93.35, to the penny."""
    rate = DiscountRate(per_cent="3.5", source="HM Treasury, The Green Book")
    made = appraisal(options=(yearly("A", 100, 100, 100), yearly("now", 0, 0, 300)), discount=rate)
    assert made.present_value("A") == pounds("289.97")
    assert made.present_value("now") == pounds("280.05")


def test_saving_is_discounted_like_a_cost():
    """Savings are negative costs, and round away from nothing like costs do."""
    assert yearly("A", 0, "-103.5").present_value(Decimal("3.5")) == pounds(-100)


@given(
    st.lists(st.integers(0, 10**12), min_size=1, max_size=10),
    st.decimals(0, 20, places=2),
)
def test_present_value_is_never_more_than_the_cost(pennies, rate):
    """Discounting only takes away; a rate of nought takes away nothing."""
    profile = yearly("A", *(Decimal(each) / 100 for each in pennies))
    assert profile.present_value(rate) <= profile.whole_life_cost
    assert profile.present_value(Decimal(0)) == profile.whole_life_cost


CRITERIA = (
    AppraisalCriterion(reference="choice", words="choice for people", weight=60),
    AppraisalCriterion(reference="skill", words="knowledge and skills", weight=40),
)


def test_other_criteria_are_weighed_where_they_are_marked():
    """Cost is not everything the paper looks at: market shaping and skills counted in Lewisham."""
    marked = option(
        "A",
        142,
        marks=(
            OptionMark(criterion="choice", mark=2),
            OptionMark(criterion="skill", mark="1.5", because="no staff with the experience"),
        ),
    )
    made = appraisal(options=(marked, NOW), criteria=CRITERIA)
    assert made.score("A") == 180
    assert made.score("now") is None
    assert appraisal().score("A") is None


def test_criterion_in_words_gives_no_number():
    """Where the paper only describes, the library does not invent a mark."""
    described = option("A", 142, marks=(OptionMark(criterion="choice", because="narrows choice"),))
    made = appraisal(
        options=(described, NOW),
        criteria=(AppraisalCriterion(reference="choice", words="choice for people"),),
    )
    assert made.score("A") is None


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: appraisal().option("C"), 'There is no option "C"; choose from A, B and now.'),
        (lambda: appraisal(baseline="").uplift("A"),
         "The appraisal names no option that goes on as now."),
        (lambda: appraisal().present_value("A"), "The appraisal states no discount rate."),
    ],
)  # fmt: skip
def test_unknown_option_or_rate_of_an_appraisal_is_refused(ask, message):
    """A wrong reference must not quietly compare with nothing."""
    with pytest.raises(LookupError) as missing:
        ask()
    assert str(missing.value) == message


def test_change_from_zero_cost_has_no_share():
    """A share of nothing is no number, and infinity is no answer."""
    with pytest.raises(RecordError) as refusal:
        appraisal(options=(A, option("now", 0))).uplift("A")
    assert (
        str(refusal.value)
        == "options appraisal: going on as now costs nothing, so no cost is a share of it"
    )


def test_total_alone_cannot_be_discounted():
    """Without years there is nothing to say which part counts for less."""
    with pytest.raises(RecordError) as refusal:
        A.present_value(Decimal("3.5"))
    assert str(refusal.value) == (
        "option A: only a total is stated; to discount it, give the cost of each year"
    )


def test_no_discount_takes_everything():
    """At minus a hundred per cent the reckoning would divide by nothing."""
    with pytest.raises(RecordError) as refusal:
        yearly("A", 1, 1).present_value(Decimal(-100))
    assert str(refusal.value) == ("discount rate: per_cent: -100 is not above -100")


VAT = Money(1, vat=VatBasis.EXCLUDING)
RATE = DiscountRate(per_cent="3.5", source="The Green Book")


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"options": (NOW,)}, "options: an appraisal compares at least two; here 1"),
        ({"options": (A, A, NOW)}, "options: A is listed twice; name each once"),
        ({"baseline": "C"},
         'baseline: names the option "C", which the record does not define; it defines A, B and now'),
        ({"preferred": "C", "because": "x"},
         'preferred: names the option "C", which the record does not define; it defines A, B and now'),
        ({"preferred": "B"}, "because: say why B is preferred"),
        ({"criteria": CRITERIA[:1] * 2},
         "criteria: choice is listed twice; name each once"),
        ({"options": (option("A", 1, marks=(OptionMark(criterion="x", mark=1),)), NOW)},
         'options: A is marked on the criterion "x", which the record does not define; define it '
         'in the same record'),
        ({"options": (yearly("A", 1), NOW)},
         "options: compare costs over the same years; here 1, 5"),
        ({"options": (option("A", 1, stated_cost=VAT), NOW)},
         "options: the costs are on different bases; give one currency, all with or all without VAT"),
        ({"options": (A, yearly("now", 1, 1, 1, 1, 1)), "discount": RATE},
         "discount: A states only a total; give the cost of each year"),
    ],
)  # fmt: skip
def test_appraisal_compares_like_with_like(parts, problem):
    """Five years against three, or with VAT against without, has sunk more than one business case."""
    with pytest.raises(RecordError) as refusal:
        appraisal(**parts)
    assert str(refusal.value) == f"options appraisal of 1 June 2019: {problem}"


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: option("", 1, words="x"), "option: reference: give the option a reference"),
        (lambda: option("A", 1, years=None),
         "option: A: give the cost of each year, or a stated cost with its years"),
        (lambda: option("A", 1, years=-1), "option: years: -1 is below the minimum of 1"),
        (lambda: option("A", 1, stated_cost=None, years=3, yearly_costs=(pounds(1),)),
         "option: years: 1 yearly costs are given for 3 years"),
        (lambda: option("A", 1, years=1, yearly_costs=(pounds(2),)),
         "option: stated_cost: £1,000,000 is stated, but the years add up to £2"),
        (lambda: Option(reference="A", words="x", yearly_costs=(pounds(1), VAT)),
         "option: yearly_costs: £1 and £1 excluding VAT are on different bases (GBP, VAT not stated; "
         "GBP, excluding VAT)"),
        (lambda: option("A", 1, marks=(OptionMark(criterion="x", mark=1),) * 2),
         "option: marks: x is listed twice; name each once"),
        (lambda: OptionMark(criterion="x"),
         "option mark: say how the option does on x, or mark it"),
        (lambda: AppraisalCriterion(reference="x", words="x", weight=-1),
         "appraisal criterion: weight: -1 is below the minimum of 0"),
        (lambda: DiscountRate(per_cent=-100, source="x"),
         "discount rate: per_cent: -100 is not above -100"),
        (lambda: DiscountRate(per_cent=3, source=""),
         "discount rate: source: say who set the rate"),
    ],
)  # fmt: skip
def test_option_that_cannot_be_costed_is_refused(make, problem):
    """Each mistake gets one clear sentence before it reaches a cabinet paper."""
    with pytest.raises(RecordError) as refusal:
        make()
    assert str(refusal.value) == problem
