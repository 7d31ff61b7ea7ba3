"""Who gets into the back office: the centre's own staff, after a second factor, and nobody else."""

import pytest
from django.test import Client

from headrace.config.office import staff
from headrace.kit import log
from headrace.kit.actors import CENTRE, Actor
from headrace.kit.journal import TOPIC
from headrace.parties.services import NotSetUp
from tests.config.people import OFFICE, PASSWORD, Centre
from tests.parties.conftest import SET_UP
from tests.settling import settle

HOME = b"Parked entries"


@pytest.fixture
def centre(committed, at):
    return Centre(at)


def told(kind: str) -> list[dict]:
    settle()
    partition = log.partition_of(CENTRE)
    return [
        each.payload["facts"]
        for each in log.read(TOPIC, partition, log.Cursor())
        if each.kind == kind
    ]


class TestTheDoor:
    def test_lets_staff_in_after_password_and_code(self, centre):
        operator = centre.operator()
        answer = operator.log_in(then=OFFICE)
        assert answer["Location"] == OFFICE
        assert HOME in operator.enter().content

    @pytest.mark.parametrize("page", ["", "market/demand/", "parked/", "search/?s=demand"])
    def test_asks_a_stranger_to_log_in_and_leads_back(self, centre, page):
        answer = Client().get(OFFICE + page, follow=True)
        address, _ = answer.redirect_chain[-1]
        assert address.startswith("/account/login/?next=%2Foffice%2F")

    def test_leads_staff_without_a_second_factor_to_where_it_is_set_up(self, centre):
        visitor = centre.visitor("operator")
        staff.take_on(by=SET_UP, person_id=centre.person_id("operator"), at=centre.at)
        visitor.log_in()
        address, _ = visitor.enter().redirect_chain[-1]
        assert address.startswith("/account/mfa/?")

    @pytest.mark.parametrize("demo", [True, False])
    def test_asks_no_less_in_a_demo(self, centre, settings, demo):
        settings.DEMO = demo
        visitor = centre.visitor("operator")
        staff.take_on(by=SET_UP, person_id=centre.person_id("operator"), at=centre.at)
        visitor.log_in()
        assert HOME not in visitor.enter().content

    def test_opens_to_who_has_just_set_it_up_and_shows_a_code(self, centre):
        # Given staff who log in without a second factor and set one up
        visitor = centre.visitor("operator")
        staff.take_on(by=SET_UP, person_id=centre.person_id("operator"), at=centre.at)
        visitor.log_in()
        assert visitor.set_up_second_factor().status_code == 302

        # When they try the door, they are asked for a code, and only then let in
        address, _ = visitor.enter().redirect_chain[-1]
        assert address.startswith("/account/mfa/reauthenticate/?next=%2Foffice%2F")
        visitor.browser.post(address, {"code": visitor.code(), "next": OFFICE})
        assert HOME in visitor.enter().content

    def test_stays_shut_to_a_session_that_is_older_than_the_second_factor(self, centre):
        # Given a session that somebody opened with the password alone
        thief = centre.visitor("operator")
        staff.take_on(by=SET_UP, person_id=centre.person_id("operator"), at=centre.at)
        thief.log_in()

        # When the operator sets up a second factor elsewhere
        centre.give_telephone(thief)

        # Then the old session still has to show it
        address, _ = thief.enter().redirect_chain[-1]
        assert address.startswith("/account/mfa/reauthenticate/")

    def test_is_shut_to_others_and_the_supervisor_sees_the_attempt(self, centre):
        visitor = centre.visitor("operator")
        visitor.log_in()
        answer = visitor.enter()
        assert answer.status_code == 403
        assert "The back office is for the centre&#x27;s own staff." in answer.content.decode()
        (refusal,) = told("kit.refused")
        assert (refusal["verb"], refusal["problem"]) == ("office.enter", "config/staff-only")

    def test_is_shut_from_the_next_request_on_to_who_is_let_go(self, centre):
        operator = centre.operator()
        operator.log_in()
        assert HOME in operator.enter().content
        staff.let_go(by=SET_UP, person_id=centre.person_id("operator"), at=centre.at)
        assert operator.enter().status_code == 403

    def test_leads_nobody_away_to_another_site(self, centre):
        browser = centre.inside()
        answer = browser.get("/office/login/", {"next": "https://elsewhere.example/"})
        assert answer["Location"] == OFFICE

    def test_closes_behind_who_logs_out(self, centre):
        browser = centre.inside()
        browser.post("/office/logout/")
        assert browser.get(OFFICE).status_code == 302


class TestStaff:
    def test_are_people_of_the_centre_alone(self, centre):
        other = centre.person_id("supervisor")
        with pytest.raises(staff.StaffOnly):
            staff.take_on(by=SET_UP, person_id=other, at=centre.at)

    def test_are_taken_on_by_the_set_up_alone(self, centre):
        person_id = centre.person_id("operator")
        oneself = Actor(person_id, CENTRE, frozenset(), frozenset({"maker"}))
        with pytest.raises(NotSetUp):
            staff.take_on(by=oneself, person_id=person_id, at=centre.at)

    def test_are_told_to_the_supervisor(self, centre):
        staff.take_on(by=SET_UP, person_id=centre.person_id("operator"), at=centre.at)
        assert len(told("config.staff.taken_on")) == 1


def test_the_secret_of_a_second_factor_rests_encrypted(centre, superuser):
    operator = centre.operator()
    (kept,) = superuser.execute("SELECT data::text FROM mfa_authenticator").fetchone()
    assert operator.secret not in kept
    assert operator.log_in(then=OFFICE)["Location"] == OFFICE


def test_guessing_codes_is_stopped(centre):
    # Given somebody who knows the password but has no telephone
    operator = centre.operator()
    answer = operator.browser.post(
        "/account/login/", {"login": operator.login, "password": PASSWORD}
    )

    # When they try codes
    for number in range(6):
        answer = operator.browser.post("/account/mfa/authenticate/", {"code": f"00000{number}"})

    # Then the sixth is not even looked at
    assert "Too many failed login attempts" in answer.content.decode()
