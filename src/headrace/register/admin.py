"""The back office sees that a thing is encumbered, never for how much."""

from django.contrib import admin

from headrace.kit.admin_base import ReadMostly
from headrace.register.models import Encumbrance, Fingerprint


@admin.register(Fingerprint)
class FingerprintAdmin(ReadMostly):
    """Fingerprints by kind."""

    list_display = ("id", "kind", "algorithm", "holder_kind", "created_at")
    list_filter = ("kind",)


@admin.register(Encumbrance)
class EncumbranceAdmin(ReadMostly):
    """Encumbrances by state and registration number."""

    list_display = ("id", "fingerprint_id", "state", "registration_number", "perfected_at")
    fields = (*list_display, "released_at", "subject_kind", "subject_id", "created_at")
    list_filter = ("state",)
    id_fields = ("id", "fingerprint_id", "subject_id")
    references = ("registration_number",)
