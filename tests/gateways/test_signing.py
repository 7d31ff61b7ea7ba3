"""The pretend signing service, held against the libraries and rules that check it."""

import stat
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jws
from joserfc.errors import BadSignatureError
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry

from headrace.contracts.ports import statement_to_sign
from headrace.evidence.rules import compact, finding
from headrace.gateways.signing import KeyUnusable, PretendSigningService, issue_finding, public_jwk
from headrace.kit.ids import new_id

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DOCUMENT = bytes(range(32))


class _BothNames(JWSRegistry):
    """joserfc warns at each use of the older name of the algorithm."""

    def get_alg(self, name: str):
        return self.algorithms[name]


def payload_of(token: str, jwk: dict[str, str]) -> bytes:
    key = OKPKey.import_key({name: jwk[name] for name in ("kty", "crv", "x")})
    return jws.deserialize_compact(token, key, registry=_BothNames(algorithms=["EdDSA"])).payload


@pytest.fixture
def service(tmp_path):
    return PretendSigningService(tmp_path)


@pytest.fixture
def signer():
    return {"person_id": new_id(), "organisation_id": new_id()}


class TestASignature:
    def test_is_over_the_statement_of_the_agreement(self, service, signer):
        token = service.sign(**signer, document_hash=DOCUMENT)
        signed = payload_of(token, service.public_jwk(**signer))
        assert signed == statement_to_sign(**signer, document_hash=DOCUMENT)

    def test_names_the_key_by_its_thumbprint(self, service, signer):
        jwk = service.public_jwk(**signer)
        plain = {name: jwk[name] for name in ("kty", "crv", "x")}
        assert jwk["kid"] == OKPKey.import_key(plain).thumbprint()
        header = compact.decode_json(service.sign(**signer, document_hash=DOCUMENT).split(".")[0])
        assert header == {"alg": "EdDSA", "kid": jwk["kid"]}

    def test_by_one_person_for_two_organisations_is_by_two_keys(self, service, signer):
        other = signer | {"organisation_id": new_id()}
        assert service.public_jwk(**signer) != service.public_jwk(**other)

    def test_is_made_with_the_same_key_after_a_restart(self, service, signer, tmp_path):
        again = PretendSigningService(tmp_path)
        assert service.public_jwk(**signer) == again.public_jwk(**signer)


class TestTheKeys:
    def test_rest_closed_to_everybody_else(self, service, signer, tmp_path):
        service.public_jwk(**signer)
        (path,) = tmp_path.glob("signing/*/*.pem")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "signing").stat().st_mode) == 0o700
        assert [each.name for each in path.parent.iterdir()] == [path.name]

    def test_of_another_kind_are_refused(self, service, signer, tmp_path):
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
        from cryptography.hazmat.primitives.serialization import (
            Encoding,
            NoEncryption,
            PrivateFormat,
        )

        service.public_jwk(**signer)
        (path,) = tmp_path.glob("signing/*/*.pem")
        foreign = X25519PrivateKey.generate()
        path.write_bytes(foreign.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        with pytest.raises(KeyUnusable):
            service.public_jwk(**signer)


class TestAFinding:
    issuer, subject, request_id = (UUID(int=number) for number in (1, 2, 3))

    def issue(self, key: Ed25519PrivateKey, **changed: object) -> str:
        told = {
            "issuer": self.issuer,
            "subject": self.subject,
            "kind": "rating",
            "request": self.request_id,
            "issued_at": AT,
            "expires_at": AT + timedelta(days=90),
            "claims": {"grade": "A2"},
            "method": "desk review",
            "confidence": 90,
            "evidence": [DOCUMENT],
        }
        return issue_finding(key, **(told | changed))

    def test_is_what_its_reader_expects(self):
        key = Ed25519PrivateKey.generate()
        token = compact.parse(self.issue(key))
        assert token.kid == public_jwk(key)["kid"]
        assert payload_of(token.jws, public_jwk(key))
        expected = finding.Expected(self.request_id, self.issuer, self.subject, "rating")
        finding.check_meant(token.payload, expected, signer_id=self.issuer, at=AT)
        assert token.payload["evidence"] == [DOCUMENT.hex()]
        assert token.payload["confidence"] == 90

    def test_of_an_altered_payload_no_longer_verifies(self):
        key = Ed25519PrivateKey.generate()
        genuine = self.issue(key).rstrip("~").split(".")
        forged = self.issue(key, claims={"grade": "A1"}).rstrip("~").split(".")
        with pytest.raises(BadSignatureError):
            payload_of(".".join([genuine[0], forged[1], genuine[2]]), public_jwk(key))
