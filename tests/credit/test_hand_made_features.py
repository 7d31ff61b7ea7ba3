"""Features from a few hand-made days; every figure can be checked with a pencil."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import isqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.credit.rules.features import PPM, invoice_facts, volatility_ppm

AS_OF = date(2026, 11, 23)


@dataclass(frozen=True)
class Day:
    """The invoices of one day in one direction."""

    day: date
    sum_minor: int = 100
    direction: str = "sale"
    count: int = 1
    voided: int = 0
    credit_notes: int = 0


def read(*days, as_of=AS_OF, buyers=()):
    return invoice_facts(days, as_of=as_of, buyer_shares_ppm=buyers)


def on(text: str, **other) -> Day:
    return Day(date.fromisoformat(text), **other)


class TestYear:
    """A month ends on the day of the month on which the firm is looked at."""

    @pytest.mark.parametrize(
        ("day", "this_year", "year_before"),
        [
            ("2026-11-23", 100, 0),
            ("2025-11-24", 100, 0),
            ("2025-11-23", 0, 100),
            ("2024-11-24", 0, 100),
            ("2024-11-23", 0, 0),
        ],
    )
    def test_begins_the_day_after_the_same_day_a_year_ago(self, day, this_year, year_before):
        # Given an old sale that makes the history long, and one sale on the day in question
        facts = read(on("2020-01-01", sum_minor=1), on(day))
        assert (facts.sales_minor, facts.sales_before_minor) == (this_year, year_before)

    def test_looked_at_on_a_leap_day_still_has_every_day_once(self):
        days = [Day(date(2022, 3, 1) + timedelta(days=each), 1) for each in range(800)]
        facts = read(*days, as_of=date(2024, 2, 29))
        assert (facts.sales_minor, facts.sales_before_minor) == (366, 365)

    @pytest.mark.parametrize(
        ("as_of", "first", "last"),
        [
            # February has no 31st: its month ends on its last day.
            ("2026-03-31", "2025-04-01", "2026-03-31"),
            ("2026-02-28", "2025-03-01", "2026-02-28"),
        ],
    )
    def test_looked_at_at_the_end_of_a_month_has_twelve_active_months(self, as_of, first, last):
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        days = [Day(start + timedelta(days=each)) for each in range((end - start).days + 1)]
        assert read(*days, as_of=end).active_months == 12

    def test_counts_a_month_of_refunds_alone_as_not_active(self):
        facts = read(on("2026-11-10"), on("2026-10-10", sum_minor=-40, credit_notes=1))
        assert (facts.active_months, facts.sales_minor) == (1, 60)

    def test_counts_a_month_that_adds_up_to_nought_as_not_active(self):
        facts = read(on("2026-11-10"), on("2026-11-11", sum_minor=-100))
        assert (facts.active_months, facts.sales_minor) == (0, 0)


class TestHistory:
    @pytest.mark.parametrize(
        ("first", "months"),
        [
            ("2026-11-23", 1),
            ("2026-10-24", 1),
            ("2026-10-23", 2),
            ("2025-11-24", 12),
            ("2025-11-23", 13),
            ("2024-11-24", 24),
            ("2016-11-24", 120),
            ("1999-01-01", 120),
        ],
    )
    def test_counts_months_begun_ten_years_at_most(self, first, months):
        assert read(on(first)).history_months == months

    def test_does_not_begin_with_an_invoice_that_was_voided(self):
        assert read(on("2020-01-01", count=0, voided=1), on("2026-11-01")).history_months == 1

    def test_does_not_begin_with_a_purchase(self):
        bought = on("2020-01-01", direction="purchase")
        assert read(bought, on("2026-11-01")).history_months == 1


class TestKnowledge:
    def test_of_a_firm_with_purchases_alone_is_none(self):
        facts = read(on("2026-11-01", direction="purchase"))
        assert set(facts.known().values()) == {None}

    def test_of_a_firm_with_voided_invoices_alone_is_none(self):
        assert read(on("2026-11-01", count=0, voided=9)).sales_minor is None

    @pytest.mark.parametrize(
        ("first", "before", "growth"),
        [
            ("2025-11-24", None, None),
            ("2025-11-23", 100, None),
            ("2025-01-01", 100, None),
            ("2024-11-24", 100, 0),
        ],
    )
    def test_of_growth_needs_the_whole_of_two_years(self, first, before, growth):
        facts = read(on(first), on("2026-11-01"))
        assert (facts.sales_before_minor, facts.growth_ppm) == (before, growth)

    @pytest.mark.parametrize(
        ("before", "year", "growth"),
        [
            (100, 150, 500_000),
            (100, 50, -500_000),
            (100, 0, -PPM),
            (300, 400, 333_333),
            (300, 200, -333_334),
            (0, 100, None),
            (-5, 100, None),
        ],
    )
    def test_of_growth_is_the_change_against_the_year_before(self, before, year, growth):
        facts = read(
            on("2024-11-01", sum_minor=7),
            on("2025-06-01", sum_minor=before),
            on("2026-06-01", sum_minor=year),
        )
        assert facts.growth_ppm == growth

    def test_of_a_single_month_says_nothing_of_swings(self):
        assert read(on("2026-11-01")).volatility_ppm is None

    def test_of_swings_counts_only_the_months_that_the_firm_has(self):
        # Given three months of history with 100, 100 and 400: sqrt(3 * 180000 - 600²) / 600
        facts = read(on("2026-11-01", sum_minor=400), on("2026-10-01"), on("2026-09-01"))
        assert facts.history_months == 3
        assert facts.volatility_ppm == isqrt(180_000 * PPM * PPM // 360_000) == 707_106

    def test_lists_ten_figures_by_the_names_that_scorecards_use(self):
        assert list(read().known()) == [
            "sales_minor",
            "sales_before_minor",
            "growth_ppm",
            "active_months",
            "volatility_ppm",
            "credit_note_ppm",
            "voided_ppm",
            "largest_buyer_ppm",
            "history_months",
            "purchase_ratio_ppm",
        ]


class TestShares:
    def test_of_notes_and_voids_are_of_all_that_was_issued_in_the_year(self):
        facts = read(
            on("2026-11-01", count=6, voided=2, credit_notes=1),
            on("2026-01-01", count=1, voided=1),
            on("2025-11-23", count=90, voided=90, credit_notes=90),
        )
        assert (facts.voided_ppm, facts.credit_note_ppm) == (300_000, 100_000)

    def test_of_purchases_are_of_the_years_sales_in_both_directions_of_time(self):
        facts = read(
            on("2026-11-01", sum_minor=400),
            on("2026-06-01", sum_minor=100, direction="purchase"),
            on("2025-11-24", sum_minor=200, direction="purchase"),
            on("2025-11-23", sum_minor=999, direction="purchase"),
        )
        assert facts.purchase_ratio_ppm == 750_000

    def test_of_purchases_are_not_known_in_a_year_without_a_sale(self):
        facts = read(on("2024-01-01"), on("2026-11-01", direction="purchase"))
        assert (facts.sales_minor, facts.purchase_ratio_ppm) == (0, None)

    def test_of_the_largest_buyer_are_not_known_without_buyers(self):
        assert read(on("2026-11-01")).largest_buyer_ppm is None
        assert read(on("2026-11-01"), buyers=(1, 3, 2)).largest_buyer_ppm == 3


class TestWeeks:
    @pytest.mark.parametrize(
        ("days_back", "place"),
        [(0, 25), (6, 25), (7, 24), (13, 24), (175, 0), (181, 0), (182, None), (300, None)],
    )
    def test_are_counted_back_from_the_day_itself(self, days_back, place):
        weeks = read(Day(AS_OF - timedelta(days=days_back))).sales_weeks_minor
        assert len(weeks) == 26
        assert [each for each, sum_minor in enumerate(weeks) if sum_minor] == (
            [] if place is None else [place]
        )

    def test_take_no_purchases(self):
        weeks = read(Day(AS_OF), Day(AS_OF, 9, direction="purchase")).sales_weeks_minor
        assert sum(weeks) == 100


class TestSwing:
    @pytest.mark.parametrize(
        ("months", "ppm"),
        [
            ([1, 1, 1], 0),
            ([0, 0, 3], 1_414_213),
            ([10, 20, 30], 408_248),
            ([5, 5], None),
            ([], None),
            ([0, 0, 0, 0], None),
            ([1, -1, 0], None),
            ([-1, -1, -1], None),
        ],
    )
    def test_of_a_few_months(self, months, ppm):
        assert volatility_ppm(months) == ppm

    @given(st.lists(st.integers(0, 10**11), min_size=3, max_size=12))
    def test_does_not_depend_on_the_order_of_the_months(self, months):
        assert volatility_ppm(months) == volatility_ppm(sorted(months))

    @given(st.lists(st.integers(0, 10**11), min_size=3, max_size=12).filter(any))
    def test_is_at_most_that_of_one_month_holding_all(self, months):
        alone = [sum(months), *[0] * (len(months) - 1)]
        assert volatility_ppm(months) <= volatility_ppm(alone)


DAYS = st.lists(
    st.builds(
        Day,
        day=st.integers(0, 900).map(lambda back: AS_OF - timedelta(days=back)),
        sum_minor=st.integers(-(10**6), 10**9),
        direction=st.sampled_from(["sale", "purchase"]),
        count=st.integers(0, 40),
        voided=st.integers(0, 9),
    ),
    max_size=40,
)


class TestAnyFirm:
    @given(DAYS)
    def test_is_read_the_same_however_a_day_was_cut_up(self, days):
        # Given the same days, each told in two halves
        halves = [
            half
            for each in days
            for half in (
                replace(each, sum_minor=each.sum_minor // 2, count=each.count, voided=0),
                replace(each, sum_minor=each.sum_minor - each.sum_minor // 2, count=0),
            )
        ]
        assert read(*halves) == read(*days)

    @given(DAYS, DAYS)
    def test_is_not_changed_by_what_comes_after_the_day(self, days, others):
        later = [replace(each, day=AS_OF + (AS_OF - each.day) + timedelta(1)) for each in others]
        assert read(*days, *later) == read(*days)

    @given(DAYS)
    def test_has_rates_between_nought_and_one(self, days):
        facts = read(*days)
        for rate in (facts.voided_ppm, facts.credit_note_ppm):
            assert rate is None or 0 <= rate <= PPM
        assert facts.active_months is None or 0 <= facts.active_months <= 12
