"""A bank's agreements: read one, and sign it for the bank."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from headrace.contracts import queries as contracts
from headrace.kit.errors import CentreError, NotFound
from headrace.portals import refusing
from headrace.portals.investor import acts, agreement, done, signing
from headrace.portals.investor.seats import LENDERS
from headrace.portals.pieces import Message
from headrace.portals.visits import Visit, key_of, seated


@require_safe
@seated(*LENDERS)
def show_agreement(request: HttpRequest, visit: Visit, agreement_id: UUID) -> HttpResponse:
    """One agreement of the bank's."""
    return _agreement(request, visit, agreement_id, messages=done.messages(request))


@require_POST
@seated(*LENDERS)
def sign(request: HttpRequest, visit: Visit, agreement_id: UUID) -> HttpResponse:
    """Sign for the bank."""
    try:
        acts.sign(visit, agreement_id, key_of(request))
    except NotFound:
        raise
    except CentreError as problem:
        refusal = (refusing.message(problem),)
        return _agreement(request, visit, agreement_id, messages=refusal, status=problem.status)
    return redirect(reverse("investor:agreement", args=[agreement_id]) + "?done=sign")


def _agreement(
    request: HttpRequest,
    visit: Visit,
    agreement_id: UUID,
    *,
    messages: tuple[Message, ...],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    found = contracts.agreement(agreement_id, visit.actor)
    loan = contracts.loan(found.loan_id, visit.actor) if found.loan_id else None
    rows = contracts.plan_rows(loan.id, visit.actor) if loan else ()
    asked = request.GET.get("ask") == signing.DIALOGUE
    page = agreement.page(found, loan, rows, visit, asked=asked, messages=messages)
    return render(request, "headrace/investor/agreement.html", {"page": page}, status=status)
