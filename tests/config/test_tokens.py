"""A partner's program: from its id and secret to a token, and to what its owner may do."""

import base64
from dataclasses import dataclass

import pytest
from allauth.idp.oidc.models import Client as PartnerClient
from allauth.idp.oidc.models import Token
from django.http import HttpResponse
from django.test import Client

from headrace.config.office.__main__ import main
from headrace.config.partners import issue_client, withdraw_client
from headrace.kit import clock, log
from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from headrace.kit.journal import TOPIC
from headrace.parties import queries, services
from headrace.parties.queries import PersonInactive
from tests.parties.conftest import Town, founded
from tests.settling import settle

ADDRESS = "/identity/o/api/token"
ME = "/api/people/me"


@dataclass
class Program:
    """What a partner runs: it knows its id and its secret, and keeps its token."""

    client_id: str
    secret: str
    token: str = ""

    def ask_for_token(self, **said: str) -> HttpResponse:
        basic = base64.b64encode(f"{self.client_id}:{self.secret}".encode()).decode()
        asked = {"grant_type": "client_credentials"} | said
        answer = Client().post(ADDRESS, asked, headers={"Authorization": f"Basic {basic}"})
        self.token = answer.json().get("access_token", "")
        return answer

    def ask(self, path: str) -> HttpResponse:
        return Client().get(path, headers={"Authorization": f"Bearer {self.token}"})


@pytest.fixture
def town(committed, at) -> Town:
    # Tokens are dated by the machine, so the town's day is today.
    return founded(at)


@pytest.fixture
def owner(town) -> Actor:
    """The maker of an admitted bank."""
    return town.member("bank", kind="institution")


@pytest.fixture
def program(owner) -> Program:
    return Program(*issue_client(owner.person_id, "core banking"))


class TestAProgram:
    def test_acts_for_its_owner(self, program, owner):
        answer = program.ask_for_token()
        assert (answer.status_code, answer.json()["scope"]) == (200, "headrace")
        me = program.ask(ME)
        assert me.status_code == 200, me.content
        assert me.json()["person_id"] == str(owner.person_id)
        assert me.json()["roles"] == ["bank"]

    def test_may_give_its_secret_in_the_body(self, program):
        said = {"client_id": program.client_id, "client_secret": program.secret}
        asked = {"grant_type": "client_credentials", "scope": "headrace"}
        assert Client().post(ADDRESS, asked | said).status_code == 200

    @pytest.mark.parametrize(
        "said",
        [
            {"grant_type": "authorization_code", "code": "x"},
            {"grant_type": "password", "username": "operator", "password": "x"},
            {"grant_type": "refresh_token", "refresh_token": "x"},
            {"scope": "openid"},
        ],
    )
    def test_gets_nothing_but_client_credentials_for_this_scope(self, program, said):
        assert program.ask_for_token(**said).status_code in (400, 401)
        assert not Token.objects.exists()

    def test_with_a_wrong_secret_gets_no_token(self, program):
        program.secret = "guessed"
        assert program.ask_for_token().status_code == 401

    def test_without_a_secret_gets_no_token(self, program):
        asked = {"grant_type": "client_credentials", "client_id": program.client_id}
        assert Client().post(ADDRESS, asked).status_code == 401

    def test_with_a_token_that_nobody_issued_is_not_heard(self, program):
        program.token = "made up"
        assert program.ask(ME).status_code == 401


class TestSuspension:
    def test_of_the_organisation_takes_its_roles_from_the_next_request_on(
        self, program, owner, town
    ):
        program.ask_for_token()
        town.do(
            services.suspend_organisation,
            town.central,
            organisation_id=owner.organisation_id,
            reason="licence withdrawn",
        )
        assert program.ask(ME).json()["roles"] == []

    def test_of_the_person_is_refused_on_the_next_request(self, program, owner, town):
        program.ask_for_token()
        checker = Actor(new_id(), owner.organisation_id, duties=frozenset({"checker"}))
        town.do(services.remove_person, checker, person_id=owner.person_id)
        assert program.ask(ME).status_code == 403

    def test_of_the_client_ends_its_tokens(self, program):
        program.ask_for_token()
        withdraw_client(program.client_id)
        assert program.ask(ME).status_code == 401
        assert program.ask_for_token().status_code == 401
        with pytest.raises(NotFound):
            withdraw_client(program.client_id)


class TestIssuing:
    def test_keeps_the_secret_only_as_a_hash(self, program):
        kept = PartnerClient.objects.get(pk=program.client_id)
        assert program.secret not in kept.secret
        assert kept.check_secret(program.secret)
        assert kept.type == PartnerClient.Type.CONFIDENTIAL

    def test_and_withdrawing_are_told_to_the_supervisor(self, program, owner):
        withdraw_client(program.client_id)
        settle()
        stories = log.read(TOPIC, log.partition_of(owner.organisation_id), log.Cursor())
        kinds = [each.kind for each in stories if each.kind.startswith("config.client.")]
        assert kinds == ["config.client.issued", "config.client.withdrawn"]

    def test_is_refused_for_who_has_left(self, owner, town):
        checker = Actor(new_id(), owner.organisation_id, duties=frozenset({"checker"}))
        town.do(services.remove_person, checker, person_id=owner.person_id)
        with pytest.raises(PersonInactive):
            issue_client(owner.person_id, "core banking")

    def test_is_refused_for_nobody(self, town):
        with pytest.raises(NotFound):
            issue_client(new_id(), "core banking")

    def test_works_on_the_command_line(self, town, capsys):
        assert main(["client", "operator", "accounting"]) == 0
        told = dict(line.split("=", 1) for line in capsys.readouterr().out.split())
        program = Program(told["client_id"], told["client_secret"])
        assert program.ask_for_token().status_code == 200
        assert program.ask(ME).json()["person_id"] == str(queries.person_of_login("operator"))

    def test_says_how_it_is_used(self, capsys):
        assert main([]) == 2
        assert "client LOGIN NAME" in capsys.readouterr().err


class TestTheServer:
    def test_tells_partners_what_it_offers_and_nothing_more(self, client, db):
        told = client.get("/.well-known/openid-configuration").json()
        assert told["grant_types_supported"] == ["client_credentials"]
        assert told["scopes_supported"] == ["headrace"]
        assert told["token_endpoint"].endswith(ADDRESS)
        assert "none" not in told["token_endpoint_auth_methods_supported"]
        assert not {"authorization_endpoint", "registration_endpoint"} & told.keys()

    def test_lets_no_program_register_itself(self, client, db):
        assert client.post("/identity/o/api/clients").status_code == 404


def test_the_town_s_clock_is_the_one_that_counts_for_the_owner(program, at):
    clock.drive(at)
    program.ask_for_token()
    assert program.ask(ME).status_code == 200
