"""How a payment goes: to the rows of the plan, and to the lenders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tenor.loan import Event, State, after
from tenor.money import Money, split
from tenor.waterfall import Component, OpenInstalment, allocate


@dataclass(frozen=True, slots=True)
class OpenRow:
    """What is unpaid of an instalment, in minor units."""

    number: int
    due_date: date
    principal: int
    interest: int


@dataclass(frozen=True, slots=True)
class Applied:
    """Where a payment went, in minor units: by instalment number (principal, interest)."""

    parts: Mapping[int, tuple[int, int]]
    surplus: int

    @property
    def principal(self) -> int:
        """Return the principal paid over all instalments."""
        return sum(principal for principal, _ in self.parts.values())

    @property
    def interest(self) -> int:
        """Return the interest paid over all instalments."""
        return sum(interest for _, interest in self.parts.values())


def shares(*, amount: int, paid: Sequence[int], weights: Sequence[int]) -> tuple[int, ...]:
    """
    Divide a payment among lenders by their parts of the loan, in minor units.

    The whole of what was ever paid is divided, and each gets what he lacks of his part of it. So
    odd units do not gather with one lender, and once all principal is paid each has exactly what
    he lent. Where the division of a larger sum would take a unit back, he keeps it until then.

    :param paid: what each was paid before, in the order of `weights`
    """
    parts = split(sum(paid) + amount, weights)
    due = [max(0, part - had) for part, had in zip(parts, paid, strict=True)]
    for _ in range(sum(due) - amount):
        due[due.index(max(due))] -= 1
    return tuple(due)


def apply(*, payment: Money, rows: Sequence[OpenRow], on: date) -> Applied:
    """
    Put a payment on the open rows: the oldest first, interest before principal in each.

    Rows that are not yet due take what is left; what no row takes is the surplus.
    """
    zero = Money.zero(payment.currency)
    open_rows = [
        OpenInstalment(
            number=row.number,
            due_date=row.due_date,
            penalty=zero,
            fee=zero,
            interest=Money.from_minor(row.interest, payment.currency),
            principal=Money.from_minor(row.principal, payment.currency),
        )
        for row in rows
    ]
    allocation = allocate(payment, open_rows, on)
    parts: dict[int, tuple[int, int]] = {}
    for line in allocation.lines:
        principal, interest = parts.get(line.number, (0, 0))
        if line.component is Component.PRINCIPAL:
            principal += line.amount.minor
        else:
            interest += line.amount.minor
        parts[line.number] = (principal, interest)
    return Applied(parts, allocation.remainder.minor)


def next_state(state: State, *, cleared: bool, repaid: bool) -> State:
    """
    Return a loan's state after a payment.

    :param cleared: no instalment is late any more
    :param repaid: nothing is open at all
    :raises tenor.loan.TransitionRefused: the state takes no payment
    """
    if repaid:
        return after(state, Event.LAST_INSTALMENT_PAID)
    if state is State.WRITTEN_OFF:
        return after(state, Event.RECOVERY)
    paid = after(state, Event.INSTALMENT_PAID)
    return after(paid, Event.ARREARS_CLEARED) if cleared and paid is State.IN_ARREARS else paid
