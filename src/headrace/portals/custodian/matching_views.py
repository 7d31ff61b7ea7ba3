"""Matching: the proof of the last days, and the closing of a gap."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from headrace.custody import queries as custody
from headrace.kit.errors import CentreError, NotFound
from headrace.portals import refusing
from headrace.portals.custodian import acts, done, matching, reading
from headrace.portals.custodian.seats import CUSTODIANS
from headrace.portals.pieces import Message
from headrace.portals.visits import Visit, act_of, key_of, seated

_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@require_safe
@seated(*CUSTODIANS)
def show_matching(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Our book against the bank, day by day."""
    return _matching(request, visit, messages=done.messages(request))


@act_of("custodian:matching")
@seated(*CUSTODIANS)
def close(request: HttpRequest, visit: Visit, break_id: UUID) -> HttpResponse:
    """Close a gap with what explains it."""
    typed = request.POST.dict()
    try:
        acts.close_gap(visit, break_id, typed, key_of(request))
    except NotFound:
        raise
    except acts.Mistyped as wrong:
        return _matching(
            request,
            visit,
            refused=break_id,
            typed=typed,
            error=wrong.wrong,
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    except CentreError as problem:
        told = (refusing.message(problem),)
        return _matching(request, visit, messages=told, status=problem.status)
    return redirect(reverse("custodian:matching") + "?done=closed")


def _matching(
    request: HttpRequest,
    visit: Visit,
    *,
    refused: UUID | None = None,
    typed: Mapping[str, str] = _NONE,
    error: str = "",
    messages: tuple[Message, ...] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    books = [each.id for each in reading.own_books(visit)]
    page = matching.page(
        [day for book in books for day in custody.days_kept(visit.actor, book)],
        [gap for book in books for gap in custody.open_breaks(book)],
        visit,
        refused=refused,
        typed=typed,
        error=error,
        messages=messages,
    )
    return render(request, "headrace/custodian/matching.html", {"page": page}, status=status)
