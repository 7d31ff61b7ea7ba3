"""The way a payment goes, and the shares of the lenders."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenor.loan import State, TransitionRefused
from tenor.money import Money

from headrace.contracts.rules import closing, servicing
from headrace.contracts.rules.servicing import OpenRow


class TestApply:
    rows = (
        OpenRow(1, date(2026, 4, 5), principal=8000, interest=500),
        OpenRow(2, date(2026, 5, 5), principal=8100, interest=400),
    )

    def apply(self, minor, on=date(2026, 4, 5)):
        return servicing.apply(payment=Money.from_minor(minor), rows=self.rows, on=on)

    def test_takes_interest_before_principal_and_the_oldest_row_first(self):
        assert self.apply(3000).parts == {1: (2500, 500)}
        assert self.apply(8800).parts == {1: (8000, 500), 2: (0, 300)}

    def test_what_no_row_takes_is_the_surplus(self):
        applied = self.apply(17_001)
        assert (applied.principal, applied.interest, applied.surplus) == (16_100, 900, 1)


class TestShares:
    def test_odd_cents_do_not_gather_with_one_lender(self):
        # Given three equal lenders and three payments of one hundred and one cents
        paid = [0, 0, 0]
        for _ in range(3):
            now = servicing.shares(amount=101, paid=paid, weights=[1, 1, 1])
            paid = [had + got for had, got in zip(paid, now, strict=True)]

        # Then each has exactly a third
        assert paid == [101, 101, 101]

    @given(
        st.lists(st.integers(1, 10**9), min_size=1, max_size=7),
        st.lists(st.integers(1, 10**8), max_size=30),
    )
    def test_conserves_each_payment_and_ends_with_exactly_what_each_lent(self, weights, amounts):
        paid, left = [0] * len(weights), sum(weights)
        for amount in [*amounts, sum(weights)]:
            part = min(amount, left)
            got = servicing.shares(amount=part, paid=paid, weights=weights)
            assert sum(got) == part
            assert all(each >= 0 for each in got)
            paid = [had + each for had, each in zip(paid, got, strict=True)]
            left -= part
        assert paid == weights


class TestNextState:
    @pytest.mark.parametrize(
        ("state", "cleared", "repaid", "expected"),
        [
            (State.DRAWN, True, False, State.DRAWN),
            (State.IN_ARREARS, False, False, State.IN_ARREARS),
            (State.IN_ARREARS, True, False, State.DRAWN),
            (State.IN_ARREARS, True, True, State.REPAID),
            (State.DRAWN, True, True, State.REPAID),
            (State.WRITTEN_OFF, True, False, State.WRITTEN_OFF),
        ],
    )
    def test_follows_the_table_of_a_loan(self, state, cleared, repaid, expected):
        assert servicing.next_state(state, cleared=cleared, repaid=repaid) is expected

    def test_a_loan_that_is_not_drawn_takes_no_payment(self):
        with pytest.raises(TransitionRefused):
            servicing.next_state(State.AGREED, cleared=True, repaid=False)


class TestClosingOrder:
    def test_days_are_closed_in_order_and_gaps_are_allowed(self):
        closing.check_order(asked=date(2026, 4, 6), last=None)
        closing.check_order(asked=date(2026, 4, 9), last=date(2026, 4, 6))
        with pytest.raises(closing.DayAlreadyPast):
            closing.check_order(asked=date(2026, 4, 5), last=date(2026, 4, 6))

    def test_the_mark_of_thirty_days_is_passed_once(self):
        assert closing.becomes_serious(before=30, after=31)
        assert not closing.becomes_serious(before=31, after=32)
        assert not closing.becomes_serious(before=0, after=30)


@given(
    payment=st.integers(0, 10**7),
    rows=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**5)), min_size=1, max_size=12),
    paid_in_month=st.integers(1, 13),
)
def test_a_payment_is_never_lost_and_never_pays_more_than_is_owed(payment, rows, paid_in_month):
    # Given any open rows, one a month, and any payment on any day
    year, month = divmod(paid_in_month - 1, 12)
    open_rows = [
        OpenRow(number, date(2026, number, 5), principal, interest)
        for number, (principal, interest) in enumerate(rows, start=1)
    ]

    # When it is applied
    applied = servicing.apply(
        payment=Money.from_minor(payment), rows=open_rows, on=date(2026 + year, month + 1, 5)
    )

    # Then every cent has its place, and each row is filled before the next, not above what it asks
    assert applied.principal + applied.interest + applied.surplus == payment
    filled = []
    for row in open_rows:
        principal, interest = applied.parts.get(row.number, (0, 0))
        assert 0 <= principal <= row.principal
        assert 0 <= interest <= row.interest
        filled.append((principal, interest) == (row.principal, row.interest))
        if principal:
            assert interest == row.interest
    owed = [row.principal + row.interest for row in open_rows]
    first_open = next((at for at, full in enumerate(filled) if not full), len(rows))
    assert all(number <= first_open + 1 for number in applied.parts)
    assert applied.surplus == max(0, payment - sum(owed))
