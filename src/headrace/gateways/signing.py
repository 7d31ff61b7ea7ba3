"""
A pretend qualified e-signature service, and the signing of findings by pretend providers.

It keeps one Ed25519 key for each person of each organisation in a folder closed to everybody else.
A deployment replaces it with the service of a licensed certification authority.
Source: RFC 7515 (JWS), RFC 8037 (Ed25519 in JOSE), RFC 7638 (thumbprint), RFC 9901 (SD-JWT).
"""

import base64
import hashlib
import json
import os
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from headrace.contracts.ports import statement_to_sign
from headrace.kit.canonical import canonical_json

_PRIVATE = 0o600
_CLOSED = 0o700


class KeyUnusable(RuntimeError):
    """A key file does not hold an Ed25519 key."""


class PretendSigningService:
    """Signs in a person's name; `contracts.ports.Signer`."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "signing"

    def sign(self, *, person_id: UUID, organisation_id: UUID, document_hash: bytes) -> str:
        """Return the compact JWS over the statement that this person accepts the document."""
        statement = statement_to_sign(
            person_id=person_id, organisation_id=organisation_id, document_hash=document_hash
        )
        return compact_jws({}, statement, self.private_key(person_id, organisation_id))

    def public_jwk(self, *, person_id: UUID, organisation_id: UUID) -> dict[str, str]:
        """Return the public key to register for the organisation, with its thumbprint as `kid`."""
        return public_jwk(self.private_key(person_id, organisation_id))

    def private_key(self, person_id: UUID, organisation_id: UUID) -> Ed25519PrivateKey:
        """Return the person's key for the organisation, making it at the first call."""
        path = self._folder / str(organisation_id) / f"{person_id}.pem"
        if not path.exists():
            _keep(path, Ed25519PrivateKey.generate())
        key = load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyUnusable(f"{path} holds no Ed25519 key")
        return key


def issue_finding(
    private_key: Ed25519PrivateKey,
    *,
    issuer: UUID,
    subject: UUID,
    kind: str,
    request: UUID,
    issued_at: datetime,
    expires_at: datetime,
    claims: Mapping[str, Any],
    method: str,
    confidence: int,
    evidence: Sequence[bytes] = (),
) -> str:
    """
    Return a provider's finding as a compact SD-JWT without disclosures (`<jws>~`).

    :param kind: of the finding, becomes the type `headrace/finding/<kind>/1`
    :param request: the id of the service request, becomes the nonce
    :param confidence: in per cent, 0 to 100
    :param evidence: sha-256 hashes of what the finding rests on
    """
    payload = {
        "iss": str(issuer),
        "sub": str(subject),
        "vct": f"headrace/finding/{kind}/1",
        "nonce": str(request),
        "iat": int(issued_at.timestamp()),
        "exp": int(expires_at.timestamp()),
        "claims": dict(claims),
        "method": method,
        "confidence": confidence,
        "evidence": [each.hex() for each in evidence],
        "_sd_alg": "sha-256",
    }
    return compact_jws({"typ": "dc+sd-jwt"}, canonical_json(payload), private_key) + "~"


def compact_jws(header: Mapping[str, str], payload: bytes, key: Ed25519PrivateKey) -> str:
    """Return `header.payload.signature` with `alg` EdDSA and the key's thumbprint as `kid`."""
    full = {"alg": "EdDSA", **header, "kid": public_jwk(key)["kid"]}
    signed = f"{_base64url(json.dumps(full, separators=(',', ':')).encode())}.{_base64url(payload)}"
    return f"{signed}.{_base64url(key.sign(signed.encode()))}"


def public_jwk(key: Ed25519PrivateKey) -> dict[str, str]:
    """Return the public half of a key, with its RFC 7638 thumbprint as `kid`."""
    raw = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    jwk = {"crv": "Ed25519", "kty": "OKP", "x": _base64url(raw)}
    thumbprint = hashlib.sha256(json.dumps(jwk, separators=(",", ":")).encode()).digest()
    return {**jwk, "kid": _base64url(thumbprint)}


def _keep(path: Path, key: Ed25519PrivateKey) -> None:
    path.parent.mkdir(mode=_CLOSED, parents=True, exist_ok=True)
    path.parent.parent.chmod(_CLOSED)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        # A link refuses an existing name: of two that begin together, one key is kept.
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
