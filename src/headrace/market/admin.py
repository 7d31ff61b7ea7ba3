"""The back office sees where demands and offers stand; it neither asks nor offers nor decides."""

from django.contrib import admin

from headrace.kit.admin_base import ReadMostly
from headrace.market.models import Demand, Likeness, Offer, Push


@admin.register(Demand)
class DemandAdmin(ReadMostly):
    """Demands by reference, state and district."""

    list_display = ("reference_number", "state", "district", "published_at", "expires_at")
    fields = ("id", *list_display, "pack", "pack_version", "checks_due_at", "matched_at")
    list_filter = ("state", "district")
    references = ("reference_number",)


@admin.register(Likeness)
class LikenessAdmin(ReadMostly):
    """Pairs of demands that resemble each other."""

    table = "likenesses"
    list_display = ("demand_id", "other_id", "kind", "created_at")
    list_filter = ("kind",)
    id_fields = ("id", "demand_id", "other_id")


@admin.register(Push)
class PushAdmin(ReadMostly):
    """Which demand was shown to whom, and what became of it."""

    table = "pushes"
    list_display = ("demand_id", "lender_id", "product_id", "place", "state", "created_at")
    list_filter = ("state",)
    id_fields = ("id", "demand_id", "lender_id", "product_id")


@admin.register(Offer)
class OfferAdmin(ReadMostly):
    """Offers by state; what they offer stays with their parties."""

    list_display = ("demand_id", "lender_id", "model", "state", "created_at", "expires_at")
    list_filter = ("state", "model")
    id_fields = ("id", "demand_id", "lender_id", "product_id")
