"""Rows of the supervisor: alerts, cases and orders. Private to this package."""

from django.db import models
from django.db.models import Q

from headrace.kit.models_base import Case


class Alert(Case):
    """Something that the supervisor should know, from one entry of the journal."""

    entry_id = models.UUIDField()
    code = models.CharField(max_length=40)
    severity = models.CharField(max_length=10)
    kind = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    about = models.UUIDField(db_index=True)
    district = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=8)
    decide_by_date = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry_id", "code"], name="supervision_one_alert_an_entry"
            ),
            models.CheckConstraint(
                name="supervision_closed_at_and_by_together",
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False, state="closed"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["district", "created_at"],
                condition=~Q(state="closed"),
                name="supervision_open_alerts",
            )
        ]


class OfferCost(models.Model):
    """What an offer costs a year, all in, beside the ceiling it stood under: the usury watch."""

    offer_id = models.UUIDField(primary_key=True)
    lender_id = models.UUIDField()
    district = models.CharField(max_length=6)
    model = models.CharField(max_length=40)
    yearly_cost = models.DecimalField(max_digits=14, decimal_places=10)
    ceiling = models.DecimalField(max_digits=14, decimal_places=10)
    made_at = models.DateTimeField(db_index=True)


class SupervisionCase(Case):
    """An inquiry into a party, with its reasons and orders."""

    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField(db_index=True)
    district = models.CharField(max_length=60, blank=True)
    trigger = models.ForeignKey(Alert, models.PROTECT, null=True, related_name="cases")
    reason = models.TextField()
    state = models.CharField(max_length=8)
    opened_by = models.UUIDField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    outcome = models.TextField(blank=True)


class FreezeOrder(Case):
    """An order that no payment leaves a party's accounts until it is lifted."""

    case = models.ForeignKey(
        SupervisionCase, models.PROTECT, null=True, related_name="freeze_orders"
    )
    organisation_id = models.UUIDField()
    district = models.CharField(max_length=60, blank=True)
    reason = models.TextField()
    ordered_by = models.UUIDField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)
    lift_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id"],
                condition=Q(lifted_at=None),
                name="supervision_one_live_freeze",
            ),
            models.CheckConstraint(
                name="supervision_lifted_by_another",
                condition=Q(lifted_at=None, lifted_by=None)
                | (Q(lifted_at__isnull=False) & ~Q(lifted_by=models.F("ordered_by"))),
            ),
        ]
