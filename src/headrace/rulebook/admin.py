"""The back office reads the rules; they are changed with four eyes at the supervisor's desk."""

from django.contrib import admin

from headrace.kit.admin_base import ReadMostly
from headrace.rulebook.models import Pack, Rule, RuleDecision, SeriesPoint


@admin.register(Pack)
class PackAdmin(ReadMostly):
    """Packs with their versions and days."""

    list_display = ("name", "version", "jurisdiction", "regime", "valid_from", "valid_to")
    fields = (*list_display, "title_en", "title_zh", "shipped_version")
    references = ("name",)


@admin.register(Rule)
class RuleAdmin(ReadMostly):
    """Dated values with their source."""

    list_display = ("key", "pack_id", "pack_version", "state", "status", "valid_from", "valid_to")
    fields = (*list_display, "scope", "value", "severity", "text_en", "text_zh", "source")
    list_filter = ("state", "status", "severity")
    id_fields = ("id", "pack_id")
    references = ("key",)


@admin.register(SeriesPoint)
class SeriesPointAdmin(ReadMostly):
    """Published figures, such as a reference rate, by day."""

    list_display = ("series", "on", "value", "state", "status")
    fields = (*list_display, "source")
    list_filter = ("series", "state")
    references = ("series",)


@admin.register(RuleDecision)
class RuleDecisionAdmin(ReadMostly):
    """Which rule said what, and when; what it was told of a firm is not shown."""

    list_display = ("key", "pack", "pack_version", "verdict", "subject_kind", "created_at")
    fields = (*list_display, "subject_id")
    list_filter = ("verdict", "pack")
    id_fields = ("id", "subject_id")
    references = ("key",)
