"""Accounts: those to be verified, those that are frozen."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from headrace.custody import queries as custody
from headrace.kit.errors import CentreError, NotFound
from headrace.portals import refusing
from headrace.portals.custodian import accounts, acts, done, reading
from headrace.portals.custodian.seats import CUSTODIANS
from headrace.portals.pieces import Message
from headrace.portals.visits import Visit, act_of, key_of, seated


@require_safe
@seated(*CUSTODIANS)
def show_accounts(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Accounts to be verified and accounts that are frozen."""
    return _accounts(request, visit, messages=done.messages(request))


@act_of("custodian:accounts")
@seated(*CUSTODIANS)
def verify(request: HttpRequest, visit: Visit, account_id: UUID) -> HttpResponse:
    """Confirm that an account is its party's own."""
    try:
        acts.verify(visit, account_id, key_of(request))
    except NotFound:
        raise
    except CentreError as problem:
        told = (refusing.message(problem),)
        return _accounts(request, visit, messages=told, status=problem.status)
    return redirect(reverse("custodian:accounts") + "?done=verified")


def _accounts(
    request: HttpRequest,
    visit: Visit,
    *,
    messages: tuple[Message, ...],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    frozen = custody.frozen_kept(visit.actor)
    page = accounts.page(
        custody.bank_accounts_waiting(visit.actor),
        frozen,
        reading.called(each.party_id for each in frozen),
        visit,
        asked=request.GET.get("ask", ""),
        messages=messages,
    )
    return render(request, "headrace/custodian/accounts.html", {"page": page}, status=status)
