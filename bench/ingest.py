"""
Events come in by bulk at 20,000 a second: the same verb, rules and tables as one by one.

`./run prove ingest [--events 300000] [--senders 2] [--least 20000]` sends self-made invoices of
many firms into an empty centre on durable disks, first one event a request, then in envelopes of
500, then by bulk; prints events a second of each and the ratio; then all of the bulk once more,
which must add nothing.
"""

import argparse
import multiprocessing
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from bench._centre import centre

_AT = datetime(2020, 3, 1, 1, tzinfo=UTC)
_FIRST = date(2017, 1, 1)
_DAYS = (_AT.date() - _FIRST).days
_FIRMS = 60
_CHUNK = 10_000
# With so many, two in five events begin a new month with a partner, as in real books.
_PARTNERS = 50


@dataclass(frozen=True)
class Sender:
    """A firm that consented, by its ids."""

    organisation_id: UUID
    consent_id: UUID


def main(events: int, senders: int, least: int) -> int:
    """Measure the three ways; return 0 if the bulk was fast enough and lost and doubled nothing."""
    firms = [_consented(number) for number in range(_FIRMS)]
    singly = _rate("one by one", _send(firms[:1], 1_000, size=1, start=0, bulk=False))
    _rate("envelopes of 500", _send(firms[:5], 20_000, size=500, start=10_000, bulk=False))
    bulk = _rate("bulk", _together(firms, events, senders))
    _rate("bulk, again", _together(firms, events, senders))
    sys.stdout.write(f"bulk is {bulk / singly:.0f} times one by one\n")
    stored = _stored()
    sys.stdout.write(f"sent {events + 21_000:,} different events, stored {stored:,}\n")
    return int(bulk < least or stored != events + 21_000)


def _consented(number: int) -> Sender:
    from headrace.evidence import services
    from headrace.kit.ids import new_id

    owner = _actor(new_id())
    consent_id = services.grant_consent(
        key=new_id(),
        by=owner,
        at=_AT,
        purpose="credit",
        data_kinds=["invoice"],
        from_date=_FIRST,
        to_date=_AT.date(),
    )
    return Sender(owner.organisation_id, consent_id)


def _actor(organisation_id: UUID) -> Any:
    from headrace.kit.actors import Actor
    from headrace.kit.ids import new_id

    return Actor(new_id(), organisation_id, frozenset({"enterprise"}), frozenset({"maker"}))


def _send(
    firms: Sequence[Sender], events: int, *, size: int, start: int, bulk: bool
) -> Callable[[], tuple[int, float]]:
    """Return what sends so many events of these firms and says how many seconds it took."""
    prepared = list(_prepared(firms, events, size=size, start=start))

    def run() -> tuple[int, float]:
        from headrace.evidence import services
        from headrace.kit.ids import new_id

        verb = services.ingest_bulk if bulk else services.ingest
        began = time.monotonic()
        for firm, envelope in prepared:
            by = _actor(firm.organisation_id)
            receipt = verb(key=new_id(), by=by, at=_AT, envelope=envelope)
            if receipt.refused:
                raise SystemExit(f"refused: {receipt.refused[0].reason}")
        return events, time.monotonic() - began

    return run


def _together(
    firms: Sequence[Sender], events: int, senders: int
) -> Callable[[], tuple[int, float]]:
    """Return what lets several processes send at once, each for firms of its own."""

    def run() -> tuple[int, float]:
        from django.db import connections

        connections.close_all()
        share = events // senders
        context = multiprocessing.get_context("fork")
        ready, go = context.Barrier(senders + 1), context.Barrier(senders + 1)
        workers = [
            context.Process(target=_work, args=(firms[place::senders], share, place, ready, go))
            for place in range(senders)
        ]
        for each in workers:
            each.start()
        ready.wait()
        began = time.monotonic()
        go.wait()
        for each in workers:
            each.join()
            if each.exitcode:
                raise SystemExit("a sender failed")
        return share * senders, time.monotonic() - began

    return run


def _work(firms: Sequence[Sender], events: int, place: int, ready: Any, go: Any) -> None:
    send = _send(firms, events, size=_CHUNK, start=1_000_000 * (place + 1), bulk=True)
    ready.wait()
    go.wait()
    send()


def _prepared(
    firms: Sequence[Sender], events: int, *, size: int, start: int
) -> Iterator[tuple[Sender, list[dict[str, Any]]]]:
    dice = random.Random(start)
    for turn, first in enumerate(range(0, events, size)):
        firm = firms[turn % len(firms)]
        numbers = range(start + first, start + min(first + size, events))
        yield firm, [_event(firm, number, dice) for number in numbers]


def _event(firm: Sender, number: int, dice: random.Random) -> dict[str, Any]:
    day = (_FIRST + timedelta(days=dice.randrange(_DAYS))).isoformat()
    return {
        "specversion": "1.0",
        "type": "headrace.invoice.issued.v1",
        "source": f"/organisations/{firm.organisation_id}/books",
        "id": f"inv-{number}",
        "time": f"{day}T12:00:00+08:00",
        "consentid": str(firm.consent_id),
        "data": {
            "direction": dice.choice(("sale", "purchase")),
            "amount": f"{dice.randint(100, 5_000_000)}.{dice.randint(0, 99):02}",
            "currency": "CNY",
            "counterparty": f"交易对手{dice.randrange(_PARTNERS)}",
            "issue_date": day,
            "number": str(number),
            "voided": dice.random() < 0.02,
        },
    }


def _rate(name: str, run: Callable[[], tuple[int, float]]) -> float:
    events, seconds = run()
    rate = events / seconds
    sys.stdout.write(f"{name:<18} {events:>9,} events {seconds:7.1f} s {rate:>9,.0f} a second\n")
    sys.stdout.flush()
    return rate


def _stored() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select count(*) from evidence_business_event")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("--events", type=int, default=300_000)
    parser.add_argument("--senders", type=int, default=2)
    parser.add_argument("--least", type=int, default=20_000, help="events a second to reach")
    options = parser.parse_args()
    with centre():
        code = main(options.events, options.senders, options.least)
    raise SystemExit(code)
