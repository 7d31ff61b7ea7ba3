"""Logging in by name and password, and the door that stays shut after too many wrong guesses."""

import subprocess
import sys
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from headrace.config.errands import environment_with
from headrace.config.home import repository
from headrace.parties import services
from tests.config.people import PASSWORD, Centre
from tests.parties.conftest import SET_UP, new_code, yuan


@pytest.fixture
def centre(committed, at):
    return Centre(at)


@pytest.fixture
def visitor(centre):
    return centre.visitor("operator")


def firm(login: str, at: datetime) -> dict[str, object]:
    return {
        "key": uuid4(),
        "by": SET_UP,
        "name": "宁渡精密阀门有限公司",
        "kind": "company",
        "uscc": new_code(),
        "district": "330282",
        "industry": "manufacturing",
        "staff": 45,
        "revenue": yuan(18_000_000),
        "person_login": login,
        "person_name": "陈晓",
        "at": at,
    }


def guesses(login: str, number: int, browser: Client, **said: str) -> list[int]:
    told = {"login": login, "password": "wrong"}
    return [browser.post("/account/login/", told, headers=said).status_code for _ in range(number)]


class TestLoggingIn:
    def test_with_the_right_password_leads_on(self, visitor):
        assert visitor.log_in(then="/alive")["Location"] == "/alive"
        assert "_auth_user_id" in visitor.browser.session

    def test_with_a_wrong_password_does_not(self, visitor):
        assert visitor.log_in(password="dry river bed").status_code == 200
        assert "_auth_user_id" not in visitor.browser.session

    def test_lasts_a_working_day_and_no_longer_than_the_browser(self, visitor, settings):
        answer = visitor.log_in()
        assert answer.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""
        assert timedelta(hours=8) < timedelta(seconds=settings.SESSION_COOKIE_AGE)
        assert timedelta(seconds=settings.SESSION_COOKIE_AGE) < timedelta(hours=12)

    @pytest.mark.parametrize("spelling", ["Operator", "OPERATOR"])
    def test_takes_the_name_as_it_was_entered_and_no_other(self, visitor, spelling):
        visitor.login = spelling
        assert visitor.log_in().status_code == 200
        assert "_auth_user_id" not in visitor.browser.session

    def test_keeps_two_names_apart_that_differ_in_a_capital(self, centre, visitor):
        # Given somebody else whose name differs in a capital letter
        services.register_organisation(**firm("Operator", centre.at))
        other = centre.visitor("Operator")

        # When both log in, then each is in under the own name
        for each in (visitor, other):
            each.log_in()
            assert each.browser.session["_auth_user_id"] == str(centre.person_id(each.login))

    def test_leads_nobody_to_another_site(self, visitor):
        assert visitor.log_in(then="https://elsewhere.example/")["Location"] == "/"


class TestTheLockout:
    def test_says_for_how_long_and_what_to_do(self, visitor):
        # Given four wrong guesses, which are only wrong
        assert guesses(visitor.login, 4, visitor.browser) == [200] * 4

        # When a fifth follows
        answer = visitor.log_in(password="wrong")

        # Then the page says why the door is shut, for how long, and what to do
        assert (answer.status_code, answer["Retry-After"]) == (429, "900")
        words = answer.content.decode()
        assert "given 5 times" in words
        assert "Wait 15 minutes" in words
        assert "/account/login/" in words

    def test_speaks_chinese(self, visitor):
        visitor.browser.cookies["django_language"] = "zh-hans"
        guesses(visitor.login, 4, visitor.browser)
        assert "请等待 15 分钟" in visitor.log_in(password="wrong").content.decode()

    def test_holds_against_the_right_password_too(self, visitor):
        guesses(visitor.login, 5, visitor.browser)
        assert visitor.log_in(password=PASSWORD).status_code == 429

    def test_is_not_evaded_by_spelling_or_by_another_browser(self, visitor):
        guesses("Operator", 2, Client())
        guesses(" operator", 2, Client())
        assert guesses("OPERATOR", 1, Client()) == [429]

    def test_shuts_nobody_else_out(self, centre, visitor):
        guesses(visitor.login, 5, visitor.browser)
        assert centre.visitor("supervisor").log_in().status_code == 302

    def test_believes_no_address_that_the_caller_makes_up(self, visitor):
        for number in range(5):
            answer = guesses(
                visitor.login, 1, Client(), **{"X-Forwarded-For": f"203.0.113.{number}"}
            )
        assert answer == [429]

    def test_counts_by_the_address_that_a_trusted_proxy_saw(self, visitor, settings):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        guesses(visitor.login, 5, Client(), **{"X-Forwarded-For": "203.0.113.7"})
        elsewhere = {"X-Forwarded-For": "203.0.113.7, 198.51.100.9"}
        assert guesses(visitor.login, 1, Client(), **elsewhere) == [200]


class TestBehindTls:
    def test_nothing_is_left_to_warn_of(self):
        checked = subprocess.run(
            [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
            env=environment_with({"HEADRACE_TLS": "1"}),
            cwd=repository(),
            capture_output=True,
            text=True,
        )
        assert checked.returncode == 0, checked.stderr

    def test_who_watches_the_process_is_not_sent_away(self, client, settings):
        settings.SECURE_SSL_REDIRECT = True
        assert client.get("/alive").status_code == 200
        assert client.get("/account/login/").status_code == 301
