"""Public keys with which parties sign findings, agreements and messages."""

from django.db import models
from django.db.models import F, Q

from headrace.kit.models_base import Case
from headrace.parties.models.organisation import Organisation
from headrace.parties.models.person import Person


class SigningKey(Case):
    """An Ed25519 public key as a JWK (RFC 8037), named by its thumbprint (RFC 7638)."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="signing_keys"
    )
    # A person's key signs agreements for the firm; a key without a person is the firm's own.
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="signing_keys"
    )
    public_jwk = models.JSONField()
    thumbprint = models.CharField(max_length=43, unique=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        db_table = "parties_signing_key"
        constraints = [
            models.CheckConstraint(
                name="parties_signing_key_times_in_order",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(
                name="parties_signing_key_is_public", condition=~Q(public_jwk__has_key="d")
            ),
        ]

    def __str__(self) -> str:
        return self.thumbprint
