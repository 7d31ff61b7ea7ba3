"""The rate of irregular flows is the one that another solver finds."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tenor.money import NotDecimal
from tenor.rates import AmbiguousYearlyCost, NoYearlyCost
from tenor.xirr import xirr

START = date(2024, 1, 31)
LATER = st.tuples(st.integers(1, 1500), st.integers(1, 10**7))


def flows(*amounts: tuple[int, str]) -> list[tuple[date, Decimal]]:
    return [(START + timedelta(days=day), Decimal(amount)) for day, amount in amounts]


@settings(max_examples=200, deadline=None)
@given(st.integers(10**5, 10**7), st.lists(LATER, min_size=1, max_size=20))
def test_agrees_with_pyxirr(paid, received):
    pyxirr = pytest.importorskip("pyxirr")
    made = [(START, Decimal(-paid))]
    made += [(START + timedelta(days=day), Decimal(amount)) for day, amount in received]
    days, amounts = zip(*made, strict=True)
    theirs = pyxirr.xirr(days, [float(amount) for amount in amounts])
    try:
        ours = xirr(made)
    except NoYearlyCost:
        # Beyond our bracket: a total loss within days, or a gain of 3E16 a year.
        assert theirs is None or theirs < -0.999999999 or theirs > 1e16
    else:
        # A float keeps no digits of what is near a total loss or beyond all measure.
        if theirs is not None and -0.99 < theirs < 1000:
            assert float(ours) == pytest.approx(theirs, rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("day_count", ["30/360 ISDA", "30E/360", "act/act ISDA", "act/360"])
def test_agrees_with_pyxirr_under_another_day_count(day_count):
    pyxirr = pytest.importorskip("pyxirr")
    made = flows((0, "-1000"), (29, "300"), (60, "300"), (400, "500"))
    days, amounts = zip(*made, strict=True)
    theirs = pyxirr.xirr(days, [float(amount) for amount in amounts], day_count=day_count)
    assert float(xirr(made, day_count=day_count)) == pytest.approx(theirs, abs=1e-10)


def test_nets_two_days_that_are_one_to_the_convention():
    made = [
        (date(2025, 1, 30), Decimal(-100)),
        (date(2025, 1, 31), Decimal(-100)),
        (date(2026, 1, 30), Decimal(220)),
    ]
    assert xirr(made, day_count="30/360") == Decimal("0.1")


def test_with_several_rates_is_the_nearest_to_the_guess():
    # 10 % and 20 % both balance these flows.
    made = flows((0, "-1000"), (365, "2300"), (730, "-1320"))
    with pytest.raises(AmbiguousYearlyCost):
        xirr(made)
    assert xirr(made, guess=Decimal("0.12")) == Decimal("0.1")
    assert xirr(made, guess=Decimal("0.19")) == Decimal("0.2")


def test_of_nothing_or_of_one_sign_does_not_exist():
    for made in ([], flows((0, "1"), (9, "1")), flows((0, "1"), (0, "-1"))):
        with pytest.raises(NoYearlyCost):
            xirr(made)


def test_refuses_a_float():
    with pytest.raises(NotDecimal):
        xirr([(START, -1.0), (date(2025, 1, 31), Decimal(1))])
