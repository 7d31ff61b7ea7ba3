"""The reads of contracts. Other packages import them from here."""

from headrace.contracts.queries.agreements import (
    AgreementView,
    CostLineView,
    DrawdownView,
    LenderView,
    SignatureView,
    agreement,
    agreement_of_demand,
    agreement_of_offer,
    agreements_of,
    payment_reference,
)
from headrace.contracts.queries.figures import (
    ArrearsCell,
    Escrow,
    Invariants,
    arrears_by_district,
    escrows_of,
    invariants,
    last_closed_day,
)
from headrace.contracts.queries.loans import (
    LoanView,
    PlanRow,
    loan,
    loans_of,
    plan_rows,
    plans_of,
)
from headrace.contracts.queries.portfolio import PortfolioRow, portfolio
from headrace.contracts.queries.repayments import (
    LenderPaymentView,
    RepaymentView,
    repayments_of,
)

__all__ = [
    "AgreementView",
    "ArrearsCell",
    "CostLineView",
    "DrawdownView",
    "Escrow",
    "Invariants",
    "LenderPaymentView",
    "LenderView",
    "LoanView",
    "PlanRow",
    "PortfolioRow",
    "RepaymentView",
    "SignatureView",
    "agreement",
    "agreement_of_demand",
    "agreement_of_offer",
    "agreements_of",
    "arrears_by_district",
    "escrows_of",
    "invariants",
    "last_closed_day",
    "loan",
    "loans_of",
    "payment_reference",
    "plan_rows",
    "plans_of",
    "portfolio",
    "repayments_of",
]
