"""Days past due, the bucket and the class they fall into; the ladders are passed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from itertools import pairwise

from tenor.dates import DIGITS


class BadLadder(ValueError):
    """Steps that do not begin at day zero, or do not rise."""


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of a ladder: `code` holds from `from_days` past due on."""

    code: str
    from_days: int


def days_past_due(due_date: date, on: date) -> int:
    """
    Return the days since the due date; the day after it is the first, before it there is none.

    >>> days_past_due(date(2026, 3, 1), date(2026, 3, 2))
    1
    """
    return max(0, (on - due_date).days)


def days_past_due_of(due_dates: Sequence[date], on: date) -> int:
    """
    Return the days past due of a loan: those of its oldest unpaid instalment, or none.

    :param due_dates: of the instalments that are not fully paid, in any order
    """
    return max((days_past_due(each, on) for each in due_dates), default=0)


def step_of(days: int, ladder: Sequence[Step]) -> Step:
    """
    Return the highest step that `days` past due have reached.

    :param ladder: from day zero, rising (buckets for the desk, classes for the supervisor)
    :raises BadLadder: the ladder is empty, does not begin at zero, or does not rise

    >>> step_of(31, [Step("current", 0), Step("1-30", 1), Step("31-60", 31)]).code
    '31-60'
    """
    rising = all(lower.from_days < upper.from_days for lower, upper in pairwise(ladder))
    if not ladder or ladder[0].from_days != 0 or not rising or days < 0:
        raise BadLadder(f"{days} days do not fit on the ladder {list(ladder)}")
    return next(step for step in reversed(ladder) if step.from_days <= days)


def worst_of(codes: Sequence[str], ladder: Sequence[Step]) -> str:
    """
    Return the code that stands highest on the ladder: the class of a borrower with many loans.

    :raises BadLadder: no code, or one that the ladder does not have

    >>> worst_of(["normal", "loss"], [Step("normal", 0), Step("loss", 361)])
    'loss'
    """
    ranks = {step.code: rank for rank, step in enumerate(ladder)}
    if not codes or not ranks.keys() >= set(codes):
        raise BadLadder(f"{list(codes)} are not all on the ladder {list(ranks)}")
    return max(codes, key=ranks.__getitem__)


def share_past_due(days_and_balances: Sequence[tuple[int, Decimal]], from_days: int) -> Decimal:
    """
    Return the share of the balances that is `from_days` or more past due, a fraction.

    The portfolio at risk of a lender (PAR30 is `from_days=31`). Nothing outstanding is no risk.

    >>> share_past_due([(0, Decimal(75)), (40, Decimal(25))], 31)
    Decimal('0.25')
    """
    with localcontext(DIGITS):
        whole = sum((balance for _, balance in days_and_balances), Decimal(0))
        late = [balance for days, balance in days_and_balances if days >= from_days]
        return sum(late, Decimal(0)) / whole if whole else Decimal(0)
