"""A firm's permission to receive some of its data for some purpose and for some time."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from headrace.evidence.rules.consent import ConsentState, ConsentTerms
from headrace.kit.models_base import Case


class Consent(Case):
    """
    Who consented to what.

    `grantees` are the kinds of party that may look (`centre` or a role), `providers` the
    organisations that may deliver data; both ends of the range of days are inside it.
    """

    grantor_id = models.UUIDField(db_index=True)
    grantees = ArrayField(models.CharField(max_length=40))
    providers = ArrayField(models.UUIDField(), default=list)
    purpose = models.CharField(max_length=80)
    data_kinds = ArrayField(models.CharField(max_length=20))
    from_date = models.DateField()
    to_date = models.DateField()
    expires_at = models.DateTimeField()
    state = models.CharField(
        max_length=9, choices=[(each.value, each.value) for each in ConsentState]
    )
    asked_by = models.UUIDField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "evidence_consent"
        constraints = [
            models.CheckConstraint(
                name="evidence_consent_state_known",
                condition=Q(state__in=[each.value for each in ConsentState]),
            ),
            models.CheckConstraint(
                name="evidence_consent_range_in_order", condition=Q(from_date__lte=F("to_date"))
            ),
            models.CheckConstraint(
                name="evidence_consent_lives", condition=Q(expires_at__gt=F("created_at"))
            ),
            models.CheckConstraint(
                name="evidence_consent_covers_something", condition=Q(data_kinds__len__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {', '.join(self.data_kinds)} ({self.state})"

    def terms(self) -> ConsentTerms:
        """Return what the rules need to know of this consent."""
        return ConsentTerms(
            id=self.id,
            grantor_id=self.grantor_id,
            providers=frozenset(self.providers),
            data_kinds=frozenset(self.data_kinds),
            from_date=self.from_date,
            to_date=self.to_date,
            expires_at=self.expires_at,
            state=ConsentState(self.state),
        )
