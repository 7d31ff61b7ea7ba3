"""The supervisor's desk: alerts, cases, freezes, the console."""

from dataclasses import replace
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext
from ninja import Router, Schema

from headrace.api.shapes import Key, Made, SignedRequest, Text, Why
from headrace.kit import clock
from headrace.kit.subjects import Subject
from headrace.supervision import queries as supervision
from headrace.supervision import services

router = Router(tags=["supervision"])


class AlertClosing(Schema):
    """Why an alert is closed."""

    note: Text


class Inquiry(Why):
    """Into whom an inquiry is opened, and the alert that led to it."""

    organisation_id: UUID
    alert_id: UUID | None = None


class Outcome(Schema):
    """What came out of an inquiry."""

    outcome: Text


class Order(Why):
    """Whose money is to be frozen."""

    subject_kind: Literal["organisation"] = "organisation"
    subject_id: UUID
    case_id: UUID | None = None


@router.get("/console", response=supervision.Console)
def console(request: SignedRequest) -> supervision.Console:
    """Return the supervisor's one screen for the districts of the caller's office."""
    seen = supervision.console(request.auth, clock.now())
    return replace(seen, decisions=tuple(_in_words(each) for each in seen.decisions))


@router.get("/alerts", response=list[supervision.AlertView])
def alerts(request: SignedRequest, open_only: bool = True) -> list[supervision.AlertView]:
    """Return at most a hundred alerts: what needs a decision first, the gravest, the newest."""
    return [_in_words(each) for each in supervision.alerts(request.auth, open_only=open_only)]


@router.get("/alerts/{uuid:alert_id}", response=supervision.AlertView)
def alert(request: SignedRequest, alert_id: UUID) -> supervision.AlertView:
    """Return one alert."""
    return _in_words(supervision.alert(alert_id, request.auth))


@router.post("/alerts/{uuid:alert_id}/taking-up", response=Made)
def take_up(request: SignedRequest, key: Key, alert_id: UUID) -> Made:
    """Mark an alert as being acted on."""
    return Made(
        id=services.take_up_alert(key=key, by=request.auth, alert_id=alert_id, at=clock.now())
    )


@router.post("/alerts/{uuid:alert_id}/closing", response=Made)
def close_alert(request: SignedRequest, key: Key, alert_id: UUID, closing: AlertClosing) -> Made:
    """Close an alert with the reason why."""
    return Made(
        id=services.close_alert(
            key=key, by=request.auth, alert_id=alert_id, note=closing.note, at=clock.now()
        )
    )


@router.get("/cases", response=list[supervision.CaseView])
def cases(request: SignedRequest) -> list[supervision.CaseView]:
    """Return the inquiries that the caller may see, the newest first."""
    return list(supervision.cases(request.auth))


@router.post("/cases", response={201: Made})
def open_case(request: SignedRequest, key: Key, inquiry: Inquiry) -> Made:
    """Open an inquiry into a party."""
    return Made(
        id=services.open_case(key=key, by=request.auth, at=clock.now(), **inquiry.model_dump())
    )


@router.post("/cases/{uuid:case_id}/closing", response=Made)
def close_case(request: SignedRequest, key: Key, case_id: UUID, ended: Outcome) -> Made:
    """Close an inquiry with what came out of it."""
    return Made(
        id=services.close_case(
            key=key, by=request.auth, case_id=case_id, outcome=ended.outcome, at=clock.now()
        )
    )


@router.get("/freezes", response=list[supervision.FreezeOrderView])
def freezes(
    request: SignedRequest, in_force_only: bool = True
) -> list[supervision.FreezeOrderView]:
    """Return the freeze orders that the caller may see, the newest first."""
    return list(supervision.freeze_orders(request.auth, in_force_only=in_force_only))


@router.post("/freezes", response={201: Made})
def order_freeze(request: SignedRequest, key: Key, order: Order) -> Made:
    """Freeze the money of a party; the order holds until another officer lifts it."""
    return Made(
        id=services.order_freeze(
            key=key,
            by=request.auth,
            subject=Subject(order.subject_kind, order.subject_id),
            reason=order.reason,
            at=clock.now(),
            case_id=order.case_id,
        )
    )


@router.post("/freezes/{uuid:order_id}/lifting", response=Made)
def lift_freeze(request: SignedRequest, key: Key, order_id: UUID, why: Why) -> Made:
    """Lift a freeze that another officer ordered."""
    return Made(
        id=services.lift_freeze(
            key=key, by=request.auth, order_id=order_id, reason=why.reason, at=clock.now()
        )
    )


def _in_words(alert: supervision.AlertView) -> supervision.AlertView:
    """The title is a sentence of the catalogue; a reader gets it in the language asked for."""
    return replace(alert, title=gettext(alert.title))
