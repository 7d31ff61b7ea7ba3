"""The operator's back office sees that alerts exist, not what they say of whom."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from headrace.supervision.models import Alert

# Django's class takes no type at run time; its stubs demand one.
if TYPE_CHECKING:
    Form = admin.ModelAdmin[Alert]
else:
    Form = admin.ModelAdmin


@admin.register(Alert)
class AlertAdmin(Form):
    """Alerts by code and state; the parties concerned are for the supervisor alone."""

    list_display = ("code", "severity", "state", "created_at", "decide_by_date")
    list_filter = ("state", "severity", "code")
    fields = ("code", "severity", "state", "created_at", "decide_by_date")
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Alerts come from the journal."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only an officer works off an alert, at the supervisor's desk."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Alerts are closed, never deleted."""
        return False
