"""Figures that are yearly rates: of charge in the EU and the US, and of irregular flows."""

from datetime import date
from decimal import Decimal

from tenor.cost import Cycle, CycleUnit, yearly_cost_us_dated
from tenor.facts.reading import (
    Inputs,
    UnreadableFact,
    count,
    day,
    field,
    known,
    number,
    pair,
    rows,
    text,
    whole,
)
from tenor.rates import yearly_cost_by_years
from tenor.xirr import xirr

# Spreadsheets look for a rate near ten per cent unless they are told another.
_USUAL_GUESS = Decimal("0.1")
_PERCENT = 100


def apr_us(inputs: Inputs) -> Decimal:
    """Return the annual percentage rate of 12 CFR 1026, appendix J, in per cent."""
    known(inputs, "advance", "advanced_on", "unit", "every", "first_payment_on", "payments")
    payments = [amount for run in field(inputs, "payments", rows(_run)) for amount in run]
    return _PERCENT * yearly_cost_us_dated(
        advance=(field(inputs, "advanced_on", day), field(inputs, "advance", number)),
        first_payment_on=field(inputs, "first_payment_on", day),
        payments=payments,
        cycle=Cycle(field(inputs, "unit", CycleUnit), field(inputs, "every", whole)),
    )


def _run(row: Inputs) -> list[Decimal]:
    return [field(row, "amount", number)] * field(row, "count", count)


def apr_eu(inputs: Inputs) -> Decimal:
    """Return the annual percentage rate of charge of Directive 2008/48/EC, in per cent."""
    known(inputs, "drawdown", "fee_at_start", "payment_runs", "payments_years_amounts")
    if "payment_runs" not in inputs and "payments_years_amounts" not in inputs:
        raise UnreadableFact("the field 'payment_runs' is missing")
    zero = Decimal(0)
    flows = [(zero, field(inputs, "drawdown", number))]
    if "fee_at_start" in inputs:
        flows.append((zero, -field(inputs, "fee_at_start", number)))
    if "payments_years_amounts" in inputs:
        flows += field(inputs, "payments_years_amounts", rows(_payment))
    if "payment_runs" in inputs:
        for run in field(inputs, "payment_runs", rows(_run_by_years)):
            flows += run
    return _PERCENT * yearly_cost_by_years(flows)


def _payment(row: object) -> tuple[Decimal, Decimal]:
    years, amount = pair(row)
    return number(years), -number(amount)


def _run_by_years(row: Inputs) -> list[tuple[Decimal, Decimal]]:
    first, step = field(row, "first_year", number), field(row, "step_years", number)
    amount = field(row, "amount", number)
    return [(first + k * step, -amount) for k in range(field(row, "count", count))]


def xirr_of(inputs: Inputs) -> Decimal:
    """Return the effective yearly rate of dated flows, a fraction; actual/365 if not said."""
    known(inputs, "flows", "day_count", "guess")
    return xirr(
        field(inputs, "flows", rows(_flow)),
        day_count=field(inputs, "day_count", text) if "day_count" in inputs else "act/365f",
        guess=field(inputs, "guess", number) if "guess" in inputs else _USUAL_GUESS,
    )


def _flow(row: object) -> tuple[date, Decimal]:
    on, amount = pair(row)
    return day(on), number(amount)
