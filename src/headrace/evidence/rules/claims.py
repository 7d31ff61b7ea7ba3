"""
What each kind of finding claims: names, types and bounds.

Amounts are whole minor units (fen), rates are decimal fractions written as text, shares are
whole per cent: a finding never holds a floating-point number.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from tenor.money import LIMIT_MINOR, MINOR_DIGITS

from headrace.kit.errors import N_, Malformed

GRADES = ("A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3", "D")
_RATE = re.compile(r"0(\.[0-9]{1,8})?|1(\.0{1,8})?")

Test = Callable[[Any], bool]


class FindingKindUnknown(Malformed):
    """No schema is known for findings of this kind."""

    message = N_("There are no findings of the kind {kind}; there are: {known}.")
    remedy = N_("Ask for one of these kinds.")

    def __init__(self, *, kind: str) -> None:
        super().__init__(field="vct", kind=kind, known=", ".join(SCHEMAS))


class ClaimMalformed(Malformed):
    """A claim is missing, unknown to its kind, or not of its type."""

    message = N_("The claim {name} of a finding of the kind {kind} is missing, unknown or wrong.")
    remedy = N_("Compare the claims with the documented schema of the kind and sign again.")
    journalled = ("name", "kind")

    def __init__(self, *, name: str, kind: str) -> None:
        super().__init__(field=f"claims.{name[:60]}", name=name[:60], kind=kind)


def _one_of(*known: str) -> Test:
    return lambda value: isinstance(value, str) and value in known


def _whole(low: int, high: int) -> Test:
    return lambda value: type(value) is int and low <= value <= high


def _truth(value: Any) -> bool:
    return isinstance(value, bool)


def _rate(value: Any) -> bool:
    return isinstance(value, str) and _RATE.fullmatch(value) is not None


def _text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= len(value) <= 300


def _day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


_count = _whole(0, 1_000_000)
_percent = _whole(0, 100)
_minor = _whole(0, LIMIT_MINOR)
_currency = _one_of(*MINOR_DIGITS)

# A name that ends in a question mark may be left out.
SCHEMAS: Mapping[str, Mapping[str, Test]] = MappingProxyType(
    {
        "authentication": {
            "identity": _one_of("clear", "doubt"),
            "licence_valid": _truth,
            "owners_checked": _truth,
            "site_visited?": _truth,
        },
        "evaluation": {
            "operation": _one_of("sound", "fair", "weak"),
            "site_visited": _truth,
            "staff_seen?": _count,
            "remark_code?": _text,
        },
        "rating": {
            "grade": _one_of(*GRADES),
            "confidence_percent": _percent,
            "outlook?": _one_of("positive", "stable", "negative"),
        },
        "credit_history": {
            "open_loans": _count,
            "overdue_minor": _minor,
            "debts_minor": _minor,
            "currency?": _currency,
        },
        "guarantee": {
            "cover_minor": _minor,
            "fee_rate": _rate,
            "currency?": _currency,
            "until_date?": _day,
        },
        "ip_appraisal": {
            "low_minor": _minor,
            "high_minor": _minor,
            "currency?": _currency,
            "patents?": _count,
        },
        "asset_appraisal": {
            "low_minor": _minor,
            "high_minor": _minor,
            "currency?": _currency,
        },
        "insurance": {
            "cover_minor": _minor,
            "premium_rate": _rate,
            "currency?": _currency,
            "until_date?": _day,
        },
    }
)


def check(kind: str, claims: Any) -> dict[str, Any]:
    """
    Return the claims if they are complete and of the types of their kind.

    :raises FindingKindUnknown: there is no schema for the kind
    :raises ClaimMalformed: names the first claim that is missing, unknown or wrong
    """
    if kind not in SCHEMAS:
        raise FindingKindUnknown(kind=kind)
    if not isinstance(claims, dict):
        raise ClaimMalformed(name="-", kind=kind)
    tests = {name.rstrip("?"): test for name, test in SCHEMAS[kind].items()}
    demanded = {name for name in SCHEMAS[kind] if not name.endswith("?")}
    for name in sorted(demanded | set(claims)):
        if name not in claims or name not in tests or not tests[name](claims[name]):
            raise ClaimMalformed(name=name, kind=kind)
    if claims.get("low_minor", 0) > claims.get("high_minor", LIMIT_MINOR):
        raise ClaimMalformed(name="low_minor", kind=kind)
    return claims
