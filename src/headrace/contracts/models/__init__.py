"""Rows of agreements, loans and payments. Private to this package."""

from headrace.contracts.models.agreements import (
    Agreement,
    CollectedFee,
    CostLine,
    Lender,
    Signature,
)
from headrace.contracts.models.loans import Arrears, DayClose, Drawdown, Instalment, Loan
from headrace.contracts.models.repayments import Allocation, LenderPayment, Repayment

__all__ = [
    "Agreement",
    "Allocation",
    "Arrears",
    "CollectedFee",
    "CostLine",
    "DayClose",
    "Drawdown",
    "Instalment",
    "Lender",
    "LenderPayment",
    "Loan",
    "Repayment",
    "Signature",
]
