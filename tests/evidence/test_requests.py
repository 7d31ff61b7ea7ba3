"""The right provider is asked, nobody judges himself, and silence is seen."""

from dataclasses import replace

import pytest
from django.db import IntegrityError

from headrace.evidence import models, queries, services
from headrace.evidence.rules import requests as rules
from headrace.evidence.rules.requests import RequestMove, RequestState
from headrace.kit.actors import Actor
from headrace.kit.errors import NotAdmitted, NotFound
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction
from headrace.parties import services as parties_services
from tests.evidence.conftest import journalled

ALLOWED = {
    "open": {
        "reassign": "open",
        "accept": "accepted",
        "answer": "answered",
        "decline": "declined",
        "lapse": "late",
    },
    "accepted": {
        "start": "in_work",
        "answer": "answered",
        "decline": "declined",
        "lapse": "late",
    },
    "in_work": {"answer": "answered", "decline": "declined", "lapse": "late"},
    "late": {"reassign": "open", "answer": "answered", "decline": "declined"},
    "answered": {"contest": "contested", "withdraw": "declined"},
    "contested": {"uphold": "answered", "withdraw": "declined"},
}


def test_every_pair_of_state_and_move_follows_the_table_or_is_refused():
    for state in RequestState:
        for move in RequestMove:
            expected = ALLOWED.get(state, {}).get(move)
            if expected:
                assert rules.after(state, move) == expected
            else:
                with pytest.raises(rules.RequestMoveRefused, match=str(state)):
                    rules.after(state, move)


def desk(verb, provider, request_id, at, **more):
    return verb(key=new_id(), by=provider.actor, at=at, request_id=request_id, **more)


class TestOpen:
    def test_asks_an_accredited_provider_for_each_kind(self, scene):
        checker, rater = scene.provider("authentication"), scene.provider("rating")

        first, second = scene.ask("authentication", optional=("rating",))

        asked = {each.id: each for each in queries.requests_for(scene.demand)}
        assert asked[first].provider_id == checker.id
        assert asked[second].provider_id == rater.id
        assert asked[first].due_at == scene.later(days=5)
        assert (asked[first].required, asked[second].required) == (True, False)
        assert asked[first].enterprise_name.startswith("enterprise")

    def test_knows_the_role_behind_a_kind_and_the_kind_behind_a_role(self, scene):
        insurer = scene.provider("insurer")

        (request_id,) = scene.ask("insurer")

        view = queries.request(request_id, insurer.actor)
        assert (view.kind, view.provider_id) == ("insurance", insurer.id)

    def test_asks_the_least_busy_first_in_turn(self, scene):
        providers = {scene.provider("rating").id for _ in range(3)}

        asked = []
        for _ in range(6):
            scene.demand = Subject("demand", new_id())
            (request_id,) = scene.ask("rating")
            asked.append(queries.request(request_id, scene.owner).provider_id)

        assert set(asked[:3]) == set(asked[3:]) == providers

    def test_never_asks_a_provider_about_itself(self, scene):
        rater = scene.provider("rating")
        scene.owner = replace(scene.owner, organisation_id=rater.id)

        (request_id,) = scene.ask("rating")

        assert queries.request(request_id, rater.actor).provider_id is None

    def test_never_asks_a_provider_that_owns_a_part_of_the_firm(self, scene):
        rater = scene.provider("rating")
        scene.town.do(
            parties_services.declare_stake, rater.actor, owned_id=scene.firm_id, share_ppm=100_000
        )

        (request_id,) = scene.ask("rating")

        assert queries.request(request_id, scene.owner).provider_id is None

    def test_stands_visibly_without_a_provider_until_one_is_accredited(self, scene):
        (request_id,) = scene.ask("rating")
        assert queries.completeness(scene.demand) == (0, 1)

        rater = scene.provider("rating")
        with open_transaction():
            assert services.assign_waiting(by=Actor.system("daily"), at=scene.at) == 1

        assert queries.request(request_id, scene.owner).provider_id == rater.id

    def test_keeps_waiting_while_nobody_is_accredited(self, scene):
        scene.ask("rating")

        with open_transaction():
            assert services.assign_waiting(by=Actor.system("daily"), at=scene.at) == 0

    def test_does_not_ask_a_suspended_provider(self, scene):
        scene.suspend(scene.provider("rating"))

        (request_id,) = scene.ask("rating")

        assert queries.request(request_id, scene.owner).provider_id is None

    def test_does_not_ask_the_same_twice(self, scene):
        scene.provider("rating")

        assert scene.ask("rating") == scene.ask("rating")

    def test_refuses_a_kind_without_findings(self, scene):
        with pytest.raises(services.FindingKindUnknown):
            scene.ask("horoscope")

    def test_is_complete_at_once_where_nothing_is_required(self, scene):
        scene.provider("rating")

        scene.ask(optional=("rating",))

        (told,) = journalled(scene.firm_id, "evidence.requests.completed")
        assert told.facts == {"done": 0, "required": 0}

    def test_tells_the_journal_what_is_asked_of_whom(self, scene):
        rater = scene.provider("rating")
        (request_id,) = scene.ask("rating")

        (told,) = journalled(scene.firm_id, "evidence.request.opened")

        assert told.facts["request"] == str(request_id)
        assert told.facts["provider"] == str(rater.id)

    def test_the_database_too_lets_nobody_answer_for_himself(self, scene):
        scene.provider("rating")
        scene.ask("rating")

        with pytest.raises(IntegrityError, match="evidence_nobody_answers_for_himself"):
            models.ServiceRequest.objects.update(provider_id=scene.firm_id)


class TestDesk:
    def test_accepts_starts_and_is_asked_no_more_than_its_own(self, scene):
        rater, other = scene.provider("rating"), scene.provider("evaluation")
        (request_id,) = scene.ask("rating")

        desk(services.accept_request, rater, request_id, scene.at)
        desk(services.start_request, rater, request_id, scene.at)

        assert [each.state for each in queries.requests_of_provider(rater.actor)] == ["in_work"]
        assert queries.requests_of_provider(other.actor) == ()
        with pytest.raises(NotFound):
            desk(services.accept_request, other, request_id, scene.at)
        with pytest.raises(NotFound):
            queries.request(request_id, other.actor)

    def test_a_declined_request_goes_to_another_provider(self, scene):
        providers = {each.id: each for each in (scene.provider("rating"), scene.provider("rating"))}
        (request_id,) = scene.ask("rating")
        first = queries.request(request_id, scene.owner).provider_id

        heir = desk(
            services.decline_request, providers[first], request_id, scene.at, reason="too busy"
        )

        second = queries.request(heir, scene.owner).provider_id
        assert {first, second} == set(providers)
        states = {each.state for each in queries.requests_for(scene.demand)}
        assert states == {"declined", "open"}

    def test_what_everybody_declined_waits_for_somebody_new(self, scene):
        rater = scene.provider("rating")
        (request_id,) = scene.ask("rating")

        heir = desk(services.decline_request, rater, request_id, scene.at, reason="conflict")

        assert queries.request(heir, scene.owner).provider_id is None
        assert queries.completeness(scene.demand) == (0, 1)

    def test_an_onlooker_may_not_accept(self, scene):
        rater = scene.provider("rating")
        (request_id,) = scene.ask("rating")
        rater.actor = replace(rater.actor, duties=frozenset({"viewer"}))

        with pytest.raises(NotAdmitted):
            desk(services.accept_request, rater, request_id, scene.at)

    def test_the_firm_itself_may_not_move_it(self, scene):
        scene.provider("rating")
        (request_id,) = scene.ask("rating")

        with pytest.raises(NotFound):
            services.accept_request(
                key=new_id(), by=scene.owner, at=scene.at, request_id=request_id
            )


class TestChoice:
    def choose(self, scene, request_id, provider_id, by=None):
        services.choose_provider(
            key=new_id(),
            by=by or scene.owner,
            at=scene.at,
            request_id=request_id,
            provider_id=provider_id,
        )

    def test_is_the_firms_among_accredited_providers(self, scene):
        ids = {scene.provider("rating").id for _ in range(2)}
        (request_id,) = scene.ask("rating")
        (other,) = ids - {queries.request(request_id, scene.owner).provider_id}

        self.choose(scene, request_id, other)

        assert queries.request(request_id, scene.owner).provider_id == other

    def test_is_no_choice_of_oneself_or_of_a_stranger(self, scene):
        scene.provider("rating")
        stranger = scene.provider("evaluation")
        (request_id,) = scene.ask("rating")

        for provider_id in (scene.firm_id, stranger.id, new_id()):
            with pytest.raises(services.ProviderNotEligible):
                self.choose(scene, request_id, provider_id)

    def test_is_no_choice_of_ones_own_shareholder(self, scene):
        scene.provider("rating")
        parent = scene.provider("rating")
        scene.town.do(
            parties_services.declare_stake, parent.actor, owned_id=scene.firm_id, share_ppm=60_000
        )
        (request_id,) = scene.ask("rating")

        with pytest.raises(services.ProviderNotEligible):
            self.choose(scene, request_id, parent.id)

    def test_ends_when_somebody_has_taken_it_on(self, scene):
        rater, other = scene.provider("rating"), scene.provider("rating")
        (request_id,) = scene.ask("rating")
        holder = {rater.id: rater, other.id: other}[
            queries.request(request_id, scene.owner).provider_id
        ]
        desk(services.accept_request, holder, request_id, scene.at)

        with pytest.raises(services.RequestMoveRefused):
            self.choose(scene, request_id, other.id)

    def test_is_nobody_elses(self, scene):
        rater = scene.provider("rating")
        (request_id,) = scene.ask("rating")

        with pytest.raises(NotAdmitted):
            self.choose(scene, request_id, rater.id, by=rater.actor)
        also_a_firm = replace(rater.actor, roles=rater.actor.roles | {"enterprise"})
        with pytest.raises(NotFound):
            self.choose(scene, request_id, rater.id, by=also_a_firm)
        with pytest.raises(NotFound):
            self.choose(scene, request_id, rater.id, by=scene.town.member("enterprise"))


class TestLateness:
    def test_is_seen_at_once_and_marked_by_the_daily_round(self, scene):
        scene.provider("rating")
        (request_id,) = scene.ask("rating")
        over = scene.later(days=5, seconds=1)

        assert not queries.request(request_id, scene.owner, at=scene.later(days=5)).late
        assert queries.request(request_id, scene.owner, at=over).late
        round_ = services.daily_round(key=new_id(), by=Actor.system("daily"), at=over)

        assert round_ == {"late": 1, "assigned": 0, "expired": 0}
        assert queries.request(request_id, scene.owner).state == "late"
        assert journalled(scene.firm_id, "evidence.request.late")

    def test_is_marked_once(self, scene):
        scene.provider("rating")
        scene.ask("rating")
        over = scene.later(days=6)

        for expected in (1, 0):
            with open_transaction():
                assert services.mark_late(by=Actor.system("daily"), at=over) == expected

    def test_does_not_close_the_door(self, scene):
        rater = scene.provider("rating")
        (request_id,) = scene.ask("rating")
        with open_transaction():
            services.mark_late(by=Actor.system("daily"), at=scene.later(days=6))

        scene.answer(rater, request_id, at=scene.later(days=7))

        view = queries.request(request_id, scene.owner)
        assert (view.state, view.late) == ("answered", True)


def test_a_list_of_requests_is_read_in_two_queries(scene, django_assert_num_queries):
    for kind in ("rating", "evaluation", "authentication"):
        scene.provider(kind)
    scene.ask("rating", "evaluation", "authentication")

    with django_assert_num_queries(2):
        assert len(queries.requests_for(scene.demand)) == 3


def test_overseers_see_every_request(scene):
    scene.provider("rating")
    (request_id,) = scene.ask("rating")

    assert queries.request(request_id, scene.town.central).id == request_id
