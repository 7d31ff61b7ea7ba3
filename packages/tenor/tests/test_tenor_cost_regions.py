"""The yearly cost as the regulations of the United States and the European Union print it."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from tenor.cost import (
    Cycle,
    CycleUnit,
    EuUnit,
    Interval,
    UnknownCycle,
    eu_interval,
    unit_periods,
    yearly_cost_eu,
    yearly_cost_us,
    yearly_cost_us_dated,
)
from tenor.dates import DatesOutOfOrder
from tenor.money import Money
from tenor.rates import NoYearlyCost

DAY, WEEK, HALF, MONTH, YEAR = CycleUnit


def rate(drawn: str, amount: str, first: str, payments: list[str], cycle: Cycle) -> Decimal:
    cost = yearly_cost_us_dated(
        advance=(date.fromisoformat(drawn), Decimal(amount)),
        first_payment_on=date.fromisoformat(first),
        payments=[Decimal(payment) for payment in payments],
        cycle=cycle,
    )
    return round(cost * 100, 2)


class TestUnitedStates:
    # 12 CFR 1026, appendix J, paragraph (c), by the number of the example.
    @pytest.mark.parametrize(
        ("drawn", "amount", "first", "payments", "cycle", "printed"),
        [
            pytest.param(*case[1:], id=case[0])
            for case in [
                ("1i", "1978-01-10", "5000", "1978-02-10", ["230"] * 24, Cycle(MONTH), "9.69"),
                ("1ii", "1978-02-10", "6000", "1978-04-01", ["200"] * 36, Cycle(MONTH), "11.82"),
                ("1iii", "1978-02-23", "5000", "1978-03-01", ["219.17"] * 24, Cycle(HALF), "10.34"),
                ("1iv", "1978-05-23", "10000", "1978-10-01", ["385"] * 40, Cycle(MONTH, 3), "8.97"),
                ("1v", "1978-03-20", "500", "1978-04-21", ["17.60"] * 30, Cycle(WEEK), "14.96"),
                (
                    *("2i", "1978-01-10", "5000", "1978-02-10", ["250"] + ["230"] * 23),
                    *(Cycle(MONTH), "10.08"),
                ),
                (
                    *("2ii", "1978-03-18", "400", "1978-04-20", ["39.50"] + ["38.31"] * 11),
                    *(Cycle(WEEK, 4), "28.50"),
                ),
                (
                    *("4ii", "1978-01-10", "8000", "1978-03-01"),
                    *(["449.36"] + ["465"] * 18 + ["200"], Cycle(MONTH, 2), "7.30"),
                ),
                ("5i", "1978-01-03", "1000", "1978-09-15", ["1080"], Cycle(MONTH), "11.45"),
            ]
        ],
    )
    def test_rate_is_the_printed_one(self, drawn, amount, first, payments, cycle, printed):
        assert rate(drawn, amount, first, payments, cycle) == Decimal(printed)

    @pytest.mark.parametrize(
        ("drawn", "first", "cycle", "expected"),
        [
            ("1978-01-31", "1978-02-28", Cycle(MONTH), Interval(1)),
            ("1978-01-30", "1978-02-28", Cycle(MONTH), Interval(0, Fraction(29, 30))),
            ("1978-01-10", "1978-03-15", Cycle(MONTH), Interval(2, Fraction(1, 6))),
            ("1978-01-10", "1978-02-28", Cycle(HALF), Interval(3, Fraction(1, 5))),
            ("1978-01-10", "1979-03-10", Cycle(YEAR), Interval(1, Fraction(2, 12))),
            ("1978-01-10", "1979-03-11", Cycle(MONTH, 12), Interval(1, Fraction(60, 365))),
            ("1978-01-10", "1978-03-15", Cycle(DAY, 60), Interval(1, Fraction(4, 60))),
        ],
    )
    def test_counts_months_back_and_days_forward(self, drawn, first, cycle, expected):
        days = date.fromisoformat(drawn), date.fromisoformat(first)
        assert unit_periods(*days, cycle) == expected

    def test_one_payment_has_its_term_as_unit_or_a_year(self):
        assert rate("1978-01-10", "1000", "1978-07-10", ["1060"], Cycle(MONTH)) == 12
        assert rate("1978-01-10", "1000", "1980-01-10", ["1210"], Cycle(MONTH)) == 10

    def test_daily_payments_compound_by_the_day(self):
        cost = rate("2023-10-26", "1000", "2023-11-30", ["220"] * 5, Cycle(DAY))
        assert cost == Decimal("94.15")

    @pytest.mark.parametrize(("unit", "every"), [(HALF, 2), (MONTH, 13), (DAY, 365), (WEEK, 0)])
    def test_knows_no_unit_beyond_a_year(self, unit, every):
        with pytest.raises(UnknownCycle):
            Cycle(unit, every)

    def test_has_no_rate_without_a_payment(self):
        with pytest.raises(NoYearlyCost):
            rate("1978-01-10", "1000", "1978-02-10", [], Cycle(MONTH))
        with pytest.raises(NoYearlyCost):
            yearly_cost_us([], [], Fraction(12))

    def test_has_no_rate_where_simple_growth_cannot_lose_so_much(self):
        half = Interval(0, Fraction(1, 2))
        with pytest.raises(NoYearlyCost):
            yearly_cost_us([(Interval(0), Decimal(1000))], [(half, Decimal(1))], Fraction(12))

    def test_refuses_payments_before_the_advance(self):
        with pytest.raises(DatesOutOfOrder):
            rate("1978-01-10", "1000", "1978-01-09", ["600", "600"], Cycle(MONTH))
        with pytest.raises(DatesOutOfOrder):
            rate("1978-01-10", "1000", "1978-01-10", ["1000"], Cycle(MONTH))


class TestEuropeanUnion:
    @pytest.mark.parametrize(
        ("start", "end", "unit", "expected"),
        [
            ("2024-01-31", "2025-01-31", EuUnit.YEARS, Fraction(1)),
            ("2024-02-29", "2025-02-28", EuUnit.YEARS, Fraction(1)),
            ("2024-01-12", "2026-01-15", EuUnit.YEARS, 2 + Fraction(3, 365)),
            ("2024-01-30", "2024-02-29", EuUnit.MONTHS, Fraction(30, 366)),
            ("2012-01-12", "2012-01-30", EuUnit.WEEKS, Fraction(2, 52) + Fraction(4, 365)),
            ("2026-05-05", "2026-05-05", EuUnit.MONTHS, Fraction(0)),
        ],
    )
    def test_counts_whole_periods_back_from_the_flow(self, start, end, unit, expected):
        assert eu_interval(date.fromisoformat(start), date.fromisoformat(end), unit) == expected

    def test_refuses_a_flow_before_the_drawdown(self):
        with pytest.raises(DatesOutOfOrder):
            eu_interval(date(2026, 1, 2), date(2026, 1, 1))

    def test_twelve_payments_of_a_tenth_of_a_year_cost_the_effective_rate(self):
        # 888.49 is the payment of 10 000 at one per cent a month.
        made = [(date(2025, 1, 31), Money(Decimal(10000)))]
        made += [(date(2025, month, 28), Money(Decimal("-888.49"))) for month in (2,)]
        made += [(date(2025, m, 31 if m in (3, 5, 7, 8, 10, 12) else 30),
                  Money(Decimal("-888.49"))) for m in range(3, 13)]  # fmt: skip
        made += [(date(2026, 1, 31), Money(Decimal("-888.49")))]
        assert round(yearly_cost_eu(made), 4) == Decimal("0.1268")

    def test_of_no_flows_does_not_exist(self):
        with pytest.raises(NoYearlyCost):
            yearly_cost_eu([])
