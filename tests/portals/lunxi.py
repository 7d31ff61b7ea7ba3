"""The seeded demo town for tests of pages, and its people at their browsers."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    get_user_model,
)
from django.test import Client, override_settings

from headrace.config import settings as installed
from headrace.gateways.mock_bank import MockBank
from headrace.simulation import seeding
from headrace.simulation.plan import FIRST_DAY, load
from headrace.simulation.town import Town

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_LETTERS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.S)
_DOCUMENT = re.compile(r'<div class="agreement-text.*?</div>', re.S)
_KEY = re.compile(r'name="key" value="([0-9a-f-]{36})"')


@contextmanager
def opened(home: Path) -> Iterator[Town]:
    """Let a whole demo town stand on its day, with its pretend bank."""
    first = installed._PACKAGE / "portals" / "templates"
    engine = {**settings.TEMPLATES[0], "DIRS": [first, *settings.TEMPLATES[0]["DIRS"]]}
    bank = MockBank.start(home / "bank", on=FIRST_DAY)
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(
        HEADRACE_HOME=home,
        DEMO=True,
        PASSWORD_HASHERS=hashers,
        ROOT_URLCONF="tests.portals.town_urls",
        TEMPLATES=[engine],
    ):
        yield seeding.seed(home, "reed-mill-lantern-42", load().opens_at, lambda words: None)
    bank.stop()


def browser(login: str = "", language: str = "en") -> Client:
    """Return a browser in which a person is logged in."""
    client = Client()
    client.cookies["django_language"] = language
    if login:
        person = get_user_model().objects.get(login=login)
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = _BACKEND
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def text_of(answer) -> str:
    """The words of a page without its marks, and without the agreement, whose words are law's."""
    plain = _LETTERS.sub(" ", _DOCUMENT.sub(" ", answer.content.decode()))
    return re.sub(r"[\s\u00a0]+", " ", unescape(plain))


def key_in(answer) -> str:
    """The key that the page's forms carry."""
    found = _KEY.search(answer.content.decode())
    assert found, "the page has no form with a key"
    return found.group(1)
