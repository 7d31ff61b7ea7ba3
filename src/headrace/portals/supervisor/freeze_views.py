"""Freezing a party's accounts and letting go of them: a search, an order, a lifting."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from headrace.kit.errors import CentreError, NotFound
from headrace.kit.subjects import Subject
from headrace.portals import refusing
from headrace.portals.pieces import Message
from headrace.portals.supervisor import done, freeze, reading
from headrace.portals.supervisor.views import WATCHING, acts
from headrace.portals.visits import Visit, key_of, seated
from headrace.supervision import queries, services


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the page is about: a search, a party to be frozen, or an order to be lifted."""

    words: str = ""
    organisation: UUID | None = None
    order: UUID | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    problem: CentreError | None = None


@require_safe
@seated(*WATCHING)
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The orders, and the way to a new one."""
    asked = _Asked(
        words=request.GET.get("q", ""),
        organisation=_id(request.GET.get("organisation")),
        order=_id(request.GET.get("lift")),
    )
    return _page(request, visit, asked, done.messages(request))


@require_POST
@seated(*WATCHING)
def order(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Order a freeze."""
    typed = request.POST.dict()
    organisation = _id(typed.get("organisation"))
    if organisation is None:
        raise BadRequest("The form carries no organisation.")
    try:
        services.order_freeze(
            key=key_of(request),
            by=visit.actor,
            subject=Subject("organisation", organisation),
            reason=typed.get("reason", ""),
            at=visit.at,
        )
    except NotFound:
        raise
    except CentreError as problem:
        asked = _Asked(organisation=organisation, typed=typed, problem=problem)
        return _page(request, visit, asked)
    return redirect(reverse("supervisor:freeze") + "?done=frozen")


@require_POST
@seated(*WATCHING)
def lift(request: HttpRequest, visit: Visit, order_id: UUID) -> HttpResponse:
    """Lift a freeze that another officer ordered."""
    typed = request.POST.dict()
    try:
        services.lift_freeze(
            key=key_of(request),
            by=visit.actor,
            order_id=order_id,
            reason=typed.get("reason", ""),
            at=visit.at,
        )
    except NotFound:
        raise
    except CentreError as problem:
        return _page(request, visit, _Asked(order=order_id, typed=typed, problem=problem))
    return redirect(reverse("supervisor:freeze") + "?done=lifted")


def _page(
    request: HttpRequest, visit: Visit, asked: _Asked, messages: tuple[Message, ...] = ()
) -> HttpResponse:
    orders = queries.freeze_orders(visit.actor, in_force_only=False)
    at_reason = asked.problem is not None and asked.problem.field == "reason"
    errors = (
        {"reason": " ".join(refusing.said(asked.problem))} if at_reason and asked.problem else {}
    )
    told = (refusing.message(asked.problem),) if asked.problem and not at_reason else ()
    page = freeze.page(
        orders,
        reading.called(each.organisation_id for each in orders),
        acts=acts(visit),
        asked=asked.words,
        found=reading.find(asked.words) if asked.words else None,
        party=reading.party(asked.organisation) if asked.organisation else None,
        lifting=next((each for each in orders if each.id == asked.order), None),
        typed=asked.typed,
        errors=errors,
        messages=(*messages, *told),
    )
    status = asked.problem.status if asked.problem else HTTPStatus.OK
    return render(request, "headrace/supervisor/freeze.html", {"page": page}, status=status)


def _told(problem: CentreError | None) -> tuple[dict[str, str], tuple[Message, ...]]:
    """A refusal at the field that it is about, or above the page."""
    if problem is None:
        return {}, ()
    if problem.field == "reason":
        return {"reason": " ".join(refusing.said(problem))}, ()
    return {}, (refusing.message(problem),)


def _id(words: str | None) -> UUID | None:
    try:
        return UUID(words) if words else None
    except ValueError:
        raise NotFound from None
