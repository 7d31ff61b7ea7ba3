"""What a rule said of a subject."""

from django.db import models
from django.db.models import Q

from headrace.kit.models_base import Case
from headrace.rulebook.models.rule import Rule


class Verdict(models.TextChoices):
    """What a rule said of a subject."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    REPORTED = "reported"


class RuleDecision(Case):
    """One application of a rule to a subject: never changed, never deleted."""

    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+")
    pack = models.CharField(max_length=40)
    pack_version = models.PositiveIntegerField()
    key = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    inputs = models.JSONField()
    verdict = models.CharField(max_length=8, choices=Verdict)
    decided_by_person = models.UUIDField(null=True)
    decided_by_organisation = models.UUIDField()

    class Meta:
        db_table = "rulebook_decision"
        constraints = [
            models.CheckConstraint(
                name="rulebook_decision_verdict_known", condition=Q(verdict__in=Verdict.values)
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="rulebook_decision_by_subject")
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.verdict}"
