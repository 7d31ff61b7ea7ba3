"""One way to write a value as bytes, so that a hash of it means the same everywhere."""

import dataclasses
import hashlib
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

ALGORITHM = "sha-256"
"""Stored beside every hash, so that another profile (SM3) can be chosen at installation."""


def canonical_json(value: Any) -> bytes:
    """
    Return UTF-8 JSON with sorted keys and no white space, in the manner of RFC 8785.

    :raises TypeError: for a float (it has no one spelling) or a type without a rule here
    """
    return json.dumps(
        _plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def digest(value: Any) -> bytes:
    """Return the 32-byte hash of a value's canonical JSON, or of bytes as they are."""
    return hashlib.sha256(value if isinstance(value, bytes) else canonical_json(value)).digest()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, frozenset | set):
        return sorted(_plain(each) for each in value)
    return _spelt(value)


def _spelt(value: Any) -> str:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"{type(value).__name__} has no canonical spelling")
