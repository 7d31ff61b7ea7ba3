"""Each key of the ranking by itself, with figures that can be worked out by hand."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenor.money import Money

from headrace.market.policy import policy
from headrace.market.rules.matching import PPM, Ask, Supply, fit, obstacles, ranked_for_firm

EVEN = {
    "firm": {"amount": 400_000, "scale": 300_000, "credit": 300_000},
    "lender": {"amount": 300_000, "scale": 200_000, "credit": 500_000},
}


def yuan(amount: int | str, currency: str = "CNY") -> Money:
    return Money(Decimal(amount), currency)


ASK = Ask(
    demand_id=UUID(int=1),
    enterprise_id=UUID(int=2),
    amount=yuan(500_000),
    amount_least=yuan(500_000),
    term_months=12,
    purpose_code="materials",
    models=("bank_loan",),
    plan_kind="bullet",
    size_class="small",
    district="360730",
    grade_rank=4,
    grade_low_rank=5,
)
SUPPLY = Supply(
    product_id=UUID(int=10),
    owner_id=UUID(int=11),
    owner_admitted=True,
    related=False,
    model="bank_loan",
    amount_min=yuan(100_000),
    amount_max=yuan(900_000),
    term_min=6,
    term_max=24,
    plan_kinds=("bullet", "equal_instalment"),
    purposes=("materials", "wages"),
    districts=("360730", "360700"),
    size_classes=("small", "micro"),
    grade_floor_rank=6,
)


def key(name: str, *, ask: Ask = ASK, supply: Supply = SUPPLY):
    return next(each for each in fit(ask, supply, EVEN).reasons if each.key == name)


class TestAmount:
    @pytest.mark.parametrize(
        ("asked", "code", "ppm"),
        [
            # The range is 100 000 to 900 000; its middle is worth the whole.
            (500_000, "amount_inside", 1_000_000),
            (300_000, "amount_inside", 750_000),
            (700_000, "amount_inside", 750_000),
            # An eighth of the range from the edge is the last that counts as inside.
            (200_000, "amount_inside", 625_000),
            (199_999, "amount_at_edge", 624_998),
            (800_000, "amount_inside", 625_000),
            (800_001, "amount_at_edge", 624_998),
            (100_000, "amount_at_edge", 500_000),
            (900_000, "amount_at_edge", 500_000),
            # Above it the product gives a part, worth half of that part.
            (1_800_000, "amount_in_part", 250_000),
            (900_001, "amount_in_part", 499_999),
            (9_000_000, "amount_in_part", 50_000),
        ],
    )
    def test_counts_most_in_the_middle_of_the_range(self, asked, code, ppm):
        reason = key("amount", ask=replace(ASK, amount=yuan(asked), amount_least=yuan(1)))
        assert (reason.code, reason.ppm) == (code, ppm)

    def test_of_a_product_for_one_amount_alone_is_at_its_edge(self):
        one = replace(SUPPLY, amount_min=yuan(500_000), amount_max=yuan(500_000))
        assert (key("amount", supply=one).code, key("amount", supply=one).ppm) == (
            "amount_at_edge",
            500_000,
        )

    @given(st.integers(100_000_00, 900_000_00))
    def test_is_worth_the_same_at_the_same_distance_from_either_end(self, minor):
        mirrored = 1_000_000_00 - minor
        near, far = (
            key("amount", ask=replace(ASK, amount=Money.from_minor(each)))
            for each in (minor, mirrored)
        )
        assert (near.code, near.ppm) == (far.code, far.ppm)

    @given(st.integers(900_000_01, 10**12), st.integers(1, 10**9))
    def test_in_part_is_never_worth_as_much_as_the_whole_at_an_edge(self, asked, more):
        part = key("amount", ask=replace(ASK, amount=Money.from_minor(asked)))
        less = key("amount", ask=replace(ASK, amount=Money.from_minor(asked + more)))
        assert less.ppm <= part.ppm < 500_000


class TestScale:
    @pytest.mark.parametrize(
        ("made_for", "size", "code", "ppm"),
        [
            ((), "medium", "scale_any", 500_000),
            (("small",), "small", "scale_made_for", 1_000_000),
            (("small", "micro"), "small", "scale_made_for", 1_000_000),
            (("micro", "small"), "small", "scale_served", 750_000),
            (("micro", "small", "medium"), "small", "scale_served", 833_334),
            (("micro", "small", "medium"), "medium", "scale_served", 666_667),
        ],
    )
    def test_counts_most_for_the_class_named_first(self, made_for, size, code, ppm):
        reason = key(
            "scale",
            ask=replace(ASK, size_class=size),
            supply=replace(SUPPLY, size_classes=made_for),
        )
        assert (reason.code, reason.ppm) == (code, ppm)

    def test_named_last_is_still_worth_more_than_not_named_at_all(self):
        classes = ("micro", "medium", "large", "small")
        last = key("scale", supply=replace(SUPPLY, size_classes=classes))
        assert last.ppm > key("scale", supply=replace(SUPPLY, size_classes=())).ppm


class TestCredit:
    @pytest.mark.parametrize(
        ("rank", "low", "floor", "code", "ppm"),
        [
            (0, 0, 0, "credit_clear_of_floor", 1_000_000),
            (0, 6, 6, "credit_clear_of_floor", 1_000_000),
            (3, 6, 6, "credit_clear_of_floor", 571_428),
            (6, 6, 6, "credit_clear_of_floor", 142_857),
            (6, 7, 6, "credit_band_crosses_floor", 71_428),
            (0, 7, 6, "credit_band_crosses_floor", 500_000),
            (9, 9, 9, "credit_clear_of_floor", 100_000),
        ],
    )
    def test_counts_each_grade_above_the_floor(self, rank, low, floor, code, ppm):
        reason = key(
            "credit",
            ask=replace(ASK, grade_rank=rank, grade_low_rank=low),
            supply=replace(SUPPLY, grade_floor_rank=floor),
        )
        assert (reason.code, reason.ppm) == (code, ppm)


class TestRank:
    def test_weighs_the_three_keys_as_each_side_does(self):
        # Given a pair worth 1 000 000 by amount, 1 000 000 by scale and 428 571 by credit
        pair = fit(ASK, SUPPLY, EVEN)
        assert [each.ppm for each in pair.reasons] == [1_000_000, 1_000_000, 428_571]

        # Then 40 + 30 + 30 % of them rank it for the firm, 30 + 20 + 50 % for the lender
        assert pair.firm_ppm == 828_571
        assert pair.lender_ppm == 714_285

    def test_names_the_pair_it_is_of(self):
        pair = fit(ASK, SUPPLY, EVEN)
        assert (pair.demand_id, pair.product_id, pair.owner_id) == (
            ASK.demand_id,
            SUPPLY.product_id,
            SUPPLY.owner_id,
        )

    @given(
        st.lists(
            st.tuples(st.integers(0, PPM), st.integers(1, 50)),
            unique_by=lambda each: each[1],
            max_size=12,
        )
    )
    def test_puts_the_best_first_and_equals_by_the_product_alone(self, drawn):
        pair = fit(ASK, SUPPLY, EVEN)
        fits = [replace(pair, firm_ppm=ppm, product_id=UUID(int=n)) for ppm, n in drawn]
        shown = ranked_for_firm(fits)
        assert shown == ranked_for_firm(reversed(fits))
        assert [(-each.firm_ppm, each.product_id) for each in shown] == sorted(
            (-ppm, UUID(int=number)) for ppm, number in drawn
        )

    def test_for_the_firm_does_not_follow_what_the_lender_would_like(self):
        pair = fit(ASK, SUPPLY, EVEN)
        liked = replace(pair, firm_ppm=1, lender_ppm=PPM, product_id=UUID(int=1))
        better = replace(pair, firm_ppm=2, lender_ppm=0, product_id=UUID(int=2))
        assert ranked_for_firm([liked, better]) == (better, liked)


class TestObstacles:
    @pytest.mark.parametrize(
        ("ask", "supply", "found"),
        [
            ({"term_months": 6}, {}, ()),
            ({"term_months": 24}, {}, ()),
            ({"term_months": 5}, {}, ("term_outside_product",)),
            ({"term_months": 25}, {}, ("term_outside_product",)),
            ({"amount": yuan(100_000), "amount_least": yuan(100_000)}, {}, ()),
            (
                {"amount": yuan("99999.99"), "amount_least": yuan(1)},
                {},
                ("amount_below_product",),
            ),
            ({"amount": yuan(900_000), "amount_least": yuan(900_000)}, {}, ()),
            ({"amount": yuan(2_000_000), "amount_least": yuan(900_000)}, {}, ()),
            (
                {"amount": yuan(2_000_000), "amount_least": yuan("900000.01")},
                {},
                ("amount_above_product",),
            ),
            ({"grade_rank": 6}, {}, ()),
            ({"grade_rank": 7}, {}, ("grade_below_floor",)),
            ({"plan_kind": ""}, {"plan_kinds": ()}, ()),
            ({"plan_kind": "rent"}, {}, ("plan_not_offered",)),
            ({"purpose_code": "machine"}, {"purposes": ()}, ()),
            ({"purpose_code": "machine"}, {}, ("purpose_not_served",)),
            ({"district": "360100"}, {"districts": ()}, ()),
            ({"district": "360100"}, {}, ("district_not_served",)),
            ({"size_class": "large"}, {"size_classes": ()}, ()),
            ({"size_class": "large"}, {}, ("scale_not_served",)),
            ({"models": ()}, {}, ("model_not_wanted",)),
            ({"models": ("lease", "bank_loan")}, {}, ()),
            ({}, {"owner_admitted": False}, ("lender_not_admitted",)),
            ({}, {"related": True}, ("related_parties",)),
            ({}, {"owner_id": ASK.enterprise_id}, ("related_parties",)),
        ],
    )
    def test_stand_exactly_where_a_rule_forbids_the_pair(self, ask, supply, found):
        assert obstacles(replace(ASK, **ask), replace(SUPPLY, **supply)) == found

    def test_are_all_named_at_once_in_the_order_of_the_table(self):
        ask = replace(ASK, term_months=99, grade_rank=9, models=())
        assert obstacles(ask, SUPPLY, objections=["purpose_shut", "too_young"]) == (
            "model_not_wanted",
            "term_outside_product",
            "grade_below_floor",
            "purpose_shut",
            "too_young",
        )

    def test_of_two_currencies_are_that_one_alone(self):
        dollars = replace(SUPPLY, amount_min=yuan(1, "USD"), amount_max=yuan(9, "USD"))
        ask = replace(ASK, models=())
        assert obstacles(ask, dollars, objections=["purpose_shut"]) == ("other_currency",)


class TestPolicy:
    """The figures of the public page on matching."""

    def test_weighs_as_it_is_published(self):
        assert policy().weights == EVEN

    def test_waits_as_it_is_published(self):
        figures = policy()
        assert (figures.decide_days, figures.demand_open_days, figures.choose_days) == (5, 30, 7)
        assert figures.term_longest == 120

    def test_takes_a_firms_own_text_for_alike_sooner_than_another_firms(self):
        figures = policy()
        assert (figures.same_firm_ppm, figures.other_firm_ppm) == (450_000, 800_000)
        assert figures.look_back_days == 180
