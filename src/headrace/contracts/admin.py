"""The operator's back office reads agreements and loans; amounts and texts are not shown there."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from headrace.contracts.models import Agreement, DayClose, Loan

# Django's class takes no type at run time; its stubs demand one.
if TYPE_CHECKING:
    Form = admin.ModelAdmin[Any]
else:
    Form = admin.ModelAdmin


class ReadOnly(Form):
    """Rows that people look at and that only the verbs change."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds a row here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody changes a row here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody deletes a row here."""
        return False


@admin.register(Agreement)
class AgreementAdmin(ReadOnly):
    """Where each agreement stands; its parties and its text are theirs."""

    list_display = ("payment_reference", "model", "district", "state", "created_at", "effective_at")
    list_filter = ("state", "model")
    fields = ("payment_reference", "model", "district", "state", "pack", "pack_version")


@admin.register(Loan)
class LoanAdmin(ReadOnly):
    """Where each loan stands, without its amounts."""

    list_display = ("id", "state", "drawn_date", "days_past_due", "repaid_at")
    list_filter = ("state",)
    fields = ("state", "drawn_date", "days_past_due", "repaid_at")


@admin.register(DayClose)
class DayCloseAdmin(ReadOnly):
    """The days whose arrears have been counted."""

    list_display = ("on", "closed_at", "newly_late", "still_late")
