"""Figures and amounts as people read them, in English and in Chinese."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

NBSP: Final = "\u00a0"
MINUS: Final = "−"
NONE: Final = "–"
_SIGNS: Final = {"CNY": "¥", "EUR": "€", "USD": "$", "GBP": "£", "HKD": "HK$"}
_CHINESE_UNITS: Final = {"CNY": "元", "EUR": "欧元", "USD": "美元", "GBP": "英镑", "HKD": "港元"}
_WAN, _YI = Decimal(10_000), Decimal(100_000_000)
_MILLION, _BILLION = Decimal(1_000_000), Decimal(1_000_000_000)


def is_chinese(language: str) -> bool:
    """Whether a language code such as `zh-hans` asks for Chinese words."""
    return language.lower().startswith("zh")


def figure(value: Decimal, places: int = 0) -> str:
    """A number with thousands separators, half up; a minus is the true minus sign."""
    rounded = _rounded(value, places)
    return f"{abs(rounded):,}" if rounded >= 0 else f"{MINUS}{abs(rounded):,}"


def headline(amount: Decimal, language: str, currency: str = "CNY") -> str:
    """An amount rounded for a title: ¥1,200,000, ¥64.0 m, ¥1.28 bn; 120 万元, 12.84 亿元."""
    if is_chinese(language):
        return _chinese_headline(amount, currency)
    # Rounded first, so that what rounds up to the next unit is said in that unit.
    size = abs(amount)
    if _rounded(size / _MILLION, 1) >= 1000:
        return _signed(amount, f"{figure(size / _BILLION, 2)}{NBSP}bn", currency)
    if _rounded(size, 0) >= 10 * _MILLION:
        return _signed(amount, f"{figure(size / _MILLION, 1)}{NBSP}m", currency)
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


def _chinese_headline(amount: Decimal, currency: str) -> str:
    unit = _CHINESE_UNITS.get(currency, currency)
    if _rounded(abs(amount) / _WAN, 2) >= 10_000:
        return f"{_trimmed(amount / _YI, 2)}{NBSP}亿{unit}"
    if _rounded(abs(amount), 0) >= _WAN:
        return f"{_trimmed(amount / _WAN, 2)}{NBSP}万{unit}"
    return f"{_trimmed(amount, 0)}{NBSP}{unit}"


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _signed(amount: Decimal, digits: str, currency: str) -> str:
    sign = _SIGNS.get(currency, f"{currency}{NBSP}")
    return f"{MINUS if amount < 0 else ''}{sign}{digits}"


def _trimmed(value: Decimal, places: int) -> str:
    text = figure(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text
