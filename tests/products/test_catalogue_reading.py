"""Who sees which product, what is read of it, and in how many questions to the database."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenor.money import Money

from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from headrace.products import queries, rules
from headrace.products.models import Product
from headrace.products.protocol import Fee
from headrace.products.rules import Ranges, State

TODAY = date(2026, 11, 23)
OWNER = new_id()


def actor(role: str = "", district: str = "360730", organisation: UUID | None = None) -> Actor:
    roles = frozenset({role} if role else ())
    return Actor(new_id(), organisation or new_id(), roles, frozenset({"viewer"}), district)


def product(state: State = State.LIVE, **other) -> Product:
    told = {
        "created_at": datetime(2026, 11, 23, tzinfo=UTC),
        "owner_id": OWNER,
        "district": "360730",
        "model": "bank_loan",
        "name_en": "Small firm loan",
        "name_zh": "小企业贷款",
        "amount_min_minor": 50_000_00,
        "amount_max_minor": 1_000_000_00,
        "term_min": 3,
        "term_max": 36,
        "rate_yearly": Decimal("0.045"),
        "rate_step_yearly": Decimal("0.002"),
        "plan_kind": "bullet",
        "grade_floor": "C1",
        "state": state,
        "drafted_by": new_id(),
        "approved_by": new_id(),
        "launched_by": new_id(),
        "live_date": TODAY,
    }
    return Product.objects.create(**{**told, **other})


READERS = {
    "its lender": actor("bank", organisation=OWNER),
    "another bank": actor("bank"),
    "a firm": actor("enterprise"),
    "a provider": actor("rating"),
    "the county": actor("government"),
    "the city": actor("government", "360700"),
    "the province": actor("government", "360000"),
    "the country": actor("government", "000000"),
    "another county": actor("government", "360731"),
    "another province": actor("government", "330000"),
    "an auditor of the county": actor("auditor"),
    "somebody without a role": actor(),
    "background work": Actor.system("matching"),
}
SEE_ALL_STATES = {
    "its lender",
    "the county",
    "the city",
    "the province",
    "the country",
    "an auditor of the county",
}


@pytest.mark.django_db
class TestOneProduct:
    @pytest.mark.parametrize("reader", READERS)
    @pytest.mark.parametrize("state", list(State))
    def test_is_public_while_it_is_on_offer_and_its_lenders_and_offices_before_and_after(
        self, reader, state
    ):
        row = product(state)
        if state is State.LIVE or reader in SEE_ALL_STATES:
            assert queries.product(row.id, READERS[reader]).state == state
        else:
            with pytest.raises(NotFound) as refused:
                queries.product(row.id, READERS[reader])
            assert refused.value.field == "product_id"

    def test_that_never_was_is_not_found(self):
        with pytest.raises(NotFound):
            queries.product(new_id(), READERS["the country"])

    def test_is_read_as_it_was_written(self):
        fee = Fee(code="handling", amount=Money(Decimal(600)), due="each")
        row = product(
            fees=queries.fees_as_data([fee]),
            size_classes=["small", "micro"],
            purposes=["materials"],
            districts=["360730"],
        )
        seen = queries.product(row.id, READERS["its lender"])
        assert (seen.amount_min, seen.amount_max) == (
            Money(Decimal(50_000)),
            Money(Decimal(1_000_000)),
        )
        assert (seen.term_min, seen.term_max, seen.plan_kind) == (3, 36, "bullet")
        assert (seen.name_en, seen.name_zh) == ("Small firm loan", "小企业贷款")
        assert (seen.size_classes, seen.purposes, seen.districts) == (
            ("small", "micro"),
            ("materials",),
            ("360730",),
        )
        assert seen.fees == (fee,)
        assert seen.ranges == Ranges(seen.amount_min, seen.amount_max, 3, 36)

    def test_of_an_owner_whom_nobody_knows_is_read_without_a_name(self):
        assert queries.product(product().id, READERS["a firm"]).owner_name == ""


@pytest.mark.django_db
class TestOnOffer:
    @pytest.mark.parametrize(
        ("days", "state", "shown"),
        [
            (0, State.LIVE, True),
            (-1, State.LIVE, False),
            (400, State.LIVE, True),
            (0, State.PAUSED, False),
            (0, State.RETIRED, False),
            (0, State.APPROVED, False),
        ],
    )
    def test_are_the_live_ones_from_their_day_on(self, days, state, shown):
        product(state)
        assert len(queries.live_products(TODAY + timedelta(days=days))) == shown

    @pytest.mark.parametrize(
        ("districts", "shown"),
        [([], True), (["360730"], True), (["360100", "360730"], True), (["360100"], False)],
    )
    def test_reach_a_firm_in_the_districts_that_they_name(self, districts, shown):
        product(districts=districts)
        assert len(queries.live_products(TODAY, actor("enterprise"))) == shown
        assert len(queries.live_products(TODAY, actor("bank"))) == 1

    def test_stand_by_owner_then_by_name(self):
        first, second = sorted([new_id(), new_id()])
        rows = [
            product(owner_id=second, name_en="A loan"),
            product(owner_id=first, name_en="B loan"),
            product(owner_id=first, name_en="A loan"),
        ]
        shown = [each.id for each in queries.live_products(TODAY)]
        assert shown == [rows[2].id, rows[1].id, rows[0].id]

    @pytest.mark.parametrize("count", [1, 5])
    def test_take_two_questions_however_many(self, count, django_assert_num_queries):
        for _ in range(count):
            product()
        with django_assert_num_queries(2):
            assert len(queries.live_products(TODAY)) == count
        with django_assert_num_queries(2):
            assert len(queries.products_of(READERS["its lender"])) == count

    def test_take_one_question_where_there_are_none(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert queries.live_products(TODAY) == ()


@pytest.mark.django_db
class TestOwnProducts:
    def test_come_in_every_state_the_newest_first(self):
        made = [product(state) for state in State]
        shown = queries.products_of(READERS["its lender"])
        assert [each.id for each in shown] == [each.id for each in reversed(made)]

    @pytest.mark.parametrize("reader", sorted(set(READERS) - {"its lender"}))
    def test_are_nobody_elses_whatever_he_may_see(self, reader):
        product()
        assert queries.products_of(READERS[reader]) == ()

    def test_by_id_are_those_that_exist(self):
        row = product(State.RETIRED)
        found = queries.products_by_id([row.id, new_id()])
        assert list(found) == [row.id]


class TestPosting:
    @pytest.mark.parametrize(
        ("rank", "rate"), [(0, "0.045"), (1, "0.047"), (4, "0.053"), (9, "0.063")]
    )
    def test_adds_a_step_for_each_grade_below_the_best(self, rank, rate):
        posted = rules.rate_at(
            rank, rate_yearly=Decimal("0.045"), rate_step_yearly=Decimal("0.002")
        )
        assert posted == Decimal(rate)


class TestRate:
    @pytest.mark.parametrize("rate", ["0", "0.00000001", "0.068", "0.99999999", "0.0680000000"])
    def test_that_the_books_can_hold_passes(self, rate):
        rules.check_rate(Decimal(rate))

    @pytest.mark.parametrize(
        "rate", ["-0.00000001", "1", "6.8", "0.000000001", "0.068000001", "NaN", "Infinity"]
    )
    def test_that_they_cannot_is_refused(self, rate):
        with pytest.raises(rules.RateOutOfRange) as refused:
            rules.check_rate(Decimal(rate))
        assert refused.value.field == "rate_yearly"


class TestWithin:
    RANGES = Ranges(Money(Decimal(50)), Money(Decimal(100)), 3, 36)

    @pytest.mark.parametrize(("amount", "months"), [("50", 3), ("100", 36), ("75.5", 12)])
    def test_stand_the_ends_themselves(self, amount, months):
        rules.check_within(self.RANGES, amount=Money(Decimal(amount)), term_months=months)

    @pytest.mark.parametrize(
        ("amount", "months", "facts"),
        [
            ("49.99", 12, {"least": "50.00", "most": "100.00", "asked": "49.99"}),
            ("100.01", 12, {"least": "50.00", "most": "100.00", "asked": "100.01"}),
            ("50", 2, {"least": "3", "most": "36", "asked": "2"}),
            ("50", 37, {"least": "3", "most": "36", "asked": "37"}),
        ],
    )
    def test_stands_nothing_beyond_them(self, amount, months, facts):
        with pytest.raises(rules.OutsideProduct) as refused:
            rules.check_within(self.RANGES, amount=Money(Decimal(amount)), term_months=months)
        assert refused.value.facts == facts

    def test_stands_no_other_currency(self):
        with pytest.raises(rules.CurrencyMixed) as refused:
            rules.check_within(self.RANGES, amount=Money(Decimal(60), "USD"), term_months=12)
        assert refused.value.field == "amount"


class TestGradeAndPlan:
    def test_that_are_known_pass(self):
        rules.check_grade("B2", known=("A1", "B2"))
        rules.check_plan_kind("bullet", known=("bullet",))

    @pytest.mark.parametrize("grade", ["", "b2", "B", "B2 "])
    def test_that_are_spelt_otherwise_are_refused(self, grade):
        with pytest.raises(rules.GradeUnknown):
            rules.check_grade(grade, known=("A1", "B2"))


class TestAreaOfAnOffice:
    @pytest.mark.parametrize(
        ("office", "area"),
        [
            ("360730", "360730"),
            ("360700", "3607"),
            ("360000", "36"),
            ("000000", ""),
            ("360701", "360701"),
            ("110100", "1101"),
        ],
    )
    def test_is_what_its_districts_have_in_common(self, office, area):
        assert rules.area_of(office) == area


FEES = st.lists(
    st.builds(
        Fee,
        code=st.text(max_size=8),
        amount=st.integers(1, 10**9).map(Money.from_minor),
        due=st.sampled_from(["drawdown", "each", "end"]),
        payee_id=st.none() | st.uuids(),
    ),
    max_size=5,
)


@given(FEES)
def test_fees_come_back_from_their_rows_as_they_were(fees):
    assert queries.fees_from_data(queries.fees_as_data(fees)) == tuple(fees)
