"""Packs and their rules. Content of a rule never changes: a new row follows the old one."""

from django.db import models
from django.db.models import F, Q

from headrace.kit.models_base import Case
from headrace.rulebook.models.dated import Dated, promises


class Severity(models.TextChoices):
    """What a breach does: stops the act, warns the actor, or is only reported."""

    BLOCK = "block"
    WARN = "warn"
    REPORT = "report"


class Pack(Case):
    """A named body of rules; `version` counts every change, shipped or approved."""

    name = models.CharField(max_length=40, unique=True)
    version = models.PositiveIntegerField()
    title_en = models.TextField()
    title_zh = models.TextField()
    jurisdiction = models.CharField(max_length=8)
    regime = models.BooleanField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    shipped_version = models.PositiveIntegerField()
    shipped_digest = models.BinaryField(max_length=32)

    class Meta:
        db_table = "rulebook_pack"
        constraints = [
            models.CheckConstraint(
                name="rulebook_pack_days_in_order",
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Rule(Dated):
    """One parameter for one scope over one run of days; `valid_to` is the first day without it."""

    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="rules")
    pack_version = models.PositiveIntegerField()
    key = models.CharField(max_length=80)
    scope = models.JSONField(default=dict)
    scope_key = models.CharField(max_length=300, blank=True)
    value = models.JSONField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    severity = models.CharField(max_length=6, choices=Severity)
    text_en = models.TextField()
    text_zh = models.TextField()

    class Meta:
        db_table = "rulebook_rule"
        constraints = [
            *promises("rulebook_rule"),
            models.CheckConstraint(
                name="rulebook_rule_severity_known", condition=Q(severity__in=Severity.values)
            ),
            models.CheckConstraint(
                name="rulebook_rule_days_in_order",
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["key", "valid_from"], name="rulebook_rule_by_key")]

    def __str__(self) -> str:
        return f"{self.key} {self.scope_key} from {self.valid_from}"
