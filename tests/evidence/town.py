"""Firms and providers that the centre has admitted, and demands to ask about."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from headrace.evidence import queries, services
from headrace.kit.actors import Actor
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction
from headrace.parties import queries as parties
from headrace.parties import services as parties_services
from headrace.rulebook.queries import RequiredRequest
from tests.evidence.signing import Pen
from tests.parties.conftest import Town, founded

CLAIMS = {
    "authentication": {"identity": "clear", "licence_valid": True, "owners_checked": True},
    "evaluation": {"operation": "sound", "site_visited": True},
    "rating": {"grade": "A3", "confidence_percent": 80},
    "credit_history": {"open_loans": 1, "overdue_minor": 0, "debts_minor": 1_000_000},
    "insurance": {"cover_minor": 100, "premium_rate": "0.02"},
}


@dataclass
class Provider:
    """An accredited provider with its registered key."""

    actor: Actor
    pen: Pen
    role_id: UUID

    @property
    def id(self) -> UUID:
        return self.actor.organisation_id


@dataclass
class Scene:
    """A centre with one firm and its demand; providers come as a test needs them."""

    at: datetime
    town: Town = field(init=False)
    owner: Actor = field(init=False)
    demand: Subject = field(init=False)

    def __post_init__(self) -> None:
        self.town = founded(self.at)
        self.owner = self.town.member("enterprise")
        self.demand = Subject("demand", new_id())

    @property
    def firm_id(self) -> UUID:
        return self.owner.organisation_id

    def provider(self, kind: str) -> Provider:
        actor, pen = self.town.member(kind), Pen()
        self.town.do(parties_services.register_signing_key, actor, public_jwk=pen.public_jwk)
        (role,) = parties.roles_of(actor.organisation_id)
        return Provider(actor, pen, role.id)

    def suspend(self, provider: Provider) -> None:
        self.town.do(
            parties_services.suspend_role,
            self.town.central,
            role_id=provider.role_id,
            reason="inspection",
        )

    def ask(self, *kinds: str, optional: tuple[str, ...] = (), at: datetime | None = None) -> Any:
        """Ask about the demand: `kinds` are required, each within five days."""
        asked = [RequiredRequest(kind, 5, True) for kind in kinds]
        asked += [RequiredRequest(kind, 5, False) for kind in optional]
        with open_transaction():
            return services.open_requests(
                subject=self.demand,
                enterprise_id=self.firm_id,
                required=asked,
                by=self.owner,
                at=at or self.at,
            )

    def payload(self, provider: Provider, request_id: UUID, **changed: Any) -> dict[str, Any]:
        """Return the payload the centre asks for, with some members changed."""
        asked = queries.request(request_id, provider.actor)
        payload = queries.payload_to_sign(
            request_id,
            provider.actor,
            claims=CLAIMS[asked.kind],
            method="documents seen",
            confidence=90,
            evidence=["cd" * 32],
            at=self.at,
        )
        return {**payload, **changed}

    def answer(
        self,
        provider: Provider,
        request_id: UUID,
        token: str | None = None,
        at: datetime | None = None,
    ) -> UUID:
        token = token or provider.pen.sign(self.payload(provider, request_id))
        return services.answer_request(
            key=new_id(), by=provider.actor, at=at or self.at, request_id=request_id, token=token
        )

    def later(self, **time: int) -> datetime:
        return self.at + timedelta(**time)
