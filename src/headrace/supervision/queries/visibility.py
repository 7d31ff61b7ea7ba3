"""Which rows of the supervisor an actor may see: the one place that decides."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.supervision.models import Alert, FreezeOrder, SupervisionCase
from headrace.supervision.rules.authority import readable_prefix

Row = TypeVar("Row", bound=Model)


def alerts_visible_to(actor: Actor) -> QuerySet[Alert]:
    """Return the alerts of the districts that the actor oversees; an auditor reads all."""
    return _within(Alert.objects.all(), actor)


def cases_visible_to(actor: Actor) -> QuerySet[SupervisionCase]:
    """Return the cases of the districts that the actor oversees; an auditor reads all."""
    return _within(SupervisionCase.objects.all(), actor)


def freeze_orders_visible_to(actor: Actor) -> QuerySet[FreezeOrder]:
    """Return the orders of those districts, and the ones against the actor's own organisation."""
    own = FreezeOrder.objects.filter(organisation_id=actor.organisation_id)
    return own | _within(FreezeOrder.objects.all(), actor)


def alert_for(alert_id: UUID, actor: Actor) -> Alert:
    """Return one alert; :raises NotFound: not there, or not the actor's to see."""
    return _one(alerts_visible_to(actor), alert_id, "alert_id")


def case_for(case_id: UUID, actor: Actor) -> SupervisionCase:
    """Return one case; :raises NotFound: not there, or not the actor's to see."""
    return _one(cases_visible_to(actor), case_id, "case_id")


def freeze_order_for(order_id: UUID, actor: Actor) -> FreezeOrder:
    """Return one order; :raises NotFound: not there, or not the actor's to see."""
    return _one(freeze_orders_visible_to(actor), order_id, "order_id")


def _within(rows: QuerySet[Row], actor: Actor) -> QuerySet[Row]:
    prefix = readable_prefix(actor.roles, actor.district)
    return rows.none() if prefix is None else rows.filter(district__startswith=prefix)


def _one(rows: QuerySet[Row], row_id: UUID, field: str) -> Row:
    found = rows.filter(pk=row_id).first()
    if found is None:
        raise NotFound(field=field)
    return found
