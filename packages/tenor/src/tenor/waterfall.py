"""How a payment is applied: oldest instalment first, and in each by the order of components."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tenor.money import Money


class WaterfallError(ValueError):
    """A payment or an order that cannot be applied; the family of this module's errors."""


class NegativeAmount(WaterfallError):
    """A payment or an open amount below zero."""


class BadOrder(WaterfallError):
    """An order of components that is empty or names one twice."""


class Component(StrEnum):
    """What a payment can be put on."""

    PENALTY = "penalty"
    FEE = "fee"
    INTEREST = "interest"
    PRINCIPAL = "principal"


class RowState(StrEnum):
    """Where an instalment stands on the day of the payment."""

    PAST_DUE = "past_due"
    DUE = "due"
    IN_ADVANCE = "in_advance"


USUAL_ORDER = (Component.PENALTY, Component.FEE, Component.INTEREST, Component.PRINCIPAL)
"""Costs before interest before principal (source: Civil Code of China, article 561)."""


@dataclass(frozen=True, slots=True)
class OpenInstalment:
    """What is still unpaid of the instalment `number`; all amounts zero or more."""

    number: int
    due_date: date
    penalty: Money
    fee: Money
    interest: Money
    principal: Money

    def open(self, component: Component) -> Money:
        """Return what is unpaid of one component."""
        return {
            Component.PENALTY: self.penalty,
            Component.FEE: self.fee,
            Component.INTEREST: self.interest,
            Component.PRINCIPAL: self.principal,
        }[component]

    def state(self, on: date) -> RowState:
        """Return where the instalment stands on the day `on`."""
        if on == self.due_date:
            return RowState.DUE
        return RowState.PAST_DUE if on > self.due_date else RowState.IN_ADVANCE


@dataclass(frozen=True, slots=True)
class Line:
    """An amount above zero put on one component of one instalment."""

    number: int
    component: Component
    amount: Money
    state: RowState


@dataclass(frozen=True, slots=True)
class Allocation:
    """Where a payment went; `lines` and `remainder` always add up to the payment."""

    lines: tuple[Line, ...]
    remainder: Money

    def on(self, component: Component) -> Money:
        """Return what was put on one component of all instalments."""
        zero = Money.zero(self.remainder.currency)
        return sum((line.amount for line in self.lines if line.component is component), zero)


def allocate(
    payment: Money,
    open_rows: Sequence[OpenInstalment],
    on: date,
    order: Sequence[Component] = USUAL_ORDER,
    *,
    in_advance: bool = True,
) -> Allocation:
    """
    Put `payment` on the open rows horizontally: a row is filled before the next is begun.

    Rows go by due date, then by number. What no row takes is the remainder.

    :param order: the components to pay, first to last; one that is left out is not paid
    :param in_advance: False: rows due after `on` take nothing
    :raises NegativeAmount: the payment or an open amount is below zero
    :raises BadOrder: the order is empty or names a component twice
    :raises tenor.money.MixedCurrencies: a row is of another currency
    Source: allocation rules, section 3, "horizontal".
    """
    zero = Money.zero(payment.currency)
    if not order or len(set(order)) != len(order):
        raise BadOrder(f"an order must name each component once, not {list(order)}")
    if payment < zero or any(row.open(each) < zero for row in open_rows for each in Component):
        raise NegativeAmount("a payment and what is open must be zero or more")
    left, lines = payment, []
    for row in sorted(open_rows, key=lambda each: (each.due_date, each.number)):
        state = row.state(on)
        if state is RowState.IN_ADVANCE and not in_advance:
            break
        for component in order:
            put = min(left, row.open(component))
            if put:
                lines.append(Line(row.number, component, put, state))
            left -= put
    return Allocation(tuple(lines), left)
