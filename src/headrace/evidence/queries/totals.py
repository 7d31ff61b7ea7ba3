"""
Reads of what a firm's events add up to, by day and by trading partner.

Amounts are exact, in minor units of one currency.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Min, Sum

from headrace.evidence import models


@dataclass(frozen=True, slots=True)
class DayTotal:
    """
    One day's invoices in one direction.

    `count`, `sum_minor` and `sum_sq` speak of the documents in force, credit notes (below zero)
    among them; `voided` ones stand in none of the three.
    """

    day: date
    direction: str
    count: int
    sum_minor: int
    sum_sq: int
    voided: int
    credit_notes: int


@dataclass(frozen=True, slots=True)
class DaySales:
    """What was sold on a day, credit notes taken off."""

    day: date
    sum_minor: int
    count: int


@dataclass(frozen=True, slots=True)
class PartnerShare:
    """A trading partner's share of all as a fraction; `partner` is a keyed hash, `label` masked."""

    partner: str
    label: str
    sum_minor: int
    share: Decimal


def invoice_aggregates(
    enterprise_id: UUID, *, until: date, since: date = date.min, currency: str = "CNY"
) -> tuple[DayTotal, ...]:
    """Return the totals of each day and direction, `since` and `until` inside, oldest first."""
    rows = models.DayTotal.objects.filter(
        enterprise_id=enterprise_id,
        kind="invoice",
        currency=currency,
        day__gte=since,
        day__lte=until,
    ).order_by("day", "direction")
    return tuple(
        DayTotal(
            row.day,
            row.direction,
            row.count,
            int(row.sum_minor),
            int(row.sum_squares),
            row.voided,
            row.credit_notes,
        )
        for row in rows
    )


def daily_sales(
    enterprise_id: UUID, from_date: date, to_date: date, *, currency: str = "CNY"
) -> tuple[DaySales, ...]:
    """Return the days on which something was sold, both ends inside, oldest first."""
    days = invoice_aggregates(enterprise_id, since=from_date, until=to_date, currency=currency)
    return tuple(
        DaySales(each.day, each.sum_minor, each.count) for each in days if each.direction == "sale"
    )


def top_counterparty_shares(
    enterprise_id: UUID,
    *,
    until: date,
    since: date = date.min,
    direction: str = "sale",
    limit: int = 5,
    currency: str = "CNY",
) -> tuple[PartnerShare, ...]:
    """
    Return the largest trading partners by amount, whole months from `since` to `until`.

    Shares are of the partners with a sum above zero, to six places; equal sums go by hash.
    """
    rows = models.PartnerTotal.objects.filter(
        enterprise_id=enterprise_id,
        kind="invoice",
        direction=direction,
        currency=currency,
        month__gte=since.replace(day=1),
        month__lte=until,
    )
    sums = rows.values_list("counterparty").annotate(Sum("sum_minor"), Min("label"))
    return _largest([(bytes(key), int(total), label) for key, total, label in sums], limit)


def _largest(sums: list[tuple[bytes, int, str]], limit: int) -> tuple[PartnerShare, ...]:
    positive = [each for each in sums if each[1] > 0]
    whole = Decimal(sum(total for _, total, _ in positive))
    return tuple(
        PartnerShare(partner.hex(), label, total, round(total / whole, 6))
        for partner, total, label in sorted(positive, key=lambda each: (-each[1], each[0]))[:limit]
    )
