"""Eligibility is hard, rank follows amount, scale and credit level, both ways, with reasons."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenor.money import Money

from headrace.market.policy import policy
from headrace.market.rules.matching import KEYS, PPM, Ask, Supply, fit, obstacles, ranked_for_firm

SIZES = ("micro", "small", "medium")


def yuan(amount: int) -> Money:
    return Money(Decimal(amount))


ASK = Ask(
    demand_id=UUID(int=1),
    enterprise_id=UUID(int=2),
    amount=yuan(600_000),
    amount_least=yuan(600_000),
    term_months=12,
    purpose_code="materials",
    models=("bank_loan",),
    plan_kind="equal_instalment",
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
    amount_max=yuan(1_100_000),
    term_min=3,
    term_max=24,
    plan_kinds=("equal_instalment", "bullet"),
    purposes=(),
    districts=("360730",),
    size_classes=("small", "micro"),
    grade_floor_rank=6,
)
WEIGHTS = policy().weights


def ranked(ask: Ask, supplies: list[Supply]) -> list[UUID]:
    fits = [fit(ask, each, WEIGHTS) for each in supplies if not obstacles(ask, each)]
    return [each.product_id for each in ranked_for_firm(fits)]


class TestEligibility:
    def test_of_a_pair_that_fits(self):
        assert obstacles(ASK, SUPPLY) == ()

    @pytest.mark.parametrize(
        ("code", "ask", "supply"),
        [
            ("model_not_wanted", {"models": ("lease",)}, {}),
            ("lender_not_admitted", {}, {"owner_admitted": False}),
            ("related_parties", {}, {"related": True}),
            ("related_parties", {}, {"owner_id": ASK.enterprise_id}),
            ("amount_below_product", {"amount": yuan(99_999), "amount_least": yuan(1)}, {}),
            (
                "amount_above_product",
                {"amount": yuan(2_000_000), "amount_least": yuan(1_100_001)},
                {},
            ),
            ("term_outside_product", {"term_months": 25}, {}),
            ("plan_not_offered", {"plan_kind": "rent"}, {}),
            ("purpose_not_served", {}, {"purposes": ("machine",)}),
            ("district_not_served", {"district": "360100"}, {}),
            ("scale_not_served", {"size_class": "medium"}, {}),
            ("grade_below_floor", {"grade_rank": 7}, {}),
        ],
    )
    def test_is_refused_by_name(self, code, ask, supply):
        assert obstacles(replace(ASK, **ask), replace(SUPPLY, **supply)) == (code,)

    def test_takes_what_the_way_of_financing_objects(self):
        assert obstacles(ASK, SUPPLY, objections=["purpose_shut"]) == ("purpose_shut",)

    def test_lets_a_product_cover_the_part_that_helps(self):
        part = replace(ASK, amount=yuan(2_000_000), amount_least=yuan(1_000_000))
        assert obstacles(part, SUPPLY) == ()
        assert fit(part, SUPPLY, WEIGHTS).reasons[0].code == "amount_in_part"

    @given(
        amount=st.integers(1, 4_000_000),
        size=st.sampled_from(SIZES),
        rank=st.integers(0, 9),
        months=st.integers(1, 60),
    )
    def test_is_never_violated_by_what_is_ranked(self, amount, size, rank, months):
        ask = replace(
            ASK,
            amount=yuan(amount),
            amount_least=yuan(amount),
            size_class=size,
            grade_rank=rank,
            grade_low_rank=min(9, rank + 1),
            term_months=months,
        )
        wide = replace(SUPPLY, product_id=UUID(int=20), size_classes=(), grade_floor_rank=9)
        shown = ranked(ask, [SUPPLY, wide])
        if SUPPLY.product_id in shown:
            assert 100_000 <= amount <= 1_100_000
            assert size in SUPPLY.size_classes
            assert rank <= 6
            assert 3 <= months <= 24


class TestThreeKeys:
    """Changing one key alone changes the list as the rule says."""

    def test_amount_moves_the_product_whose_range_it_lies_in_to_the_front(self):
        # Given one product for small amounts and one for large, alike in all else
        low = replace(SUPPLY, product_id=UUID(int=20), amount_max=yuan(500_000))
        high = replace(SUPPLY, product_id=UUID(int=21), amount_max=yuan(2_000_000))

        # When only the amount changes, then the order turns round
        assert ranked(replace(ASK, amount=yuan(300_000), amount_least=yuan(1)), [high, low]) == [
            low.product_id,
            high.product_id,
        ]
        assert ranked(replace(ASK, amount=yuan(1_000_000), amount_least=yuan(1)), [low, high]) == [
            high.product_id,
            low.product_id,
        ]

    def test_scale_moves_the_product_made_for_it_to_the_front(self):
        for_small = replace(SUPPLY, product_id=UUID(int=20), size_classes=("small", "micro"))
        for_micro = replace(SUPPLY, product_id=UUID(int=21), size_classes=("micro", "small"))
        assert ranked(ASK, [for_micro, for_small])[0] == for_small.product_id
        assert (
            ranked(replace(ASK, size_class="micro"), [for_small, for_micro])[0]
            == for_micro.product_id
        )

    def test_credit_level_takes_a_demanding_product_off_the_list(self):
        demanding = replace(SUPPLY, product_id=UUID(int=20), grade_floor_rank=4)
        lenient = replace(SUPPLY, product_id=UUID(int=21), grade_floor_rank=8)
        better, worse = replace(ASK, grade_low_rank=4), replace(ASK, grade_rank=5)
        assert set(ranked(better, [demanding, lenient])) == {UUID(int=20), UUID(int=21)}
        assert ranked(worse, [demanding, lenient]) == [lenient.product_id]

    def test_a_band_that_crosses_the_floor_counts_half(self):
        clear = fit(replace(ASK, grade_low_rank=6), SUPPLY, WEIGHTS).reasons[2]
        crossing = fit(replace(ASK, grade_low_rank=7), SUPPLY, WEIGHTS).reasons[2]
        assert (clear.code, crossing.code) == ("credit_clear_of_floor", "credit_band_crosses_floor")
        assert crossing.ppm == clear.ppm // 2

    @given(st.integers(0, 5))
    def test_a_better_grade_never_lowers_the_rank_on_either_side(self, rank):
        worse = fit(replace(ASK, grade_rank=rank + 1, grade_low_rank=6), SUPPLY, WEIGHTS)
        better = fit(replace(ASK, grade_rank=rank, grade_low_rank=6), SUPPLY, WEIGHTS)
        assert better.firm_ppm >= worse.firm_ppm
        assert better.lender_ppm >= worse.lender_ppm


class TestReasons:
    @given(
        amount=st.integers(100_000, 1_100_000),
        size=st.sampled_from(SUPPLY.size_classes),
        rank=st.integers(0, 6),
        low=st.integers(0, 3),
    )
    def test_stand_on_every_pair_for_every_key_in_both_languages(self, amount, size, rank, low):
        ask = replace(
            ASK,
            amount=yuan(amount),
            amount_least=yuan(amount),
            size_class=size,
            grade_rank=rank,
            grade_low_rank=rank + low,
        )
        pair = fit(ask, SUPPLY, WEIGHTS)
        assert tuple(each.key for each in pair.reasons) == KEYS
        assert all(each.text_en and each.text_zh and each.code for each in pair.reasons)
        assert all(0 <= each.ppm <= PPM for each in pair.reasons)
        assert 0 <= pair.firm_ppm <= PPM
        assert 0 <= pair.lender_ppm <= PPM

    def test_a_product_open_to_any_size_says_so(self):
        open_to_all = replace(SUPPLY, size_classes=())
        assert fit(ASK, open_to_all, WEIGHTS).reasons[1].code == "scale_any"

    def test_an_amount_at_the_edge_says_so(self):
        at_edge = replace(ASK, amount=yuan(100_000), amount_least=yuan(100_000))
        assert fit(at_edge, SUPPLY, WEIGHTS).reasons[0].code == "amount_at_edge"


def test_weights_of_each_side_add_up_to_the_whole():
    for side in ("firm", "lender"):
        assert sum(WEIGHTS[side][key] for key in KEYS) == PPM


def test_equals_are_ordered_by_product_alone():
    twins = [replace(SUPPLY, product_id=UUID(int=number)) for number in (23, 21, 22)]
    assert ranked(ASK, twins) == [UUID(int=21), UUID(int=22), UUID(int=23)]
