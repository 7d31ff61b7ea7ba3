"""Rows of the catalogue."""

from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from headrace.kit.models_base import Case
from headrace.kit.money_fields import MinorUnits, currency_field
from headrace.products.rules import State


def _codes(length: int = 40) -> "ArrayField[Any, Any]":
    return ArrayField(models.CharField(max_length=length), default=list, blank=True)


class Product(Case):
    """
    What a lender offers to firms that fit; empty lists of codes mean *any*.

    `rate_yearly` is the posted rate for the best grade, `rate_step_yearly` what each grade below
    adds; both nominal fractions.
    """

    owner_id = models.UUIDField(db_index=True)
    district = models.CharField(max_length=40)
    model = models.CharField(max_length=40)
    name_en = models.CharField(max_length=120)
    name_zh = models.CharField(max_length=120)
    currency = currency_field()
    amount_min_minor = MinorUnits()
    amount_max_minor = MinorUnits()
    term_min = models.PositiveSmallIntegerField()
    term_max = models.PositiveSmallIntegerField()
    rate_yearly = models.DecimalField(max_digits=9, decimal_places=8)
    rate_step_yearly = models.DecimalField(max_digits=9, decimal_places=8, default=Decimal(0))
    fees = models.JSONField(default=list)
    plan_kind = models.CharField(max_length=40)
    grade_floor = models.CharField(max_length=2)
    size_classes = _codes(12)
    purposes = _codes()
    districts = _codes()
    state = models.CharField(max_length=10, choices=[(each, each) for each in State])
    drafted_by = models.UUIDField()
    approved_by = models.UUIDField(null=True)
    launched_by = models.UUIDField(null=True)
    live_date = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="products_ranges_hold",
                condition=Q(
                    amount_min_minor__gt=0,
                    amount_max_minor__gte=F("amount_min_minor"),
                    term_min__gt=0,
                    term_max__gte=F("term_min"),
                ),
            ),
            models.CheckConstraint(
                name="products_live_was_approved",
                condition=~Q(state__in=[State.LIVE, State.PAUSED])
                | Q(approved_by__isnull=False, launched_by__isnull=False),
            ),
            models.CheckConstraint(
                name="products_four_eyes",
                condition=Q(launched_by=None) | ~Q(launched_by=F("drafted_by")),
            ),
        ]
        indexes = [models.Index(fields=["model"], condition=Q(state="live"), name="products_live")]

    def __str__(self) -> str:
        return self.name_en
