"""A bank's files: open one, price an offer, and decide."""

from collections.abc import Collection, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from headrace.kit.errors import CentreError, NotFound
from headrace.kit.ids import new_id
from headrace.market import services as market_verbs
from headrace.portals import refusing
from headrace.portals.investor import acts, done, dossier, offer_form, reading, watching
from headrace.portals.investor import terms as typing
from headrace.portals.investor.seats import LENDERS
from headrace.portals.live import LivePage
from headrace.portals.pieces import Message
from headrace.portals.visits import Visit, key_of, seated

Typed = Mapping[str, str]
_UNREADABLE: Final = HTTPStatus.UNPROCESSABLE_ENTITY
_NONE: Final[Typed] = MappingProxyType({})
_FIELDS_OF: Final[Mapping[str, Collection[str]]] = {
    "offer": offer_form.NAMES,
    "decline": frozenset({"reason", "text"}),
}


@require_safe
@seated(*LENDERS)
def show_dossier(request: HttpRequest, visit: Visit, demand_id: UUID) -> HttpResponse:
    """A file; opening it freezes what is seen, and that goes with every decision on it."""
    # Parts that an open page asks for again are no second opening: the form keeps what was seen.
    seen = "" if LivePage(request, "dossier").is_refresh else _open(demand_id, visit)
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
    live = LivePage(request, "dossier")
    file = reading.file(demand_id, visit, seen=typed.get("seen", ""), typed=terms)
    page = dossier.page(
        file, visit, typed=typed, errors=errors, messages=messages, key=typed.get("key", "")
    )
    return live.render(
        "headrace/investor/dossier.html",
        {"page": page},
        watched=watching.of_file(visit.actor, file),
        parts=watching.FILE_PARTS,
        status=status,
    )


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
    errors = _at_field(problem, typed)
    return _dossier(
        request,
        visit,
        demand_id,
        typed,
        errors=errors,
        messages=() if errors else (done.refusal(problem, demand_id),),
        terms=_readable(typed),
        status=problem.status,
    )


def _at_field(problem: CentreError, typed: Typed) -> Typed:
    """Only the form that was sent can show a refusal; a button alone has no field for it."""
    field = refusing.field_of(problem)
    if field not in _FIELDS_OF.get(typed.get("act", ""), ()):
        return _NONE
    return {field: " ".join(refusing.said(problem))}


def _readable(typed: Typed) -> typing.Terms | None:
    try:
        return typing.read(typed)
    except typing.Mistyped:
        return None
