"""The back office sees feeds and late partners: who owes an answer, not what it says."""

from django.contrib import admin

from headrace.evidence.models import Consent, Finding, FindingTurn, ServiceRequest
from headrace.kit.admin_base import ReadMostly


@admin.register(ServiceRequest)
class ServiceRequestAdmin(ReadMostly):
    """Questions to providers by state and due hour."""

    list_display = ("id", "kind", "provider_id", "state", "due_at", "answered_at", "required")
    fields = (*list_display, "subject_kind", "subject_id", "created_at")
    list_filter = ("state", "kind", "required")
    id_fields = ("id", "provider_id", "subject_id")


@admin.register(Finding)
class FindingAdmin(ReadMostly):
    """That a finding came in, from whom and for how long it is good; its claims are not shown."""

    list_display = ("id", "kind", "issuer_id", "issued_at", "expires_at", "created_at")
    fields = (*list_display, "key_thumbprint", "hash_algorithm")
    list_filter = ("kind",)
    id_fields = ("id", "issuer_id", "request_id")


@admin.register(FindingTurn)
class FindingTurnAdmin(ReadMostly):
    """That a finding was contested, upheld or revoked."""

    list_display = ("finding_id", "turn", "by_organisation", "created_at")
    list_filter = ("turn",)
    id_fields = ("id", "finding_id")


@admin.register(Consent)
class ConsentAdmin(ReadMostly):
    """Consents by state and days; whose they are is found by the firm's id."""

    list_display = ("id", "purpose", "data_kinds", "state", "from_date", "to_date", "expires_at")
    fields = (*list_display, "grantees", "decided_at")
    list_filter = ("state",)
    id_fields = ("id", "grantor_id")
