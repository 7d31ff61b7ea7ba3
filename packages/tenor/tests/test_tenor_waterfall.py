"""A payment goes to the oldest instalment first, and not a fen is lost."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenor.money import MixedCurrencies, Money, total_of
from tenor.waterfall import (
    USUAL_ORDER,
    BadOrder,
    Component,
    NegativeAmount,
    OpenInstalment,
    RowState,
    allocate,
)

TODAY = date(2026, 3, 1)
PENALTY, FEE, INTEREST, PRINCIPAL = USUAL_ORDER


def row(number: int, days: int, *minors: int, currency: str = "CNY") -> OpenInstalment:
    amounts = [Money.from_minor(minor, currency) for minor in minors]
    return OpenInstalment(number, TODAY + timedelta(days=days), *amounts)


minors = st.integers(0, 10**6)
rows = st.lists(
    st.builds(row, st.integers(1, 99), st.integers(-90, 90), minors, minors, minors, minors),
    max_size=8,
)


class TestAllocate:
    def test_fills_the_oldest_row_before_the_next(self):
        late, due = row(1, -31, 100, 200, 300, 400), row(2, 0, 0, 0, 500, 600)
        answer = allocate(Money.from_minor(1200), [due, late], TODAY)
        assert [(line.number, line.component, line.amount.minor) for line in answer.lines] == [
            (1, PENALTY, 100),
            (1, FEE, 200),
            (1, INTEREST, 300),
            (1, PRINCIPAL, 400),
            (2, INTEREST, 200),
        ]
        assert [line.state for line in answer.lines][-2:] == [RowState.PAST_DUE, RowState.DUE]
        assert not answer.remainder
        assert answer.on(INTEREST) == Money.from_minor(500)

    def test_follows_the_order_it_is_given(self):
        answer = allocate(
            Money.from_minor(500), [row(1, 0, 9, 9, 300, 400)], TODAY, (PRINCIPAL, INTEREST)
        )
        assert [(line.component, line.amount.minor) for line in answer.lines] == [
            (PRINCIPAL, 400),
            (INTEREST, 100),
        ]

    def test_leaves_what_no_row_takes(self):
        answer = allocate(Money.from_minor(500), [row(1, -1, 0, 0, 0, 400)], TODAY)
        assert answer.remainder == Money.from_minor(100)

    def test_pays_in_advance_only_if_asked_to(self):
        ahead = [row(1, 0, 0, 0, 0, 100), row(2, 30, 0, 0, 0, 100)]
        kept = allocate(Money.from_minor(150), ahead, TODAY, in_advance=False)
        assert kept.remainder == Money.from_minor(50)
        paid = allocate(Money.from_minor(150), ahead, TODAY)
        assert paid.lines[-1].state is RowState.IN_ADVANCE
        assert not paid.remainder

    def test_refuses_amounts_below_nothing(self):
        with pytest.raises(NegativeAmount):
            allocate(Money.from_minor(-1), [], TODAY)
        with pytest.raises(NegativeAmount):
            allocate(Money.from_minor(1), [row(1, 0, 0, 0, 0, -1)], TODAY)

    @pytest.mark.parametrize("order", [(), (FEE, FEE)])
    def test_refuses_an_order_that_is_none(self, order):
        with pytest.raises(BadOrder):
            allocate(Money.from_minor(1), [], TODAY, order)

    def test_refuses_rows_of_another_currency(self):
        with pytest.raises(MixedCurrencies):
            allocate(Money(Decimal(1)), [row(1, 0, 1, 1, 1, 1, currency="EUR")], TODAY)

    @given(st.integers(0, 10**7), rows, st.permutations(USUAL_ORDER), st.booleans())
    def test_conserves_every_payment(self, minor, open_rows, order, in_advance):
        payment = Money.from_minor(minor)
        answer = allocate(payment, open_rows, TODAY, order, in_advance=in_advance)
        assert total_of([line.amount for line in answer.lines]) + answer.remainder == payment
        assert answer.remainder >= Money.zero()
        assert all(line.amount > Money.zero() for line in answer.lines)
        assert sum((answer.on(each) for each in Component), answer.remainder) == payment

    @given(st.integers(0, 10**7), rows)
    def test_keeps_a_remainder_only_when_nothing_is_open(self, minor, open_rows):
        answer = allocate(Money.from_minor(minor), open_rows, TODAY)
        asked = sum(each.open(part).minor for each in open_rows for part in Component)
        assert answer.remainder.minor == max(0, minor - asked)
