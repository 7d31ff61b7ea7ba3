"""Reads of the desk: alerts, cases, orders."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, Value, When

from headrace.kit.actors import Actor
from headrace.kit.subjects import Subject
from headrace.supervision.models import Alert, FreezeOrder
from headrace.supervision.queries.visibility import (
    alert_for,
    alerts_visible_to,
    cases_visible_to,
    freeze_order_for,
    freeze_orders_visible_to,
)
from headrace.supervision.rules.alerts import Severity, title_of

_PAGE = 100
_BY_GRAVITY = Case(
    When(severity=Severity.GRAVE, then=Value(0)),
    When(severity=Severity.WATCH, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)

_LIFTED = Case(When(lifted_at=None, then=Value(0)), default=Value(1), output_field=IntegerField())


@dataclass(frozen=True, slots=True)
class AlertView:
    """
    One alert; `title` is an English sentence for the catalogue of translations.

    :param about: the organisation concerned; its name is shown only where the reader opens it
    """

    id: UUID
    code: str
    title: str
    severity: str
    kind: str
    subject: Subject
    about: UUID
    district: str
    facts: Mapping[str, Any]
    state: str
    raised_at: datetime
    decide_by_date: date | None
    closed_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """One inquiry."""

    id: UUID
    organisation_id: UUID
    district: str
    reason: str
    state: str
    opened_at: datetime
    closed_at: datetime | None
    outcome: str
    alert_id: UUID | None
    freeze_orders: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class FreezeOrderView:
    """One order; `in_force` until it is lifted."""

    id: UUID
    organisation_id: UUID
    district: str
    reason: str
    ordered_at: datetime
    in_force: bool
    lifted_at: datetime | None
    lift_reason: str
    case_id: UUID | None


def alert(alert_id: UUID, actor: Actor) -> AlertView:
    """Return one alert; :raises NotFound: not there, or not the actor's to see."""
    return _alert(alert_for(alert_id, actor))


def alerts(actor: Actor, *, open_only: bool = True) -> tuple[AlertView, ...]:
    """Return at most a hundred alerts: what needs a decision first, the gravest, the newest."""
    rows = alerts_visible_to(actor)
    if open_only:
        rows = rows.exclude(state="closed")
    ordered = rows.order_by("decide_by_date", _BY_GRAVITY, "-created_at")
    return tuple(_alert(each) for each in ordered[:_PAGE])


def cases(actor: Actor) -> tuple[CaseView, ...]:
    """Return the inquiries that the actor may see, the newest first."""
    rows = cases_visible_to(actor).prefetch_related("freeze_orders").order_by("-created_at")
    return tuple(
        CaseView(
            id=each.id,
            organisation_id=each.subject_id,
            district=each.district,
            reason=each.reason,
            state=each.state,
            opened_at=each.created_at,
            closed_at=each.closed_at,
            outcome=each.outcome,
            alert_id=each.trigger_id,
            freeze_orders=tuple(order.id for order in each.freeze_orders.all()),
        )
        for each in rows[:_PAGE]
    )


def freeze_orders(actor: Actor, *, in_force_only: bool = True) -> tuple[FreezeOrderView, ...]:
    """
    Return at most a hundred orders that the actor may see: those in force, then the newest.

    An order in force never gives way to later ones that are lifted: it would stay for ever.
    """
    rows = freeze_orders_visible_to(actor)
    if in_force_only:
        rows = rows.filter(lifted_at=None)
    ordered = rows.order_by(_LIFTED, "-created_at")
    return tuple(_order(each) for each in ordered[:_PAGE])


def freeze_order(order_id: UUID, actor: Actor) -> FreezeOrderView:
    """Return one order; :raises NotFound: not there, or not the actor's to see."""
    return _order(freeze_order_for(order_id, actor))


def _alert(row: Alert) -> AlertView:
    return AlertView(
        id=row.id,
        code=row.code,
        title=title_of(row.code),
        severity=row.severity,
        kind=row.kind,
        subject=Subject(row.subject_kind, row.subject_id),
        about=row.about,
        district=row.district,
        facts=row.facts,
        state=row.state,
        raised_at=row.created_at,
        decide_by_date=row.decide_by_date,
        closed_at=row.closed_at,
        note=row.note,
    )


def _order(row: FreezeOrder) -> FreezeOrderView:
    return FreezeOrderView(
        id=row.id,
        organisation_id=row.organisation_id,
        district=row.district,
        reason=row.reason,
        ordered_at=row.created_at,
        in_force=row.lifted_at is None,
        lifted_at=row.lifted_at,
        lift_reason=row.lift_reason,
        case_id=row.case_id,
    )
