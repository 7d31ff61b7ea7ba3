"""
Exact sums of events, as changes to add to what is stored.

Addition of integers: the order of events, and the envelopes they came in, cannot matter.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID


class Taken(NamedTuple):
    """What the sums need of an event that was received for the first time."""

    enterprise_id: UUID
    kind: str
    direction: str
    currency: str
    day: date
    amount_minor: int
    voided: bool
    counterparty: bytes
    label: str


class DayKey(NamedTuple):
    """One day of one enterprise, kind, direction and currency."""

    enterprise_id: UUID
    kind: str
    direction: str
    currency: str
    day: date


class PartnerKey(NamedTuple):
    """One month of one enterprise with one trading partner."""

    enterprise_id: UUID
    kind: str
    direction: str
    currency: str
    month: date
    counterparty: bytes


@dataclass(slots=True)
class DaySums:
    """Live documents in `count`, `sum_minor` and `sum_squares`; voided ones are only counted."""

    count: int = 0
    sum_minor: int = 0
    sum_squares: int = 0
    voided: int = 0
    credit_notes: int = 0

    def add(self, event: Taken) -> None:
        """Count one event; an amount below zero is a credit note and lowers the sum."""
        if event.voided:
            self.voided += 1
            return
        self.count += 1
        self.sum_minor += event.amount_minor
        self.sum_squares += event.amount_minor**2
        self.credit_notes += event.amount_minor < 0


@dataclass(slots=True)
class PartnerSums:
    """Live documents with one trading partner in one month, under a masked label."""

    label: str
    count: int = 0
    sum_minor: int = 0


def day_sums(events: Iterable[Taken]) -> dict[DayKey, DaySums]:
    """Return what these events add to the totals of each day."""
    sums: dict[DayKey, DaySums] = {}
    for event in events:
        sums.setdefault(DayKey(*event[:5]), DaySums()).add(event)
    return sums


def partner_sums(events: Iterable[Taken]) -> dict[PartnerKey, PartnerSums]:
    """Return what these events add to the totals of each month and trading partner."""
    sums: dict[PartnerKey, PartnerSums] = {}
    for event in events:
        if event.voided:
            continue
        key = PartnerKey(*event[:4], event.day.replace(day=1), event.counterparty)
        partner = sums.setdefault(key, PartnerSums(event.label))
        partner.label = min(partner.label, event.label)
        partner.count += 1
        partner.sum_minor += event.amount_minor
    return sums
