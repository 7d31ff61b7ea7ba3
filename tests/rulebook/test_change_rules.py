"""Who may change the law's figures, from which day, and what a rule must say: decided purely."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from headrace.rulebook import rules
from headrace.rulebook.rules import RuleDraft, changes
from tests.kit.tongues import in_chinese, in_english, is_told_in_both

TODAY = date(2026, 11, 23)
DRAFT = RuleDraft(
    pack="CN-CURRENT",
    rule_key="market.ceiling",
    scope={"lender_type": "bank"},
    value={"method": "effective_yearly", "rate": "0.24"},
    valid_from=TODAY,
    valid_to=None,
    source="The centre's own rule",
    status="M",
    severity="block",
    text_en="No offer above 24 %.",
    text_zh="报价不得超过 24%。",
)
ROWS = (
    {"kind": "rating", "due_days": 5, "required": True, "from_minor": 100},
    {"kind": "rating", "due_days": 9, "required": False},
    {"kind": "guarantee", "due_days": 7, "required": True, "models": ["bank_loan", "leasing"]},
    {"kind": "ip_appraisal", "due_days": 3, "required": True, "innovation": True},
    {"kind": "insurer", "due_days": 2, "required": False, "innovation": False},
)


class TestADraft:
    def test_that_is_whole_passes(self):
        rules.check_draft(DRAFT)

    @pytest.mark.parametrize(
        ("part", "wrong"),
        [
            ("rule_key", ""),
            ("rule_key", "  "),
            ("rule_key", "k" * 81),
            ("source", " \n"),
            ("text_en", ""),
            ("text_zh", "\t"),
            ("status", "X"),
            ("status", ""),
            ("status", "s"),
            ("severity", "stop"),
            ("severity", "BLOCK"),
            ("valid_to", TODAY),
            ("valid_to", TODAY - timedelta(days=1)),
            ("value", 0.24),
            ("value", {"rate": 0.24}),
            ("value", [{"rates": [1, {"x": (1, 0.1)}]}]),
        ],
    )
    def test_with_one_part_wrong_is_refused_by_that_part(self, part, wrong):
        with pytest.raises(rules.DraftIncomplete) as refusal:
            rules.check_draft(replace(DRAFT, **{part: wrong}))

        assert (refusal.value.field, refusal.value.facts) == (part, {"part": part})
        assert part in in_english(refusal.value).message
        assert is_told_in_both(refusal.value)

    @pytest.mark.parametrize(
        ("part", "fit"),
        [
            ("rule_key", "k" * 80),
            ("status", "S"),
            ("severity", "warn"),
            ("severity", "report"),
            ("valid_to", TODAY + timedelta(days=1)),
            ("value", None),
            ("value", []),
            ("value", {"rate": "0.24", "deep": [1, "2", True, None]}),
        ],
    )
    def test_with_a_part_at_its_edge_passes(self, part, fit):
        rules.check_draft(replace(DRAFT, **{part: fit}))

    def test_is_told_from_the_others_by_key_scope_and_first_day(self):
        turned = replace(DRAFT, scope={"b": "2", "a": "1"}, value=None, source="another")

        assert turned.address() == ("market.ceiling", "a=1;b=2", TODAY)


class TestTheSecondPerson:
    one, other = UUID(int=1), UUID(int=2)

    @pytest.mark.parametrize("proposed_by", [None, UUID(int=1)])
    def test_who_is_another_decides(self, proposed_by):
        rules.check_second_person(proposed_by=proposed_by, decides=self.other)

    @pytest.mark.parametrize("decides", [None, UUID(int=1)])
    def test_who_is_the_first_or_nobody_does_not(self, decides):
        with pytest.raises(rules.SamePerson) as refusal:
            rules.check_second_person(proposed_by=self.one, decides=decides)
        assert is_told_in_both(refusal.value)


class TestTheOffice:
    def test_for_the_whole_country_changes_rules(self):
        rules.check_central("000000")

    @pytest.mark.parametrize("district", ["", "360000", "360730", "00000", "0000000", "000001"])
    def test_for_a_part_of_it_does_not(self, district):
        with pytest.raises(rules.NotCentral) as refusal:
            rules.check_central(district)

        assert refusal.value.status == 403
        assert refusal.value.facts == {"district": district}


class TestTheFirstDay:
    @pytest.mark.parametrize("days", [0, 1, 400])
    def test_is_today_or_later(self, days):
        rules.check_begins_in_time(valid_from=TODAY + timedelta(days=days), today=TODAY)

    @pytest.mark.parametrize("days", [1, 4000])
    def test_never_lies_in_the_past(self, days):
        with pytest.raises(rules.ChangesThePast) as refusal:
            rules.check_begins_in_time(valid_from=TODAY - timedelta(days=days), today=TODAY)

        assert refusal.value.field == "valid_from"
        assert refusal.value.facts["today"] == "2026-11-23"
        assert "2026-11-23" in in_chinese(refusal.value).message


class TestAFloat:
    @pytest.mark.parametrize("value", [0.1, float("nan"), [0.1], {"a": {"b": (0.1,)}}])
    def test_is_found_however_deep(self, value):
        assert changes.holds_float(value)

    @pytest.mark.parametrize("value", [None, 1, True, "0.1", Decimal("0.1"), {}, [], {"0.1": 1}])
    def test_is_not_seen_where_there_is_none(self, value):
        assert not changes.holds_float(value)


class TestACeiling:
    @pytest.mark.parametrize(
        ("value", "series", "rate"),
        [
            ({"rate": "0.24"}, None, "0.24"),
            ({"times": "4"}, "0.0310", "0.1240"),
            ({"times": "4", "rate": "0.9"}, "0.03", "0.12"),
            ({"times": "1.5"}, "0.04", "0.06"),
            ({"times": "0"}, "0.04", "0"),
        ],
    )
    def test_is_fixed_or_a_multiple_of_the_figure_of_the_day(self, value, series, rate):
        figure = Decimal(series) if series else None

        assert rules.ceiling_rate(value, figure) == Decimal(rate)

    def test_that_says_neither_is_a_fault_of_the_pack(self):
        with pytest.raises(KeyError):
            rules.ceiling_rate({}, None)


class TestRequiredRequests:
    def asked(self, amount_minor: int, model: str = "bank_loan", innovation: bool = False):
        found = rules.requests_required(
            ROWS, amount_minor=amount_minor, model=model, innovation=innovation
        )
        return [(each.kind, each.due_days, each.required) for each in found]

    @pytest.mark.parametrize(
        ("amount", "rating"),
        [
            (0, ("rating", 9, False)),
            (99, ("rating", 9, False)),
            (100, ("rating", 5, True)),
            (101, ("rating", 5, True)),
        ],
    )
    def test_are_told_by_the_first_row_of_a_kind_that_fits(self, amount, rating):
        assert [each for each in self.asked(amount) if each[0] == "rating"] == [rating]

    @pytest.mark.parametrize(
        ("model", "asked"), [("bank_loan", True), ("leasing", True), ("p2p", False), ("", False)]
    )
    def test_may_be_for_some_models_only(self, model, asked):
        assert ("guarantee", 7, True) in self.asked(1, model) or not asked
        assert ("guarantee", 7, True) not in self.asked(1, model) or asked

    @pytest.mark.parametrize(
        ("innovation", "kinds"), [(True, {"ip_appraisal"}), (False, {"insurer"})]
    )
    def test_may_be_for_innovation_or_for_everything_else(self, innovation, kinds):
        found = {kind for kind, _, _ in self.asked(1, innovation=innovation)}

        assert found & {"ip_appraisal", "insurer"} == kinds

    def test_keep_the_order_of_the_table(self):
        assert [kind for kind, _, _ in self.asked(100)] == ["rating", "guarantee", "insurer"]

    def test_of_an_empty_table_are_none(self):
        assert rules.requests_required((), amount_minor=1, model="m", innovation=False) == ()


PACK = """
name = "TEST"
version = 3
jurisdiction = "CN"
title_en = "A test"
title_zh = "测试"
valid_from = 2020-01-01
[[rule]]
key = "a.rule"
valid_from = 2020-01-01
source = "s"
status = "S"
severity = "warn"
text_en = "t"
text_zh = "文"
value = [1, 2]
"""


class TestAPackFile:
    def test_without_scopes_holds_a_rule_for_everybody(self):
        file = rules.read_pack(PACK)

        assert [(each.scope, each.value, each.valid_to) for each in file.rules] == [
            ({}, [1, 2], None)
        ]
        assert (file.name, file.version, file.regime, file.valid_to) == ("TEST", 3, False, None)
        assert file.points == ()

    def test_with_scopes_holds_a_rule_for_each(self):
        file = rules.read_pack(PACK + 'scopes = [{ a = "1" }, { a = "2", b = "3" }]\n')

        assert [rules.scope_key(each.scope) for each in file.rules] == ["a=1", "a=2;b=3"]
        assert {each.pack for each in file.rules} == {"TEST"}

    def test_gives_its_figures_as_decimals_with_the_source_of_the_series(self):
        more = (
            '[[series]]\nname = "X"\nsource = "office"\n'
            'points = [{ on = 2020-01-02, value = "0.0310", status = "M" }]\n'
        )
        (point,) = rules.read_pack(PACK + more).points

        assert (point.series, point.value, point.source) == ("X", Decimal("0.0310"), "office")

    @pytest.mark.parametrize(
        "field", ["name", "version", "jurisdiction", "title_en", "title_zh", "valid_from"]
    )
    def test_that_lacks_a_field_is_not_read(self, field):
        lines = [each for each in PACK.splitlines() if not each.startswith(f"{field} = ")]
        first_rule = lines.index("[[rule]]")
        whole = PACK.splitlines()[PACK.splitlines().index("[[rule]]") :]

        with pytest.raises(KeyError, match=field):
            rules.read_pack("\n".join([*lines[:first_rule], *whole]))

    @pytest.mark.parametrize(
        "field", ["key", "source", "status", "severity", "text_en", "text_zh", "value"]
    )
    def test_whose_rule_lacks_a_field_is_not_read(self, field):
        lines = [each for each in PACK.splitlines() if not each.startswith(f"{field} = ")]

        with pytest.raises(KeyError, match=field):
            rules.read_pack("\n".join(lines))
