"""The document clause by clause: nothing is missing, and both languages name the same figures."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenor.money import Money

from headrace.contracts.rules import document
from headrace.contracts.rules.terms import CostItem, LenderShare, PartyName
from headrace.contracts.services.drawing import text_in
from headrace.kit.ids import new_id
from tests.contracts_domain.values import BANK_A, BANK_B, BANK_C, FIRM, GUARANTOR, new_terms

INTEREST = Money(Decimal("37214.81"))
REFERENCE = "HRAAAABBBBCC"
CLAUSES = {1: 3, 2: 4, 3: 4, 4: 3, 5: 2, 6: 4, 7: 3, 8: 1, 9: 1, 10: 2}
FIGURE = re.compile(r"CNY ([\d,]+\.\d\d)")
RATE = re.compile(r"([\d.]+) %")


def yuan(amount) -> Money:
    return Money(Decimal(amount))


def texts(terms=None, interest=INTEREST):
    wanted = terms or new_terms()
    return {each: text_in(each, wanted, REFERENCE, interest) for each in ("en", "zh")}


def clause(text: str, number: str) -> str:
    """Return what a clause says, up to the next one or the next heading."""
    found = re.search(rf"^{re.escape(number)} (.*?)(?=^\d+\.|^\S+、|\Z)", text, re.M | re.S)
    assert found, f"no clause {number}"
    return found[1].strip()


LANGUAGES = pytest.mark.parametrize("language", ["en", "zh"])


class TestClauses:
    @LANGUAGES
    def test_are_numbered_without_a_gap(self, language):
        numbers = re.findall(r"^(\d+)\.(\d+) ", texts()[language], re.M)
        assert [(int(head), int(sub)) for head, sub in numbers] == [
            (head, sub) for head, subs in CLAUSES.items() for sub in range(1, subs + 1)
        ]

    @pytest.mark.parametrize(
        ("number", "en", "zh"),
        [
            ("1.1", "Borrower: Liangshan Lamps Co., Ltd.", "借款人：Liangshan Lamps Co., Ltd。"),
            ("1.3", "It never lends, guarantees or holds money.", "不放贷、不担保、不持有资金"),
            ("2.1", "CNY 1,000,000.00 for 12 months", "CNY 1,000,000.00，期限 12 个月"),
            ("2.2", "6.8 % a year on what is still owed", "年利率 6.8 %，按尚未归还的本金计息"),
            ("2.2", "months of thirty days in a year of 360", "每月按 30 天、每年按 360 天"),
            (
                "2.4",
                "one month after the day on which the money is booked",
                "资金入账之日起满一个月",
            ),
            ("3.1", "7.99 % a year as an effective rate", "实际年利率 7.99 %"),
            ("3.1", "twelve times a monthly rate: 7.7115 %", "折合月利率乘以十二：7.7115 %"),
            ("3.2", "The ceiling in force on the day of the offer is 12 %", "上限为 12 %"),
            ("3.3", "interest: CNY 37,214.81", "利息：整个借款期限合计 CNY 37,214.81"),
            ("3.4", "not on this sheet cannot be collected", "未列入本清单的费用，不得收取"),
            ("4.1", "set aside at the custodian bank", "已在存管银行预占"),
            ("4.2", "named here: Anli Glassworks Co., Ltd.", "供应商：Anli Glassworks Co., Ltd。"),
            ("4.3", "Two persons release it", "放款须经两人确认"),
            ("5.1", "Purpose materials: lamp glass", "用途 materials：lamp glass"),
            ("6.1", f"with the reference {REFERENCE}", f"注明编号 {REFERENCE}"),
            ("6.2", "to interest first, then to principal", "先还利息，再还本金"),
            ("6.3", "in proportion to their parts, to the cent", "按各出借人份额分配，精确到分"),
            ("6.4", "stays the borrower's own money", "仍归借款人所有"),
            ("7.1", "from the day after the due date", "自到期日次日起算"),
            ("7.2", "No extra interest runs", "不另计利息"),
            ("8.1", "no payment leaves it until the order is lifted", "解除之前不得付款"),
            ("9.1", "CN-CURRENT, version 2026-11", "规则包 CN-CURRENT（版本 2026-11）"),
            ("10.1", "the Chinese text holds", "以中文为准"),
            (
                "10.2",
                "Each party signs the hash of both texts together",
                "两种文本合并计算的摘要签名",
            ),
        ],
    )
    def test_say_in_both_languages_what_was_agreed(self, number, en, zh):
        told = texts()
        assert en in clause(told["en"], number)
        assert zh in clause(told["zh"], number)

    def test_begin_with_the_payment_reference(self):
        told = texts()
        assert told["en"].splitlines()[0] == f"LOAN AGREEMENT {REFERENCE}"
        assert told["zh"].splitlines()[0] == f"借款合同 {REFERENCE}"

    @pytest.mark.parametrize(
        ("plan_kind", "en", "zh"),
        [
            (
                "equal_instalment",
                "equal monthly instalments of principal and interest",
                "等额本息，按月偿还",
            ),
            (
                "equal_principal",
                "equal monthly parts of the principal, with the interest of the month",
                "等额本金，按月偿还并支付当月利息",
            ),
            (
                "bullet",
                "interest monthly, the principal with the last instalment",
                "按月付息，到期一次还本",
            ),
        ],
    )
    def test_name_the_way_of_repayment_in_words(self, plan_kind, en, zh):
        told = texts(new_terms(plan_kind=plan_kind))
        assert clause(told["en"], "2.3") == f"Repayment: {en}."
        assert clause(told["zh"], "2.3") == f"还款方式：{zh}。"

    def test_of_a_way_of_repayment_without_words_are_not_written(self):
        with pytest.raises(KeyError, match="balloon"):
            texts(new_terms(plan_kind="balloon"))


class TestFigures:
    @pytest.mark.parametrize("lenders", [1, 3])
    def test_are_the_same_in_both_languages_and_in_the_same_order(self, lenders):
        told = texts(syndicate(lenders))
        assert FIGURE.findall(told["en"]) == FIGURE.findall(told["zh"])
        assert RATE.findall(told["en"]) == RATE.findall(told["zh"])

    def test_of_the_lenders_add_up_to_the_loan(self):
        told = texts(syndicate(3))
        for text in told.values():
            parts = [Decimal(each.replace(",", "")) for each in FIGURE.findall(clause(text, "1.2"))]
            assert parts == [Decimal("333333.34"), Decimal("333333.33"), Decimal("333333.33")]
            assert sum(parts) == Decimal(1_000_000)

    def test_of_the_cost_sheet_are_its_lines_and_the_interest(self):
        costs = (
            CostItem("handling", BANK_A, yuan("1200.50")),
            CostItem("guarantee", GUARANTOR, yuan(5000), due="each"),
            CostItem("appraisal", GUARANTOR, yuan("0.01"), due="end"),
        )
        for text in texts(new_terms(costs=costs)).values():
            figures = [
                Decimal(each.replace(",", "")) for each in FIGURE.findall(clause(text, "3.3"))
            ]
            assert figures == [
                INTEREST.amount,
                Decimal("1200.50"),
                Decimal("5000"),
                Decimal("0.01"),
            ]

    def test_of_the_cost_sheet_name_who_is_paid_and_when(self):
        costs = (CostItem("guarantee", GUARANTOR, yuan(5000), due="each"),)
        told = texts(new_terms(costs=costs))
        assert "    guarantee: CNY 5,000.00 to Tongzhou Guarantee, due at each" in told["en"]
        assert "    guarantee：CNY 5,000.00，付给Tongzhou Guarantee，收取时点 each" in told["zh"]

    @given(st.integers(1, 10**13))
    def test_of_any_size_are_told_to_the_fen(self, minor):
        for text in texts(interest=Money.from_minor(minor)).values():
            told = FIGURE.findall(clause(text, "3.3"))[0]
            assert Decimal(told.replace(",", "")) * 100 == minor

    def test_of_another_currency_carry_its_name(self):
        dollars = Money(Decimal("1000000"), "USD")
        share = LenderShare(BANK_A, dollars, new_id())
        terms = replace(new_terms(), principal=dollars, lenders=(share,), costs=())
        for text in texts(terms, interest=Money(Decimal(9), "USD")).values():
            assert "USD 1,000,000.00" in text
            assert "CNY" not in text


def syndicate(lenders):
    parts = {1: ("1000000",), 3: ("333333.34", "333333.33", "333333.33")}[lenders]
    shares = tuple(
        LenderShare(bank, yuan(part), new_id())
        for bank, part in zip((BANK_A, BANK_B, BANK_C), parts, strict=False)
    )
    return new_terms(lenders=shares)


class TestParties:
    def test_stand_with_their_credit_code_if_they_have_one(self):
        coded = PartyName(FIRM.party_id, FIRM.name, "91330282MA0000001X")
        for text in texts(new_terms(borrower=coded)).values():
            assert "Liangshan Lamps Co., Ltd (91330282MA0000001X)" in clause(text, "1.1")
        for text in texts(new_terms()).values():
            assert "()" not in text

    @pytest.mark.parametrize("name", ["$principal & Sons", "${reference} Co", "100% {name} $"])
    @LANGUAGES
    def test_may_bear_a_name_that_looks_like_a_place_to_fill(self, name, language):
        text = texts(new_terms(borrower=PartyName(FIRM.party_id, name)))[language]
        assert name in clause(text, "1.1")

    def test_without_suppliers_or_ceiling_or_fees_are_told_so(self):
        told = texts(replace(new_terms(), payees=(), ceiling=None, costs=()))
        assert "named here: none." in clause(told["en"], "4.2")
        assert "供应商：无。" in clause(told["zh"], "4.2")
        assert clause(told["en"], "3.2") == (
            "No ceiling binds these lenders on the day of the offer."
        )
        assert clause(told["zh"], "3.2") == "报价当日对上述出借人没有强制上限。"
        assert "none beside the interest" in clause(told["en"], "3.3")
        assert "除利息外无其他费用" in clause(told["zh"], "3.3")

    def test_may_pay_several_suppliers(self):
        told = texts(replace(new_terms(), payees=("Anli", "Bolin", "Chang")))
        assert "named here: Anli, Bolin, Chang." in clause(told["en"], "4.2")
        assert "供应商：Anli、Bolin、Chang。" in clause(told["zh"], "4.2")


class TestPercent:
    @pytest.mark.parametrize(
        ("rate", "told"),
        [
            ("0", "0 %"),
            ("0.068", "6.8 %"),
            ("0.1", "10 %"),
            ("1", "100 %"),
            ("0.0799", "7.99 %"),
            ("0.068000", "6.8 %"),
            ("0.0771154321", "7.7115 %"),
            ("0.000001", "0.0001 %"),
        ],
    )
    def test_has_no_needless_noughts_and_four_decimals_at_most(self, rate, told):
        assert document.percent(Decimal(rate)) == told
