"""What providers found, as they signed it; both tables only ever grow."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from headrace.evidence.models.requests import ServiceRequest
from headrace.kit.models_base import Case


class Finding(Case):
    """
    A signed answer: the compact token itself, its hash, and what was read from it.

    Never changed: a revocation or a dispute is a row of FindingTurn, an expiry is a comparison
    with `expires_at` at the moment of reading.
    """

    request = models.OneToOneField(ServiceRequest, models.PROTECT, related_name="finding")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    enterprise_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=40)
    issuer_id = models.UUIDField(db_index=True)
    key_thumbprint = models.CharField(max_length=200)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    claims = models.JSONField()
    method = models.CharField(max_length=200)
    confidence = models.SmallIntegerField()
    evidence_hashes = ArrayField(models.CharField(max_length=64))
    token = models.TextField()
    token_hash = models.BinaryField(unique=True)
    hash_algorithm = models.CharField(max_length=20)

    class Meta:
        db_table = "evidence_finding"
        indexes = [
            models.Index(fields=["subject_id", "subject_kind"], name="evidence_finding_subject")
        ]
        constraints = [
            models.CheckConstraint(
                name="evidence_finding_expires", condition=Q(expires_at__gt=F("issued_at"))
            ),
            models.CheckConstraint(
                name="evidence_finding_confidence_in_per_cent",
                condition=Q(confidence__gte=0, confidence__lte=100),
            ),
            models.CheckConstraint(
                name="evidence_no_finding_about_oneself",
                condition=~Q(issuer_id=F("enterprise_id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.issuer_id}"


class FindingTurn(Case):
    """A later turn in a finding's life: contested, upheld or revoked; the last one stands."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="turns")
    turn = models.CharField(max_length=9)
    reason = models.CharField(max_length=200)
    by_organisation = models.UUIDField()

    class Meta:
        db_table = "evidence_finding_turn"
        constraints = [
            models.CheckConstraint(
                name="evidence_finding_turn_known",
                condition=Q(turn__in=["contested", "upheld", "revoked"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.turn}"
