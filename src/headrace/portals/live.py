"""
Pages that follow what happens while they stand open.

A page says on what its rows depend, by the rights with which it was just read; the live stream then
tells it that something changed, and htmx asks for the page's parts again, by the rights of then.
"""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote, urlsplit

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from headrace.kit import tickets

_FRAME: Final = ("part-day", "live-ticket")
WHOLE: Final = ("part-head", "part-turn", "part-strip", "part-content")
"""The parts of a page that has no form a person types into."""


@dataclass(frozen=True, slots=True)
class Feed:
    """
    What a page needs to follow.

    `stream` is the address of its events, `marks` tells whether it watches something new,
    `fragments` are the parts that are asked for again.
    """

    stream: str
    marks: str
    fragments: str


class LivePage:
    """A page that is about to be read: made before its first query, so that nothing is missed."""

    def __init__(self, request: HttpRequest, name: str) -> None:
        self._request, self._name, self._since = request, name, time.time()

    @property
    def is_refresh(self) -> bool:
        """Whether an open page asks for its parts again, rather than a person for the page."""
        return self._request.headers.get("HX-Trigger") == "live"

    def render(
        self,
        template: str,
        context: Mapping[str, Any],
        *,
        watched: Collection[str] | None,
        parts: Collection[str] = WHOLE,
        status: int = 200,
    ) -> HttpResponse:
        """
        Show the page; without a live stream it is as fresh as its last load.

        :param watched: words of `kit.tickets` on which its rows depend; None for everything
        :param parts: ids of what is asked for again
        """
        feed = self._feed(watched, parts)
        page = render(self._request, template, {**context, "live": feed}, status=status)
        if feed is None or not urlsplit(feed.stream).netloc:
            return page
        source = feed.stream.partition("?")[0]
        allowed = csp_update({"connect-src": [SELF, source]})
        answer: HttpResponseBase = allowed(lambda _request: page)(self._request)
        assert isinstance(answer, HttpResponse)
        return answer

    def _feed(self, watched: Collection[str] | None, parts: Collection[str]) -> Feed | None:
        session, address = self._request.session.session_key, _address(self._request)
        if not session or not address:
            return None
        ticket = tickets.issue(self._name, session, watched, self._since)
        words = "everything" if watched is None else ",".join(sorted(set(watched)))
        return Feed(
            stream=f"{address}?ticket={quote(ticket)}",
            marks=sha256(f"{session}/{words}".encode()).hexdigest()[:16],
            fragments=",".join(f"#{each}" for each in (*_FRAME, *parts)),
        )


def _address(request: HttpRequest) -> str:
    if settings.HEADRACE_LIVE_URL:
        return str(settings.HEADRACE_LIVE_URL)
    if not settings.HEADRACE_LIVE_PORT:
        return ""
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    name = f"[{host}]" if ":" in host else host
    return f"{request.scheme}://{name}:{settings.HEADRACE_LIVE_PORT}/live/"
