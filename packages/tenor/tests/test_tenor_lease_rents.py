"""Rents of every shape recover the cost, and the rate within them is the rate they were made at."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenor.dates import add_months
from tenor.fees import Deposit
from tenor.lease.implicit import Residual, implicit_rate, lessor_flows
from tenor.lease.rents import (
    NoRents,
    RentBelowInterest,
    ResidualTooHigh,
    level,
    rents,
    seasonal,
    stepped,
)
from tenor.lease.worth import PaidAt
from tenor.money import Money, total_of
from tenor.rates import NoYearlyCost, effective_from_nominal

START = date(2025, 1, 1)
PERCENT = Decimal("0.01")


def yuan(text: str) -> Money:
    return Money(Decimal(text))


NOTHING = yuan("0")
SHAPES = st.one_of(
    st.integers(1, 60).map(level),
    st.integers(1, 60).map(lambda n: stepped(n, every=12, growth=Decimal("-0.05"))),
    st.integers(1, 20).map(lambda n: seasonal(3 * n, weights=[Decimal(0), Decimal(1), Decimal(3)])),
)


@given(
    SHAPES,
    st.integers(10**6, 10**10),
    st.integers(0, 60),
    st.integers(0, 300),
    st.sampled_from(PaidAt),
)
def test_cost_parts_and_residual_add_up_to_the_cost(shape, cost, residual, rate, paid_at):
    lent, left = Money.from_minor(cost), Money.from_minor(cost * residual // 100)
    rows = rents(cost=lent, shape=shape, residual=left, rate_of_period=Decimal(rate) / 10_000,
                 paid_at=paid_at)  # fmt: skip
    assert total_of([row.cost for row in rows]) == lent - left
    assert rows[-1].balance == left
    assert all(row.amount == row.interest + row.cost for row in rows)
    assert all(row.amount >= NOTHING for row in rows)
    if paid_at is PaidAt.BEGINNING:
        assert not rows[0].interest


def test_stepped_rents_grow_and_seasonal_rents_pause():
    grown = rents(cost=yuan("10000"), shape=stepped(4, every=2, growth=Decimal("0.1")),
                  residual=NOTHING, rate_of_period=PERCENT)  # fmt: skip
    assert [str(row.amount.amount) for row in grown[:3]] == ["2441.93", "2441.93", "2686.12"]
    paused = rents(cost=yuan("10000"), shape=seasonal(4, weights=[Decimal(0), Decimal(1)]),
                   residual=NOTHING, rate_of_period=PERCENT)  # fmt: skip
    assert [bool(row.amount) for row in paused] == [False, True, False, True]
    assert paused[0].balance == yuan("10100")


@pytest.mark.parametrize(
    ("paid_at", "rent"), [(PaidAt.END, "888.49"), (PaidAt.BEGINNING, "879.69")]
)
def test_level_rent_is_the_annuity_in_arrears_and_its_discounted_in_advance(paid_at, rent):
    rows = rents(cost=yuan("10000"), shape=level(12), residual=NOTHING, rate_of_period=PERCENT,
                 paid_at=paid_at)  # fmt: skip
    assert rows[0].amount == yuan(rent)
    assert len(rows) == 12


@pytest.mark.parametrize(
    ("cost", "shape", "residual", "rate", "error"),
    [
        ("10000", (), "0", "0.01", NoRents),
        ("10000", level(3), "0", "-0.01", NoRents),
        ("10000", (Decimal(1), Decimal(0)), "0", "0.01", NoRents),
        ("10000", level(3), "-1", "0.01", ResidualTooHigh),
        ("10000", level(3), "20000", "0.01", ResidualTooHigh),
        # Two thirds of a fen round up each time: four rents of five have taken it all.
        ("0.03", level(5), "0", "0", RentBelowInterest),
    ],
)
def test_rents_that_cannot_be_are_refused(cost, shape, residual, rate, error):
    with pytest.raises(error):
        rents(cost=yuan(cost), shape=shape, residual=yuan(residual), rate_of_period=Decimal(rate))


def test_shapes_that_cannot_be_are_refused():
    for wrong in (
        lambda: level(0),
        lambda: stepped(3, every=0, growth=PERCENT),
        lambda: seasonal(3, weights=[]),
        lambda: seasonal(3, weights=[Decimal(-1), Decimal(2)]),
    ):
        with pytest.raises(NoRents):
            wrong()


class TestImplicitRate:
    def rate(self, paid_at=PaidAt.END, residual="0", deposit="0", costs=None):
        rows = rents(cost=yuan("10000"), shape=level(24), residual=yuan(residual),
                     rate_of_period=PERCENT, paid_at=paid_at)  # fmt: skip
        shift = 1 if paid_at is PaidAt.END else 0
        end = add_months(START, 24)
        flows = lessor_flows(
            cost=yuan("10000"),
            on=START,
            rents=[(add_months(START, k + shift), row.amount) for k, row in enumerate(rows)],
            residual=Residual(yuan(residual), end, guaranteed=NOTHING),
            direct_costs=costs,
            deposits=[Deposit("deposit", "lessor", yuan(deposit), START, end)],
        )
        return implicit_rate(flows)

    @pytest.mark.parametrize("paid_at", PaidAt)
    @pytest.mark.parametrize("residual", ["0", "2000"])
    def test_is_the_rate_the_rents_were_made_at(self, paid_at, residual):
        # Calendar months are not equal: half a basis point is what that moves.
        made_at = effective_from_nominal(Decimal("0.12"), 12)
        assert abs(self.rate(paid_at, residual) - made_at) < Decimal("0.0006")

    def test_rises_with_a_deposit_and_falls_with_direct_costs(self):
        plain = self.rate()
        assert self.rate(deposit="1000") > plain > self.rate(costs=yuan("100"))

    def test_counts_the_guaranteed_residual_where_it_is_more(self):
        residual = Residual(yuan("100"), date(2026, 1, 1), guaranteed=yuan("110"))
        assert residual.unguaranteed == NOTHING
        assert Residual(yuan("100"), START, guaranteed=yuan("40")).unguaranteed == yuan("60")
        flows = lessor_flows(cost=yuan("100"), on=START, rents=[], residual=residual)
        assert implicit_rate(flows) == Decimal("0.1")

    def test_does_not_exist_without_rents(self):
        with pytest.raises(NoYearlyCost):
            implicit_rate(lessor_flows(cost=yuan("100"), on=START, rents=[]))
