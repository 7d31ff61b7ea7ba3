"""Who calls the API in a test: a signed-in person, or a program with a token."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    get_user_model,
)
from django.http import HttpResponse
from django.test import Client

from headrace.kit.ids import new_id
from headrace.parties import queries as parties


class Caller:
    """Speaks JSON with the API; `get` and `post` expect to be answered, `ask` and `send` do not."""

    def __init__(self, browser: Client, **headers: str) -> None:
        self.browser = browser
        self.headers = headers

    @classmethod
    def signed_in(cls, login: str) -> "Caller":
        """The session of a person, as the log-in page leaves it."""
        browser = Client(raise_request_exception=False)
        person = get_user_model().objects.get(pk=parties.person_of_login(login))
        session = browser.session
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        return cls(browser)

    @classmethod
    def nobody(cls) -> "Caller":
        return cls(Client(raise_request_exception=False))

    def ask(self, path: str, query: dict[str, Any] | None = None, **headers: str) -> HttpResponse:
        return self.browser.get(f"/api{path}", query, headers=self.headers | headers)

    def send(
        self,
        path: str,
        body: Any = None,
        *,
        key: UUID | None = None,
        content_type: str = "application/json",
        **headers: str,
    ) -> HttpResponse:
        """Post a body under a key, a fresh one if none is given."""
        named = {"Idempotency-Key": str(key or new_id())}
        return self.browser.post(
            f"/api{path}",
            {} if body is None else body,
            content_type=content_type,
            headers=self.headers | named | headers,
        )

    def get(self, path: str, **query: Any) -> Any:
        answer = self.ask(path, query)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def post(self, path: str, body: Any = None, *, key: UUID | None = None) -> Any:
        answer = self.send(path, body, key=key)
        assert answer.status_code in (200, 201, 204), answer.content.decode()
        return answer.json() if answer.content else None

    def made(self, path: str, body: Any = None, *, key: UUID | None = None) -> str:
        """Post and return the id of what was made or changed."""
        return self.post(path, body, key=key)["id"]


def refusal(answer: HttpResponse, status: int, code: str) -> dict[str, Any]:
    """Return a problem document, which must be one of this status and kind, in both languages."""
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content[:300]
    problem = answer.json()
    assert (problem["status"], problem["type"]) == (status, f"/problems/{code}"), problem
    assert answer.status_code == status
    english, chinese = (problem["translations"][code] for code in ("en", "zh-hans"))
    for part in ("title", "detail"):
        assert english[part]
        assert chinese[part] != english[part]
    return problem
