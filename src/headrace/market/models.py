"""Rows of the market: demands, pushes, offers, and the files that decisions rested on."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from headrace.kit.models_base import Case
from headrace.kit.money_fields import MinorUnits, currency_field
from headrace.market.rules import demand, offer


def _texts(length: int) -> "ArrayField[Any, Any]":
    return ArrayField(models.CharField(max_length=length), default=list, blank=True)


class DemandCount(models.Model):
    """How many references a year has given out; its row is the queue for the next."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField()

    class Meta:
        db_table = "market_demand_count"


class Demand(Case):
    """
    What a firm asks for. `amount_least` is the least that helps; equal to the amount, all or none.

    `details` holds the fields that the wanted ways of financing require.
    """

    enterprise_id = models.UUIDField(db_index=True)
    district = models.CharField(max_length=6)
    reference_number = models.CharField(max_length=16, unique=True)
    amount_minor = MinorUnits()
    amount_least_minor = MinorUnits()
    currency = currency_field()
    term_months = models.PositiveSmallIntegerField()
    purpose_code = models.CharField(max_length=40)
    purpose_text = models.TextField()
    payees = _texts(200)
    innovation = models.BooleanField()
    repayment_source = models.TextField()
    plan_kind = models.CharField(max_length=40, blank=True)
    wanted_models = _texts(40)
    details = models.JSONField(default=dict)
    wanted_date = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=[(each, each) for each in demand.State])
    book_id = models.UUIDField(null=True)
    drafted_by = models.UUIDField()
    published_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    checks_due_at = models.DateTimeField(null=True)
    matched_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    pack = models.CharField(max_length=40, blank=True)
    pack_version = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="market_demand_least_within",
                condition=Q(amount_least_minor__gt=0, amount_least_minor__lte=F("amount_minor")),
            ),
            models.CheckConstraint(
                name="market_demand_published_whole",
                condition=Q(state__in=[demand.State.DRAFT, demand.State.WITHDRAWN])
                | Q(
                    published_at__isnull=False,
                    expires_at__isnull=False,
                    book_id__isnull=False,
                    pack_version__isnull=False,
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=Q(state__in=sorted(each.value for each in demand.OPEN)),
                name="market_demand_due",
            ),
            models.Index(fields=["district", "state"], name="market_demand_district"),
            GinIndex(
                fields=["purpose_text"], opclasses=["gin_trgm_ops"], name="market_demand_likeness"
            ),
        ]

    def __str__(self) -> str:
        return self.reference_number


class Likeness(Case):
    """A demand that resembles another: flagged for people, never refused by itself."""

    demand = models.ForeignKey(Demand, models.PROTECT, related_name="likenesses")
    other = models.ForeignKey(Demand, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    likeness_ppm = models.PositiveIntegerField()

    class Meta:
        db_table = "market_likeness"
        constraints = [
            models.UniqueConstraint(fields=["demand", "other"], name="market_flagged_once"),
            models.CheckConstraint(name="market_not_like_itself", condition=~Q(demand=F("other"))),
        ]


class Push(Case):
    """A demand shown to a lender under one product, with its ranks and reasons."""

    demand = models.ForeignKey(Demand, models.PROTECT, related_name="pushes")
    product_id = models.UUIDField()
    lender_id = models.UUIDField()
    place = models.PositiveSmallIntegerField()
    firm_ppm = models.PositiveIntegerField()
    lender_ppm = models.PositiveIntegerField()
    reasons = models.JSONField()
    state = models.CharField(max_length=10)
    decline_code = models.CharField(max_length=40, blank=True)
    decline_text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["demand", "product_id"], name="market_pushed_once")
        ]
        indexes = [models.Index(fields=["lender_id", "state"], name="market_push_of_lender")]


class Snapshot(models.Model):
    """
    A file as an officer saw it: canonical JSON, stored once under its hash, never changed.

    `parts` holds the hash of each part, so that a later change can be named.
    """

    digest = models.BinaryField(max_length=32, primary_key=True)
    demand = models.ForeignKey(Demand, models.PROTECT, related_name="snapshots")
    content = models.TextField()
    parts = models.JSONField()
    algorithm = models.CharField(max_length=20)
    created_at = models.DateTimeField()


class Offer(Case):
    """What a lender proposes; the money is held from the second key until it is bound or freed."""

    demand = models.ForeignKey(Demand, models.PROTECT, related_name="offers")
    product_id = models.UUIDField()
    lender_id = models.UUIDField(db_index=True)
    lender_type = models.CharField(max_length=40)
    model = models.CharField(max_length=40)
    amount_minor = MinorUnits()
    currency = currency_field()
    rate_yearly = models.DecimalField(max_digits=9, decimal_places=8)
    fees = models.JSONField(default=list)
    term_months = models.PositiveSmallIntegerField()
    plan_kind = models.CharField(max_length=40)
    conditions = models.TextField(blank=True)
    yearly_cost = models.DecimalField(max_digits=14, decimal_places=10)
    ceiling = models.DecimalField(max_digits=14, decimal_places=10)
    decision_id = models.UUIDField()
    pack = models.CharField(max_length=40)
    pack_version = models.PositiveIntegerField()
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="offers")
    state = models.CharField(max_length=10, choices=[(each, each) for each in offer.State])
    expires_at = models.DateTimeField()
    made_by = models.UUIDField()
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    fund_source_id = models.UUIDField(null=True)
    hold_id = models.UUIDField(null=True, unique=True)
    accepted_by = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="market_offer_amount", condition=Q(amount_minor__gt=0)),
            models.CheckConstraint(
                name="market_offer_within_ceiling", condition=Q(yearly_cost__lte=F("ceiling"))
            ),
            models.CheckConstraint(
                name="market_offer_four_eyes",
                condition=Q(approved_by=None) | ~Q(approved_by=F("made_by")),
            ),
            models.CheckConstraint(
                name="market_firm_is_covered",
                condition=~Q(state__in=["firm", "chosen", "accepted"])
                | Q(
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                    fund_source_id__isnull=False,
                    hold_id__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="market_accepted_by_and_at",
                condition=Q(accepted_by=None, accepted_at=None)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["demand", "product_id"],
                condition=Q(state__in=["made", "firm", "chosen"]),
                name="market_one_open_offer",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                condition=Q(state__in=["made", "firm"]),
                name="market_offer_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.lender_id} {self.state}"
