"""From terms to spans of interest, and from what is due back to numbered rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from tenor.dates import DIGITS, Period
from tenor.money import AmountTooLarge, Money, minor_digits
from tenor.schedule.terms import (
    Instalment,
    InstalmentBelowInterest,
    NothingToRepay,
    Terms,
    Tranche,
)

# With three minor digits nineteen digits in all, which is what the local context keeps.
_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Due:
    """What one instalment asks, in major units."""

    principal: Decimal
    interest: Decimal


@dataclass(frozen=True, slots=True)
class Flow:
    """A tranche less its down payment, in major units."""

    drawn_on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Span:
    """A repayment period, and the flows that change the balance inside it."""

    period: Period
    flows: tuple[Flow, ...] = ()

    @property
    def added(self) -> Decimal:
        """Return the sum of the flows."""
        return sum((flow.amount for flow in self.flows), Decimal(0))

    def without_flows(self) -> "Span":
        """Return the span as it looks before its tranches are drawn."""
        return replace(self, flows=())


@dataclass(frozen=True, slots=True)
class Rounding:
    """How the figures of a plan are rounded: half even to `unit`, then to `multiple_of`."""

    unit: Decimal
    multiple_of: Decimal | None

    @classmethod
    def of(cls, terms: Terms) -> "Rounding":
        """Return the rounding of `terms`: the minor unit of the currency and its multiple."""
        digits = minor_digits(terms.principal.currency)
        return cls(Decimal((0, (1,), -digits)), terms.instalment_multiple_of)

    def money(self, amount: Decimal) -> Decimal:
        """Return `amount` in whole minor units; :raises AmountTooLarge: beyond 16 digits."""
        if amount.adjusted() > _MOST_DIGITS:
            raise AmountTooLarge(f"the plan comes to amounts like {amount}")
        return amount.quantize(self.unit, ROUND_HALF_EVEN)

    def instalment(self, amount: Decimal) -> Decimal:
        """Return `amount` in whole minor units, then in whole multiples."""
        rounded = self.money(amount)
        if self.multiple_of is None:
            return rounded
        count = (rounded / self.multiple_of).quantize(Decimal(1), ROUND_HALF_EVEN)
        return self.money(self.multiple_of * count)


def down_payment(terms: Terms, tranche: Tranche) -> Decimal:
    """Return the down payment on `tranche`; :raises NothingToRepay: it takes all of it."""
    with localcontext(DIGITS):
        asked = tranche.amount.amount * terms.down_payment_fraction
        paid = Rounding.of(terms).instalment(asked)
    if paid >= tranche.amount.amount:
        raise NothingToRepay(f"the down payment takes all of {tranche.amount}")
    return paid


def spans_of(terms: Terms, *, tranche_first: bool = False) -> list[Span]:
    """
    Return the periods with the flows that fall into them.

    A flow on a due date belongs to the period that begins there, or with `tranche_first` to the
    one that ends there.
    """
    flows = [
        Flow(each.drawn_on, each.amount.amount - down_payment(terms, each))
        for each in terms.drawn()
    ]

    def belongs(flow: Flow, period: Period) -> bool:
        if tranche_first and flow.drawn_on > terms.start_date:
            return period.start < flow.drawn_on <= period.end
        return period.start <= flow.drawn_on < period.end

    return [
        Span(period, tuple(flow for flow in flows if belongs(flow, period)))
        for period in terms.periods()
    ]


def rows_of(
    terms: Terms, dues: Iterable[Due], *, tranche_first: bool = False
) -> tuple[Instalment, ...]:
    """
    Number what is due by date, down payments included, and run the balance down to nil.

    :raises InstalmentBelowInterest: a row would lend more instead of repaying
    """
    rows: list[Instalment] = []
    balance = Money.zero(terms.principal.currency)
    for event in _in_order(terms, dues, tranche_first=tranche_first):
        if isinstance(event, Tranche):
            balance += event.amount
        elif isinstance(event, _DownPayment):
            rows.append(_down_payment_row(event, rows, balance))
        else:
            rows.append(_instalment_row(*event, rows, balance))
        balance = balance if isinstance(event, Tranche) else rows[-1].balance
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class _DownPayment:
    """What is paid back of a tranche on its own day."""

    due_date: date
    paid: Money


_Event = Tranche | _DownPayment | tuple[Period, Due]


def _in_order(terms: Terms, dues: Iterable[Due], *, tranche_first: bool) -> list[_Event]:
    """Return what happens by date; on one date all tranches come before their down payments."""
    place = 0 if tranche_first else 2
    events: list[tuple[date, int, _Event]] = []
    for each in terms.drawn():
        events.append((each.drawn_on, place, each))
        paid = Money(down_payment(terms, each), terms.principal.currency)
        if paid:
            events.append((each.drawn_on, place + 1, _DownPayment(each.drawn_on, paid)))
    for period, due in zip(terms.periods(), dues, strict=True):
        events.append((period.end, 2 if tranche_first else 1, (period, due)))
    return [event for _, _, event in sorted(events, key=lambda each: each[:2])]


def _down_payment_row(
    event: _DownPayment, rows: Sequence[Instalment], balance: Money
) -> Instalment:
    zero = Money.zero(balance.currency)
    left, number = balance - event.paid, len(rows) + 1
    return Instalment(
        number, event.due_date, 0, event.paid, zero, event.paid, left, is_down_payment=True
    )


def _instalment_row(
    period: Period, due: Due, rows: Sequence[Instalment], balance: Money
) -> Instalment:
    if due.principal < 0:
        raise InstalmentBelowInterest(
            f"the instalment of {period.end} is less than its interest of {due.interest}"
        )
    principal = Money(due.principal, balance.currency)
    interest = Money(due.interest, balance.currency)
    total, left = principal + interest, balance - principal
    number = len(rows) + 1
    return Instalment(number, period.end, period.days, principal, interest, total, left)
