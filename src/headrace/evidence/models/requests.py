"""What the centre asks providers about a firm."""

from django.db import models
from django.db.models import Q

from headrace.evidence.rules.requests import RequestState
from headrace.kit.models_base import Case

_GONE = (RequestState.DECLINED.value,)


class ServiceRequest(Case):
    """
    One question to one provider; its id is the nonce that the signed answer must carry.

    A request without a provider waits for one to be accredited. When one declines, the request
    stays declined and a new one goes to another, so that nobody's answer is lost from sight.
    """

    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    enterprise_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=40)
    provider_id = models.UUIDField(null=True)
    required = models.BooleanField()
    due_at = models.DateTimeField()
    state = models.CharField(
        max_length=9,
        choices=[(each.value, each.value) for each in RequestState],
        default=RequestState.OPEN.value,
    )
    answered_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "evidence_service_request"
        indexes = [
            models.Index(
                fields=["provider_id", "due_at"],
                name="evidence_request_desk",
            ),
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["open", "accepted", "in_work"]),
                name="evidence_request_due",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="evidence_request_state_known",
                condition=Q(state__in=[each.value for each in RequestState]),
            ),
            models.UniqueConstraint(
                fields=["subject_id", "subject_kind", "kind"],
                condition=~Q(state__in=_GONE),
                name="evidence_one_live_request_a_kind",
            ),
            models.CheckConstraint(
                name="evidence_nobody_answers_for_himself",
                condition=Q(provider_id=None) | ~Q(provider_id=models.F("enterprise_id")),
            ),
            models.CheckConstraint(
                name="evidence_answered_has_its_hour",
                condition=Q(answered_at__isnull=False, state__in=["answered", "contested"])
                | (Q(answered_at=None) & ~Q(state__in=["answered", "contested"])),
            ),
            models.CheckConstraint(
                name="evidence_moved_only_by_a_provider",
                condition=Q(provider_id__isnull=False) | Q(state__in=["open", "late"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.subject_kind} {self.subject_id} ({self.state})"
