"""Both sides' books of a lease, and the depreciation of what is used."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenor.depreciation import NothingToWriteDown, declining, straight_line
from tenor.lease.accounting import NoPayments, lessee_books, lessor_rows
from tenor.lease.rents import level, rents
from tenor.lease.worth import PaidAt
from tenor.money import Money, total_of


def yuan(text: str) -> Money:
    return Money(Decimal(text))


class TestLessee:
    def test_books_the_figures_of_the_standard(self):
        # IFRS 16, examples 16 to 19: ten payments of 100 000 at 6 %.
        books = lessee_books(payments=[yuan("100000")] * 10, rate_of_period=Decimal("0.06"))
        assert round(books.liability.amount) == 736_009
        fifth = books.rows[4]
        assert round(fifth.right_of_use.amount) == 368_004
        assert round(fifth.liability.amount) == 421_236

    def test_books_a_payment_in_advance_in_the_right_alone(self):
        # IFRS 16, example 13: ten payments of 50 000 at the start of each year, 5 %, and
        # direct costs of 20 000 less 5 000 that the lessor repays.
        books = lessee_books(payments=[yuan("50000")] * 10, rate_of_period=Decimal("0.05"),
                             paid_at=PaidAt.BEGINNING, direct_costs=yuan("15000"))  # fmt: skip
        assert round(books.liability.amount) == 355_391
        assert round(books.right_of_use.amount) == 420_391
        assert books.rows[-1].payment == yuan("0")

    @given(
        st.lists(st.integers(0, 10**8), min_size=1, max_size=40),
        st.integers(0, 500),
        st.sampled_from(PaidAt),
    )
    def test_charges_all_that_is_paid(self, amounts, rate, paid_at):
        paid = [Money.from_minor(amount) for amount in amounts]
        books = lessee_books(payments=paid, rate_of_period=Decimal(rate) / 10_000, paid_at=paid_at)
        charged = [row.interest + row.depreciation for row in books.rows]
        assert total_of(charged) == total_of(paid)
        assert books.rows[-1].liability == books.rows[-1].right_of_use == yuan("0")

    @pytest.mark.parametrize(("payments", "rate"), [([], "0.1"), ([yuan("1")], "-0.1")])
    def test_needs_payments_and_no_rate_below_zero(self, payments, rate):
        with pytest.raises(NoPayments):
            lessee_books(payments=payments, rate_of_period=Decimal(rate))


def test_the_lessor_earns_interest_on_what_is_still_invested():
    rows = lessor_rows(rents(cost=yuan("1000"), shape=level(3), residual=yuan("100"),
                             rate_of_period=Decimal("0.01")))  # fmt: skip
    assert (rows[0].income, rows[-1].receivable) == (yuan("10"), yuan("100"))
    assert total_of([row.rent for row in rows]) == yuan("900") + total_of(
        [row.income for row in rows]
    )


class TestDepreciation:
    @given(st.integers(0, 10**9), st.integers(0, 100), st.integers(1, 120), st.integers(1, 100))
    def test_adds_up_to_the_cost_less_the_residual(self, cost, percent, periods, rate):
        worth, residual = Money.from_minor(cost), Money.from_minor(cost * percent // 100)
        asked = {"cost": worth, "residual": residual, "periods": periods}
        for parts in (
            straight_line(**asked),
            declining(**asked),
            declining(**asked, rate=Decimal(rate) / 100),
        ):
            assert total_of(parts) == worth - residual
            assert len(parts) == periods
            assert min(parts) >= yuan("0")

    def test_of_a_declining_worth_begins_high(self):
        parts = declining(cost=yuan("1000"), residual=yuan("0"), periods=5)
        assert [str(part.amount) for part in parts] == [
            "400.00", "240.00", "144.00", "108.00", "108.00"
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("residual", "periods", "rate"),
        [("0", 0, None), ("-1", 3, None), ("11", 3, None), ("0", 3, "0"), ("0", 3, "1.1")],
    )
    def test_refuses_what_cannot_be_written_down(self, residual, periods, rate):
        with pytest.raises(NothingToWriteDown):
            declining(cost=yuan("10"), residual=yuan(residual), periods=periods,
                      rate=Decimal(rate) if rate else None)  # fmt: skip
