"""What came of each firm of a journey, and whether every promise held."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tenor.money import Money

from headrace.contracts import queries as contracts
from headrace.credit import queries as credit
from headrace.custody import queries as custody
from headrace.kit import clock, delivery, journal, seals
from headrace.kit.subjects import Subject
from headrace.market import queries as market
from headrace.simulation.town import Town
from headrace.simulation.trips import Trip


def report(town: Town, trips: list[Trip], last: date) -> dict[str, Any]:
    """Return what came of each firm and whether the promises held, as plain values."""
    at = clock.now()
    book = town.custodian.book_id
    balanced = custody.ledger_balanced(book) and custody.verify_book(book).ok
    agrees = custody.custodian_agrees(book, last - timedelta(days=1))
    audit = seals.verify(journal.TOPIC)
    firms = [_line(trip, at, balanced, agrees) for trip in trips]
    financed = [trip for trip in trips if trip.loan_id is not None]
    return {
        "firms": firms,
        "invariants": {
            "ledger_balanced": balanced,
            "custodian_agrees": agrees,
            "audit_feed_intact": audit.ok,
            "every_financed_firm_repaid": all(_is_repaid(trip, at) for trip in financed),
            "contracts_conserved": all(_is_conserved(trip) for trip in financed),
            "late_ones_seen": all(trip.was_late == trip.pays_one_late for trip in financed),
            "nothing_left_in_escrow": _escrow_is_empty(book, trips),
            "nothing_parked": not delivery.parked(),
            "some_firm_financed": bool(financed),
        },
        "label": "self-made",
    }


def _line(trip: Trip, at: datetime, balanced: bool, agrees: bool) -> dict[str, Any]:
    score = credit.score_for(Subject("demand", trip.demand_id))
    actor = trip.owner.actor(at)
    loan = contracts.loan(trip.loan_id, actor) if trip.loan_id else None
    return {
        "name": trip.owner.firm.name_en,
        "name_zh": trip.owner.firm.name_zh,
        "grade": score.grade if score else None,
        "limit": str(score.limit.amount) if score else None,
        "reasons": [each.code for each in score.reasons] if score else [],
        "asked": str(market.demand(trip.demand_id, actor).amount.amount),
        "rate": str(loan.rate_yearly) if loan else None,
        "funded": str(loan.principal.amount) if loan else "0.00",
        "drawn": str(trip.drawn.amount),
        "repaid": str(loan.principal_paid.amount) if loan else "0.00",
        "interest": str(loan.interest_paid.amount) if loan else "0.00",
        "late_once": trip.was_late,
        "ledger_balanced": balanced,
        "custodian_agrees": agrees,
    }


def _is_repaid(trip: Trip, at: datetime) -> bool:
    if trip.loan_id is None:
        return False
    loan = contracts.loan(trip.loan_id, trip.owner.actor(at))
    return loan.state == "repaid" and loan.outstanding == Money.zero()


def _is_conserved(trip: Trip) -> bool:
    return trip.loan_id is not None and contracts.invariants(trip.loan_id).ok


def _escrow_is_empty(book: UUID, trips: list[Trip]) -> bool:
    held = (custody.held_for(book, each.demand_id) for each in trips)
    return all(each is None or each.booked == Money.zero() for each in held)
