"""
The journey by hand: owner, two people of the bank and the supervisor, each in a real Chromium.

The town is the real thing: `./run up` in a folder of its own, with its own PostgreSQL, worker and
pretend bank. With HEADRACE_PICTURES=DIR the pictures are kept there; the README's come from here.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.walking import PHONE, Visitor, expect_words, title, wait_for

pytestmark = pytest.mark.browser

_UP_SECONDS = 240
_CHROMIUM = "/usr/bin/chromium"
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Names of packs and of foreign law stay as they are.
_ENGLISH_LEFT = re.compile(r"\b(?!CURRENT|USURY|CENTRE|HR|[a-f]+\b)[A-Za-z]{4,}\b")


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """A town of its own, started by the one command and stopped by a signal."""
    home = tmp_path_factory.mktemp("town")
    home.chmod(0o711)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "HEADRACE_HOME": str(home), "DATABASE_URL": ""}
    for name in ("HEADRACE_DATABASE_NAME", "HEADRACE_TEST_SERVER"):
        environment.pop(name, None)
    with (home / "up.log").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "headrace", "up", "--port", str(port)],
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
        )
    try:
        _wait_until_up(process, home / "up.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _wait_until_up(process: "subprocess.Popen[bytes]", log: Path) -> None:
    patience = time.monotonic() + _UP_SECONDS
    while "Headrace serves at" not in log.read_text():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < patience, log.read_text()
        time.sleep(0.2)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_QUIET))
        yield started
        started.close()


@pytest.fixture(scope="module")
def pictures(tmp_path_factory) -> Path:
    given = os.environ.get("HEADRACE_PICTURES")
    folder = Path(given) if given else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def visitor(browser, address, pictures) -> Iterator[Visitor]:
    someone = Visitor(browser, address, pictures, "en-US")
    yield someone
    someone.leave()


@pytest.fixture
def chinese(browser, address, pictures) -> Iterator[Visitor]:
    someone = Visitor(browser, address, pictures, "zh-CN")
    yield someone
    someone.leave()


def test_an_owner_chooses_signs_draws_and_the_money_arrives(visitor):
    # Given the owner of a workshop with two offers on the table
    owner = visitor.sit("owner7")
    visitor.picture(owner, "owner-home")
    visitor.press(owner, "^Compare 2 offers")
    visitor.picture(owner, "owner-offers")

    # When she chooses the cheapest, and signs what was drawn up
    visitor.press(owner, "^Choose this offer")
    visitor.go(owner, "/owner/contract/")
    wait_for(owner, lambda: title(owner).startswith("Read and sign"))
    visitor.press(owner, "^Sign for ¥410,000")
    assert title(owner) == "You have signed for ¥410,000"

    # And the bank's second person signs too
    checker = visitor.sit("loan.checker")
    visitor.press(checker, "^Shuanghe Mould")
    visitor.press(checker, "^Open the agreement")
    visitor.press(checker, "^Sign")

    # Then she can ask for the money, to the firm's own account
    visitor.go(owner, "/owner/contract/")
    wait_for(owner, lambda: owner.locator("input[name=account]").count() > 0)
    owner.locator("input[name=account]").fill("6214000000000006")
    owner.locator("form:has(input[name=account]) button").first.click()
    owner.wait_for_load_state()

    # And when the bank's key and the custodian's have turned, it is in her account
    visitor.go(checker, "/bank/keys/")
    visitor.press(checker, "^Release ¥410,000.00")
    visitor.go(owner, "/owner/")
    wait_for(owner, lambda: "in your account" in owner.locator("main").inner_text())
    visitor.go(owner, "/owner/contract/")
    wait_for(owner, lambda: owner.locator("svg").count() > 1)
    visitor.picture(owner, "owner-contract")


def test_a_late_owner_pays_what_is_missing_on_a_phone_in_chinese(chinese):
    # Given an owner who fell short in November
    owner = chinese.sit("owner2", width=PHONE)
    chinese.go(owner, "/owner/contract/")
    assert "还欠" in title(owner)
    chinese.picture(owner, "owner-contract-phone-zh")

    # When his bank pays what is missing
    chinese.press(owner, "现在.*支付|让我的银行")

    # Then nothing is missing any more
    wait_for(owner, lambda: "还欠" not in title(owner))


def test_an_owner_asks_in_three_questions(visitor):
    owner = visitor.sit("owner2", width=PHONE)
    visitor.go(owner, "/owner/ask/")
    visitor.picture(owner, "owner-ask-phone")

    owner.locator("input[name=amount]").fill("-5")
    owner.locator("main form button.filled").first.click()
    owner.wait_for_load_state()

    # What was typed stays, and the fault is named at the field
    assert owner.locator("input[name=amount]").input_value() == "-5"
    assert owner.locator("[role=alert], .field-error, .errors").count()


def test_a_bank_decides_with_two_people_and_not_above_the_ceiling(visitor):
    # Given a file on the loan officer's desk
    officer = visitor.sit("loan")
    visitor.picture(officer, "bank-queue")
    visitor.press(officer, "^Tongqiao Bamboo")
    visitor.picture(officer, "bank-dossier")

    # When he asks more than the ceiling allows, the refusal names rule, value, date and source
    officer.locator("input[name=rate]").fill("36")
    visitor.press(officer, "^Make this offer")
    expect_words(officer, "ceiling")
    assert officer.locator("input[name=rate]").input_value() == "36"

    # And at an ordinary price it goes to the second person, who is not he
    officer.locator("input[name=rate]").fill("5.4")
    visitor.press(officer, "^Make this offer")
    checker = visitor.sit("loan.checker")
    visitor.press(checker, "^Tongqiao Bamboo")
    visitor.press(checker, "^Approve and set")
    visitor.go(checker, "/bank/")
    expect_words(checker, "The firm chooses")


def test_a_supervisor_freezes_verifies_and_reads_the_rules(visitor):
    officer = visitor.sit("supervisor")
    visitor.picture(officer, "supervisor-console")
    visitor.go(officer, "/supervisor/audit/")
    visitor.press(officer, "^Verify")
    expect_words(officer, "(no fault|nothing was touched|Every|untouched|intact|as (it|they) w)")
    visitor.picture(officer, "supervisor-audit")
    for path in ("/supervisor/alerts/", "/supervisor/freeze/", "/supervisor/rules/"):
        visitor.go(officer, path)


def test_an_auditor_can_change_nothing(visitor):
    auditor = visitor.sit("auditor")
    visitor.go(auditor, "/supervisor/freeze/")

    acts = [each.inner_text() for each in auditor.locator("main form [type=submit]").all()]

    assert not [words for words in acts if re.search("[Ff]reeze|[Ll]ift", words)]


@pytest.mark.parametrize(
    ("login", "paths"),
    [
        (
            "owner8",
            ["/owner/", "/owner/ask/", "/owner/offers/", "/owner/contract/", "/owner/help/"],
        ),
        ("loan", ["/bank/", "/bank/files/", "/bank/portfolio/", "/bank/keys/"]),
        (
            "supervisor",
            ["/supervisor/", "/supervisor/alerts/", "/supervisor/freeze/", "/supervisor/audit/"],
        ),
    ],
)
def test_every_desk_speaks_chinese_on_a_dark_phone(chinese, login, paths):
    page = chinese.sit(login, width=PHONE, dark=True)
    for path in paths:
        chinese.go(page, path)
        chinese.picture(page, f"zh-{login}{path.replace('/', '-').rstrip('-')}")

        words = set(_ENGLISH_LEFT.findall(page.locator("body").inner_text()))

        assert not words, (path, words)


def test_another_partys_page_is_not_found(visitor):
    owner = visitor.sit("owner8")
    visitor.go(owner, "/owner/contract/")
    theirs = owner.url
    other = visitor.sit("owner2")

    answer = other.goto(theirs)

    assert answer is not None
    assert answer.status == 404
