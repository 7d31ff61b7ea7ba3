"""The page of journal entries that some package could not take; each can be delivered again."""

from uuid import UUID

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from headrace.config.office import door
from headrace.kit import clock, delivery
from headrace.kit.admin_base import word


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show what is parked, the oldest first."""
    shown = {
        **admin.site.each_context(request),
        "title": capfirst(str(word("parked entries"))),
        "entries": [
            {
                "group": each.group_name,
                "id": each.entry_id,
                "kind": each.kind,
                "parked_at": each.parked_at,
                # The last line names the fault; the whole trace may quote what a row holds.
                "fault": each.error.strip().rpartition("\n")[2].partition(":")[0],
            }
            for each in delivery.parked()
        ],
    }
    return TemplateResponse(request, "office/parked.html", shown)


@require_POST
def deliver_again(request: HttpRequest, group: str, entry_id: UUID) -> HttpResponse:
    """Deliver one entry again and say how it went."""
    by = door.actor_of(request)
    if delivery.deliver_again(by=by, group=group, entry_id=entry_id, at=clock.now()):
        messages.success(request, _("The entry was taken."))
    else:
        messages.error(request, _("The entry could not be taken and stays parked."))
    return redirect("admin:parked")


def count() -> int:
    """Return how many entries are parked."""
    return len(delivery.parked())
