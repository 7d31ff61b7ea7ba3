"""What the worker does: deliver, seal, exchange with custodians, the daily round, the town."""

from datetime import date, timedelta
from uuid import UUID

from django.conf import settings

from headrace.config.clearing import clear_expired
from headrace.config.wiring import bind_custodians
from headrace.contracts import services as contracts
from headrace.custody import queries as custody_queries
from headrace.custody import services as custody
from headrace.evidence import services as evidence
from headrace.kit import clock, seals
from headrace.kit.actors import Actor
from headrace.kit.canonical import digest
from headrace.kit.delivery import deliver_once
from headrace.kit.ids import new_id
from headrace.kit.journal import TOPIC
from headrace.market import services as market
from headrace.parties import services as parties
from headrace.simulation import robots

_CUSTODY = Actor.system("custody")
_CLOSER = Actor.system("close-of-day")


def deliver() -> None:
    """Deliver journal entries until none is left to read."""
    while deliver_once():
        pass


def seal() -> None:
    """Seal what is new in the journal."""
    seals.seal_new(TOPIC, at=clock.now())


def exchange_with_custodians() -> None:
    """Send what has both keys; read what the custodians have to say."""
    bind_custodians()
    at = clock.now()
    custody.send_ready(by=_CUSTODY, at=at)
    for book in custody_queries.books():
        custody.collect_messages(book_id=book.id, by=_CUSTODY, at=at)


def daily_round() -> None:
    """Do what falls due with the day; each part is done once a day, however often it is asked."""
    at = clock.now()
    on = clock.day_of(at)
    parties.expire_roles(key=_key("roles", on), by=_CLOSER, at=at)
    evidence.daily_round(key=_key("evidence", on), by=_CLOSER, at=at)
    # Offers run out by the hour, and a call takes a batch: each call has a key of its own.
    market.expire_due(key=new_id(), by=_CLOSER, at=at)
    contracts.close_day(key=_key("close", on), by=_CLOSER, on=on, at=at)
    for book in custody_queries.books():
        custody.reconcile(book_id=book.id, on=on - timedelta(days=1), by=_CUSTODY, at=at)
    clear_expired(key=_key("expired", on), by=_CLOSER, at=at)


def live_the_town() -> None:
    """In the demo town let those act for whom nobody sits at the desk."""
    if settings.DEMO and clock.is_driven():
        robots.act(settings.HEADRACE_HOME, clock.now())


def _key(part: str, on: date) -> UUID:
    return UUID(bytes=digest(f"{part}/{on.isoformat()}".encode())[:16], version=5)
