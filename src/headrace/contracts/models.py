"""Rows of agreements, loans and payments. Private to this package."""

from django.db import models
from django.db.models import F, Q

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


class Drawdown(Case):
    """A request for the money; at most one is under way or booked."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="drawdowns")
    instruction_id = models.UUIDField(unique=True)
    amount_minor = MinorUnits()
    payee_name = EncryptedTextField()
    state = models.CharField(max_length=10)
    reason = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(state__in=["prepared", "booked"]),
                name="contracts_one_drawdown",
            )
        ]


class Loan(Case):
    """The claim under an effective agreement, with its counters."""

    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="loan")
    state = models.CharField(max_length=20, db_index=True)
    principal_minor = MinorUnits()
    currency = currency_field()
    principal_paid_minor = MinorUnits(default=0)
    interest_paid_minor = MinorUnits(default=0)
    drawn_date = models.DateField(null=True)
    days_past_due = models.PositiveIntegerField(default=0)
    repaid_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contracts_repays_at_most_principal",
                condition=Q(
                    principal_paid_minor__gte=0, principal_paid_minor__lte=F("principal_minor")
                ),
            )
        ]


class Instalment(Case):
    """One row of the dated plan."""

    loan = models.ForeignKey(Loan, models.PROTECT, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    due_date = models.DateField()
    principal_minor = MinorUnits()
    interest_minor = MinorUnits()
    principal_paid_minor = MinorUnits(default=0)
    interest_paid_minor = MinorUnits(default=0)
    state = models.CharField(max_length=6, default="due")
    paid_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["loan", "number"], name="contracts_one_row_a_number"),
            models.CheckConstraint(
                name="contracts_pays_within_the_row",
                condition=Q(
                    principal_paid_minor__gte=0,
                    principal_paid_minor__lte=F("principal_minor"),
                    interest_paid_minor__gte=0,
                    interest_paid_minor__lte=F("interest_minor"),
                ),
            ),
            models.CheckConstraint(
                name="contracts_paid_has_its_hour",
                condition=Q(state="paid", paid_at__isnull=False)
                | (~Q(state="paid") & Q(paid_at=None)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_date"], condition=~Q(state="paid"), name="contracts_open_by_due"
            )
        ]


class Repayment(Case):
    """A receipt that carried the contract's reference; its transfer makes it unique."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="repayments")
    transfer_id = models.UUIDField(unique=True)
    amount_minor = MinorUnits()
    value_date = models.DateField()
    principal_minor = MinorUnits(default=0)
    interest_minor = MinorUnits(default=0)
    surplus_minor = MinorUnits(default=0)
    state = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contracts_every_cent_has_its_place",
                condition=~Q(state="allocated")
                | Q(amount_minor=F("principal_minor") + F("interest_minor") + F("surplus_minor")),
            )
        ]


class Allocation(Case):
    """The part of a repayment that one instalment took."""

    repayment = models.ForeignKey(Repayment, models.PROTECT, related_name="allocations")
    instalment = models.ForeignKey(Instalment, models.PROTECT, related_name="allocations")
    principal_minor = MinorUnits()
    interest_minor = MinorUnits()


class LenderPayment(Case):
    """The part of a repayment that one lender got; the ledger's group is the repayment's id."""

    repayment = models.ForeignKey(Repayment, models.PROTECT, related_name="lender_payments")
    lender_id = models.UUIDField(db_index=True)
    principal_minor = MinorUnits()
    interest_minor = MinorUnits()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["repayment", "lender_id"], name="contracts_one_share_a_lender"
            )
        ]


class Arrears(Case):
    """A stretch during which an instalment was late; kept when it is cleared."""

    instalment = models.ForeignKey(Instalment, models.PROTECT, related_name="arrears")
    since_date = models.DateField()
    cleared_date = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["instalment"],
                condition=Q(cleared_date=None),
                name="contracts_late_once_at_a_time",
            )
        ]


class DayClose(models.Model):
    """A day whose arrears have been counted; a second run of it changes nothing."""

    on = models.DateField(primary_key=True)
    closed_at = models.DateTimeField()
    newly_late = models.PositiveIntegerField()
    still_late = models.PositiveIntegerField()
