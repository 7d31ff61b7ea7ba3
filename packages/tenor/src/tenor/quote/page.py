"""One page of text: the rows of a plan, each cost with its payee, and the yearly cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tenor.cost import SOURCES, AllInSheet, Cycle, CycleUnit, all_in_sheet
from tenor.dates import DateError
from tenor.fees import Fee
from tenor.money import Money, MoneyError
from tenor.schedule import Instalment, Tranche
from tenor.schedule.reading import UnreadableTerms, plan_from

_UNITS = {"days": CycleUnit.DAY, "weeks": CycleUnit.WEEK, "months": CycleUnit.MONTH}


@dataclass(frozen=True, slots=True)
class Quote:
    """A plan and what it costs all in."""

    plan: tuple[Instalment, ...]
    sheet: AllInSheet


def quote_from(inputs: Mapping[str, Any]) -> Quote:
    """
    Return the quote for plain values: those of a worked schedule, and `fees` if there are any.

    :param inputs: as tenor.schedule.reading.plan_from takes them; `fees` is a list of
        {"code", "payee", "amount", "on"}, `lender` names whom the interest is paid to
    :raises UnreadableTerms: a field is missing or its value unknown
    :raises tenor.schedule.BadTerms: see tenor.schedule.Terms
    :raises tenor.rates.RateError: no yearly rate, or several, balance what is paid
    """
    plan = plan_from(inputs)
    currency = inputs.get("currency", "CNY")
    frequency = inputs["frequency"]
    try:
        drawn = [
            Tranche(date.fromisoformat(each["date"]), Money(Decimal(each["amount"]), currency))
            for each in inputs["disbursements"]
        ]
        fees = [_fee(each, currency) for each in inputs.get("fees", [])]
        cycle = Cycle(_UNITS[frequency["unit"]], int(frequency["every"]))
    except (DateError, MoneyError):
        raise
    except (KeyError, TypeError, ValueError, ArithmeticError) as missing:
        raise UnreadableTerms(f"the terms lack or misstate {missing}") from missing
    lender = inputs.get("lender", "lender")
    return Quote(
        plan, all_in_sheet(lender=lender, drawdowns=drawn, plan=plan, charges=fees, cycle=cycle)
    )


def _fee(each: Mapping[str, Any], currency: str) -> Fee:
    amount = Money(Decimal(str(each["amount"])), currency)
    return Fee(each["code"], each["payee"], amount, date.fromisoformat(each["on"]))


def page(quote: Quote) -> str:
    """Return the quote as lines of text, amounts in major units."""
    return "\n".join([*_rows(quote.plan), "", *_costs(quote.sheet), "", *_rates(quote.sheet), ""])


def _rows(plan: Sequence[Instalment]) -> list[str]:
    names = ("principal", "interest", "total", "balance")
    heads = "".join(f"{name:>16}" for name in names)
    lines = [f"{'no':>4}  {'due':<10}{heads}"]
    for row in plan:
        amounts = "".join(f"{getattr(row, name).amount:>16,}" for name in names)
        lines.append(f"{row.number:>4}  {row.due_date}{amounts}")
    return lines


def _costs(sheet: AllInSheet) -> list[str]:
    lines = [f"{'drawn':<28}{sheet.drawn.amount:>16,} {sheet.drawn.currency}"]
    for line in sheet.lines:
        words = f"{line.code}, to {line.payee}"
        lines.append(f"{words:<28}{line.amount.amount:>16,} from {line.on}")
    return [*lines, f"{'all costs':<28}{sheet.total_cost.amount:>16,}"]


def _rates(sheet: AllInSheet) -> list[str]:
    return [f"{rate * 100:>8.4f} % a year  {SOURCES[form]}" for form, rate in sheet.rates.items()]
