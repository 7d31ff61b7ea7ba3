"""Where an investor's money comes from, as declared and as the government found."""

from django.db import models
from django.db.models import Q

from headrace.kit.models_base import Case
from headrace.kit.money_fields import MinorUnits, currency_field
from headrace.parties.models.organisation import Organisation


class State(models.TextChoices):
    """Where a declared source stands."""

    DECLARED = "declared"
    REVIEWED = "reviewed"
    ADMITTED = "admitted"
    REFUSED = "refused"
    EXPIRED = "expired"


class FundSource(Case):
    """A source of funds up to a cap; `expires_date` is the first day without it."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="fund_sources"
    )
    origin = models.CharField(max_length=40)
    cap_minor = MinorUnits()
    currency = currency_field()
    evidence_hash = models.BinaryField(max_length=32)
    expires_date = models.DateField(null=True)
    state = models.CharField(max_length=9, choices=State, default=State.DECLARED)
    declared_by = models.UUIDField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_by_organisation = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        db_table = "parties_fund_source"
        constraints = [
            models.CheckConstraint(
                name="parties_fund_source_state_known", condition=Q(state__in=State.values)
            ),
            models.CheckConstraint(
                name="parties_fund_source_cap_positive", condition=Q(cap_minor__gt=0)
            ),
            models.CheckConstraint(
                name="parties_fund_source_decided_at_and_by_together",
                condition=Q(decided_at=None, decided_by_organisation=None)
                | Q(decided_at__isnull=False, decided_by_organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="parties_fund_source_judged_by_another",
                condition=Q(state=State.DECLARED)
                | (
                    Q(decided_by_organisation__isnull=False)
                    & ~Q(decided_by_organisation=models.F("organisation"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin} up to {self.cap_minor} {self.currency}"
