"""Money is exact, of one currency, and its shares add up."""

from decimal import ROUND_HALF_UP, Decimal, getcontext, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenor.money import (
    LIMIT_MINOR,
    AmountTooLarge,
    FractionOfMinorUnit,
    MixedCurrencies,
    Money,
    NoShares,
    NotDecimal,
    Ties,
    UnknownCurrency,
    finite_decimal,
    minor_digits,
    split,
    split_money,
    total_of,
)

minors = st.integers(-LIMIT_MINOR // 4, LIMIT_MINOR // 4)
weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any)


def yuan(text: str) -> Money:
    return Money(Decimal(text))


class TestMoney:
    def test_shows_all_digits_of_its_currency(self):
        assert str(yuan("5")) == "5.00 CNY"
        assert str(Money(Decimal(5), "JPY")) == "5 JPY"
        assert str(Money.from_minor(5, "KWD")) == "0.005 KWD"

    @pytest.mark.parametrize("amount", [0.1, 1, "1.00", None, Decimal("NaN"), Decimal("-Infinity")])
    def test_refuses_what_is_no_finite_decimal(self, amount):
        with pytest.raises(NotDecimal):
            Money(amount)

    @pytest.mark.parametrize("minor", [1.0, True, "1", Decimal(1), 0.5])
    def test_counts_minor_units_in_whole_numbers_only(self, minor):
        with pytest.raises(NotDecimal):
            Money.from_minor(minor)

    @pytest.mark.parametrize(("amount", "currency"), [("0.001", "CNY"), ("0.5", "JPY")])
    def test_refuses_an_amount_finer_than_the_minor_unit(self, amount, currency):
        with pytest.raises(FractionOfMinorUnit):
            Money(Decimal(amount), currency)

    def test_refuses_a_currency_it_does_not_know(self):
        with pytest.raises(UnknownCurrency, match="XXX"):
            Money(Decimal(1), "XXX")
        with pytest.raises(UnknownCurrency):
            minor_digits("xxx")

    def test_goes_to_the_limit_and_not_beyond(self):
        assert Money.from_minor(LIMIT_MINOR).minor == LIMIT_MINOR
        assert Money.from_minor(-LIMIT_MINOR).minor == -LIMIT_MINOR
        with pytest.raises(AmountTooLarge):
            Money.from_minor(LIMIT_MINOR + 1)
        with pytest.raises(AmountTooLarge):
            Money.from_minor(LIMIT_MINOR) + Money.from_minor(1)
        with pytest.raises(AmountTooLarge):
            yuan("10").times(Decimal("1E+30"))
        with pytest.raises(AmountTooLarge):
            Money(Decimal("1E+13")).times(Decimal(2))

    def test_does_not_mix_currencies(self):
        euro = Money(Decimal(1), "EUR")
        for mix in ("__add__", "__sub__", "__lt__", "__le__", "__gt__", "__ge__"):
            with pytest.raises(MixedCurrencies):
                getattr(yuan("1"), mix)(euro)
        assert yuan("1") != euro

    def test_is_ordered_inside_a_currency(self):
        assert yuan("1") < yuan("2") <= yuan("2")
        assert yuan("3") > yuan("2") >= yuan("2")
        assert max(yuan("1"), yuan("-1")) == yuan("1")

    def test_cannot_be_changed(self):
        with pytest.raises(AttributeError):
            yuan("1").amount = Decimal(2)

    def test_nothing_is_false_and_never_negative_nothing(self):
        assert not Money.zero("EUR")
        assert yuan("0.01")
        assert str(-Money.zero()) == "0.00 CNY"
        assert Money(Decimal("0E+50")) == Money.zero()

    def test_rounds_half_to_even_unless_told_otherwise(self):
        assert yuan("0.05").times(Decimal("0.5")) == yuan("0.02")
        assert yuan("0.15").times(Decimal("0.5")) == yuan("0.08")
        assert yuan("0.05").times(Decimal("0.5"), ROUND_HALF_UP) == yuan("0.03")

    def test_is_not_multiplied_by_a_float(self):
        with pytest.raises(NotDecimal):
            yuan("1").times(0.5)

    def test_ignores_the_precision_of_the_caller(self):
        with localcontext() as narrow:
            narrow.prec = 3
            assert yuan("123456.78") + yuan("0.01") == yuan("123456.79")
            assert yuan("123456.78").times(Decimal("1.00001")) == yuan("123458.01")
            assert (-yuan("123456.78")).minor == -12345678
        assert getcontext().prec == 28

    @given(minors, minors)
    def test_adds_like_whole_numbers(self, one, other):
        first, second = Money.from_minor(one), Money.from_minor(other)
        assert (first + second).minor == one + other
        assert (first - second).minor == one - other
        assert -first == Money.from_minor(-one)
        assert (first < second) is (one < other)

    @given(minors, st.sampled_from(["CNY", "JPY", "KWD"]))
    def test_comes_back_from_minor_units(self, minor, currency):
        assert Money.from_minor(minor, currency).minor == minor

    @given(st.integers(-(10**9), 10**9), st.decimals(-100, 100, places=9))
    def test_rounds_to_the_nearest_minor_unit(self, minor, factor):
        exact = Fraction(minor) * Fraction(factor)
        assert Money.from_minor(minor).times(factor).minor == round(exact)


class TestSplit:
    @given(st.integers(-(10**12), 10**12), weights)
    def test_always_adds_up_and_is_within_one_unit_of_the_true_share(self, total, parts):
        shares = split(total, parts)
        assert sum(shares) == total
        for share, weight in zip(shares, parts, strict=True):
            assert abs(share - Fraction(total * weight, sum(parts))) < 1

    @given(st.integers(0, 10**6), weights, st.randoms())
    def test_gives_each_weight_the_same_whatever_the_order(self, total, parts, random):
        shuffled = random.sample(parts, len(parts))
        one = sorted(zip(parts, split(total, parts), strict=True))
        other = sorted(zip(shuffled, split(total, shuffled), strict=True))
        assert one == other

    @given(st.integers(-(10**6), 10**6), weights)
    def test_gives_nothing_for_a_weight_of_nothing(self, total, parts):
        assert split(total, [*parts, 0])[-1] == 0

    def test_gives_the_odd_unit_to_the_larger_weight_or_to_the_first(self):
        assert split(5, [3, 7]) == (1, 4)
        assert split(5, [3, 7], ties=Ties.FIRST) == (2, 3)
        assert split(-5, [3, 7], ties=Ties.FIRST) == (-2, -3)

    @pytest.mark.parametrize("parts", [[], [0, 0], [2, -1]])
    def test_refuses_weights_that_divide_nothing(self, parts):
        with pytest.raises(NoShares):
            split(1, parts)

    def test_agrees_with_a_published_figure(self, allocate_fact):
        parts = [int(weight) for weight in allocate_fact["inputs"]["weights"]]
        total = allocate_fact["inputs"]["total"]
        assert list(split(total, parts, ties=Ties.FIRST)) == allocate_fact["expected"]

    @given(st.integers(-(10**9), 10**9), weights)
    def test_of_money_adds_up_in_its_currency(self, minor, parts):
        total = Money.from_minor(minor, "JPY")
        assert total_of(split_money(total, parts), "JPY") == total


def test_a_total_of_nothing_is_nothing_and_currencies_do_not_add_up():
    assert total_of([], "EUR") == Money.zero("EUR")
    with pytest.raises(MixedCurrencies):
        total_of([yuan("1")], "EUR")


def test_a_finite_decimal_is_returned_as_it_is():
    assert finite_decimal(Decimal("1.50"), "a rate") == Decimal("1.50")
