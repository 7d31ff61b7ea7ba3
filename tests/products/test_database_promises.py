"""The database refuses a product that no verb of ours would write."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DataError, IntegrityError

from headrace.kit.ids import new_id
from headrace.kit.transactions import savepoint
from headrace.products.models import Product
from headrace.products.rules import State

pytestmark = pytest.mark.django_db
DRAFTER, OFFICER, LAUNCHER = new_id(), new_id(), new_id()


def product(**other) -> Product:
    told = {
        "created_at": datetime(2026, 11, 23, tzinfo=UTC),
        "owner_id": new_id(),
        "district": "360730",
        "model": "bank_loan",
        "name_en": "Small firm loan",
        "name_zh": "小企业贷款",
        "amount_min_minor": 100,
        "amount_max_minor": 100,
        "term_min": 1,
        "term_max": 1,
        "rate_yearly": Decimal("0.05"),
        "plan_kind": "bullet",
        "grade_floor": "C1",
        "state": State.DRAFT,
        "drafted_by": DRAFTER,
    }
    with savepoint():
        return Product.objects.create(**{**told, **other})


LIVE = {
    "state": State.LIVE,
    "approved_by": OFFICER,
    "launched_by": LAUNCHER,
    "live_date": date(2026, 11, 23),
}


class TestRanges:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"amount_min_minor": 0},
            {"amount_min_minor": -1},
            {"amount_min_minor": 101},
            {"amount_max_minor": 99},
            {"term_min": 0},
            {"term_min": 2},
            {"term_min": 0, "term_max": 0},
        ],
    )
    def test_that_are_empty_are_refused(self, wrong):
        with pytest.raises(IntegrityError, match="products_ranges_hold"):
            product(**wrong)

    def test_of_one_amount_and_one_month_stand(self):
        assert product().amount_max_minor == 100

    def test_of_a_rate_that_is_no_fraction_have_no_room(self):
        with pytest.raises(DataError):
            product(rate_yearly=Decimal(10))


class TestOnOffer:
    def test_with_both_keys_stands(self):
        assert product(**LIVE).state == State.LIVE

    @pytest.mark.parametrize("state", [State.LIVE, State.PAUSED])
    @pytest.mark.parametrize("missing", ["approved_by", "launched_by"])
    def test_without_a_key_is_refused(self, state, missing):
        with pytest.raises(IntegrityError, match="products_live_was_approved"):
            product(**{**LIVE, "state": state, missing: None})

    @pytest.mark.parametrize("state", [State.DRAFT, State.APPROVED, State.RETIRED])
    def test_is_no_matter_for_one_that_never_was(self, state):
        assert product(state=state).launched_by is None


class TestFourEyes:
    @pytest.mark.parametrize("state", list(State))
    def test_are_needed_in_every_state(self, state):
        with pytest.raises(IntegrityError, match="products_four_eyes"):
            product(**{**LIVE, "state": state, "launched_by": DRAFTER})

    def test_let_the_officer_who_approved_be_anybody(self):
        assert product(**{**LIVE, "approved_by": DRAFTER}).approved_by == DRAFTER
