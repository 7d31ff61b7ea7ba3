"""What an organisation may do here: applied for, admitted by government, suspended, ended."""

from django.db import models
from django.db.models import Q

from headrace.kit.models_base import Case
from headrace.parties.models.organisation import Organisation


class State(models.TextChoices):
    """Where a role stands."""

    APPLIED = "applied"
    ADMITTED = "admitted"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    REVOKED = "revoked"


LIVE = (State.APPLIED, State.ADMITTED, State.SUSPENDED)


class RoleGrant(Case):
    """One role of one organisation; `expires_date` is the first day without it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=40)
    licence = models.CharField(max_length=120, blank=True)
    district = models.CharField(max_length=6)
    expires_date = models.DateField(null=True)
    state = models.CharField(max_length=9, choices=State, default=State.APPLIED)
    applied_by = models.UUIDField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_by_organisation = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "parties_role_grant"
        constraints = [
            models.CheckConstraint(
                name="parties_role_state_known", condition=Q(state__in=State.values)
            ),
            models.CheckConstraint(
                name="parties_role_district_form", condition=Q(district__regex=r"^[0-9]{6}$")
            ),
            models.UniqueConstraint(
                name="parties_role_once_alive",
                fields=["organisation", "kind"],
                condition=Q(state__in=LIVE),
            ),
            models.CheckConstraint(
                name="parties_role_decided_at_and_by_together",
                condition=Q(decided_at=None, decided_by_organisation=None)
                | Q(decided_at__isnull=False, decided_by_organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="parties_role_admitted_by_somebody",
                condition=Q(state=State.APPLIED) | Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="parties_role_nobody_admits_himself",
                condition=Q(decided_by_organisation=None)
                | ~Q(decided_by_organisation=models.F("organisation")),
            ),
        ]
        indexes = [models.Index(fields=["kind", "state"], name="parties_role_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
