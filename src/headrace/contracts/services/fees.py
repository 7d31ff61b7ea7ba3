"""Collecting a fee: only under a line that the parties signed, and only up to its amount."""

from datetime import datetime
from uuid import UUID

from django.db.models import Sum
from tenor.money import Money

from headrace.contracts import models
from headrace.contracts.queries import visibility
from headrace.contracts.rules import costs
from headrace.contracts.rules.agreement import State
from headrace.contracts.rules.drawdown import AgreementNotEffective
from headrace.contracts.services import money
from headrace.kit import journal
from headrace.kit.actors import CHECKER, Actor, demand
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction


@transaction
@once("contracts.collect_fee")
def collect_fee(
    *, key: UUID, by: Actor, agreement_id: UUID, code: str, amount: Money, at: datetime
) -> UUID:
    """
    Move a signed fee from the borrower's available money to its payee; return the payment's id.

    :raises NotFound: not visible, or the actor is no lender of it
    :raises NotAdmitted: the person is no checker
    :raises FeeNotPositive: :raises FeeNotSigned: :raises FeeAboveSigned:
    :raises AgreementNotEffective: not all have signed
    :raises FundsNotCovered: the borrower has less available; :raises AccountFrozen:
    """
    visibility.agreement_for(agreement_id, by)
    row = models.Agreement.objects.select_for_update().get(pk=agreement_id)
    if not row.lenders.filter(lender_id=by.organisation_id).exists():
        raise NotFound(field="agreement_id")
    demand(by, duty=CHECKER)
    line = costs.line_signed({each.code: each for each in row.costs.all()}, code)
    costs.check_collectable(
        code=code,
        signed=Money.from_minor(line.amount_minor, row.currency),
        collected=_collected(line, row),
        asked=amount,
    )
    if row.state not in (State.EFFECTIVE, State.COMPLETED):
        raise AgreementNotEffective(State(row.state))
    payment_id = new_id()
    money.pay_fee(
        agreement=row, payee_id=line.payee_id, amount=amount, group_id=payment_id, by=by, at=at
    )
    models.CollectedFee.objects.create(
        id=payment_id, created_at=at, line=line, amount_minor=amount.minor
    )
    journal.record(
        "contracts.fee.collected",
        subject=Subject("agreement", row.id),
        about=row.borrower_id,
        by=by,
        at=at,
        facts={"code": code, "amount_minor": amount.minor, "currency": row.currency},
    )
    return payment_id


def _collected(line: models.CostLine, row: models.Agreement) -> Money:
    before = line.collected.aggregate(sum=Sum("amount_minor", default=0))["sum"]
    return Money.from_minor(before, row.currency)
