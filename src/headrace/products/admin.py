"""The operator's back office reads the catalogue; it changes nothing."""

from django.contrib import admin
from django.http import HttpRequest

from headrace.products.models import Product


@admin.register(Product)
class ProductAdmin(admin.ModelAdmin[Product]):
    """Products by state and model, read only."""

    list_display = ("name_en", "model", "state", "grade_floor", "live_date")
    list_filter = ("state", "model")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody drafts a product here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Product | None = None) -> bool:
        """Nobody changes a product here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Product | None = None) -> bool:
        """Products are retired, never deleted."""
        return False
