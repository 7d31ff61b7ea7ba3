"""Readers of single members: each returns a clean value or refuses by name."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from tenor.money import LIMIT_MINOR, MINOR_DIGITS

from headrace.evidence.rules.problems import (
    AmountMalformed,
    AmountNotText,
    AmountTooLarge,
    DayMalformed,
    FieldMissing,
    IdMalformed,
    InstantMalformed,
    TextMalformed,
    ValueUnknown,
)

# Control characters and lone surrogates: no database text can hold them.
_UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AMOUNT = re.compile(r"(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def member(item: Mapping[str, Any], name: str) -> Any:
    """Return a member that must be there; :raises FieldMissing: it is not."""
    try:
        return item[name]
    except KeyError:
        raise FieldMissing(name) from None


def text(item: Mapping[str, Any], name: str, *, longest: int) -> str:
    """Return a text of 1 to `longest` characters; :raises TextMalformed: anything else."""
    value = member(item, name)
    fits = isinstance(value, str) and len(value) <= longest and not _UNFIT.search(value)
    if not fits or not value.strip():
        raise TextMalformed(name, longest=longest)
    return str(value)


def choice(item: Mapping[str, Any], name: str, known: tuple[str, ...]) -> str:
    """Return one of the known values; :raises ValueUnknown: anything else."""
    value = member(item, name)
    if not isinstance(value, str) or value not in known:
        raise ValueUnknown(name, known=", ".join(known))
    return value


def truth(item: Mapping[str, Any], name: str) -> bool:
    """Return true or false, false when it is not there; :raises ValueUnknown: anything else."""
    value = item.get(name, False)
    if not isinstance(value, bool):
        raise ValueUnknown(name, known="true, false")
    return value


def identifier(item: Mapping[str, Any], name: str) -> UUID:
    """Return a UUID written in its usual form; :raises IdMalformed: anything else."""
    value = member(item, name)
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise IdMalformed(name)
    return _uuid(value)


@lru_cache(maxsize=4096)
def _uuid(text: str) -> UUID:
    """The events of one sender name the same few ids over and over."""
    return UUID(text)


@lru_cache(maxsize=4096)
def first_identifier(value: str) -> UUID | None:
    """Return the first UUID that stands in a text, or nothing."""
    found = _UUID.search(value)
    return UUID(found.group()) if found else None


def instant(item: Mapping[str, Any], name: str) -> datetime:
    """Return an aware instant written as RFC 3339; :raises InstantMalformed: anything else."""
    value = member(item, name)
    found = _instant(value) if isinstance(value, str) else None
    if found is None:
        raise InstantMalformed(name)
    return found


@lru_cache(maxsize=16_384)
def _instant(text: str) -> datetime | None:
    """Return the instant that a text writes, nothing if it writes none."""
    if not _INSTANT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text.upper())
    except ValueError:
        return None


def day(item: Mapping[str, Any], name: str) -> date:
    """Return a day written as ISO 8601; :raises DayMalformed: anything else."""
    value = member(item, name)
    found = _day(value) if isinstance(value, str) else None
    if found is None:
        raise DayMalformed(name)
    return found


@lru_cache(maxsize=16_384)
def _day(text: str) -> date | None:
    """Return the day that a text writes, nothing if it writes none."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def amount_minor(item: Mapping[str, Any], *, currency: str) -> int:
    """
    Return the amount in minor units of its currency; below zero it is a credit note's.

    :raises AmountNotText: a JSON number, which may have lost the fen on its way
    :raises AmountMalformed: no plain decimal, or finer than the currency's minor unit
    :raises AmountTooLarge: beyond tenor.money.LIMIT_MINOR
    """
    value = member(item, "amount")
    digits = MINOR_DIGITS[currency]
    if isinstance(value, int | float):
        raise AmountNotText
    found = _AMOUNT.fullmatch(value) if isinstance(value, str) and len(value) <= 40 else None
    if found is None or len(found[3] or "") > digits:
        raise AmountMalformed(digits=digits)
    minor = int(found[2] + (found[3] or "").ljust(digits, "0"))
    if minor > LIMIT_MINOR:
        raise AmountTooLarge(limit=LIMIT_MINOR)
    return -minor if found[1] else minor
