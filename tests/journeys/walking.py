"""A visitor with a browser: sits down at desks of the running town, reads, clicks, looks around."""

import re
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from playwright.sync_api import Browser, BrowserContext, Page, expect

PATIENCE_MS = 15_000
PHONE, DESK = 360, 1280


class Visitor:
    """One visitor; each seat has a browser context of its own, as if on its own machine."""

    def __init__(self, browser: Browser, address: str, pictures: Path, language: str) -> None:
        self._browser = browser
        self._address = address
        self._pictures = pictures
        self._language = language
        self._contexts: list[BrowserContext] = []

    def sit(self, login: str, *, width: int = DESK, dark: bool = False) -> Page:
        """Take a seat from the chooser, without a password, and land on its desk."""
        context = self._browser.new_context(
            viewport={"width": width, "height": 900},
            locale=self._language,
            color_scheme="dark" if dark else "light",
        )
        context.set_default_timeout(PATIENCE_MS)
        self._contexts.append(context)
        page = context.new_page()
        page.goto(f"{self._address}/town/")
        page.locator(f"button[name=login][value='{login}']").click()
        page.wait_for_load_state()
        return page

    def go(self, page: Page, path: str) -> None:
        """Open an address of the centre; every page must come."""
        answer = page.goto(self._address + path)
        assert answer is not None
        assert answer.status == 200, (path, answer.status)

    def picture(self, page: Page, name: str) -> None:
        """Keep a picture, and see that nothing must be scrolled sideways to be read."""
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{name} is {wide} px too wide"
        page.screenshot(path=self._pictures / f"{name}.png", full_page=True)

    def press(self, page: Page, words: str) -> None:
        """Press what bears these words, and in the dialogue that opens, the button that acts."""
        page.get_by_text(re.compile(words)).locator("visible=true").first.click()
        page.wait_for_load_state()
        confirm = page.locator("dialog[open] button[type=submit], dialog[open] form button")
        if confirm.count():
            confirm.first.click()
            page.wait_for_load_state()

    def leave(self) -> None:
        """Close every seat."""
        for each in self._contexts:
            each.close()


def title(page: Page) -> str:
    """Return the page's finding."""
    return page.locator("h1").first.inner_text()


def wait_for(page: Page, what: Callable[[], bool]) -> None:
    """Reload a page until it says what is awaited: the worker reacts after the commit."""
    patience = monotonic() + PATIENCE_MS / 1000
    while not what():
        assert monotonic() < patience, f"still: {title(page)}"
        page.wait_for_timeout(500)
        page.reload()


def expect_words(page: Page, words: str) -> None:
    """The page shows these words somewhere."""
    expect(page.locator("main").get_by_text(re.compile(words)).first).to_be_visible()
