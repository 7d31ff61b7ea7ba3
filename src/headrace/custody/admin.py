"""The back office sees the books; the ledger itself has no form."""

from django.contrib import admin

from headrace.custody.models import Book
from headrace.kit.admin_base import ReadMostly


@admin.register(Book)
class BookAdmin(ReadMostly):
    """Books by the custodian's account number: which there are, not what is on them."""

    list_display = ("account_number", "custodian_id", "region", "currency", "created_at")
    id_fields = ("id", "custodian_id")
    references = ("account_number",)
