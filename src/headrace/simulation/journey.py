"""
The seven steps for a number of firms, from the published request to the last repayment.

Every step is a verb that a person or a partner would call; the custodian's part is spoken in
ISO 20022 with the pretend bank. Returns what came of each firm, and whether every promise held.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from headrace.contracts import queries as contracts
from headrace.custody import queries as custody
from headrace.custody import services as custody_verbs
from headrace.kit import clock, delivery, journal, seals
from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.simulation import days, lenders, owners
from headrace.simulation.keys import key_of
from headrace.simulation.owners import Owner
from headrace.simulation.reporting import report
from headrace.simulation.town import Progress, Town, bring_money, quietly, settle_firm
from headrace.simulation.trips import Trip

_CLOSER = Actor.system("close-of-day")
_LATE_DAYS = 6


Settling = Callable[[Town, int, datetime], Owner]
"""Registers the firm of a number, with its books, and returns its owner."""


def run(
    town: Town,
    firms: int,
    *,
    at: datetime,
    settle: Settling = settle_firm,
    progress: Progress = quietly,
) -> dict[str, Any]:
    """Take the first `firms` firms of the town through the whole journey; return the report."""
    bring_money(town, at)
    trips = _ask(town, firms, at, settle, progress)
    _check_and_decide(town, trips, at, progress)
    _sign_and_draw(town, trips, at, progress)
    last = _repay(town, trips, progress)
    seals.seal_new(journal.TOPIC, at=clock.now())
    return report(town, trips, last)


def _ask(town: Town, firms: int, at: datetime, settle: Settling, progress: Progress) -> list[Trip]:
    trips = []
    for number in range(firms):
        progress("registering firms, reading invoices, publishing requests", number, firms)
        owner = settle(town, number, at)
        trips.append(Trip(owner, owners.ask(town.plan, owner, at)))
    delivery.deliver_all()
    return trips


def _check_and_decide(town: Town, trips: list[Trip], at: datetime, progress: Progress) -> None:
    progress("providers answering", 0, len(trips))
    town.answer(at)
    delivery.deliver_all()
    for number, trip in enumerate(trips):
        progress("banks deciding", number, len(trips))
        for bank in town.banks:
            lenders.offer(bank, trip.demand_id, at)
        delivery.deliver_all()
        owners.choose(trip.owner, trip.demand_id, at)
    delivery.deliver_all()


def _sign_and_draw(town: Town, trips: list[Trip], at: datetime, progress: Progress) -> None:
    for number, trip in enumerate(trips):
        progress("signing and drawing", number, len(trips))
        _sign(town, trip, at)
    delivery.deliver_all()
    for trip in trips:
        _draw(town, trip, at)
    town.custodian.exchange(at)
    delivery.deliver_all()
    for trip in trips:
        _note_loan(trip, at)


def _sign(town: Town, trip: Trip, at: datetime) -> None:
    owner = trip.owner.actor(at)
    agreement = contracts.agreement_of_demand(trip.demand_id, owner)
    if agreement is None:
        return
    trip.agreement_id = agreement.id
    owners.sign(agreement.id, owner, town.signing, at)
    lender_ids = {each.lender_id for each in agreement.lenders}
    for bank in town.banks:
        if bank.desk.organisation_id in lender_ids:
            owners.sign(agreement.id, bank.desk.checker(at), town.signing, at)


def _draw(town: Town, trip: Trip, at: datetime) -> None:
    if trip.agreement_id is None:
        return
    instruction_id = owners.draw(trip.owner, trip.agreement_id, at)
    for bank in town.banks:
        waiting = custody.instructions_waiting(bank.desk.checker(at))
        if any(each.id == instruction_id for each in waiting):
            custody_verbs.approve_instruction(
                key=key_of("first-key", instruction_id),
                by=bank.desk.checker(at),
                instruction_id=instruction_id,
                at=at,
            )
    town.custodian.turn_second_key(instruction_id, at)


def _note_loan(trip: Trip, at: datetime) -> None:
    if trip.agreement_id is None:
        return
    agreement = contracts.agreement(trip.agreement_id, trip.owner.actor(at))
    trip.loan_id = agreement.loan_id
    if agreement.loan_id is not None:
        trip.drawn = agreement.principal


def _repay(town: Town, trips: list[Trip], progress: Progress) -> date:
    """Drive the town from one day of payment to the next until nothing is owed."""
    calendar = _calendar(trips)
    dates = sorted(calendar)
    for number, day in enumerate(dates):
        progress("repaying, month after month", number, len(dates))
        _one_day(town, day, calendar[day])
    last = (dates[-1] if dates else day_of(clock.now())) + timedelta(days=3)
    _one_day(town, last, [])
    progress("repaying, month after month", len(dates), len(dates))
    return last


def _calendar(trips: list[Trip]) -> dict[date, list[tuple[Trip, int]]]:
    """When each firm pays each instalment, and the day after each due day, to see who is late."""
    calendar: dict[date, list[tuple[Trip, int]]] = defaultdict(list)
    for trip in trips:
        if trip.loan_id is None:
            continue
        for row in contracts.plan_rows(trip.loan_id, trip.owner.actor(clock.now())):
            late = _LATE_DAYS if trip.pays_one_late and row.number == 2 else 0
            calendar[owners.pays_on(row.due_date, late_days=late)].append((trip, row.number))
            if late:
                calendar[row.due_date + timedelta(days=3)] += []
    return calendar


def _one_day(town: Town, day: date, payments: list[tuple[Trip, int]]) -> None:
    at = days.begin_day(town.custodian, day)
    for trip, number in payments:
        _pay(town, trip, number, at)
    days.end_day(town.custodian, day, at)


def _pay(town: Town, trip: Trip, number: int, at: datetime) -> None:
    if trip.loan_id is None:
        return
    actor = trip.owner.actor(at)
    loan = contracts.loan(trip.loan_id, actor)
    trip.was_late = trip.was_late or loan.days_past_due > 0
    row = next(each for each in contracts.plan_rows(trip.loan_id, actor) if each.number == number)
    town.custodian.arrives(loan.payment_reference, row.missing, trip.owner.firm.name_zh)
