"""Showing a graded demand to the lenders whose products it fits."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from headrace.credit import queries as credit
from headrace.kit.actors import Actor
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction
from headrace.market import models
from headrace.market.rules import demand as demand_rules
from headrace.market.rules import push as push_rules
from headrace.market.rules.matching import Fit, ranked_for_firm
from headrace.market.services.fitting import fits_of
from headrace.market.services.telling import tell_demand


@needs_transaction
def match_demand(*, demand_id: UUID, by: Actor, at: datetime) -> int:
    """
    Show a demand to every lender whose product it fits; return how many pairs stand.

    A new grade matches again: pairs that no longer fit end, decided ones stay as they are. A
    demand that no longer takes offers is left alone.
    """
    row = models.Demand.objects.select_for_update().get(pk=demand_id)
    if demand_rules.State(row.state) not in demand_rules.OPEN:
        return 0
    score = credit.score_for(Subject("demand", row.id))
    if score is None:
        return 0
    row.state = demand_rules.after(demand_rules.State(row.state), demand_rules.Event.MATCH)
    row.matched_at = row.matched_at or at
    row.save()
    fits = ranked_for_firm(fits_of(row, score, at))
    _keep(row, fits, at)
    lenders = sorted({str(each.owner_id) for each in fits})
    tell_demand("matching", row, by=by, at=at, pairs=len(fits), lenders=lenders)
    return len(fits)


def _keep(row: models.Demand, fits: tuple[Fit, ...], at: datetime) -> None:
    """Add new pairs, rank known ones anew, and end those that wait but no longer fit."""
    known = {each.product_id: each for each in row.pushes.select_for_update()}
    for place, each in enumerate(fits, start=1):
        values: dict[str, Any] = {
            "place": place,
            "firm_ppm": each.firm_ppm,
            "lender_ppm": each.lender_ppm,
            "reasons": [asdict(reason) for reason in each.reasons],
        }
        push = known.pop(each.product_id, None)
        if push is None:
            models.Push.objects.create(
                created_at=at,
                demand=row,
                product_id=each.product_id,
                lender_id=each.owner_id,
                state=push_rules.State.SHOWN,
                **values,
            )
        else:
            models.Push.objects.filter(pk=push.pk).update(**values)
    waiting = [each for each in known.values() if each.state in push_rules.WAITING]
    for gone in waiting:
        gone.state = push_rules.after(push_rules.State(gone.state), push_rules.Event.END)
        gone.save()
