"""The operator's back office reads the market; it neither asks nor offers nor decides."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from headrace.market.models import Demand, Offer, Push


class ReadOnly(admin.ModelAdmin[Any]):
    """Rows that only their own parties change, through the verbs."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nothing is added here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted here."""
        return False


@admin.register(Demand)
class DemandAdmin(ReadOnly):
    """Demands by state and district."""

    list_display = ("reference_number", "state", "district", "term_months", "published_at")
    list_filter = ("state", "district")


@admin.register(Push)
class PushAdmin(ReadOnly):
    """Which demand was shown to whom, and what became of it."""

    list_display = ("demand", "lender_id", "place", "state", "created_at")
    list_filter = ("state",)


@admin.register(Offer)
class OfferAdmin(ReadOnly):
    """Offers by state; amounts stay with their parties."""

    list_display = ("demand", "lender_id", "state", "yearly_cost", "ceiling", "expires_at")
    list_filter = ("state", "model")
