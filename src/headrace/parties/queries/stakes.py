"""Reads of declared shares: is there a conflict of interest between two organisations?"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from headrace.parties import models
from headrace.parties.rules import stakes
from headrace.rulebook import queries as rulebook


@dataclass(frozen=True, slots=True)
class Conflict:
    """A share large enough to be flagged, in millionths, and the rule that says so."""

    owner_id: UUID
    owned_id: UUID
    share_ppm: int
    rule: rulebook.RuleAnswer


def conflicts_between(one: UUID, other: UUID, *, on: date) -> tuple[Conflict, ...]:
    """Return the shares between two parties that the rule of the day flags (two queries)."""
    rule = rulebook.look_up("conflict.stake_ppm", on=on)
    either = Q(owner=one, owned=other) | Q(owner=other, owned=one)
    rows = models.Stake.objects.filter(either, since_date__lte=on).order_by("since_date")
    # A later declaration replaces an earlier one.
    latest = {(each.owner_id, each.owned_id): each.share_ppm for each in rows}
    return tuple(
        Conflict(owner, owned, share_ppm, rule)
        for (owner, owned), share_ppm in sorted(latest.items())
        if stakes.is_conflict(share_ppm=share_ppm, from_ppm=rule.value["from_ppm"])
    )
