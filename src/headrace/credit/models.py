"""Rows of credit decisions; both tables are append-only."""

from django.db import models
from django.db.models import Q

from headrace.kit.models_base import Case
from headrace.kit.money_fields import MinorUnits, currency_field


class FeatureSnapshot(Case):
    """
    Everything a score was told, as it stood on a day, with its hash.

    `values` holds facts, counts of findings, debts, the ids of the findings and weekly sales.
    """

    enterprise_id = models.UUIDField()
    as_of_date = models.DateField()
    definition = models.CharField(max_length=40)
    values = models.JSONField()
    digest = models.BinaryField(max_length=32)
    algorithm = models.CharField(max_length=20)

    class Meta:
        indexes = [models.Index(fields=["enterprise_id", "-as_of_date"], name="credit_snapshot_of")]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.as_of_date}"


class Score(Case):
    """A grade with its band, limit and reasons, as decided at `created_at`."""

    enterprise_id = models.UUIDField()
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    snapshot = models.ForeignKey(FeatureSnapshot, models.PROTECT, related_name="scores")
    scorecard = models.CharField(max_length=60)
    scorecard_digest = models.BinaryField(max_length=32)
    points = models.IntegerField()
    width = models.PositiveIntegerField()
    grade = models.CharField(max_length=2)
    grade_low = models.CharField(max_length=2)
    grade_high = models.CharField(max_length=2)
    pd_ppm = models.PositiveIntegerField()
    pd_low_ppm = models.PositiveIntegerField()
    pd_high_ppm = models.PositiveIntegerField()
    limit_minor = MinorUnits()
    currency = currency_field()
    reasons = models.JSONField()
    rungs = models.JSONField()
    next_evidence = models.JSONField()
    algorithm = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="credit_limit_not_negative", condition=Q(limit_minor__gte=0)
            ),
            models.CheckConstraint(
                name="credit_chances_in_order",
                condition=Q(
                    pd_low_ppm__lte=models.F("pd_ppm"),
                    pd_high_ppm__gte=models.F("pd_ppm"),
                    pd_high_ppm__lte=1_000_000,
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="credit_score_of"),
            models.Index(fields=["enterprise_id", "-id"], name="credit_score_of_firm"),
        ]

    def __str__(self) -> str:
        return f"{self.grade} {self.subject_kind}:{self.subject_id}"
