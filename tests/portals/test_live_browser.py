"""
A page in a real Chromium beside a real live stream: a change is seen, and a cut loses none.

Skipped by name where no Chromium is installed.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.db import connection
from django.test import override_settings
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from headrace.kit import clock, delivery, journal
from headrace.kit.actors import Actor
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction
from headrace.parties import queries as parties
from headrace.supervision import queries
from headrace.supervision import services as supervision
from tests.portals.lunxi import browser as logged_in
from tests.portals.test_browser import ARGUMENTS, CHROMIUM

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("lunxi"),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
FEW_SECONDS = 15_000


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def stream(port: int, pages_port: int) -> Iterator[None]:
    """Serve the live stream as `up` does, beside the test's own pages."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "headrace.config.settings",
        "HEADRACE_DATABASE_NAME": connection.settings_dict["NAME"],
        "HEADRACE_PAGES_PORT": str(pages_port),
    }
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(port)]
    command += ["--workers-kill-timeout", "1", "headrace.config.live.asgi:application"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait(20)


def wait_for(port: int) -> None:
    patience = time.monotonic() + 20
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < patience, "the live stream never came"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def ports(lunxi) -> Iterator[tuple[str, int, int]]:
    with override_settings(HEADRACE_LIVE_PORT=free_port()):
        from django.conf import settings

        served = LiveServer("127.0.0.1")
        yield served.url, int(served.url.rpartition(":")[2]), settings.HEADRACE_LIVE_PORT
        served.stop()


@pytest.fixture
def console(ports) -> Iterator:
    """The supervisor's screen, before its stream was ever there."""
    url, _, _ = ports
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    session = logged_in("supervisor").cookies["sessionid"].value
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
        yield context.new_page()
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def close_one() -> int:
    """Close an alert; return how many are open afterwards, as the screen then shows."""
    officer = parties.actor_of(parties.person_of_login("supervisor"), at=clock.now())
    first, *rest = queries.alerts(officer)
    supervision.close_alert(
        key=uuid4(), by=officer, alert_id=first.id, note="Looked into with the bank", at=clock.now()
    )
    return len(rest)


def test_a_change_is_on_the_screen_and_a_cut_loses_none(ports, console):
    url, pages_port, live_port = ports
    said: list[str] = []
    console.on("console", lambda message: said.append(message.text))

    # Given an open screen that follows
    with stream(live_port, pages_port):
        console.goto(f"{url}/supervisor/")
        console.wait_for_selector("#live[data-state=live]", timeout=FEW_SECONDS)
        console.wait_for_timeout(500)
        assert said == []

        # When something changes, then the row is there without a hand
        shows(console, close_one())

    # When the line is cut, then the page says so
    console.wait_for_selector("#live[data-state=cut]", timeout=FEW_SECONDS)

    # When something changes meanwhile and the line is back, then the row is there
    left = close_one()
    with stream(live_port, pages_port):
        console.wait_for_selector("#live[data-state=live]", timeout=FEW_SECONDS)
        shows(console, left)

        # When the reader pauses, nothing moves; going on makes up for it
        console.get_by_role("button", name="Pause").click()
        tell_anything()
        console.wait_for_timeout(600)
        assert console.locator("#live").get_attribute("data-state") == "paused"
        console.get_by_role("button", name="Go on").click()
        console.wait_for_selector("#live[data-state=live]", timeout=FEW_SECONDS)


def shows(page, still_open: int) -> None:
    page.wait_for_function(
        "words => document.getElementById('part-content').innerText.includes(words)",
        arg=f"of {still_open} open alert",
        timeout=FEW_SECONDS,
    )


def tell_anything() -> None:
    with open_transaction():
        journal.record(
            "kit.tested",
            subject=Subject("thing", uuid4()),
            about=uuid4(),
            by=Actor.system("test"),
            at=clock.now(),
        )
    delivery.deliver_all()
