"""Identifiers: UUID version 7 (RFC 9562, section 5.7), made by the application."""

import os
import threading
import time
from datetime import UTC, datetime
from uuid import UUID

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_LOW_62 = (1 << 62) - 1

_lock = threading.Lock()
_last = 0


def new_id() -> UUID:
    """Return a UUID v7; within one process each is greater than the one before."""
    global _last
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    value = _compose(milliseconds, (random >> 62) & 0xFFF, random & _LOW_62)
    with _lock:
        if value <= _last:
            value = _next(_last)
        _last = value
    return UUID(int=value)


def id_at(at: datetime, digest: bytes) -> UUID:
    """
    Return the v7-shaped id of an instant and a hash: the same two always give the same id.

    :param at: aware instant, its milliseconds become the leading 48 bits
    :param digest: at least 10 bytes; they take the place of the random bits
    """
    tail = int.from_bytes(digest[:10], "big")
    return UUID(int=_compose(_milliseconds(at), (tail >> 62) & 0xFFF, tail & _LOW_62))


def first_id_at(at: datetime) -> UUID:
    """Return the smallest v7 id of an instant: the bound of a month's partition."""
    return UUID(int=_milliseconds(at) << 80)


def instant_of(identifier: UUID) -> datetime:
    """Return the instant held in a v7 id, to the millisecond."""
    return datetime.fromtimestamp((identifier.int >> 80) / 1000, tz=UTC)


def _milliseconds(at: datetime) -> int:
    since = at - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1000 + since.microseconds // 1000


def _compose(milliseconds: int, upper_12: int, lower_62: int) -> int:
    return milliseconds << 80 | _VERSION | upper_12 << 64 | _VARIANT | lower_62


def _next(value: int) -> int:
    """Count on in the random bits; when they are used up, in the next millisecond."""
    lower = (value & _LOW_62) + 1
    upper = ((value >> 64) & 0xFFF) + (lower >> 62)
    milliseconds = (value >> 80) + (upper >> 12)
    return _compose(milliseconds, upper & 0xFFF, lower & _LOW_62)
