"""Drawdown: asked for, paid out under two keys, booked by the custodian."""

from datetime import date, datetime
from uuid import UUID

from tenor.loan import Event, State, after
from tenor.money import Money

from headrace.contracts import models
from headrace.contracts.queries import visibility
from headrace.contracts.rules import drawdown as gates
from headrace.contracts.rules.agreement import State as AgreementState
from headrace.contracts.services import ending, money
from headrace.contracts.services.planning import PlanTerms, plan_from
from headrace.contracts.services.standing import check_admissions
from headrace.kit import journal
from headrace.kit.actors import MAKER, Actor, demand
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction, transaction
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
        state="prepared",
    )
    _tell("contracts.drawdown.requested", row, by, at, instruction=instruction_id)
    return instruction_id


@needs_transaction
def confirm_drawdown(
    *, instruction_id: UUID, booked_date: date, by: Actor, at: datetime
) -> UUID | None:
    """
    Start the loan on the day its money was booked; return its id, None if the payment is not ours.

    The plan is dated from that day, and the request on the market is closed with its last loan.
    An instruction told booked twice starts the loan once.
    """
    drawing = _prepared(instruction_id)
    if drawing is None:
        return None
    row = drawing.agreement
    loan = models.Loan.objects.select_for_update().get(agreement=row)
    if drawing.state == "booked":
        return loan.id
    _decide(drawing, "booked", "", at)
    loan.state = after(State(loan.state), Event.DRAWDOWN)
    loan.drawn_date = booked_date
    loan.save(update_fields=["state", "drawn_date"])
    _write_plan(row, loan, booked_date, at)
    _tell("contracts.loan.drawn", row, by, at, loan=loan.id, drawn_date=booked_date.isoformat())
    ending.close_demand_if_drawn(row.demand_id, by=by, at=at)
    return loan.id


@needs_transaction
def reject_drawdown(*, instruction_id: UUID, reason: str, by: Actor, at: datetime) -> bool:
    """Write down that the custodian refused the payment; the money can be asked for again."""
    drawing = _prepared(instruction_id)
    if drawing is None or drawing.state != "prepared":
        return False
    _decide(drawing, "rejected", reason, at)
    _tell(
        "contracts.drawdown.rejected",
        drawing.agreement,
        by,
        at,
        instruction=instruction_id,
        reason=reason,
    )
    return True


def _facts(row: models.Agreement, payee_name: str, at: datetime) -> gates.Facts:
    amount = Money.from_minor(row.principal_minor, row.currency)
    lenders = list(row.lenders.all())
    people = [row.borrower_id, *(each.lender_id for each in lenders)]
    uncovered = (each.lender_id for each in lenders if not _is_covered(each, row.currency, at))
    return gates.Facts(
        state=AgreementState(row.state),
        drawn=row.drawdowns.exclude(state="rejected").exists(),
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


def _prepared(instruction_id: UUID) -> models.Drawdown | None:
    rows = models.Drawdown.objects.select_for_update(of=("self",)).select_related("agreement")
    return rows.filter(instruction_id=instruction_id).first()


def _decide(drawing: models.Drawdown, state: str, reason: str, at: datetime) -> None:
    drawing.state, drawing.reason, drawing.decided_at = state, reason, at
    drawing.save(update_fields=["state", "reason", "decided_at"])


def _write_plan(row: models.Agreement, loan: models.Loan, drawn_date: date, at: datetime) -> None:
    terms = PlanTerms(
        model=row.model,
        principal=Money.from_minor(row.principal_minor, row.currency),
        rate_yearly=row.rate_yearly,
        term_months=row.term_months,
        plan_kind=row.plan_kind,
        details=row.details,
    )
    models.Instalment.objects.bulk_create(
        models.Instalment(
            created_at=at,
            loan=loan,
            number=each.number,
            due_date=each.due_date,
            principal_minor=each.principal.minor,
            interest_minor=each.interest.minor,
        )
        for each in plan_from(terms, start_date=drawn_date)
    )


def _tell(kind: str, row: models.Agreement, by: Actor, at: datetime, **facts: UUID | str) -> None:
    journal.record(
        kind,
        subject=Subject("agreement", row.id),
        about=row.borrower_id,
        by=by,
        at=at,
        facts={
            "demand": row.demand_id,
            "amount_minor": row.principal_minor,
            "currency": row.currency,
            **facts,
        },
    )
