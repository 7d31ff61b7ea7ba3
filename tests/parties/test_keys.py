from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from joserfc.jwk import OKPKey

from headrace.kit.errors import NotAdmitted, NotFound
from headrace.parties import models, queries, services
from headrace.parties.rules import keys

from .journal import facts_of


def jwk() -> dict[str, str]:
    return OKPKey.generate_key("Ed25519").as_dict(private=False)


class TestThumbprint:
    def test_agrees_with_rfc_8037(self):
        # RFC 8037, appendix A.3.
        known = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}

        assert keys.thumbprint(known) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"

    def test_agrees_with_the_library_that_signs(self):
        key = OKPKey.generate_key("Ed25519")

        assert keys.thumbprint(key.as_dict(private=False)) == key.thumbprint()


class TestPublicKey:
    def test_keeps_what_matters(self):
        given = {**jwk(), "kid": "mine", "use": "sig"}

        assert set(keys.public_key(given)) == {"kty", "crv", "x"}

    @pytest.mark.parametrize(
        "wrong",
        [
            {"d": "secret"},
            {"kty": "EC"},
            {"crv": "X25519"},
            {"x": "AAAA"},
            {"x": "!"},
            {"x": None},
        ],
    )
    def test_of_another_form_is_refused(self, wrong):
        with pytest.raises(keys.KeyNotUsable):
            keys.public_key({**jwk(), **wrong})


class TestRegistration:
    def test_makes_signatures_verifiable(self, town):
        provider, public = town.member("rating"), jwk()

        kid = town.do(services.register_signing_key, provider, public_jwk=public)

        owner, found = queries.verification_key(kid, at=town.at)
        assert (owner, found["x"]) == (provider.organisation_id, public["x"])
        assert facts_of(owner, "parties.signing_key.registered") == [{"thumbprint": kid}]

    def test_of_a_persons_key_names_the_person(self, town):
        maker = town.member("enterprise")

        kid = town.do(
            services.register_signing_key, maker, public_jwk=jwk(), person_id=maker.person_id
        )

        assert queries.signing_key(kid).person_id == maker.person_id

    def test_for_a_person_of_another_organisation_is_refused(self, town):
        maker, stranger = town.member("enterprise"), town.member("enterprise")

        with pytest.raises(NotFound):
            town.do(
                services.register_signing_key, maker, public_jwk=jwk(), person_id=stranger.person_id
            )

    def test_a_key_has_one_owner_for_ever(self, town):
        public = jwk()
        town.do(services.register_signing_key, town.member("rating"), public_jwk=public)

        with pytest.raises(services.KeyKnown):
            town.do(services.register_signing_key, town.member("rating"), public_jwk=public)

    def test_needs_a_maker(self, town):
        with pytest.raises(NotAdmitted):
            town.do(
                services.register_signing_key, town.person(town.firm(), "viewer"), public_jwk=jwk()
            )


class TestRetirement:
    def test_ends_new_signatures_and_keeps_old_ones(self, town):
        provider = town.member("rating")
        kid = town.do(services.register_signing_key, provider, public_jwk=jwk())
        before = town.at
        town.at += timedelta(days=1)

        town.do(services.retire_signing_key, provider, thumbprint=kid)

        assert queries.verification_key(kid, at=before)
        assert queries.verification_key(kid)
        with pytest.raises(NotFound):
            queries.verification_key(kid, at=town.at)
        with pytest.raises(NotFound):
            queries.verification_key(kid, at=before - timedelta(seconds=1))
        assert [each.until for each in queries.signing_keys_of(provider.organisation_id)] == [
            town.at
        ]

    def test_is_for_the_owner_and_once(self, town):
        provider = town.member("rating")
        kid = town.do(services.register_signing_key, provider, public_jwk=jwk())

        with pytest.raises(NotFound):
            town.do(services.retire_signing_key, town.member("rating"), thumbprint=kid)
        town.do(services.retire_signing_key, provider, thumbprint=kid)
        with pytest.raises(NotFound):
            town.do(services.retire_signing_key, provider, thumbprint=kid)


def test_an_unknown_key_is_not_found(town):
    for read in (queries.verification_key, queries.signing_key):
        with pytest.raises(NotFound):
            read("x" * 43)


def test_the_database_keeps_no_private_key(town):
    provider = town.member("rating")

    with pytest.raises(IntegrityError):
        models.SigningKey.objects.create(
            organisation_id=provider.organisation_id,
            public_jwk={**jwk(), "d": "secret"},
            thumbprint=str(uuid4()),
            since=town.at,
            created_at=town.at,
        )
