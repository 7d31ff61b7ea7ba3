"""Rows of the rulebook. Content of a rule never changes: a new row follows the old one."""

from django.db import models
from django.db.models import F, Q

from headrace.kit.models_base import Case


class Status(models.TextChoices):
    """How well a value is known: read in a public source, or still to be confirmed."""

    SOURCED = "S"
    UNCONFIRMED = "M"


class Severity(models.TextChoices):
    """What a breach does: stops the act, warns the actor, or is only reported."""

    BLOCK = "block"
    WARN = "warn"
    REPORT = "report"


class State(models.TextChoices):
    """Where a dated value stands; an ended rule stays in force for its own days."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Dated(Case):
    """A value of the law with its source, entered from a shipped file or by four eyes."""

    source = models.TextField()
    status = models.CharField(max_length=1, choices=Status)
    state = models.CharField(max_length=9, choices=State)
    reason = models.TextField(blank=True, default="")
    proposed_by = models.UUIDField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


def _promises(table: str) -> list[models.BaseConstraint]:
    """Two pairs of eyes, and a decision with its author and hour, for a table of dated values."""
    return [
        models.CheckConstraint(name=f"{table}_status_known", condition=Q(status__in=Status.values)),
        models.CheckConstraint(name=f"{table}_state_known", condition=Q(state__in=State.values)),
        models.CheckConstraint(name=f"{table}_sourced", condition=~Q(source="")),
        models.CheckConstraint(
            name=f"{table}_decided_by_and_at_together",
            condition=Q(decided_by=None, decided_at=None)
            | Q(decided_by__isnull=False, decided_at__isnull=False),
        ),
        models.CheckConstraint(
            name=f"{table}_four_eyes",
            condition=Q(proposed_by=None)
            | Q(decided_by=None, state=State.PROPOSED)
            | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
        ),
    ]


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
            *_promises("rulebook_rule"),
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


class SeriesPoint(Dated):
    """A published figure that holds from `on` until the next one, such as the loan prime rate."""

    series = models.CharField(max_length=40)
    on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=8)

    class Meta:
        db_table = "rulebook_series_point"
        constraints = [
            *_promises("rulebook_series_point"),
            models.UniqueConstraint(
                name="rulebook_series_point_once_a_day",
                fields=["series", "on"],
                condition=Q(state=State.IN_FORCE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.on} {self.value}"


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
