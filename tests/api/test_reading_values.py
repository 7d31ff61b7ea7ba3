"""What the API takes for a figure, a text, a whole number or a value, at its very edges."""

import json
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ninja import Schema
from pydantic import TypeAdapter, ValidationError

from headrace.api.body import JSON_TYPES, ContentTypeUnknown, PlainJson, check_content_type
from headrace.api.figures import Amount, Exact, OneCurrency, Share
from headrace.api.problems import kinds
from headrace.api.shapes import Json, Line, Months, Text, Word

DECIMALS = st.decimals(-(10**15), 10**15, places=6, allow_nan=False, allow_infinity=False)


def read(shape: Any, value: Any) -> Any:
    return TypeAdapter(shape).validate_python(value)


def refused_as(shape: Any, value: Any) -> str:
    """Return the code of the one fault that a value has."""
    with pytest.raises(ValidationError) as refusal:
        read(shape, value)
    (fault,) = refusal.value.errors()
    return fault["type"]


class TestAFigure:
    @given(DECIMALS)
    def test_is_read_from_its_text_to_the_last_digit(self, figure):
        assert read(Exact, format(figure, "f")) == figure

    @given(st.one_of(st.floats(), st.integers(), st.booleans(), st.none(), st.binary()))
    def test_is_never_read_from_anything_but_text(self, value):
        assert refused_as(Exact, value) == "api/decimal-malformed"

    @given(st.text().filter(lambda text: text.strip("-0123456789.") != ""))
    def test_is_no_other_text(self, text):
        assert refused_as(Exact, text) == "api/decimal-malformed"

    @pytest.mark.parametrize(
        "text",
        [
            *("", "-", ".5", "5.", "1e3", "+1", " 1", "1\n", "1_000", "0x1"),
            *("1" * 21, "0." + "1" * 13),
        ],
    )
    def test_is_a_plain_decimal_of_bounded_length(self, text):
        assert refused_as(Exact, text) == "api/decimal-malformed"

    @pytest.mark.parametrize("text", ["0", "1", "0.068", "0.00000001", "1.00000000"])
    def test_that_is_a_share_lies_between_nought_and_one(self, text):
        assert read(Share, text) == Decimal(text)

    @pytest.mark.parametrize("text", ["-0.01", "1.00000001", "0.000000001", "6.8"])
    def test_that_is_no_share_is_refused(self, text):
        assert refused_as(Share, text) in {
            "greater_than_equal",
            "less_than_equal",
            "decimal_max_places",
        }


class TestAnAmount:
    @given(st.integers(0, 10**14))
    def test_comes_back_as_the_money_it_names(self, fen):
        text = f"{fen // 100}.{fen % 100:02d}"
        assert Amount(amount=text).money().minor == fen

    @pytest.mark.parametrize(
        ("amount", "currency", "fits"),
        [
            ("1.005", "CNY", False),
            ("1", "JPY", True),
            ("1.5", "JPY", False),
            ("1.005", "KWD", True),
        ],
    )
    def test_is_as_fine_as_its_currency(self, amount, currency, fits):
        told = {"amount": amount, "currency": currency}
        if fits:
            assert Amount(**told).money().currency == currency
        else:
            assert refused_as(Amount, told) in {"api/amount-too-fine", "api/currency-unknown"}

    def test_beside_others_is_in_one_currency(self):
        class Pair(OneCurrency):
            least: Amount
            most: Amount | None = None

        yuan, dollar = {"amount": "1"}, {"amount": "1", "currency": "USD"}
        assert read(Pair, {"least": dollar}).most is None
        assert refused_as(Pair, {"least": yuan, "most": dollar}) == "api/currencies-differ"


class TestAText:
    @pytest.mark.parametrize(("shape", "most"), [(Word, 40), (Line, 200), (Text, 4000)])
    def test_is_as_long_as_it_may_be_and_no_longer(self, shape, most):
        assert read(shape, "字" * most) == "字" * most
        assert refused_as(shape, "字" * (most + 1)) == "string_too_long"

    @given(st.characters(max_codepoint=0x9F), st.sampled_from([Word, Line, Text]))
    def test_holds_no_control_character_but_tab_and_line_ends(self, character, shape):
        unfit = (ord(character) < 32 and character not in "\t\n\r") or ord(character) == 127
        if unfit:
            assert refused_as(shape, f"a{character}b") == "api/text-unfit"
        else:
            assert read(shape, f"a{character}b") == f"a{character}b"


class TestAWholeNumber:
    @pytest.mark.parametrize("value", [1, 6, 600])
    def test_of_months_is_taken_as_it_is(self, value):
        assert read(Months, value) == value

    @pytest.mark.parametrize("value", [0, 601, -6, True, "6", 6.0, None, Decimal(6)])
    def test_of_months_is_nothing_else(self, value):
        with pytest.raises(ValidationError):
            read(Months, value)


class TestAValueOfAnyShape:
    exact = st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.sampled_from(["", "0.068", "字\n"])),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["a", "字"]), inner),
    )

    @given(exact)
    def test_is_kept_as_it_is_if_it_is_exact(self, value):
        assert read(Json, value) == value

    @given(st.lists(exact, max_size=3), st.sampled_from([0.04, "a\x00", {"b\x1b": 1}, [[1.5]]]))
    def test_is_refused_for_one_inexact_part_however_deep(self, around, part):
        assert refused_as(Json, [*around, {"deep": [part]}]) == "api/value-unfit"


class TestAnAnswer:
    def written(self, value: Any) -> Any:
        return PlainJson().render(None, {"is": value}, response_status=200)

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (Decimal("1E+3"), '"1000"'),
            (Decimal("0.00000001"), '"0.00000001"'),
            (Decimal("-0.10"), '"-0.10"'),
            (b"\x00\xff", '"00ff"'),
            (frozenset({"b", "a"}), '["a", "b"]'),
            ("融资", '"融资"'),
        ],
        ids=["thousand", "small", "negative", "bytes", "set", "chinese"],
    )
    def test_writes_figures_plainly_and_chinese_as_it_is(self, value, shown):
        assert self.written(value) == f'{{"is": {shown}}}'

    @given(DECIMALS)
    def test_writes_a_figure_that_the_api_would_read_again(self, figure):
        assert read(Exact, json.loads(self.written(figure))["is"]) == figure


class TestAContentType:
    @pytest.mark.parametrize("known", JSON_TYPES)
    def test_that_is_known_passes(self, known):
        check_content_type(SimpleNamespace(content_type=known), JSON_TYPES)

    @pytest.mark.parametrize("found", ["", "text/json", "application/json5", "x" * 500])
    def test_that_is_unknown_is_named_shortly(self, found):
        with pytest.raises(ContentTypeUnknown) as refusal:
            check_content_type(SimpleNamespace(content_type=found), JSON_TYPES)
        assert 0 < len(refusal.value.facts["found"]) <= 100


class TestAFaultOfAValidator:
    def test_is_the_code_of_a_problem_that_has_an_address(self):
        # Given the codes by which shapes refuse
        class Whole(Schema):
            figure: Exact
            line: Line
            value: Json
            amount: Amount

        wrong = {"figure": 1, "line": "\x00", "value": 0.5, "amount": {"amount": "-1"}}
        with pytest.raises(ValidationError) as refusal:
            Whole(**wrong)

        # Then each is a kind of problem, with a page that explains it
        codes = {each["type"] for each in refusal.value.errors()}
        assert len(codes) == 4
        assert codes <= kinds().keys()
