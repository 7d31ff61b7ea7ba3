"""Only the asked provider's own, timely, well-typed and signed word becomes a finding."""

from collections.abc import Callable
from typing import Any

import pytest

from headrace.evidence import models, queries, services
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from headrace.kit.models import LogEntry
from headrace.parties import services as parties_services
from tests.evidence.conftest import journalled, together
from tests.evidence.signing import Pen, digest, disclosure
from tests.evidence.town import CLAIMS, Scene


@pytest.fixture
def asked(scene):
    """A rating request about the scene's firm, and the rater who was asked."""
    rater = scene.provider("rating")
    (request_id,) = scene.ask("rating")
    return scene, rater, request_id


class TestAnswer:
    def test_becomes_a_valid_finding(self, asked):
        scene, rater, request_id = asked

        finding_id = scene.answer(rater, request_id)

        (view,) = queries.findings_for(scene.demand, at=scene.at)
        assert (view.id, view.kind, view.issuer_id) == (finding_id, "rating", rater.id)
        assert (view.state, view.signature_valid) == ("valid", True)
        assert view.claims == CLAIMS["rating"]
        assert (view.method, view.confidence) == ("documents seen", 90)
        assert queries.request(request_id, rater.actor).state == "answered"

    def test_may_disclose_selectively(self, asked):
        scene, rater, request_id = asked
        told = disclosure("salt", "grade", "B1")
        kept = disclosure("salt", "outlook", "negative")
        claims = {"confidence_percent": 70, "_sd": [digest(told), digest(kept)]}

        scene.answer(
            rater,
            request_id,
            rater.pen.sign(scene.payload(rater, request_id, claims=claims), [told]),
        )

        (view,) = queries.findings_for(scene.demand, at=scene.at)
        assert view.claims == {"grade": "B1", "confidence_percent": 70}
        assert view.signature_valid

    def test_is_told_to_the_journal_with_the_hash_of_what_was_signed(self, asked):
        scene, rater, request_id = asked
        scene.answer(rater, request_id)

        (told,) = journalled(scene.firm_id, "evidence.finding.accepted")
        (view,) = queries.findings_for(scene.demand, at=scene.at)

        assert told.facts["token_hash"] == view.token_hash
        assert told.facts["issuer"] == str(rater.id)

    def test_sent_twice_under_one_key_is_one_finding(self, asked):
        scene, rater, request_id = asked
        token, key = rater.pen.sign(scene.payload(rater, request_id)), new_id()

        first, again = (
            services.answer_request(
                key=key, by=rater.actor, at=scene.at, request_id=request_id, token=token
            )
            for _ in range(2)
        )

        assert first == again

    def test_cannot_be_given_a_second_time(self, asked):
        scene, rater, request_id = asked
        scene.answer(rater, request_id)

        with pytest.raises(services.RequestMoveRefused):
            scene.answer(rater, request_id)

    def test_is_nobody_elses_to_give(self, asked):
        scene, rater, request_id = asked
        other = scene.provider("rating")

        with pytest.raises(NotFound):
            scene.answer(other, request_id, rater.pen.sign(scene.payload(rater, request_id)))


def _other_pen(scene, rater, request_id):
    return Pen().sign(scene.payload(rater, request_id))


def _borrowed_name(scene, rater, request_id):
    """Another registered organisation signs in the rater's name."""
    return scene.provider("rating").pen.sign(scene.payload(rater, request_id))


def _stolen_kid(scene, rater, request_id):
    """The rater's key is named, but another one signs."""
    return Pen().sign(scene.payload(rater, request_id), kid=rater.pen.kid)


def _altered(scene, rater, request_id):
    head, _, rest = rater.pen.sign(scene.payload(rater, request_id)).partition(".")
    _, _, signature = rest.partition(".")
    better = rater.pen.sign(
        scene.payload(rater, request_id, claims={"grade": "A1", "confidence_percent": 99})
    )
    return f"{head}.{better.split('.')[1]}.{signature}"


def _of_another_firm(scene, rater, request_id):
    return rater.pen.sign(scene.payload(rater, request_id, sub=str(new_id())))


def _of_another_request(scene, rater, request_id):
    return rater.pen.sign(scene.payload(rater, request_id, nonce=str(new_id())))


def _of_another_kind(scene, rater, request_id):
    return rater.pen.sign(
        scene.payload(
            rater,
            request_id,
            vct="headrace/finding/authentication/1",
            claims=CLAIMS["authentication"],
        )
    )


def _expired(scene, rater, request_id):
    now = int(scene.at.timestamp())
    return rater.pen.sign(scene.payload(rater, request_id, iat=now - 90, exp=now - 1))


def _of_tomorrow(scene, rater, request_id):
    now = int(scene.at.timestamp())
    return rater.pen.sign(scene.payload(rater, request_id, iat=now + 86_400, exp=now + 99_999))


def _untyped(scene, rater, request_id):
    return rater.pen.sign(scene.payload(rater, request_id, claims={"grade": "A1"}))


def _unpromised(scene, rater, request_id):
    return rater.pen.sign(scene.payload(rater, request_id), [disclosure("s", "grade", "A1")])


def _unsigned(scene, rater, request_id):
    return rater.pen.sign(scene.payload(rater, request_id), alg="none")


def _another_type(scene, rater, request_id):
    return rater.pen.sign(scene.payload(rater, request_id), typ="JWT")


def _garbage(scene, rater, request_id):
    return "not a token"


class TestAttack:
    @pytest.mark.parametrize(
        ("forge", "problem"),
        [
            (_other_pen, services.KeyUnknown),
            (_borrowed_name, services.IssuerMismatch),
            (_stolen_kid, services.SignatureInvalid),
            (_altered, services.SignatureInvalid),
            (_of_another_firm, services.AnotherSubject),
            (_of_another_request, services.AnotherRequest),
            (_of_another_kind, services.AnotherKind),
            (_expired, services.FindingExpired),
            (_of_tomorrow, services.IssuedInFuture),
            (_untyped, services.ClaimMalformed),
            (_unpromised, services.DisclosureRefused),
            (_unsigned, services.HeaderRefused),
            (_another_type, services.HeaderRefused),
            (_garbage, services.TokenMalformed),
        ],
    )
    def test_is_refused_by_name_and_the_request_stays_open(
        self, asked, forge: Callable[..., str], problem: type[Any]
    ):
        scene, rater, request_id = asked

        with pytest.raises(problem) as refusal:
            scene.answer(rater, request_id, forge(scene, rater, request_id))

        assert queries.findings_for(scene.demand, at=scene.at) == ()
        assert queries.request(request_id, rater.actor).state == "open"
        (told,) = LogEntry.objects.filter(kind="kit.refused", key=rater.id)
        assert told.payload["facts"]["verb"] == "evidence.answer_request"
        assert told.payload["facts"]["problem"] == refusal.value.code()

    def test_with_the_same_token_for_two_requests_succeeds_once(self, asked):
        scene, rater, request_id = asked
        token = rater.pen.sign(scene.payload(rater, request_id))
        scene.answer(rater, request_id, token)
        scene.demand = type(scene.demand)("demand", new_id())
        (other,) = scene.ask("rating")

        with pytest.raises(services.AnotherRequest):
            scene.answer(rater, other, token)

    def test_by_a_provider_suspended_at_that_moment_is_refused(self, asked):
        scene, rater, request_id = asked
        token = rater.pen.sign(scene.payload(rater, request_id))
        scene.suspend(rater)

        with pytest.raises(services.ProviderNotAccredited):
            scene.answer(rater, request_id, token)

    def test_with_a_retired_key_is_refused(self, asked):
        scene, rater, request_id = asked
        token = rater.pen.sign(scene.payload(rater, request_id))
        scene.town.do(parties_services.retire_signing_key, rater.actor, thumbprint=rater.pen.kid)

        with pytest.raises(services.KeyUnknown):
            scene.answer(rater, request_id, token)


class TestCompletion:
    def test_is_told_once_with_the_last_required_answer(self, scene):
        rater, checker = scene.provider("rating"), scene.provider("authentication")
        evaluator = scene.provider("evaluation")
        rating, identity, site = scene.ask("rating", "authentication", optional=("evaluation",))

        scene.answer(rater, rating)
        assert queries.completeness(scene.demand) == (1, 2)
        assert journalled(scene.firm_id, "evidence.requests.completed") == []
        scene.answer(checker, identity)

        (told,) = journalled(scene.firm_id, "evidence.requests.completed")
        assert told.facts == {"done": 2, "required": 2}
        scene.answer(evaluator, site)
        assert len(journalled(scene.firm_id, "evidence.requests.completed")) == 1

    def test_is_not_missed_when_the_last_two_answer_at_once(self, committed, at):
        scene = Scene(at)
        kinds = ("rating", "authentication", "evaluation")
        providers = [scene.provider(kind) for kind in kinds]
        requests = scene.ask(*kinds)

        together(
            [
                lambda pair=pair: scene.answer(*pair)
                for pair in zip(providers, requests, strict=True)
            ]
        )

        assert queries.completeness(scene.demand) == (3, 3)
        assert len(journalled(scene.firm_id, "evidence.requests.completed")) == 1

    def test_two_answers_to_one_request_at_once_make_one_finding(self, committed, at):
        scene = Scene(at)
        rater = scene.provider("rating")
        (request_id,) = scene.ask("rating")

        answers = together([lambda: scene.answer(rater, request_id)] * 4)

        assert sum(isinstance(each, services.RequestMoveRefused) for each in answers) == 3
        assert models.Finding.objects.count() == 1
