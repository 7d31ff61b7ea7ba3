"""
The pages in a real Chromium: widths, drawings, accessibility, and a second click that does nothing.

Skipped by name where no Chromium is installed.
"""

import os
import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from playwright.sync_api import Browser, Page, Route, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.portals import gallery

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.portals.gallery"),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
PAGES = [f"/gallery/{desk}/{name}/" for desk, names in gallery.PAGES.items() for name in names]
EVERY_PAGE = [*PAGES, "/gallery/public/chooser/", "/gallery/wrong/", "/parts/"]
OVERFLOWING = """() => [...document.querySelectorAll('svg.picture')].flatMap(drawn => {
    const room = drawn.getBoundingClientRect();
    if (!room.width) return [];
    const scale = room.width / drawn.viewBox.baseVal.width;
    return [...drawn.querySelectorAll('text')].filter(line => {
        const box = line.getBoundingClientRect();
        const size = parseFloat(getComputedStyle(line).fontSize) * scale;
        return box.left < room.left - 1 || box.right > room.right + 1 || size < 11.95;
    }).map(line => line.textContent);
})"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # The driver keeps an event loop in this thread; Django would take that for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def server(django_db_setup: None, django_db_blocker) -> Iterator[LiveServer]:
    # These pages only read, so there is nothing to empty after them.
    with django_db_blocker.unblock():
        started = LiveServer("127.0.0.1")
        yield started
        started.stop()


@pytest.fixture
def served(server, settings) -> Iterator[str]:
    processor = "headrace.portals.context.frame"
    options = settings.TEMPLATES[0]["OPTIONS"]
    names = [name for name in options["context_processors"] if name != processor]
    engine = {
        **settings.TEMPLATES[0],
        "OPTIONS": {**options, "context_processors": [*names, processor]},
    }
    with override_settings(TEMPLATES=[engine]):
        yield server.url


def opened(browser: Browser, address: str, width: int, language: str, theme: str = "light") -> Page:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=theme)
    origin = "/".join(address.split("/")[:3])
    context.add_cookies([{"name": "django_language", "value": language, "url": origin}])
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("address", EVERY_PAGE)
@pytest.mark.parametrize(
    ("width", "language", "theme"),
    [(320, "en", "light"), (360, "zh-hans", "dark"), (1280, "en", "dark")],
)
def test_a_page_fits_its_width_its_drawings_can_be_read_and_axe_finds_no_fault(
    served, browser, address, width, language, theme
):
    page = opened(browser, served + address, width, language, theme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(OVERFLOWING) == []
    found = Axe().run(page).response
    assert len(found["passes"]) > 10
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
    page.context.close()


@pytest.mark.parametrize("width", [768, 900, 1000, 1200])
def test_the_widest_pages_fit_between_phone_and_desk(served, browser, width):
    for address in ("/gallery/enterprise/offers/", "/gallery/investor/queue/"):
        page = opened(browser, served + address, width, "en")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OVERFLOWING) == []
        page.context.close()


def test_nothing_is_blocked_by_the_content_policy(served, browser):
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{served}/parts/")
    assert said == []
    page.close()


def test_a_form_is_sent_once_and_its_button_says_so(served, browser):
    page = opened(browser, f"{served}/appearance/", 1280, "zh-hans")
    sent: list[str] = []

    def answer(route: Route) -> None:
        # An answer without content leaves the page standing, so that its button can be read.
        sent.append(route.request.method)
        route.fulfill(status=204)

    page.route("**/appearance/", answer)
    page.locator("main button").dblclick(no_wait_after=True)
    page.wait_for_function("document.querySelector('main button').textContent === '正在发送'")
    assert sent == ["POST"]
    page.context.close()


@pytest.mark.parametrize(
    ("language", "typed", "words", "grouped"),
    [
        ("en", "1200000.50", "1.2 million", "1,200,000.50"),
        ("zh-hans", "985000", "98.5 万", "985,000"),
    ],
)
def test_a_typed_amount_is_read_back_and_grouped(served, browser, language, typed, words, grouped):
    page = opened(browser, f"{served}/parts/", 360, language)
    page.fill("#id_amount", typed)
    assert page.text_content("#id_amount_said").replace("\u00a0", " ") == words
    page.press("#id_amount", "Tab")
    assert page.input_value("#id_amount") == grouped
    page.context.close()


def test_a_dialogue_starts_on_the_way_out_and_escape_closes_it(served, browser):
    page = opened(browser, f"{served}/parts/", 1280, "en")
    page.click("[data-opens]")
    assert page.evaluate("document.activeElement.textContent") == "Not now"
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelector('dialog').open") is False
    page.context.close()


def test_the_first_tab_stop_leads_to_the_content(served, browser):
    page = opened(browser, f"{served}/parts/", 1280, "en")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#page"
    page.context.close()


def test_a_person_s_choice_of_dark_goes_before_the_device(served, browser):
    page = opened(browser, f"{served}/appearance/", 1280, "en")
    page.check("input[value=dark]")
    page.click("main button")
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(13, 25, 30)"
    page.context.close()
