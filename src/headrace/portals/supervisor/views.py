"""The supervisor's pages: read and show, or do one verb and say what became of it."""

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
from headrace.portals.supervisor import (
    alerts,
    audit,
    console,
    done,
    reading,
    rule_words,
)
from headrace.portals.visits import Visit, key_of, seated
from headrace.rulebook import queries as rulebook
from headrace.supervision import queries, services

WATCHING: Final = ("government", "auditor")
_NONE: Final[Mapping[str, str]] = MappingProxyType({})


def acts(visit: Visit) -> bool:
    """Say whether this reader gets buttons that change something: an auditor never does."""
    return "government" in visit.actor.roles


@require_safe
@seated(*WATCHING)
def show_console(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The one screen."""
    found = queries.console(visit.actor, visit.at)
    held = reading.in_custody()
    page = console.page(
        found,
        queries.alerts(visit.actor),
        reading.weeks(visit.today, held.held),
        held,
        reading.prime_rate(found.ceiling, visit.today),
        visit,
    )
    return render(request, "headrace/supervisor/console.html", {"page": page})


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


@require_safe
@seated(*WATCHING)
def show_audit(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A page of the audit feed."""
    return _audit(request, visit, None)


@require_POST
@seated(*WATCHING)
def verify(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Read every seal and entry again; nothing is changed by it."""
    return _audit(request, visit, queries.verify_audit())


@require_safe
@seated(*WATCHING)
def show_rules(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every rule in force today, with its source."""
    page = rule_words.page(rulebook.open_rules(visit.today), rulebook.packs(), visit.today)
    return render(request, "headrace/supervisor/rules.html", {"page": page})


def _alert(
    request: HttpRequest,
    visit: Visit,
    alert_id: UUID,
    *,
    typed: Mapping[str, str] = _NONE,
    errors: Mapping[str, str] = _NONE,
    messages: tuple[Message, ...] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    alert = queries.alert(alert_id, visit.actor)
    page = alerts.opened(
        alert,
        reading.party_if_any(alert.about),
        visit,
        acts=acts(visit),
        typed=typed,
        errors=errors,
        messages=messages,
    )
    return render(request, "headrace/supervisor/alert.html", {"page": page}, status=status)


def _audit(request: HttpRequest, visit: Visit, report: queries.AuditReport | None) -> HttpResponse:
    after = request.GET.get("after", "")
    feed = queries.audit_feed(visit.actor, after, audit.PAGE)
    ids = {each.about for each in feed.entries} | {each.actor_organisation for each in feed.entries}
    page = audit.page(feed, reading.called(ids), after=after, report=report)
    return render(request, "headrace/supervisor/audit.html", {"page": page})
