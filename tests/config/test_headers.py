"""What every answer carries."""

import pytest


@pytest.fixture
def answer(client, db):
    return client.get("/alive")


def test_nothing_inline_and_nothing_foreign_may_run(answer):
    policy = dict(
        each.strip().split(" ", 1) for each in answer["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_browsers_are_told_to_be_careful(answer, header, value):
    assert answer[header] == value


def test_cookies_are_closed_to_scripts_and_to_other_sites(settings):
    for name in ("SESSION", "CSRF", "LANGUAGE"):
        assert getattr(settings, f"{name}_COOKIE_HTTPONLY") is True
        assert getattr(settings, f"{name}_COOKIE_SAMESITE") == "Lax"


def test_passwords_are_hashed_with_argon2(settings):
    assert "argon2" in settings.PASSWORD_HASHERS[0].lower()


def test_lockout_is_counted_where_all_processes_see_it(settings):
    assert settings.CACHES[settings.AXES_CACHE]["BACKEND"].endswith("db.DatabaseCache")
