"""
Whether a signature was made with a key, and nothing else.

The token's header is not asked which algorithm to use: EdDSA over Ed25519 is the only one, so a
token can neither choose a weaker one nor none (RFC 8725, section 3.1).
"""

from collections.abc import Mapping
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry

from headrace.evidence.rules.compact import TokenMalformed, decode_base64url
from headrace.kit.errors import N_, Refused

# Taken straight from the table: the library's own look-up warns that the name EdDSA leaves the
# curve open (RFC 9864); here the curve is checked.
_EDDSA = JWSRegistry.algorithms["EdDSA"]


class SignatureInvalid(Refused):
    """The signature does not belong to the text and the key: the finding is forged or altered."""

    message = N_("The signature of the finding is not good.")
    remedy = N_("Sign the finding with the registered key and send it unaltered.")

    def __init__(self) -> None:
        super().__init__(field="token")


def is_good(compact_jws: str, public_jwk: Mapping[str, Any]) -> bool:
    """Say whether a compact JWS was signed with the private half of an Ed25519 key."""
    if public_jwk.get("kty") != "OKP" or public_jwk.get("crv") != "Ed25519":
        return False
    signed, _, signature = compact_jws.rpartition(".")
    try:
        key = OKPKey.import_key({name: public_jwk[name] for name in ("kty", "crv", "x")})
        return _EDDSA.verify(signed.encode("ascii"), decode_base64url(signature), key)
    except (JoseError, TokenMalformed, ValueError, KeyError):
        return False
