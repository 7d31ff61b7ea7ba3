"""Who owns how much of whom, as declared: the ground of conflicts of interest (M-ACT-11)."""

from datetime import datetime
from uuid import UUID

from headrace.kit import journal
from headrace.kit.actors import MAKER, Actor, demand
from headrace.kit.clock import day_of
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.parties import models
from headrace.parties.rules import stakes


@transaction
@once("parties.declare_stake")
def declare_stake(*, key: UUID, by: Actor, owned_id: UUID, share_ppm: int, at: datetime) -> UUID:
    """
    Declare the own organisation's share in another from today on; 0 ends it.

    :param share_ppm: millionths, 50_000 is 5 %
    :raises ShareImpossible: beyond the whole, or in the organisation itself
    :raises NotFound: there is no such organisation
    """
    demand(by, duty=MAKER)
    stakes.check_share(share_ppm=share_ppm, in_itself=owned_id == by.organisation_id)
    if not models.Organisation.objects.filter(pk=owned_id).exists():
        raise NotFound(field="owned_id")
    row, _ = models.Stake.objects.update_or_create(
        owner_id=by.organisation_id,
        owned_id=owned_id,
        since_date=day_of(at),
        defaults={"share_ppm": share_ppm, "declared_by": by.person_id, "created_at": at},
    )
    journal.record(
        "parties.stake.declared",
        subject=Subject("stake", row.id),
        about=owned_id,
        by=by,
        at=at,
        facts={"owner": row.owner_id, "owned": owned_id, "share_ppm": share_ppm},
    )
    return row.id
