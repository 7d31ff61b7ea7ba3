"""Terms and due dates read from plain values (JSON), and rows written back as plain values."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tenor.dates import (
    DIGITS,
    Calculation,
    DateError,
    DayCount,
    LeapYearRule,
    MonthEndRule,
    Unit,
    YearBoundary,
    add_days,
    add_months,
    add_units,
)
from tenor.money import Money, MoneyError, minor_digits
from tenor.schedule.cumulative import Method, cumulative_plan
from tenor.schedule.holidays import Calendar, Roll
from tenor.schedule.plans import (
    equal_instalment_plan,
    equal_principal_plan,
    flat_plan,
)
from tenor.schedule.terms import BadTerms, Instalment, Terms, Tranche

Inputs = Mapping[str, Any]

PlanOf = Callable[[Terms], tuple[Instalment, ...]]
"""Draws up the plan of terms, as the engine and the method of a contract ask for it."""


class UnreadableTerms(BadTerms):
    """Plain values that miss a field, or hold one that this library does not know."""


def exact(value: object) -> Decimal:
    """
    Return a text, an int or a Decimal as a Decimal; a float has already lost the fen.

    :raises UnreadableTerms: it is something else, or no number
    >>> exact("12.50")
    Decimal('12.50')
    """
    try:
        if isinstance(value, str | int | Decimal) and not isinstance(value, bool):
            return Decimal(value)
    except ArithmeticError:
        pass
    raise UnreadableTerms(f"{value!r} is no exact number")


def _optional(value: object) -> Decimal | None:
    return None if value is None else exact(value)


def _fraction(percent: object) -> Decimal:
    """Return a percentage as a fraction, exactly up to 19 digits whatever the caller keeps."""
    return DIGITS.divide(exact(percent), Decimal(100))


def _day_count(inputs: Inputs) -> DayCount:
    year, month = inputs["days_in_year"], inputs["days_in_month"]
    return DayCount(
        Calculation(inputs["interest_calculation_period"]),
        None if year == "actual" else int(year),
        None if month == "actual" else int(month),
        YearBoundary(inputs["year_boundary"]),
        LeapYearRule(inputs["leap_year_rule"]),
    )


def _calendar(inputs: Inputs) -> Calendar:
    """Return the days without business: `holidays` beside the weekends, `working_days` in them."""
    return Calendar(
        frozenset(date.fromisoformat(day) for day in inputs.get("holidays") or ()),
        frozenset(date.fromisoformat(day) for day in inputs.get("working_days") or ()),
    )


def _frequency(inputs: Inputs) -> tuple[int, Unit]:
    frequency = inputs.get("frequency", {"every": 1, "unit": "months"})
    return int(frequency["every"]), Unit(frequency["unit"])


def _terms(inputs: Inputs) -> Terms:
    currency = inputs.get("currency", "CNY")
    every, unit = _frequency(inputs)
    return Terms(
        principal=Money(exact(inputs["principal"]), currency),
        rate_yearly=_fraction(inputs["annual_rate_percent"]),
        start_date=date.fromisoformat(inputs["schedule_start_date"]),
        instalments=int(inputs["number_of_instalments"]),
        every=every,
        unit=unit,
        day_count=_day_count(inputs),
        month_end_rule=MonthEndRule(inputs["month_end_rule"]),
        instalment_multiple_of=_optional(inputs["instalment_multiple_of"]),
        tranches=tuple(
            Tranche(date.fromisoformat(each["date"]), Money(exact(each["amount"]), currency))
            for each in inputs["disbursements"]
        ),
        down_payment_fraction=_fraction(inputs["down_payment_percent"] or 0),
        last_due_offset=inputs["last_due_offset"],
        grace_on_principal=int(inputs["grace_on_principal"]),
        partial_period_interest=bool(inputs["partial_period_interest"]),
        roll=Roll(inputs.get("holiday_roll") or "none"),
        calendar=_calendar(inputs),
    )


_CUMULATIVE = {
    ("declining_balance", "equal_installments"): Method.EQUAL_INSTALMENTS,
    ("declining_balance", "equal_principal"): Method.EQUAL_PRINCIPAL,
    ("flat", "equal_installments"): Method.FLAT,
    ("flat", "equal_principal"): Method.FLAT,
}
_PROGRESSIVE: Mapping[tuple[str, str], Callable[..., tuple[Instalment, ...]]] = {
    ("declining_balance", "equal_installments"): equal_instalment_plan,
    ("declining_balance", "equal_principal"): equal_principal_plan,
    ("flat", "equal_installments"): flat_plan,
}


def plan_from(inputs: Inputs) -> tuple[Instalment, ...]:
    """
    Return the plan that plain `inputs` describe; see `contract_from`.

    :raises UnreadableTerms: a field is missing or its value unknown
    :raises BadTerms: see Terms
    """
    terms, plan_of = contract_from(inputs)
    return plan_of(terms)


def _check_honoured(inputs: Inputs) -> None:
    """Refuse values that ask for something else than what this library would compute."""
    engine, method = inputs["schedule_engine"], inputs["interest_method"]
    first = "after_instalment" if engine == "progressive" else "before_instalment"
    bases: set[object] = {"net_of_down_payment"}
    if (engine, method) == ("cumulative", "flat"):
        bases.add("gross_disbursed")
    digits = minor_digits(inputs.get("currency", "CNY"))
    honoured: Mapping[str, set[object]] = {
        "currency_decimals": {digits},
        "rounding": {"half_even"},
        "tranche_on_due_date": {first},
        "interest_base": bases,
    }
    for name, values in honoured.items():
        if name in inputs and inputs[name] not in values:
            raise UnreadableTerms(f"{name} is {inputs[name]!r}, not of {sorted(map(str, values))}")
    if not inputs["disbursements"]:
        raise UnreadableTerms("disbursements: nothing was lent")


def contract_from(inputs: Inputs) -> tuple[Terms, PlanOf]:
    """
    Return the terms that plain `inputs` describe, and what draws up the plan of such terms.

    The fields are those of the worked schedules: `principal`, `disbursements`,
    `schedule_start_date`, `annual_rate_percent`, `number_of_instalments`, `frequency`,
    `amortization`, `interest_method`, `schedule_engine` and so on; `currency` may be added.

    :raises UnreadableTerms: a field is missing or its value unknown
    :raises BadTerms: see Terms
    """
    try:
        _check_honoured(inputs)
        terms = _terms(inputs)
        engine = inputs["schedule_engine"]
        method = (inputs["interest_method"], inputs["amortization"])
        grace = int(inputs["grace_on_interest"])
        on_gross = inputs["interest_base"] == "gross_disbursed"
    except (BadTerms, DateError, MoneyError):
        raise
    except (KeyError, TypeError, ValueError, ArithmeticError) as missing:
        raise UnreadableTerms(f"the terms lack or misstate {missing}") from missing
    if engine == "cumulative" and method in _CUMULATIVE:

        def older_plan(terms: Terms) -> tuple[Instalment, ...]:
            return cumulative_plan(
                terms=terms,
                method=_CUMULATIVE[method],
                grace_on_interest=grace,
                interest_on_gross=on_gross,
            )

        return terms, older_plan
    if engine != "progressive" or method not in _PROGRESSIVE or grace:
        raise UnreadableTerms(f"no {engine} plan has {method} and {grace} rows without interest")
    return terms, lambda terms: _PROGRESSIVE[method](terms=terms)


def due_dates_from(inputs: Inputs) -> tuple[date, ...]:
    """
    Return the due dates alone, from a start date or from the first due date.

    With `first_due_seed` the `due_day_rule` says where each date falls: `same_day`,
    `end_of_month`, or `first_of_next_month` after it.

    :raises UnreadableTerms: a field is missing or its value unknown
    """
    try:
        every, unit = _frequency(inputs)
        number = int(inputs["number_of_instalments"])
        if "first_due_seed" in inputs:
            place = _DUE_DAYS[inputs["due_day_rule"]]
            seed = date.fromisoformat(inputs["first_due_seed"])
            return tuple(place(add_units(seed, k * every, unit)) for k in range(number))
        rule = MonthEndRule(inputs["month_end_rule"])
        start = date.fromisoformat(inputs["schedule_start_date"])
    except DateError:
        raise
    except (KeyError, TypeError, ValueError) as missing:
        raise UnreadableTerms(f"the terms lack or misstate {missing}") from missing
    return tuple(add_units(start, k * every, unit, rule) for k in range(1, number + 1))


def rows_from(inputs: Inputs) -> list[dict[str, Any]]:
    """Return the rows of `plan_from` as plain values, amounts as text; or the due dates alone."""
    if "interest_method" not in inputs:
        dates = enumerate(due_dates_from(inputs), start=1)
        return [{"number": number, "due_date": day.isoformat()} for number, day in dates]
    return [_plain(row) for row in plan_from(inputs)]


def tables_from(question: Mapping[str, Any]) -> dict[str, Any]:
    """Return the `rows` that the `inputs` of a question ask for; see `rows_from`."""
    inputs = question.get("inputs")
    if not isinstance(inputs, Mapping):
        raise UnreadableTerms("the field 'inputs' is missing or no object")
    return {"rows": rows_from(inputs)}


def _plain(row: Instalment) -> dict[str, Any]:
    amounts = ("principal", "interest", "total", "balance")
    return {
        "number": row.number,
        "due_date": row.due_date.isoformat(),
        "days": row.days,
        **{name: str(getattr(row, name).amount) for name in amounts},
    }


def _first_of_next_month(day: date) -> date:
    return add_months(day.replace(day=1), 1)


_DUE_DAYS: Mapping[str, Callable[[date], date]] = {
    "same_day": lambda day: day,
    "first_of_next_month": _first_of_next_month,
    "end_of_month": lambda day: add_days(_first_of_next_month(day), -1),
}
