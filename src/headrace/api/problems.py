"""
Refusals as problem documents (RFC 9457), in the reader's language and in the other one.

`detail` says what is wrong, `remedy` what would put it right, `field` which input is at fault.
"""

import json
import logging
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext, override
from ninja.errors import AuthenticationError, HttpError, ValidationError

from headrace.kit.errors import CentreError, Malformed, N_, NotAdmitted, NotFound
from headrace.kit.ids import new_id

_log = logging.getLogger(__name__)
_CONTENT_TYPE = "application/problem+json"


class SignInNeeded(NotAdmitted):
    """Nobody is signed in, or the token has ended."""

    status = 401
    title = N_("Sign in first")
    message = N_("This address is for signed-in parties.")
    remedy = N_("Sign in, or send a valid access token.")


class FieldsMalformed(Malformed):
    """One or more fields do not have the form the API describes."""

    message = N_("These fields are not of the right form: {fields}.")
    remedy = N_("Compare them with the description of the address in the API document.")


class ServiceFault(CentreError):
    """Something of ours failed; it was logged with the reference."""

    status = 500
    title = N_("Something of ours failed")
    message = N_("Nothing was half-done. Our reference is {reference}.")
    remedy = N_("Try again in a moment; if it stays, tell us the reference.")


def document(error: CentreError) -> dict[str, Any]:
    """Return the problem document of an expected refusal."""
    return {
        "type": f"/problems/{error.code()}",
        "status": error.status,
        **_words(error, get_language() or "en"),
        "field": error.field,
        **{name: _plain(each) for name, each in error.facts.items()},
        "translations": {code: _words(error, code) for code, _ in settings.LANGUAGES},
    }


def answer(error: CentreError) -> HttpResponse:
    """Return the problem document as a response."""
    body = json.dumps(document(error), ensure_ascii=False)
    return HttpResponse(body, content_type=_CONTENT_TYPE, status=error.status)


def refused(_request: HttpRequest, error: CentreError) -> HttpResponse:
    """Answer an expected refusal."""
    return answer(error)


def not_signed_in(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Answer one who is not signed in."""
    return answer(SignInNeeded())


def malformed(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer a payload that does not fit the schema: every field by its path."""
    faults = [
        {"field": ".".join(str(part) for part in each["loc"][1:]), "fault": each["msg"]}
        for each in error.errors
    ]
    names = ", ".join(dict.fromkeys(each["field"] for each in faults))
    first = faults[0]["field"] if faults else ""
    return answer(FieldsMalformed(field=first, fields=names, faults=faults))


def out_of_order(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what the framework itself refuses, such as a body that is no JSON."""
    if error.status_code == NotFound.status:
        return answer(NotFound())
    return answer(FieldsMalformed(field="body", fields="body", faults=[str(error)]))


def faulty(_request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer a fault of ours without telling of its inside; the log has the trace."""
    reference = new_id().hex[-8:]
    _log.error("fault %s", reference, exc_info=error)
    return answer(ServiceFault(reference=reference))


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
