"""Everything that is raised while the API answers becomes a problem document."""

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from tenor.dates import DateError
from tenor.money import MoneyError
from tenor.rates import RateError
from tenor.schedule import BadTerms

from headrace.api.problems import (
    BodyTooLarge,
    CrossSiteRefused,
    FieldsMalformed,
    FiguresImpossible,
    ServiceFault,
    SignInNeeded,
    answer,
    kinds,
)
from headrace.kit.errors import CentreError, NotFound
from headrace.kit.ids import new_id

_log = logging.getLogger(__name__)


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


def _path(fault: dict[str, Any]) -> str:
    """Name a field as its sender does: without `body` and our own name for the whole body."""
    where, *names = (str(part) for part in fault["loc"])
    inside = names[1:] if where == "body" else names
    return ".".join(inside) or "body"
