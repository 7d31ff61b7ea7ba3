"""
Personal fields, encrypted in the application (AES-256-GCM) with the key's id beside the text.

Look-ups go by a blind index: a keyed hash of the normalised value. Destroying a key erases what it
protects. Keys come from the settings `HEADRACE_FIELD_KEYS` (id -> 32 bytes, the first is used for
writing) and `HEADRACE_BLIND_INDEX_KEY`.
Source: NIST SP 800-38D (GCM); RFC 2104 (HMAC).
"""

import base64
import hashlib
import hmac
import os
import unicodedata
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

_NONCE_BYTES = 12


class Unreadable(ValueError):
    """A protected value was altered, or its key is gone."""


def encrypt(text: str) -> str:
    """Return `keyid:base64(nonce + ciphertext)` of a text."""
    key_id, key = next(iter(settings.HEADRACE_FIELD_KEYS.items()))
    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), key_id.encode())
    return f"{key_id}:{base64.b64encode(nonce + sealed).decode()}"


def decrypt(stored: str) -> str:
    """
    Return the text of a stored value.

    :raises Unreadable: the value was altered, or its key is no longer held
    """
    key_id, _, body = stored.partition(":")
    key = settings.HEADRACE_FIELD_KEYS.get(key_id)
    if key is None:
        raise Unreadable(f"the key {key_id} is not held")
    raw = base64.b64decode(body)
    try:
        return AESGCM(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], key_id.encode()).decode()
    except InvalidTag:
        raise Unreadable("a protected value was altered") from None


def blind_index(value: str, *, purpose: str) -> bytes:
    """
    Return 32 bytes that are the same for the same value and purpose, and tell nothing of either.

    The value is normalised first: NFKC, lower case, no white space.
    """
    plain = "".join(unicodedata.normalize("NFKC", value).casefold().split())
    return hmac.new(
        settings.HEADRACE_BLIND_INDEX_KEY, f"{purpose}\0{plain}".encode(), hashlib.sha256
    ).digest()


def keyed_digest(content: bytes, *, purpose: str) -> bytes:
    """Return a 32-byte hash that only the holder of the index key can compute or guess at."""
    return hmac.new(
        settings.HEADRACE_BLIND_INDEX_KEY, purpose.encode() + b"\0" + content, hashlib.sha256
    ).digest()


class EncryptedTextField(models.TextField):  # type: ignore[type-arg] # not generic when run
    """A text that rests encrypted; it cannot be searched, use a blind index beside it."""

    description = "text encrypted at rest"

    def get_prep_value(self, value: Any) -> Any:
        """Return the encrypted form for the database; empty stays empty."""
        text = super().get_prep_value(value)
        return encrypt(text) if text else text

    def from_db_value(self, value: Any, expression: object, connection: object) -> Any:
        """Return the text of a stored value."""
        return decrypt(value) if value else value
