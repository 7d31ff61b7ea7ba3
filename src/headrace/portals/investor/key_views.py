"""Payments that wait for a bank's key: read them, and turn the key of one."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from headrace.contracts import queries as contracts
from headrace.custody import queries as custody
from headrace.kit.errors import CentreError, NotFound
from headrace.portals import refusing
from headrace.portals.investor import acts, done, keys, reading
from headrace.portals.investor.seats import LENDERS
from headrace.portals.pieces import Message
from headrace.portals.visits import Visit, key_of, seated


@require_safe
@seated(*LENDERS)
def show_keys(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Payments that wait for the bank's key."""
    return _keys(request, visit, messages=done.messages(request))


@require_POST
@seated(*LENDERS)
def turn(request: HttpRequest, visit: Visit, instruction_id: UUID) -> HttpResponse:
    """Turn the bank's key of one payment."""
    try:
        acts.turn_key(visit, instruction_id, key_of(request))
    except NotFound:
        raise
    except CentreError as problem:
        refusal = (refusing.message(problem),)
        return _keys(request, visit, messages=refusal, status=problem.status)
    return redirect(reverse("investor:keys") + "?done=key")


def _keys(
    request: HttpRequest,
    visit: Visit,
    *,
    messages: tuple[Message, ...],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    agreements = {each.id: each for each in contracts.agreements_of(visit.actor)}
    page = keys.page(
        custody.instructions_waiting(visit.actor),
        reading.under_way(agreements.values(), visit.actor),
        agreements,
        visit,
        asked=request.GET.get("ask", ""),
        messages=messages,
    )
    return render(request, "headrace/investor/keys.html", {"page": page}, status=status)
