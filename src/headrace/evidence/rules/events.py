"""
One item of an envelope, read strictly: CloudEvents 1.0 in structured JSON.

An item that is wrong is refused alone; its neighbours are taken. Source of the envelope's
members: CloudEvents 1.0.2, sections "Required" and "Optional Attributes".
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from json import JSONEncoder
from typing import Any, NamedTuple
from uuid import UUID

from tenor.money import MINOR_DIGITS

from headrace.evidence.rules import fields
from headrace.evidence.rules.consent import ConsentTerms, ConsentUnknown
from headrace.evidence.rules.problems import (
    EventInFuture,
    EventTooOld,
    FieldUnknown,
    NotAnEvent,
    SourceNotConsented,
    SourceUnclear,
    SubjectMismatch,
)

ENVELOPE_LIMIT = 500
BULK_LIMIT = 20_000
"""As many at once from a sender who hands over a whole history; one transaction holds them."""
FUTURE_MINUTES = 5
PAST_YEARS = 10
_PAST = timedelta(days=PAST_YEARS * 365 + 3)

KINDS = {"headrace.invoice.issued.v1": "invoice"}
"""The types of event that are understood, with the kind of data that a consent must cover."""

DIRECTIONS = ("sale", "purchase")
_CURRENCIES = tuple(sorted(MINOR_DIGITS))
_AHEAD = timedelta(minutes=FUTURE_MINUTES)
# Somewhere on earth the civil day is up to 14 hours ahead of UTC.
_DAY_AHEAD = timedelta(hours=14)
_DATA = frozenset(
    {"direction", "amount", "currency", "counterparty", "issue_date", "number", "voided"}
)


class Received(NamedTuple):
    """An event that is well formed; `place` is where it stands in the envelope, from 0."""

    place: int
    external_id: str
    source: str
    source_id: UUID
    subject_id: UUID | None
    consent_id: UUID
    kind: str
    happened_at: datetime
    direction: str
    amount_minor: int
    currency: str
    counterparty: str
    issue_date: date
    number: str
    voided: bool


def read(item: object, *, index: int, at: datetime) -> Received:
    """
    Return a well-formed event; a refusal names the first member at fault.

    :param at: the instant of receipt: events lie at most FUTURE_MINUTES after it and at most
        PAST_YEARS before it
    :raises Malformed: a subclass of `problems`, one for each fault
    """
    if not isinstance(item, Mapping):
        raise NotAnEvent
    fields.choice(item, "specversion", ("1.0",))
    kind = KINDS[fields.choice(item, "type", tuple(KINDS))]
    source = fields.text(item, "source", longest=300)
    source_id = fields.first_identifier(source)
    if source_id is None:
        raise SourceUnclear
    happened_at = fields.instant(item, "time")
    if happened_at > at + _AHEAD:
        raise EventInFuture("time", minutes=FUTURE_MINUTES)
    if happened_at < at - _PAST:
        raise EventTooOld("time", years=PAST_YEARS)
    return Received(
        place=index,
        external_id=fields.text(item, "id", longest=200),
        source=source,
        source_id=source_id,
        subject_id=fields.identifier(item, "subject") if "subject" in item else None,
        consent_id=fields.identifier(item, "consentid"),
        kind=kind,
        happened_at=happened_at,
        **_invoice(item, happened_at),
    )


def told(item: Mapping[str, Any]) -> bytes:
    """
    Return what a well-formed item says, as bytes that are the same whenever it says the same.

    The text of kit.canonical: after `read` the members hold plain words and truths only.
    """
    return _CANONICAL([item["type"], item["time"], dict(item["data"])]).encode()


_CANONICAL = JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode


def check_consented(
    event: Received, terms: ConsentTerms | None, *, sender_id: UUID, sender_is_centre: bool
) -> ConsentTerms:
    """
    Let in only what the firm's own consent lets this sender say; return that consent.

    The firm itself and the providers named in its consent speak, each in its own name; the
    centre's connectors carry what one of these said.

    :raises ConsentUnknown: no such consent, or none that concerns the sender
    :raises SourceNotConsented: the source is not the sender, or may not speak of this firm
    :raises SubjectMismatch: the event speaks of another firm
    """
    speakers = terms.providers | {terms.grantor_id} if terms else frozenset()
    if terms is None or (sender_id not in speakers and not sender_is_centre):
        raise ConsentUnknown
    speaks_for_itself = sender_is_centre or event.source_id == sender_id
    if event.source_id not in speakers or not speaks_for_itself:
        raise SourceNotConsented
    if event.subject_id not in (None, terms.grantor_id):
        raise SubjectMismatch
    return terms


def _invoice(item: Mapping[str, Any], happened_at: datetime) -> dict[str, Any]:
    data = fields.member(item, "data")
    if not isinstance(data, Mapping):
        raise NotAnEvent(field="data")
    if not _DATA.issuperset(data):
        raise FieldUnknown(min(str(name) for name in data if name not in _DATA))
    currency = fields.choice(data, "currency", _CURRENCIES)
    issue_date = fields.day(data, "issue_date")
    _check_issued(issue_date, happened_at)
    return {
        "direction": fields.choice(data, "direction", DIRECTIONS),
        "amount_minor": fields.amount_minor(data, currency=currency),
        "currency": currency,
        "counterparty": fields.text(data, "counterparty", longest=200),
        "issue_date": issue_date,
        "number": fields.text(data, "number", longest=60),
        "voided": fields.truth(data, "voided"),
    }


def _check_issued(issue_date: date, happened_at: datetime) -> None:
    # A day on or before the sender's own is never ahead of the earth's latest one.
    if issue_date > happened_at.date() and (
        issue_date > (happened_at.astimezone(UTC) + _DAY_AHEAD).date()
    ):
        raise EventInFuture("issue_date", minutes=FUTURE_MINUTES)
    if issue_date < happened_at.date() - _PAST:
        raise EventTooOld("issue_date", years=PAST_YEARS)
