"""The back office in a real Chromium: under its policy every script runs and nothing is blocked."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from headrace.kit.actors import CENTRE
from tests.config.people import PASSWORD, Centre, Visitor

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
PAGES = [
    "",
    "parked/",
    "parties/organisation/",
    f"parties/organisation/{CENTRE}/change/",
    "market/demand/?q=none",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


@pytest.fixture
def operator(committed, at) -> Visitor:
    return Centre(at).operator()


@pytest.fixture
def served(operator) -> Iterator[str]:
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


@pytest.fixture
def page(served, monkeypatch) -> Iterator[Page]:
    # The driver keeps an event loop in this thread; Django would take that for async code.
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser.new_page(viewport={"width": 1280, "height": 900})
        browser.close()


def test_every_page_runs_and_nothing_is_blocked_or_asked_of_others(page, served, operator):
    # Given an operator who logs in with password and code, by the product's own pages
    page.goto(f"{served}/office/")
    page.fill("[name=login]", operator.login)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.fill("[name=code]", operator.code())
    page.press("[name=code]", "Enter")
    page.wait_for_url(f"{served}/office/")

    # When they walk through the office
    complaints: list[str] = []
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    for each in PAGES:
        page.goto(f"{served}/office/{each}", wait_until="networkidle")

    # Then no script failed, nothing was blocked, and nobody outside was asked
    assert complaints == []
    assert {url for url in asked if not url.startswith(served)} == set()
