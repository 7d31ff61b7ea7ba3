"""Files as they were seen: read back by their hash."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from headrace.kit.actors import Actor
from headrace.kit.canonical import digest
from headrace.kit.errors import NotFound
from headrace.market import models
from headrace.market.queries.visible import visible_demand


@dataclass(frozen=True, slots=True)
class SnapshotView:
    """A frozen file: its canonical JSON, and whether that still has the hash it is stored under."""

    hash: str
    demand_id: UUID
    content: str
    parts: Mapping[str, str]
    algorithm: str
    stored_at: datetime
    intact: bool


def snapshot(seen_hash: str, actor: Actor) -> SnapshotView:
    """Return a frozen file of a demand that the actor may see; :raises NotFound:"""
    row = stored(seen_hash)
    if row is None:
        raise NotFound(field="seen_hash")
    visible_demand(row.demand_id, actor)
    return SnapshotView(
        hash=bytes(row.digest).hex(),
        demand_id=row.demand_id,
        content=row.content,
        parts=row.parts,
        algorithm=row.algorithm,
        stored_at=row.created_at,
        intact=digest(row.content.encode()) == bytes(row.digest),
    )


def stored(seen_hash: str) -> models.Snapshot | None:
    """Return the row of a frozen file by its hex hash, or None."""
    try:
        wanted = bytes.fromhex(seen_hash)
    except ValueError:
        return None
    return models.Snapshot.objects.filter(pk=wanted).first()
