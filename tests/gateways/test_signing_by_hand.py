"""Signatures of the pretend service, computed a second time by hand from the standards."""

import base64
import json
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from headrace.gateways.signing import (
    KeyUnusable,
    PretendSigningService,
    compact_jws,
    issue_finding,
    public_jwk,
)
from headrace.kit.ids import new_id

# RFC 8037, appendices A.1 to A.4: the key, its thumbprint, the signing input and the signature.
SECRET = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"
PUBLIC = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TOLD = {
    "issuer": UUID(int=1),
    "subject": UUID(int=2),
    "kind": "rating",
    "request": UUID(int=3),
    "issued_at": AT,
    "expires_at": AT + timedelta(days=90),
    "claims": {"grade": "A2", "confidence_percent": 80},
    "method": "案头审查",
    "confidence": 90,
    "evidence": [bytes(32), b"\xff" * 32],
}


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def of_the_standard() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(raw(SECRET))


def parts_of(token: str) -> tuple[dict, dict, bytes]:
    header, payload, signature = token.rstrip("~").split(".")
    return json.loads(raw(header)), json.loads(raw(payload)), raw(signature)


def verifies(token: str, x: str) -> bool:
    signed, _, signature = token.rstrip("~").rpartition(".")
    try:
        Ed25519PublicKey.from_public_bytes(raw(x)).verify(raw(signature), signed.encode())
    except InvalidSignature:
        return False
    return True


class TestThePublicKey:
    def test_of_the_standards_example_is_the_one_printed_there(self):
        assert public_jwk(of_the_standard()) == {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": PUBLIC,
            "kid": THUMBPRINT,
        }

    def test_never_holds_the_secret(self):
        assert "d" not in public_jwk(of_the_standard())
        assert SECRET not in str(public_jwk(of_the_standard()))


class TestACompactSignature:
    def test_has_three_parts_without_padding(self):
        token = compact_jws({}, b"Example of Ed25519 signing", of_the_standard())

        assert token.count(".") == 2
        assert "=" not in token
        assert token.isascii()

    def test_holds_the_payload_as_it_was_given(self):
        payload = b"\x00\xff not even text"
        token = compact_jws({}, payload, of_the_standard())

        assert raw(token.split(".")[1]) == payload

    def test_is_good_by_an_independent_check(self):
        assert verifies(compact_jws({}, b"x", of_the_standard()), PUBLIC)

    def test_is_the_same_each_time_because_the_scheme_is_deterministic(self):
        assert compact_jws({}, b"x", of_the_standard()) == compact_jws({}, b"x", of_the_standard())

    @pytest.mark.parametrize("header", [{}, {"typ": "dc+sd-jwt"}])
    def test_names_the_algorithm_first_and_the_key_last(self, header):
        said = json.loads(raw(compact_jws(header, b"x", of_the_standard()).split(".")[0]))

        assert list(said) == ["alg", *header, "kid"]
        assert (said["alg"], said["kid"]) == ("EdDSA", THUMBPRINT)

    def test_always_names_the_key_that_signed(self):
        said = json.loads(
            raw(compact_jws({"kid": "forged"}, b"x", of_the_standard()).split(".")[0])
        )

        assert said["kid"] == THUMBPRINT

    @pytest.mark.parametrize("place", [0, 1, 2])
    def test_breaks_when_any_part_comes_from_another(self, place):
        mine = compact_jws({}, b"x", of_the_standard()).split(".")
        other = compact_jws({"typ": "t"}, b"y", Ed25519PrivateKey.generate()).split(".")

        assert not verifies(".".join([*mine[:place], other[place], *mine[place + 1 :]]), PUBLIC)


class TestAFinding:
    def issued(self, **changed: object) -> str:
        return issue_finding(of_the_standard(), **(TOLD | changed))

    def test_ends_with_a_tilde_and_discloses_nothing_more(self):
        assert self.issued().endswith("~")
        assert self.issued().count("~") == 1

    def test_is_of_the_type_that_its_readers_ask_for(self):
        header, _, _ = parts_of(self.issued())

        assert header == {"alg": "EdDSA", "typ": "dc+sd-jwt", "kid": THUMBPRINT}

    @pytest.mark.parametrize(
        ("member", "value"),
        [
            ("iss", "00000000-0000-0000-0000-000000000001"),
            ("sub", "00000000-0000-0000-0000-000000000002"),
            ("nonce", "00000000-0000-0000-0000-000000000003"),
            ("vct", "headrace/finding/rating/1"),
            ("iat", 1795395600),
            ("exp", 1795395600 + 90 * 86_400),
            ("claims", {"grade": "A2", "confidence_percent": 80}),
            ("method", "案头审查"),
            ("confidence", 90),
            ("evidence", ["00" * 32, "ff" * 32]),
            ("_sd_alg", "sha-256"),
        ],
    )
    def test_says_each_thing_under_its_name(self, member, value):
        _, payload, _ = parts_of(self.issued())

        assert payload[member] == value
        assert len(payload) == 11

    def test_counts_its_hours_from_one_instant_whatever_the_zone(self):
        shanghai = AT.astimezone(timezone(timedelta(hours=8)))

        assert self.issued(issued_at=shanghai) == self.issued()

    def test_is_good_by_an_independent_check_and_not_when_one_word_changes(self):
        genuine, other = self.issued().split("."), self.issued(confidence=91).split(".")

        assert verifies(".".join(genuine), PUBLIC)
        assert not verifies(".".join([genuine[0], other[1], genuine[2]]), PUBLIC)


class TestTheKeysInTheFolder:
    @pytest.fixture
    def service(self, tmp_path):
        return PretendSigningService(tmp_path)

    def test_are_made_at_the_first_call_and_not_before(self, service, tmp_path):
        assert not (tmp_path / "signing").exists()

        service.private_key(new_id(), new_id())

        assert len(list(tmp_path.rglob("*.pem"))) == 1

    def test_are_one_for_each_person_of_an_organisation(self, service):
        organisation = new_id()
        keys = {
            service.public_jwk(person_id=new_id(), organisation_id=organisation)["x"]
            for _ in range(3)
        }

        assert len(keys) == 3

    def test_that_another_process_kept_first_are_the_ones_used(self, service, tmp_path):
        # Given a key that a rival has linked under the name already
        who = {"person_id": new_id(), "organisation_id": new_id()}
        kept = PretendSigningService(tmp_path).public_jwk(**who)

        # Then every later call of anybody uses it, and no draft is left over
        assert service.public_jwk(**who) == kept
        assert [each.suffix for each in tmp_path.rglob("*.*")] == [".pem"]

    def test_that_are_no_key_at_all_are_a_fault(self, service, tmp_path):
        who = {"person_id": new_id(), "organisation_id": new_id()}
        service.public_jwk(**who)
        (path,) = tmp_path.rglob("*.pem")
        path.write_bytes(b"-----BEGIN NONSENSE-----")

        with pytest.raises((KeyUnusable, ValueError)):
            service.public_jwk(**who)
