"""The books of a real firm: consent to the days that the set covers, and its invoices by bulk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from headrace.evidence import queries as evidence
from headrace.evidence import services
from headrace.simulation.dataset import Line
from headrace.simulation.invoices import Invoice, event
from headrace.simulation.keys import key_of
from headrace.simulation.owners import Owner

_COVERS = date(2016, 1, 1), date(2021, 12, 31)
_AT_ONCE = 10_000


@dataclass(slots=True)
class Sent:
    """What became of the invoices of one firm or of many."""

    taken: int = 0
    known: int = 0
    refused: int = 0
    rounded: int = 0

    def add(self, other: "Sent") -> None:
        """Count in what became of another firm's."""
        self.taken += other.taken
        self.known += other.known
        self.refused += other.refused
        self.rounded += other.rounded


def consent(owner: Owner, at: datetime) -> UUID:
    """Let the centre read the firm's invoices; return the consent's id."""
    return services.grant_consent(
        key=key_of("consent", owner.organisation_id),
        by=owner.actor(at),
        at=at,
        purpose="credit",
        data_kinds=["invoice"],
        from_date=_COVERS[0],
        to_date=_COVERS[1],
    )


def is_complete(owner: Owner, lines: int) -> bool:
    """Say whether so many events of the firm stand already: nothing need be sent."""
    return evidence.received_count(owner.organisation_id) >= lines


def send(owner: Owner, lines: Iterable[Line], consent_id: UUID, at: datetime) -> Sent:
    """Send invoices by bulk, in portions of one transaction each."""
    sent, waiting = Sent(), iter(lines)
    while some := list(islice(waiting, _AT_ONCE)):
        receipt = services.ingest_bulk(
            key=key_of("bulk", consent_id, some[0].name, some[-1].name),
            by=owner.actor(at),
            at=at,
            envelope=list(_events(owner, some, consent_id)),
        )
        rounded = sum(each.rounded for each in some)
        sent.add(Sent(receipt.accepted, receipt.existing, len(receipt.refused), rounded))
    return sent


def _events(owner: Owner, lines: Iterable[Line], consent_id: UUID) -> Iterator[dict[str, Any]]:
    source = f"/organisations/{owner.organisation_id}/books"
    for each in lines:
        invoice = Invoice(
            each.name, each.direction, each.day, each.fen, each.counterparty, each.voided
        )
        yield event(invoice, source=source, consent_id=consent_id, firm_id=owner.organisation_id)
