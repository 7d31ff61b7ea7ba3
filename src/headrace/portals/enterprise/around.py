"""What the home shows beside the request: grade, sales, loans that run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from headrace.contracts import queries as contracts
from headrace.credit import queries as credit
from headrace.evidence import queries as evidence

DAYS_SHOWN: Final = 56


@dataclass(frozen=True, slots=True)
class Around:
    """What the home says beside the request: grade, sales, loans that run."""

    score: credit.ScoreView | None = None
    sales: tuple[evidence.DaySales, ...] = ()
    last_event: evidence.EventView | None = None
    loans: tuple[contracts.LoanView, ...] = ()
    plan_due: tuple[contracts.PlanRow, ...] = ()
    self_made: bool = False


def first_day(today: date) -> date:
    """Return the first of the days that the sales picture shows."""
    return today - timedelta(days=DAYS_SHOWN - 1)


def next_loan(loans: Sequence[contracts.LoanView]) -> contracts.LoanView | None:
    """Return the loan whose next instalment falls due first, a late one before all."""
    due = [(each.next_due.due_date, each.id) for each in loans if each.next_due]
    chosen = min(due, default=None)
    return next((each for each in loans if chosen and each.id == chosen[1]), None)
