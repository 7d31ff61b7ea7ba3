"""What an officer types and what a refusal says: by value, without a town."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from tenor.money import Money

from headrace.kit.actors import Actor
from headrace.kit.ids import new_id
from headrace.market.queries import Turn
from headrace.market.rules.offer import (
    AboveDemand,
    ExpiryOutOfRange,
    OfferStateRefused,
    StalePage,
)
from headrace.market.rules.offer import Event as OfferEvent
from headrace.market.rules.offer import State as OfferState
from headrace.portals import refusing
from headrace.portals.investor import grades, payments, terms, turns

TYPED = {"amount": "600,000", "rate": "5.6", "months": "12", "until": "2026-11-30", "plan": "x"}
AT = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


class TestTerms:
    def test_are_read_as_people_type_them(self):
        for amount in ("600,000", "¥600000", " 600 000.00 ", "￥600，000"):
            read = terms.read({**TYPED, "amount": amount})
            assert read.amount == Decimal(600_000)
        assert read.rate_yearly == Decimal("0.056")
        assert (read.months, read.plan_kind) == (12, "x")

    def test_an_offer_ends_at_six_in_the_evening_of_its_day(self):
        ends = terms.read(TYPED).expires_at
        assert ends == datetime(2026, 11, 30, 18, tzinfo=ZoneInfo("Asia/Shanghai"))

    @pytest.mark.parametrize(
        ("name", "typed"),
        [
            ("amount", ""),
            ("amount", "much"),
            ("amount", "-1"),
            ("amount", "0"),
            ("amount", "1.005"),
            ("amount", "NaN"),
            ("amount", "Infinity"),
            ("amount", "9" * 20),
            ("rate", "a"),
            ("rate", "-1"),
            ("rate", "100"),
            ("months", "1.5"),
            ("months", "0"),
            ("months", "601"),
            ("until", "tomorrow"),
            ("until", ""),
        ],
    )
    def test_what_cannot_be_read_is_named_alone(self, name, typed):
        with pytest.raises(terms.Mistyped) as wrong:
            terms.read({**TYPED, name: typed})
        assert list(wrong.value.errors) == [name]

    def test_everything_wrong_is_named_at_once(self):
        with pytest.raises(terms.Mistyped) as wrong:
            terms.read({})
        assert set(wrong.value.errors) == {"amount", "rate", "months", "until"}


class TestRefusals:
    def test_an_instant_is_told_as_a_day_and_an_hour(self):
        said, remedy = refusing.said(ExpiryOutOfRange(AT))
        assert "Mon\u00a023\u00a0Nov,\u00a009:00" in said
        assert remedy

    def test_states_and_parts_are_told_in_words_in_both_languages(self):
        refusal = OfferStateRefused(OfferState.MADE, OfferEvent.BIND)
        stale = StalePage(demand_id=new_id(), changed=["score", "findings"])
        assert "waiting for its second person" in refusing.said(refusal)[0]
        assert "the findings, the grade" in refusing.said(stale)[0]
        with translation.override("zh-hans"):
            assert "核查结论、等级" in refusing.said(stale)[0]

    def test_each_belongs_to_the_field_it_is_about(self):
        above = AboveDemand(asked=Money(Decimal(2)), open=Money(Decimal(1)))
        assert refusing.field_of(above) == "amount"
        assert refusing.field_of(StalePage(demand_id=new_id(), changed=())) == ""


class TestGrades:
    def test_a_band_runs_from_its_better_to_its_worse_end(self):
        band = grades.band("B1", "A3", "B2")
        assert (band.low, band.point, band.high) == (2, 3.5, 5)
        assert band.sentence == "B1, likely between A3 and B2"

    def test_the_ends_of_the_scale_hold(self):
        assert grades.band("A1", "A1", "A1").low == 0
        assert grades.band("D", "D", "D").high == 10


class TestTurns:
    MAKER = Actor(new_id(), new_id(), frozenset({"bank"}), frozenset({"maker"}), "")

    @pytest.mark.parametrize(
        ("by", "kind", "words"),
        [
            (datetime(2026, 11, 23, 18, tzinfo=AT.tzinfo), "turn", "Decide by 18:00 today"),
            (datetime(2026, 11, 28, 9, tzinfo=AT.tzinfo), "turn", "Decide by 28\u00a0Nov"),
            (datetime(2026, 11, 20, 9, tzinfo=AT.tzinfo), "late", "Decide, since 20\u00a0Nov"),
            (None, "turn", "Decide"),
        ],
    )
    def test_say_by_when(self, by, kind, words):
        turn = Turn("lender_maker", "decide", by)
        mark = turns.mark(turn, AT, mine=turns.is_mine(turn, self.MAKER))
        assert (mark.kind, mark.words) == (kind, words)

    def test_of_another_duty_wait(self):
        turn = Turn("lender_checker", "second_key", None)
        assert not turns.is_mine(turn, self.MAKER)
        assert turns.mark(turn, AT, mine=False).kind == "wait"


class TestAccounts:
    def test_only_the_last_four_figures_are_shown(self):
        assert payments.tail("6222020000001234") == "…1234"
        assert payments.tail("12") == "12"


def test_the_proposal_ends_before_the_request():
    assert terms._last_day(datetime(2026, 11, 25, 12, tzinfo=AT.tzinfo)) == date(2026, 11, 24)
    assert terms._last_day(datetime(2026, 11, 25, 18, tzinfo=AT.tzinfo)) == date(2026, 11, 25)
