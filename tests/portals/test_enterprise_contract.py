"""The sheets of a contract from one case: signing, money, costs, instalments, plan, text."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from headrace.contracts import queries as contracts
from headrace.contracts.queries.agreements import CostLineView
from headrace.custody.queries import BookView
from headrace.portals import names, wording
from headrace.portals.enterprise import (
    contract,
    costs,
    document,
    instalments,
    plans,
    sheets,
)
from headrace.portals.enterprise.beside import Beside
from tests.portals.samples import cases
from tests.portals.samples.cases import AT, KEY, at_stage, yuan

pytestmark = pytest.mark.urls("tests.portals.owner_urls")
TODAY = date(2026, 11, 23)
BOOK = BookView(UUID(int=40), UUID(int=41), "990100", "CNY", "6200990100000001", "Custody at NB")


@pytest.fixture(autouse=True)
def as_registered(monkeypatch) -> None:
    """No institution has an English name here, whatever town stood before."""
    monkeypatch.setattr(names, "_ENGLISH", {})


def plain(words: str) -> str:
    return words.replace(wording.NBSP, " ")


class TestContract:
    @pytest.mark.parametrize(
        ("case", "finding"),
        [
            ("sign", "Read and sign: ¥300,000"),
            ("countersign", "You have signed for ¥300,000"),
            ("draw", "¥300,000 is ready for you"),
            ("release", "¥300,000 is on its way to you"),
            ("repay", "¥200,000 of ¥300,000 still to pay back"),
            ("late", "¥31,620.00 is missing from November"),
            ("repaid", "¥300,000 is paid back in full"),
            ("terminated", "¥300,000: the agreement has ended"),
        ],
    )
    def test_its_title_is_the_finding(self, case, finding):
        assert plain(self.page(case).head.finding) == finding

    def page(self, case: str, **beside):
        found = replace(at_stage(case), book=BOOK)
        return contract.contract_page(found, found.agreement, Beside(**beside), KEY)

    def test_the_text_stands_open_only_while_it_is_to_be_signed(self):
        assert self.page("sign").text_open
        assert not self.page("repay").text_open

    def test_signing_is_asked_first_with_price_fees_and_consequence(self):
        dialogue = self.page("sign").dialogue
        assert dialogue.question == "Sign for ¥300,000?"
        assert [plain(each.value) for each in dialogue.facts] == [
            "清川农商银行",
            "4.80 %",
            "5.01 %",
            "None beside the interest",
        ]
        assert not dialogue.open
        assert self.page("sign", signing=True).dialogue.open

    @pytest.mark.parametrize("case", ["countersign", "draw", "release", "repay", "repaid"])
    def test_what_is_signed_cannot_be_signed_again(self, case):
        assert self.page(case).dialogue is None

    @pytest.mark.parametrize("case", ["draw", "draw again", "sent back", "cancelled"])
    def test_the_account_is_asked_for_when_the_money_is_ready(self, case):
        form = self.page(case).drawing
        assert form.submit == "Get ¥300,000.00"
        assert form.key == str(KEY)
        assert "双河模具有限公司" in form.words

    @pytest.mark.parametrize(
        ("case", "told"),
        [
            ("draw again", "The bank could not pay to the account you gave."),
            ("sent back", "The bank sent the money back: it could not reach your account."),
            ("cancelled", "The payment was cancelled before it left."),
        ],
    )
    def test_a_payment_that_did_not_arrive_is_told_above_the_form(self, case, told):
        (message,) = self.page(case).messages
        assert message.strong == told
        assert self.page("draw").messages == ()

    def test_a_wrong_account_stays_with_its_error_in_form_and_list(self):
        page = self.page("draw", typed_account="62 14", wrong_account="Too short.")
        assert (page.drawing.field.value, page.drawing.field.error) == ("62 14", "Too short.")
        assert [each.name for each in page.wrong] == ["account"]

    @pytest.mark.parametrize("case", ["sign", "release", "repaid", "terminated"])
    def test_nobody_pays_before_or_after_the_loan(self, case):
        page = self.page(case)
        assert page.drawing is None
        assert page.paying is None

    def test_how_to_pay_names_amount_account_bank_and_reference(self):
        paying = self.page("repay").paying
        assert [(each.label, plain(each.value)) for each in paying.facts] == [
            ("Amount", "¥51,000.00"),
            ("To account", "6200 9901 0000 0001"),
            ("At", "宁渡银行"),
            ("Payment reference", "HR2026000013"),
        ]
        assert paying.act is None

    def test_a_late_firm_is_asked_for_what_is_missing_first(self):
        amount = self.page("late", pay_url="/pay/").paying.facts[0]
        assert (plain(amount.value), plain(amount.second)) == ("¥31,620.00", "was due 15 Nov")

    def test_the_demo_bank_pays_exactly_what_the_page_asked(self):
        act = self.page("late", pay_url="/pay/").paying.act
        assert (act.url, act.value, act.key) == ("/pay/", "3-3162000", str(KEY))

    def test_its_other_contracts_are_one_click_away_and_it_is_not_among_them(self):
        other = cases.agreement(id=UUID(int=77), payment_reference="HR2026000021")
        page = self.page("repay", others=(other, at_stage("repay").agreement))
        assert [each.label for each in page.others] == ["¥300,000, contract HR2026000021"]

    def test_the_day_of_signing_is_the_town_s(self):
        found = at_stage("draw")
        night = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
        page = contract.contract_page(
            found, replace(found.agreement, effective_at=night), Beside(), KEY
        )
        assert "signed 23 November 2026" in plain(page.head.where)

    def test_a_firm_without_one_reads_what_will_stand_there(self):
        page = contract.no_contract_page(at_stage("choose"))
        assert page.empty.title == "Your contract will stand here"

    @pytest.mark.parametrize("case", ["sign", "draw", "late", "repaid"])
    def test_speaks_chinese(self, case):
        with translation.override("zh-hans"):
            page = self.page(case)
        assert not any(letter.isascii() and letter.isalpha() for letter in page.head.finding)
        # Codes of documents stay as they are written on paper.
        assert {each.label.isascii() for each in page.terms} == {False}


class TestCosts:
    def test_begin_with_the_interest_and_end_with_all_of_it(self):
        case = at_stage("sign")
        rows = costs.costs_of(case, case.agreement)
        assert [(each.name, each.amount) for each in rows] == [
            ("interest", "6,000.08"),
            ("All of it", "6,000.08"),
        ]

    @given(st.lists(st.integers(1, 99_999), max_size=4))
    def test_add_up_to_the_cent(self, fees):
        case = at_stage("sign")
        lines = tuple(
            CostLineView(
                "handling",
                cases.BANK,
                "清川农商银行",
                yuan(f"{each / 100:.2f}"),
                "drawdown",
                yuan("0"),
                Decimal("0.001"),
            )
            for each in fees
        )
        in_all = yuan("6000.08") + yuan(f"{sum(fees) / 100:.2f}")
        agreement = replace(case.agreement, costs=lines)
        case = replace(case, offers=(cases.offer("accepted", cost_in_all=in_all),))
        rows = [Decimal(each.amount.replace(",", "")) for each in costs.costs_of(case, agreement)]
        assert sum(rows[:-1]) == rows[-1] == in_all.amount

    def test_without_the_offer_only_the_signed_fees_are_told(self):
        case = replace(at_stage("sign"), offers=())
        assert costs.costs_of(case, case.agreement) == ()

    def test_fees_in_short_name_each_with_its_amount(self):
        line = CostLineView(
            "guarantee", cases.BANK, "同舟", yuan("90.00"), "drawdown", yuan("0"), Decimal(0)
        )
        one = replace(cases.agreement(), costs=(line,))
        assert costs.fees_in_short(one) == "guarantee fee ¥90.00"
        assert costs.fees_in_short(cases.agreement()) == "None beside the interest"

    def test_the_seal_of_both_texts_is_short_and_can_be_compared(self):
        assert sheets.digest_of(cases.agreement()) == "Seal of both texts: 9f3c 71ab … e02d"

    def test_the_ceiling_of_the_day_stands_beside_the_cost(self):
        facts = {each.label: each.second for each in sheets.terms_of(cases.agreement())}
        assert plain(facts["All-in cost a year"]) == "ceiling 12.0 %"
        none = replace(cases.agreement(), ceiling=None)
        assert {each.label: each.second for each in sheets.terms_of(none)}[
            "All-in cost a year"
        ] == ""


class TestInstalments:
    @given(st.integers(0, 6), st.booleans())
    def test_at_most_four_rows_are_shown_and_the_first_unpaid_is_among_them(self, paid, late):
        plan = cases.plan_rows(paid, late=late)
        shown = instalments.rows_of(plan)
        assert len(shown) == 4
        unpaid = next((each for each in plan if each.state != "paid"), None)
        assert unpaid is None or unpaid.due_date.isoformat() in [each.due for each in shown]

    def test_a_short_plan_is_shown_whole(self):
        assert len(instalments.rows_of(cases.plan_rows(0)[:2])) == 2
        assert instalments.rows_of(()) == ()

    @pytest.mark.parametrize(
        ("row", "kind", "words"),
        [
            (cases.row(1, date(2026, 9, 15), "paid", "51000.00"), "done", "paid in time"),
            (cases.row(1, date(2026, 11, 15), "late", "380.00"), "late", "¥50,620.00 missing"),
            (cases.row(1, date(2026, 12, 15)), "wait", "¥51,000.00 due"),
        ],
    )
    def test_each_has_its_mark_with_words(self, row, kind, words):
        mark = instalments.rows_of((row,))[0].mark
        assert (mark.kind, plain(mark.words)) == (kind, words)

    @pytest.mark.parametrize(
        ("days", "words"), [(1, "paid, 1 day late"), (9, "paid, 9 days late"), (0, "paid in time")]
    )
    def test_a_late_payment_is_counted_in_days(self, days, words):
        due = date(2026, 9, 15)
        came = datetime(2026, 9, 15, 2, tzinfo=UTC) + timedelta(days=days)
        row = replace(cases.row(1, due, "paid", "51000.00"), paid_at=came)
        assert instalments.rows_of((row,))[0].mark.words == words

    def test_a_payment_after_midnight_in_the_town_is_of_the_new_day(self):
        came = datetime(2026, 9, 15, 16, 1, tzinfo=UTC)
        row = replace(cases.row(1, date(2026, 9, 15), "paid", "51000.00"), paid_at=came)
        assert instalments.rows_of((row,))[0].mark.words == "paid, 1 day late"

    def test_where_a_payment_went_is_split_without_remainder(self):
        one = contracts.RepaymentView(
            UUID(int=60),
            date(2026, 11, 5),
            AT,
            yuan("32800.00"),
            yuan("31800.00"),
            yuan("1000.00"),
            yuan("0.00"),
            "applied",
            (None,),
        )
        went = instalments.went_of((one,))
        assert went.title == "Where your ¥32,800.00 went"
        assert plain(went.note) == "paid 5 Nov, to 1 funder the same day"
        assert went.parts.first + went.parts.second == Decimal("32800.00")

    def test_nothing_went_anywhere_before_a_payment_is_counted(self):
        assert instalments.went_of(()) is None


class TestPlans:
    def test_of_a_loan_puts_today_over_the_first_unpaid_instalment(self):
        plan = plans.plan_of(cases.plan_rows(2), TODAY)
        assert plan.today == 2
        assert [bar.state for bar in plan.bars] == [
            "paid",
            "paid",
            "missing",
            "to come",
            "to come",
            "to come",
        ]
        assert plan.sentence == "2 of 6 instalments are paid."

    def test_of_a_repaid_loan_has_no_today(self):
        assert plans.plan_of(cases.plan_rows(6), TODAY).today is None

    def test_is_lower_on_the_home_than_on_the_contract(self):
        rows = cases.plan_rows(2)
        assert plans.plan_of(rows, TODAY, low=True).height < plans.plan_of(rows, TODAY).height

    def test_equal_months_are_told_as_equal_though_the_last_takes_the_rounding(self):
        assert plain(plans.repaid_how(cases.instalments())) == "6 equal months of ¥51,000.00"

    def test_unequal_ones_name_the_first_and_the_last(self):
        uneven = (*cases.instalments(2), *cases.instalments(1, each="90000.00"))
        assert plain(plans.repaid_how(uneven)) == (
            "3 months, the first ¥51,000.00, the last ¥91,000.08"
        )

    def test_an_empty_plan_says_so(self):
        assert plans.repaid_how(()) == "No instalments."


class TestDocument:
    TEXT = "Loan agreement\n\n1. Parties\n1.1 The bank lends.\n(a) in yuan\n\n一、当事人\n"

    def test_each_line_is_known_for_what_it_is(self):
        assert [each.kind for each in document.text_lines(self.TEXT)] == [
            "title",
            "head",
            "clause",
            "item",
            "head",
        ]

    @given(st.text(max_size=200))
    def test_not_a_word_is_changed_or_lost(self, text):
        lines = [each.words for each in document.text_lines(text)]
        assert lines == [each.strip() for each in text.splitlines() if each.strip()]
