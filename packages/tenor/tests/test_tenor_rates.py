"""The all-in yearly cost balances the flows, and says so where no rate or several do."""

from datetime import date, timedelta
from decimal import Decimal, getcontext, localcontext
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tenor.money import MixedCurrencies, Money, NotDecimal
from tenor.rates import (
    AmbiguousYearlyCost,
    NoYearlyCost,
    RateOutOfRange,
    effective_from_nominal,
    nominal_from_effective,
    yearly_cost,
    yearly_cost_by_years,
    yearly_cost_nominal_monthly,
    yearly_from_monthly,
    yearly_from_term,
)

START = date(2025, 1, 1)


def flows(*each: tuple[int, str]) -> list[tuple[date, Money]]:
    return [(START + timedelta(days=day), Money(Decimal(amount))) for day, amount in each]


class TestConversions:
    @given(st.decimals(0, 2, places=8), st.sampled_from([1, 2, 4, 12, 52, 365]))
    def test_lead_there_and_back(self, nominal, periods):
        effective = effective_from_nominal(nominal, periods)
        assert effective >= nominal.quantize(Decimal("1E-10")) - Decimal("1E-10")
        assert abs(nominal_from_effective(effective, periods) - nominal) < Decimal("1E-9")

    def test_of_quoted_rates(self):
        assert yearly_from_monthly(Decimal("0.01")) == Decimal("0.12")
        assert yearly_from_term(Decimal("0.02"), periods=4, periods_a_year=52) == Decimal("0.26")

    def test_refuse_what_is_no_rate(self):
        with pytest.raises(RateOutOfRange):
            effective_from_nominal(Decimal("0.1"), 0)
        with pytest.raises(RateOutOfRange):
            nominal_from_effective(Decimal(-1), 12)
        with pytest.raises(RateOutOfRange):
            yearly_from_term(Decimal("0.1"), periods=0, periods_a_year=12)
        with pytest.raises(NotDecimal):
            yearly_from_monthly(0.01)


class TestYearlyCost:
    def test_of_a_year_is_the_interest_paid(self):
        assert yearly_cost(flows((0, "1000"), (365, "-1123.40"))) == Decimal("0.1234")

    def test_is_the_same_for_lender_and_borrower_in_any_order(self):
        borrower = flows((0, "1000"), (100, "-500"), (200, "-600"))
        lender = [(day, -amount) for day, amount in reversed(borrower)]
        assert yearly_cost(borrower) == yearly_cost(lender)

    def test_counts_flows_of_one_day_together(self):
        apart = flows((0, "1000"), (0, "-20"), (365, "-1078"))
        assert yearly_cost(apart) == Decimal("0.1000000000")

    def test_of_a_loan_at_no_cost_is_nothing(self):
        assert yearly_cost(flows((0, "1000"), (30, "-500"), (60, "-500"))) == 0

    def test_of_a_gift_is_negative(self):
        assert yearly_cost(flows((0, "1000"), (365, "-900"))) == Decimal("-0.1000000000")

    def test_is_found_where_drawings_and_payments_alternate(self):
        mixed = flows((0, "-10"), (1, "1000"), (365, "-1100"))
        cost = yearly_cost(mixed)
        assert Decimal("0.11") < cost < Decimal("0.12")

    def test_may_have_no_answer(self):
        for none in ([], flows((0, "10")), flows((0, "10"), (9, "5")), flows((0, "1"), (0, "-1"))):
            with pytest.raises(NoYearlyCost):
                yearly_cost(none)
        with pytest.raises(NoYearlyCost):
            yearly_cost(flows((0, "100"), (365, "-200"), (730, "150")))

    def test_beyond_any_bracket_has_no_answer(self):
        with pytest.raises(NoYearlyCost):
            yearly_cost(flows((0, "100"), (1, "-200")))

    def test_may_have_two_answers_and_then_has_none(self):
        # At 10 % and at 20 % a year alike these flows balance.
        with pytest.raises(AmbiguousYearlyCost, match="2 rates"):
            yearly_cost(flows((0, "100"), (365, "-230"), (730, "132")))

    def test_passes_over_an_absurd_rate_beside_a_sensible_one(self):
        # An appraisal paid 60 days before the drawdown is balanced by 10^14 % a year too.
        cost = yearly_cost(flows((0, "-10"), (60, "1000"), (425, "-1100")))
        assert Decimal("0.11") < cost < Decimal("0.12")

    def test_of_three_tranches_among_repayments_is_one(self):
        paid = flows((0, "500"), (30, "-100"), (40, "500"), (60, "-100"), (90, "500"))
        paid += flows(*((day, "-140") for day in range(120, 430, 30)))
        assert Decimal("0.0") < yearly_cost(paid) < Decimal("1")

    def test_of_several_currencies_does_not_exist(self):
        with pytest.raises(MixedCurrencies):
            yearly_cost([*flows((0, "1")), (START, Money(Decimal(1), "EUR"))])

    def test_ignores_the_precision_of_the_caller(self):
        with localcontext() as narrow:
            narrow.prec = 4
            assert yearly_cost(flows((0, "1000"), (365, "-1123.40"))) == Decimal("0.1234")
        assert getcontext().prec == 28

    @settings(max_examples=60, deadline=None)
    @given(
        st.integers(10_000, 10**9),
        st.lists(st.tuples(st.integers(1, 2000), st.integers(1, 10**7)), min_size=1, max_size=24),
    )
    def test_balances_the_flows_to_ten_digits(self, lent, payments):
        made = [(START, Money.from_minor(lent))]
        made += [(START + timedelta(days=day), Money.from_minor(-paid)) for day, paid in payments]
        try:
            cost = yearly_cost(made)
        except NoYearlyCost:
            repaid = sum(paid for _, paid in payments)
            assert repaid != lent
            return
        # Nearer to -100 % the step below would leave the domain of the powers.
        assume(cost > Decimal("-0.9"))

        def worth(rate: Decimal) -> Fraction:
            with localcontext() as wide:
                wide.prec = 60
                return sum(
                    Fraction(amount.minor)
                    * Fraction((1 + rate) ** (Decimal(-(day - START).days) / 365))
                    for day, amount in made
                )

        step = Decimal("1E-10")
        assert worth(cost - step) <= 0 <= worth(cost + step)

    def test_nominal_by_month_is_the_quoted_rate_of_a_monthly_loan(self):
        # Twelve flows a twelfth of a year apart need times in years, not days.
        monthly = [(Decimal(0), Decimal(100))]
        monthly += [(Decimal(month) / 12, Decimal(-1)) for month in range(1, 12)]
        monthly += [(Decimal(1), Decimal(-101))]
        effective = yearly_cost_by_years(monthly)
        assert abs(nominal_from_effective(effective, 12) - Decimal("0.12")) < Decimal("1E-9")

    def test_by_years_counts_flows_of_one_time_together(self):
        made = [(Decimal(0), Decimal(100)), (Decimal(0), Decimal(-10)), (Decimal(1), Decimal(-99))]
        assert yearly_cost_by_years(made) == Decimal("0.1000000000")
        with pytest.raises(NoYearlyCost):
            yearly_cost_by_years([])

    def test_nominal_by_month_is_below_the_effective_cost(self):
        paid = flows((0, "1000"), (365, "-1126.83"))
        assert abs(yearly_cost_nominal_monthly(paid) - Decimal("0.12")) < Decimal("0.00001")


def test_agrees_with_a_published_rate_of_charge(apr_eu_fact):
    inputs = apr_eu_fact["inputs"]
    first = Decimal(str(inputs["drawdown"])) - Decimal(str(inputs["fee_at_start"]))
    made = [(Decimal(0), first)]
    for years, amount in inputs.get("payments_years_amounts", []):
        made.append((Decimal(str(years)), -Decimal(str(amount))))
    for run in inputs.get("payment_runs", []):
        for count in range(run["count"]):
            years = Decimal(str(run["first_year"])) + count * Decimal(str(run["step_years"]))
            made.append((years, -Decimal(str(run["amount"]))))
    cost = yearly_cost_by_years(made) * 100
    assert float(cost) == pytest.approx(apr_eu_fact["expected"], abs=apr_eu_fact["tolerance"])
