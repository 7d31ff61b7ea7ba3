"""Days of the town: the clock and the pretend bank go on together, and each day is closed."""

from datetime import date, datetime, time, timedelta

from headrace.contracts import services as contracts
from headrace.kit import clock, delivery
from headrace.kit.actors import Actor
from headrace.kit.clock import CIVIL_ZONE, day_of
from headrace.simulation.clerk import Custodian
from headrace.simulation.keys import key_of

_CLOSER = Actor.system("close-of-day")
_HOUR = time(9)


def begin_day(custodian: Custodian, day: date) -> datetime:
    """Drive the town to a morning and read what the bank said of the days before; return it."""
    at = max(datetime.combine(day, _HOUR, CIVIL_ZONE), clock.now())
    clock.drive(at)
    custodian.to_day(day, at)
    delivery.deliver_all()
    return at


def end_day(custodian: Custodian, day: date, at: datetime) -> None:
    """Exchange messages, let everybody react, and close the day."""
    custodian.exchange(at)
    delivery.deliver_all()
    contracts.close_day(key=key_of("close", day), by=_CLOSER, on=day, at=at)
    delivery.deliver_all()


def pass_to(custodian: Custodian, to: date) -> datetime:
    """
    Let every day until `to` pass and close; return the instant at which the town then stands.

    :raises ValueError: `to` lies before the town's day
    """
    today = day_of(clock.now())
    if to < today:
        raise ValueError(f"the town's day is {today}; it cannot go back to {to}")
    at = clock.now()
    for number in range(1, (to - today).days + 1):
        day = today + timedelta(days=number)
        at = begin_day(custodian, day)
        end_day(custodian, day, at)
    return at
