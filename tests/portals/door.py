"""A person of an office at the door, for tests of the log-in and of what guards it."""

import re
from uuid import uuid4

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user_model
from django.test import Client
from tenor.money import Money

from headrace.kit import clock
from headrace.parties import services as parties
from headrace.simulation.firms import credit_code
from headrace.simulation.founding import SETUP

PASSWORD = "willow-copper-river-77"
LOGIN = "office.viewer"
ENGLISH = re.compile(r"[A-Za-z']{2,}(?: [A-Za-z']{2,}){2,}")


def entered(at):
    """A person of a public office, who can log in by a password."""
    clock.drive(at)
    parties.register_organisation(
        key=uuid4(),
        by=SETUP,
        name="演示金融办",
        kind="government",
        district="990100",
        industry="public_administration",
        staff=9,
        revenue=Money.zero("CNY"),
        uscc=credit_code("an office"),
        person_login=LOGIN,
        person_name="演示人员",
        person_duties=frozenset({"viewer"}),
        at=at,
    )
    found = get_user_model().objects.get(login=LOGIN)
    parties.set_password(by=SETUP, person_id=found.pk, password=PASSWORD, at=at)
    return get_user_model().objects.get(login=LOGIN)


def visitor(language: str = "en") -> Client:
    client = Client()
    client.cookies["django_language"] = language
    return client


def log_in(language: str = "en", password: str = PASSWORD) -> Client:
    client = visitor(language)
    client.post("/account/login/", {"login": LOGIN, "password": password, "next": "/rules/"})
    return client


def proven(language: str = "en") -> Client:
    """Log in, and show once more who one is, as an act on the log-in itself asks for."""
    client = log_in(language)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def guard(person) -> str:
    """Give a person an app and spare codes; return the app's secret."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person, secret)
    RecoveryCodes.activate(person)
    return secret


def code_of(secret: str) -> str:
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def words_of(answer) -> str:
    """The words of the page's own part."""
    body = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    body = re.sub(r"<(script|code)\b.*?</\1>|<[^>]*>", " ", body, flags=re.S)
    return re.sub(r"\s+", " ", body)


def in_the_look_of_the_house(answer) -> None:
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "headrace/tokens.css" in body
    assert len(re.findall(r"<h1", body)) == 1
    assert len(re.findall(r'class="button filled', body)) <= 1
    assert "placeholder=" not in body
    assert " style=" not in body
    assert re.findall(r"<script(?![^>]*\b(?:src=|type=\"application/json\"))", body) == []
