"""Who owes how much to whom: movements that only grow, and locked totals."""

from django.db import models
from django.db.models import Q

from headrace.kit.models_base import Case
from headrace.kit.money_fields import MinorUnits, currency_field
from headrace.register.rules.exposures import Scope


class ExposureMovement(Case):
    """One rise (above zero) or fall (below zero) of what a borrower owes a lender."""

    borrower_id = models.UUIDField(db_index=True)
    lender_id = models.UUIDField(db_index=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField(db_index=True)
    amount_minor = MinorUnits()
    currency = currency_field()
    by_organisation = models.UUIDField(null=True)

    class Meta:
        db_table = "register_exposure_movement"
        constraints = [
            models.CheckConstraint(name="register_movement_moves", condition=~Q(amount_minor=0)),
            models.CheckConstraint(
                name="register_nobody_lends_to_himself",
                condition=~Q(borrower_id=models.F("lender_id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.currency} {self.borrower_id} to {self.lender_id}"


class ExposureTotal(models.Model):
    """
    The sum of movements of one borrower, one lender or one pair, in one currency.

    Its row is the lock: a limit is checked and an exposure added under it, never beside it.
    """

    scope = models.CharField(max_length=8)
    borrower_id = models.UUIDField(null=True)
    lender_id = models.UUIDField(null=True)
    currency = currency_field()
    amount_minor = MinorUnits(default=0)

    class Meta:
        db_table = "register_exposure_total"
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "borrower_id", "lender_id", "currency"],
                nulls_distinct=False,
                name="register_one_total",
            ),
            models.CheckConstraint(
                name="register_exposure_not_below_zero", condition=Q(amount_minor__gte=0)
            ),
            models.CheckConstraint(
                name="register_total_names_its_scope",
                condition=Q(scope=Scope.BORROWER.value, borrower_id__isnull=False, lender_id=None)
                | Q(scope=Scope.LENDER.value, borrower_id=None, lender_id__isnull=False)
                | Q(scope=Scope.PAIR.value, borrower_id__isnull=False, lender_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope}: {self.amount_minor} {self.currency}"
