"""The words that the parties sign."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from tenor.money import Money

from headrace.contracts.rules.reference import payment_reference
from headrace.contracts.services.drawing import hash_of, text_in
from headrace.kit.canonical import digest
from tests.contracts_domain.values import new_terms

CLAUSE = re.compile(r"^(\d+)\.(\d+) ", re.MULTILINE)


def both(terms):
    interest = Money(Decimal("37214.81"))
    return {each: text_in(each, terms, "HRAAAABBBBCC", interest) for each in ("en", "zh")}


class TestText:
    def test_says_in_english_what_was_agreed(self):
        text = both(new_terms())["en"]
        for words in (
            "Liangshan Lamps Co., Ltd",
            "CNY 1,000,000.00",
            "6.8 %",
            "7.99 % a year as an effective rate",
            "twelve times a monthly rate: 7.7115 %",
            "interest: CNY 37,214.81",
            "12 %",
            "guarantee: CNY 5,000.00 to Tongzhou Guarantee",
            "CN-CURRENT, version 2026-11",
            "HRAAAABBBBCC",
        ):
            assert words in text

    def test_says_the_same_in_chinese(self):
        text = both(new_terms())["zh"]
        for words in (
            "Liangshan Lamps Co., Ltd",
            "6.8 %",
            "等额本息",
            "年化综合成本",
            "预占",
            "冻结",
        ):
            assert words in text

    def test_both_languages_have_the_same_clauses(self):
        texts = both(new_terms())
        assert CLAUSE.findall(texts["en"]) == CLAUSE.findall(texts["zh"])
        assert len(CLAUSE.findall(texts["en"])) > 20

    @pytest.mark.parametrize("plan_kind", ["equal_instalment", "equal_principal", "bullet"])
    def test_every_plan_has_its_sentence_and_no_place_stays_open(self, plan_kind):
        for text in both(new_terms(plan_kind=plan_kind)).values():
            assert "$" not in text

    def test_an_agreement_without_fees_or_ceiling_says_so(self):
        texts = both(replace(new_terms(), costs=(), ceiling=None, payees=()))
        assert "none beside the interest" in texts["en"]
        assert "No ceiling binds these lenders" in texts["en"]
        assert "除利息外无其他费用" in texts["zh"]


class TestHash:
    def test_one_changed_letter_in_either_language_changes_it(self):
        texts = both(new_terms())
        for language in texts:
            other = {**texts, language: texts[language].replace("6.8", "6.9")}
            assert hash_of(other) != hash_of(texts)

    def test_is_the_same_for_the_same_texts(self):
        terms = new_terms()
        assert hash_of(both(terms)) == hash_of(both(terms))


class TestPaymentReference:
    def test_is_short_and_made_of_letters_that_no_bank_refuses(self):
        assert re.fullmatch(r"HR[A-Z2-7]{10}", payment_reference(digest("an offer")))
