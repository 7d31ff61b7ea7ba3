"""Papers to keep: the agreement, its key facts and the statement of a loan, as PDF."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from headrace.contracts import queries as contracts
from headrace.gateways.paper.agreements import agreement_paper
from headrace.gateways.paper.key_facts import key_facts_paper
from headrace.gateways.paper.statements import statement_paper
from headrace.portals.pieces import Action
from headrace.portals.visits import Visit, seated

app_name = "papers"


def papers_of(agreement: contracts.AgreementView, *, drawn: bool) -> tuple[Action, ...]:
    """Return the links to what can be kept of an agreement and, once it is drawn, of its loan."""
    of_agreement = (
        Action(_("Agreement, PDF"), reverse("papers:agreement", args=[agreement.id])),
        Action(_("Key facts, PDF"), reverse("papers:key_facts", args=[agreement.id])),
    )
    if not drawn or agreement.loan_id is None:
        return of_agreement
    told = reverse("papers:statement", args=[agreement.loan_id])
    return (*of_agreement, Action(_("Statement, PDF"), told))


@require_safe
@seated()
def agreement(request: HttpRequest, visit: Visit, agreement_id: UUID) -> HttpResponse:
    """The agreement word for word, for whoever may see it."""
    found = contracts.agreement(agreement_id, visit.actor)
    return _file(agreement_paper(found), f"agreement-{found.payment_reference}")


@require_safe
@seated()
def key_facts(request: HttpRequest, visit: Visit, agreement_id: UUID) -> HttpResponse:
    """The key facts on one page."""
    found = contracts.agreement(agreement_id, visit.actor)
    made = key_facts_paper(found, told_at=visit.at)
    return _file(made, f"key-facts-{found.payment_reference}")


@require_safe
@seated()
def statement(request: HttpRequest, visit: Visit, loan_id: UUID) -> HttpResponse:
    """The statement of a loan as it stands now."""
    loan = contracts.loan(loan_id, visit.actor)
    made = statement_paper(
        loan,
        contracts.plan_rows(loan_id, visit.actor),
        contracts.repayments_of(loan_id, visit.actor),
        told_at=visit.at,
    )
    return _file(made, f"statement-{loan.payment_reference}")


def _file(made: bytes, name: str) -> HttpResponse:
    """Shown in the browser, kept under a name that says what it is; never in a shared cache."""
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


urlpatterns = [
    path("agreements/<uuid:agreement_id>.pdf", agreement, name="agreement"),
    path("agreements/<uuid:agreement_id>/key-facts.pdf", key_facts, name="key_facts"),
    path("loans/<uuid:loan_id>/statement.pdf", statement, name="statement"),
]
