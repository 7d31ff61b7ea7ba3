"""The back office reads the catalogue; it changes nothing."""

from django.contrib import admin

from headrace.kit.admin_base import ReadMostly
from headrace.products.models import Product


@admin.register(Product)
class ProductAdmin(ReadMostly):
    """Products by state and model."""

    list_display = ("name_en", "name_zh", "owner_id", "model", "state", "live_date")
    fields = (*list_display, "district", "created_at")
    list_filter = ("state", "model")
    id_fields = ("id", "owner_id")
    references = ("name_en", "name_zh")
