"""The audit feed, page by page from the newest, and the proof that nothing was altered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from headrace.portals.supervisor import audit
from headrace.portals.supervisor.party import called
from headrace.portals.supervisor.seats import WATCHING
from headrace.portals.visits import Visit, seated
from headrace.supervision import queries


@require_safe
@seated(*WATCHING)
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A page of the audit feed."""
    return _page(request, visit, None)


@require_POST
@seated(*WATCHING)
def verify(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Read every seal and entry again; nothing is changed by it."""
    return _page(request, visit, queries.verify_audit())


def _page(request: HttpRequest, visit: Visit, report: queries.AuditReport | None) -> HttpResponse:
    before, after = request.GET.get("before", ""), request.GET.get("after", "")
    feed = queries.audit_trail(visit.actor, before=before, after=after, limit=audit.PAGE)
    ids = {each.about for each in feed.entries} | {each.actor_organisation for each in feed.entries}
    page = audit.page(feed, called(ids), within=bool(before or after), report=report)
    return render(request, "headrace/supervisor/audit.html", {"page": page})
