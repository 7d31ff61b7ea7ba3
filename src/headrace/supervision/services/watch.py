"""The usury watch: every offer made, with its all-in cost and the ceiling it stood under."""

from decimal import Decimal
from uuid import UUID

from headrace.kit.journal import Entry
from headrace.kit.transactions import needs_transaction
from headrace.parties import queries as parties
from headrace.supervision import models


@needs_transaction
def watch_offer(entry: Entry) -> UUID:
    """Write down what a new offer costs; the same offer told twice stands once."""
    facts = entry.facts
    row, _ = models.OfferCost.objects.get_or_create(
        offer_id=entry.subject.id,
        defaults={
            "lender_id": UUID(facts["lender"]),
            "district": parties.organisation(entry.about).district,
            "model": facts["model"],
            "yearly_cost": Decimal(facts["yearly_cost"]),
            "ceiling": Decimal(facts["ceiling"]),
            "made_at": entry.at,
        },
    )
    return row.offer_id
