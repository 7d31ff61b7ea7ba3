"""The life of a request, single members of an event, and names of trading partners: purely."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.evidence.rules import fields, problems, requests
from headrace.evidence.rules.counterparties import masked_name, normal_name
from headrace.evidence.rules.requests import RequestMove, RequestState
from tests.kit.tongues import HAN, in_chinese, in_english, is_told_in_both

REQUEST_MOVES = {
    ("open", "reassign"): "open",
    ("late", "reassign"): "open",
    ("open", "accept"): "accepted",
    ("accepted", "start"): "in_work",
    ("open", "answer"): "answered",
    ("accepted", "answer"): "answered",
    ("in_work", "answer"): "answered",
    ("late", "answer"): "answered",
    ("open", "decline"): "declined",
    ("accepted", "decline"): "declined",
    ("in_work", "decline"): "declined",
    ("late", "decline"): "declined",
    ("open", "lapse"): "late",
    ("accepted", "lapse"): "late",
    ("in_work", "lapse"): "late",
    ("answered", "contest"): "contested",
    ("contested", "uphold"): "answered",
    ("answered", "withdraw"): "declined",
    ("contested", "withdraw"): "declined",
}


class TestARequest:
    @pytest.mark.parametrize(("state", "move"), list(product(RequestState, RequestMove)))
    def test_moves_only_along_its_table(self, state, move):
        if (state, move) in REQUEST_MOVES:
            assert requests.after(state, move) == REQUEST_MOVES[state, move]
            return
        with pytest.raises(requests.RequestMoveRefused) as refusal:
            requests.after(state, move)
        assert refusal.value.field == "request_id"
        assert state in in_chinese(refusal.value).message
        assert is_told_in_both(refusal.value)

    @pytest.mark.parametrize("state", RequestState)
    def test_waits_can_be_answered_or_is_done(self, state):
        told = (state in requests.WAITING, state in requests.ANSWERABLE, state in requests.DONE)

        assert told == (
            state in ("open", "accepted", "in_work"),
            state in ("open", "accepted", "in_work", "late"),
            state in ("answered", "contested"),
        )

    @pytest.mark.parametrize(
        ("kind", "role"),
        [("insurance", "insurer"), ("credit_history", "rating"), ("rating", "rating"), ("x", "x")],
    )
    def test_is_answered_by_the_role_that_is_licensed_for_it(self, kind, role):
        assert requests.role_for(kind) == role

    def test_asked_for_under_the_name_of_a_role_is_of_its_kind(self):
        assert requests.kind_of("insurer") == "insurance"
        assert requests.kind_of("rating") == "rating"

    @given(st.dictionaries(st.uuids(), st.integers(0, 3), max_size=6), st.randoms())
    def test_goes_to_who_has_least_to_do_and_the_choice_can_be_checked(self, loads, random):
        known = {each: count for each, count in loads.items() if count}
        shuffled = random.sample(sorted(loads), len(loads))
        chosen = requests.by_load(shuffled, open_counts=known)

        assert chosen == sorted(loads, key=lambda each: (loads[each], each))


class TestAField:
    @pytest.mark.parametrize(
        ("read", "value", "answer"),
        [
            ("text", "x", "x"),
            ("text", "长" * 5, "长" * 5),
            ("text", " x ", " x "),
            ("choice", "a", "a"),
            ("truth", True, True),
            ("truth", False, False),
        ],
    )
    def test_in_its_bounds_is_returned_as_it_is(self, read, value, answer):
        more = {"text": {"longest": 5}, "choice": {"known": ("a", "b")}}.get(read, {})

        assert getattr(fields, read)({"f": value}, "f", **more) == answer

    @pytest.mark.parametrize("unfit", ["", " ", "x" * 6, "a\nb", "\x7f", "\ud800", 1, None, ["x"]])
    def test_of_text_out_of_bounds_is_refused_with_its_length(self, unfit):
        with pytest.raises(problems.TextMalformed) as refusal:
            fields.text({"f": unfit}, "f", longest=5)

        assert refusal.value.facts == {"name": "f", "longest": 5}
        assert HAN.search(in_chinese(refusal.value).message)

    @pytest.mark.parametrize("unfit", ["c", "", "A", None, 1, ["a"], {"a": 1}])
    def test_of_choice_lists_what_there_is(self, unfit):
        with pytest.raises(problems.ValueUnknown, match="one of a, b"):
            fields.choice({"f": unfit}, "f", ("a", "b"))

    @pytest.mark.parametrize("unfit", [0, 1, "true", None, []])
    def test_of_truth_is_nothing_else(self, unfit):
        assert fields.truth({}, "f") is False
        with pytest.raises(problems.ValueUnknown):
            fields.truth({"f": unfit}, "f")

    @pytest.mark.parametrize(
        ("amount", "currency", "minor"),
        [
            ("0", "CNY", 0),
            ("-0", "CNY", 0),
            ("1.5", "CNY", 150),
            ("7", "JPY", 7),
            ("-0.001", "KWD", -1),
        ],
    )
    def test_of_money_is_counted_exactly(self, amount, currency, minor):
        assert fields.amount_minor({"amount": amount}, currency=currency) == minor

    @pytest.mark.parametrize(
        ("amount", "error"),
        [
            (1, problems.AmountNotText),
            (1.5, problems.AmountNotText),
            (True, problems.AmountNotText),
            (None, problems.AmountMalformed),
            ("", problems.AmountMalformed),
            ("+1", problems.AmountMalformed),
            ("01", problems.AmountMalformed),
            ("1.", problems.AmountMalformed),
            (".5", problems.AmountMalformed),
            ("1e2", problems.AmountMalformed),
            ("1,000", problems.AmountMalformed),
            ("１", problems.AmountMalformed),
            (" 1", problems.AmountMalformed),
            ("1\n", problems.AmountMalformed),
            ("1.001", problems.AmountMalformed),
            ("9" * 41, problems.AmountMalformed),
            ("10000000000000.01", problems.AmountTooLarge),
        ],
    )
    def test_of_money_in_another_spelling_is_refused_by_name(self, amount, error):
        with pytest.raises(error) as refusal:
            fields.amount_minor({"amount": amount}, currency="CNY")

        assert refusal.value.field == "amount"
        assert is_told_in_both(refusal.value)
        assert in_english(refusal.value).remedy

    @pytest.mark.parametrize("read", ["identifier", "instant", "day"])
    @pytest.mark.parametrize("unfit", [None, 1, "", "x", [], "2026-11-23 10:00", "0" * 32])
    def test_of_another_form_is_refused(self, read, unfit):
        with pytest.raises(problems.Malformed):
            getattr(fields, read)({"f": unfit}, "f")

    @pytest.mark.parametrize("read", ["identifier", "instant", "day", "member"])
    def test_that_is_missing_is_named(self, read):
        with pytest.raises(problems.FieldMissing, match="The member f is missing"):
            getattr(fields, read)({}, "f")


class TestATradingPartner:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("杭州云溪（纺织）有限公司", "杭州云溪(纺织)有限公司"),
            ("Ｙun Xi Co., Ltd.", "yun xi co ltd"),
            ("STRASSE", "straße"),
        ],
    )
    def test_is_the_same_in_every_spelling(self, one, other):
        assert normal_name(one) == normal_name(other)

    @pytest.mark.parametrize("name", ["---", "（）", "·"])
    def test_without_a_letter_still_has_a_name(self, name):
        assert normal_name(name)

    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("杭州云溪纺织有限公司", "杭州***公司"),
            ("云溪纺织厂", "云***厂"),
            ("张三丰", "张***丰"),
            ("张三", "张***"),
            ("张", "张***"),
            (" 张三丰 ", "张***丰"),
        ],
    )
    def test_is_shown_by_its_ends_alone(self, name, shown):
        assert masked_name(name) == shown
