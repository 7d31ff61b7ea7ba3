"""Advances on receivables: nothing is lost between financier, supplier and debtor."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenor.borrowing_base import BadBase, BaseTerms, Claim, Excluded, borrowing_base
from tenor.money import Money
from tenor.receivable import (
    AdvanceTerms,
    BadReceivable,
    advance_on,
    collect,
    early_payment_discount,
)

TERMS = AdvanceTerms(advance_rate=Decimal("0.8"), discount_rate_yearly=Decimal("0.09"),
                     dilution_reserve=Decimal("0.05"), fee_rate=Decimal("0.005"))  # fmt: skip


def yuan(text: str) -> Money:
    return Money(Decimal(text))


class TestAdvance:
    def test_is_the_rate_of_what_dilution_leaves(self):
        advance = advance_on(yuan("100000"), TERMS, days=60)
        assert advance.advanced == yuan("76000")
        assert (advance.discount, advance.fee) == (yuan("1140"), yuan("500"))
        assert (advance.paid_out, advance.reserve) == (yuan("74360"), yuan("24000"))

    @given(st.integers(1, 10**9), st.integers(0, 400), st.integers(0, 10**9), st.integers(0, 60))
    def test_collected_is_shared_without_loss(self, face, days, paid, late):
        advance = advance_on(Money.from_minor(face), TERMS, days=days)
        received = Money.from_minor(paid)
        shared = collect(advance, received=received, late_days=late, terms=TERMS)
        to_financier = advance.advanced + shared.late_discount
        assert shared.to_supplier + to_financier == received + shared.recourse
        assert not (shared.to_supplier and shared.recourse)

    def test_below_its_advance_is_owed_by_the_supplier(self):
        advance = advance_on(yuan("100000"), TERMS, days=60)
        shared = collect(advance, received=yuan("70000"), late_days=0, terms=TERMS)
        assert (shared.dilution, shared.recourse) == (yuan("30000"), yuan("6000"))

    @pytest.mark.parametrize(
        "wrong",
        [
            {"advance_rate": Decimal("1.1")},
            {"dilution_reserve": Decimal("-0.1")},
            {"fee_rate": Decimal(2)},
            {"discount_rate_yearly": Decimal(-1)},
            {"days_in_year": 0},
        ],
        ids=lambda wrong: next(iter(wrong)),
    )
    def test_terms_that_cannot_be_are_refused(self, wrong):
        usual = {"advance_rate": Decimal("0.8"), "discount_rate_yearly": Decimal("0.09")}
        with pytest.raises(BadReceivable):
            AdvanceTerms(**{**usual, **wrong})

    def test_amounts_and_days_that_cannot_be_are_refused(self):
        advance = advance_on(yuan("1"), TERMS, days=0)
        for wrong in (
            lambda: advance_on(yuan("0"), TERMS, days=1),
            lambda: advance_on(yuan("1"), TERMS, days=-1),
            lambda: collect(advance, received=yuan("-1"), late_days=0, terms=TERMS),
            lambda: collect(advance, received=yuan("1"), late_days=-1, terms=TERMS),
        ):
            with pytest.raises(BadReceivable):
                wrong()


class TestEarlyPayment:
    @pytest.mark.parametrize(("days", "discount"), [(30, "240"), (15, "120"), (0, "0")])
    def test_discount_shrinks_day_by_day(self, days, discount):
        taken = early_payment_discount(yuan("36500"), rate_yearly=Decimal("0.08"), days_early=days)
        assert taken == yuan(discount)

    def test_discount_is_never_more_than_the_face(self):
        taken = early_payment_discount(yuan("100"), rate_yearly=Decimal(20), days_early=365)
        assert taken == yuan("100")

    @pytest.mark.parametrize(
        ("rate", "days", "year"), [("-1", 1, 365), ("1", -1, 365), ("1", 1, 0)]
    )
    def test_refuses_what_cannot_be(self, rate, days, year):
        with pytest.raises(BadReceivable):
            early_payment_discount(
                yuan("1"), rate_yearly=Decimal(rate), days_early=days, days_in_year=year
            )


class TestBorrowingBase:
    POOL = [
        Claim("a", yuan("600")),
        Claim("a", yuan("100"), days_past_due=91),
        Claim("b", yuan("300"), days_past_due=90),
        Claim("c", yuan("100")),
        Claim("c", yuan("50"), disputed=True),
        Claim("d", yuan("20"), days_past_due=120, disputed=True),
    ]
    TERMS = BaseTerms(claims_rate=Decimal("0.8"), stock_rate=Decimal("0.5"),
                      most_days_past_due=90, most_of_one_debtor=Decimal("0.5"))  # fmt: skip

    def test_counts_what_is_sound_and_spread(self):
        found = borrowing_base(
            self.POOL, self.TERMS, stock=yuan("200"), reserves=yuan("20"), drawn=yuan("700")
        )
        assert found.excluded == {
            Excluded.OVERDUE: yuan("120"),
            Excluded.DISPUTED: yuan("50"),
            Excluded.CONCENTRATED: yuan("100"),
        }
        assert (found.eligible, found.base) == (yuan("900"), yuan("800"))
        assert (found.available, found.overdrawn) == (yuan("100"), False)

    def test_is_overdrawn_where_more_is_drawn(self):
        empty = borrowing_base([], self.TERMS, stock=yuan("0"), reserves=yuan("0"), drawn=yuan("1"))
        assert empty.overdrawn

    def test_knows_only_shares(self):
        with pytest.raises(BadBase):
            BaseTerms(claims_rate=Decimal(2), stock_rate=Decimal(0), most_days_past_due=0)
