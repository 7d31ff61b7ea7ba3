"""Opening a file, and proving later what was seen when it was decided."""

from datetime import datetime
from uuid import UUID

from headrace.kit.actors import Actor
from headrace.kit.canonical import ALGORITHM, canonical_json
from headrace.kit.errors import N_, NotAdmitted
from headrace.kit.journal import record
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction, transaction
from headrace.market import models
from headrace.market.queries.dossier import LIVE_PARTS, Dossier, dossier
from headrace.market.queries.snapshots import stored
from headrace.market.queries.visible import lender_roles
from headrace.market.rules import push as push_rules
from headrace.market.rules.offer import StalePage, changed_parts


class NotALender(NotAdmitted):
    """Only an admitted lender opens files to decide on them."""

    message = N_("Only an admitted lender opens this file.")
    remedy = N_("Apply for the role of a lender.")

    def __init__(self) -> None:
        super().__init__(field="demand_id")


@transaction
@once("market.open_dossier")
def open_dossier(*, key: UUID, by: Actor, at: datetime, demand_id: UUID) -> str:
    """
    Open a file: it is frozen as it stands, and its hex hash goes with every decision on it.

    :raises headrace.kit.errors.NotFound: this lender was not shown the demand
    :raises NotALender: the actor's institution may not lend
    """
    if not by.roles & lender_roles():
        raise NotALender
    seen = dossier(demand_id, by, at)
    freeze(seen, at=at)
    pushes = models.Push.objects.select_for_update().filter(
        demand=demand_id, lender_id=by.organisation_id
    )
    for push in pushes:
        push.state = push_rules.after(push_rules.State(push.state), push_rules.Event.OPEN)
        push.save()
    record(
        "market.dossier.opened",
        subject=Subject("demand", demand_id),
        about=seen.demand.enterprise_id,
        by=by,
        at=at,
        facts={"seen": seen.hash, "lender": by.organisation_id},
    )
    return seen.hash


@needs_transaction
def freeze(seen: Dossier, *, at: datetime) -> models.Snapshot:
    """Keep a file under its hash; the same file is kept once, whoever saw it."""
    row, _ = models.Snapshot.objects.get_or_create(
        digest=bytes.fromhex(seen.hash),
        defaults={
            "demand_id": seen.demand.id,
            "content": canonical_json(seen.content).decode(),
            "parts": dict(seen.parts),
            "algorithm": ALGORITHM,
            "created_at": at,
        },
    )
    return row


@needs_transaction
def what_was_seen(*, demand_id: UUID, seen_hash: str, by: Actor, at: datetime) -> models.Snapshot:
    """
    Return the frozen file behind a hash, if it still tells how things stand.

    New invoices alone change nothing; a finding, grade, doubt or term that changed does.
    :raises StalePage: names the parts that changed, or that the file was never opened
    """
    now = dossier(demand_id, by, at)
    if now.hash == seen_hash:
        return freeze(now, at=at)
    seen = stored(seen_hash)
    if seen is None or seen.demand_id != demand_id:
        raise StalePage(demand_id=demand_id, changed=())
    changed = set(changed_parts(seen.parts, now.parts)) - LIVE_PARTS
    if changed:
        raise StalePage(demand_id=demand_id, changed=changed)
    return seen
