"""What the shipped packs say on each side of every day on which the law changed."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, product

import pytest

from headrace.kit.errors import CentreError
from headrace.parties.rules import funds
from headrace.rulebook import queries, rules
from headrace.rulebook.rules import PackFile, RuleDraft
from headrace.rulebook.services import shipping
from tests.kit.tongues import HAN

FILES: tuple[PackFile, ...] = tuple(
    rules.read_pack(path.read_text()) for path in sorted(shipping.PACKS_FOLDER.glob("*.toml"))
)
RULES = tuple(each for file in FILES for each in file.rules)
POINTS = tuple(each for file in FILES for each in file.points)
INSTITUTIONS, PRIVATE = ("bank", "small_loan", "leasing"), ("legal_person", "natural_person")
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)

# Four times the loan prime rate, by hand: the first day of each figure and the ceiling of that day.
FOUR_TIMES = (
    (date(2020, 8, 20), "0.1540"),
    (date(2021, 12, 20), "0.1520"),
    (date(2022, 1, 20), "0.1480"),
    (date(2022, 8, 22), "0.1460"),
    (date(2023, 6, 20), "0.1420"),
    (date(2023, 8, 21), "0.1380"),
    (date(2024, 7, 22), "0.1340"),
    (date(2024, 10, 21), "0.1240"),
    (date(2025, 5, 20), "0.1200"),
)
AROUND = [
    (day, before, after)
    for (_, before), (day, after) in zip(
        ((None, "0.24"), *FOUR_TIMES[:-1]), FOUR_TIMES, strict=True
    )
]


def named(rule: RuleDraft) -> str:
    return f"{rule.pack}:{rule.rule_key}:{rules.scope_key(rule.scope)}:{rule.valid_from}"


class TestEveryRule:
    @pytest.mark.parametrize("rule", RULES, ids=named)
    def test_would_pass_the_check_that_a_change_by_hand_has_to_pass(self, rule):
        rules.check_draft(rule)

    @pytest.mark.parametrize("rule", RULES, ids=named)
    def test_speaks_to_readers_of_both_languages(self, rule):
        assert HAN.search(rule.text_zh)
        assert not HAN.search(rule.text_en)
        assert rule.text_en[0].isupper()

    @pytest.mark.parametrize("rule", RULES, ids=named)
    def test_names_a_source_that_is_more_than_a_word(self, rule):
        assert len(rule.source.split()) >= 3

    @pytest.mark.parametrize("rule", RULES, ids=named)
    def test_holds_within_the_days_of_its_pack(self, rule):
        (file,) = (each for each in FILES if each.name == rule.pack)

        if file.regime and file.valid_to is not None:
            assert file.valid_from <= rule.valid_from
            assert rule.valid_to is not None
            assert rule.valid_to <= file.valid_to

    def test_ends_before_the_next_one_of_its_key_and_scope_begins(self):
        ordered = sorted(RULES, key=lambda each: (each.rule_key, rules.scope_key(each.scope)))
        for one in ordered:
            for other in ordered:
                same = one is not other and one.rule_key == other.rule_key
                if same and one.scope == other.scope and one.valid_from <= other.valid_from:
                    assert one.valid_to is not None, named(one)
                    assert one.valid_to <= other.valid_from, named(one)

    def test_that_counts_by_a_series_names_one_that_is_shipped(self):
        series = {each.value["series"] for each in RULES if "series" in _mapping(each.value)}

        assert series == {"LPR-1Y"} == {each.series for each in POINTS}


def _mapping(value: object) -> dict:
    return value if isinstance(value, dict) else {}


class TestEveryPack:
    @pytest.mark.parametrize("file", FILES, ids=lambda each: each.name)
    def test_has_a_title_in_both_languages_and_a_version(self, file):
        assert HAN.search(file.title_zh)
        assert file.title_en
        assert file.version >= 1
        assert file.jurisdiction == "CN"

    def test_leaves_no_day_since_2016_without_exactly_one_regime(self):
        regimes = sorted((each for each in FILES if each.regime), key=lambda each: each.valid_from)

        assert [each.name for each in regimes] == ["CN-P2P-2016", "CN-CURRENT"]
        assert regimes[0].valid_to == regimes[1].valid_from == date(2020, 11, 16)
        assert regimes[1].valid_to is None


class TestEveryFigure:
    @pytest.mark.parametrize("point", POINTS, ids=lambda each: f"{each.series}-{each.on}")
    def test_is_a_fraction_a_year_and_says_how_well_it_is_known(self, point):
        assert Decimal("0.01") < point.value < Decimal("0.1")
        assert point.status in rules.changes.STATUSES
        assert point.on.weekday() < 5

    def test_came_later_than_the_one_before_and_differs_from_it(self):
        for before, after in pairwise(POINTS):
            assert before.on < after.on
            assert before.value != after.value


def ceiling_of(lender_type: str, on: date) -> Decimal | None:
    """The ceiling of a day, or nothing where no rule says one."""
    try:
        return queries.cost_ceiling(lender_type=lender_type, on=on).rate
    except queries.RuleNotFound:
        return None


@pytest.mark.usefixtures("packs")
class TestTheCeiling:
    @pytest.mark.parametrize("lender_type", [*INSTITUTIONS, *PRIVATE])
    def test_changes_on_each_day_of_the_table_and_not_before(self, lender_type):
        for day, before, after in AROUND:
            around = [ceiling_of(lender_type, on) for on in (day - DAY, day, day + DAY)]

            assert around == [Decimal(before), Decimal(after), Decimal(after)], day

    def test_begins_with_its_rule_and_is_not_guessed_for_the_days_before(self):
        for first, lender_types in ((date(2017, 8, 4), INSTITUTIONS), (date(2015, 9, 1), PRIVATE)):
            for lender_type in lender_types:
                assert ceiling_of(lender_type, first - DAY) is None
                assert ceiling_of(lender_type, first) == Decimal("0.24")

    def test_is_explained_in_both_languages_with_its_own_figure(self):
        days = (date(2020, 8, 19), date(2020, 8, 20), TODAY)
        for lender_type, on in product((*INSTITUTIONS, *PRIVATE), days):
            ceiling = queries.cost_ceiling(lender_type=lender_type, on=on)
            shown = f"{ceiling.rate * 100:.2f} %"

            for told in (ceiling.explanation_en, ceiling.explanation_zh):
                assert shown in told
                assert str(on) in told
                assert ceiling.rule.source in told
            assert HAN.search(ceiling.explanation_zh)

    def test_is_found_by_the_exact_name_only(self):
        for near in ("", "Bank", "bank ", "natural_person;x=1", "pawnshop"):
            assert ceiling_of(near, TODAY) is None

    def test_was_followed_by_a_second_one_above_which_nothing_was_owed(self):
        def void_above(lender_type: str, on: date) -> str:
            scope = {"lender_type": lender_type}
            return queries.look_up("usury.void_above", on=on, scope=scope).value["rate"]

        for lender_type in PRIVATE:
            assert void_above(lender_type, date(2015, 9, 1)) == "0.36"
            assert void_above(lender_type, date(2020, 8, 19)) == "0.36"
        for lender_type, on in (
            ("natural_person", date(2015, 8, 31)),
            ("natural_person", date(2020, 8, 20)),
            ("bank", date(2019, 1, 1)),
        ):
            with pytest.raises(queries.RuleNotFound):
                void_above(lender_type, on)


@pytest.mark.usefixtures("packs")
class TestOnlineLending:
    """Between people: allowed by the measures of 2016, at an end in 2020."""

    def test_ends_on_a_day(self):
        days = (date(2016, 8, 17), date(2020, 11, 15), date(2020, 11, 16), TODAY)

        assert [queries.look_up("p2p.retail", on=on).value["allowed"] for on in days] == [
            True,
            True,
            False,
            False,
        ]

    def test_leaves_no_rule_of_the_measures_standing(self):
        after = queries.open_rules(date(2020, 11, 16))

        assert {each.key for each in after if each.key.startswith("p2p.")} == {"p2p.retail"}

    def test_had_limits_for_one_platform_and_for_all(self):
        for borrower, one, every in (
            ("natural_person", 200_000, 1_000_000),
            ("legal_person", 1_000_000, 5_000_000),
        ):
            found = queries.look_up(
                "p2p.borrower_limit", on=date(2018, 1, 1), scope={"borrower_type": borrower}
            )

            assert found.value == {
                "platform_minor": one * 100,
                "all_platforms_minor": every * 100,
                "currency": "CNY",
            }


@pytest.mark.usefixtures("packs")
def test_other_peoples_money_is_no_source_of_funds():
    allowed = {
        origin: queries.look_up("fund_source.origin", on=TODAY, scope={"origin": origin}).value
        for origin in funds.ORIGINS
    }

    assert {origin for origin, value in allowed.items() if not value["allowed"]} == {
        "settlement_float",
        "client_money",
        "online_lending",
        "borrowed_for_onlending",
    }


class TestARefusal:
    @pytest.mark.parametrize("scope", [None, {}, {"b": "2", "a": "1"}])
    def test_for_want_of_a_rule_names_key_day_and_case(self, scope):
        refusal: CentreError = rules.RuleNotFound(key="k", on=TODAY, scope=scope)

        assert refusal.facts == {
            "key": "k",
            "on": "2026-11-23",
            "scope": "a=1;b=2" if scope else "-",
        }
        assert refusal.status == 404
