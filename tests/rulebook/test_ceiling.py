from datetime import date
from decimal import Decimal

import pytest

from headrace.rulebook import queries

LPR = [
    ("2019-08-20", "0.0425"),
    ("2019-09-20", "0.0420"),
    ("2019-11-20", "0.0415"),
    ("2020-02-20", "0.0405"),
    ("2020-04-20", "0.0385"),
    ("2021-12-20", "0.0380"),
    ("2022-01-20", "0.0370"),
    ("2022-08-22", "0.0365"),
    ("2023-06-20", "0.0355"),
    ("2023-08-21", "0.0345"),
    ("2024-07-22", "0.0335"),
    ("2024-10-21", "0.0310"),
    ("2025-05-20", "0.0300"),
]

pytestmark = pytest.mark.usefixtures("packs")


class TestLoanPrimeRate:
    def test_holds_from_its_publication_until_the_next(self):
        shown = [(each.on.isoformat(), each.value) for each in queries.series_points("LPR-1Y")]

        assert shown == [(day, Decimal(value)) for day, value in LPR]

    @pytest.mark.parametrize(
        ("on", "value"),
        [
            ("2019-09-19", "0.0425"),
            ("2019-09-20", "0.0420"),
            ("2021-06-01", "0.0385"),
            ("2024-10-20", "0.0335"),
            ("2026-11-23", "0.0300"),
        ],
    )
    def test_of_a_day_is_the_last_one_published_on_or_before_it(self, on, value):
        assert queries.series_value("LPR-1Y", on=date.fromisoformat(on)).value == Decimal(value)

    def test_is_not_invented_for_the_days_before_it_existed(self):
        with pytest.raises(queries.RuleNotFound):
            queries.series_value("LPR-1Y", on=date(2019, 8, 19))

    def test_says_which_figures_are_confirmed(self):
        statuses = {each.on.isoformat(): each.status for each in queries.series_points("LPR-1Y")}

        assert statuses["2020-04-20"] == statuses["2025-05-20"] == "S"
        assert statuses["2022-08-22"] == "M"


class TestCeiling:
    @pytest.mark.parametrize("lender_type", ["legal_person", "natural_person"])
    @pytest.mark.parametrize(
        ("on", "rate"),
        [
            (date(2019, 6, 1), "0.24"),
            (date(2020, 8, 19), "0.24"),
            (date(2020, 8, 20), "0.154"),
            (date(2025, 1, 15), "0.124"),
            (date(2025, 9, 1), "0.12"),
        ],
    )
    def test_of_private_lending_follows_the_court(self, lender_type, on, rate):
        ceiling = queries.cost_ceiling(lender_type=lender_type, on=on)

        assert ceiling.rate == Decimal(rate)
        assert ceiling.rule.pack == "CN-USURY"
        assert ceiling.method == "effective_yearly"

    @pytest.mark.parametrize("lender_type", ["bank", "small_loan", "leasing"])
    def test_of_licensed_institutions_is_the_centres_own_rule_and_says_so(self, lender_type):
        ceiling = queries.cost_ceiling(lender_type=lender_type, on=date(2026, 11, 23))

        assert ceiling.rate == Decimal("0.12")
        assert (ceiling.rule.pack, ceiling.rule.status) == ("CN-CURRENT", "M")
        assert "does not bind" in ceiling.rule.source
        assert ceiling.explanation_en.startswith("Own rule of admission")

    def test_a_contract_of_march_2020_with_a_bank_stands_under_24_per_cent(self):
        ceiling = queries.cost_ceiling(lender_type="bank", on=date(2020, 3, 1))

        assert ceiling.rate == Decimal("0.24")

    def test_above_36_per_cent_was_void_in_2019(self):
        scope = {"lender_type": "natural_person"}
        assert (
            queries.look_up("usury.void_above", on=date(2019, 1, 1), scope=scope).value["rate"]
            == "0.36"
        )

    def test_is_explained_with_the_sum_the_day_and_the_source(self):
        ceiling = queries.cost_ceiling(lender_type="natural_person", on=date(2025, 1, 15))

        assert "On 2025-01-15: 4 × 3.10 % = 12.40 %" in ceiling.explanation_en
        assert "Fa Shi [2020]" in ceiling.explanation_en
        assert "2025-01-15：4 × 3.10 % = 12.40 %" in ceiling.explanation_zh

    def test_a_lender_of_unknown_type_has_none_and_may_not_offer(self):
        with pytest.raises(queries.RuleNotFound):
            queries.cost_ceiling(lender_type="pawnshop", on=date(2026, 1, 1))

    def test_costs_two_questions_to_the_database(self, django_assert_num_queries):
        with django_assert_num_queries(2):
            queries.cost_ceiling(lender_type="bank", on=date(2026, 1, 1))
