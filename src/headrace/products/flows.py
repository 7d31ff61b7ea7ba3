"""Flows that most models share: money at the start, a plan of payments, fees around them."""

from collections.abc import Iterator

from tenor.fees import Fee as DatedFee
from tenor.fees import borrower_flows
from tenor.schedule import Instalment, Tranche

from headrace.products.protocol import Flow, Terms


def received_and_repaid(terms: Terms, plan: tuple[Instalment, ...]) -> tuple[Flow, ...]:
    """Return the amount, every instalment and every fee on its day, as the firm sees them."""
    return borrower_flows(
        drawdowns=[Tranche(terms.start_date, terms.amount)],
        plan=plan,
        fees=tuple(dated_fees(terms, plan)),
    )


def dated_fees(terms: Terms, plan: tuple[Instalment, ...]) -> Iterator[DatedFee]:
    """Yield each fee on each day on which it falls due."""
    days = {
        "drawdown": (terms.start_date,),
        "each": tuple(row.due_date for row in plan),
        "end": (plan[-1].due_date,),
    }
    for fee in terms.fees:
        payee = str(fee.payee_id or "lender")
        for on in days[fee.due]:
            yield DatedFee(fee.code, payee, fee.amount, on)
