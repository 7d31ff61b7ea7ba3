"""What an investor may rely on: genuine, in force, undisputed; everything else says why not."""

from dataclasses import replace

import pytest
from django.db import Error, connection

from headrace.evidence import queries, services
from headrace.kit.errors import NotAdmitted, NotFound
from headrace.kit.ids import new_id
from headrace.kit.transactions import savepoint
from headrace.parties import services as parties_services
from tests.evidence.conftest import journalled
from tests.evidence.town import Scene


@pytest.fixture
def answered(scene):
    """A rating of the scene's firm, the rater, and the finding's id."""
    rater = scene.provider("rating")
    (request_id,) = scene.ask("rating")
    return scene, rater, scene.answer(rater, request_id)


def turn(verb, actor, finding_id, at):
    return verb(key=new_id(), by=actor, at=at, finding_id=finding_id, reason="see file 7")


def states(scene, at=None):
    return [each.state for each in queries.findings_for(scene.demand, at=at or scene.at)]


class TestLife:
    def test_ends_with_its_last_second_without_anybody_marking_it(self, answered):
        scene, _, _ = answered
        ends_at = scene.later(days=180)

        assert states(scene, scene.later(days=179)) == ["valid"]
        assert states(scene, ends_at) == ["expired"]
        assert queries.valid_findings(scene.demand, at=ends_at) == ()

    def test_outlives_the_key_that_signed_it(self, answered):
        scene, rater, _ = answered
        scene.town.do(parties_services.retire_signing_key, rater.actor, thumbprint=rater.pen.kid)

        assert states(scene) == ["valid"]

    def test_contested_is_not_valid_until_the_provider_stands_by_it(self, answered):
        scene, rater, finding_id = answered

        turn(services.contest_finding, scene.owner, finding_id, scene.at)
        assert states(scene) == ["contested"]
        assert queries.valid_findings(scene.demand, at=scene.at) == ()
        turn(services.uphold_finding, rater.actor, finding_id, scene.at)

        assert states(scene) == ["valid"]
        assert [
            each.kind
            for each in journalled(
                scene.firm_id, "evidence.finding.contested", "evidence.finding.upheld"
            )
        ] == ["evidence.finding.contested", "evidence.finding.upheld"]

    def test_revoked_opens_the_question_again(self, answered):
        scene, rater, finding_id = answered
        other = scene.provider("rating")

        heir = turn(services.revoke_finding, rater.actor, finding_id, scene.at)

        assert states(scene) == ["revoked"]
        assert queries.completeness(scene.demand) == (0, 1)
        assert queries.request(heir, other.actor).provider_id == other.id

    def test_a_suspended_provider_may_still_take_its_word_back(self, answered):
        scene, rater, finding_id = answered
        scene.suspend(rater)

        turn(services.revoke_finding, rater.actor, finding_id, scene.at)

        assert states(scene) == ["revoked"]

    def test_takes_each_turn_once(self, answered):
        scene, rater, finding_id = answered
        turn(services.revoke_finding, rater.actor, finding_id, scene.at)

        with pytest.raises(services.RequestMoveRefused):
            turn(services.revoke_finding, rater.actor, finding_id, scene.at)
        with pytest.raises(services.RequestMoveRefused):
            turn(services.contest_finding, scene.owner, finding_id, scene.at)

    def test_turns_only_by_those_it_concerns(self, answered):
        scene, rater, finding_id = answered
        stranger = scene.town.member("enterprise")

        with pytest.raises(NotFound):
            turn(services.contest_finding, stranger, finding_id, scene.at)
        with pytest.raises(NotAdmitted):
            turn(services.contest_finding, rater.actor, finding_id, scene.at)
        with pytest.raises(NotFound):
            turn(services.revoke_finding, scene.owner, finding_id, scene.at)
        onlooker = replace(rater.actor, duties=frozenset({"viewer"}))
        with pytest.raises(NotAdmitted):
            turn(services.revoke_finding, onlooker, finding_id, scene.at)


class TestTampering:
    @pytest.mark.parametrize(
        "change",
        [
            """claims = '{"grade": "A1", "confidence_percent": 99}'""",
            "expires_at = expires_at + interval '1 year'",
            "confidence = 100",
            "method = 'personal visit'",
            "token = replace(token, '.', '.A')",
            "token_hash = sha256('x')",
            "enterprise_id = gen_random_uuid()",
            "key_thumbprint = 'unknown'",
        ],
    )
    def test_with_a_row_behind_our_back_is_seen_at_the_next_reading(
        self, committed, superuser, at, change
    ):
        # Given a finding, and a database administrator who rewrites it with the guard down
        scene = Scene(at)
        rater = scene.provider("rating")
        scene.answer(rater, scene.ask("rating")[0])
        superuser.execute("set session_replication_role = replica")
        superuser.execute(f"update evidence_finding set {change}")

        # When it is read
        (view,) = queries.findings_for(scene.demand, at=at)

        # Then it is not passed on as the provider's word
        assert (view.signature_valid, view.state) == (False, "altered")
        assert queries.valid_findings(scene.demand, at=at) == ()

    @pytest.mark.parametrize("table", ["evidence_finding", "evidence_finding_turn"])
    def test_by_the_application_is_refused(self, answered, table):
        scene, _, finding_id = answered
        turn(services.contest_finding, scene.owner, finding_id, scene.at)

        for statement in (f"delete from {table}", f"update {table} set created_at = now()"):
            with (
                pytest.raises(Error, match=r"permission denied|keeps every row"),
                savepoint(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


class TestCost:
    def test_of_reading_grows_with_the_issuers_keys_only(self, scene, django_assert_num_queries):
        kinds = ("rating", "authentication", "evaluation")
        providers = [scene.provider(kind) for kind in kinds]
        for provider, request_id in zip(providers, scene.ask(*kinds), strict=True):
            scene.answer(provider, request_id)

        # Findings, their turns, the issuers' names, and one look-up a key.
        with django_assert_num_queries(3 + len(kinds)):
            assert len(queries.findings_for(scene.demand, at=scene.at)) == 3

    def test_of_reading_nothing_is_one_query(self, scene, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert queries.findings_for(scene.demand, at=scene.at) == ()
