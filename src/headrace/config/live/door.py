"""Who may open a stream: a page of ours, with a ticket, in a session that stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

PATH: Final = "/live/"


@dataclass(frozen=True, slots=True)
class Caller:
    """What a request for a stream says of itself; `origin` is empty for a page of our own port."""

    path: str
    host: str
    origin: str
    session: str
    ticket: str
    last_id: str


def caller_of(scope: Mapping[str, Any], cookie_name: str) -> Caller:
    """Return who calls; what is missing or cannot be read is empty."""
    headers = {name.decode("latin-1"): text.decode("latin-1") for name, text in scope["headers"]}
    query = parse_qs(scope["query_string"].decode("latin-1"))
    return Caller(
        path=scope["path"],
        host=headers.get("host", ""),
        origin=headers.get("origin", ""),
        session=_cookie(headers.get("cookie", ""), cookie_name),
        ticket=query.get("ticket", [""])[0],
        last_id=headers.get("last-event-id", ""),
    )


def is_of_ours(caller: Caller, pages_port: int) -> bool:
    """Say whether the asking page is ours: of our host, from the pages' port or from our own."""
    if not caller.origin:
        return True
    page, here = urlsplit(caller.origin), urlsplit(f"//{caller.host}")
    if page.hostname != here.hostname:
        return False
    usual = {"http": 80, "https": 443}.get(page.scheme, 0)
    return (page.port or usual) in {pages_port, here.port or usual}


def _cookie(header: str, name: str) -> str:
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return found.value if found else ""
