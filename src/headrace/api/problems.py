"""
Refusals as problem documents (RFC 9457), in the reader's language and in the other one.

`detail` says what is wrong, `remedy` what would put it right, `field` which input is at fault.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language, gettext, override
from ninja import Schema
from pydantic_core import PydanticCustomError

from headrace.kit.errors import N_, CentreError, Malformed, NotAdmitted

CONTENT_TYPE = "application/problem+json"


class SignInNeeded(NotAdmitted):
    """Nobody is signed in, or the token has ended."""

    status = 401
    title = N_("Sign in first")
    message = N_("This address is for signed-in parties.")
    remedy = N_("Sign in, or send a valid access token.")


class CrossSiteRefused(NotAdmitted):
    """A browser's session acted without the token that only our own pages hold."""

    message = N_("The request did not come from a page of this centre.")
    remedy = N_("Reload the page, or send the CSRF token with the session.")


class FieldsMalformed(Malformed):
    """One or more fields do not have the form the API describes."""

    message = N_("These fields are not of the right form: {fields}.")
    remedy = N_("Compare them with the description of the address in the API document.")


class FiguresImpossible(Malformed):
    """Figures that are each of the right form and make no sense together."""

    message = N_("No plan can be drawn up from these figures.")
    remedy = N_("Check amounts, currencies, rates and terms against each other.")


class BodyTooLarge(Malformed):
    """The body is longer than the centre reads."""

    status = 413
    message = N_("The body is larger than {limit_bytes} bytes.")
    remedy = N_("Send it in several parts.")


class MethodUnknown(Malformed):
    """The address does not answer this method."""

    status = 405
    message = N_("This address does not answer {method}.")
    remedy = N_("Use one of: {allowed}.")


class ServiceFault(CentreError):
    """Something of ours failed; it was logged with the reference."""

    status = 500
    title = N_("Something of ours failed")
    message = N_("Nothing was half-done. Our reference is {reference}.")
    remedy = N_("Try again in a moment; if it stays, tell us the reference.")


class Words(Schema):
    """What a problem says in one language."""

    title: str
    detail: str
    remedy: str


class Problem(Words):
    """A problem document (RFC 9457); the facts that its sentences name are members beside these."""

    type: str
    status: int
    field: str
    translations: dict[str, Words]


def fault(kind: type[CentreError], **facts: str) -> PydanticCustomError:
    """Return what a validator raises, so that the answer is this problem at the field's path."""
    short = {name: each[:60] for name, each in facts.items()}
    return PydanticCustomError(kind.code(), "refused", short)


def kinds() -> dict[str, type[CentreError]]:
    """Return every kind of problem that this process knows, by its code."""
    return {each.code(): each for each in _family(CentreError)}


def translated(error: CentreError) -> dict[str, dict[str, str]]:
    """Return what a problem says, by language."""
    return {code: _words(error, code) for code, _ in settings.LANGUAGES}


def document(error: CentreError) -> dict[str, Any]:
    """Return the problem document of an expected refusal."""
    return {
        **{name: _plain(each) for name, each in error.facts.items()},
        "type": f"/problems/{error.code()}",
        "status": error.status,
        **_words(error, get_language() or "en"),
        "field": error.field,
        "translations": translated(error),
    }


def answer(error: CentreError) -> HttpResponse:
    """Return the problem document as a response."""
    body = json.dumps(document(error), ensure_ascii=False)
    return HttpResponse(body, content_type=CONTENT_TYPE, status=error.status)


def _family(kind: type[CentreError]) -> Iterator[type[CentreError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _family(each)


def _words(error: CentreError, language: str) -> dict[str, str]:
    with override(language):
        return {
            "title": gettext(error.title),
            "detail": error.explain(gettext),
            "remedy": error.advise(gettext),
        }


def _plain(fact: Any) -> Any:
    if fact is None or isinstance(fact, bool | int | str | list | dict):
        return fact
    return str(fact)
