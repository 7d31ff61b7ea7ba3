"""Rows of agreements: what was agreed, by whom, for which costs."""

from django.db import models
from django.db.models import Q

from headrace.kit.crypto import EncryptedTextField
from headrace.kit.models_base import Case
from headrace.kit.money_fields import MinorUnits, currency_field


class Agreement(Case):
    """What was agreed; text, hash and policy pack are kept for life by the database."""

    offer_id = models.UUIDField(unique=True)
    demand_id = models.UUIDField(db_index=True)
    book_id = models.UUIDField()
    borrower_id = models.UUIDField(db_index=True)
    borrower_name = EncryptedTextField()
    district = models.CharField(max_length=60)
    model = models.CharField(max_length=40)
    principal_minor = MinorUnits()
    currency = currency_field()
    rate_yearly = models.DecimalField(max_digits=12, decimal_places=8)
    term_months = models.PositiveSmallIntegerField()
    plan_kind = models.CharField(max_length=30)
    purpose_code = models.CharField(max_length=40)
    payees = EncryptedTextField(default="")
    details = models.JSONField(default=dict)
    yearly_cost = models.DecimalField(max_digits=14, decimal_places=10)
    ceiling = models.DecimalField(max_digits=14, decimal_places=10, null=True)
    pack = models.CharField(max_length=40)
    pack_version = models.CharField(max_length=40)
    text_en = EncryptedTextField()
    text_zh = EncryptedTextField()
    document_hash = models.BinaryField()
    hash_algorithm = models.CharField(max_length=20)
    payment_reference = models.CharField(max_length=12, unique=True)
    state = models.CharField(max_length=12)
    effective_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contracts_lends_something", condition=Q(principal_minor__gt=0)
            ),
            models.CheckConstraint(
                name="contracts_effective_has_its_hour",
                condition=~Q(state__in=["effective", "completed"]) | Q(effective_at__isnull=False),
            ),
        ]


class Lender(Case):
    """A lender's part of an agreement, the weight by which every repayment is shared."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="lenders")
    position = models.PositiveSmallIntegerField()
    lender_id = models.UUIDField(db_index=True)
    name = EncryptedTextField()
    amount_minor = MinorUnits()
    hold_id = models.UUIDField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "lender_id"], name="contracts_lends_once"),
            models.CheckConstraint(
                name="contracts_part_is_positive", condition=Q(amount_minor__gt=0)
            ),
        ]


class CostLine(Case):
    """A line of the signed cost sheet."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="costs")
    code = models.CharField(max_length=40)
    payee_id = models.UUIDField()
    payee_name = EncryptedTextField()
    amount_minor = MinorUnits()
    due = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "code"], name="contracts_one_line_a_code")
        ]


class CollectedFee(Case):
    """What was collected under a line, never more than it allows."""

    line = models.ForeignKey(CostLine, models.PROTECT, related_name="collected")
    amount_minor = MinorUnits()


class Signature(Case):
    """A party's signature over the document hash. Append-only."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    organisation_id = models.UUIDField()
    person_id = models.UUIDField()
    jws = models.TextField()
    thumbprint = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "organisation_id"], name="contracts_signs_once"
            )
        ]
