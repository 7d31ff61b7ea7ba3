"""What the end of a lease costs, and who may keep what is left of the asset."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenor.lease.ending import Choice, EarlyEnd, EndTerms, NoPrice, PriceKind, end_of_term
from tenor.lease.implicit import Residual
from tenor.lease.surplus import Repossession, shared_residual, surplus
from tenor.lease.tax import NoTaxRate, Taxed, TaxStep, tax_on
from tenor.money import Money, NoShares

END = date(2028, 1, 1)


def yuan(text: str) -> Money:
    return Money(Decimal(text))


RESIDUAL = Residual(yuan("900"), END, guaranteed=yuan("800"))


class TestEndOfTerm:
    @pytest.mark.parametrize(
        ("kind", "price", "due"),
        [
            (PriceKind.NOMINAL, "1", "1"),
            (PriceKind.FIXED, "500", "500"),
            (PriceKind.FAIR_VALUE, None, "750"),
        ],
    )
    def test_purchase_costs_its_price(self, kind, price, due):
        terms = EndTerms(RESIDUAL, kind, yuan(price) if price else None)
        ending = end_of_term(terms, appraised=yuan("750"), choice=Choice.PURCHASE)
        assert (ending.due, ending.lessee_owns_after) == (yuan(due), True)

    def test_renewal_costs_its_rent(self):
        terms = EndTerms(RESIDUAL, renewal_rent=yuan("30"))
        ending = end_of_term(terms, appraised=yuan("750"), choice=Choice.RENEW)
        assert (ending.due, ending.lessee_owns_after) == (yuan("30"), False)

    @pytest.mark.parametrize(("found", "due"), [("750", "50"), ("800", "0"), ("950", "0")])
    def test_return_costs_what_the_appraisal_finds_missing(self, found, due):
        ending = end_of_term(EndTerms(RESIDUAL), appraised=yuan(found), choice=Choice.RETURN)
        assert (ending.due, ending.lessee_owns_after) == (yuan(due), False)

    def test_silence_means_what_was_agreed(self):
        assert end_of_term(EndTerms(RESIDUAL), appraised=yuan("800")).choice is Choice.RETURN
        renewed = EndTerms(RESIDUAL, renewal_rent=yuan("30"), default=Choice.RENEW)
        assert end_of_term(renewed, appraised=yuan("800")).choice is Choice.RENEW

    @pytest.mark.parametrize("choice", [Choice.PURCHASE, Choice.RENEW])
    def test_what_was_not_agreed_is_refused(self, choice):
        with pytest.raises(NoPrice):
            end_of_term(EndTerms(RESIDUAL), appraised=yuan("800"), choice=choice)

    def test_a_fixed_price_that_nobody_set_is_refused(self):
        with pytest.raises(NoPrice):
            end_of_term(EndTerms(RESIDUAL, PriceKind.FIXED), appraised=yuan("800"),
                        choice=Choice.PURCHASE)  # fmt: skip


def test_an_early_end_nets_deposit_and_proceeds():
    early = EarlyEnd(arrears=yuan("100"), balance=yuan("1000"), accrued=yuan("5"),
                     fee=yuan("20"), deposit=yuan("200"), proceeds=yuan("700"))  # fmt: skip
    assert (early.owed, early.settlement) == (yuan("1125"), yuan("225"))


class TestSurplus:
    def case(self, **changes):
        usual = {"cost": yuan("1000"), "rents_total": yuan("1200"), "rents_paid": yuan("900"),
                 "passes_to_lessee": True, "price_at_end": None, "owed": yuan("300"),
                 "value": yuan("450")}  # fmt: skip
        return surplus(Repossession(**{**usual, **changes}))

    def test_goes_back_to_a_lessee_who_paid_most_of_what_was_to_be_his(self):
        found = self.case()
        assert (found.refund, found.shortfall) == (yuan("150"), yuan("0"))
        assert found.ownership_was_to_pass
        assert found.most_was_paid
        assert found.value_exceeds_debt

    def test_stays_with_the_lessor_where_ownership_was_not_to_pass(self):
        found = self.case(passes_to_lessee=False, price_at_end=yuan("10.01"))
        assert (found.refund, found.ownership_was_to_pass) == (yuan("0"), False)

    def test_passes_with_a_token_price(self):
        found = self.case(passes_to_lessee=False, price_at_end=yuan("10"))
        assert (found.refund, found.ownership_was_to_pass) == (yuan("150"), True)

    def test_needs_more_than_half_of_the_rents(self):
        assert self.case(rents_paid=yuan("600")).refund == yuan("0")
        assert self.case(rents_paid=yuan("600.01")).refund == yuan("150")

    def test_is_none_where_the_debt_is_as_much(self):
        assert not self.case(value=yuan("300")).value_exceeds_debt
        assert self.case(value=yuan("260")).shortfall == yuan("40")

    @given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 100))
    def test_of_a_shared_residual_loses_nothing(self, forecast, realised, share):
        parts = shared_residual(forecast=Money.from_minor(forecast),
                                realised=Money.from_minor(realised),
                                lessee_share=Decimal(share) / 100)  # fmt: skip
        assert sum(part.minor for part in parts) == realised - forecast

    def test_of_a_share_above_one_is_refused(self):
        with pytest.raises(NoShares):
            shared_residual(forecast=yuan("1"), realised=yuan("2"), lessee_share=Decimal("1.1"))


class TestTax:
    STEPS = [
        TaxStep(Taxed.RENT, date(2019, 4, 1), Decimal("0.13")),
        TaxStep(Taxed.RENT, date(2018, 5, 1), Decimal("0.16")),
        TaxStep(Taxed.INTEREST, date(2016, 5, 1), Decimal("0.06")),
    ]

    @pytest.mark.parametrize(
        ("what", "on", "tax"),
        [
            (Taxed.RENT, date(2019, 3, 31), "160"),
            (Taxed.RENT, date(2019, 4, 1), "130"),
            (Taxed.INTEREST, date(2026, 1, 1), "60"),
        ],
    )
    def test_is_that_of_the_day(self, what, on, tax):
        assert tax_on(yuan("1000"), self.STEPS, what=what, on=on) == yuan(tax)

    def test_without_a_rate_is_refused(self):
        with pytest.raises(NoTaxRate):
            tax_on(yuan("1"), self.STEPS, what=Taxed.FEE, on=END)
