"""Dossiers: the file of a demand, opened by a lender and proved later by its hash."""

from typing import Annotated
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from headrace.api.shapes import Key, SignedRequest, view_of
from headrace.kit import clock
from headrace.market import queries as market
from headrace.market import services

router = Router(tags=["dossiers"])

Dossier = view_of(market.Dossier, "content")
SeenHash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Seen(Schema):
    """The hash of the file as it was opened; it goes with every decision on it."""

    seen_hash: str


@router.get("/{uuid:demand_id}", response=Dossier)
def dossier(request: SignedRequest, demand_id: UUID) -> market.Dossier:
    """Return the file of a demand as it stands now."""
    return market.dossier(demand_id, request.auth, clock.now())


@router.post("/{uuid:demand_id}/opening", response=Seen)
def open_dossier(request: SignedRequest, key: Key, demand_id: UUID) -> Seen:
    """Open a file as a lender: it is frozen as it stands."""
    return Seen(
        seen_hash=services.open_dossier(
            key=key, by=request.auth, at=clock.now(), demand_id=demand_id
        )
    )


@router.get("/seen/{seen_hash}", response=market.SnapshotView)
def snapshot(request: SignedRequest, seen_hash: SeenHash) -> market.SnapshotView:
    """Return a frozen file of a demand that the caller may see."""
    return market.snapshot(seen_hash, request.auth)
