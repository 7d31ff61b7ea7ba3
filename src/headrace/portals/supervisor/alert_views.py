"""Alerts: the list, one of them opened, and what an officer does with it."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from headrace.kit.errors import CentreError, NotFound
from headrace.portals import refusing
from headrace.portals.pieces import Message
from headrace.portals.supervisor import alert_page, alerts, done
from headrace.portals.supervisor.party import party_if_any
from headrace.portals.supervisor.seats import WATCHING, acts
from headrace.portals.visits import Visit, key_of, seated
from headrace.supervision import queries, services

Typed = Mapping[str, str]
_NONE: Final[Typed] = MappingProxyType({})


@require_safe
@seated(*WATCHING)
def show_alerts(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The alerts, without names."""
    all_of_them = "all" in request.GET
    page = alerts.page(
        queries.alerts(visit.actor, open_only=not all_of_them),
        visit,
        all_of_them=all_of_them,
        messages=done.messages(request),
    )
    return render(request, "headrace/supervisor/alerts.html", {"page": page})


@require_safe
@seated(*WATCHING)
def show_alert(request: HttpRequest, visit: Visit, alert_id: UUID) -> HttpResponse:
    """One alert, opened: now its firm is named."""
    return _alert(request, visit, alert_id, messages=done.messages(request))


@require_POST
@seated(*WATCHING)
def take_up(request: HttpRequest, visit: Visit, alert_id: UUID) -> HttpResponse:
    """Take an alert up."""
    try:
        services.take_up_alert(key=key_of(request), by=visit.actor, alert_id=alert_id, at=visit.at)
    except NotFound:
        raise
    except CentreError as problem:
        told = (refusing.message(problem),)
        return _alert(request, visit, alert_id, messages=told, status=problem.status)
    return redirect(reverse("supervisor:alert", args=[alert_id]) + "?done=taken")


@require_POST
@seated(*WATCHING)
def close(request: HttpRequest, visit: Visit, alert_id: UUID) -> HttpResponse:
    """Close an alert with the reason why."""
    typed = request.POST.dict()
    try:
        services.close_alert(
            key=key_of(request),
            by=visit.actor,
            alert_id=alert_id,
            note=typed.get("note", ""),
            at=visit.at,
        )
    except NotFound:
        raise
    except CentreError as problem:
        errors = {"note": " ".join(refusing.said(problem))} if problem.field == "reason" else {}
        told = () if errors else (refusing.message(problem),)
        return _alert(
            request,
            visit,
            alert_id,
            typed=typed,
            errors=errors,
            messages=told,
            status=problem.status,
        )
    return redirect(reverse("supervisor:alerts") + "?done=closed")


def _alert(
    request: HttpRequest,
    visit: Visit,
    alert_id: UUID,
    *,
    typed: Typed = _NONE,
    errors: Typed = _NONE,
    messages: tuple[Message, ...] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    alert = queries.alert(alert_id, visit.actor)
    page = alert_page.page(
        alert,
        party_if_any(alert.about, visit.actor),
        visit,
        acts=acts(visit),
        typed=typed,
        errors=errors,
        messages=messages,
    )
    return render(request, "headrace/supervisor/alert.html", {"page": page}, status=status)
