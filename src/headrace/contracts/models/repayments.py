"""Rows of receipts: where each cent went."""

from django.db import models
from django.db.models import F, Q

from headrace.contracts.models.agreements import Agreement
from headrace.contracts.models.loans import Instalment
from headrace.kit.models_base import Case
from headrace.kit.money_fields import MinorUnits


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
