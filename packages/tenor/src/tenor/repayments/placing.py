"""Where a payment goes: the fixed strategies, and the configurable one in both directions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal

from tenor.repayments.case import Configurable, Direction, Fixed, FutureRule
from tenor.repayments.rows import ZERO, Row
from tenor.waterfall import Component, RowState

Put = Callable[[Row, Component, Decimal], Decimal]
"""Puts at most an amount on a component of a row and returns what found a place."""

_P, _F, _I, _C = Component.PENALTY, Component.FEE, Component.INTEREST, Component.PRINCIPAL

# (due or past due, in advance, whether charges already due come before the latter).
_ORDERS = {
    Fixed.PENALTY_FIRST: ((_P, _F, _I, _C), (_P, _F, _I, _C), False),
    Fixed.PRINCIPAL_FIRST: ((_C, _I, _P, _F), (_C, _I, _P, _F), False),
    Fixed.IN_ADVANCE_PRINCIPAL_FIRST: ((_P, _F, _I, _C), (_C, _P, _F, _I), True),
    Fixed.FEE_LAST: ((_P, _I, _C, _F), (_P, _I, _C, _F), True),
}


def place_fixed(
    strategy: Fixed, rows: Sequence[Row], amount: Decimal, on: date, put: Put
) -> Decimal:
    """
    Fill row after row in the order of `strategy`; return what no row took.

    Source: allocation rules, section 2.
    """
    due, in_advance, charges_first = _ORDERS[strategy]
    for row in rows:
        if not amount:
            break
        early = row.state(on) is RowState.IN_ADVANCE
        if early and charges_first:
            for component in (_P, _F):
                limit = sum((each.already_due(component, on) for each in rows), ZERO)
                amount -= put(row, component, min(amount, limit))
        for component in in_advance if early else due:
            amount -= put(row, component, amount)
    return amount


@dataclass(frozen=True, slots=True)
class Placing:
    """One payment on its way through the buckets; `unit` is the minor unit of the shares."""

    strategy: Configurable
    rows: Sequence[Row]
    on: date
    unit: Decimal
    put: Put
    # A recalculating loan may still lower a last row that asks for nothing at the moment.
    also_last: Callable[[Row], bool] = lambda _: False

    def place(self, amount: Decimal) -> Decimal:
        """
        Put `amount` on the rows; return what no row took.

        Source: allocation rules, section 3.
        """
        if self.strategy.direction is Direction.VERTICAL:
            for state, component in self.strategy.order:
                amount = self._down(state, component, amount)
            return amount
        by_state: dict[RowState, list[Component]] = {}
        for state, component in self.strategy.order:
            by_state.setdefault(state, []).append(component)
        for state, components in by_state.items():
            amount = self._across(state, components, amount)
        return amount

    def _across(self, state: RowState, components: Sequence[Component], amount: Decimal) -> Decimal:
        """Fill a row with all components before the next is chosen."""
        tried: list[Row] = []
        while amount and any(row.paid_date is None for row in self.rows):
            chosen, before = self._chosen(state, lambda row: row.paid_date is None), amount
            for component in components:
                amount -= self._shared(chosen, component, amount)
            if amount == before and chosen == tried:
                break
            tried = chosen
        return amount

    def _down(self, state: RowState, component: Component, amount: Decimal) -> Decimal:
        """Pay one component on all rows of a state."""
        while amount:
            chosen = self._chosen(state, lambda row: row.open(component) > 0)
            put = self._shared(chosen, component, amount)
            if not put:
                break
            amount -= put
        return amount

    def _shared(self, chosen: Sequence[Row], component: Component, amount: Decimal) -> Decimal:
        """Put equal shares on the chosen rows, the rounding difference on the last."""
        put = ZERO
        for row, share in zip(chosen, _shares(amount, len(chosen), self.unit), strict=True):
            put += self.put(row, component, share)
        return put

    def _chosen(self, state: RowState, is_open: Callable[[Row], bool]) -> list[Row]:
        """Return the rows of a state that take the money next."""
        of_state = [row for row in self.rows if row.state(self.on) is state]
        found = [row for row in of_state if is_open(row)]
        if state is not RowState.IN_ADVANCE or self.strategy.future is FutureRule.NEXT:
            return found[:1]
        if self.strategy.future is FutureRule.REAMORTIZATION:
            return found
        if self.strategy.future is FutureRule.NEXT_LAST:
            current = [row for row in found if row.start <= self.on]
            if current:
                return current
        return [row for row in of_state if is_open(row) or self.also_last(row)][-1:]


def _shares(amount: Decimal, count: int, unit: Decimal) -> Iterable[Decimal]:
    if not count:
        return []
    share = (amount / count).quantize(unit, ROUND_HALF_EVEN)
    if amount - share * (count - 1) < 0:
        # So little is left that rounding up would put more than there is.
        share = (amount / count).quantize(unit, ROUND_DOWN)
    return [*[share] * (count - 1), amount - share * (count - 1)]
