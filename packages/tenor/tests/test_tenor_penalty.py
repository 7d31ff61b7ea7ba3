"""Penalty interest is simple: days times amount, rounded once."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenor.dates import DatesOutOfOrder
from tenor.money import Money, NotDecimal
from tenor.penalty import BadPenalty, penalty_interest, penalty_rate

DUE = date(2026, 3, 1)


def penalty(
    minor: int = 1_000_000, rate: str = "0.09", days: int = 10, days_in_year: int = 360
) -> Money:
    return penalty_interest(
        overdue=Money.from_minor(minor),
        rate_yearly=Decimal(rate),
        from_date=DUE,
        to_date=DUE + timedelta(days=days),
        days_in_year=days_in_year,
    )


class TestPenaltyInterest:
    def test_of_ten_days_on_ten_thousand_yuan(self):
        assert penalty() == Money(Decimal(25))
        assert penalty(days_in_year=365) == Money(Decimal("24.66"))

    def test_of_no_day_or_nothing_is_nothing(self):
        assert penalty(days=0) == penalty(minor=0) == penalty(rate="0") == Money.zero()

    @given(st.integers(0, 10**10), st.decimals(0, 1, places=4), st.integers(0, 4000))
    def test_is_never_more_than_half_a_fen_from_the_exact_figure(self, minor, rate, days):
        exact = Fraction(minor) * Fraction(rate) * days / 360
        assert abs(penalty(minor, str(rate), days).minor - exact) <= Fraction(1, 2) + Fraction(
            1, 10**6
        )

    def test_does_not_run_backwards(self):
        with pytest.raises(DatesOutOfOrder):
            penalty(days=-1)

    @pytest.mark.parametrize("bad", [{"minor": -1}, {"rate": "-0.01"}, {"days_in_year": 0}])
    def test_refuses_what_cannot_be(self, bad):
        with pytest.raises(BadPenalty):
            penalty(**bad)

    def test_refuses_a_rate_in_binary(self):
        with pytest.raises(NotDecimal):
            penalty_interest(
                overdue=Money(Decimal(1)), rate_yearly=0.09, from_date=DUE, to_date=DUE
            )


class TestPenaltyRate:
    def test_is_the_agreed_rate_and_its_surcharge(self):
        rate = penalty_rate(rate_yearly=Decimal("0.06"), surcharge=Decimal("0.5"))
        assert rate == Decimal("0.09")

    @pytest.mark.parametrize(("rate", "surcharge"), [("-0.01", "0.5"), ("0.06", "-0.1")])
    def test_refuses_what_is_below_nothing(self, rate, surcharge):
        with pytest.raises(BadPenalty):
            penalty_rate(rate_yearly=Decimal(rate), surcharge=Decimal(surcharge))
