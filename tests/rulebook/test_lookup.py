from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.rulebook import queries, rules


@dataclass(frozen=True)
class Candidate:
    scope: dict[str, str] = field(default_factory=dict)
    valid_from: date = date(2020, 1, 1)


class TestMostSpecific:
    def test_prefers_the_rule_with_more_facts_in_its_scope(self):
        general, special = Candidate(), Candidate({"industry": "retail"})

        assert rules.most_specific([general, special], {"industry": "retail"}) is special
        assert rules.most_specific([special, general], {"industry": "post"}) is general

    def test_of_two_equals_the_later_law_goes_before(self):
        old = Candidate({"a": "1"}, date(2019, 1, 1))
        new = Candidate({"b": "1"}, date(2021, 1, 1))

        assert rules.most_specific([new, old], {"a": "1", "b": "1"}) is new

    def test_finds_nothing_rather_than_something_near(self):
        assert rules.most_specific([Candidate({"a": "1"})], {"a": "2"}) is None

    @given(
        st.lists(st.dictionaries(st.sampled_from("abc"), st.sampled_from("12"))),
        st.dictionaries(st.sampled_from("abc"), st.sampled_from("12")),
    )
    def test_what_it_returns_is_true_of_the_case_and_no_fitting_rule_says_more(self, scopes, case):
        candidates = [Candidate(each) for each in scopes]

        found = rules.most_specific(candidates, case)

        fitting = [each for each in candidates if each.scope.items() <= case.items()]
        assert (found is None) == (not fitting)
        assert found is None or len(found.scope) == max(len(each.scope) for each in fitting)


def test_a_scope_has_one_spelling_whatever_the_order_of_its_facts():
    assert (
        rules.scope_key({"b": "2", "a": "1"}) == rules.scope_key({"a": "1", "b": "2"}) == "a=1;b=2"
    )


@pytest.mark.usefixtures("packs")
class TestLookUp:
    def test_answers_which_rule_which_value_on_which_date_from_which_source(self):
        answer = queries.look_up(
            "p2p.borrower_limit", on=date(2019, 3, 1), scope={"borrower_type": "natural_person"}
        )

        assert (answer.pack, answer.version) == ("CN-P2P-2016", 1)
        assert answer.value["platform_minor"] == 20_000_000
        assert answer.value["all_platforms_minor"] == 100_000_000
        assert "art. 17" in answer.source
        assert (answer.status, answer.severity) == ("S", "block")

    def test_retail_lending_is_allowed_in_2019_and_refused_today_with_the_text_of_the_rule(self):
        then = queries.look_up("p2p.retail", on=date(2020, 11, 15))
        today = queries.look_up("p2p.retail", on=date(2020, 11, 16))

        assert (then.pack, then.value) == ("CN-P2P-2016", {"allowed": True})
        assert (today.pack, today.value) == ("CN-CURRENT", {"allowed": False})
        assert today.text_zh.startswith("自然人不得")

    def test_refuses_to_guess(self):
        with pytest.raises(queries.RuleNotFound) as refusal:
            queries.look_up(
                "p2p.borrower_limit", on=date(2021, 1, 1), scope={"borrower_type": "natural_person"}
            )

        assert refusal.value.facts == {
            "key": "p2p.borrower_limit",
            "on": "2021-01-01",
            "scope": "borrower_type=natural_person",
        }

    def test_can_be_asked_of_one_pack_only(self):
        with pytest.raises(queries.RuleNotFound):
            queries.look_up("p2p.retail", on=date(2019, 1, 1), pack="CN-CURRENT")

    def test_asks_the_database_once(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            queries.look_up("size.class", on=date(2026, 1, 1), scope={"industry": "retail"})

    def test_an_unconfirmed_value_says_so(self):
        answer = queries.look_up("p2p.custodians_per_platform", on=date(2019, 1, 1))

        assert answer.status == "M"

    def test_lists_the_choices_of_a_form(self):
        scopes = queries.scopes_of("size.class", on=date(2026, 1, 1))

        assert len(scopes) == 18
        assert {"industry": "manufacturing"} in scopes


@pytest.mark.usefixtures("packs")
class TestPackInForce:
    @pytest.mark.parametrize(
        ("on", "name"),
        [
            (date(2016, 8, 17), "CN-P2P-2016"),
            (date(2020, 11, 15), "CN-P2P-2016"),
            (date(2020, 11, 16), "CN-CURRENT"),
            (date(2026, 11, 23), "CN-CURRENT"),
        ],
    )
    def test_stands_on_every_page(self, on, name):
        assert queries.pack_in_force(on).name == name

    def test_before_the_measures_of_2016_there_is_none(self):
        with pytest.raises(queries.RuleNotFound):
            queries.pack_in_force(date(2016, 8, 16))

    def test_all_packs_are_listed(self):
        assert [each.name for each in queries.packs()] == [
            "CENTRE",
            "CN-CURRENT",
            "CN-P2P-2016",
            "CN-SME-2011",
            "CN-USURY",
        ]


@pytest.mark.usefixtures("packs")
class TestOpenRules:
    def test_shows_the_supervisor_all_rules_of_a_day_in_one_query(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            shown = queries.open_rules(date(2019, 6, 3))

        keys = [each.key for each in shown]
        assert sum(each.startswith("p2p.prohibited.") for each in keys) == 13
        assert sum(each.startswith("p2p.borrower_prohibited.") for each in keys) == 5
        assert all(each.source and each.text_en and each.text_zh for each in shown)

    def test_no_two_rules_of_one_key_and_scope_hold_on_one_day_across_packs(self):
        for on in (date(2017, 9, 1), date(2020, 8, 19), date(2020, 8, 20), date(2026, 11, 23)):
            shown = [(each.key, rules.scope_key(each.scope)) for each in queries.open_rules(on)]
            assert len(shown) == len(set(shown)), on
