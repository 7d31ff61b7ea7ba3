"""Asking for the money of an agreement."""

from datetime import datetime
from uuid import UUID

from tenor.money import Money

from headrace.contracts import models
from headrace.contracts.queries import visibility
from headrace.contracts.rules import drawdown as gates
from headrace.contracts.rules import drawing
from headrace.contracts.rules.agreement import State as AgreementState
from headrace.contracts.services import money
from headrace.contracts.services.drawdown_told import tell
from headrace.contracts.services.standing import check_admissions
from headrace.kit.actors import MAKER, Actor, demand
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.transactions import transaction
from headrace.parties import queries as parties
from headrace.register import queries as register


@transaction
@once("contracts.request_drawdown")
def request_drawdown(
    *,
    key: UUID,
    by: Actor,
    agreement_id: UUID,
    payee_name: str,
    payee_account: str,
    at: datetime,
) -> UUID:
    """
    Ask for the money of an effective agreement; return the id of the custodian's instruction.

    :param payee_name: the borrower's registered name, or a supplier named in the agreement
    :raises NotFound: not visible, or the actor is not the borrower
    :raises NotAdmitted: the person is no maker of the borrower, or the borrower is suspended
    :raises PartyNotAdmitted: a lender is suspended
    :raises AgreementNotEffective: :raises AlreadyDrawn: :raises PartyFrozen:
    :raises FundSourceNotAdmitted: :raises PayeeNotAgreed:
    """
    visibility.agreement_for(agreement_id, by)
    row = models.Agreement.objects.select_for_update().get(pk=agreement_id)
    if by.organisation_id != row.borrower_id:
        raise NotFound(field="agreement_id")
    demand(by, role="enterprise", duty=MAKER)
    check_admissions(row, at=at)
    gates.check(_facts(row, payee_name, at))
    instruction_id = money.prepare_drawdown(
        agreement=row, payee_name=payee_name.strip(), payee_account=payee_account, by=by, at=at
    )
    models.Drawdown.objects.create(
        created_at=at,
        agreement=row,
        instruction_id=instruction_id,
        amount_minor=row.principal_minor,
        payee_name=payee_name.strip(),
        state=drawing.State.PREPARED,
    )
    tell("contracts.drawdown.requested", row, by, at, instruction=instruction_id)
    return instruction_id


def _facts(row: models.Agreement, payee_name: str, at: datetime) -> gates.Facts:
    amount = Money.from_minor(row.principal_minor, row.currency)
    lenders = list(row.lenders.all())
    people = [row.borrower_id, *(each.lender_id for each in lenders)]
    uncovered = (each.lender_id for each in lenders if not _is_covered(each, row.currency, at))
    return gates.Facts(
        state=AgreementState(row.state),
        drawn=row.drawdowns.filter(state__in=drawing.UNDER_WAY).exists(),
        frozen_party=money.first_frozen(agreement=row, parties=people),
        uncovered_lender=next(uncovered, None),
        amount=str(amount.amount),
        borrower_name=row.borrower_name,
        agreed_payees=tuple(row.payees.splitlines()),
        payee_name=payee_name,
    )


def _is_covered(lender: models.Lender, currency: str, at: datetime) -> bool:
    """Say whether a lender's admitted sources cover all that it has bound itself to lend."""
    bound = register.exposure(lender_id=lender.lender_id, currency=currency)
    needed = max(bound, Money.from_minor(lender.amount_minor, currency))
    return needed <= parties.funds_admitted(lender.lender_id, currency=currency, at=at)
