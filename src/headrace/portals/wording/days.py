"""Days, instants and ages as people read them, in English and in Chinese."""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from headrace.portals.wording.figures import NBSP, is_chinese

TOWN_ZONE: Final = ZoneInfo("Asia/Shanghai")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS: Final = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)


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


def _counted(number: int, english: str, chinese: str, language: str) -> str:
    return f"{number}{NBSP}{chinese if is_chinese(language) else english}"


def _weekday_zh(on: date) -> str:
    return "一二三四五六日"[on.weekday()]
