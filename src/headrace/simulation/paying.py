"""A firm's own bank pays what the firm's page asks for."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST
from tenor.money import Money

from headrace.contracts import queries as contracts
from headrace.kit import delivery
from headrace.parties import queries as parties
from headrace.portals.visits import Visit, seated
from headrace.simulation import handles
from headrace.simulation.town_moves import alone


@require_POST
@seated("enterprise")
def pay(request: HttpRequest, visit: Visit, agreement_id: UUID) -> HttpResponse:
    """Let the firm's own bank pay what its page asked for, if that is still what is asked."""
    sent = request.POST.get("asked", "")
    with alone():
        agreement = contracts.agreement(agreement_id, visit.actor)
        loan = contracts.loan(agreement.loan_id, visit.actor) if agreement.loan_id else None
        due = loan.next_due if loan else None
        if loan and due and f"{due.number}-{(asked := _asked(loan, due)).minor}" == sent:
            town = handles.town(settings.HEADRACE_HOME, visit.at)
            firm = parties.organisation(visit.actor.organisation_id)
            town.custodian.arrives(agreement.payment_reference, asked, firm.name)
            town.custodian.exchange(visit.at)
            delivery.deliver_all()
    where = reverse("enterprise:agreement", args=[agreement_id])
    return HttpResponseRedirect(f"{where}?done=paid")


def _asked(loan: contracts.LoanView, due: contracts.PlanRow) -> Money:
    """What the page asks for: all that is late, or else the next instalment."""
    return loan.missing if loan.missing.minor else due.missing
