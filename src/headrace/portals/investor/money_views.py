"""A bank's agreements, keys and loans: read and show, or do one verb and say what became of it."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from tenor.money import Money

from headrace.contracts import queries as contracts
from headrace.custody import queries as custody
from headrace.kit.errors import CentreError, NotFound
from headrace.portals import refusing
from headrace.portals.investor import acts, agreement, done, keys, portfolio, reading
from headrace.portals.investor.views import LENDERS
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


@require_safe
@seated(*LENDERS)
def show_keys(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Payments that wait for the bank's key."""
    return _keys(request, visit, messages=done.messages(request))


@require_POST
@seated(*LENDERS)
def turn(request: HttpRequest, visit: Visit, instruction_id: UUID) -> HttpResponse:
    """Turn the bank's key of one payment."""
    try:
        acts.turn_key(visit, instruction_id, key_of(request))
    except NotFound:
        raise
    except CentreError as problem:
        refusal = (refusing.message(problem),)
        return _keys(request, visit, messages=refusal, status=problem.status)
    return redirect(reverse("investor:keys") + "?done=key")


@require_safe
@seated(*LENDERS)
def show_portfolio(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The bank's loans, what is late first."""
    loans = contracts.portfolio(visit.actor)
    balances = custody.balances_of(visit.actor.organisation_id)
    page = portfolio.page(
        loans,
        {each.loan_id: contracts.plan_rows(each.loan_id, visit.actor) for each in loans},
        sum((each.free for each in balances if each.purpose == "available"), Money.zero()),
        visit,
        reading.institution(visit.actor.organisation_id),
    )
    return render(request, "headrace/investor/portfolio.html", {"page": page})


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
    asked = request.GET.get("ask") == agreement.DIALOGUE
    page = agreement.page(found, loan, rows, visit, asked=asked, messages=messages)
    return render(request, "headrace/investor/agreement.html", {"page": page}, status=status)


def _keys(
    request: HttpRequest,
    visit: Visit,
    *,
    messages: tuple[Message, ...],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    agreements = {each.id: each for each in contracts.agreements_of(visit.actor)}
    page = keys.page(
        custody.instructions_waiting(visit.actor),
        reading.under_way(agreements.values(), visit.actor),
        agreements,
        visit,
        asked=request.GET.get("ask", ""),
        messages=messages,
    )
    return render(request, "headrace/investor/keys.html", {"page": page}, status=status)
