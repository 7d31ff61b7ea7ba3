"""The back office sees where parties, roles and people stand; no name, no figure of a firm."""

from django.contrib import admin

from headrace.kit.admin_base import ReadMostly
from headrace.parties.models import FundSource, Organisation, Person, RoleGrant, SigningKey


@admin.register(Organisation)
class OrganisationAdmin(ReadMostly):
    """Organisations by code, kind and state."""

    list_display = ("id", "uscc", "kind", "district", "industry", "state", "created_at")
    list_filter = ("kind", "state", "district")
    references = ("uscc",)


@admin.register(Person)
class PersonAdmin(ReadMostly):
    """Log-ins and duties; the name behind a log-in is for colleagues."""

    table = "people"
    list_display = ("id", "login", "organisation_id", "duties", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff")
    id_fields = ("id", "organisation_id")
    references = ("login",)


@admin.register(RoleGrant)
class RoleGrantAdmin(ReadMostly):
    """Roles by kind and state."""

    table = "roles"
    list_display = ("id", "organisation_id", "kind", "district", "state", "expires_date")
    fields = (*list_display, "created_at", "decided_at", "decided_by_organisation")
    list_filter = ("kind", "state", "district")
    id_fields = ("id", "organisation_id")


@admin.register(FundSource)
class FundSourceAdmin(ReadMostly):
    """Declared sources of funds by state, without their caps."""

    list_display = ("id", "organisation_id", "origin", "state", "expires_date", "decided_at")
    list_filter = ("state", "origin")
    id_fields = ("id", "organisation_id")


@admin.register(SigningKey)
class SigningKeyAdmin(ReadMostly):
    """Public keys by thumbprint, and how long each is good for."""

    list_display = ("thumbprint", "organisation_id", "since", "until")
    id_fields = ("id", "organisation_id")
    references = ("thumbprint",)
