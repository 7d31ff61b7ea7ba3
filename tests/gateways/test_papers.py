"""Papers to keep: what they say in both languages, and that a copy is the same to the byte."""

import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from tenor.money import Money

from headrace.contracts import queries as contracts
from headrace.gateways.paper import words
from headrace.gateways.paper.agreements import agreement_paper
from headrace.gateways.paper.key_facts import key_facts_paper
from headrace.gateways.paper.statements import statement_paper
from headrace.gateways.paper.typesetting import pdf
from tests.portals.samples import cases

AT = cases.AT
HOSTILE = '#panic("no") *bold* $x$ <a> @b \\ "quoted" 〔零〕'


def said(paper: bytes) -> str:
    """Return all that a paper says, in one line."""
    pages = PdfReader(io.BytesIO(paper)).pages
    return " ".join(" ".join(each.extract_text() for each in pages).split())


def signed(**changes):
    both = (cases.signed_by(cases.FIRM), cases.signed_by(cases.BANK))
    return cases.agreement(waits_for=(), signatures=both, **changes)


def fee(code="handling", amount="600.00", due="drawdown"):
    return contracts.CostLineView(
        code=code,
        payee_id=cases.BANK,
        payee_name="清川农商银行",
        amount=cases.yuan(amount),
        due=due,
        collected=cases.yuan("0.00"),
        yearly_rate=Decimal("0.004"),
    )


def receipt(amount="51000.00", principal="50000.00", interest="1000.00", surplus="0.00", on=15):
    parts = (cases.yuan(each) for each in (amount, principal, interest, surplus))
    return contracts.RepaymentView(
        UUID(int=on), date(2026, 9, on), AT, *parts, state="allocated", shared=()
    )


class TestAnyPaper:
    SHEET = {
        "title": "t",
        "lang": "en",
        "foot": "f",
        "heading": ["Heading", "标题"],
        "notice": None,
        "parts": [],
    }

    def test_is_made_to_be_kept(self):
        meta = PdfReader(io.BytesIO(pdf("sheet", self.SHEET, told_at=AT))).xmp_metadata
        told = meta.stream.get_data().decode()
        assert "<pdfaid:part>2</pdfaid:part>" in told
        assert "<pdfaid:conformance>B</pdfaid:conformance>" in told

    def test_of_the_same_facts_is_the_same_to_the_byte(self):
        first = pdf("sheet", self.SHEET, told_at=AT)
        assert pdf("sheet", self.SHEET, told_at=AT) == first
        assert pdf("sheet", self.SHEET, told_at=AT + timedelta(days=1)) != first

    def test_sets_words_and_never_runs_them(self):
        data = {**self.SHEET, "heading": [HOSTILE, HOSTILE], "notice": [HOSTILE, HOSTILE]}
        text = said(pdf("sheet", data, told_at=AT))
        assert '#panic("no") *bold* $x$ <a> @b' in text

    @settings(max_examples=25, deadline=None)
    @given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=60))
    def test_takes_any_name_that_a_registry_may_hold(self, name):
        data = {**self.SHEET, "heading": [name, name]}
        assert pdf("sheet", data, told_at=AT).startswith(b"%PDF")

    def test_tells_a_letter_that_the_font_lacks_by_its_code_point(self):
        data = {**self.SHEET, "heading": ["ꀀ阀门", "Valve"]}
        assert "〔U+A000〕阀门" in said(pdf("sheet", data, told_at=AT))

    def test_carries_its_own_letters(self):
        page = PdfReader(io.BytesIO(pdf("sheet", self.SHEET, told_at=AT))).pages[0]
        for font in page["/Resources"]["/Font"].values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(below["/FontDescriptor"])


class TestAgreement:
    def test_has_both_texts_word_for_word_and_the_hash(self):
        found = signed()
        text = said(agreement_paper(found)).replace(" ", "")
        for whole in (found.text_en, found.text_zh):
            for line in filter(None, map(str.strip, whole.splitlines())):
                assert line.replace(" ", "") in text
        assert found.document_hash in text

    def test_says_who_signed_when_on_the_civil_clock(self):
        text = said(agreement_paper(signed()))
        assert text.count("2026-11-23 14:00") >= 2
        assert words.NOT_SIGNED[0] not in text

    def test_unsigned_says_first_that_it_binds_nobody(self):
        text = said(agreement_paper(cases.agreement(waits_for=(cases.BANK,))))
        assert words.NOT_SIGNED[0] in text
        assert words.NOT_SIGNED[1] in text
        assert text.index(words.NOT_SIGNED[0]) < text.index("Principal")

    def test_given_up_says_so(self):
        assert words.TERMINATED[0] in said(agreement_paper(signed(state="terminated")))

    def test_of_several_lenders_names_each_with_its_part(self):
        two = (
            replace(cases.lender(), amount=cases.yuan("200000.00")),
            replace(cases.lender("城市商业银行"), amount=cases.yuan("100000.00")),
        )
        text = said(agreement_paper(signed(lenders=two)))
        assert "清川农商银行, ¥200,000.00" in text
        assert "城市商业银行, ¥100,000.00" in text


class TestKeyFacts:
    def test_stand_on_one_page_with_the_all_in_cost(self):
        paper = key_facts_paper(signed(), told_at=AT)
        assert len(PdfReader(io.BytesIO(paper)).pages) == 1
        assert "5.01 %" in said(paper)

    def test_name_every_fee_in_both_languages(self):
        costs = (fee(), fee("guarantee", "1200.50", "each"), fee("odd_code", "3.00", "end"))
        text = said(key_facts_paper(signed(costs=costs), told_at=AT))
        for line in ("handling · 手续费", "guarantee fee · 担保费", "odd_code", "¥1,200.50"):
            assert line in text
        assert "with each instalment · 随每期" in text

    def test_without_fees_say_none(self):
        assert "none · 无" in said(key_facts_paper(signed(costs=()), told_at=AT))

    @pytest.mark.parametrize(
        ("ceiling", "told"), [(Decimal("0.12"), "12.00 %"), (None, "no ceiling binds")]
    )
    def test_tell_the_ceiling_or_that_there_is_none(self, ceiling, told):
        assert told in said(key_facts_paper(signed(ceiling=ceiling), told_at=AT))


class TestStatement:
    def test_has_every_row_of_the_plan_and_every_receipt(self):
        rows = cases.plan_rows(2, late=True)
        found = (receipt(on=20, amount="51000.01", surplus="0.01"), receipt())
        text = said(statement_paper(cases.loan(rows), rows, found, told_at=AT))
        for each in rows:
            assert each.due_date.isoformat() in text
        assert "late · 逾期" in text
        assert text.index("2026-09-15 ¥51,000.00") < text.index("2026-09-20 ¥51,000.01")
        assert "¥0.01" in text

    def test_before_the_first_receipt_has_an_empty_list(self):
        rows = cases.plan_rows(0)
        text = said(statement_paper(cases.loan(rows), rows, (), told_at=AT))
        assert "Money received 已收款项" in text

    def test_goes_on_over_pages(self):
        rows = tuple(
            replace(cases.plan_rows(0)[0], number=number, due_date=date(2027, 1, 1))
            for number in range(1, 121)
        )
        paper = statement_paper(cases.loan(rows), rows, (), told_at=AT)
        pages = PdfReader(io.BytesIO(paper)).pages
        assert len(pages) >= 3
        # The heads come again on each page of the table.
        assert all("到期日" in each.extract_text() for each in pages[:-1])


class TestFigures:
    @pytest.mark.parametrize(
        ("amount", "told"),
        [
            (Money(Decimal("0.05")), "¥0.05"),
            (Money(Decimal("1234567.80")), "¥1,234,567.80"),
            (Money(Decimal("7.00"), "EUR"), "EUR 7.00"),
        ],
    )
    def test_money_is_told_to_the_cent(self, amount, told):
        assert words.money(amount) == told

    def test_a_day_that_is_not_yet_known_is_a_dash(self):
        assert words.day(None) == "–"

    def test_both_languages_of_every_word_are_there(self):
        for known in (words.PLANS, words.FEES, words.DUE, words.ROWS):
            for english, chinese in known.values():
                assert english.isascii()
                assert not chinese.isascii()


def test_templates_ask_nobody_for_a_package():
    folder = Path(words.__file__).parent
    sources = [each.read_text(encoding="utf-8") for each in folder.glob("*.typ")]
    assert len(sources) == 3
    assert not any("#import" in each or "@preview" in each for each in sources)
