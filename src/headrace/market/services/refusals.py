"""A refused price leaves a decision behind, although the verb that refused was rolled back."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from headrace.kit.actors import Actor
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction
from headrace.rulebook import queries, services

_INPUTS = ("lender", "lender_type", "yearly_cost_rate", "ceiling_rate", "on", "fee")


@needs_transaction
def keep_refused_price(facts: Mapping[str, Any], *, by: Actor, at: datetime) -> UUID:
    """
    Keep the decision behind a `RateAboveCeiling`, from the facts it allows in the journal.

    The rule is looked up again for the day of the refusal; rules never change their past.
    """
    on = date.fromisoformat(facts["on"])
    ceiling = queries.cost_ceiling(lender_type=facts["lender_type"], on=on)
    return services.decide(
        rule=ceiling.rule,
        subject=Subject("demand", UUID(facts["demand"])),
        inputs={name: facts[name] for name in _INPUTS},
        verdict="refused",
        by=by,
        at=at,
    )
