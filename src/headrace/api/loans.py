"""Loans: what is owed, the dated plan, the repayments, a lender's portfolio."""

from uuid import UUID

from ninja import Router

from headrace.api.shapes import SignedRequest
from headrace.contracts import queries as contracts

router = Router(tags=["loans"])


@router.get("", response=list[contracts.LoanView])
def loans(request: SignedRequest) -> list[contracts.LoanView]:
    """Return the loans that the caller may see, the newest first."""
    return list(contracts.loans_of(request.auth))


@router.get("/portfolio", response=list[contracts.PortfolioRow])
def portfolio(request: SignedRequest) -> list[contracts.PortfolioRow]:
    """Return the caller's own parts as a lender, the latest loan first."""
    return list(contracts.portfolio(request.auth))


@router.get("/{uuid:loan_id}", response=contracts.LoanView)
def loan(request: SignedRequest, loan_id: UUID) -> contracts.LoanView:
    """Return one loan."""
    return contracts.loan(loan_id, request.auth)


@router.get("/{uuid:loan_id}/plan", response=list[contracts.PlanRow])
def plan(request: SignedRequest, loan_id: UUID) -> list[contracts.PlanRow]:
    """Return the dated plan, empty before the drawdown."""
    return list(contracts.plan_rows(loan_id, request.auth))


@router.get("/{uuid:loan_id}/repayments", response=list[contracts.RepaymentView])
def repayments(request: SignedRequest, loan_id: UUID) -> list[contracts.RepaymentView]:
    """Return the receipts and where they went, the newest first."""
    return list(contracts.repayments_of(loan_id, request.auth))
