"""The one page that says what a loan costs: each item, whom it is paid to, and the yearly rate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from tenor.cost.eu import EuUnit, yearly_cost_eu
from tenor.cost.pboc import yearly_cost_pboc_simple
from tenor.cost.us import Cycle, CycleUnit, yearly_cost_us_flows
from tenor.fees import Charge, Deposit, Fee, borrower_flows
from tenor.money import Money, total_of
from tenor.rates import yearly_cost
from tenor.schedule import Instalment, Tranche


class CostForm(StrEnum):
    """The ways in which a yearly cost is stated; never one without its name."""

    EU = "eu"
    US = "us"
    PBOC_COMPOUND = "pboc_compound"
    PBOC_SIMPLE = "pboc_simple"


SOURCES: Mapping[CostForm, str] = MappingProxyType(
    {
        CostForm.EU: "Directive 2008/48/EC, annex I",
        CostForm.US: "12 CFR 1026, appendix J, actuarial method",
        CostForm.PBOC_COMPOUND: "PBoC Announcement 2021 No. 3, internal rate of return",
        CostForm.PBOC_SIMPLE: "PBoC Announcement 2021 No. 3, simple interest",
    }
)
"""The rule behind each form, as the sheet labels it."""


class Item(StrEnum):
    """What a line of the sheet is for."""

    INTEREST = "interest"
    FEE = "fee"
    DEPOSIT = "deposit"


@dataclass(frozen=True, slots=True)
class Line:
    """One item: `amount` is what is paid to `payee`, first on the day `on`."""

    item: Item
    code: str
    payee: str
    amount: Money
    on: date


@dataclass(frozen=True, slots=True)
class AllInSheet:
    """
    All that a loan costs, to be signed; `rates` are fractions a year by their form.

    `total_cost` is interest and fees. A deposit is on a line of its own, but is no cost in
    money: it comes back, and weighs in the rates alone.
    """

    drawn: Money
    lines: tuple[Line, ...]
    total_cost: Money
    rates: Mapping[CostForm, Decimal]


class NotOnTheSheet(ValueError):
    """A charge that the signed sheet does not name, or not to that payee and amount."""


def all_in_sheet(
    *,
    lender: str,
    drawdowns: Sequence[Tranche],
    plan: Sequence[Instalment],
    charges: Sequence[Charge] = (),
    cycle: Cycle,
) -> AllInSheet:
    """
    Return the sheet of a loan: what is drawn, each cost, and the yearly cost in its forms.

    :param lender: to whom the interest is paid
    :param cycle: how far apart the instalments are: the unit-period of the US form; the EU form
        counts weeks where it is of weeks, else months
    :raises tenor.rates.NoYearlyCost: nothing drawn or nothing paid
    :raises tenor.rates.AmbiguousYearlyCost: several rates balance the flows
    :raises tenor.money.MixedCurrencies: not all in one currency

    >>> from tenor.schedule import Terms, bullet_plan
    >>> terms = Terms(principal=Money(Decimal(1000)), rate_yearly=Decimal("0.12"),
    ...               start_date=date(2025, 1, 1), instalments=1, every=12)
    >>> sheet = all_in_sheet(lender="bank", drawdowns=terms.drawn(), plan=bullet_plan(terms=terms),
    ...                      cycle=Cycle(CycleUnit.YEAR))
    >>> str(sheet.total_cost), sheet.rates[CostForm.US]
    ('120.00 CNY', Decimal('0.1200000000'))
    """
    flows = borrower_flows(drawdowns=drawdowns, plan=plan, fees=charges)
    unit = EuUnit.WEEKS if cycle.unit is CycleUnit.WEEK else EuUnit.MONTHS
    rates = {
        CostForm.EU: yearly_cost_eu(flows, unit=unit),
        CostForm.US: yearly_cost_us_flows(flows, cycle=cycle),
        CostForm.PBOC_COMPOUND: yearly_cost(flows),
        CostForm.PBOC_SIMPLE: yearly_cost_pboc_simple(
            drawdowns=drawdowns, plan=plan, charges=charges
        ),
    }
    drawn = total_of([each.amount for each in drawdowns], drawdowns[0].amount.currency)
    lines = (_interest_line(lender, plan, drawn.currency), *map(_line, charges))
    paid = [line.amount for line in lines if line.item is not Item.DEPOSIT]
    return AllInSheet(drawn, lines, total_of(paid, drawn.currency), MappingProxyType(rates))


def _interest_line(lender: str, plan: Sequence[Instalment], currency: str) -> Line:
    interest = total_of([row.interest for row in plan], currency)
    first = min(row.due_date for row in plan)
    return Line(Item.INTEREST, "interest", lender, interest, first)


def _line(charge: Charge) -> Line:
    item = Item.DEPOSIT if isinstance(charge, Deposit) else Item.FEE
    return Line(item, charge.code, charge.payee, charge.amount, charge.on)


def check_signed(sheet: AllInSheet, fee: Fee) -> Line:
    """
    Return the line that allows `fee` to be collected.

    :raises NotOnTheSheet: no line has its code and payee, or that line is of less

    >>> sheet = AllInSheet(Money(Decimal(1)), (), Money.zero(), {})
    >>> check_signed(sheet, Fee("stamp", "office", Money(Decimal(1)), date(2025, 1, 1)))
    Traceback (most recent call last):
    tenor.cost.sheet.NotOnTheSheet: the signed sheet has no stamp of 1.00 CNY to office
    """
    for line in sheet.lines:
        named = (line.item, line.code, line.payee) == (Item.FEE, fee.code, fee.payee)
        if named and fee.amount <= line.amount:
            return line
    raise NotOnTheSheet(f"the signed sheet has no {fee.code} of {fee.amount} to {fee.payee}")
