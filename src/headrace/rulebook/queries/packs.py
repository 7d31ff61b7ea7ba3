"""Packs of rules: which one governs the market on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from headrace.rulebook import models
from headrace.rulebook.rules import RuleNotFound


@dataclass(frozen=True, slots=True)
class PackView:
    """A pack; the one in force stands on every page beside the date."""

    name: str
    version: int
    title_en: str
    title_zh: str
    valid_from: date
    valid_to: date | None


def pack_in_force(on: date) -> PackView:
    """
    Return the pack that governs the market on a day.

    :raises RuleNotFound: no pack of the deployment covers that day
    """
    rows = models.Pack.objects.filter(holds(on), regime=True).order_by("-valid_from")
    row = rows.first()
    if row is None:
        raise RuleNotFound(key="pack", on=on)
    return _pack(row)


def packs() -> tuple[PackView, ...]:
    """Return every pack, by name."""
    return tuple(_pack(each) for each in models.Pack.objects.order_by("name"))


def holds(on: date) -> Q:
    """Return the condition that a row with a first day and a day after the last holds on a day."""
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))


def _pack(row: models.Pack) -> PackView:
    return PackView(row.name, row.version, row.title_en, row.title_zh, row.valid_from, row.valid_to)
