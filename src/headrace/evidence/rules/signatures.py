"""
Whether a signature was made with a key, and nothing else.

The header's algorithm is not asked: EdDSA over Ed25519 is the only one there is here, so a token
cannot choose a weaker one (RFC 8725, section 3.1).
"""

from collections.abc import Mapping
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry

from headrace.kit.errors import N_, Refused


class SignatureInvalid(Refused):
    """The signature does not belong to the text and the key: the finding is forged or altered."""

    message = N_("The signature of the finding is not good.")
    remedy = N_("Sign the finding with the registered key and send it unaltered.")

    def __init__(self) -> None:
        super().__init__(field="token")


class _Ed25519Only(JWSRegistry):
    """joserfc warns of EdDSA because the name leaves the curve open (RFC 9864); here it is set."""

    def get_alg(self, name: str) -> Any:
        """Return the one algorithm, whatever is asked for."""
        return self.algorithms["EdDSA"]


_REGISTRY = _Ed25519Only()


def is_good(compact_jws: str, public_jwk: Mapping[str, Any]) -> bool:
    """Say whether a compact JWS was signed with the private half of an Ed25519 key."""
    if public_jwk.get("kty") != "OKP" or public_jwk.get("crv") != "Ed25519":
        return False
    try:
        key = OKPKey.import_key({name: public_jwk[name] for name in ("kty", "crv", "x")})
        jws.deserialize_compact(compact_jws, key, registry=_REGISTRY)
    except (JoseError, ValueError, KeyError):
        return False
    return True


def thumbprint(public_jwk: Mapping[str, Any]) -> str:
    """Return the thumbprint of a key (RFC 7638, SHA-256): the `kid` of what it signs."""
    return OKPKey.import_key({name: public_jwk[name] for name in ("kty", "crv", "x")}).thumbprint()
