"""Size classes at each edge of each industry, against the table of the notice written out again."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.parties.rules import size
from headrace.rulebook import rules as rulebook
from headrace.rulebook.services import shipping
from tests.kit.tongues import in_chinese, in_english, is_told_in_both

# Gong Xin Bu Lian Qi Ye [2011] No. 300, point 4: staff in heads, revenue and assets in ten thousand
# yuan, the bounds of large, medium and small; a dash where the industry is not judged by it.
_ = None
NOTICE = {
    "agriculture": ((_, 20_000, _), (_, 500, _), (_, 50, _)),
    "mining": ((1000, 40_000, _), (300, 2_000, _), (20, 300, _)),
    "manufacturing": ((1000, 40_000, _), (300, 2_000, _), (20, 300, _)),
    "utilities": ((1000, 40_000, _), (300, 2_000, _), (20, 300, _)),
    "construction": ((_, 80_000, 80_000), (_, 6_000, 5_000), (_, 300, 300)),
    "wholesale": ((200, 40_000, _), (20, 5_000, _), (5, 1_000, _)),
    "retail": ((300, 20_000, _), (50, 500, _), (10, 100, _)),
    "transport": ((1000, 30_000, _), (300, 3_000, _), (20, 200, _)),
    "warehousing": ((200, 30_000, _), (100, 1_000, _), (20, 100, _)),
    "post": ((1000, 30_000, _), (300, 2_000, _), (20, 100, _)),
    "lodging": ((300, 10_000, _), (100, 2_000, _), (10, 100, _)),
    "catering": ((300, 10_000, _), (100, 2_000, _), (10, 100, _)),
    "information": ((2000, 100_000, _), (100, 1_000, _), (10, 100, _)),
    "software": ((300, 10_000, _), (100, 1_000, _), (10, 50, _)),
    "real_estate": ((_, 200_000, 10_000), (_, 1_000, 5_000), (_, 100, 2_000)),
    "property_management": ((1000, 5_000, _), (300, 1_000, _), (100, 500, _)),
    "leasing_business": ((300, _, 120_000), (100, _, 8_000), (10, _, 100)),
    "other": ((300, _, _), (100, _, _), (10, _, _)),
}
CLASSES = ("large", "medium", "small", "micro")
FIGURES = ("staff", "revenue_minor", "assets_minor")
FEN = 1_000_000  # in ten thousand yuan
EDGES = [
    (industry, place, figure)
    for industry, table in NOTICE.items()
    for place, bounds in enumerate(table)
    for figure, bound in zip(FIGURES, bounds, strict=True)
    if bound is not None
]


def shipped() -> dict[str, list[dict]]:
    file = rulebook.read_pack((shipping.PACKS_FOLDER / "CN-SME-2011.toml").read_text())
    return {
        each.scope["industry"]: each.value for each in file.rules if each.rule_key == "size.class"
    }


TABLES = shipped()


def bounds_of(industry: str, place: int) -> dict[str, int]:
    """The figures that just reach a class; what does not count is nothing at all."""
    staff, revenue, assets = NOTICE[industry][place]
    return {
        "staff": staff or 0,
        "revenue_minor": (revenue or 0) * FEN,
        "assets_minor": (assets or 0) * FEN,
    }


def class_of(industry: str, figures: dict[str, int]) -> str:
    return size.size_class_of(TABLES[industry], **figures)


class TestTheBounds:
    def test_are_shipped_for_the_industries_of_the_notice(self):
        assert TABLES.keys() == NOTICE.keys()

    @pytest.mark.parametrize("place", [0, 1, 2])
    @pytest.mark.parametrize("industry", NOTICE)
    def test_reached_exactly_give_the_class(self, industry, place):
        assert class_of(industry, bounds_of(industry, place)) == CLASSES[place]

    @pytest.mark.parametrize(("industry", "place", "figure"), EDGES)
    def test_missed_by_one_in_any_figure_give_the_class_below(self, industry, place, figure):
        missed = bounds_of(industry, place)
        missed[figure] -= 1

        assert class_of(industry, missed) == CLASSES[place + 1]

    @pytest.mark.parametrize(("industry", "place", "figure"), EDGES)
    def test_passed_by_one_in_one_figure_alone_change_nothing(self, industry, place, figure):
        passed = bounds_of(industry, place)
        passed[figure] += 1

        assert class_of(industry, passed) == CLASSES[place]

    @pytest.mark.parametrize("industry", NOTICE)
    def test_stand_from_large_to_small_and_fall(self, industry):
        for upper, lower in pairwise(NOTICE[industry]):
            pairs = [
                (one, other) for one, other in zip(upper, lower, strict=True) if one is not None
            ]
            assert all(one > other for one, other in pairs)

    @pytest.mark.parametrize("industry", NOTICE)
    def test_of_nothing_at_all_leave_a_micro_firm(self, industry):
        assert class_of(industry, dict.fromkeys(FIGURES, 0)) == "micro"

    @pytest.mark.parametrize("industry", NOTICE)
    def test_of_a_giant_leave_a_large_one(self, industry):
        assert class_of(industry, dict.fromkeys(FIGURES, 10**15)) == "large"

    @given(
        st.sampled_from(sorted(NOTICE)),
        st.integers(0, 3_000),
        st.integers(0, 3 * 10**11),
        st.integers(0, 3 * 10**11),
        st.sampled_from(FIGURES),
    )
    def test_never_make_a_firm_smaller_that_grows(self, industry, staff, revenue, assets, figure):
        before = {"staff": staff, "revenue_minor": revenue, "assets_minor": assets}
        after = {**before, figure: before[figure] * 2 + 1}

        assert CLASSES.index(class_of(industry, after)) <= CLASSES.index(class_of(industry, before))


class TestTotalAssets:
    @pytest.mark.parametrize(
        "industry", [each for each, table in NOTICE.items() if table[0][2] is not None]
    )
    def test_are_asked_for_where_the_class_depends_on_them(self, industry):
        with pytest.raises(size.AssetsMissing) as refusal:
            class_of(industry, {**bounds_of(industry, 0), "assets_minor": None})

        assert refusal.value.field == "assets"
        assert is_told_in_both(refusal.value)

    @pytest.mark.parametrize(
        "industry", [each for each, table in NOTICE.items() if table[0][2] is None]
    )
    def test_are_nobodys_business_elsewhere(self, industry):
        assert class_of(industry, {**bounds_of(industry, 1), "assets_minor": None}) == "medium"

    @pytest.mark.parametrize("industry", ["construction", "real_estate"])
    def test_need_not_be_known_of_a_firm_too_small_for_them_to_matter(self, industry):
        figures = {"staff": 1, "revenue_minor": 1, "assets_minor": None}

        assert class_of(industry, figures) == "micro"


class TestTheFigures:
    @pytest.mark.parametrize(
        ("said", "field"),
        [
            ({"staff": -1}, "staff"),
            ({"revenue_minor": -1}, "revenue"),
            ({"assets_minor": -1}, "assets"),
        ],
    )
    def test_below_zero_are_refused_by_name(self, said, field):
        with pytest.raises(size.FigureNegative) as refusal:
            self.check(**said)
        assert refusal.value.field == field

    @pytest.mark.parametrize("staff", [0, 1, 10_000_000])
    def test_of_staff_reach_from_nobody_to_ten_million(self, staff):
        self.check(staff=staff)

    def test_of_more_staff_than_any_firm_has_are_refused(self):
        with pytest.raises(size.StaffImpossible, match="10000000"):
            self.check(staff=10_000_001)

    @pytest.mark.parametrize("currencies", [["USD"], ["CNY", "HKD"]])
    def test_in_another_currency_are_refused_with_its_name(self, currencies):
        with pytest.raises(size.WrongCurrency) as refusal:
            self.check(currencies=currencies)

        assert currencies[-1] in in_english(refusal.value).message
        assert currencies[-1] in in_chinese(refusal.value).message

    def test_without_assets_are_fit_to_be_judged(self):
        self.check(assets_minor=None)

    def check(self, **said: object) -> None:
        whole = {"staff": 1, "revenue_minor": 1, "assets_minor": 1, "currencies": ["CNY"]}
        size.check_figures(**(whole | said))  # type: ignore[arg-type]


class TestAdmission:
    @pytest.mark.parametrize("size_class", ["medium", "small", "micro"])
    def test_is_for_every_firm_that_is_not_large(self, size_class):
        size.check_admissible(size_class=size_class, pack="CN-SME-2011")

    def test_of_a_large_one_is_refused_citing_the_pack(self):
        with pytest.raises(size.TooLarge) as refusal:
            size.check_admissible(size_class="large", pack="CN-SME-2011")

        assert is_told_in_both(refusal.value)
        assert "CN-SME-2011" in in_chinese(refusal.value).message
        assert refusal.value.journalled == ("pack",)
