"""Who may see which agreement: the one place that decides."""

from uuid import UUID

from django.db.models import Q, QuerySet

from headrace.contracts.models import Agreement, Loan
from headrace.contracts.rules.oversight import overseen_prefix
from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound


def agreements_visible_to(actor: Actor) -> QuerySet[Agreement]:
    """Return the agreements of the actor's organisation, or those its office supervises."""
    if "auditor" in actor.roles:
        return Agreement.objects.all()
    visible = Q(borrower_id=actor.organisation_id) | Q(
        pk__in=Agreement.objects.filter(lenders__lender_id=actor.organisation_id).values("pk")
    )
    overseen = overseen_prefix(actor.district) if "government" in actor.roles else None
    if overseen is not None:
        visible |= Q(district__startswith=overseen)
    return Agreement.objects.filter(visible)


def loans_visible_to(actor: Actor) -> QuerySet[Loan]:
    """Return the loans under the agreements that the actor may see."""
    return Loan.objects.filter(agreement__in=agreements_visible_to(actor))


def agreement_for(agreement_id: UUID, actor: Actor) -> Agreement:
    """Return one agreement; :raises NotFound: not there, or not the actor's to see."""
    found = agreements_visible_to(actor).filter(pk=agreement_id).first()
    if found is None:
        raise NotFound(field="agreement_id")
    return found


def loan_for(loan_id: UUID, actor: Actor) -> Loan:
    """Return one loan; :raises NotFound: not there, or not the actor's to see."""
    found = loans_visible_to(actor).select_related("agreement").filter(pk=loan_id).first()
    if found is None:
        raise NotFound(field="loan_id")
    return found
