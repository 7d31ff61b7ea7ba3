"""Invoices of the town's firms as CloudEvents: seeded, in whole fen, self-made."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from headrace.kit.clock import CIVIL_ZONE
from headrace.simulation.firms import Firm
from headrace.simulation.plan import Plan

ENVELOPE = 500
_COST_SHARE = 0.62


@dataclass(frozen=True, slots=True)
class Invoice:
    """One tax invoice; `amount_fen` with tax, negative for a credit note."""

    number: str
    direction: str
    day: date
    amount_fen: int
    counterparty: str
    voided: bool


def invoices(plan: Plan, firm: Firm, *, until: date) -> tuple[Invoice, ...]:
    """Return a firm's sales and purchases of its months of history up to a day, oldest first."""
    dice = random.Random(f"{plan.seed}-{firm.number}-invoices")
    found: list[Invoice] = []
    for back in range(firm.course.months, 0, -1):
        found += _month(plan, firm, dice, until - timedelta(days=30 * back), back)
    dated = sorted(found, key=lambda each: (each.day, each.direction, each.amount_fen))
    return tuple(Invoice(f"{firm.number:04}{at:06}", *_rest(each)) for at, each in enumerate(dated))


def _rest(each: Invoice) -> tuple[str, date, int, str, bool]:
    return each.direction, each.day, each.amount_fen, each.counterparty, each.voided


def _month(
    plan: Plan, firm: Firm, dice: random.Random, first: date, back: int
) -> Iterator[Invoice]:
    course, trade = firm.course, firm.trade
    level = (1 + float(course.growth)) ** (-back / 12) * _season(trade.season, first.month)
    count = max(2, round(firm.staff * float(trade.monthly) * level * dice.uniform(0.85, 1.15)))
    for _ in range(count):
        fen = round(trade.ticket * 100 * math.exp(dice.gauss(0, float(course.noise)) - 0.1))
        buyer = _buyer(plan, firm, dice)
        credit_note = dice.random() < float(course.credit_notes)
        yield Invoice(
            "",
            "sale",
            first + timedelta(days=dice.randrange(30)),
            -fen // 3 if credit_note else fen,
            buyer,
            dice.random() < float(course.voided),
        )
        if dice.random() < 0.5:
            bought = round(fen * _COST_SHARE * 2 * dice.uniform(0.8, 1.2))
            day = first + timedelta(days=dice.randrange(30))
            yield Invoice("", "purchase", day, bought, dice.choice(plan.buyers)[1], False)


def _season(peak: int, month: int) -> float:
    if not peak:
        return 1.0
    return 1 + 0.35 * math.cos((month - peak) * math.pi / 6)


def _buyer(plan: Plan, firm: Firm, dice: random.Random) -> str:
    main = plan.buyers[firm.number % len(plan.buyers)]
    if dice.random() < float(firm.course.main_buyer):
        return main[1]
    return dice.choice(plan.buyers)[1]


def event(invoice: Invoice, *, source: str, consent_id: UUID, firm_id: UUID) -> dict[str, Any]:
    """Return an invoice as a CloudEvent in structured JSON (CloudEvents 1.0)."""
    instant = datetime.combine(invoice.day, time(12), CIVIL_ZONE)
    return {
        "specversion": "1.0",
        "id": f"inv-{invoice.number}",
        "source": source,
        "type": "headrace.invoice.issued.v1",
        "subject": str(firm_id),
        "time": instant.isoformat(),
        "consentid": str(consent_id),
        "datacontenttype": "application/json",
        "data": {
            "direction": invoice.direction,
            "number": invoice.number,
            "issue_date": invoice.day.isoformat(),
            "amount": _yuan(invoice.amount_fen),
            "currency": "CNY",
            "counterparty": invoice.counterparty,
            "voided": invoice.voided,
        },
    }


def envelopes(events: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Cut a list of events into envelopes of at most 500."""
    for start in range(0, len(events), ENVELOPE):
        yield events[start : start + ENVELOPE]


def _yuan(fen: int) -> str:
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02}"
