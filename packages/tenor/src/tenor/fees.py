"""Fees beside the interest, and what a loan costs the borrower with all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tenor.dates import DatesOutOfOrder
from tenor.money import Money, total_of
from tenor.rates import nominal_from_effective, yearly_cost
from tenor.schedule import Instalment, Tranche


@dataclass(frozen=True, slots=True)
class Fee:
    """What the borrower pays to `payee` on the day `on` because of the loan."""

    code: str
    payee: str
    amount: Money
    on: date

    @property
    def flows(self) -> tuple[tuple[date, Money], ...]:
        """Return what the borrower pays, negative."""
        return ((self.on, -self.amount),)


@dataclass(frozen=True, slots=True)
class Deposit:
    """
    What the borrower must leave with `payee` from `on` to `returned_on` to have the loan.

    :raises tenor.dates.DatesOutOfOrder: it would be returned before it is paid
    """

    code: str
    payee: str
    amount: Money
    on: date
    returned_on: date

    def __post_init__(self) -> None:
        if self.returned_on < self.on:
            raise DatesOutOfOrder(f"{self.returned_on} comes before {self.on}")

    @property
    def flows(self) -> tuple[tuple[date, Money], ...]:
        """Return the amount as it is paid and as it comes back."""
        return (self.on, -self.amount), (self.returned_on, self.amount)


Charge = Fee | Deposit
"""What a loan costs beside its interest: a fee or premium, or money that must lie idle."""


@dataclass(frozen=True, slots=True)
class CostSheet:
    """
    What a loan costs, all in; rates are fractions a year.

    `yearly_cost` is effective, days over 365 (Directive 2008/48/EC, annex I);
    `yearly_cost_nominal_monthly` is the same cost as a nominal rate compounded monthly.
    """

    drawn: Money
    principal: Money
    interest: Money
    fees: Money
    fees_by_payee: tuple[tuple[str, Money], ...]
    total_paid: Money
    yearly_cost: Decimal
    yearly_cost_nominal_monthly: Decimal


def borrower_flows(
    *, drawdowns: Sequence[Tranche], plan: Sequence[Instalment], fees: Sequence[Charge] = ()
) -> tuple[tuple[date, Money], ...]:
    """
    Return the cash flows as the borrower sees them, by date: received positive, paid negative.

    A fee on the day of a drawdown stands beside it: the two net out in the yearly cost.
    """
    flows = [(each.drawn_on, each.amount) for each in drawdowns]
    flows += [(row.due_date, -row.total) for row in plan if row.total]
    flows += [flow for fee in fees for flow in fee.flows]
    return tuple(sorted(flows, key=lambda flow: flow[0]))


def cost_sheet(
    *, drawdowns: Sequence[Tranche], plan: Sequence[Instalment], fees: Sequence[Fee] = ()
) -> CostSheet:
    """
    Add up what the borrower pays, and the yearly cost of it all.

    :raises tenor.rates.NoYearlyCost: no drawdown, or no payment
    :raises tenor.money.MixedCurrencies: not all in one currency

    >>> from tenor.schedule import Terms, bullet_plan
    >>> terms = Terms(principal=Money(Decimal(1000)), rate_yearly=Decimal("0.12"),
    ...               start_date=date(2025, 1, 1), instalments=1, every=12)
    >>> fee = Fee("arrangement", "bank", Money(Decimal(20)), date(2025, 1, 1))
    >>> sheet = cost_sheet(drawdowns=terms.drawn(), plan=bullet_plan(terms=terms), fees=[fee])
    >>> str(sheet.total_paid), sheet.yearly_cost
    ('1140.00 CNY', Decimal('0.1428571429'))
    """
    cost = yearly_cost(borrower_flows(drawdowns=drawdowns, plan=plan, fees=fees))
    currency = drawdowns[0].amount.currency
    payees = sorted({fee.payee for fee in fees})
    by_payee = tuple(
        (payee, total_of([fee.amount for fee in fees if fee.payee == payee], currency))
        for payee in payees
    )
    asked = total_of([fee.amount for fee in fees], currency)
    return CostSheet(
        drawn=total_of([each.amount for each in drawdowns], currency),
        principal=total_of([row.principal for row in plan], currency),
        interest=total_of([row.interest for row in plan], currency),
        fees=asked,
        fees_by_payee=by_payee,
        total_paid=asked + total_of([row.total for row in plan], currency),
        yearly_cost=cost,
        yearly_cost_nominal_monthly=nominal_from_effective(cost, 12),
    )
