"""Every plan repays exactly what was lent; terms that cannot be are refused by name."""

from datetime import date, timedelta
from decimal import Decimal, getcontext, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tenor.dates import (
    Calculation,
    DateOutOfRange,
    DatesOutOfOrder,
    DayCount,
    LeapYearRule,
    MonthEndRule,
    Unit,
    YearBoundary,
)
from tenor.money import AmountTooLarge, MixedCurrencies, Money, NotDecimal, total_of
from tenor.schedule import (
    GraceTooLong,
    InstalmentBelowInterest,
    NegativeRate,
    NoInstalments,
    NothingToRepay,
    RateTooHigh,
    Terms,
    TooManyInstalments,
    Tranche,
    TrancheOutsidePlan,
    TranchesDiffer,
    UnknownMultiple,
    bullet_plan,
    cumulative_plan,
    equal_instalment_plan,
    equal_principal_plan,
    flat_plan,
)
from tenor.schedule.cumulative import Method

NEW_YEAR = date(2026, 1, 1)
PLANS = (equal_instalment_plan, equal_principal_plan, bullet_plan, flat_plan, cumulative_plan)


def yuan(text: str) -> Money:
    return Money(Decimal(text))


def terms(**changes: object) -> Terms:
    agreed = {
        "principal": yuan("1200"),
        "rate_yearly": Decimal("0.12"),
        "start_date": NEW_YEAR,
        "instalments": 3,
    }
    return Terms(**{**agreed, **changes})


def tranches(*drawn: tuple[date, str]) -> tuple[Tranche, ...]:
    return tuple(Tranche(day, yuan(amount)) for day, amount in drawn)


def figures(plan) -> list[tuple[str, str, str]]:
    return [
        (str(row.principal.amount), str(row.interest.amount), str(row.balance.amount))
        for row in plan
    ]


day_counts = st.builds(
    DayCount,
    st.sampled_from(Calculation),
    st.sampled_from([360, 364, 365, None]),
    st.sampled_from([30, None]),
    st.sampled_from(YearBoundary),
    st.sampled_from(LeapYearRule),
)


@st.composite
def any_terms(draw) -> Terms:
    count, every = draw(st.integers(1, 14)), draw(st.integers(1, 3))
    unit = draw(st.sampled_from(Unit))
    start = draw(st.dates(date(2019, 1, 1), date(2030, 12, 31)))
    minors = draw(st.lists(st.integers(50_000, 10**10), min_size=1, max_size=3))
    inside = st.integers(0, count * every - 1)
    drawn = tuple(
        Tranche(start + timedelta(days=draw(inside)), Money.from_minor(minor)) for minor in minors
    )
    return Terms(
        principal=total_of([each.amount for each in drawn]),
        rate_yearly=draw(st.decimals(0, Decimal("0.5"), places=6)),
        start_date=start,
        instalments=count,
        every=every,
        unit=unit,
        day_count=draw(day_counts),
        month_end_rule=draw(st.sampled_from(MonthEndRule)),
        instalment_multiple_of=draw(st.sampled_from([None, Decimal(1), Decimal(5)])),
        tranches=drawn,
        down_payment_fraction=draw(st.sampled_from([Decimal(0), Decimal("0.25")])),
        partial_period_interest=draw(st.booleans()),
    )


class TestEveryPlan:
    @pytest.mark.parametrize("plan_of", PLANS)
    @settings(max_examples=60, deadline=None)
    @given(agreed=any_terms())
    def test_repays_exactly_what_was_lent(self, plan_of, agreed):
        plan = plan_of(terms=agreed)
        assert total_of([row.principal for row in plan]) == agreed.principal
        assert plan[-1].balance == Money.zero()
        assert [row.number for row in plan] == list(range(1, len(plan) + 1))
        assert [row.due_date for row in plan] == sorted(row.due_date for row in plan)
        for row in plan:
            assert row.total == row.principal + row.interest
            assert min(row.principal, row.interest, row.balance) >= Money.zero()

    @pytest.mark.parametrize("plan_of", PLANS)
    def test_is_the_same_whatever_the_precision_of_the_caller(self, plan_of):
        usual = plan_of(terms=terms())
        with localcontext() as narrow:
            narrow.prec = 3
            assert plan_of(terms=terms()) == usual
        assert getcontext().prec == 28

    @pytest.mark.parametrize("plan_of", PLANS)
    def test_without_interest_repays_and_nothing_more(self, plan_of):
        plan = plan_of(terms=terms(rate_yearly=Decimal(0)))
        assert total_of([row.total for row in plan]) == yuan("1200")

    @pytest.mark.parametrize("plan_of", PLANS)
    def test_of_yen_has_no_decimals(self, plan_of):
        plan = plan_of(terms=terms(principal=Money(Decimal(100_000), "JPY")))
        assert total_of([row.principal for row in plan], "JPY") == Money(Decimal(100_000), "JPY")

    @pytest.mark.parametrize("plan_of", PLANS)
    def test_of_one_instalment_is_principal_and_its_interest(self, plan_of):
        assert figures(plan_of(terms=terms(instalments=1))) == [("1200.00", "12.00", "0.00")]


class TestEqualInstalments:
    def test_of_100_000_over_a_year(self):
        # Given a loan of 100 000 yuan at 12 % a year, from 31 January
        agreed = terms(principal=yuan("100000"), instalments=12, start_date=date(2026, 1, 31))
        # When the plan is drawn up
        plan = equal_instalment_plan(terms=agreed)
        # Then each payment is 8 884.88 yuan, and the last one gives back the rounding
        assert {row.total for row in plan[:-1]} == {yuan("8884.88")}
        assert plan[-1].total == yuan("8884.85")
        assert [row.due_date.isoformat() for row in plan[:3]] == [
            "2026-02-28",
            "2026-03-31",
            "2026-04-30",
        ]
        assert [row.days for row in plan[:3]] == [28, 31, 30]

    def test_asks_interest_only_during_grace(self):
        plan = equal_instalment_plan(terms=terms(grace_on_principal=1))
        assert figures(plan)[0] == ("0.00", "12.00", "1200.00")
        assert plan[1].total == yuan("609.01")

    def test_repays_no_more_than_is_owed_where_rounding_up_does(self):
        plan = equal_instalment_plan(
            terms=terms(
                principal=yuan("900"),
                rate_yearly=Decimal(0),
                instalments=6,
                instalment_multiple_of=Decimal(100),
            )
        )
        assert [str(row.total.amount) for row in plan] == [
            "200.00",
            "200.00",
            "200.00",
            "200.00",
            "100.00",
            "0.00",
        ]

    def test_stops_adjusting_where_it_would_not_help(self):
        # A multiple of ten cannot come nearer to 340.02 than it is.
        plan = equal_instalment_plan(
            terms=terms(principal=yuan("1000"), instalment_multiple_of=Decimal(10))
        )
        assert [str(row.total.amount) for row in plan] == ["340.00", "340.00", "340.07"]

    def test_adjusts_three_times_and_no_more(self):
        # At 421.62 % over 115 months each half fen grows to thousands of yuan in the last row.
        agreed = terms(principal=yuan("484604.13"), rate_yearly=Decimal("4.2162"), instalments=115)
        plan = equal_instalment_plan(terms=agreed)
        assert plan[0].total == yuan("171458.38")
        assert plan[-1].balance == Money.zero()

    def test_carries_interest_that_an_instalment_cannot_pay(self):
        # Given 900 % a year over a quarter and a month: 2 700 and 900 yuan of interest
        agreed = terms(
            rate_yearly=Decimal(9),
            instalments=2,
            every=3,
            last_due_offset=4,
            day_count=DayCount(days_in_month=None),
        )
        plan = equal_instalment_plan(terms=agreed)
        # Then the first row asks for no principal, and the second for what interest it left
        assert figures(plan) == [("0.00", "2400.00", "1200.00"), ("1200.00", "1200.00", "0.00")]

    def test_shares_a_later_tranche_over_the_rows_that_are_left(self):
        drawn = tranches((NEW_YEAR, "600"), (date(2026, 2, 1), "600"))
        plan = equal_instalment_plan(terms=terms(rate_yearly=Decimal(0), tranches=drawn))
        assert [str(row.total.amount) for row in plan] == ["200.00", "500.00", "500.00"]

    def test_asks_nothing_before_the_first_tranche(self):
        plan = equal_instalment_plan(terms=terms(tranches=tranches((date(2026, 2, 1), "1200"))))
        assert figures(plan)[0] == ("0.00", "0.00", "0.00")
        assert plan[1].total == yuan("609.01")


class TestEqualPrincipal:
    def test_repays_a_third_each_month(self):
        plan = equal_principal_plan(terms=terms(principal=yuan("1000")))
        assert figures(plan) == [
            ("333.33", "10.00", "666.67"),
            ("333.33", "6.67", "333.34"),
            ("333.34", "3.33", "0.00"),
        ]

    def test_waits_while_grace_lasts(self):
        plan = equal_principal_plan(terms=terms(grace_on_principal=1))
        assert figures(plan) == [
            ("0.00", "12.00", "1200.00"),
            ("600.00", "12.00", "600.00"),
            ("600.00", "6.00", "0.00"),
        ]

    def test_shares_a_later_tranche_over_the_rows_that_are_left(self):
        drawn = tranches((NEW_YEAR, "600"), (date(2026, 2, 1), "600"))
        plan = equal_principal_plan(terms=terms(rate_yearly=Decimal(0), tranches=drawn))
        assert [str(row.principal.amount) for row in plan] == ["200.00", "500.00", "500.00"]


class TestBullet:
    def test_asks_interest_and_at_the_end_everything(self):
        assert figures(bullet_plan(terms=terms())) == [
            ("0.00", "12.00", "1200.00"),
            ("0.00", "12.00", "1200.00"),
            ("1200.00", "12.00", "0.00"),
        ]

    def test_knows_no_other_grace(self):
        with pytest.raises(GraceTooLong):
            bullet_plan(terms=terms(grace_on_principal=1))


class TestFlat:
    def test_asks_the_same_interest_on_what_was_drawn(self):
        assert figures(flat_plan(terms=terms())) == [
            ("400.00", "12.00", "800.00"),
            ("400.00", "12.00", "400.00"),
            ("400.00", "12.00", "0.00"),
        ]

    def test_knows_no_grace(self):
        with pytest.raises(GraceTooLong):
            flat_plan(terms=terms(grace_on_principal=1))

    def test_refuses_an_instalment_that_does_not_pay_its_interest(self):
        count = DayCount(days_in_year=365, days_in_month=None)
        with pytest.raises(InstalmentBelowInterest):
            flat_plan(terms=terms(rate_yearly=Decimal(900), day_count=count, instalments=12))

    def test_refuses_amounts_beyond_the_digits_it_keeps(self):
        with pytest.raises(AmountTooLarge):
            flat_plan(terms=terms(principal=yuan("1E+13"), rate_yearly=Decimal(1000), every=600))


class TestDownPayment:
    def test_is_a_row_of_its_own_on_the_day_of_the_tranche(self):
        plan = equal_principal_plan(terms=terms(down_payment_fraction=Decimal("0.25")))
        assert plan[0].is_down_payment
        assert figures(plan)[0] == ("300.00", "0.00", "900.00")
        assert not any(row.is_down_payment for row in plan[1:])

    def test_that_takes_everything_leaves_no_plan(self):
        with pytest.raises(NothingToRepay):
            bullet_plan(
                terms=terms(
                    down_payment_fraction=Decimal("0.6"), instalment_multiple_of=Decimal(1200)
                )
            )

    def test_that_rounds_to_nothing_has_no_row(self):
        plan = bullet_plan(
            terms=terms(down_payment_fraction=Decimal("0.1"), instalment_multiple_of=Decimal(1000))
        )
        assert len(plan) == 3


class TestCumulative:
    def test_equal_principal_and_grace(self):
        plan = cumulative_plan(terms=terms(grace_on_principal=1), method=Method.EQUAL_PRINCIPAL)
        assert figures(plan) == [
            ("0.00", "12.00", "1200.00"),
            ("600.00", "12.00", "600.00"),
            ("600.00", "6.00", "0.00"),
        ]

    def test_interest_that_waits_is_all_asked_in_the_row_after_the_grace(self):
        plan = cumulative_plan(terms=terms(), method=Method.EQUAL_PRINCIPAL, grace_on_interest=2)
        assert [str(row.interest.amount) for row in plan] == ["0.00", "0.00", "24.00"]

    def test_flat_interest_may_be_on_the_amount_before_the_down_payment(self):
        agreed = terms(down_payment_fraction=Decimal("0.5"))
        gross = cumulative_plan(terms=agreed, method=Method.FLAT, interest_on_gross=True)
        net = cumulative_plan(terms=agreed, method=Method.FLAT)
        assert [str(row.interest.amount) for row in gross] == ["0.00", "12.00", "12.00", "12.00"]
        assert [str(row.interest.amount) for row in net] == ["0.00", "6.00", "6.00", "6.00"]

    def test_flat_instalments_are_rounded_to_the_multiple(self):
        agreed = terms(principal=yuan("1250"), instalment_multiple_of=Decimal(1))
        plan = cumulative_plan(terms=agreed, method=Method.FLAT)
        assert [str(row.total.amount) for row in plan] == ["429.00", "429.00", "429.50"]

    def test_actual_days_count_over_365(self):
        count = DayCount(days_in_year=365, days_in_month=None)
        plan = cumulative_plan(terms=terms(rate_yearly=Decimal("0.365"), day_count=count))
        assert plan[0].interest == yuan("37.20")

    def test_a_grace_on_interest_leaves_a_row_to_ask_for_it(self):
        with pytest.raises(GraceTooLong):
            cumulative_plan(terms=terms(), grace_on_interest=3)

    def test_an_instalment_below_its_interest_is_refused(self):
        # Over ten years the instalment of 100.00 is rounded down to nothing.
        agreed = terms(instalments=120, instalment_multiple_of=Decimal(1000))
        with pytest.raises(InstalmentBelowInterest):
            cumulative_plan(terms=agreed)


class TestTerms:
    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"instalments": 0}, NoInstalments),
            ({"every": 0}, NoInstalments),
            ({"instalments": 3661, "unit": Unit.DAYS}, TooManyInstalments),
            ({"rate_yearly": Decimal("-0.01")}, NegativeRate),
            ({"rate_yearly": Decimal(1001)}, RateTooHigh),
            ({"rate_yearly": Decimal("NaN")}, NotDecimal),
            ({"rate_yearly": 0.12}, NotDecimal),
            ({"principal": yuan("0")}, NothingToRepay),
            ({"principal": yuan("-1")}, NothingToRepay),
            ({"down_payment_fraction": Decimal(1)}, NothingToRepay),
            ({"down_payment_fraction": Decimal("-0.1")}, NothingToRepay),
            ({"grace_on_principal": 3}, GraceTooLong),
            ({"grace_on_principal": -1}, GraceTooLong),
            ({"instalment_multiple_of": Decimal(0)}, UnknownMultiple),
            ({"tranches": tranches((NEW_YEAR, "1199"))}, TranchesDiffer),
            ({"tranches": tranches((NEW_YEAR, "1300"), (NEW_YEAR, "-100"))}, TranchesDiffer),
            ({"tranches": tranches((date(2025, 12, 31), "1200"))}, TrancheOutsidePlan),
            ({"tranches": tranches((date(2026, 4, 1), "1200"))}, TrancheOutsidePlan),
            ({"tranches": (Tranche(NEW_YEAR, Money(Decimal(1200), "EUR")),)}, MixedCurrencies),
            ({"every": 100_000}, DateOutOfRange),
        ],
    )
    def test_that_cannot_be_are_refused_by_name(self, changes, refusal):
        with pytest.raises(refusal):
            terms(**changes)

    @pytest.mark.parametrize("offset", [1, 2])
    def test_whose_last_due_date_does_not_follow_are_refused(self, offset):
        with pytest.raises(DatesOutOfOrder):
            equal_instalment_plan(terms=terms(last_due_offset=offset))
