"""Findings of a house: the list, and the answer to a firm's dispute."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from headrace.evidence import queries as evidence
from headrace.portals.provider import acts, issued, reading, request_views
from headrace.portals.provider.seats import PROVIDERS
from headrace.portals.visits import Visit, act_of, key_of, seated


@require_safe
@seated(*PROVIDERS)
def show_findings(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every finding of the house."""
    page = issued.page(evidence.issued_by(visit.actor, at=visit.at))
    return render(request, "headrace/provider/findings.html", {"page": page})


@act_of("provider:request", "request_id")
@seated(*PROVIDERS)
def settle(request: HttpRequest, visit: Visit, request_id: UUID) -> HttpResponse:
    """Stand by a disputed finding, or withdraw it."""
    asked = reading.request(request_id, visit)

    def act() -> str:
        which = acts.settle(visit, asked, request.POST.dict(), key_of(request))
        return reverse("provider:desk") + f"?done={which}"

    return request_views.run(request, visit, request_id, "settle", act)
