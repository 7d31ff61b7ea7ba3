"""The back office sees the books; the ledger itself has no form."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from headrace.custody.models import Book


@admin.register(Book)
class BookAdmin(admin.ModelAdmin[Book]):
    """Read only: a book is opened by `open_book`."""

    list_display = ("account_number", "account_name", "region", "currency", "created_at")
    search_fields = ("account_number", "account_name")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False
