"""Where each fen of a payment goes: to the rows of the plan, and to the lenders."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenor.money import Money

from headrace.contracts.rules import servicing
from headrace.contracts.rules.servicing import Applied, OpenRow

PLAN = (
    OpenRow(1, date(2026, 4, 5), principal=8_000, interest=500),
    OpenRow(2, date(2026, 5, 5), principal=8_100, interest=400),
    OpenRow(3, date(2026, 6, 5), principal=8_200, interest=300),
)


def apply(minor, rows=PLAN, on=date(2026, 4, 5)):
    return servicing.apply(payment=Money.from_minor(minor), rows=rows, on=on)


class TestPayment:
    @pytest.mark.parametrize(
        ("paid", "parts", "surplus"),
        [
            (1, {1: (0, 1)}, 0),
            (500, {1: (0, 500)}, 0),
            (501, {1: (1, 500)}, 0),
            (8_499, {1: (7_999, 500)}, 0),
            (8_500, {1: (8_000, 500)}, 0),
            (8_501, {1: (8_000, 500), 2: (0, 1)}, 0),
            (8_901, {1: (8_000, 500), 2: (1, 400)}, 0),
            (17_000, {1: (8_000, 500), 2: (8_100, 400)}, 0),
            (25_500, {1: (8_000, 500), 2: (8_100, 400), 3: (8_200, 300)}, 0),
            (25_501, {1: (8_000, 500), 2: (8_100, 400), 3: (8_200, 300)}, 1),
        ],
    )
    def test_goes_to_the_oldest_row_first_and_in_it_to_interest_first(self, paid, parts, surplus):
        applied = apply(paid)
        assert (dict(applied.parts), applied.surplus) == (parts, surplus)

    @pytest.mark.parametrize("on", [date(2026, 3, 1), date(2026, 5, 5), date(2027, 1, 1)])
    def test_goes_the_same_way_whenever_it_comes(self, on):
        assert apply(8_901, on=on) == apply(8_901)

    def test_without_an_open_row_is_surplus_whole(self):
        assert apply(700, rows=()) == Applied({}, 700)

    def test_of_nothing_goes_nowhere(self):
        assert apply(0) == Applied({}, 0)

    def test_passes_over_a_row_that_asks_for_nothing(self):
        rows = (OpenRow(1, date(2026, 4, 5), 0, 0), *PLAN[1:])
        assert dict(apply(401, rows=rows).parts) == {2: (1, 400)}

    def test_is_told_in_sums_too(self):
        applied = apply(17_001)
        assert (applied.principal, applied.interest, applied.surplus) == (16_100, 901, 0)

    @given(st.integers(0, 30_000), st.integers(0, 30_000))
    def test_in_two_parts_goes_where_it_would_have_gone_whole(self, first, second):
        # Given a payment made in two parts on one day
        one = apply(first)
        left = [
            OpenRow(
                row.number,
                row.due_date,
                row.principal - one.parts.get(row.number, (0, 0))[0],
                row.interest - one.parts.get(row.number, (0, 0))[1],
            )
            for row in PLAN
        ]
        two = apply(second, rows=left)

        # Then each row has got what the whole would have given it
        whole = apply(first + second)
        assert one.principal + two.principal == whole.principal
        assert one.interest + two.interest == whole.interest
        assert one.surplus + two.surplus == whole.surplus

    @given(st.integers(0, 30_000), st.integers(0, 30_000))
    def test_that_is_larger_leaves_no_row_with_less(self, paid, more):
        small, large = apply(paid), apply(paid + more)
        for row in PLAN:
            fewer, most = (each.parts.get(row.number, (0, 0)) for each in (small, large))
            assert fewer[0] <= most[0] <= row.principal
            assert fewer[1] <= most[1] <= row.interest


WEIGHTS = st.lists(st.integers(1, 10**9), min_size=1, max_size=6)


class TestShares:
    @pytest.mark.parametrize(
        ("amount", "paid", "weights", "shares"),
        [
            (100, [0], [7], (100,)),
            (100, [0, 0], [1, 1], (50, 50)),
            (101, [0, 0], [1, 1], (51, 50)),
            (101, [51, 50], [1, 1], (50, 51)),
            (1, [0, 0, 0], [1, 1, 1], (1, 0, 0)),
            (1, [1, 0, 0], [1, 1, 1], (0, 1, 0)),
            (1, [1, 1, 0], [1, 1, 1], (0, 0, 1)),
            (100, [0, 0], [600_000, 400_000], (60, 40)),
            (10, [0, 0, 0], [5, 3, 2], (5, 3, 2)),
            (0, [3, 4], [1, 1], (0, 0)),
        ],
    )
    def test_follow_the_parts_of_the_loan(self, amount, paid, weights, shares):
        assert servicing.shares(amount=amount, paid=paid, weights=weights) == shares

    def test_make_up_for_what_a_lender_lacks_before_anything_else(self):
        # Given one lender that got all of the first hundred
        shares = servicing.shares(amount=100, paid=[100, 0], weights=[1, 1])

        # Then the second hundred is the other's
        assert shares == (0, 100)

    @given(WEIGHTS, st.integers(0, 10**9))
    def test_of_a_first_payment_are_proportional_to_the_fen(self, weights, amount):
        shares = servicing.shares(amount=amount, paid=[0] * len(weights), weights=weights)
        whole = sum(weights)
        for share, weight in zip(shares, weights, strict=True):
            assert abs(share * whole - amount * weight) < whole

    @given(WEIGHTS, st.lists(st.integers(0, 10**8), max_size=12))
    def test_of_many_payments_never_drift_from_proportion(self, weights, amounts):
        # Given any row of payments, the interest of a loan say, which has no end in sight
        paid = [0] * len(weights)
        for amount in amounts:
            got = servicing.shares(amount=amount, paid=paid, weights=weights)
            assert sum(got) == amount
            assert min(got) >= 0
            paid = [had + each for had, each in zip(paid, got, strict=True)]

        # Then no lender is ever more than a few fen away from his part of the whole
        whole, total = sum(weights), sum(amounts)
        for had, weight in zip(paid, weights, strict=True):
            assert abs(had * whole - total * weight) < whole * (len(weights) + 1)

    @given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(0, 10**9))
    def test_of_one_lender_are_the_whole(self, weight, amount, paid):
        assert servicing.shares(amount=amount, paid=[paid], weights=[weight]) == (amount,)
