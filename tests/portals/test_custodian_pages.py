"""The custodian's pages from values: every condition, every state, sums and gaps."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from tenor.money import Money

from headrace.custody.queries import (
    BalanceView,
    BankAccountView,
    BreakView,
    FrozenAccount,
    InstructionView,
    KeptDay,
)
from headrace.custody.rules.instructions import Event, State, StepRefused, after
from headrace.kit.actors import CHECKER, MAKER, Actor
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.portals.custodian import (
    accounts,
    cancelling,
    conditions,
    matching,
    payment,
    payment_words,
    releases,
)
from headrace.portals.custodian.reading import Payment, tail
from headrace.portals.visits import Visit

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 20)


def yuan(amount):
    return Money(Decimal(amount))


ORDER = InstructionView(
    id=new_id(),
    book_id=new_id(),
    transfer_id=new_id(),
    business=Subject("agreement", new_id()),
    debit_party=new_id(),
    payee_name="Lanxi Tea",
    payee_account="6217990100000203",
    amount=yuan("980000"),
    purpose_code="drawdown",
    client_authorisation="A-1",
    state="drafted",
    keys=1,
    prepared_at=AT,
    first_key_at=AT,
    second_key_at=None,
    sending_at=None,
    booked_date=None,
    reason_code="",
)
COVER = BalanceView(
    book_id=ORDER.book_id,
    account_id=new_id(),
    purpose="held",
    demand_id=new_id(),
    booked=yuan("980000"),
    promised_out=yuan(0),
    promised_in=yuan(0),
    free=yuan("980000"),
    frozen=False,
)


def a_payment(cover=COVER, **order):
    return Payment(replace(ORDER, **order), "Clearbrook Bank", cover)


def visit(*duties):
    actor = Actor(
        person_id=new_id(),
        organisation_id=new_id(),
        roles=frozenset({"custodian"}),
        duties=frozenset(duties),
        district="990100",
    )
    return Visit(actor, AT)


class TestConditions:
    def test_all_are_met_by_a_payment_in_order(self):
        shown = conditions.checks(a_payment())
        assert (shown.done, shown.of) == (5, 5)
        assert conditions.stopped(a_payment()) is None

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"client_authorisation": ""}, "no order of the payer stands behind it"),
            ({"payee_account": ""}, "payee or account is missing"),
            ({"payee_name": ""}, "payee or account is missing"),
            ({"amount": yuan("980000.01")}, "only ¥980,000.00 is free on the account"),
        ],
    )
    def test_each_that_is_not_met_speaks_against_a_release(self, changed, words):
        found = conditions.stopped(a_payment(**changed))
        assert (found.kind, found.words) == ("refused", words)
        assert payment_words.mark(a_payment(**changed), mine=True) == found

    def test_an_amount_equal_to_what_is_free_is_covered(self):
        assert "covered" in conditions.marks(a_payment())[2].words

    def test_what_was_sent_is_covered_already(self):
        sent = a_payment(cover=replace(COVER, free=yuan(0)), state="sent", keys=2)
        assert conditions.marks(sent)[2].kind == "done"

    def test_a_freeze_speaks_against_it(self):
        found = conditions.stopped(a_payment(cover=replace(COVER, frozen=True)))
        assert "frozen" in found.words

    def test_a_payment_without_its_first_key_is_not_ours_yet(self):
        early = a_payment(keys=0, first_key_at=None)
        assert not conditions.waits_for_us(early.order)
        assert conditions.marks(early)[0].kind == "wait"


class TestWords:
    @pytest.mark.parametrize("state", [each.value for each in State])
    @pytest.mark.parametrize("language", ["en", "zh-hans"])
    def test_every_state_has_its_own(self, state, language):
        with translation.override(language):
            told = payment_words.mark(a_payment(state=state, keys=2), mine=False)
            assert told.words
            assert told.words != state or state == "booked"
            assert payment_words.course(replace(ORDER, state=state, keys=2))[-1].title

    def test_the_second_key_is_yours_only_if_you_hold_it(self):
        assert payment_words.mark(a_payment(), mine=True).kind == "turn"
        assert payment_words.mark(a_payment(), mine=False).kind == "wait"

    def test_a_purpose_is_told_in_words(self):
        assert payment_words.purpose(ORDER) == "loan paid to the firm"

    @pytest.mark.parametrize(("account", "told"), [("62179901", "…9901"), ("6217", "6217")])
    def test_an_account_is_told_by_its_tail(self, account, told):
        assert tail(account) == told


class TestReleases:
    def page(self, *payments, duties=(CHECKER,), to_verify=0):
        return releases.page(
            payments,
            yuan("2000000"),
            visit(*duties),
            bank="Ningdu Bank",
            to_verify=to_verify,
        )

    def test_nothing_waits_in_an_empty_house(self):
        page = self.page()
        assert page.head.finding == "No release waits for your key"
        assert page.empty is not None
        assert page.head.other_act is None

    def test_the_longest_waiting_stands_on_top(self):
        old, new = a_payment(id=new_id()), a_payment(id=new_id())
        page = self.page(new, old)
        assert [str(old.order.id) in row.url for row in page.waiting] == [True, False]
        assert page.head.finding == "2 releases wait for your key"
        assert page.head.lead.startswith("¥1,960,000.00 in all.")

    def test_only_what_may_be_released_has_a_button(self):
        page = self.page(a_payment(), a_payment(id=new_id(), payee_account=""))
        assert [row.act is not None for row in page.waiting] == [False, True]
        assert len(page.dialogues) == 1

    def test_a_maker_has_none_and_is_told_why(self):
        page = self.page(a_payment(), duties=(MAKER,))
        assert page.dialogues == ()
        assert page.messages[0].strong == "You cannot turn the second key."

    def test_each_payment_stands_in_one_list(self):
        page = self.page(
            a_payment(),
            a_payment(id=new_id(), keys=0, first_key_at=None),
            a_payment(id=new_id(), state="accepted", keys=2),
            a_payment(id=new_id(), state="booked", keys=2),
            a_payment(id=new_id(), state="cancelled"),
        )
        assert (len(page.waiting), len(page.under_way), len(page.ended)) == (1, 2, 2)

    def test_the_sum_line_holds(self):
        line = self.page(a_payment()).strip.sum_line
        assert "¥980,000.00 waits" in line
        assert "¥1,020,000.00 stays = ¥2,000,000.00" in line

    def test_accounts_to_verify_are_one_link_away(self):
        assert self.page(to_verify=2).head.other_act.label == "2 accounts to verify"


class TestOnePayment:
    @pytest.mark.parametrize("state", [each.value for each in State])
    def test_is_cancelled_exactly_while_the_table_allows_it(self, state):
        page = payment.page(a_payment(state=state), visit(MAKER), typed={})
        try:
            after(state, Event.CANCEL)
        except StepRefused:
            assert page.cancelling is None
        else:
            assert page.cancelling is not None

    def test_is_cancelled_by_nobody_who_only_looks_on(self):
        assert payment.page(a_payment(), visit(), typed={}).cancelling is None

    def test_a_refused_reason_keeps_the_form_open_and_its_key(self):
        form = cancelling.form(ORDER, {"reason": "suspicion", "key": "k"}, "Choose a reason.")
        assert (form.open, form.key) == (True, "k")
        assert [each.chosen for each in form.reason.choices] == [False, False, True]


class TestAccounts:
    TOLD = BankAccountView(
        new_id(), new_id(), new_id(), "清溪农商银行", "6217990100000102", "told", AT, None
    )

    def test_are_verified_by_who_holds_the_key(self):
        page = accounts.page([self.TOLD], [], {}, visit(CHECKER))
        assert page.waiting[0].number == "6217 9901 0000 0102"
        assert page.waiting[0].act is not None
        assert len(page.dialogues) == 1
        page = accounts.page([self.TOLD], [], {}, visit(MAKER))
        assert (page.waiting[0].act, page.dialogues) == (None, ())

    def test_the_frozen_are_named_with_what_lies_on_them(self):
        party = new_id()
        frozen = [FrozenAccount(party, COVER), FrozenAccount(None, COVER)]
        rows = accounts.page([], frozen, {party: "Jiukezao"}, visit(CHECKER)).frozen
        assert [row.party for row in rows] == ["Jiukezao", "–"]
        assert rows[0].amount == "¥980,000.00"
        assert rows[0].purpose == "held for an agreement"


class TestMatching:
    KEPT = KeptDay(
        number=7,
        on=DAY,
        opening=yuan("100"),
        paid_in=yuan("30"),
        paid_out=yuan("10"),
        closing=yuan("120"),
        ledger=yuan("120"),
        received_at=AT,
    )

    def page(self, days=(), gaps=(), duties=(CHECKER,), **other):
        return matching.page(days, gaps, visit(*duties), typed={}, **other)

    def gap(self, kind="missing_there"):
        return BreakView(new_id(), new_id(), kind, DAY, "E-1", 1864000, None, AT, None, "")

    def test_says_so_before_the_first_statement(self):
        page = self.page()
        assert page.head.finding == "The bank has told no statement yet"
        assert page.empty is not None

    def test_a_match_is_the_title(self):
        page = self.page([self.KEPT])
        assert page.head.finding == "Book and bank match, Fri\u00a020\u00a0Nov"
        assert page.days[0].gap.kind == "done"
        assert page.sums == "Fri\u00a020\u00a0Nov: 100.00 + 30.00 in − 10.00 out = 120.00."

    @pytest.mark.parametrize(("ledger", "gap"), [("121.5", "1.50"), ("119", "−1.00")])
    def test_so_is_a_gap_with_its_sign(self, ledger, gap):
        page = self.page([replace(self.KEPT, ledger=yuan(ledger))])
        assert page.head.finding.replace("¥", "").startswith(f"A gap of {gap} at")
        assert (page.days[0].gap.kind, page.days[0].gap.words) == ("near", gap)

    def test_open_gaps_lead_and_can_be_closed_by_who_holds_the_key(self):
        page = self.page([self.KEPT], [self.gap()])
        assert page.head.finding == "1 gap is open"
        assert page.gaps[0].figures == "our book ¥18,640.00"
        assert page.gaps[0].note is not None
        assert self.page([self.KEPT], [self.gap()], duties=(MAKER,)).gaps[0].note is None

    def test_only_the_refused_note_is_wrong(self):
        first, second = self.gap(), self.gap()
        page = matching.page(
            [self.KEPT],
            [first, second],
            visit(CHECKER),
            refused=second.id,
            typed={"note": "late", "key": "k"},
            error="Write more.",
        )
        assert [row.note.error for row in page.gaps] == ["", "Write more."]
        assert [row.note.value for row in page.gaps] == ["", "late"]
        assert len(page.wrong) == 1
