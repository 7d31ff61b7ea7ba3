"""Who sees which demand and which offer; every read by id goes through here."""

from uuid import UUID

from django.db.models import Q, QuerySet

from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.market import models
from headrace.market.rules import demand, offer
from headrace.products import queries as products

SUPERVISING = frozenset({"government", "auditor"})


def demands_visible_to(actor: Actor) -> QuerySet[models.Demand]:
    """
    A firm sees its own, a lender what it was shown or acts on, government those of its area.

    A provider sees none: it answers a request and knows no more than the request says.
    """
    seen = Q(enterprise_id=actor.organisation_id)
    if actor.roles & lender_roles():
        mine = {"lender_id": actor.organisation_id}
        shown = models.Push.objects.filter(**mine).values("demand_id")
        acted = models.Offer.objects.filter(**mine).values("demand_id")
        seen |= Q(pk__in=shown) | Q(pk__in=acted)
    if actor.roles & SUPERVISING:
        area = products.area_of(actor.district)
        seen |= Q(district__startswith=area) & ~Q(state=demand.State.DRAFT)
    return models.Demand.objects.filter(seen)


def offers_visible_to(actor: Actor) -> QuerySet[models.Offer]:
    """A firm sees what two keys stand behind, a lender its own, government those of its area."""
    seen = Q(
        demand__enterprise_id=actor.organisation_id,
        approved_at__isnull=False,
        state__in=[each.value for each in offer.SEEN_BY_FIRM],
    )
    if actor.roles & lender_roles():
        seen |= Q(lender_id=actor.organisation_id)
    if actor.roles & SUPERVISING:
        seen |= Q(demand__district__startswith=products.area_of(actor.district))
    return models.Offer.objects.filter(seen).select_related("demand")


def visible_demand(demand_id: UUID, actor: Actor) -> models.Demand:
    """Return a demand's row; :raises NotFound: not there, or not this actor's to see."""
    row = demands_visible_to(actor).filter(pk=demand_id).first()
    if row is None:
        raise NotFound(field="demand_id")
    return row


def lender_roles() -> frozenset[str]:
    """Return the roles that may lend in any way of financing."""
    return frozenset[str]().union(*(each.lender_roles for each in products.financing_models()))
