"""What the tests of evidence share: a firm, its consent, its events, providers who sign."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from headrace.evidence import services
from headrace.kit.actors import Actor
from headrace.kit.ids import new_id
from headrace.kit.models import LogEntry
from tests.evidence.town import Scene


def firm(organisation_id: UUID | None = None) -> Actor:
    """Return the owner of a firm that the centre has admitted."""
    duties = frozenset({"maker", "checker"})
    return Actor(new_id(), organisation_id or new_id(), frozenset({"enterprise"}), duties)


def consent_of(owner: Actor, at: datetime, **said: Any) -> UUID:
    """Grant a consent over invoices of ten years, unless something else is said."""
    terms: dict[str, Any] = {
        "purpose": "credit",
        "data_kinds": ["invoice"],
        "from_date": date(2015, 1, 1),
        "to_date": date(2030, 12, 31),
    }
    return services.grant_consent(key=new_id(), by=owner, at=at, **{**terms, **said})


def invoice(source_id: UUID, consent_id: UUID, **said: Any) -> dict[str, Any]:
    """Return a well-formed event; what is said goes into its data or, by name, its envelope."""
    event = {
        "specversion": "1.0",
        "type": "headrace.invoice.issued.v1",
        "source": f"/organisations/{source_id}/erp",
        "id": "F-1",
        "time": "2026-11-20T10:00:00+08:00",
        "consentid": str(consent_id),
        "data": {
            "direction": "sale",
            "amount": "1130.00",
            "currency": "CNY",
            "counterparty": "杭州云溪纺织有限公司",
            "issue_date": "2026-11-20",
            "number": "2644201900123",
        },
    }
    for name, value in said.items():
        (event if name in event or name in ("subject", "extra") else event["data"])[name] = value
    return event


@dataclass
class Feed:
    """A firm with a consent, and the ways to send its events."""

    owner: Actor
    consent_id: UUID
    at: datetime
    sent: int = field(default=0)

    @property
    def enterprise_id(self) -> UUID:
        return self.owner.organisation_id

    def event(self, **said: Any) -> dict[str, Any]:
        self.sent += 1
        return invoice(self.enterprise_id, self.consent_id, **{"id": f"F-{self.sent}", **said})

    def send(
        self, *events: Mapping[str, Any], by: Actor | None = None, at: datetime | None = None
    ) -> services.Receipt:
        return services.ingest(
            key=new_id(), by=by or self.owner, at=at or self.at, envelope=list(events)
        )

    def bulk(self, *events: Mapping[str, Any]) -> services.Receipt:
        return services.ingest_bulk(key=new_id(), by=self.owner, at=self.at, envelope=list(events))


def feed_at(at: datetime) -> Feed:
    """Return the feed of a new firm that consented an hour ago."""
    owner = firm()
    return Feed(owner, consent_of(owner, at - timedelta(hours=1)), at)


@pytest.fixture
def feed(db, at: datetime) -> Feed:
    return feed_at(at)


@dataclass(frozen=True)
class Told:
    """What the journal holds of one event."""

    kind: str
    facts: dict[str, Any]


def journalled(about: UUID, *kinds: str) -> list[Told]:
    """Return the journal's entries about an organisation, of some kinds, in their order."""
    rows = LogEntry.objects.filter(topic="journal", key=about, kind__in=kinds).order_by("id")
    return [Told(row.kind, row.payload["facts"]) for row in rows]


def together(attempts: Sequence[Any]) -> list[Any]:
    """Call each attempt in a thread of its own and return the answers; refusals are answers."""

    def run(attempt: Any) -> Any:
        try:
            return attempt()
        except services.RequestMoveRefused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))


@pytest.fixture
def scene(db, at: datetime) -> Scene:
    return Scene(at)
