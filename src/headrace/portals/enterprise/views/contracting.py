"""One contract: read, sign, ask for the money, see what is owed."""

import re
from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from headrace.contracts import queries as contracts
from headrace.contracts import services as verbs
from headrace.custody import queries as custody
from headrace.gateways.signing import PretendSigningService
from headrace.kit.actors import Actor
from headrace.kit.errors import NotAdmitted, NotFound, Refused
from headrace.kit.ids import new_id
from headrace.portals.enterprise import contract as presenter
from headrace.portals.enterprise import told
from headrace.portals.enterprise.standing import standing_of, standing_of_agreement
from headrace.portals.pieces import Message
from headrace.portals.visits import Visit, key_of, seated

_ENDED = frozenset({"completed", "terminated"})
_ACCOUNT = re.compile(r"[0-9]{8,30}")


@require_safe
@seated("enterprise")
def contract(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The contract that matters now; a page that says there is none."""
    found = _own(visit.actor)
    chosen = next((each for each in found if each.state not in _ENDED), next(iter(found), None))
    if chosen is not None:
        return HttpResponseRedirect(reverse("enterprise:agreement", args=[chosen.id]))
    page = presenter.no_contract_page(standing_of(visit.actor, visit.at))
    return render(request, "headrace/enterprise/no_contract.html", {"page": page})


@require_safe
@seated("enterprise")
def agreement(request: HttpRequest, visit: Visit, agreement_id: UUID) -> HttpResponse:
    """One contract of the firm."""
    return _agreement(request, visit, agreement_id, told.done(request.GET.get("done", "")))


@require_POST
@seated("enterprise")
def sign(request: HttpRequest, visit: Visit, agreement_id: UUID) -> HttpResponse:
    """Sign through the e-signature service, in the name of the person at the page."""
    key, actor, at = key_of(request), visit.actor, visit.at
    read = _of_borrower(agreement_id, actor)
    if actor.person_id is None:
        raise NotAdmitted(role="enterprise", duty="maker")
    signature = PretendSigningService(settings.HEADRACE_HOME).sign(
        person_id=actor.person_id,
        organisation_id=actor.organisation_id,
        document_hash=bytes.fromhex(read.document_hash),
    )
    try:
        verbs.sign_agreement(
            key=key, by=actor, agreement_id=agreement_id, signature=signature, at=at
        )
    except Refused as problem:
        said = (told.not_done(problem),)
        return _agreement(request, visit, agreement_id, said, status=problem.status)
    return _to(agreement_id, "signed")


@require_POST
@seated("enterprise")
def draw(request: HttpRequest, visit: Visit, agreement_id: UUID) -> HttpResponse:
    """Ask for the money, to the firm's own account."""
    key, actor, at = key_of(request), visit.actor, visit.at
    typed = request.POST.get("account", "")
    account = re.sub(r"[\s-]", "", typed)
    if not _ACCOUNT.fullmatch(account):
        wrong = _("An account number has 8 to 30 figures and nothing else. Check your card.")
        beside = presenter.Beside(typed_account=typed, wrong_account=wrong)
        return _agreement(request, visit, agreement_id, (), beside=beside, status=422)
    read = _of_borrower(agreement_id, actor)
    try:
        verbs.request_drawdown(
            key=key,
            by=actor,
            agreement_id=agreement_id,
            payee_name=read.borrower_name,
            payee_account=account,
            at=at,
        )
    except Refused as problem:
        said = (told.not_done(problem),)
        return _agreement(request, visit, agreement_id, said, status=problem.status)
    return _to(agreement_id, "asked")


def _agreement(
    request: HttpRequest,
    visit: Visit,
    agreement_id: UUID,
    messages: tuple[Message, ...],
    *,
    beside: presenter.Beside | None = None,
    status: int = 200,
) -> HttpResponse:
    actor = visit.actor
    read = _of_borrower(agreement_id, actor)
    standing = standing_of_agreement(actor, read, visit.at)
    loan_id, book_id = read.loan_id, standing.demand.book_id if standing.demand else None
    whole = replace(
        beside or presenter.Beside(),
        book=custody.book(book_id) if book_id else None,
        repayments=contracts.repayments_of(loan_id, actor) if loan_id else (),
        others=_own(actor),
        pay_url=_pay_url(agreement_id),
        signing=request.GET.get("ask") == "sign",
    )
    page = presenter.contract_page(standing, read, whole, new_id())
    page = replace(page, messages=messages + page.messages)
    return render(request, "headrace/enterprise/contract.html", {"page": page}, status=status)


def _own(actor: Actor) -> tuple[contracts.AgreementView, ...]:
    found = contracts.agreements_of(actor)
    return tuple(each for each in found if each.borrower_id == actor.organisation_id)


def _of_borrower(agreement_id: UUID, actor: Actor) -> contracts.AgreementView:
    """A firm's page is for the firm that borrows; a lender has its own desk."""
    read = contracts.agreement(agreement_id, actor)
    if read.borrower_id != actor.organisation_id:
        raise NotFound(field="agreement_id")
    return read


def _to(agreement_id: UUID, done: str) -> HttpResponse:
    where = reverse("enterprise:agreement", args=[agreement_id])
    return HttpResponseRedirect(f"{where}?done={done}")


def _pay_url(agreement_id: UUID) -> str:
    """Where the demo town lets a firm's bank pay; nowhere in a deployment."""
    if not settings.DEMO:
        return ""
    try:
        return reverse("town:pay", args=[agreement_id])
    except NoReverseMatch:
        return ""
