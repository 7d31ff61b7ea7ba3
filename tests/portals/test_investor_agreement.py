"""A bank's agreements and keys from values: who signs, who turns which key, what follows."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from tenor.money import Money

from headrace.contracts.queries import (
    AgreementView,
    CostLineView,
    LenderView,
    LoanView,
    SignatureView,
)
from headrace.custody.queries import InstructionView
from headrace.kit.actors import Actor
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.portals.investor import (
    agreement,
    agreement_steps,
    keys,
    payments,
    releasing,
    signing,
)
from headrace.portals.visits import Visit
from tests.portals.test_investor_portfolio import row

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
BANK, FIRM = new_id(), new_id()


def yuan(amount):
    return Money(Decimal(amount))


def actor(*duties):
    return Actor(new_id(), BANK, frozenset({"bank"}), frozenset(duties), "990100")


def visit(*duties):
    return Visit(actor(*duties), AT)


def plain(words):
    return words.replace("\u00a0", " ")


def in_chinese(call, *given, **named):
    with translation.override("zh-hans"):
        return call(*given, **named)


def contract(**other):
    told = AgreementView(
        id=new_id(),
        payment_reference="HR-0042",
        state="effective",
        offer_id=new_id(),
        demand_id=new_id(),
        borrower_id=FIRM,
        borrower_name="甲乙食品有限公司",
        district="990102",
        model="bank_loan",
        lenders=(LenderView(BANK, "甲乙农商银行", yuan(980_000)),),
        principal=yuan(980_000),
        rate_yearly=Decimal("0.056"),
        term_months=12,
        plan_kind="bullet",
        purpose_code="stock",
        payees=(),
        yearly_cost=Decimal("0.0591"),
        ceiling=Decimal("0.12"),
        pack="CN-CURRENT",
        pack_version="1",
        text_en="The text.",
        text_zh="正文。",
        document_hash="ab" * 32,
        hash_algorithm="sha-256",
        signatures=(),
        waits_for=(),
        costs=(),
        drawdown=None,
        loan_id=None,
        drawn_up_at=AT,
        effective_at=AT,
        ended_at=None,
    )
    return replace(told, **other)


def running(**other):
    told = LoanView(
        id=new_id(),
        agreement_id=new_id(),
        payment_reference="HR-0042",
        borrower_id=FIRM,
        borrower_name="甲乙食品有限公司",
        model="bank_loan",
        state="drawn",
        principal=yuan(980_000),
        outstanding=yuan(700_000),
        principal_paid=yuan(280_000),
        interest_paid=yuan(9),
        missing=yuan(0),
        rate_yearly=Decimal("0.056"),
        term_months=12,
        plan_kind="bullet",
        drawn_date=date(2026, 11, 20),
        days_past_due=0,
        instalments=12,
        instalments_paid=3,
        next_due=None,
        repaid_at=None,
    )
    return replace(told, **other)


def payment(**other):
    told = InstructionView(
        id=new_id(),
        book_id=new_id(),
        transfer_id=new_id(),
        business=Subject("agreement", new_id()),
        debit_party=BANK,
        payee_name="Orchard",
        payee_account="6222020000001234",
        amount=yuan(980_000),
        purpose_code="stock",
        client_authorisation="",
        state="drafted",
        keys=0,
        prepared_at=AT,
        first_key_at=None,
        second_key_at=None,
        sending_at=None,
        booked_date=None,
        reason_code="",
    )
    return replace(told, **other)


class TestAgreement:
    def page(self, agreed, drawn=None, rows=(), duties=("checker",), asked=False):
        return agreement.page(agreed, drawn, rows, visit(*duties), asked=asked)

    @pytest.mark.parametrize(
        ("told", "drawn", "title"),
        [
            (
                {"state": "drafted", "waits_for": (BANK, FIRM)},
                None,
                "¥980,000.00 for {firm} waits for your bank's signature",
            ),
            ({"state": "signing", "waits_for": (FIRM,)}, None, "¥980,000.00 waits for {firm} to"),
            ({}, None, "Signed by all; {firm} has not drawn its ¥980,000.00 yet"),
            ({}, {"drawn_date": None}, "Signed by all; {firm} has not drawn"),
            ({}, {}, "{firm} pays on time"),
            ({}, {"days_past_due": 1}, "{firm} is 1 day late"),
            ({}, {"days_past_due": 9}, "{firm} is 9 days late"),
            ({"state": "completed"}, {}, "{firm} has repaid ¥980,000.00 in full"),
            ({"state": "terminated"}, None, "The agreement with {firm} was given up"),
        ],
        ids=["ours", "theirs", "signed", "undrawn", "runs", "a day", "days", "repaid", "given up"],
    )
    def test_leads_with_its_state_in_both_languages(self, told, drawn, title):
        agreed, lent = contract(**told), running(**drawn) if drawn is not None else None
        finding = self.page(agreed, lent).head.finding
        assert finding.startswith(title.format(firm="甲乙食品有限公司"))
        chinese = in_chinese(self.page, agreed, lent).head.finding
        assert not re.search(r"[A-Za-z]{3,}", chinese)

    def test_asks_a_checker_to_sign_and_names_amount_and_consequence(self):
        page = self.page(contract(state="drafted", waits_for=(BANK,)), asked=True)
        assert page.turn.act.label == "Sign for ¥980,000.00"
        assert page.dialogue.open
        assert page.dialogue.act.label == page.turn.act.label
        assert page.messages == ()

    def test_tells_a_maker_who_signs(self):
        page = self.page(contract(state="drafted", waits_for=(BANK,)), duties=("maker",))
        assert (page.turn, page.dialogue) == (None, None)
        assert "you cannot sign for it" in page.messages[0].strong

    @pytest.mark.parametrize("state", ["effective", "completed", "terminated"])
    def test_asks_nobody_once_it_is_signed_or_given_up(self, state):
        page = self.page(contract(state=state, waits_for=(BANK,)))
        assert (page.turn, page.dialogue, page.messages) == (None, None, ())

    def test_is_waited_for_only_by_who_has_not_signed(self):
        assert signing.waits(contract(state="drafted", waits_for=(BANK,)), visit())
        assert not signing.waits(contract(state="drafted", waits_for=(FIRM,)), visit())

    def test_its_plan_says_how_much_is_paid(self):
        rows = [
            row(1, date(2026, 10, 20), paid="105", state="paid"),
            row(2, date(2026, 12, 20)),
        ]
        page = self.page(contract(loan_id=new_id()), running(), rows)
        assert page.plan.sentence == "1 of 2 instalments are paid."
        assert page.plan.today == 1
        assert page.plan_note == "¥280,000.00 back, ¥700,000.00 still owed"

    def test_shows_each_signed_fee_with_its_payee_and_yearly_rate(self):
        line = CostLineView(
            code="guarantee",
            payee_id=new_id(),
            payee_name="Tongzhou",
            amount=yuan("1200.50"),
            due="drawdown",
            collected=yuan(0),
            yearly_rate=Decimal("0.0123"),
        )
        (shown,) = self.page(contract(costs=(line,))).costs
        assert (shown.name, shown.payee) == ("Fee: guarantee", "Tongzhou")
        assert (shown.amount, plain(shown.yearly)) == ("¥1,200.50", "1.23 %")

    def test_shows_no_ceiling_where_there_was_none(self):
        facts = {each.label: each for each in self.page(contract(ceiling=None)).facts}
        assert facts["All-in cost a year"].second == ""
        facts = {each.label: each for each in self.page(contract()).facts}
        assert plain(facts["All-in cost a year"].second) == "(ceiling 12.00 %)"

    def test_the_text_is_that_of_the_language(self):
        assert self.page(contract()).text == "The text."
        assert in_chinese(self.page, contract()).text == "正文。"


class TestSteps:
    def test_are_done_with_their_day_then_ahead(self):
        signed = SignatureView(BANK, new_id(), AT, "a1b2c3d4e5f6a7b8", "")
        agreed = contract(state="signing", signatures=(signed,), waits_for=(FIRM,))
        told = agreement_steps.steps(agreed, None)
        assert [each.when for each in told] == ["done", "done", "ahead", "ahead"]
        assert told[1].title == "甲乙农商银行 signed"
        assert told[1].second == "key a1b2c3d4e5f6"
        assert told[2].title == "甲乙食品有限公司 signs"

    def test_end_with_the_money_at_the_firm(self):
        *_, last = agreement_steps.steps(contract(), running())
        assert (last.when, plain(last.date)) == ("done", "20 Nov")

    def test_promise_no_money_once_it_was_given_up(self):
        told = agreement_steps.steps(contract(state="terminated", waits_for=(FIRM,)), None)
        assert [each.when for each in told] == ["done"]


class TestKeys:
    def page(self, *rows, under_way=(), duties=("checker",), business=None, asked=""):
        return keys.page(rows, under_way, business or {}, visit(*duties), asked=asked)

    @pytest.mark.parametrize(
        ("number", "title", "lead"),
        [
            (0, "No payment waits for your bank's key", ""),
            (1, "1 payment waits for your bank's key", "¥980,000.00 in all."),
            (2, "2 payments wait for your bank's key", "¥1,960,000.00 in all."),
        ],
    )
    def test_leads_with_how_many_and_how_much(self, number, title, lead):
        page = self.page(*[payment() for _ in range(number)])
        assert page.head.finding == title
        assert page.head.lead.startswith(lead)
        assert (page.empty is None) == bool(number)

    def test_asks_before_each_one(self):
        rows = [payment(), payment()]
        page = self.page(*rows, asked=f"release-{rows[1].id}")
        assert [each.open for each in page.dialogues] == [False, True]
        assert [each.act.opens for each in page.waiting] == [each.id for each in page.dialogues]

    def test_gives_a_person_without_the_duty_no_button_and_says_why(self):
        page = self.page(payment(), duties=("maker",))
        assert (page.dialogues, page.waiting[0].act) == ((), None)
        assert page.messages[0].strong == "You cannot turn your bank's key."
        assert self.page(duties=("maker",)).messages == ()

    @pytest.mark.parametrize(
        ("told", "mine", "kind", "words"),
        [
            ({}, True, "turn", "your key"),
            ({}, False, "wait", "waits for a checker of your bank"),
            ({"keys": 1}, False, "wait", "waits for the custodian's key"),
            ({"keys": 2, "state": "authorised"}, False, "wait", "two keys turned, leaves next"),
            ({"keys": 2, "state": "sending"}, False, "wait", "being sent to the custodian"),
            ({"keys": 2, "state": "sent"}, False, "wait", "with the custodian"),
            ({"keys": 2, "state": "accepted"}, False, "wait", "accepted by the custodian"),
        ],
        ids=["mine", "theirs", "one key", "two keys", "sending", "sent", "accepted"],
    )
    def test_says_what_each_payment_waits_for(self, told, mine, kind, words):
        one = payment(**told)
        shown = payments.row(one, {}, releasing.button(one) if mine else None)
        assert (shown.mark.kind, shown.mark.words) == (kind, words)
        assert CHINESE.search(in_chinese(payments.row, one, {}, shown.act).mark.words)

    def test_names_the_firm_and_the_contract_behind_a_payment(self):
        one, agreed = payment(), contract()
        shown = payments.row(one, {one.business.id: agreed}, None)
        assert shown.firm == "甲乙食品有限公司"
        assert shown.url == f"/bank/agreements/{agreed.id}/"
        assert plain(shown.second) == "drawdown of HR-0042, prepared Mon 23 Nov, 09:00"

    def test_a_payment_of_no_agreement_names_its_payee(self):
        shown = payments.row(payment(), {}, None)
        assert (shown.firm, shown.url) == ("Orchard", "")
        assert shown.account == "…1234"

    @pytest.mark.parametrize(
        ("waits_for", "kind"), [((), "done"), ((FIRM,), "near")], ids=["signed", "unsigned"]
    )
    def test_the_question_says_whether_all_have_signed(self, waits_for, kind):
        one = payment()
        asked = releasing.dialogue(one, {one.business.id: contract(waits_for=waits_for)}, "")
        marks = [each.mark.kind for each in asked.facts if each.mark]
        assert marks == [kind]
        assert asked.question == "Release ¥980,000.00?"
