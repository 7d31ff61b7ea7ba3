"""Rows of loans: the request for the money, the claim, its plan and its arrears."""

from django.db import models
from django.db.models import F, Q

from headrace.contracts.models.agreements import Agreement
from headrace.kit.crypto import EncryptedTextField
from headrace.kit.models_base import Case
from headrace.kit.money_fields import MinorUnits, currency_field


class Drawdown(Case):
    """A request for the money; at most one is under way or booked."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="drawdowns")
    instruction_id = models.UUIDField(unique=True)
    amount_minor = MinorUnits()
    payee_name = EncryptedTextField()
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(state__in=["prepared", "booked"]),
                name="contracts_one_drawdown",
            )
        ]


class Loan(Case):
    """The claim under an effective agreement, with its counters."""

    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="loan")
    state = models.CharField(max_length=20, db_index=True)
    principal_minor = MinorUnits()
    currency = currency_field()
    principal_paid_minor = MinorUnits(default=0)
    interest_paid_minor = MinorUnits(default=0)
    drawn_date = models.DateField(null=True)
    days_past_due = models.PositiveIntegerField(default=0)
    repaid_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contracts_repays_at_most_principal",
                condition=Q(
                    principal_paid_minor__gte=0, principal_paid_minor__lte=F("principal_minor")
                ),
            )
        ]


class Instalment(Case):
    """One row of the dated plan."""

    loan = models.ForeignKey(Loan, models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    due_date = models.DateField()
    principal_minor = MinorUnits()
    interest_minor = MinorUnits()
    principal_paid_minor = MinorUnits(default=0)
    interest_paid_minor = MinorUnits(default=0)
    state = models.CharField(max_length=6, default="due")
    paid_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["loan", "number"], name="contracts_one_row_a_number"),
            models.CheckConstraint(
                name="contracts_pays_within_the_row",
                condition=Q(
                    principal_paid_minor__gte=0,
                    principal_paid_minor__lte=F("principal_minor"),
                    interest_paid_minor__gte=0,
                    interest_paid_minor__lte=F("interest_minor"),
                ),
            ),
            models.CheckConstraint(
                name="contracts_paid_has_its_hour",
                condition=Q(state="paid", paid_at__isnull=False)
                | (~Q(state="paid") & Q(paid_at=None)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_date"], condition=~Q(state="paid"), name="contracts_open_by_due"
            )
        ]


class Arrears(Case):
    """A stretch during which an instalment was late; kept when it is cleared."""

    instalment = models.ForeignKey(Instalment, models.PROTECT, related_name="arrears")
    since_date = models.DateField()
    cleared_date = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instalment"],
                condition=Q(cleared_date=None),
                name="contracts_late_once_at_a_time",
            )
        ]


class DayClose(models.Model):
    """A day whose arrears have been counted; a second run of it changes nothing."""

    on = models.DateField(primary_key=True)
    closed_at = models.DateTimeField()
    newly_late = models.PositiveIntegerField()
    still_late = models.PositiveIntegerField()
