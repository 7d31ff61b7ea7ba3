"""Releases: the list, one payment opened, its second key, and taking it back."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from tenor.money import Money

from headrace.custody import queries as custody
from headrace.custody.services import Purpose
from headrace.kit.errors import CentreError, NotFound
from headrace.portals import refusing
from headrace.portals.custodian import acts, done, payment, reading, releases
from headrace.portals.custodian.seats import CUSTODIANS
from headrace.portals.pieces import Message
from headrace.portals.visits import Visit, act_of, key_of, seated

_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@require_safe
@seated(*CUSTODIANS)
def show_releases(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What waits for the second key today."""
    since = visit.at - reading.WEEK
    page = releases.page(
        reading.payments(custody.instructions_kept(visit.actor, since=since), visit),
        _held(visit),
        visit,
        bank=reading.bank(visit),
        to_verify=len(custody.bank_accounts_waiting(visit.actor)),
        asked=request.GET.get("ask", ""),
        messages=done.messages(request),
    )
    return render(request, "headrace/custodian/releases.html", {"page": page})


@require_safe
@seated(*CUSTODIANS)
def show_payment(request: HttpRequest, visit: Visit, instruction_id: UUID) -> HttpResponse:
    """One payment, opened."""
    return _payment(request, visit, instruction_id, messages=done.messages(request))


@act_of("custodian:payment", "instruction_id")
@seated(*CUSTODIANS)
def turn(request: HttpRequest, visit: Visit, instruction_id: UUID) -> HttpResponse:
    """Turn the second key of a payment."""
    try:
        acts.turn_key(visit, instruction_id, key_of(request))
    except NotFound:
        raise
    except CentreError as problem:
        return _refused(request, visit, instruction_id, problem)
    return redirect(reverse("custodian:releases") + "?done=key")


@act_of("custodian:payment", "instruction_id")
@seated(*CUSTODIANS)
def cancel(request: HttpRequest, visit: Visit, instruction_id: UUID) -> HttpResponse:
    """Take a payment back before it leaves."""
    typed = request.POST.dict()
    try:
        acts.cancel(visit, instruction_id, typed, key_of(request))
    except NotFound:
        raise
    except acts.Mistyped as wrong:
        return _payment(
            request,
            visit,
            instruction_id,
            typed=typed,
            error=wrong.wrong,
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    except CentreError as problem:
        return _refused(request, visit, instruction_id, problem)
    return redirect(reverse("custodian:releases") + "?done=cancelled")


def _refused(
    request: HttpRequest, visit: Visit, instruction_id: UUID, problem: CentreError
) -> HttpResponse:
    told = (refusing.message(problem),)
    return _payment(request, visit, instruction_id, messages=told, status=problem.status)


def _payment(
    request: HttpRequest,
    visit: Visit,
    instruction_id: UUID,
    *,
    typed: Mapping[str, str] = _NONE,
    error: str = "",
    messages: tuple[Message, ...] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    page = payment.page(
        reading.payment(instruction_id, visit),
        visit,
        asked=request.GET.get("ask", ""),
        typed=typed,
        error=error,
        messages=messages,
    )
    return render(request, "headrace/custodian/payment.html", {"page": page}, status=status)


def _held(visit: Visit) -> Money:
    """What lies in the bank's books. They are of one currency: the centre opens one per region."""
    books = reading.own_books(visit)
    currency = books[0].currency if books else "CNY"
    each = (custody.balance(book.id, None, Purpose.CUSTODIAN_CASH) for book in books)
    return sum(each, Money.zero(currency))
