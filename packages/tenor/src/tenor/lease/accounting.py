"""How lessee and lessor book a lease, period by period."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tenor.depreciation import straight_line
from tenor.lease.rents import BadRents, Rent
from tenor.lease.worth import PaidAt
from tenor.money import Money, finite_decimal, total_of
from tenor.roots import WIDE


class NoPayments(BadRents):
    """A lease without a payment, or a rate below zero."""


@dataclass(frozen=True, slots=True)
class LesseeRow:
    """A period of the lessee: its liability after the payment, its right of use after use."""

    number: int
    payment: Money
    interest: Money
    liability: Money
    depreciation: Money
    right_of_use: Money


@dataclass(frozen=True, slots=True)
class LesseeBooks:
    """
    What a lessee books: `liability` and `right_of_use` at commencement, and each period.

    The interest and depreciation of all rows add up to all payments and direct costs.
    """

    liability: Money
    right_of_use: Money
    rows: tuple[LesseeRow, ...]


def lessee_books(
    *,
    payments: Sequence[Money],
    rate_of_period: Decimal,
    paid_at: PaidAt = PaidAt.END,
    direct_costs: Money | None = None,
) -> LesseeBooks:
    """
    Return the lessee's books: interest on the liability, straight-line use of the right.

    A payment on the first day is made on it: it stands in the right of use, not the liability.
    The last period's interest takes what rounding left.

    :param payments: one a period, in order; :param rate_of_period: the implicit rate or the
        lessee's incremental borrowing rate, a fraction for one period
    :param direct_costs: of the lessee, part of the right of use
    :raises NoPayments: see there; :raises tenor.money.MixedCurrencies: two currencies
    Source: IFRS 16, paragraphs 23-26, 31, 36; figures of its illustrative examples 16 to 19.

    >>> rents = [Money(Decimal(100_000))] * 10
    >>> books = lessee_books(payments=rents, rate_of_period=Decimal("0.06"))
    >>> round(books.liability.amount), round(books.rows[4].liability.amount)
    (736009, 421236)
    """
    rate = finite_decimal(rate_of_period, "a rate")
    if not payments or rate < 0:
        raise NoPayments(f"{len(payments)} payments at a rate of {rate}")
    zero = Money.zero(payments[0].currency)
    at_once, later = zero, tuple(payments)
    if paid_at is PaidAt.BEGINNING:
        at_once, later = payments[0], (*payments[1:], zero)
    liability = _worth(later, rate)
    right = liability + at_once + (direct_costs or zero)
    used = straight_line(cost=right, residual=zero, periods=len(payments))
    rows: list[LesseeRow] = []
    open_, rest = liability, right
    for number, (payment, wear) in enumerate(zip(later, used, strict=True), start=1):
        still = total_of(later[number:], zero.currency)
        interest = open_.times(rate) if still else payment - open_
        open_, rest = open_ + interest - payment, rest - wear
        rows.append(LesseeRow(number, payment, interest, open_, wear, rest))
    return LesseeBooks(liability, right, tuple(rows))


def _worth(payments: Sequence[Money], rate: Decimal) -> Money:
    """Return the worth of payments at the end of each period, rounded once."""
    total, growth = Decimal(0), WIDE.add(Decimal(1), rate)
    for payment in reversed(payments):
        total = WIDE.divide(WIDE.add(total, payment.amount), growth)
    unit = Money.from_minor(1, payments[0].currency)
    return unit.times(WIDE.divide(total, unit.amount))


@dataclass(frozen=True, slots=True)
class LessorRow:
    """A period of the lessor in a finance lease: `income` earned, `receivable` left after it."""

    number: int
    rent: Money
    income: Money
    receivable: Money


def lessor_rows(rents: Sequence[Rent]) -> tuple[LessorRow, ...]:
    """
    Return the lessor's books of a finance lease: the net investment and what it earns.

    Source: IFRS 16, paragraphs 67 and 75.
    """
    return tuple(LessorRow(row.number, row.amount, row.interest, row.balance) for row in rents)
