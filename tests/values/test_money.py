"""Money: exact, on one basis, and written as councils write it."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.errors import RecordError
from commissioning.values.money import Money, VatBasis, pounds

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=4).map(Money)


@given(amounts, amounts, amounts)
def test_adding_is_exact_in_any_order(one, two, three):
    """A total of bids must not depend on the order of the rows in a spreadsheet."""
    assert (one + two) + three == three + (two + one) == Money.total([two, three, one])


@given(amounts, amounts)
def test_taking_away_undoes_adding(one, two):
    """A variation that is reversed leaves the contract's value as it was."""
    assert one + two - two == one
    assert one - two == one + -two


@given(amounts, amounts)
def test_amounts_compare_like_their_numbers(one, two):
    """The lowest price is found by comparing money, not numbers taken out of it."""
    assert (one < two, one <= two, one > two, one >= two) == (
        one.amount < two.amount,
        one.amount <= two.amount,
        one.amount > two.amount,
        one.amount >= two.amount,
    )


@given(amounts, st.integers(min_value=-1000, max_value=1000))
def test_multiplying_is_repeated_adding(amount, times):
    """An hourly rate times the hours is the price, to the last digit."""
    assert amount * times == times * amount
    assert (amount * times).amount == amount.amount * times


def test_amount_may_be_multiplied_by_an_exact_fraction():
    """Uplifts are percentages; 3.5% of an amount is exact when both are."""
    assert pounds("200") * Decimal("1.035") == pounds("207")


@pytest.mark.parametrize("times", [0.5, True, "2", None])
def test_float_does_not_multiply_money(times):
    """One float in a chain of sums spoils all the digits after it."""
    with pytest.raises(RecordError) as refusal:
        pounds(3) * times
    assert str(refusal.value) == f"money: multiply by a whole number or a Decimal, not {times!r}"


MIXED = [
    (Money(1, "GBP"), Money(1, "EUR"), "£1 and €1 are on different bases "
     "(GBP, VAT not stated; EUR, VAT not stated)"),
    (pounds(1, VatBasis.EXCLUDING), pounds(1, VatBasis.INCLUDING),
     "£1 excluding VAT and £1 including VAT are on different bases "
     "(GBP, excluding VAT; GBP, including VAT)"),
    (pounds(2), pounds(1, VatBasis.EXCLUDING), "£2 and £1 excluding VAT are on different bases "
     "(GBP, VAT not stated; GBP, excluding VAT)"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "two", "message"), MIXED)
def test_amounts_on_different_bases_are_not_added(one, two, message):
    """A bid without VAT always looks cheaper than one with it: 20% decides many awards."""
    refused = (
        lambda: one + two,
        lambda: one - two,
        lambda: one < two,
        lambda: one <= two,
        lambda: Money.total([one, two]),
    )
    for attempt in refused:
        with pytest.raises(RecordError) as refusal:
            attempt()
        assert str(refusal.value) == f"money: {message}"
    for attempt in (lambda: two > one, lambda: two >= one):
        with pytest.raises(RecordError, match="different bases"):
            attempt()


def test_bare_number_is_not_money():
    """Adding 5 to £5 leaves open what the 5 were."""
    with pytest.raises(RecordError) as refusal:
        pounds(5) + 5
    assert str(refusal.value) == "money: 5 is not money; write Money(5)"


def test_empty_sum_is_refused():
    """Nothing has no currency; £0 and €0 are different answers."""
    with pytest.raises(RecordError) as refusal:
        Money.total([])
    assert str(refusal.value) == (
        "sum of money: an empty sum has no currency; give at least one amount"
    )


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        ([pounds(1), pounds(2)], pounds(3)),
        ([], None),
        ([None], None),
        ([pounds(1), None], None),
        ([pounds(1), Money(1, "EUR")], None),
    ],
)
def test_total_of_amounts_that_do_not_all_stand_on_one_basis_is_left_open(amounts, total):
    """A sum that leaves one amount out would look like the whole."""
    assert Money.total_or_none(amounts) == total


@pytest.mark.parametrize("currency", ["gbp", "£", "POUND", "G1P", ""])
def test_currency_is_a_three_letter_code(currency):
    """A sign is shared by many currencies; the code by none."""
    with pytest.raises(RecordError) as refusal:
        Money(1, currency)
    assert str(refusal.value) == (
        f"money: currency: {currency!r} is not a currency; write its three-letter code, such as GBP"
    )


def test_float_is_refused_as_money():
    """A float has already lost the figure that the paper gave."""
    with pytest.raises(RecordError) as refusal:
        Money(17.95)
    assert str(refusal.value) == ('money: amount: 17.95 is a float; write Decimal("17.95")')


@pytest.mark.parametrize(
    ("amount", "unit", "rounded"),
    [
        ("2.675", "0.01", "2.68"),
        ("2.665", "0.01", "2.67"),
        ("-2.675", "0.01", "-2.68"),
        ("2.674", "0.01", "2.67"),
        ("142449999", "1000000", "142000000"),
        ("142500000", "1000000", "143000000"),
    ],
)
def test_rounding_goes_half_up_like_a_spreadsheet(amount, unit, rounded):
    """Officers check figures in a spreadsheet; banker's rounding would differ by a penny."""
    assert pounds(amount).rounded(Decimal(unit)) == pounds(rounded)


def test_programs_own_precision_drops_no_digit_of_money():
    """Another library may have set the precision of decimals for everybody; the bids stay exact."""
    one, two = pounds("142449999.99"), pounds("0.0001")
    with localcontext(prec=3):
        total = one + two
        assert (total - one, one * 2, -one) == (two, one + one, pounds(0) - one)
        assert str(total) == "£142,449,999.9901"
        assert total.rounded() == one
        assert (total + pounds("0.005")).rounded() == pounds("142450000")


@given(amounts)
def test_rounding_moves_by_half_a_penny_at_most(amount):
    """Whatever is rounded stays within the precision it was rounded to."""
    moved = abs((amount.rounded() - amount).amount)
    assert moved <= Decimal("0.005")


WRITTEN = [
    (pounds(142_000_000), "£142,000,000"),
    (pounds("17.5"), "£17.50"),
    (pounds("17.50"), "£17.50"),
    (pounds("17.125"), "£17.125"),
    (pounds("-1250"), "-£1,250"),
    (pounds("0"), "£0"),
    (pounds("3.00"), "£3"),
    (Money("10.5", "EUR"), "€10.50"),
    (Money(7, "USD"), "$7"),
    (Money(7, "SEK"), "SEK 7"),
    (Money(-7, "SEK"), "-SEK 7"),
    (pounds(5, VatBasis.EXCLUDING), "£5 excluding VAT"),
    (pounds(5, VatBasis.INCLUDING), "£5 including VAT"),
]


@pytest.mark.parametrize(("amount", "words"), WRITTEN)
def test_money_is_written_as_in_council_papers(amount, words):
    """A figure in a message is compared with one on paper."""
    assert str(amount) == words


def test_equal_amounts_on_different_bases_are_different_money():
    """Equality is asked by ledgers and sets; £5 and £5 plus VAT are not one thing."""
    assert pounds(5) != pounds(5, VatBasis.EXCLUDING)
    assert pounds("5.0") == pounds(5)
    assert hash(pounds("5.0")) == hash(pounds(5))
