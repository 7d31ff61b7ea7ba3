"""A bank's queue and files: read and show, or do one verb and say what became of it."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from headrace.contracts import queries as contracts
from headrace.custody import queries as custody
from headrace.kit.errors import CentreError, NotFound
from headrace.kit.ids import new_id
from headrace.market import queries as market
from headrace.market import services as market_verbs
from headrace.portals import refusing
from headrace.portals.investor import (
    acts,
    done,
    dossier,
    files,
    queue,
    reading,
)
from headrace.portals.investor import terms as typing
from headrace.portals.pieces import Message
from headrace.portals.visits import Visit, key_of, seated

LENDERS: Final = ("bank", "small_loan")
Typed = Mapping[str, str]
_UNREADABLE: Final = HTTPStatus.UNPROCESSABLE_ENTITY
_NONE: Final[Typed] = MappingProxyType({})


@require_safe
@seated(*LENDERS)
def show_queue(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The files that wait, what is due first."""
    page = queue.page(
        market.queue(visit.actor, visit.at),
        actor=visit.actor,
        bank=reading.institution(visit.actor.organisation_id),
        agreements=contracts.agreements_of(visit.actor),
        loans=contracts.loans_of(visit.actor),
        keys=custody.instructions_waiting(visit.actor),
        at=visit.at,
        messages=done.messages(request),
    )
    return render(request, "headrace/investor/queue.html", {"page": page})


@require_safe
@seated(*LENDERS)
def show_files(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Every offer the bank has made."""
    page = files.page(
        market.offers_of(visit.actor),
        {each.id: each for each in market.demands_in_sight(visit.actor)},
        {each.offer_id: each for each in contracts.agreements_of(visit.actor)},
        reading.institution(visit.actor.organisation_id),
    )
    return render(request, "headrace/investor/files.html", {"page": page})


@require_safe
@seated(*LENDERS)
def show_dossier(request: HttpRequest, visit: Visit, demand_id: UUID) -> HttpResponse:
    """A file; opening it freezes what is seen, and that goes with every decision on it."""
    seen = _open(demand_id, visit)
    return _dossier(request, visit, demand_id, {"seen": seen}, messages=done.messages(request))


@require_POST
@seated(*LENDERS)
def decide(request: HttpRequest, visit: Visit, demand_id: UUID) -> HttpResponse:
    """Offer, approve, withdraw or decline; what is refused comes back with what was typed."""
    typed = request.POST.dict()
    act = acts.ON_A_FILE.get(typed.get("act", ""))
    if act is None:
        return _price(request, visit, demand_id, typed)
    try:
        act(visit, demand_id, typed, key_of(request))
    except typing.Mistyped as wrong:
        return _dossier(
            request,
            visit,
            demand_id,
            typed,
            errors=wrong.errors,
            status=_UNREADABLE,
        )
    except NotFound:
        raise
    except CentreError as problem:
        return _refused(request, visit, demand_id, typed, problem)
    here = reverse("investor:dossier", args=[demand_id])
    return redirect(f"{here}?done={typed['act']}")


def _open(demand_id: UUID, visit: Visit) -> str:
    """A file that is no longer matched with the bank can be read; there is nothing to decide."""
    try:
        return market_verbs.open_dossier(
            key=new_id(), by=visit.actor, at=visit.at, demand_id=demand_id
        )
    except market_verbs.PushStateRefused:
        return ""


def _dossier(
    request: HttpRequest,
    visit: Visit,
    demand_id: UUID,
    typed: Typed,
    *,
    errors: Typed = _NONE,
    messages: tuple[Message, ...] = (),
    terms: typing.Terms | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    file = reading.file(demand_id, visit, seen=typed.get("seen", ""), typed=terms)
    page = dossier.page(
        file, visit, typed=typed, errors=errors, messages=messages, key=typed.get("key", "")
    )
    return render(request, "headrace/investor/dossier.html", {"page": page}, status=status)


def _price(request: HttpRequest, visit: Visit, demand_id: UUID, typed: Typed) -> HttpResponse:
    """Show what the typed terms cost; nothing is decided."""
    try:
        terms = typing.read(typed)
    except typing.Mistyped as wrong:
        return _dossier(
            request,
            visit,
            demand_id,
            typed,
            errors=wrong.errors,
            status=_UNREADABLE,
        )
    return _dossier(request, visit, demand_id, typed, terms=terms)


def _refused(
    request: HttpRequest, visit: Visit, demand_id: UUID, typed: Typed, problem: CentreError
) -> HttpResponse:
    """The page again with the refusal at its cause, priced as typed if that can be priced."""
    field = refusing.field_of(problem)
    errors = {field: " ".join(refusing.said(problem))} if field else {}
    try:
        terms = typing.read(typed)
    except typing.Mistyped:
        terms = None
    return _dossier(
        request,
        visit,
        demand_id,
        typed,
        errors=errors,
        messages=() if field else (done.refusal(problem, demand_id),),
        terms=terms,
        status=problem.status,
    )
