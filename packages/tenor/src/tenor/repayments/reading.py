"""The life of a loan read from plain values (JSON), and its tables written back."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tenor.dates import DateError
from tenor.money import Money, MoneyError, finite_decimal
from tenor.repayments.case import (
    BadCase,
    Calculation,
    Charge,
    Configurable,
    Direction,
    Event,
    EventKind,
    Fixed,
    FutureRule,
    NoRecalculation,
    Preclose,
    Recalculation,
    Rest,
    Strategy,
    UnreadableCase,
)
from tenor.repayments.ledger import Loan, Transaction, ledger_of
from tenor.repayments.rows import Row
from tenor.schedule.reading import contract_from, exact
from tenor.schedule.terms import BadTerms
from tenor.waterfall import Component, RowState

Plain = Mapping[str, Any]


def _bucket(name: str) -> tuple[RowState, Component]:
    state, _, component = name.rpartition("_")
    return RowState(state), Component(component)


def _strategy(allocation: Plain) -> Strategy:
    if allocation["strategy"] != "configurable":
        return Fixed(allocation["strategy"])
    return Configurable(
        order=tuple(_bucket(each) for each in allocation["order"]),
        direction=Direction(allocation["direction"]),
        future=FutureRule(allocation["future_instalment_rule"]),
    )


def _recalculation(inputs: Plain) -> Recalculation | None:
    asked = inputs.get("interest_recalculation")
    if asked is None:
        return None
    kind = tuple(inputs[name] for name in ("schedule_engine", "interest_method", "amortization"))
    if kind != ("progressive", "declining_balance", "equal_installments"):
        raise NoRecalculation(f"interest_recalculation of a plan that is {', '.join(kind)}")
    return Recalculation(
        Rest(asked["rest"]), Preclose(asked["preclose"]), bool(asked["on_past_due"])
    )


def _amount(value: object, currency: str) -> Decimal:
    """Return an amount in whole minor units of the currency."""
    return Money(exact(value), currency).amount


def _charge(plain: Plain) -> Charge:
    due = None if plain["each_instalment"] else date.fromisoformat(plain["due_date"])
    return Charge(
        seq=int(plain["seq"]),
        component=Component(plain["kind"]),
        calculation=Calculation(plain["calculation"]),
        amount=finite_decimal(exact(plain["amount"]), "a charge"),
        due_date=due,
        added_on=date.fromisoformat(plain["added_on"]),
    )


def _event(plain: Plain, currency: str) -> Event:
    amount = plain.get("amount")
    return Event(
        seq=int(plain["seq"]),
        on=date.fromisoformat(plain["date"]),
        kind=EventKind(plain["kind"]),
        amount=None if amount is None else _amount(amount, currency),
        auto=bool(plain.get("auto", False)),
    )


def loan_from(question: Plain) -> Loan:
    """
    Return the loan that `inputs`, `allocation`, `charges` and `events` describe.

    :raises UnreadableCase: a field is missing or its value unknown
    :raises BadCase: see there; :raises tenor.schedule.BadTerms: see Terms
    """
    if not isinstance(question.get("inputs"), Mapping):
        raise UnreadableCase("the field 'inputs' is missing or no object")
    try:
        terms, plan_of = contract_from(question["inputs"])
        currency = terms.principal.currency
        return Loan(
            terms=terms,
            plan_of=plan_of,
            strategy=_strategy(question["allocation"]),
            recalculation=_recalculation(question["inputs"]),
            charges=tuple(_charge(each) for each in question.get("charges") or ()),
            events=tuple(_event(each, currency) for each in question.get("events") or ()),
        )
    except (BadCase, BadTerms, DateError, MoneyError):
        raise
    except (KeyError, TypeError, ValueError, ArithmeticError) as missing:
        raise UnreadableCase(f"the case lacks or misstates {missing}") from missing


def tables_from(question: Plain) -> dict[str, Any]:
    """Return the `rows` and `transactions` of a case as plain values, amounts as text."""
    ledger = ledger_of(loan_from(question))

    def text(amount: Decimal) -> str:
        return str(ledger.rounding.money(amount))

    return {
        "rows": [_plain_row(number, row, text) for number, row in enumerate(ledger.rows, start=1)],
        "transactions": [_plain_transaction(each, text) for each in ledger.transactions],
    }


_NAMES = {
    "principal": Component.PRINCIPAL,
    "interest": Component.INTEREST,
    "fees": Component.FEE,
    "penalties": Component.PENALTY,
}


def _plain_row(number: int, row: Row, text: Callable[[Decimal], str]) -> dict[str, Any]:
    return {
        "number": number,
        "kind": row.kind.value,
        "due_date": row.due_date.isoformat(),
        **{name: text(row.due[component]) for name, component in _NAMES.items()},
        "total": text(row.total),
        "paid": text(row.total_paid),
        "in_advance": text(row.in_advance),
        "late": text(row.late),
        "outstanding": text(row.outstanding),
        "paid_date": row.paid_date and row.paid_date.isoformat(),
    }


def _plain_transaction(done: Transaction, text: Callable[[Decimal], str]) -> dict[str, Any]:
    return {
        "date": done.on.isoformat(),
        "kind": done.kind.value,
        "amount": text(done.amount),
        **{name: text(done.portions[component]) for name, component in _NAMES.items()},
        "overpayment": text(done.overpayment),
        "balance": text(done.balance),
    }
