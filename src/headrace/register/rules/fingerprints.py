"""
What makes a thing the same thing, however it is written.

Only identifying parts count: the amount and the date of an invoice are left out on purpose,
because whoever pledges it twice changes them first.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from headrace.kit.errors import N_, Malformed, Refused

PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "receivable": ("issuer", "number"),
        "lot": ("keeper", "receipt"),
        "asset": ("maker", "serial"),
        "ip": ("number", "registry"),
        "surety": ("document", "guarantor"),
        "deposit": ("account", "bank"),
        "demand": ("enterprise", "project"),
    }
)
"""The parts that identify each kind: codes, numbers and names, exactly these."""

_LONGEST = 300


class FingerprintKindUnknown(Malformed):
    """A kind of thing that the register does not keep."""

    message = N_("The register keeps {known}, not {kind}.")
    remedy = N_("Choose one of these kinds.")

    def __init__(self, *, kind: str) -> None:
        super().__init__(field="kind", kind=kind, known=", ".join(PARTS))


class PartsMalformed(Malformed):
    """The parts are not those of the kind, or one of them says nothing."""

    message = N_("A fingerprint of the kind {kind} needs {parts}, each with a letter or digit.")
    remedy = N_("Give exactly these parts as texts.")

    def __init__(self, *, kind: str) -> None:
        super().__init__(field="parts", kind=kind, parts=", ".join(PARTS[kind]))


class HeldByAnother(Refused):
    """The same thing is registered for somebody else."""

    message = N_("This {kind} is registered for another holder.")
    remedy = N_("Show how it passed to you; the present holder has to assign it first.")
    journalled = ("kind", "fingerprint")

    def __init__(self, *, kind: str, fingerprint: str) -> None:
        super().__init__(field="parts", kind=kind, fingerprint=fingerprint)


def normal(text: str) -> str:
    """
    Return a text without what writers vary: width, case, spaces, punctuation, invisible signs.

    >>> normal("ｆｐ № 0012-77 ")
    'fpno001277'
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(each for each in folded if unicodedata.category(each)[0] in "LMN")
    # An accent that a removed space kept apart joins its letter now.
    return unicodedata.normalize("NFKC", kept)


def canonical(kind: str, parts: Mapping[str, Any]) -> bytes:
    """
    Return the bytes that stand for a thing: kind and normalised parts, in a fixed order.

    :raises FingerprintKindUnknown: not in PARTS
    :raises PartsMalformed: other parts than the kind's, no text, or nothing left of one
    """
    if kind not in PARTS:
        raise FingerprintKindUnknown(kind=kind)
    if set(parts) != set(PARTS[kind]) or not all(map(_is_text, parts.values())):
        raise PartsMalformed(kind=kind)
    settled = {name: normal(parts[name]) for name in PARTS[kind]}
    if not all(settled.values()):
        raise PartsMalformed(kind=kind)
    return json.dumps([kind, settled], ensure_ascii=False, sort_keys=True).encode()


def digest(kind: str, parts: Mapping[str, Any]) -> bytes:
    """Return the SHA-256 of `canonical`, with its refusals."""
    return hashlib.sha256(canonical(kind, parts)).digest()


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST and not _has_surrogate(value)


def _has_surrogate(value: str) -> bool:
    return any("\ud800" <= each <= "\udfff" for each in value)
