"""Rules and their sources as the supervisor's desk tells them, in both languages."""

import re
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

import headrace
from headrace.kit.ids import new_id
from headrace.portals.supervisor import (
    console_rules,
    rule_values,
    rule_words,
)
from headrace.rulebook.queries import Ceiling, PackView, RuleAnswer, SeriesPoint

SOURCES = Path(headrace.__file__).parent
TODAY = date(2026, 11, 23)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


class TestRuleSources:
    def sources(self):
        for path in sorted((SOURCES / "rulebook" / "packs").glob("*.toml")):
            pack = tomllib.loads(path.read_text(encoding="utf-8"))
            rows = [*pack.get("rule", ()), *pack.get("series", ()), *pack.get("point", ())]
            yield from (each["source"] for each in rows if "source" in each)

    def test_are_all_told_in_chinese_on_a_chinese_page(self):
        found = set(self.sources())
        assert len(found) > 20
        with translation.override("zh-hans"):
            told = {each: rule_values.cited(each) for each in found}
        assert {each for each, cited in told.items() if not CHINESE.search(cited.words)} == set()
        assert {cited.lang for cited in told.values()} == {""}

    def test_stay_as_they_are_in_english(self):
        assert {rule_values.cited(each).words for each in self.sources()} == set(self.sources())

    def test_an_unknown_one_is_marked_as_english(self):
        with translation.override("zh-hans"):
            cited = rule_values.cited("A source of tomorrow")
        assert cited == rule_values.Cited("A source of tomorrow", "en")
        assert rule_values.cited("A source of tomorrow").lang == ""

    def test_an_article_is_counted_as_the_law_counts_it(self):
        source = (
            "Interim Measures for Online Lending Information Intermediaries,"
            " Order No. 1 [2016] of the CBRC and others, art. 10(12)"
        )
        with translation.override("zh-hans"):
            assert rule_values.cited(source).words.endswith("第十条第（十二）项")


def rule(**other):
    told = RuleAnswer(
        rule_id=new_id(),
        pack="CN-CURRENT",
        version=1,
        key="market.ceiling",
        scope={"lender_type": "bank"},
        value={"method": "effective_yearly", "series": "LPR-1Y", "times": "4"},
        valid_from=date(2020, 8, 20),
        valid_to=None,
        source="The centre's own rule",
        status="M",
        severity="block",
        text_en="No offer above four times the rate.",
        text_zh="不超过四倍。",
    )
    return replace(told, **other)


PACK = PackView("CN-CURRENT", 1, "Present rules", "现行规则", date(2020, 11, 16), None)


class TestRules:
    @pytest.mark.parametrize(
        ("value", "words"),
        [
            ([1, 2, 3], "3 entries"),
            ("plain", "plain"),
            ({"series": "LPR-1Y", "times": "4"}, "4 × LPR"),
            ({"rate": "0.24"}, "24.0 %"),
            ({"allowed": True}, "allowed"),
            ({"allowed": False}, "not allowed"),
            ({"from_ppm": 250_000}, "25 %"),
            ({"something": "else"}, "–"),
        ],
        ids=["list", "text", "times", "rate", "yes", "no", "share", "else"],
    )
    def test_have_a_value_in_words(self, value, words):
        assert rule_values.value(rule(value=value)).replace("\u00a0", " ") == words

    def test_of_several_parties_stand_once(self):
        rows = [rule(), rule(scope={"lender_type": "small_loan"}), rule(key="other")]
        (pack,) = rule_words.by_pack(rows, [PACK])
        assert len(pack.rows) == 2
        assert [each.mark.kind for each in pack.rows] == ["near", "near"]

    def test_that_were_read_in_their_source_are_marked_so(self):
        (pack,) = rule_words.by_pack([rule(status="S")], [PACK])
        assert pack.rows[0].mark.kind == "done"

    def test_say_how_many_wait_for_a_lawyer(self):
        page = rule_words.page([rule(), rule(key="b", status="S")], [PACK], TODAY)
        assert page.head.finding == "2 rules are in force"
        assert "1 of them are marked" in page.head.lead

    def test_of_other_days_are_named_with_their_days(self):
        past = replace(PACK, name="CN-P2P-2016", valid_to=date(2020, 11, 16))
        (words,) = rule_words.not_in_force([PACK, past], TODAY)
        assert "CN-P2P-2016" in words
        assert "16\u00a0November 2020" in words

    def test_the_ceiling_says_how_it_comes_about(self):
        ceiling = Ceiling(Decimal("0.12"), "effective_yearly", rule(), "", "")
        prime = SeriesPoint("LPR-1Y", date(2025, 5, 20), Decimal("0.03"), "", "S")
        told = " ".join(console_rules.formula(ceiling, prime)).replace("\u00a0", " ")
        assert told == "ceiling, 4 × LPR (3.0 %, since 2025-05)"
        assert console_rules.formula(ceiling, None) == ("ceiling", "since 2020-08")

    def test_a_ceiling_that_is_a_figure_has_no_prime_rate(self):
        ceiling = Ceiling(Decimal("0.24"), "effective_yearly", rule(value={"rate": "0.24"}), "", "")
        assert console_rules.prime_rate(ceiling, TODAY) is None
