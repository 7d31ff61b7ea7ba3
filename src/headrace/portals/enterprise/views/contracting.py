"""One contract: read, sign, ask for the money, see what is owed."""

import re
from dataclasses import replace
from functools import partial
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headrace.contracts import queries as contracts
from headrace.contracts import services as verbs
from headrace.gateways.signing import PretendSigningService
from headrace.kit.actors import Actor
from headrace.kit.errors import NotAdmitted, NotFound
from headrace.kit.ids import new_id
from headrace.portals.enterprise import contract as presenter
from headrace.portals.enterprise import told
from headrace.portals.enterprise.beside import Beside
from headrace.portals.enterprise.standing import standing_of, standing_of_agreement
from headrace.portals.enterprise.views.acting import act, after
from headrace.portals.pieces import Message
from headrace.portals.visits import Visit, act_of, key_of, seated

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


@act_of("enterprise:agreement", "agreement_id")
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
    return act(
        lambda: verbs.sign_agreement(
            key=key, by=actor, agreement_id=agreement_id, signature=signature, at=at
        ),
        partial(_agreement, request, visit, agreement_id),
        after("agreement", "signed", agreement_id),
    )


@act_of("enterprise:agreement", "agreement_id")
@seated("enterprise")
def draw(request: HttpRequest, visit: Visit, agreement_id: UUID) -> HttpResponse:
    """Ask for the money, to the firm's own account."""
    key, actor, at = key_of(request), visit.actor, visit.at
    typed = request.POST.get("account", "")
    account = re.sub(r"[\s-]", "", typed)
    if not _ACCOUNT.fullmatch(account):
        wrong = _("An account number has 8 to 30 figures and nothing else. Check your card.")
        return _agreement(request, visit, agreement_id, (), 422, typed=typed, wrong=wrong)
    read = _of_borrower(agreement_id, actor)
    return act(
        lambda: verbs.request_drawdown(
            key=key,
            by=actor,
            agreement_id=agreement_id,
            payee_name=read.borrower_name,
            payee_account=account,
            at=at,
        ),
        partial(_agreement, request, visit, agreement_id, typed=typed),
        after("agreement", "asked", agreement_id),
    )


def _agreement(
    request: HttpRequest,
    visit: Visit,
    agreement_id: UUID,
    messages: tuple[Message, ...],
    status: int = 200,
    *,
    typed: str = "",
    wrong: str = "",
) -> HttpResponse:
    actor = visit.actor
    own = _own(actor)
    read = _chosen(own, agreement_id)
    standing = standing_of_agreement(actor, read, visit.at)
    whole = Beside(
        repayments=contracts.repayments_of(read.loan_id, actor) if read.loan_id else (),
        others=own,
        pay_url=_pay_url(agreement_id),
        typed_account=typed,
        wrong_account=wrong,
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
    return _chosen(_own(actor), agreement_id)


def _chosen(
    own: tuple[contracts.AgreementView, ...], agreement_id: UUID
) -> contracts.AgreementView:
    found = next((each for each in own if each.id == agreement_id), None)
    if found is None:
        raise NotFound(field="agreement_id")
    return found


def _pay_url(agreement_id: UUID) -> str:
    """Where the demo town lets a firm's bank pay; nowhere in a deployment."""
    if not settings.DEMO:
        return ""
    try:
        return reverse("town:pay", args=[agreement_id])
    except NoReverseMatch:
        return ""
