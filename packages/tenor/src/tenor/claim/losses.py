"""What is written off, and what of it is recovered after all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

from tenor.money import Money, total_of
from tenor.waterfall import USUAL_ORDER, BadOrder, Component, NegativeAmount


@dataclass(frozen=True, slots=True)
class Recovery:
    """Where a recovery went, by component; `surplus` is what is owed back to the payer."""

    portions: Mapping[Component, Money]
    surplus: Money


@dataclass(frozen=True, slots=True)
class WrittenOff:
    """
    A claim off the books that is still owed, by component; all amounts of one currency.

    :raises NegativeAmount: an amount below zero
    :raises tenor.money.MixedCurrencies: amounts of several currencies
    """

    penalty: Money
    fee: Money
    interest: Money
    principal: Money

    def __post_init__(self) -> None:
        zero = Money.zero(self.principal.currency)
        if any(self.of(each) < zero for each in Component):
            raise NegativeAmount("what is written off must be zero or more")

    def of(self, component: Component) -> Money:
        """Return what is still owed of one component."""
        return {
            Component.PENALTY: self.penalty,
            Component.FEE: self.fee,
            Component.INTEREST: self.interest,
            Component.PRINCIPAL: self.principal,
        }[component]

    @property
    def total(self) -> Money:
        """Return all that is still owed."""
        return total_of([self.of(each) for each in Component], self.principal.currency)

    def recover(
        self, amount: Money, order: Sequence[Component] = USUAL_ORDER
    ) -> tuple[Recovery, Self]:
        """
        Put what came in on the components in their order; return it, and what stays owed.

        :raises NegativeAmount: `amount` is below zero
        :raises BadOrder: the order does not name each component once

        >>> from decimal import Decimal
        >>> zero = Money.zero()
        >>> lost = WrittenOff(zero, zero, Money(Decimal(10)), Money(Decimal(90)))
        >>> recovery, left = lost.recover(Money(Decimal(30)))
        >>> str(recovery.portions[Component.PRINCIPAL]), str(left.total)
        ('20.00 CNY', '70.00 CNY')
        """
        if amount < Money.zero(self.principal.currency):
            raise NegativeAmount(f"a recovery of {amount}")
        if sorted(order) != sorted(Component):
            raise BadOrder(f"an order must name each component once, not {list(order)}")
        portions: dict[Component, Money] = {}
        for component in order:
            portions[component] = min(amount, self.of(component))
            amount -= portions[component]
        left = type(self)(*(self.of(each) - portions[each] for each in Component))
        return Recovery(MappingProxyType(portions), amount), left
