"""A founded centre and people who visit its pages with a browser, as far as a client is one."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from headrace.config.office import staff
from headrace.parties import queries, services
from tests.parties.conftest import SET_UP, Town, founded

PASSWORD = "mist over the weir"
OFFICE = "/office/"


@dataclass
class Visitor:
    """Somebody with a browser; `secret` is in the app on the telephone."""

    login: str
    secret: str = ""
    browser: Client = field(default_factory=Client)

    def log_in(self, then: str = "", password: str = PASSWORD) -> HttpResponse:
        """Give name and password, and a code if one is asked for."""
        said = {"login": self.login, "password": password, "next": then}
        answer = self.browser.post("/account/login/", said)
        if answer.status_code == 302 and "authenticate" in answer["Location"]:
            return self.browser.post(answer["Location"], {"code": self.code()})
        return answer

    def code(self) -> str:
        """The number that the telephone shows; the centre takes each only once."""
        cache.clear()
        counter = next(iter(totp.yield_hotp_counters_from_time()))
        return totp.format_hotp_value(totp.hotp_value(self.secret, counter))

    def set_up_second_factor(self) -> HttpResponse:
        """Scan the code of the page, as it asks: after the password once more."""
        page = "/account/mfa/totp/activate/"
        self.browser.post("/account/reauthenticate/", {"password": PASSWORD, "next": page})
        shown = self.browser.get(page).content.decode()
        self.secret = re.search(r"\b[A-Z2-7]{32}\b", shown)[0]
        return self.browser.post(page, {"code": self.code()})

    def enter(self, page: str = OFFICE) -> HttpResponse:
        return self.browser.get(page, follow=True)


@dataclass
class Centre:
    """The centre on a day; everybody has the same password."""

    at: datetime
    town: Town = field(init=False)

    def __post_init__(self) -> None:
        self.town = founded(self.at)

    def person_id(self, login: str) -> UUID:
        return queries.person_of_login(login)

    def visitor(self, login: str) -> Visitor:
        """Somebody who is known here, with a password."""
        services.set_password(
            by=SET_UP, person_id=self.person_id(login), password=PASSWORD, at=self.at
        )
        return Visitor(login)

    def operator(self) -> Visitor:
        """One of the centre's staff whose telephone shows codes."""
        visitor = self.visitor("operator")
        self.give_telephone(visitor)
        staff.take_on(by=SET_UP, person_id=self.person_id("operator"), at=self.at)
        return visitor

    def give_telephone(self, visitor: Visitor) -> None:
        """Let codes be asked of a visitor from now on."""
        visitor.secret = totp.generate_totp_secret()
        totp.TOTP.activate(get_user_model().objects.get(login=visitor.login), visitor.secret)

    def inside(self) -> Client:
        """The browser of an operator who is in the office."""
        operator = self.operator()
        operator.log_in(then=OFFICE)
        return operator.browser
