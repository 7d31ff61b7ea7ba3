"""What a lender does with a matched request besides offering: decline it, or mute it."""

from datetime import datetime
from uuid import UUID

from headrace.kit.actors import MAKER, Actor, demand
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.transactions import transaction
from headrace.market import models
from headrace.market.rules import push as rules
from headrace.market.services.telling import tell_demand


@transaction
@once("market.decline_demand")
def decline_demand(
    *, key: UUID, by: Actor, at: datetime, demand_id: UUID, reason: str, text: str
) -> UUID:
    """
    Decline a request that was shown to the actor's institution.

    :param reason: one of `rules.push.DECLINE_CODES`
    :param text: for the firm: why, and what would change the answer
    :raises rules.push.DeclineUnexplained: :raises rules.push.PushStateRefused:
    """
    rules.check_decline(reason, text)
    asked = _each_moved(demand_id, rules.Event.DECLINE, by, code=reason, text=text)
    tell_demand("declined", asked, by=by, at=at, lender=by.organisation_id, reason=reason)
    return asked.id


@transaction
@once("market.mute_push")
def mute_push(*, key: UUID, by: Actor, at: datetime, demand_id: UUID) -> UUID:
    """Take a matched request off the actor's desk without answering it."""
    asked = _each_moved(demand_id, rules.Event.MUTE, by)
    tell_demand("muted", asked, by=by, at=at, lender=by.organisation_id)
    return asked.id


def _each_moved(
    demand_id: UUID, event: rules.Event, by: Actor, *, code: str = "", text: str = ""
) -> models.Demand:
    demand(by, duty=MAKER)
    rows = models.Push.objects.select_for_update().filter(
        demand=demand_id, lender_id=by.organisation_id
    )
    pushes = list(rows.exclude(state=rules.State.ENDED).order_by("id"))
    if not pushes:
        raise NotFound(field="demand_id")
    for push in pushes:
        push.state = rules.after(rules.State(push.state), event)
        push.decline_code, push.decline_text = code, text
        push.save()
    return models.Demand.objects.get(pk=demand_id)
