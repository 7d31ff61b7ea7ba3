"""Public signing keys: Ed25519 as a JWK, named by its thumbprint."""

import base64
import hashlib
import json
from collections.abc import Mapping

from headrace.kit.errors import N_, Malformed, Refused

_KEY_BYTES = 32


class KeyNotUsable(Malformed):
    """Not a public Ed25519 key."""

    message = N_("This is no public Ed25519 key.")
    remedy = N_('Give a JWK with "kty" OKP, "crv" Ed25519 and "x"; never the private part "d".')

    def __init__(self) -> None:
        super().__init__(field="public_jwk")


class KeyKnown(Refused):
    """The key is registered already; a key has one owner for ever."""

    message = N_("This key is registered already.")
    remedy = N_("Make a new pair of keys.")

    def __init__(self) -> None:
        super().__init__(field="public_jwk")


def public_key(jwk: Mapping[str, object]) -> dict[str, str]:
    """
    Return the members of a public Ed25519 key that matter, and no others.

    :raises KeyNotUsable: another kind of key, a private one, or 32 bytes that are not 32
    Source: RFC 8037, section 2.
    """
    x = jwk.get("x")
    wanted = jwk.get("kty") == "OKP" and jwk.get("crv") == "Ed25519" and "d" not in jwk
    if not wanted or not isinstance(x, str) or len(_bytes_of(x)) != _KEY_BYTES:
        raise KeyNotUsable
    return {"kty": "OKP", "crv": "Ed25519", "x": x}


def thumbprint(public_jwk: Mapping[str, str]) -> str:
    """Return the RFC 7638 thumbprint of an Ed25519 key: 43 signs of base64url."""
    members = {name: public_jwk[name] for name in ("crv", "kty", "x")}
    plain = json.dumps(members, separators=(",", ":"), sort_keys=True).encode()
    return base64.urlsafe_b64encode(hashlib.sha256(plain).digest()).rstrip(b"=").decode()


def _bytes_of(text: str) -> bytes:
    try:
        return base64.b64decode(
            text.encode() + b"=" * (-len(text) % 4), altchars=b"-_", validate=True
        )
    except ValueError:
        raise KeyNotUsable from None
