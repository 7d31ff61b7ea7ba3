"""A provider's pen for tests: signs with `cryptography` alone, so that it is no copy of ours."""

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def b64(raw: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def b64_json(value: Any) -> str:
    """Return a value as JSON in base64url."""
    return b64(json.dumps(value, ensure_ascii=False).encode())


def disclosure(*parts: Any) -> str:
    """Return a disclosure: salt, name and value, or salt and value of a list's element."""
    return b64_json(list(parts))


def digest(text: str) -> str:
    """Return the digest under which a payload promises a disclosure."""
    return b64(hashlib.sha256(text.encode()).digest())


class Pen:
    """One key pair, and tokens signed with it."""

    def __init__(self) -> None:
        self._private = Ed25519PrivateKey.generate()
        self.public_jwk = {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": b64(self._private.public_key().public_bytes_raw()),
        }

    @property
    def kid(self) -> str:
        """The key's thumbprint (RFC 7638)."""
        members = {name: self.public_jwk[name] for name in ("crv", "kty", "x")}
        spelt = json.dumps(members, sort_keys=True, separators=(",", ":"))
        return b64(hashlib.sha256(spelt.encode()).digest())

    def sign(
        self,
        payload: Any,
        disclosures: Sequence[str] = (),
        *,
        header: dict[str, Any] | None = None,
        **changed: Any,
    ) -> str:
        """Return a compact SD-JWT; `changed` replaces members of the header."""
        said = header or {"alg": "EdDSA", "typ": "dc+sd-jwt", "kid": self.kid, **changed}
        return self.sign_text(b64_json(said), b64_json(payload), disclosures)

    def sign_text(self, header: str, payload: str, disclosures: Sequence[str] = ()) -> str:
        """Return a token over parts that are encoded already."""
        signature = b64(self._private.sign(f"{header}.{payload}".encode()))
        return "~".join([f"{header}.{payload}.{signature}", *disclosures, ""])
