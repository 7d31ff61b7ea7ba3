"""Only the firm itself opens, pauses and closes what may be known of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from headrace.evidence import queries, services
from headrace.kit.actors import Actor
from headrace.kit.errors import NotAdmitted, NotFound
from headrace.kit.ids import new_id
from headrace.kit.transactions import open_transaction
from tests.evidence.conftest import consent_of, firm, invoice, journalled

pytestmark = pytest.mark.django_db


def move(verb, owner, consent_id, at):
    return verb(key=new_id(), by=owner, at=at, consent_id=consent_id)


def state_of(owner, at):
    (view,) = queries.consents_of(owner, at=at)
    return view.state, view.live


class TestGrant:
    def test_is_active_at_once_and_lives_for_a_year(self, at):
        owner = firm()
        consent_id = consent_of(owner, at)

        view = queries.consent(consent_id, owner, at=at)

        assert (view.state, view.live) == ("active", True)
        assert view.expires_at == at + timedelta(days=365)
        assert (view.data_kinds, view.grantees) == (("invoice",), ("centre",))

    def test_sent_twice_is_one_consent(self, at):
        owner, key = firm(), new_id()
        terms = {
            "purpose": "credit",
            "data_kinds": ["invoice"],
            "from_date": at.date(),
            "to_date": at.date(),
        }

        first = services.grant_consent(key=key, by=owner, at=at, **terms)
        again = services.grant_consent(key=key, by=owner, at=at, **terms)

        assert first == again
        assert len(queries.consents_of(owner, at=at)) == 1

    @pytest.mark.parametrize("lacks", ["roles", "duties"])
    def test_needs_a_maker_of_an_admitted_firm(self, at, lacks):
        with pytest.raises(NotAdmitted):
            consent_of(replace(firm(), **{lacks: frozenset()}), at)

    def test_of_unknown_data_is_refused(self, at):
        with pytest.raises(services.DataKindsUnknown):
            consent_of(firm(), at, data_kinds=["diary"])

    def test_is_told_to_the_journal(self, at):
        owner = firm()
        consent_of(owner, at)

        (told,) = journalled(owner.organisation_id, "evidence.consent.granted")
        assert told.facts["data_kinds"] == ["invoice"]


class TestLife:
    def test_pauses_resumes_and_ends_as_the_firm_says(self, at):
        owner = firm()
        consent_id = consent_of(owner, at)

        move(services.pause_consent, owner, consent_id, at)
        assert state_of(owner, at) == ("paused", False)
        move(services.resume_consent, owner, consent_id, at)
        assert state_of(owner, at) == ("active", True)
        move(services.revoke_consent, owner, consent_id, at)
        assert state_of(owner, at) == ("revoked", False)

        with pytest.raises(services.ConsentMoveRefused):
            move(services.resume_consent, owner, consent_id, at)

    def test_is_over_when_its_time_is_over_marked_or_not(self, at):
        owner = firm()
        consent_of(owner, at)
        over = at + timedelta(days=365)

        assert state_of(owner, over) == ("expired", False)
        with open_transaction():
            assert services.expire_consents(by=Actor.system("daily"), at=over) == 1
        with open_transaction():
            assert services.expire_consents(by=Actor.system("daily"), at=over) == 0

        assert journalled(owner.organisation_id, "evidence.consent.expired")

    def test_belongs_to_the_firm_alone(self, at):
        consent_id = consent_of(firm(), at)

        with pytest.raises(NotFound):
            move(services.revoke_consent, firm(), consent_id, at)
        with pytest.raises(NotFound):
            queries.consent(consent_id, firm(), at=at)

    def test_is_seen_by_overseers_and_by_the_provider_it_names(self, at):
        platform = Actor(new_id(), new_id(), frozenset({"rating"}), frozenset({"maker"}))
        consent_id = consent_of(firm(), at, providers=[platform.organisation_id])
        auditor = Actor(new_id(), new_id(), frozenset({"auditor"}))

        assert queries.consent(consent_id, platform, at=at).id == consent_id
        assert queries.consent(consent_id, auditor, at=at).id == consent_id


class TestRequest:
    def test_of_a_provider_lets_nothing_in_until_the_firm_approves(self, at):
        # Given a platform that asks a firm for its invoices
        owner = firm()
        platform = Actor(new_id(), new_id(), frozenset({"rating"}), frozenset({"maker"}))
        consent_id = services.request_consent(
            key=new_id(),
            by=platform,
            at=at,
            enterprise_id=owner.organisation_id,
            purpose="rating",
            data_kinds=["invoice"],
            from_date=at.date() - timedelta(days=30),
            to_date=at.date(),
        )

        def send():
            event = invoice(platform.organisation_id, consent_id)
            return services.ingest(key=new_id(), by=platform, at=at, envelope=[event])

        # Then its event is refused before the firm's word and taken after it
        assert [each.code for each in send().refused] == ["evidence/consent-not-live"]
        move(services.approve_consent, owner, consent_id, at)
        assert send().accepted == 1

    def test_needs_a_role(self, at):
        with pytest.raises(NotAdmitted):
            services.request_consent(
                key=new_id(),
                by=Actor(new_id(), new_id(), frozenset(), frozenset({"maker"})),
                at=at,
                enterprise_id=new_id(),
                purpose="curiosity",
                data_kinds=["invoice"],
                from_date=at.date(),
                to_date=at.date(),
            )
