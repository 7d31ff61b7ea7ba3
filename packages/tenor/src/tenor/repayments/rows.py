"""A row of the table while the loan lives: what it asks, what was paid on it and when."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tenor.repayments.case import Charge
from tenor.waterfall import Component, RowState

ZERO = Decimal(0)
_Amounts = dict[Component, Decimal]


def _nothing() -> _Amounts:
    return dict.fromkeys(Component, ZERO)


class RowKind(StrEnum):
    """Why a row is there."""

    INSTALMENT = "instalment"
    DOWN_PAYMENT = "down_payment"
    CHARGE_ONLY = "charge_only"


@dataclass(slots=True, eq=False)
class Row:
    """What is asked on `due_date` for the time since `start`, in major units by component."""

    kind: RowKind
    start: date
    due_date: date
    due: _Amounts = field(default_factory=_nothing)
    paid: _Amounts = field(default_factory=_nothing)
    in_advance: Decimal = ZERO
    late: Decimal = ZERO
    paid_date: date | None = None
    charges: list[tuple[Charge, Decimal]] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        """Return all that the row asks."""
        return sum(self.due.values(), ZERO)

    @property
    def total_paid(self) -> Decimal:
        """Return all that was put on the row."""
        return sum(self.paid.values(), ZERO)

    @property
    def outstanding(self) -> Decimal:
        """Return what the row still asks."""
        return self.total - self.total_paid

    def open(self, component: Component) -> Decimal:
        """Return what is unpaid of one component; nothing where more was paid than is due."""
        return max(ZERO, self.due[component] - self.paid[component])

    def state(self, on: date) -> RowState:
        """Return where the row stands on the day `on`."""
        if on == self.due_date:
            return RowState.DUE
        return RowState.PAST_DUE if on > self.due_date else RowState.IN_ADVANCE

    def take(self, component: Component, amount: Decimal, on: date) -> Decimal:
        """Put at most `amount` on the component; return what found a place."""
        put = min(amount, self.open(component))
        self.paid[component] += put
        if on < self.due_date:
            self.in_advance += put
        elif on > self.due_date:
            self.late += put
        if put or self.paid_date is None:
            self.paid_date = None if self.outstanding else on
        return put

    def settle(self, on: date) -> None:
        """Note `on` as the day from which nothing is open, or that something is open again."""
        if self.outstanding:
            self.paid_date = None
        elif self.paid_date is None:
            self.paid_date = on

    def add(self, charge: Charge, amount: Decimal) -> None:
        """Ask `amount` for the charge too; a paid row is open again."""
        self.charges.append((charge, amount))
        self.due[charge.component] += amount
        if amount:
            self.paid_date = None

    def already_due(self, component: Component, on: date) -> Decimal:
        """Return the row's charges of a component that are due on or before `on`."""
        due = (
            amount
            for charge, amount in self.charges
            if charge.component is component and (charge.due_date or self.due_date) <= on
        )
        return sum(due, ZERO)
