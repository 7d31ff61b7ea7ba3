"""
Selective disclosure: every disclosure must be one that the signed payload promised.

Source: RFC 9901, section 7.1 "Verification of the SD-JWT". The common reference package lets
disclosures through that no digest refers to; section 7.1 (5) refuses them, and so do we.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

from headrace.evidence.rules.compact import TokenMalformed, decode_json, encode_base64url
from headrace.evidence.rules.details import Detailed
from headrace.kit.errors import N_, Refused

_HIDDEN, _HIDDEN_ELEMENT = "_sd", "..."


class DisclosureRefused(Detailed, Refused):
    """A disclosure does not fit the signed payload."""

    message = N_("The finding's disclosures do not fit what was signed: {detail}.")
    remedy = N_("Send exactly the disclosures that belong to this finding, each once.")


def digest_of(disclosure: str) -> str:
    """Return the digest under which a payload promises a disclosure (SHA-256, base64url)."""
    return encode_base64url(hashlib.sha256(disclosure.encode("ascii")).digest())


def disclosed(payload: dict[str, Any], disclosures: Sequence[str]) -> dict[str, Any]:
    """
    Return the payload with its disclosures in place and every digest taken out.

    :raises DisclosureRefused: another hash than sha-256, a disclosure given twice or promised by
        no digest, a digest that stands twice, a name that is taken or reserved
    :raises TokenMalformed: a disclosure or a list of digests is not of its form
    """
    if payload.get("_sd_alg", "sha-256") != "sha-256":
        raise DisclosureRefused(N_("the digests must be sha-256"))
    opener = _Opener(disclosures)
    opened = opener.open_object({name: payload[name] for name in payload if name != "_sd_alg"})
    if opener.unused:
        raise DisclosureRefused(N_("no digest refers to one of them"))
    return opened


class _Opener:
    """Puts each disclosure where its digest stands and remembers which digests it met."""

    def __init__(self, disclosures: Sequence[str]) -> None:
        self.unused = {digest_of(each): decode_json(each) for each in disclosures}
        self._met: set[str] = set()
        if len(self.unused) != len(disclosures):
            raise DisclosureRefused(N_("one is given twice"))

    def open(self, value: Any) -> Any:
        """Return any value with its disclosures in place."""
        if isinstance(value, dict):
            return self.open_object(value)
        return self._open_list(value) if isinstance(value, list) else value

    def open_object(self, value: dict[str, Any]) -> dict[str, Any]:
        """Return an object with its hidden members in place, those that were disclosed."""
        if _HIDDEN_ELEMENT in value:
            raise DisclosureRefused(N_("an object has a member of a reserved name"))
        digests = value.get(_HIDDEN, [])
        if not isinstance(digests, list):
            raise TokenMalformed(N_("a list of digests is not a list"))
        plain = {name: self.open(each) for name, each in value.items() if name != _HIDDEN}
        for digest in digests:
            self._place(digest, plain)
        return plain

    def _place(self, digest: Any, plain: dict[str, Any]) -> None:
        found = self._take(digest)
        if found is None:
            return
        if not (isinstance(found, list) and len(found) == 3 and _are_texts(found[:2])):
            raise TokenMalformed(N_("a member's disclosure is not salt, name and value"))
        name = found[1]
        if name in plain or name in (_HIDDEN, _HIDDEN_ELEMENT):
            raise DisclosureRefused(N_("one names a member that is there already or is reserved"))
        plain[name] = self.open(found[2])

    def _open_list(self, values: list[Any]) -> list[Any]:
        opened = []
        for value in values:
            if not (isinstance(value, dict) and set(value) == {_HIDDEN_ELEMENT}):
                opened.append(self.open(value))
                continue
            found = self._take(value[_HIDDEN_ELEMENT])
            if found is None:
                continue
            if not (isinstance(found, list) and len(found) == 2 and _are_texts(found[:1])):
                raise TokenMalformed(N_("an element's disclosure is not salt and value"))
            opened.append(self.open(found[1]))
        return opened

    def _take(self, digest: Any) -> Any:
        if not isinstance(digest, str):
            raise TokenMalformed(N_("a digest is not a text"))
        if digest in self._met:
            raise DisclosureRefused(N_("a digest stands twice"))
        self._met.add(digest)
        return self.unused.pop(digest, None)


def _are_texts(values: Sequence[Any]) -> bool:
    return all(isinstance(each, str) for each in values)
