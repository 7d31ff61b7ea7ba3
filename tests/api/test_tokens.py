"""A partner's program: client credentials become a token, the token acts for the client's owner."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from allauth.idp.oidc.models import Client as PartnerClient
from allauth.idp.oidc.models import Token
from django.contrib.auth import get_user_model
from django.test import Client

from tests.api.caller import Caller, refusal
from tests.api.world import DEMAND, Desk, World

SECRET = "a secret that is written down once"


@pytest.fixture
def firm(world: World) -> Desk:
    return world.firm()


@pytest.fixture
def partner(firm: Desk) -> PartnerClient:
    """A program of the firm, owned by its maker."""
    owner = get_user_model().objects.get(pk=firm.maker.get("/people/me")["person_id"])
    client = PartnerClient(name="accounting", owner=owner, scopes="headrace")
    client.set_grant_types([PartnerClient.GrantType.CLIENT_CREDENTIALS])
    client.set_secret(SECRET)
    client.save()
    return client


def bearer(value: str) -> Caller:
    return Caller(Client(raise_request_exception=False), Authorization=f"Bearer {value}")


def token_of(partner: PartnerClient, value: str = "opaque", **said: object) -> Caller:
    """A program with a token as the token address writes it."""
    token = Token(
        type=Token.Type.ACCESS_TOKEN,
        client=partner,
        scopes=said.pop("scopes", "headrace"),
        expires_at=datetime.now(UTC) + timedelta(hours=1),
    )
    for name, each in said.items():
        setattr(token, name, each)
    token.set_value(value)
    token.save()
    return bearer(value)


class TestAToken:
    def test_acts_for_the_owner_of_its_client_without_a_csrf_token(self, firm, partner):
        program = token_of(partner)
        program.browser.handler.enforce_csrf_checks = True
        assert program.get("/people/me") == firm.maker.get("/people/me")
        demand = program.made("/demands", DEMAND)
        assert firm.maker.get(f"/demands/{demand}")["state"] == "draft"

    def test_of_a_suspended_organisation_may_do_nothing_from_the_next_request_on(
        self, world: World, firm, partner
    ):
        program = token_of(partner)
        program.made("/demands", DEMAND)
        why = {"reason": "licence withdrawn by the registry"}
        world.officer.post(f"/organisations/{firm.id}/suspension", why)
        refusal(program.send("/demands", DEMAND), 403, "kit/not-admitted")

    def test_of_a_person_who_left_is_refused(self, firm, partner):
        program = token_of(partner)
        owner = firm.maker.get("/people/me")["person_id"]
        firm.checker.post(f"/people/{owner}/removal")
        refusal(program.ask("/people/me"), 403, "parties/person-inactive")

    @pytest.mark.parametrize(
        "said",
        [
            {"scopes": "openid"},
            {"expires_at": datetime(2020, 1, 1, tzinfo=UTC)},
            {"data": {"resources": ["https://elsewhere.example/"]}},
            {"client": None},
            {"type": Token.Type.REFRESH_TOKEN},
        ],
    )
    def test_that_is_not_good_for_this_is_as_none(self, partner, said):
        refusal(token_of(partner, **said).ask("/people/me"), 401, "api/sign-in-needed")

    def test_that_nobody_issued_is_as_none(self, committed):
        refusal(bearer("made up").ask("/people/me"), 401, "api/sign-in-needed")


def test_client_credentials_are_changed_for_a_token(firm: Desk, partner: PartnerClient):
    basic = base64.b64encode(f"{partner.id}:{SECRET}".encode()).decode()
    answer = Client().post(
        "/identity/o/api/token",
        {"grant_type": "client_credentials", "scope": "headrace"},
        headers={"Authorization": f"Basic {basic}"},
    )
    assert answer.status_code == 200, answer.content.decode()
    program = bearer(answer.json()["access_token"])
    assert program.get("/people/me")["organisation_id"] == firm.id
