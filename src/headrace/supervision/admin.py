"""The back office sees that alerts exist, not what they say of whom."""

from django.contrib import admin

from headrace.kit.admin_base import ReadMostly
from headrace.supervision.models import Alert


@admin.register(Alert)
class AlertAdmin(ReadMostly):
    """Alerts by code and state; the parties concerned are for the supervisor alone."""

    list_display = ("id", "code", "severity", "state", "created_at", "decide_by_date")
    fields = list_display
    list_filter = ("state", "severity", "code")
