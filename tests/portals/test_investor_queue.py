"""A bank's queue from values: what is due first, whose turn it is, how long it is open."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from tenor.money import Money

from headrace.contracts.queries import (
    DrawdownView,
)
from headrace.kit.actors import Actor
from headrace.kit.ids import new_id
from headrace.market.queries import QueueRow, Turn
from headrace.portals.investor import (
    queue,
    queue_strip,
    turns,
)
from headrace.products.queries import Label
from tests.portals.test_investor_agreement import contract, payment

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
BANK, FIRM = new_id(), new_id()


def yuan(amount):
    return Money(Decimal(amount))


def actor(*duties):
    return Actor(new_id(), BANK, frozenset({"bank"}), frozenset(duties), "990100")


def plain(words):
    return words.replace("\u00a0", " ")


def in_chinese(call, *given, **named):
    with translation.override("zh-hans"):
        return call(*given, **named)


def waiting(**other):
    told = QueueRow(
        demand_id=new_id(),
        reference="R-2026-0436",
        firm_name="甲乙食品有限公司",
        district="990102",
        industry="manufacturing",
        staff=34,
        purpose_code="stock",
        amount=yuan(600_000),
        term_months=12,
        product_id=new_id(),
        product_name=Label("Order loan", "订单贷"),
        model_name=Label("Bank loan", "银行贷款"),
        grade="B2",
        grade_low="B3",
        grade_high="B1",
        checks_done=5,
        checks_required=6,
        sales_weeks=(0,) * 25 + (100,),
        reasons=(),
        push_state="shown",
        demand_state="matching",
        offer_id=None,
        offer_state="",
        published_at=AT - timedelta(days=3),
        turn=Turn("lender_maker", "decide", AT + timedelta(hours=9)),
    )
    return replace(told, **other)


class TestQueue:
    def page(self, *rows, duties=("maker",), keys_waiting=()):
        return queue.page(
            rows,
            actor=actor(*duties),
            bank="Clearbrook",
            agreements=(),
            loans=(),
            keys=keys_waiting,
            at=AT,
        )

    def test_empty_says_what_will_stand_here(self):
        page = self.page()
        assert page.head.finding == "No file waits for you"
        assert page.empty.title == "No request is matched with your products"
        assert (page.strip, page.rows) == (None, ())

    @pytest.mark.parametrize(
        ("hours", "title"),
        [
            (9, "1 file needs your decision, 1 today"),
            (40, "1 file needs your decision"),
            (-3, "1 file needs your decision, 1 today"),
        ],
        ids=["today", "later", "overdue"],
    )
    def test_leads_with_what_waits_and_what_is_due_today(self, hours, title):
        page = self.page(waiting(turn=Turn("lender_maker", "decide", AT + timedelta(hours=hours))))
        assert page.head.finding == title
        assert page.head.main_act.url == f"/bank/files/{page.rows[0].url.split('/')[3]}/"

    def test_puts_the_readers_own_files_first_and_tints_one(self):
        others = waiting(turn=Turn("enterprise", "choose", None), firm_name="other")
        page = self.page(others, waiting(firm_name="mine"), waiting(firm_name="mine too"))
        assert [each.firm for each in page.rows] == ["mine", "mine too", "other"]
        assert [each.selected for each in page.rows] == [True, False, False]

    def test_selects_nothing_where_nothing_waits(self):
        page = self.page(waiting(), duties=("viewer",))
        assert page.head.finding == "No file waits for you"
        assert [each.selected for each in page.rows] == [False]

    @pytest.mark.parametrize(
        ("since", "english", "chinese"),
        [
            (timedelta(minutes=12), "12 min", "12 分钟"),
            (timedelta(hours=30), "30 h", "30 小时"),
            (timedelta(days=3), "3 d", "3 天"),
            (None, "", ""),
        ],
        ids=["minutes", "hours", "days", "unpublished"],
    )
    def test_says_how_long_each_request_has_been_open(self, since, english, chinese):
        told = waiting(published_at=AT - since if since else None)
        assert plain(self.page(told).rows[0].waited) == english
        assert plain(in_chinese(self.page, told).rows[0].waited) == chinese

    def test_a_row_says_who_and_how_much(self):
        (shown,) = self.page(waiting()).rows
        assert shown.second == "Hetang, manufacturing, 34 staff"
        assert (shown.amount, shown.terms) == ("600,000", "bank loan, 12 m")
        assert (shown.checks.done, shown.checks.of) == (5, 6)
        assert shown.band.sentence == "B2, likely between B1 and B3"

    def test_sales_that_nobody_knows_are_not_drawn(self):
        assert self.page(waiting(sales_weeks=(0,) * 26)).rows[0].sales is None

    def test_a_waiting_payment_goes_before_the_first_file(self):
        page = self.page(waiting(), duties=("maker", "checker"), keys_waiting=(payment(),))
        assert page.turn.title == "Your turn: a payment waits for your bank's key"
        assert page.head.main_act is None
        assert page.head.other_act.label == "Open the first"

    def test_but_not_for_a_person_who_cannot_turn_the_key(self):
        page = self.page(waiting(), keys_waiting=(payment(),))
        assert page.turn is None
        assert page.head.main_act is not None

    def test_adds_up_on_the_strip(self):
        mine, others = waiting(amount=yuan(250_000)), waiting(turn=Turn("enterprise", "choose"))
        strip = queue_strip.strip([mine, others], [mine], [], AT)
        assert strip.sum_line == (
            "250,000 ready to decide + 600,000 with others = 850,000 on your desk."
        )
        assert strip.stations[0].amount == "none"

    def test_counts_what_was_published_on_the_day_as_new(self):
        new = waiting(published_at=AT - timedelta(minutes=30))
        strip = queue_strip.strip([new, waiting()], [], [], AT)
        assert strip.stations[0].amount == "1 file, ¥600,000"


class TestTurns:
    @pytest.mark.parametrize(
        ("who", "what", "mine", "english"),
        [
            ("lender_maker", "decide", True, "Decide"),
            ("lender_maker", "decide", False, "A colleague decides"),
            ("lender_checker", "second_key", True, "Second key"),
            ("lender_checker", "second_key", False, "A second person approves"),
            ("enterprise", "choose", False, "The firm chooses"),
            ("enterprise", "sign", False, "The firm signs"),
            ("lender_checker", "sign_ours", True, "Sign the agreement"),
            ("lender_checker", "sign_ours", False, "A colleague signs"),
            ("enterprise", "draw", False, "The firm draws the money"),
            ("bank", "key", False, "Your bank's key"),
            ("custodian", "key", False, "The custodian's key"),
            ("nobody", "rest", False, "Nobody's turn"),
        ],
    )
    def test_are_said_in_words_in_both_languages(self, who, what, mine, english):
        mark = turns.mark(Turn(who, what, None), AT, mine=mine)
        assert (mark.kind, mark.words) == ("turn" if mine else "wait", english)
        assert CHINESE.search(in_chinese(turns.mark, Turn(who, what, None), AT, mine=mine).words)

    @pytest.mark.parametrize(
        ("told", "who", "what"),
        [
            ({"state": "drafted", "waits_for": (BANK, FIRM)}, "lender_checker", "sign_ours"),
            ({"state": "signing", "waits_for": (FIRM,)}, "lender_maker", "decide"),
            ({"state": "effective"}, "enterprise", "draw"),
            ({"state": "terminated"}, "lender_maker", "decide"),
        ],
        ids=["unsigned", "the firm signs", "signed", "given up"],
    )
    def test_of_a_file_follow_its_agreement(self, told, who, what):
        file = waiting()
        agreed = contract(demand_id=file.demand_id, **told)
        turn = turns.of_files([file], actor("maker"), [agreed], [])[file.demand_id]
        assert (turn.who, turn.what) == (who, what)

    @pytest.mark.parametrize(
        ("state", "ours", "who", "what"),
        [
            ("prepared", True, "bank", "key"),
            ("prepared", False, "custodian", "key"),
            ("rejected", False, "enterprise", "draw"),
            ("booked", False, "lender_maker", "decide"),
        ],
    )
    def test_of_a_drawdown_follow_its_keys(self, state, ours, who, what):
        file, order = waiting(), payment()
        drawing = DrawdownView(order.id, "Orchard", yuan(1), state, "", AT)
        agreed = contract(demand_id=file.demand_id, drawdown=drawing)
        found = turns.of_files([file], actor("maker"), [agreed], [order] if ours else [])
        assert (found[file.demand_id].who, found[file.demand_id].what) == (who, what)
