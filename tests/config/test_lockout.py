"""Whom the lockout counts: names however they are spelled, addresses that a proxy vouches for."""

import pytest
from django.test import RequestFactory

from headrace.config import lockout


@pytest.fixture
def request_of():
    def made(login: str = "", **headers: str):
        return RequestFactory().post("/account/login/", {"login": login}, headers=headers)

    return made


@pytest.mark.parametrize("spelled", ["mill", "Mill", " MILL ", "mill\t"])
def test_a_name_is_counted_once_however_it_is_spelled(request_of, spelled):
    assert lockout.login_of(request_of(spelled)) == "mill"


def test_the_name_that_was_tried_goes_before_the_form(request_of):
    assert lockout.login_of(request_of("form"), {"username": "Tried"}) == "tried"
    assert lockout.login_of(request_of("form"), {}) == "form"


def test_no_name_at_all_is_counted_as_none(request_of):
    assert lockout.login_of(request_of()) == ""


@pytest.mark.parametrize(("proxies", "address"), [(0, "127.0.0.1"), (1, "198.51.100.9")])
def test_an_address_is_believed_of_a_trusted_proxy_only(request_of, settings, proxies, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    told = request_of("mill", **{"X-Forwarded-For": "203.0.113.7, 198.51.100.9"})
    assert lockout.address_of(told) == address
