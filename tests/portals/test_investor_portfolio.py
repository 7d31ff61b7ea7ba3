"""A bank's loans from values: sums that hold, what is late, what should come back."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation
from tenor.money import Money

from headrace.contracts.queries import (
    PlanRow,
    PortfolioRow,
)
from headrace.kit.actors import Actor
from headrace.kit.ids import new_id
from headrace.portals.investor import (
    coming,
    loan_rows,
    portfolio,
)
from headrace.portals.visits import Visit

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
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


def loan(**other):
    told = PortfolioRow(
        loan_id=new_id(),
        agreement_id=new_id(),
        borrower_id=FIRM,
        borrower_name="甲乙食品有限公司",
        model="bank_loan",
        state="drawn",
        lent=yuan(1200),
        outstanding=yuan(900),
        principal_received=yuan(300),
        interest_received=yuan("12.34"),
        days_past_due=0,
        next_due_date=date(2026, 12, 10),
    )
    return replace(told, **other)


def row(number, due, principal="100", interest="5", paid="0", state="due"):
    whole = yuan(principal) + yuan(interest)
    return PlanRow(
        number=number,
        due_date=due,
        principal=yuan(principal),
        interest=yuan(interest),
        paid_principal=yuan(paid),
        paid_interest=yuan(0),
        missing=whole - yuan(paid),
        paid_at=None,
        state=state,
    )


class TestPortfolio:
    def page(self, *loans, waiting="0", plans=None):
        return portfolio.page(loans, plans or {}, yuan(waiting), visit(), "Clearbrook")

    @pytest.mark.parametrize("state", ["agreed", "cancelled"])
    def test_without_a_drawn_loan_says_what_will_stand_here(self, state):
        for page in (self.page(), self.page(loan(state=state))):
            assert page.head.finding == "No loan has been drawn yet"
            assert page.empty.act.url == "/bank/files/"
            assert (page.rows, page.total, page.strip) == ((), None, None)

    def test_leads_with_what_was_earned(self):
        page = self.page(loan(), loan(interest_received=yuan("987.66")))
        assert page.head.finding == "¥1,000 interest earned, nothing late"
        assert page.head.lead == "No loss has been booked."
        assert page.late == ()

    @pytest.mark.parametrize(("late", "verb"), [(1, "is"), (2, "are")])
    def test_or_with_how_many_of_the_running_ones_are_late(self, late, verb):
        loans = [loan(days_past_due=4) for _ in range(late)] + [loan(outstanding=yuan(0))]
        page = self.page(*loans, loan())
        assert page.head.finding.endswith(f"{late} of {late + 1} running loans {verb} late")
        assert page.head.lead == (
            f"No loss has been booked. Late loans still owe ¥{900 * late:,} of principal."
        )

    def test_puts_the_longest_late_first_then_the_next_due(self):
        loans = (
            loan(borrower_name="next", next_due_date=date(2026, 12, 1)),
            loan(borrower_name="longest", days_past_due=40),
            loan(borrower_name="repaid", next_due_date=None, state="repaid"),
            loan(borrower_name="late", days_past_due=3),
            loan(borrower_name="later", next_due_date=date(2027, 1, 1)),
        )
        shown = [each.firm for each in self.page(*loans).rows]
        assert shown == ["longest", "late", "next", "later", "repaid"]

    def test_adds_up_to_the_fen_without_remainder(self):
        loans = [
            loan(lent=yuan("0.10"), principal_received=yuan("0.03"), outstanding=yuan("0.07"))
            for _ in range(3)
        ]
        page = self.page(*loans)
        total = page.total
        assert (total.lent, total.back, total.owed, total.interest) == (
            "0.30",
            "0.09",
            "0.21",
            "37.02",
        )
        assert "0.30 lent = 0.09 back + 0.21 at work" in page.strip.sum_line

    def test_reads_in_ten_thousands_in_chinese(self):
        big = loan(lent=yuan(1_280_000), interest_received=yuan(128_000))
        page = in_chinese(self.page, big)
        assert "12.8 万元" in plain(page.head.finding)
        assert page.rows[0].lent == "1,280,000.00"

    @pytest.mark.parametrize(
        ("told", "kind", "words"),
        [
            ({}, "done", "next due 10 Dec"),
            ({"days_past_due": 1}, "late", "1 day late"),
            ({"days_past_due": 38}, "late", "38 days late"),
            ({"state": "repaid"}, "done", "repaid"),
            ({"next_due_date": None}, "done", "repaid"),
        ],
        ids=["runs", "a day", "days", "repaid", "nothing due"],
    )
    def test_marks_each_loan(self, told, kind, words):
        mark = loan_rows.row(loan(**told)).mark
        assert (mark.kind, plain(mark.words)) == (kind, words)
        assert CHINESE.search(in_chinese(loan_rows.row, loan(**told)).mark.words)

    def test_the_sum_of_nothing_is_nothing(self):
        assert loan_rows.sum_of(()) == yuan(0)
        assert loan_rows.sum_of([Money(Decimal(2), "EUR")]) == Money(Decimal(2), "EUR")


class TestComing:
    def plan(self, rows, **told):
        one = loan(**{"lent": yuan(sum(each.principal.amount for each in rows)), **told})
        return coming.plan([one], {one.loan_id: rows}, TODAY)

    def test_shows_this_month_and_the_next_eleven(self):
        months = [(2026 + k // 12, k % 12 + 1) for k in range(10, 25)]
        rows = [row(k, date(*place, 15)) for k, place in enumerate(months, 1)]
        shown = self.plan(rows)
        assert len(shown.bars) == 12
        assert (shown.bars[0].label, shown.bars[-1].label) == ("Nov", "Oct")

    def test_what_is_missing_from_before_stands_in_front(self):
        rows = [
            row(1, date(2026, 9, 10), paid="105", state="paid"),
            row(2, date(2026, 10, 10), paid="30", state="late"),
            row(3, date(2026, 12, 10)),
        ]
        shown = self.plan(rows)
        assert [(each.label, each.paid) for each in shown.bars] == [
            ("Oct", Decimal(30)),
            ("Dec", Decimal(0)),
        ]
        assert shown.bars[0].fallen_due
        assert shown.today == 1
        assert "¥180 should come back" in shown.sentence

    def test_loans_of_one_month_are_added_up(self):
        one, other = loan(lent=yuan(100)), loan(lent=yuan(100))
        rows = (row(1, date(2026, 12, 1)),)
        shown = coming.plan([one, other], {one.loan_id: rows, other.loan_id: rows}, TODAY)
        (bar,) = shown.bars
        assert (bar.principal, bar.interest) == (Decimal(200), Decimal(10))

    def test_a_bank_of_several_counts_its_own_part_alone(self):
        shown = self.plan([row(1, date(2026, 12, 1), "400", "20", "40")], lent=yuan(100))
        (bar,) = shown.bars
        assert (bar.principal, bar.interest, bar.paid) == (Decimal(100), Decimal(5), Decimal(10))

    def test_a_loan_without_a_plan_brings_nothing(self):
        one = loan()
        assert coming.plan([one], {}, TODAY).bars == ()
        assert coming.plan([one], {one.loan_id: ()}, TODAY).bars == ()

    def test_the_months_are_chinese_in_chinese(self):
        shown = in_chinese(self.plan, [row(1, date(2026, 12, 1))])
        assert shown.bars[0].label == "12月"
