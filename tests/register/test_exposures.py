"""Limits hold however many lend at once, and every total is the sum of its movements."""

from decimal import Decimal
from uuid import UUID

import pytest
from django.db import Error, IntegrityError
from hypothesis import given
from hypothesis import strategies as st
from tenor.money import Money

from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction
from headrace.register import models, queries, services
from headrace.register.rules import exposures as rules
from headrace.register.rules.exposures import Scope
from tests.register.conftest import Rule, together

ANNA, BANK, OTHER_BANK = UUID(int=70), UUID(int=80), UUID(int=81)
LOAN = Subject("loan", UUID(int=9))


def yuan(amount):
    return Money(Decimal(amount))


def add(amount, at, borrower=ANNA, lender=BANK):
    with open_transaction():
        services.add_exposure(
            borrower_id=borrower, lender_id=lender, subject=LOAN, amount=amount, at=at
        )


def reduce(amount, at, borrower=ANNA, lender=BANK):
    with open_transaction():
        services.reduce_exposure(
            borrower_id=borrower, lender_id=lender, subject=LOAN, amount=amount, at=at
        )


class TestLimitRule:
    @given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 10**9))
    def test_lets_pass_exactly_what_stays_within(self, present, amount, limit):
        def check():
            rules.check_limit(
                scope=Scope.PAIR,
                present=Money.from_minor(present),
                amount=Money.from_minor(amount),
                limit=Money.from_minor(limit),
                rule=Rule(),
            )

        if present + amount <= limit:
            check()
        else:
            with pytest.raises(rules.ExposureAboveLimit):
                check()

    def test_cites_rule_pack_value_and_source(self, rule):
        with pytest.raises(rules.ExposureAboveLimit) as refusal:
            rules.check_limit(
                scope=Scope.BORROWER,
                present=yuan("150000"),
                amount=yuan("60000"),
                limit=yuan("200000"),
                rule=rule,
            )

        said = refusal.value.explain(str)
        assert "210000.00 CNY; the limit is 200000.00 CNY" in said
        assert "p2p.limit.person, pack CN-P2P-2016 1: Interim Measures 2016, article 17" in said
        assert refusal.value.advise(str) == "Ask for at most 50000.00 CNY."

    def test_leaves_no_room_below_zero(self, rule):
        with pytest.raises(rules.ExposureAboveLimit) as refusal:
            rules.check_limit(
                scope=Scope.BORROWER,
                present=yuan("300"),
                amount=yuan("1"),
                limit=yuan("200"),
                rule=rule,
            )

        assert refusal.value.facts["room"] == "0.00 CNY"

    def test_needs_somebody(self):
        with pytest.raises(rules.ScopeUnnamed):
            rules.scope_of(has_borrower=False, has_lender=False)


@pytest.mark.usefixtures("committed")
class TestExposure:
    def test_is_known_by_borrower_by_lender_and_by_pair(self, at):
        add(yuan("100"), at)
        add(yuan("30"), at, lender=OTHER_BANK)
        add(yuan("7"), at, borrower=UUID(int=71))

        assert queries.exposure(borrower_id=ANNA) == yuan("130")
        assert queries.exposure(lender_id=BANK) == yuan("107")
        assert queries.exposure(borrower_id=ANNA, lender_id=BANK) == yuan("100")

    def test_of_a_stranger_is_nothing(self):
        assert queries.exposure(borrower_id=new_id()) == Money.zero()

    def test_falls_with_a_repayment(self, at):
        add(yuan("100"), at)

        reduce(yuan("99.99"), at)

        assert queries.exposure(ANNA, BANK) == yuan("0.01")

    def test_cannot_fall_below_what_is_owed_to_this_lender(self, at):
        add(yuan("100"), at)
        add(yuan("100"), at, lender=OTHER_BANK)

        with pytest.raises(services.ExposureBelowZero):
            reduce(yuan("100.01"), at)

        assert queries.exposure(borrower_id=ANNA) == yuan("200")

    def test_keeps_currencies_apart(self, at):
        add(yuan("100"), at)
        add(Money(Decimal("5"), "EUR"), at)

        assert queries.exposure(ANNA) == yuan("100")
        assert queries.exposure(ANNA, currency="EUR") == Money(Decimal("5"), "EUR")

    @pytest.mark.parametrize("amount", ["0", "-1"])
    def test_moves_by_some_amount(self, at, amount):
        with pytest.raises(services.AmountNotPositive):
            add(yuan(amount), at)

    def test_needs_a_name(self):
        with pytest.raises(services.ScopeUnnamed):
            queries.exposure()

    def test_movements_are_never_changed(self, at):
        add(yuan("100"), at)

        with pytest.raises(Error, match=r"permission denied|keeps every row"):
            models.ExposureMovement.objects.update(amount_minor=1)
        with pytest.raises(Error, match=r"permission denied|keeps every row"):
            models.ExposureMovement.objects.all().delete()

    def test_total_below_zero_is_refused_by_the_database(self, at):
        add(yuan("100"), at)

        with pytest.raises(IntegrityError, match="register_exposure_not_below_zero"):
            models.ExposureTotal.objects.update(amount_minor=-1)

    def test_nobody_lends_to_himself(self, at):
        with pytest.raises(IntegrityError, match="register_nobody_lends_to_himself"):
            add(yuan("1"), at, borrower=BANK)

    def test_is_added_in_a_fixed_number_of_queries(self, at, django_assert_max_num_queries):
        add(yuan("1"), at)

        with open_transaction(), django_assert_max_num_queries(8):
            services.add_exposure(
                borrower_id=ANNA, lender_id=BANK, subject=LOAN, amount=yuan("1"), at=at
            )


@pytest.mark.usefixtures("committed")
class TestRivals:
    def test_of_40_loans_of_100_under_a_limit_of_1000_exactly_ten_are_made(self, at, rule):
        def attempt(number):
            lender = UUID(int=80 + number % 4)
            services.check_limit(
                borrower_id=ANNA, amount=yuan("100"), limit=yuan("1000"), rule=rule
            )
            services.add_exposure(
                borrower_id=ANNA, lender_id=lender, subject=LOAN, amount=yuan("100"), at=at
            )
            return "lent"

        answers = together(attempt, times=40)

        assert answers.count("lent") == 10
        assert sum(isinstance(each, services.ExposureAboveLimit) for each in answers) == 30
        assert queries.exposure(ANNA) == queries.exposure_by_movements(borrower_id=ANNA)

    def test_crossing_borrowers_and_lenders_neither_lock_for_ever_nor_lose_a_fen(self, at):
        borrowers, lenders = [UUID(int=70), UUID(int=71)], [UUID(int=80), UUID(int=81)]

        def attempt(number):
            services.add_exposure(
                borrower_id=borrowers[number % 2],
                lender_id=lenders[number // 2 % 2],
                subject=LOAN,
                amount=Money.from_minor(number + 1),
                at=at,
            )

        answers = together(attempt, times=60)

        assert answers == [None] * 60
        total = Money.from_minor(sum(range(1, 61)))
        assert (
            queries.exposure(lender_id=lenders[0]) + queries.exposure(lender_id=lenders[1]) == total
        )
        assert queries.exposure(borrowers[0]) + queries.exposure(borrowers[1]) == total
