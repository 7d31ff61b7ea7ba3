"""
Figures and days as people read them, in English and in Chinese.

Pure: every function takes the language as an argument, so each is tested by value. The template
filters of `templatetags.headrace` pass in the language of the page. No-break spaces stand where a
figure must not be parted from its unit.
"""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from zoneinfo import ZoneInfo

NBSP: Final = "\u00a0"
MINUS: Final = "−"
NONE: Final = "–"
TOWN_ZONE: Final = ZoneInfo("Asia/Shanghai")

_SIGNS: Final = {"CNY": "¥", "EUR": "€", "USD": "$", "GBP": "£", "HKD": "HK$"}
_CHINESE_UNITS: Final = {"CNY": "元", "EUR": "欧元", "USD": "美元", "GBP": "英镑", "HKD": "港元"}
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS: Final = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
_WAN, _YI = Decimal(10_000), Decimal(100_000_000)
_MILLION, _BILLION = Decimal(1_000_000), Decimal(1_000_000_000)


def is_chinese(language: str) -> bool:
    """Whether a language code such as `zh-hans` asks for Chinese words."""
    return language.lower().startswith("zh")


def figure(value: Decimal, places: int = 0) -> str:
    """A number with thousands separators, half up; a minus is the true minus sign."""
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{abs(rounded):,}" if rounded >= 0 else f"{MINUS}{abs(rounded):,}"


def headline(amount: Decimal, language: str, currency: str = "CNY") -> str:
    """An amount rounded for a title: ¥1,200,000, ¥64.0 m, ¥1.28 bn; 120 万元, 12.84 亿元."""
    if is_chinese(language):
        return _chinese_headline(amount, currency)
    size = abs(amount)
    if size >= _BILLION:
        return _signed(amount, f"{size / _BILLION:,.2f}{NBSP}bn", currency)
    if size >= 10 * _MILLION:
        return _signed(amount, f"{size / _MILLION:,.1f}{NBSP}m", currency)
    return _signed(amount, figure(size), currency)


def exact(amount: Decimal, language: str, currency: str = "CNY") -> str:
    """An amount to the fen, as contracts, orders and buttons print it: ¥53,634.57, 53,634.57 元."""
    if is_chinese(language):
        return f"{figure(amount, 2)}{NBSP}{_CHINESE_UNITS.get(currency, currency)}"
    return _signed(amount, figure(abs(amount), 2), currency)


def read_back(amount: Decimal, language: str) -> str:
    """A typed amount said again in words beside its field: 1.2 million, 120 万; small ones not."""
    if is_chinese(language):
        if amount < _WAN:
            return ""
        unit, word = (_YI, "亿") if amount >= _YI else (_WAN, "万")
        return f"{_trimmed(amount / unit, 4)}{NBSP}{word}"
    for unit, word in ((_BILLION, "billion"), (_MILLION, "million"), (Decimal(1000), "thousand")):
        if amount >= unit:
            return f"{_trimmed(amount / unit, 3)}{NBSP}{word}"
    return ""


def percent(share: Decimal, places: int = 1) -> str:
    """A share as a percentage, 0.048 as `4.8 %`, with the space in both languages."""
    return f"{figure(share * 100, places)}{NBSP}%"


def day(on: date, language: str) -> str:
    """Thu 26 Nov, or 11月26日 周四."""
    if is_chinese(language):
        return f"{on.month}月{on.day}日{NBSP}周{_weekday_zh(on)}"
    return f"{_WEEKDAYS[on.weekday()][:3]}{NBSP}{short_day(on, language)}"


def short_day(on: date, language: str) -> str:
    """26 Nov, or 11月26日."""
    if is_chinese(language):
        return f"{on.month}月{on.day}日"
    return f"{on.day}{NBSP}{month(on, language)}"


def full_day(on: date, language: str) -> str:
    """23 November 2026, Monday, or 2026年11月23日 星期一: the town strip's form."""
    if is_chinese(language):
        return f"{on.year}年{on.month}月{on.day}日 星期{_weekday_zh(on)}"
    return f"{long_day(on, language)}, {_WEEKDAYS[on.weekday()]}"


def long_day(on: date, language: str) -> str:
    """3 March 2026, or 2026年3月3日."""
    if is_chinese(language):
        return f"{on.year}年{on.month}月{on.day}日"
    return f"{on.day}{NBSP}{_MONTHS[on.month - 1]} {on.year}"


def month(on: date, language: str) -> str:
    """Nov, or 11月."""
    if is_chinese(language):
        return f"{on.month}月"
    return _MONTHS[on.month - 1][:3]


def month_name(on: date, language: str) -> str:
    """November, or 11月: the month in a title."""
    if is_chinese(language):
        return f"{on.month}月"
    return _MONTHS[on.month - 1]


def clock(at: datetime) -> str:
    """18:00 in the town's time; the instant must know its zone."""
    return f"{at.astimezone(TOWN_ZONE):%H:%M}"


def moment(at: datetime, language: str) -> str:
    """Thu 26 Nov, 18:00, or 11月26日 周四 18:00, in the town's time."""
    local = at.astimezone(TOWN_ZONE)
    gap = NBSP if is_chinese(language) else f",{NBSP}"
    return f"{day(local.date(), language)}{gap}{local:%H:%M}"


def age(span: timedelta, language: str) -> str:
    """How old a fact is: 12 min, 2 h, 3 d, 19 months; 12 分钟, 2 小时, 3 天, 19 个月."""
    minutes = max(0, int(span.total_seconds()) // 60)
    if minutes < 60:
        return _counted(minutes, "min", "分钟", language)
    if minutes < 48 * 60:
        return _counted(minutes // 60, "h", "小时", language)
    if span.days < 61:
        return _counted(span.days, "d", "天", language)
    return _counted(span.days * 12 // 365, "months", "个月", language)


def _chinese_headline(amount: Decimal, currency: str) -> str:
    unit = _CHINESE_UNITS.get(currency, currency)
    if abs(amount) >= _YI:
        return f"{_trimmed(amount / _YI, 2)}{NBSP}亿{unit}"
    if abs(amount) >= _WAN:
        return f"{_trimmed(amount / _WAN, 2)}{NBSP}万{unit}"
    return f"{_trimmed(amount, 0)}{NBSP}{unit}"


def _signed(amount: Decimal, digits: str, currency: str) -> str:
    sign = _SIGNS.get(currency, f"{currency}{NBSP}")
    return f"{MINUS if amount < 0 else ''}{sign}{digits}"


def _trimmed(value: Decimal, places: int) -> str:
    text = figure(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _counted(number: int, english: str, chinese: str, language: str) -> str:
    return f"{number}{NBSP}{chinese if is_chinese(language) else english}"


def _weekday_zh(on: date) -> str:
    return "一二三四五六日"[on.weekday()]
