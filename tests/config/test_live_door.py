"""Who calls for a stream, and whether the page that asks is ours."""

import pytest

from headrace.config.live.door import Caller, caller_of, is_of_ours


def scope(query: str = "", **headers: str) -> dict:
    named = [(name.replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    return {"path": "/live/", "query_string": query.encode(), "headers": named}


def test_a_caller_is_read_from_the_request():
    asked = scope(
        "ticket=abc%3Ad",
        host="127.0.0.1:8001",
        origin="http://127.0.0.1:8000",
        cookie="theme=dark; sessionid=s3",
        last_event_id="e-7",
    )
    assert caller_of(asked, "sessionid") == Caller(
        "/live/", "127.0.0.1:8001", "http://127.0.0.1:8000", "s3", "abc:d", "e-7"
    )


def test_a_caller_who_says_nothing_is_empty():
    assert caller_of(scope(), "sessionid") == Caller("/live/", "", "", "", "", "")


def test_a_cookie_that_cannot_be_read_is_none():
    assert caller_of(scope(cookie="a=\x01; ]["), "sessionid").session == ""


@pytest.mark.parametrize(
    ("host", "origin", "ours"),
    [
        ("127.0.0.1:8001", "http://127.0.0.1:8000", True),
        ("localhost:8001", "http://localhost:8000", True),
        ("[::1]:8001", "http://[::1]:8000", True),
        ("127.0.0.1:8001", "", True),
        ("centre.example", "https://centre.example", True),
        ("127.0.0.1:8001", "http://localhost:8000", False),
        ("127.0.0.1:8001", "http://127.0.0.1:9000", False),
        ("127.0.0.1:8001", "https://elsewhere.example", False),
        ("127.0.0.1:8001", "null", False),
    ],
)
def test_a_page_of_ours_has_our_host_and_the_pages_port(host, origin, ours):
    assert is_of_ours(Caller("/live/", host, origin, "", "", ""), 8000) is ours
