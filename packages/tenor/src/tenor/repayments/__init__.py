"""
The life of a loan after the drawdown: what each payment pays, and what is then still due.

A `Loan` is what was agreed, with its charges and events; `ledger_of` replays it into rows and
transactions. Amounts are `Decimal` in major units, rounded half-even to the minor unit.
"""

from tenor.repayments.case import (
    BadAllocation,
    BadCase,
    BadCharge,
    BadEvent,
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
from tenor.repayments.ledger import Ledger, Loan, Transaction, TransactionKind, ledger_of
from tenor.repayments.rows import Row, RowKind

__all__ = [
    "BadAllocation",
    "BadCase",
    "BadCharge",
    "BadEvent",
    "Calculation",
    "Charge",
    "Configurable",
    "Direction",
    "Event",
    "EventKind",
    "Fixed",
    "FutureRule",
    "Ledger",
    "Loan",
    "NoRecalculation",
    "Preclose",
    "Recalculation",
    "Rest",
    "Row",
    "RowKind",
    "Strategy",
    "Transaction",
    "TransactionKind",
    "UnreadableCase",
    "ledger_of",
]
