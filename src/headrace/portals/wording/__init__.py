"""
Figures and days as people read them, in English and in Chinese.

Pure: every function takes the language as an argument, so each is tested by value. The template
filters of `templatetags.headrace` pass in the language of the page. No-break spaces stand where a
figure must not be parted from its unit.
"""

from headrace.portals.wording.days import (
    TOWN_ZONE,
    age,
    clock,
    day,
    full_day,
    long_day,
    moment,
    month,
    month_name,
    short_day,
)
from headrace.portals.wording.figures import (
    MINUS,
    NBSP,
    NONE,
    exact,
    figure,
    headline,
    is_chinese,
    percent,
    read_back,
)

__all__ = [
    "MINUS",
    "NBSP",
    "NONE",
    "TOWN_ZONE",
    "age",
    "clock",
    "day",
    "exact",
    "figure",
    "full_day",
    "headline",
    "is_chinese",
    "long_day",
    "moment",
    "month",
    "month_name",
    "percent",
    "read_back",
    "short_day",
]
