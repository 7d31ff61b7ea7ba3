"""Loans on goods: the call, the cure, the release; and what is set aside for losses."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tenor.inventory import (
    BadLines,
    Lines,
    NothingPledged,
    ReleaseBlocked,
    Standing,
    loan_to_value,
    margin,
    releasable,
)
from tenor.money import MixedCurrencies, Money
from tenor.provision import BadProvision, expected_loss, provision_by_class

LINES = Lines(Decimal("0.6"), Decimal("0.7"), Decimal("0.8"))


def yuan(text: str) -> Money:
    return Money(Decimal(text))


class TestMargin:
    @pytest.mark.parametrize(
        ("loan", "standing", "cash", "goods"),
        [
            ("69.99", Standing.SOUND, "0", "0"),
            ("70", Standing.CALLED, "10", "16.67"),
            ("79.99", Standing.CALLED, "19.99", "33.32"),
            ("80", Standing.SALE, "20", "33.34"),
        ],
    )
    def test_is_called_on_its_lines(self, loan, standing, cash, goods):
        found = margin(yuan(loan), yuan("100"), LINES)
        assert (found.standing, found.cash, found.goods) == (standing, yuan(cash), yuan(goods))

    @given(st.integers(1, 10**10), st.integers(1, 10**10))
    def test_is_sound_again_after_either_cure(self, loan, value):
        owed, goods = Money.from_minor(loan), Money.from_minor(value)
        found = margin(owed, goods, LINES)
        if found.standing is not Standing.SOUND:
            assert loan_to_value(owed - found.cash, goods) <= LINES.initial
            assert loan_to_value(owed, goods + found.goods) <= LINES.initial

    def test_needs_goods_of_one_currency(self):
        with pytest.raises(NothingPledged):
            margin(yuan("1"), yuan("0"), LINES)
        with pytest.raises(MixedCurrencies):
            loan_to_value(yuan("1"), Money(Decimal(1), "EUR"))

    @pytest.mark.parametrize("lines", [("0", "0.7", "0.8"), ("0.7", "0.6", "0.8"), ("1", "2", "1")])
    def test_lines_are_in_order(self, lines):
        with pytest.raises(BadLines):
            Lines(*map(Decimal, lines))


class TestRelease:
    @given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(1, 10**9))
    def test_leaves_what_carries_the_rest(self, loan, repaid, value):
        assume(repaid < loan)
        owed, paid, goods = map(Money.from_minor, (loan, repaid, value))
        try:
            leaves = releasable(loan=owed, repaid=paid, value=goods, lines=LINES)
        except ReleaseBlocked:
            assert loan_to_value(owed - paid, goods) >= LINES.call
            return
        if leaves:
            assert loan_to_value(owed - paid, goods - leaves) <= LINES.initial

    def test_of_a_repaid_loan_is_of_everything(self):
        all_paid = releasable(loan=yuan("9"), repaid=yuan("9"), value=yuan("5"), lines=LINES)
        assert all_paid == yuan("5")

    def test_is_blocked_below_the_line_and_by_too_much(self):
        for repaid in ("0", "76"):
            with pytest.raises(ReleaseBlocked):
                releasable(loan=yuan("75"), repaid=yuan(repaid), value=yuan("100"), lines=LINES)

    def test_is_nil_between_the_lines(self):
        kept = releasable(loan=yuan("65"), repaid=yuan("0"), value=yuan("100"), lines=LINES)
        assert kept == yuan("0")


class TestProvision:
    def test_adds_up_the_classes(self):
        exposures = {"pass": yuan("1000"), "loss": yuan("30")}
        shares = {"pass": Decimal("0.01"), "loss": Decimal(1)}
        assert provision_by_class(exposures, shares) == yuan("40")

    def test_refuses_a_class_without_a_share_and_a_share_above_one(self):
        with pytest.raises(BadProvision, match="doubtful"):
            provision_by_class({"doubtful": yuan("1")}, {})
        with pytest.raises(BadProvision):
            expected_loss(yuan("1"), default_probability=Decimal(2), loss_given_default=Decimal(0))
