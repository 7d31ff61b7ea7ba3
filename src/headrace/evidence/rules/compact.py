"""
The compact form of a signed finding, read strictly: `<header>.<payload>.<signature>~<more>~`.

What follows the first tilde are disclosures. Reading is not believing: the signature is checked
elsewhere, over the very text that is read here.
Source: RFC 7515 (JWS), RFC 9901 (SD-JWT).
"""

import base64
import binascii
import json
import re
from dataclasses import dataclass
from typing import Any

from headrace.evidence.rules.details import Detailed
from headrace.kit.errors import N_, Malformed, Refused

LONGEST_TOKEN = 65_536
MOST_DISCLOSURES = 100
DEEPEST = 12
TYPE = "dc+sd-jwt"

_BASE64URL = re.compile(r"[A-Za-z0-9_-]+")
_UNFIT = re.compile("[\x00\ud800-\udfff]")


class TokenMalformed(Detailed, Malformed):
    """The text is not a signed finding in compact form."""

    message = N_("The finding is not a signed statement in the expected form: {detail}.")
    remedy = N_("Send the SD-JWT in compact form, ending with a tilde.")


class HeaderRefused(Detailed, Refused):
    """The header asks for another algorithm or type, or says more than it may."""

    message = N_("The finding's header is not accepted: {detail}.")
    remedy = N_("Sign with EdDSA, type dc+sd-jwt, and the thumbprint of your key as kid.")


@dataclass(frozen=True, slots=True)
class Compact:
    """A token in its parts; `payload` is as signed, before any disclosure."""

    jws: str
    kid: str
    payload: dict[str, Any]
    disclosures: tuple[str, ...]


def parse(token: str) -> Compact:
    """
    Return the parts of a compact SD-JWT.

    :raises TokenMalformed: not in that form, too large, too deep, with a key binding, with
        repeated members, or with numbers that have no one spelling
    :raises HeaderRefused: the header is not exactly alg EdDSA, typ dc+sd-jwt and a kid
    """
    if not isinstance(token, str) or not token.isascii() or len(token) > LONGEST_TOKEN:
        raise TokenMalformed(N_("it is no ASCII text, or too long"))
    jws, *disclosures = token.split("~")
    if not disclosures or disclosures.pop() != "":
        raise TokenMalformed(N_("it does not end with a tilde, or is bound to a holder's key"))
    if len(disclosures) > MOST_DISCLOSURES or "" in disclosures:
        raise TokenMalformed(N_("too many disclosures, or an empty one"))
    parts = jws.split(".")
    if len(parts) != 3:
        raise TokenMalformed(N_("a signed statement has three parts"))
    payload = decode_json(parts[1])
    if not isinstance(payload, dict):
        raise TokenMalformed(N_("the payload is not an object"))
    decode_base64url(parts[2])
    return Compact(jws, _kid_of(decode_json(parts[0])), payload, tuple(disclosures))


def decode_json(encoded: str) -> Any:
    """
    Return the JSON value behind a base64url text.

    :raises TokenMalformed: broken, repeated members, fractions, unfit texts, or nested too deep
    """
    try:
        value = json.loads(
            decode_base64url(encoded).decode(),
            object_pairs_hook=_without_repeats,
            parse_float=_no_fraction,
            parse_constant=_no_fraction,
        )
    except (ValueError, RecursionError):
        raise TokenMalformed(N_("a part is not valid JSON")) from None
    _check_texts(value, DEEPEST)
    return value


def decode_base64url(encoded: str) -> bytes:
    """Return the bytes behind a text in its one canonical spelling; :raises TokenMalformed."""
    try:
        if not _BASE64URL.fullmatch(encoded):
            raise TokenMalformed(N_("a part is not base64url"))
        raw = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
    except binascii.Error:
        raise TokenMalformed(N_("a part is not base64url")) from None
    # Spare bits would let one signed text be written in several ways.
    if encode_base64url(raw) != encoded:
        raise TokenMalformed(N_("a part is not base64url in its canonical spelling"))
    return raw


def encode_base64url(raw: bytes) -> str:
    """Return bytes as base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _kid_of(header: Any) -> str:
    if not isinstance(header, dict) or set(header) != {"alg", "typ", "kid"}:
        raise HeaderRefused(N_("its members must be alg, typ and kid, and no others"))
    if header["alg"] != "EdDSA":
        raise HeaderRefused(N_("the algorithm must be EdDSA"))
    if header["typ"] != TYPE:
        raise HeaderRefused(N_("the type must be dc+sd-jwt"))
    if not isinstance(header["kid"], str) or not 0 < len(header["kid"]) <= 200:
        raise HeaderRefused(N_("the kid must be the thumbprint of a key"))
    return header["kid"]


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise TokenMalformed(N_("an object repeats a member"))
    return members


def _no_fraction(written: str) -> Any:
    raise TokenMalformed(N_("a number is neither whole nor written as a text"))


def _check_texts(value: Any, depth: int) -> None:
    if depth == 0:
        raise TokenMalformed(N_("it is nested too deep"))
    if isinstance(value, str) and _UNFIT.search(value):
        raise TokenMalformed(N_("a text holds characters that cannot be stored"))
    children = list(value) + list(value.values()) if isinstance(value, dict) else value
    for child in children if isinstance(children, list) else ():
        _check_texts(child, depth - 1)
