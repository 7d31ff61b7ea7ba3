"""A product is drafted by a lender, approved by government, launched by a second person."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError
from tenor.money import Money

from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.kit.errors import NotAdmitted, NotFound
from headrace.kit.ids import new_id
from headrace.kit.transactions import savepoint
from headrace.products import models, queries, services

pytestmark = pytest.mark.django_db
BOTH = frozenset({"maker", "checker"})


def member(*roles: str, district: str = "360730", organisation=None) -> Actor:
    return Actor(new_id(), organisation or new_id(), frozenset(roles), BOTH, district)


def yuan(amount: int) -> Money:
    return Money(Decimal(amount))


@pytest.fixture
def bank() -> Actor:
    return member("bank")


@pytest.fixture
def second(bank) -> Actor:
    return member("bank", organisation=bank.organisation_id)


@pytest.fixture
def officer() -> Actor:
    return member("government")


def draft(bank: Actor, at, **said):
    terms = {
        "model": "bank_loan",
        "name_en": "Small firm loan",
        "name_zh": "小企业贷款",
        "amount_min": yuan(50_000),
        "amount_max": yuan(1_000_000),
        "term_min": 3,
        "term_max": 36,
        "rate_yearly": Decimal("0.045"),
        "plan_kind": "equal_instalment",
        "grade_floor": "C1",
    }
    return services.draft_product(key=uuid4(), by=bank, at=at, **{**terms, **said})


def launched(bank: Actor, second: Actor, officer: Actor, at, **said):
    product_id = draft(bank, at, **said)
    services.approve_product(key=uuid4(), by=officer, at=at, product_id=product_id)
    services.launch(key=uuid4(), by=second, at=at, product_id=product_id)
    return product_id


class TestLife:
    def test_from_draft_to_live_to_retired(self, bank, second, officer, at):
        # Given a draft
        product_id = draft(bank, at)
        assert queries.live_products(day_of(at)) == ()

        # When government approves it and a second person launches it
        services.approve_product(key=uuid4(), by=officer, at=at, product_id=product_id)
        services.launch(key=uuid4(), by=second, at=at, product_id=product_id)

        # Then it is on offer, can pause, and can end for good
        assert [each.id for each in queries.live_products(day_of(at))] == [product_id]
        for verb, left in ((services.pause, 0), (services.resume, 1), (services.retire, 0)):
            verb(key=uuid4(), by=second, at=at, product_id=product_id)
            assert len(queries.live_products(day_of(at))) == left

    def test_skips_no_step(self, bank, second, at):
        product_id = draft(bank, at)
        with pytest.raises(services.ProductStateRefused):
            services.launch(key=uuid4(), by=second, at=at, product_id=product_id)

    def test_is_not_on_offer_before_its_day(self, bank, second, officer, at):
        launched(bank, second, officer, at)
        assert queries.live_products(day_of(at - timedelta(days=1))) == ()


class TestFourEyes:
    def test_the_drafter_cannot_launch(self, bank, officer, at):
        product_id = draft(bank, at)
        services.approve_product(key=uuid4(), by=officer, at=at, product_id=product_id)
        with pytest.raises(services.DrafterLaunches):
            services.launch(key=uuid4(), by=bank, at=at, product_id=product_id)

    def test_the_database_keeps_it_too(self, bank, second, officer, at):
        product_id = launched(bank, second, officer, at)
        row = models.Product.objects.filter(pk=product_id)
        with pytest.raises(IntegrityError, match="products_four_eyes"), savepoint():
            row.update(launched_by=bank.person_id)

    def test_a_program_cannot_draft(self, bank, at):
        with pytest.raises(services.PersonNeeded):
            draft(replace(bank, person_id=None), at)

    def test_a_viewer_cannot_draft(self, bank, at):
        with pytest.raises(NotAdmitted):
            draft(replace(bank, duties=frozenset({"viewer"})), at)


class TestGovernment:
    def test_of_another_district_cannot_even_see_a_draft(self, bank, at):
        product_id = draft(bank, at)
        stranger = member("government", district="360100")
        with pytest.raises(NotFound):
            services.approve_product(key=uuid4(), by=stranger, at=at, product_id=product_id)

    def test_of_another_district_cannot_decide_on_what_it_sees(self, bank, second, officer, at):
        product_id = launched(bank, second, officer, at)
        stranger = member("government", district="360100")
        with pytest.raises(services.OtherDistrict):
            services.approve_product(key=uuid4(), by=stranger, at=at, product_id=product_id)

    @pytest.mark.parametrize("district", ["360700", "000000"])
    def test_above_the_district_decides_too(self, bank, at, district):
        product_id = draft(bank, at)
        above = member("government", district=district)
        services.approve_product(key=uuid4(), by=above, at=at, product_id=product_id)
        assert queries.product(product_id, bank).state == "approved"

    def test_alone_approves(self, bank, second, at):
        product_id = draft(bank, at)
        with pytest.raises(NotAdmitted):
            services.approve_product(key=uuid4(), by=second, at=at, product_id=product_id)


class TestLicence:
    def test_of_a_leasing_company_does_not_cover_bank_loans(self, at):
        with pytest.raises(services.LicenceDoesNotCover) as refused:
            draft(member("leasing"), at)
        assert "bank" in refused.value.facts["roles"]

    def test_of_another_bank_reaches_no_product_of_this_one(self, bank, at):
        product_id = draft(bank, at)
        with pytest.raises(NotFound):
            services.retire(key=uuid4(), by=member("bank"), at=at, product_id=product_id)

    def test_of_another_bank_does_not_touch_a_live_one_either(self, bank, second, officer, at):
        product_id = launched(bank, second, officer, at)
        with pytest.raises(NotFound):
            services.retire(key=uuid4(), by=member("bank"), at=at, product_id=product_id)


class TestCatalogue:
    def test_shows_a_firm_what_is_offered_in_its_district(self, bank, second, officer, at):
        everywhere = launched(bank, second, officer, at)
        launched(bank, second, officer, at, districts=["360100"], name_en="Elsewhere")
        firm = member("enterprise")
        assert [each.id for each in queries.live_products(day_of(at), firm)] == [everywhere]
        assert len(queries.live_products(day_of(at))) == 2

    def test_shows_drafts_to_their_own_lender_only(self, bank, at):
        product_id = draft(bank, at)
        assert queries.product(product_id, bank).id == product_id
        assert [each.id for each in queries.products_of(bank)] == [product_id]
        with pytest.raises(NotFound):
            queries.product(product_id, member("bank"))

    def test_keeps_fees_and_steps_of_the_rate(self, bank, at):
        fee = queries.Fee(code="handling", amount=yuan(500), due="end", payee_id=new_id())
        product_id = draft(bank, at, fees=[fee], rate_step_yearly=Decimal("0.002"))
        seen = queries.product(product_id, bank)
        assert seen.fees == (fee,)
        assert seen.rate_for(3) == Decimal("0.051")
        assert queries.products_by_id([product_id]) == {product_id: seen}

    def test_takes_two_queries_however_many(
        self, bank, second, officer, at, django_assert_num_queries
    ):
        for number in range(4):
            launched(bank, second, officer, at, name_en=f"Loan {number}")
        with django_assert_num_queries(2):
            assert len(queries.live_products(day_of(at))) == 4


def test_a_draft_sent_twice_is_one_draft(bank, at):
    key = uuid4()
    terms = {
        "model": "bank_loan",
        "name_en": "Small firm loan",
        "name_zh": "小企业贷款",
        "amount_min": yuan(1),
        "amount_max": yuan(2),
        "term_min": 1,
        "term_max": 2,
        "rate_yearly": Decimal(0),
        "plan_kind": "bullet",
        "grade_floor": "D",
    }
    once = services.draft_product(key=key, by=bank, at=at, **terms)
    assert services.draft_product(key=key, by=bank, at=at, **terms) == once
    assert models.Product.objects.count() == 1
