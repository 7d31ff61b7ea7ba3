"""Requests: the list, one of them opened, and what a provider does with it."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from headrace.evidence import queries as evidence
from headrace.kit.errors import CentreError, NotFound
from headrace.portals import refusing
from headrace.portals.pieces import Message
from headrace.portals.provider import acts, done, reading, requests
from headrace.portals.provider import request as one
from headrace.portals.provider.request import Refused
from headrace.portals.provider.seats import PROVIDERS
from headrace.portals.provider.typed import Mistyped
from headrace.portals.visits import Visit, act_of, key_of, seated


@require_safe
@seated(*PROVIDERS)
def show_desk(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What waits for a finding today."""
    page = requests.page(
        evidence.requests_of_provider(visit.actor, at=visit.at),
        visit,
        provider=reading.house(visit),
        messages=done.messages(request),
    )
    return render(request, "headrace/provider/desk.html", {"page": page})


@require_safe
@seated(*PROVIDERS)
def show_request(request: HttpRequest, visit: Visit, request_id: UUID) -> HttpResponse:
    """One request, opened."""
    return show(request, visit, request_id, messages=done.messages(request))


@act_of("provider:request", "request_id")
@seated(*PROVIDERS)
def answer(request: HttpRequest, visit: Visit, request_id: UUID) -> HttpResponse:
    """Sign a finding and hand it in."""
    asked = reading.request(request_id, visit)
    typed = request.POST.dict()

    def act() -> str:
        acts.answer(visit, asked, typed, key_of(request))
        return reverse("provider:desk") + "?done=answered"

    return run(request, visit, request_id, "answer", act)


@act_of("provider:request", "request_id")
@seated(*PROVIDERS)
def take(request: HttpRequest, visit: Visit, request_id: UUID) -> HttpResponse:
    """Take a request on, or begin the work."""
    asked = reading.request(request_id, visit)

    def act() -> str:
        acts.take(visit, asked, key_of(request))
        return reverse("provider:request", args=[request_id]) + "?done=taken"

    return run(request, visit, request_id, "take", act)


@act_of("provider:request", "request_id")
@seated(*PROVIDERS)
def decline(request: HttpRequest, visit: Visit, request_id: UUID) -> HttpResponse:
    """Turn a request down."""
    asked = reading.request(request_id, visit)

    def act() -> str:
        acts.decline(visit, asked, request.POST.dict(), key_of(request))
        return reverse("provider:desk") + "?done=declined"

    return run(request, visit, request_id, "decline", act)


def run(
    request: HttpRequest, visit: Visit, request_id: UUID, form: str, act: Callable[[], str]
) -> HttpResponse:
    """Do an act and go where it leads; refused, show the request again with what was typed."""
    try:
        return redirect(act())
    except NotFound:
        raise
    except Mistyped as wrong:
        refused = Refused(form, request.POST.dict(), wrong.errors)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return show(request, visit, request_id, refused=refused, status=status)
    except CentreError as problem:
        return show(
            request,
            visit,
            request_id,
            refused=Refused(form, request.POST.dict()),
            messages=(refusing.message(problem),),
            status=problem.status,
        )


def show(
    request: HttpRequest,
    visit: Visit,
    request_id: UUID,
    *,
    refused: Refused | None = None,
    messages: tuple[Message, ...] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Show one request."""
    page = one.page(
        reading.file(request_id, visit), visit, refused=refused or Refused(), messages=messages
    )
    return render(request, "headrace/provider/request.html", {"page": page}, status=status)
