"""Business events: envelopes in, the firm's own latest events out."""

from typing import Any

from ninja import Body, Router, Schema
from pydantic import Field

from headrace.api.body import JSON_TYPES
from headrace.api.problems import translated
from headrace.api.shapes import Key, SignedRequest
from headrace.evidence import queries as evidence
from headrace.evidence import services
from headrace.kit import clock

router = Router(tags=["events"])

_ENVELOPE = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {
                "schema": {
                    "type": "array",
                    "maxItems": 500,
                    "items": {"type": "object", "description": "CloudEvents 1.0, structured"},
                }
            }
            for kind in JSON_TYPES
        },
    }
}


class Refusal(Schema):
    """Why one item was not taken; `index` counts from 0."""

    index: int
    id: str | None
    type: str = Field(description="What kind of problem, as in a problem document")
    field: str
    translations: dict[str, dict[str, str]]

    @classmethod
    def of(cls, refused: services.ItemRefusal) -> "Refusal":
        """Return a refusal in both languages."""
        return cls(
            index=refused.index,
            id=refused.id,
            type=f"/problems/{refused.code}",
            field=refused.field,
            translations=translated(refused.problem),
        )


class Receipt(Schema):
    """What became of an envelope: every item is counted in exactly one of the three."""

    accepted: int
    existing: int
    refused: list[Refusal]


@router.post("", response=Receipt, openapi_extra=_ENVELOPE)
def receive(request: SignedRequest, key: Key, envelope: Body[list[Any]]) -> Receipt:
    """
    Take in up to 500 events; each is taken once, known already, or refused alone.

    An event is known by its source and id, so an envelope can be sent again under any key.
    """
    receipt = services.ingest(key=key, by=request.auth, at=clock.now(), envelope=envelope)
    return Receipt(
        accepted=receipt.accepted,
        existing=receipt.existing,
        refused=[Refusal.of(each) for each in receipt.refused],
    )


@router.get("", response=list[evidence.EventView])
def own_events(request: SignedRequest) -> list[evidence.EventView]:
    """Return the latest events about the caller's own firm, at most a hundred."""
    return list(evidence.recent_events(request.auth.organisation_id))
