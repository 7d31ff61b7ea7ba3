"""The books of a firm: its owner lets the centre read them and sends the invoices."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from headrace.evidence import services as evidence
from headrace.kit.clock import day_of
from headrace.simulation.invoices import Invoice, envelopes, event, invoices
from headrace.simulation.keys import key_of
from headrace.simulation.owners import Owner
from headrace.simulation.plan import Plan

# The experts whom a firm of the town lets see its invoices, beside the centre itself.
_WHO_MAY_LOOK = ("centre", "authentication", "evaluation", "rating", "guarantee", "insurer")


def show_invoices(plan: Plan, owner: Owner, at: datetime) -> int:
    """Grant consent and send the invoices of the firm's history; return how many were taken."""
    today = day_of(at)
    consent_id = evidence.grant_consent(
        key=key_of("consent", owner.organisation_id),
        by=owner.actor(at),
        at=at,
        purpose="credit",
        data_kinds=["invoice"],
        grantees=_WHO_MAY_LOOK,
        from_date=today - timedelta(days=1100),
        to_date=today + timedelta(days=360),
    )
    history = invoices(plan, owner.firm, until=today)
    return send(owner, history, consent_id, at)


def send(owner: Owner, history: Iterable[Invoice], consent_id: UUID, at: datetime) -> int:
    """Send invoices in envelopes; return how many the centre took in."""
    source = f"/organisations/{owner.organisation_id}/books"
    events = [
        event(each, source=source, consent_id=consent_id, firm_id=owner.organisation_id)
        for each in history
    ]
    taken = 0
    for number, envelope in enumerate(envelopes(events)):
        receipt = evidence.ingest(
            key=key_of("envelope", consent_id, day_of(at), number),
            by=owner.actor(at),
            at=at,
            envelope=envelope,
        )
        taken += receipt.accepted
    return taken
