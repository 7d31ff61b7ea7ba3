"""What a bank's file rests on, from values: facts, doubts, findings, sales, the way out."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from tenor.money import Money

from headrace.evidence.queries import DaySales, EventView, FindingView
from headrace.kit.ids import new_id
from headrace.market.queries import Doubt
from headrace.portals.investor import (
    declining,
    doubts,
    fact_words,
    feed,
    findings,
    grades,
)

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
BANK, FIRM = new_id(), new_id()


def yuan(amount):
    return Money(Decimal(amount))


def plain(words):
    return words.replace("\u00a0", " ")


def in_chinese(call, *given, **named):
    with translation.override("zh-hans"):
        return call(*given, **named)


class TestFactWords:
    @pytest.mark.parametrize(
        ("name", "found", "english", "chinese"),
        [
            ("sales", yuan(8_412_300), "¥8,412,300", "841.23 万元"),
            ("growth", Decimal("-0.35"), "−35.0 %", "−35.0 %"),
            ("staff", 1234, "1,234", "1,234"),
            ("confidence_percent", 80, "80 %", "80 %"),
            ("history_months", 26, "26 months", "26 个月"),
            ("identity", "clear", "clear", ""),
            ("grade", "B2", "B2", "B2"),
            ("until_date", "2027-06-30", "30 June 2027", "2027年6月30日"),
            ("fee_rate", "0.0125", "1.3 %", "1.3 %"),
            ("debts", None, "not known", ""),
            ("remark_code", "", "not known", ""),
            ("size_class", "micro", "micro", ""),
        ],
        ids=lambda each: each if isinstance(each, str) and each.isidentifier() else "",
    )
    def test_are_read_with_their_unit(self, name, found, english, chinese):
        assert plain(fact_words.value(name, found)) == english
        spoken = plain(in_chinese(fact_words.value, name, found))
        assert spoken == chinese if chinese else CHINESE.search(spoken)


class TestDoubts:
    @pytest.mark.parametrize("code", sorted(doubts._DOUBTS))
    def test_are_sentences_in_both_languages(self, code):
        told = doubts.doubt(Doubt(code, "rating"))
        assert told.kind == "doubt"
        assert "%(" not in told.words
        spoken = in_chinese(doubts.doubt, Doubt(code, "rating"))
        assert CHINESE.search(spoken.words)
        assert spoken.words != told.words


def finding(**other):
    told = FindingView(
        id=new_id(),
        kind="rating",
        issuer_id=new_id(),
        issuer_name="浩然资信",
        issued_at=AT,
        expires_at=AT + timedelta(days=90),
        claims={"grade": "B2"},
        method="desk-review",
        confidence=80,
        evidence=(),
        signature_valid=True,
        state="valid",
        token_hash="cd" * 32,
    )
    return replace(told, **other)


class TestFindings:
    @pytest.mark.parametrize(
        ("state", "kind", "words"),
        [
            ("valid", "done", "signature holds"),
            ("expired", "near", "past its date"),
            ("contested", "near", "contested by the firm"),
            ("revoked", "near", "revoked by its issuer"),
            ("altered", "refused", "signature does not hold"),
        ],
    )
    def test_say_whether_they_count(self, state, kind, words):
        mark = findings.state_mark(finding(state=state))
        assert (mark.kind, mark.words) == (kind, words)

    @pytest.mark.parametrize(
        ("claims", "words"),
        [
            ({"identity": "clear", "grade": "B2"}, "clear"),
            ({"operation": "sound"}, "sound"),
            ({"grade": "B2"}, "B2"),
            ({"cover_minor": 100_000_000}, "cover offered ¥1,000,000"),
            ({"debts_minor": 0}, "debts elsewhere ¥0"),
            ({"remark": "x"}, "answered"),
        ],
        ids=["identity", "operation", "grade", "cover", "debts", "other"],
    )
    def test_lead_with_the_claim_that_says_most(self, claims, words):
        assert findings._outcome(finding(claims=claims)).words == words

    def test_that_do_not_hold_say_so_before_their_claim(self):
        mark = findings._outcome(finding(state="altered"))
        assert mark.kind == "refused"


class TestFeed:
    def event(self, **other):
        told = EventView(
            id=new_id(),
            kind="invoice",
            direction="sale",
            happened_at=AT - timedelta(hours=1),
            received_at=AT,
            issue_date=TODAY,
            amount_minor=1_864_000,
            currency="CNY",
            counterparty="Ba***",
            number="1",
            voided=False,
            source_id=new_id(),
            self_declared=False,
        )
        return replace(told, **other)

    @pytest.mark.parametrize(
        ("told", "kind", "words"),
        [
            ({}, "done", "from the tax office"),
            ({"voided": True}, "refused", "voided"),
            ({"amount_minor": -211_000}, "near", "credit note"),
            ({"self_declared": True}, "wait", "said by the firm"),
        ],
        ids=["tax", "voided", "credit", "said"],
    )
    def test_marks_each_event(self, told, kind, words):
        (shown,) = feed.live([self.event(**told)], AT)
        assert (shown.mark.kind, shown.mark.words) == (kind, words)

    def test_shows_six_sales_to_the_fen_and_no_purchase(self):
        events = [self.event() for _ in range(7)] + [self.event(direction="purchase")]
        rows = feed.live(events, AT)
        assert [each.amount for each in rows] == ["18,640.00"] * 6
        assert rows[0].at == "08:00"

    def test_an_older_event_carries_its_day(self):
        (shown,) = feed.live([self.event(happened_at=AT - timedelta(days=2))], AT)
        assert plain(shown.at) == "Sat 21 Nov, 09:00"

    def test_a_day_of_credit_notes_is_drawn_as_nothing(self):
        days = [DaySales(TODAY, -500_000, 1), DaySales(TODAY - timedelta(days=1), 700_000, 1)]
        bars = feed.sales(days, TODAY)
        assert (len(bars.values), bars.values[-1], bars.values[-2]) == (56, 0.0, 7.0)
        assert feed.sales([], TODAY) is None

    def test_says_when_it_last_spoke(self):
        assert plain(feed.sales_note([self.event()])).endswith("last event Mon 23 Nov, 09:00")
        assert feed.sales_note([]) == "daily, ¥ thousand"


class TestDeclining:
    def test_is_folded_until_it_was_sent(self):
        assert not declining.form("/x/", {}, {}).open
        assert declining.form("/x/", {"act": "decline"}, {}).open

    def test_keeps_what_was_typed_and_lists_what_is_wrong(self):
        typed = {"act": "decline", "reason": "sector", "text": ""}
        form = declining.form("/x/", typed, {"text": "Write a sentence for the firm."})
        assert [each.value for each in form.reasons if each.chosen] == ["sector"]
        assert [each.name for each in declining.wrong(form)] == ["text"]
        assert declining.wrong(declining.form("/x/", {}, {})) == ()


class TestGrades:
    @pytest.mark.parametrize("grade", ["A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3", "D"])
    def test_a_certain_grade_is_told_without_a_range(self, grade):
        assert grades.band(grade, grade, grade).sentence == f"{grade}, as good as certain"
