"""The rate that lies within a lease, every payment of both sides counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tenor.fees import Deposit
from tenor.money import Money
from tenor.rates import Flows, yearly_cost


@dataclass(frozen=True, slots=True)
class Residual:
    """
    What the asset is expected to be worth on the day `on`, and how much of it is promised.

    :param guaranteed: what the lessee or a third party makes good; the rest is the lessor's risk
    """

    value: Money
    on: date
    guaranteed: Money

    @property
    def unguaranteed(self) -> Money:
        """Return the part that nobody promises, nil if more is promised than expected."""
        return max(self.value - self.guaranteed, Money.zero(self.value.currency))


def lessor_flows(
    *,
    cost: Money,
    on: date,
    rents: Sequence[tuple[date, Money]],
    residual: Residual | None = None,
    direct_costs: Money | None = None,
    deposits: Sequence[Deposit] = (),
) -> Flows:
    """
    Return a lease as the lessor pays (negative) and receives (positive), by date.

    The residual counts whole, guaranteed or not; a deposit lessens the outlay until it returns.

    Source: IFRS 16, appendix A, "interest rate implicit in the lease".
    """
    outlay = cost + direct_costs if direct_costs else cost
    flows = [(on, -outlay), *rents]
    flows += [(day, -amount) for deposit in deposits for day, amount in deposit.flows]
    if residual is not None:
        flows.append((residual.on, max(residual.value, residual.guaranteed)))
    return tuple(sorted(flows, key=lambda flow: flow[0]))


def implicit_rate(flows: Flows) -> Decimal:
    """
    Return the effective yearly rate at which the lessor's flows are worth nothing, to 10 places.

    :raises tenor.rates.NoYearlyCost: the rents never recover the cost
    :raises tenor.rates.AmbiguousYearlyCost: several rates do

    >>> cost = Money(Decimal(1000))
    >>> implicit_rate(lessor_flows(cost=cost, on=date(2025, 1, 1),
    ...                            rents=[(date(2026, 1, 1), Money(Decimal(1080)))]))
    Decimal('0.0800000000')
    """
    return yearly_cost(flows)
