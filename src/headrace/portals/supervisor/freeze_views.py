"""Freezing a party's accounts and letting go of them: a search, an order, a lifting."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final
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
from headrace.portals.supervisor import done, freeze, freeze_search
from headrace.portals.supervisor.party import called, party
from headrace.portals.supervisor.seats import WATCHING, acts
from headrace.portals.visits import Visit, key_of, seated
from headrace.supervision import queries, services

Typed = Mapping[str, str]
_NONE: Final[Typed] = MappingProxyType({})


@require_safe
@seated(*WATCHING)
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The orders, and the way to a new one."""
    organisation, order = _id(request.GET.get("organisation")), _id(request.GET.get("lift"))
    subject = _about(visit, organisation, order)
    if subject == freeze.Subject():
        subject = freeze.Subject(freeze_search.search(request.GET.get("q", ""), visit.actor))
    return _page(request, visit, subject, messages=done.messages(request))


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
        subject = _about(visit, organisation, None)
        return _page(request, visit, subject, typed=typed, problem=problem)
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
        subject = _about(visit, None, order_id)
        return _page(request, visit, subject, typed=typed, problem=problem)
    return redirect(reverse("supervisor:freeze") + "?done=lifted")


def _about(visit: Visit, organisation: UUID | None, order: UUID | None) -> freeze.Subject:
    """An order that was lifted before has no form any more: nothing is left to do with it."""
    if order is not None:
        found = queries.freeze_order(order, visit.actor)
        return freeze.Subject(lifting=found if found.in_force else None)
    if organisation is not None:
        return freeze.Subject(party=party(organisation, visit.actor))
    return freeze.Subject()


def _page(
    request: HttpRequest,
    visit: Visit,
    subject: freeze.Subject,
    *,
    typed: Typed = _NONE,
    problem: CentreError | None = None,
    messages: tuple[Message, ...] = (),
) -> HttpResponse:
    orders = queries.freeze_orders(visit.actor, in_force_only=False)
    may = acts(visit)
    errors, told = _told(problem, form=may)
    page = freeze.page(
        orders,
        called(each.organisation_id for each in orders),
        subject,
        acts=may,
        typed=typed,
        errors=errors,
        messages=(*messages, *told),
    )
    status = problem.status if problem else HTTPStatus.OK
    return render(request, "headrace/supervisor/freeze.html", {"page": page}, status=status)


def _told(problem: CentreError | None, *, form: bool) -> tuple[Typed, tuple[Message, ...]]:
    """A refusal at the field that it is about, or above the page where that field is not shown."""
    if problem is None:
        return _NONE, ()
    if form and problem.field == "reason":
        return {"reason": " ".join(refusing.said(problem))}, ()
    return _NONE, (refusing.message(problem),)


def _id(words: str | None) -> UUID | None:
    try:
        return UUID(words) if words else None
    except ValueError:
        raise NotFound from None
