"""Asking and comparing from one case: questions, sentences, likely ranges, offers side by side."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from headrace.market.queries import IndicativeRange
from headrace.market.rules.demand import AmountNotPositive, TextMissing
from headrace.portals import names, wording
from headrace.portals.enterprise import (
    answers,
    ask,
    columns,
    offers,
    ranges,
)
from headrace.portals.enterprise import sentences as two
from headrace.products.protocol import Fee, Label
from headrace.rulebook.queries import RuleAnswer
from tests.portals.samples import cases
from tests.portals.samples.cases import KEY, at_stage, yuan

pytestmark = pytest.mark.urls("tests.portals.owner_urls")
TODAY = date(2026, 11, 23)
SHUT = RuleAnswer(
    rule_id=UUID(int=50),
    pack="CN-CURRENT",
    version=202611,
    key="p2p.retail",
    scope={},
    value={"allowed": False},
    valid_from=date(2020, 11, 16),
    valid_to=None,
    source="Notice",
    status="S",
    severity="hard",
    text_en="Natural persons may not lend here",
    text_zh="自然人不得在此出借",
)


@pytest.fixture(autouse=True)
def as_registered(monkeypatch) -> None:
    """No institution has an English name here, whatever town stood before."""
    monkeypatch.setattr(names, "_ENGLISH", {})


def plain(words: str) -> str:
    return words.replace(wording.NBSP, " ")


class TestOffers:
    def test_stand_in_columns_on_one_axis_from_under_the_cheapest_to_the_ceiling(self):
        page = offers.offers_page(at_stage("choose"), (), KEY)
        assert {each.axis.ends for each in page.offers} == {(4.0, 12.0)}

    def test_the_cheapest_is_the_one_that_is_marked_while_one_can_choose(self):
        page = offers.offers_page(at_stage("choose"), (), KEY)
        assert [each.chosen for each in page.offers] == [True, False]
        assert page.advice.title == "Cheapest that covers all: 清川农商银行"
        assert "¥6,000.08 in all" in page.advice.words

    def test_a_cheapest_one_for_a_part_only_says_so(self):
        cheap = cases.dearer(yearly_cost=Decimal("0.03"))
        case = replace(at_stage("choose"), offers=(cheap, cases.offer()))
        assert offers.offers_page(case, (), KEY).advice.title.startswith("Cheapest; covers a part")

    def test_what_is_asked_and_charged_beside_stands_in_words(self):
        one, other = offers.offers_page(at_stage("choose"), (), KEY).offers
        assert (one.security, one.fees, one.mind) == (
            "None",
            "None beside the interest",
            "No further conditions",
        )
        assert other.security == "A surety may be asked; your goods stay free"
        assert other.fees == "handling ¥600.00"
        assert other.mind == "Show the order"
        assert (one.covers_mark.words, other.covers_mark.words) == ("all", "part")

    def test_every_choice_is_asked_first_and_so_is_every_no(self):
        page = offers.offers_page(at_stage("choose"), (), KEY)
        assert [each.id for each in page.dialogues] == [
            f"accept-{cases.OFFER}",
            f"decline-{cases.OFFER}",
            f"accept-{cases.OTHER_OFFER}",
            f"decline-{cases.OTHER_OFFER}",
        ]
        assert {each.act.key for each in page.dialogues} == {str(KEY)}
        assert {each.act.method for each in page.dialogues} == {"post"}

    @pytest.mark.parametrize("what", ["accept", "decline"])
    def test_without_script_only_the_one_that_was_asked_for_stands_open(self, what):
        page = offers.offers_page(at_stage("choose"), (), KEY, asking=(what, str(cases.OFFER)))
        assert [each.id for each in page.dialogues if each.open] == [f"{what}-{cases.OFFER}"]

    @pytest.mark.parametrize("case", ["writing", "sign", "countersign", "draw", "repay"])
    def test_once_chosen_nothing_can_be_chosen_any_more(self, case):
        page = offers.offers_page(at_stage(case), (), KEY)
        assert page.advice is None
        assert page.dialogues == ()
        assert not page.can_act
        assert [each.chosen for each in page.offers] == [True]
        assert plain(page.head.finding) == "You chose 清川农商银行: 5.0 % a year"

    @pytest.mark.parametrize("state", ["made", "lapsed", "declined", "withdrawn"])
    def test_one_that_is_not_open_to_the_firm_is_not_shown(self, state):
        case = replace(at_stage("choose"), offers=(cases.offer(), cases.dearer(state)))
        assert len(offers.offers_page(case, (), KEY).offers) == 1

    @pytest.mark.parametrize(
        ("case", "label"),
        [
            ("none", "Start a request"),
            ("checking", "Where your request stands"),
            ("matching", "Where your request stands"),
        ],
    )
    def test_where_there_are_none_yet_the_page_says_what_comes_and_leads_on(self, case, label):
        page = offers.offers_page(at_stage(case), (), KEY)
        assert page.head.finding == "No offers yet"
        assert page.empty.act.label == label
        assert page.empty.words

    def test_the_rows_that_a_closed_way_spans_are_those_that_are_drawn(self):
        choosing = offers.offers_page(at_stage("choose"), (), KEY)
        chosen = offers.offers_page(at_stage("sign"), (), KEY)
        assert (choosing.rows, chosen.rows) == (8, 7)

    @given(st.lists(st.decimals("0.001", "0.36", places=4), min_size=1, max_size=5))
    def test_every_cost_lies_on_the_axis(self, found):
        shown = [cases.offer(yearly_cost=each) for each in found]
        low, high = columns.axis_of(shown)
        assert all(low <= float(each.yearly_cost * 100) <= high for each in shown)
        assert low < high

    @pytest.mark.parametrize(
        ("code", "words"), [("guarantee", "guarantee fee"), ("site_visit", "site visit")]
    )
    def test_a_fee_is_named_even_if_nobody_foresaw_it(self, code, words):
        assert columns.fee_name(code) == words

    def test_two_securities_are_both_named(self):
        one = cases.offer(security_kinds=("pledge", "receivables"))
        case = replace(at_stage("choose"), offers=(one,))
        column = offers.offers_page(case, (), KEY).offers[0]
        assert column.security == "Goods are pledged; Invoices are assigned"


def test_a_fee_of_an_offer_is_named_and_paid_to_the_fen():
    one = cases.offer(fees=(Fee(code="insurance", amount=yuan("12.30")),))
    assert columns.fees_of(one) == "insurance ¥12.30"


class TestClosedWays:
    def test_name_their_rule_its_day_its_pack_and_where_to_read_it(self):
        (way,) = ranges.closed_ways(SHUT)
        assert (way.rule, way.since, way.pack, way.url) == (
            "Natural persons may not lend here",
            "2020-11-16",
            "CN-CURRENT",
            "/rules/",
        )

    def test_are_told_in_the_reader_s_language(self):
        with translation.override("zh-hans"):
            (way,) = ranges.closed_ways(SHUT)
        assert way.rule == "自然人不得在此出借"

    @pytest.mark.parametrize("rule", [None, replace(SHUT, value={"allowed": True})])
    def test_are_none_where_the_rule_allows_it_or_there_is_none(self, rule):
        assert ranges.closed_ways(rule) == ()


class TestRanges:
    FOUND = IndicativeRange(
        "bank_loan",
        Label(en="Bank loan", zh="银行贷款"),
        yuan("300000.00"),
        Decimal("0.0435"),
        Decimal("0.0712"),
        2,
        (),
    )

    def page(self, *found: IndicativeRange, judged: bool = False, **typed: str):
        given_ = answers.read(typed)
        return ask.ask_page(given_, found, SHUT, TODAY, judged=judged)

    def test_share_one_axis_that_is_named_once(self):
        dear = replace(self.FOUND, cost_low=Decimal("0.081"), cost_high=Decimal("0.119"))
        page = self.page(self.FOUND, dear)
        assert [each.axis.named for each in page.indications] == [True, False]
        assert {each.axis.ends for each in page.indications} == {(3.0, 13.0)}
        assert len(page.indications[0].axis.ticks) <= 6

    def test_are_said_with_what_they_cover_and_what_stands_behind_them(self):
        (one,) = self.page(self.FOUND).indications
        assert (plain(one.cost), one.needs, one.days) == (
            "4.4–7.1 %",
            "Up to ¥300,000 of it",
            "2 products on offer",
        )
        (one,) = self.page(replace(self.FOUND, products=1)).indications
        assert one.days == "1 product on offer"

    def test_before_the_answers_the_sheet_says_what_will_stand_there(self):
        assert self.page().indications_words.startswith("Answer the questions")

    def test_answers_that_nothing_fits_are_told_so(self):
        page = self.page(amount="300000", months="6", purpose="wages", wanted="later")
        assert page.indications_words.startswith("Nothing on offer fits these answers.")


class TestQuestions:
    def test_keep_what_was_typed_and_chosen(self):
        page = ask.ask_page(
            answers.read({"amount": "12 万", "purpose": "stock", "months": "9", "wanted": "week"}),
            (),
            None,
            TODAY,
            judged=False,
        )
        assert page.amount.value == "12 万"
        assert plain(page.amount.after) == "120 thousand"
        for field, value in ((page.purpose, "stock"), (page.months, "9"), (page.wanted, "week")):
            assert [each.value for each in field.choices if each.chosen] == [value]

    def test_have_at_most_six_visible_options_each(self):
        page = ask.ask_page(answers.read({}), (), None, TODAY, judged=False)
        assert [len(each.choices) for each in (page.purpose, page.wanted, page.months)] == [6, 3, 5]

    def test_name_no_error_before_they_are_sent(self):
        assert ask.ask_page(answers.read({}), (), None, TODAY, judged=False).wrong == ()

    def test_name_every_error_at_its_field_once_they_are(self):
        page = ask.ask_page(answers.read({}), (), None, TODAY, judged=True)
        assert [each.name for each in page.wrong] == ["amount", "purpose", "wanted", "months"]

    def test_say_the_day_that_a_week_means(self):
        page = ask.ask_page(answers.read({}), (), None, TODAY, judged=False)
        labels = [plain(each.label) for each in page.wanted.choices]
        assert labels == ["By 30 Nov", "By 7 Dec", "Later"]


class TestSentences:
    GIVEN = answers.read({"amount": "300000", "purpose": "stock", "months": "9", "wanted": "later"})

    def page(self, typed=None, wrong=None):
        return two.sentences_page(self.GIVEN, typed or {}, wrong or {}, KEY, TODAY)

    def test_stand_beside_the_three_answers(self):
        assert [(each.label, plain(each.value)) for each in self.page().facts] == [
            ("Amount", "¥300,000"),
            ("For", "stock"),
            ("Term", "9 months"),
            ("Wanted by", "no fixed day"),
        ]

    def test_carry_the_answers_on_so_that_nothing_depends_on_a_session(self):
        assert dict(self.page().hidden) == {
            "amount": "300000",
            "purpose": "stock",
            "wanted": "later",
            "months": "9",
        }

    def test_keep_what_was_typed_beside_the_error(self):
        page = self.page({"purpose_text": "Steel"}, {"purpose_text": "Too short"})
        assert (page.fields[0].value, page.fields[0].error) == ("Steel", "Too short")
        assert page.wrong == (page.fields[0],)

    @pytest.mark.parametrize("name", two.SENTENCES)
    @pytest.mark.parametrize("words", ["", "   ", "\n"])
    def test_an_empty_one_is_named(self, name, words):
        typed = dict.fromkeys(two.SENTENCES, "A sentence") | {name: words}
        assert list(two.judge(typed)) == [name]

    @pytest.mark.parametrize("name", two.SENTENCES)
    def test_a_refusal_of_one_lands_at_its_field_and_any_other_above_the_form(self, name):
        wrong, messages = two.placed(TextMissing(name))
        assert wrong[name].startswith("This must be filled in")
        assert messages == ()
        wrong, (message,) = two.placed(AmountNotPositive("amount"))
        assert wrong == {}
        assert message.kind == "refused"

    @given(st.integers(1, 900))
    def test_one_is_too_long_from_the_first_character_beyond_the_most(self, length):
        wrong = two.judge(dict.fromkeys(two.SENTENCES, "字" * length))
        assert bool(wrong) == (length > two.LONGEST)
        assert all(str(length) in words for words in wrong.values())
