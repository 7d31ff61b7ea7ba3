"""Raising alerts from the journal, and working them off."""

from datetime import date, datetime, timedelta
from uuid import UUID

from headrace.kit import journal
from headrace.kit.actors import CENTRE, Actor
from headrace.kit.clock import day_of
from headrace.kit.errors import NotFound
from headrace.kit.journal import Entry
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction, transaction
from headrace.parties import queries as parties
from headrace.supervision import models
from headrace.supervision.queries.visibility import alert_for
from headrace.supervision.rules import alerts as rules
from headrace.supervision.rules import authority
from headrace.supervision.rules.alerts import AlertRule, Level, State
from headrace.supervision.services.officers import officer_for


@needs_transaction
def raise_from(entry: Entry) -> UUID | None:
    """Raise the alert that an entry calls for; None if it calls for none."""
    rule = rules.rule_for(entry.kind, entry.facts, by_operator=_by_operator(entry))
    if rule is None:
        return None
    alert, _ = models.Alert.objects.get_or_create(
        entry_id=entry.id,
        code=rule.code,
        defaults={
            "created_at": entry.at,
            "severity": rule.severity,
            "kind": entry.kind,
            "subject_kind": entry.subject.kind,
            "subject_id": entry.subject.id,
            "about": entry.about,
            "district": _addressee(rule, entry.about),
            "facts": dict(entry.facts),
            "state": State.NEW,
            "decide_by_date": _decide_by(rule, entry.at),
        },
    )
    return alert.id


@transaction
@once("supervision.take_up_alert")
def take_up_alert(*, key: UUID, by: Actor, alert_id: UUID, at: datetime) -> UUID:
    """
    Mark an alert as being acted on.

    :raises NotFound: :raises OnlyAnOfficer: :raises NotYourDistrict: :raises AlertMoveRefused:
    """
    alert = _open_for(alert_id, by)
    alert.state = State.ACTING
    alert.save(update_fields=["state"])
    _tell("supervision.alert.taken_up", alert, by, at)
    return alert.id


@transaction
@once("supervision.close_alert")
def close_alert(*, key: UUID, by: Actor, alert_id: UUID, note: str, at: datetime) -> UUID:
    """
    Close an alert with the reason why.

    :raises NotFound: :raises OnlyAnOfficer: :raises NotYourDistrict: :raises AlertMoveRefused:
    :raises ReasonTooShort: the note says nothing
    """
    alert = _open_for(alert_id, by)
    authority.check_reason(note)
    alert.state, alert.note = State.CLOSED, note.strip()
    alert.closed_at, alert.closed_by = at, by.person_id
    alert.save(update_fields=["state", "note", "closed_at", "closed_by"])
    _tell("supervision.alert.closed", alert, by, at)
    return alert.id


def _open_for(alert_id: UUID, by: Actor) -> models.Alert:
    seen = alert_for(alert_id, by)
    officer_for(by, district=seen.district)
    alert = models.Alert.objects.select_for_update().get(pk=seen.pk)
    rules.check_open(State(alert.state))
    return alert


def _by_operator(entry: Entry) -> bool:
    """Background work acts in the centre's name too, but never as a person."""
    if entry.actor_person is None:
        return False
    return entry.actor_organisation == CENTRE or parties.admitted(
        entry.actor_organisation, "operator", at=entry.at
    )


def _addressee(rule: AlertRule, about: UUID) -> str:
    if rule.level is Level.CENTRE:
        return authority.WHOLE_COUNTRY
    try:
        return parties.organisation(about).district
    except NotFound:
        # An entry about a book or a demand has no district of its own.
        return authority.WHOLE_COUNTRY


def _decide_by(rule: AlertRule, at: datetime) -> date | None:
    if rule.decide_within_days is None:
        return None
    return day_of(at) + timedelta(days=rule.decide_within_days)


def _tell(kind: str, alert: models.Alert, by: Actor, at: datetime) -> None:
    journal.record(
        kind,
        subject=Subject("alert", alert.id),
        about=alert.about,
        by=by,
        at=at,
        facts={"code": alert.code},
    )
