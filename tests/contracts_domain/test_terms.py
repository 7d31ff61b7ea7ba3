"""What was agreed must add up before anybody is asked to sign it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tenor.money import Money

from headrace.contracts.rules.terms import CostItem, CostNamedTwice, LenderShare, SharesDiffer
from headrace.kit.ids import new_id
from tests.contracts_domain.values import BANK_A, BANK_B, BANK_C, GUARANTOR, new_terms


def yuan(amount):
    return Money(Decimal(amount))


class TestAgreedTerms:
    def test_a_syndicate_of_three_adds_up_to_the_cent(self):
        # Given three banks that lend a third each of 1,000,000 yuan, one of them a cent more
        parts = ("333333.34", "333333.33", "333333.33")
        lenders = tuple(
            LenderShare(bank, yuan(part), new_id())
            for bank, part in zip((BANK_A, BANK_B, BANK_C), parts, strict=True)
        )

        # When the terms are put together
        terms = replace(new_terms(), lenders=lenders)

        # Then borrower and lenders must sign, in this order
        assert terms.signers == (
            terms.borrower.party_id,
            *(b.party_id for b in (BANK_A, BANK_B, BANK_C)),
        )

    @pytest.mark.parametrize("part", ["999999.99", "1000000.01"])
    def test_parts_that_do_not_make_the_loan_are_refused(self, part):
        with pytest.raises(SharesDiffer) as refused:
            replace(new_terms(), lenders=(LenderShare(BANK_A, yuan(part), new_id()),))
        assert refused.value.facts == {"parts": part, "principal": "1000000.00"}

    def test_a_lender_named_twice_is_refused(self):
        half = yuan("500000")
        lenders = (LenderShare(BANK_A, half, new_id()), LenderShare(BANK_A, half, new_id()))
        with pytest.raises(SharesDiffer):
            replace(new_terms(), lenders=lenders)

    def test_an_agreement_without_a_lender_is_refused(self):
        with pytest.raises(SharesDiffer):
            replace(new_terms(), lenders=())

    def test_a_cost_sheet_names_each_code_once(self):
        line = CostItem("guarantee", GUARANTOR, yuan("5000"))
        with pytest.raises(CostNamedTwice) as refused:
            replace(new_terms(), costs=(line, line))
        assert refused.value.facts == {"code": "guarantee"}
