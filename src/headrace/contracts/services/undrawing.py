"""A loan whose drawn money came back: as if it had never been drawn, if nothing was paid on it."""

from tenor.loan import State

from headrace.contracts import models
from headrace.contracts.rules.drawing import can_be_undone
from headrace.kit.transactions import needs_transaction


@needs_transaction
def undraw(loan: models.Loan) -> bool:
    """
    Take the plan of a locked loan away and set it back to agreed; say whether that was possible.

    Arrears go with the plan: nobody is late with money that never arrived. The journal keeps that
    they were counted.
    """
    serviced = models.Allocation.objects.filter(instalment__loan=loan).exists()
    if not can_be_undone(loan.state, serviced=serviced):
        return False
    models.Arrears.objects.filter(instalment__loan=loan).delete()
    loan.instalments.all().delete()
    loan.state, loan.drawn_date, loan.days_past_due = State.AGREED, None, 0
    loan.save(update_fields=["state", "drawn_date", "days_past_due"])
    return True
