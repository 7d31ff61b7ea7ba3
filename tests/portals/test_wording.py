"""Figures and days read as the look prescribes, in both languages."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.portals import wording

YUAN = st.decimals("-999999999999", "999999999999", places=2)


def plain(words: str) -> str:
    """The same words with ordinary spaces, so that a test reads like the page."""
    return words.replace(wording.NBSP, " ")


@pytest.mark.parametrize(
    ("amount", "english", "chinese"),
    [
        ("1200000", "¥1,200,000", "120 万元"),
        ("9999999.4", "¥9,999,999", "1,000 万元"),
        ("64000000", "¥64.0 m", "6,400 万元"),
        ("1284000000", "¥1.28 bn", "12.84 亿元"),
        ("86420", "¥86,420", "8.64 万元"),
        ("9999", "¥9,999", "9,999 元"),
        ("0", "¥0", "0 元"),
        ("-2110", "−¥2,110", "−2,110 元"),
    ],
)
def test_a_headline_is_rounded_as_the_look_says(amount, english, chinese):
    assert plain(wording.headline(Decimal(amount), "en")) == english
    assert plain(wording.headline(Decimal(amount), "zh-hans")) == chinese


def test_an_exact_amount_keeps_its_fen_in_both_languages():
    assert wording.exact(Decimal("53634.57"), "en") == "¥53,634.57"
    assert plain(wording.exact(Decimal("53634.57"), "zh-hans")) == "53,634.57 元"


def test_another_currency_is_named():
    assert wording.exact(Decimal("10"), "en", "EUR") == "€10.00"
    assert plain(wording.exact(Decimal("10"), "en", "CHF")) == "CHF 10.00"
    assert plain(wording.headline(Decimal("20000"), "zh-hans", "USD")) == "2 万美元"


@given(YUAN)
def test_an_exact_amount_can_be_read_back_to_the_fen(amount):
    said = wording.exact(amount, "en").replace("¥", "").replace(",", "").replace("−", "-")
    assert Decimal(said) == amount


@given(YUAN)
def test_no_figure_is_ever_parted_from_its_unit(amount):
    assert " " not in wording.headline(amount, "en") + wording.headline(amount, "zh-hans")


@pytest.mark.parametrize(
    ("amount", "english", "chinese"),
    [
        ("1200000", "1.2 million", "120 万"),
        ("980000", "980 thousand", "98 万"),
        ("123456789", "123.457 million", "1.2346 亿"),
        ("800", "", ""),
    ],
)
def test_a_typed_amount_is_read_back_in_words(amount, english, chinese):
    assert plain(wording.read_back(Decimal(amount), "en")) == english
    assert plain(wording.read_back(Decimal(amount), "zh-hans")) == chinese


def test_a_percentage_has_its_space_and_is_rounded_half_up():
    assert plain(wording.percent(Decimal("0.048"))) == "4.8 %"
    assert plain(wording.percent(Decimal("0.06825"), 2)) == "6.83 %"


def test_days_and_instants_are_said_in_the_town_s_time():
    # 10:00 in Greenwich is 18:00 in the town.
    at = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
    assert plain(wording.moment(at, "en")) == "Thu 26 Nov, 18:00"
    assert plain(wording.moment(at, "zh-hans")) == "11月26日 周四 18:00"
    assert wording.clock(at) == "18:00"


def test_days_have_a_short_a_long_and_a_full_form():
    on = date(2026, 11, 23)
    assert plain(wording.day(on, "en")) == "Mon 23 Nov"
    assert plain(wording.short_day(on, "en")) == "23 Nov"
    assert plain(wording.long_day(on, "en")) == "23 November 2026"
    assert plain(wording.full_day(on, "en")) == "23 November 2026, Monday"
    assert wording.month(date(2026, 9, 1), "en") == "Sep"
    assert wording.short_day(on, "zh-hans") == "11月23日"
    assert wording.long_day(on, "zh-hans") == "2026年11月23日"
    assert wording.full_day(on, "zh-hans") == "2026年11月23日 星期一"
    assert wording.month(on, "zh-hans") == "11月"


@pytest.mark.parametrize(
    ("span", "english", "chinese"),
    [
        (timedelta(minutes=12), "12 min", "12 分钟"),
        (timedelta(hours=2), "2 h", "2 小时"),
        (timedelta(days=3), "3 d", "3 天"),
        (timedelta(days=579), "19 months", "19 个月"),
    ],
)
def test_an_age_is_short(span, english, chinese):
    assert plain(wording.age(span, "en")) == english
    assert plain(wording.age(span, "zh-hans")) == chinese
