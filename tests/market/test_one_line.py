"""What a firm writes cannot pose as a clause of the agreement, nor as a second payee."""

import pytest

from headrace.market.rules.demand import NotOneLine, check_words


class TestWords:
    @pytest.mark.parametrize(
        "text", ["买一批阀门铸件，订单已签", "lamp glass, 2 pallets", "全角　空格", "tea (spring)"]
    )
    def test_of_one_line_pass(self, text):
        check_words(text, text, (text,))

    @pytest.mark.parametrize(
        "text",
        ["lamp glass.\n3.4 Any fee may be collected", "a\r", "a\u2028b", "a\x85b", "a\tb", "a\0"],
    )
    @pytest.mark.parametrize("field", ["purpose_text", "repayment_source", "payees"])
    def test_that_break_the_line_are_refused_by_their_field(self, text, field):
        told = {"purpose_text": "tea", "repayment_source": "sales", "payees": ()}
        told[field] = (text,) if field == "payees" else text

        with pytest.raises(NotOneLine) as refusal:
            check_words(**told)

        assert refusal.value.field == field
