"""
Refusals as problem documents (RFC 9457), in the reader's language and in the other one.

`detail` says what is wrong, `remedy` what would put it right, `field` which input is at fault.
"""

import json
import logging
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext, override
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from tenor.dates import DateError
from tenor.money import MoneyError
from tenor.rates import RateError
from tenor.schedule import BadTerms

from headrace.kit.errors import N_, CentreError, Malformed, NotAdmitted, NotFound
from headrace.kit.ids import new_id

_log = logging.getLogger(__name__)
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


def handle_in(api: NinjaAPI) -> None:
    """Let the API answer everything that is raised in it with a problem document."""
    api.exception_handler(CentreError)(_refused)
    api.exception_handler(AuthenticationError)(_not_signed_in)
    api.exception_handler(ValidationError)(_malformed)
    api.exception_handler(HttpError)(_out_of_order)
    api.exception_handler(Http404)(_nothing_here)
    api.exception_handler(RequestDataTooBig)(_too_large)
    for impossible in (MoneyError, RateError, BadTerms, DateError):
        api.exception_handler(impossible)(_impossible)
    api.exception_handler(Exception)(_faulty)


def _refused(_request: HttpRequest, error: CentreError) -> HttpResponse:
    return answer(error)


def _not_signed_in(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return answer(SignInNeeded())


def _malformed(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A fault whose type is the code of a problem is answered with that problem."""
    known = kinds()
    for each in error.errors:
        if each["type"] in known:
            return answer(known[each["type"]](field=_path(each), **each.get("ctx", {})))
    faults = [{"field": _path(each), "fault": each["msg"]} for each in error.errors]
    names = ", ".join(dict.fromkeys(each["field"] for each in faults))
    return answer(FieldsMalformed(field=faults[0]["field"], fields=names, faults=faults))


def _out_of_order(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework refuses itself: a body it cannot read, a session without its token."""
    if isinstance(error.__cause__, CentreError):
        return answer(error.__cause__)
    if error.status_code == CrossSiteRefused.status:
        return answer(CrossSiteRefused())
    return answer(FieldsMalformed(field="body", fields="body", faults=[str(error)]))


def _nothing_here(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return answer(NotFound())


def _too_large(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return answer(BodyTooLarge(field="body", limit_bytes=settings.DATA_UPLOAD_MAX_MEMORY_SIZE))


def _impossible(_request: HttpRequest, error: Exception) -> HttpResponse:
    """The mathematics refused; the trace is logged, in case the figures were ours."""
    _log.warning("figures refused", exc_info=error)
    return answer(FiguresImpossible(reason=str(error)))


def _faulty(_request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer a fault of ours without telling of its inside; the log has the trace."""
    reference = new_id().hex[-8:]
    _log.error("fault %s", reference, exc_info=error)
    return answer(ServiceFault(reference=reference))


def _family(kind: type[CentreError]) -> Iterator[type[CentreError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _family(each)


def _path(fault: dict[str, Any]) -> str:
    """Name a field as its sender does: without `body` and our own name for the whole body."""
    where, *names = (str(part) for part in fault["loc"])
    inside = names[1:] if where == "body" else names
    return ".".join(inside) or "body"


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
