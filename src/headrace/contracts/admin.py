"""The back office reads where agreements and loans stand; amounts and texts are not shown."""

from django.contrib import admin

from headrace.contracts.models import Agreement, DayClose, Drawdown, Loan
from headrace.kit.admin_base import ReadMostly


@admin.register(Agreement)
class AgreementAdmin(ReadMostly):
    """Where each agreement stands; its parties and its wording are theirs."""

    list_display = ("payment_reference", "model", "district", "state", "created_at", "effective_at")
    fields = ("id", *list_display, "pack", "pack_version", "ended_at")
    list_filter = ("state", "model", "district")
    id_fields = ("id", "offer_id", "demand_id")
    references = ("payment_reference",)


@admin.register(Drawdown)
class DrawdownAdmin(ReadMostly):
    """Where the way of the money stands, to find what a custodian has not answered."""

    list_display = ("id", "agreement_id", "instruction_id", "state", "created_at", "decided_at")
    list_filter = ("state",)
    id_fields = ("id", "agreement_id", "instruction_id")


@admin.register(Loan)
class LoanAdmin(ReadMostly):
    """Where each loan stands."""

    list_display = ("id", "agreement_id", "state", "drawn_date", "repaid_at")
    fields = list_display
    list_filter = ("state",)
    id_fields = ("id", "agreement_id")


@admin.register(DayClose)
class DayCloseAdmin(ReadMostly):
    """The days whose arrears have been counted."""

    list_display = ("on", "closed_at", "newly_late", "still_late")
    id_fields = ()
