"""Where the contracts ask the custody ledger to move, hold or prepare money."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tenor.money import Money

from headrace.contracts import models
from headrace.custody import queries as custody_reads
from headrace.custody import services as custody
from headrace.kit.actors import Actor
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction

_DRAWDOWN = "drawdown"


@needs_transaction
def take_holds(*, agreement: models.Agreement, by: Actor, at: datetime) -> None:
    """
    Move every lender's held part into the escrow of the demand.

    :raises custody.services.AlreadyResolved: a hold lapsed before the last signature
    """
    for lender in agreement.lenders.all():
        custody.take_hold(book_id=agreement.book_id, transfer_id=lender.hold_id, by=by, at=at)


@needs_transaction
def void_holds(*, agreement: models.Agreement, by: Actor, at: datetime) -> None:
    """Give every lender's held part back."""
    for lender in agreement.lenders.all():
        custody.void_hold(book_id=agreement.book_id, transfer_id=lender.hold_id, by=by, at=at)


@needs_transaction
def refund(*, agreement: models.Agreement, at: datetime) -> None:
    """
    Give every lender its part back out of the demand's escrow.

    :raises custody.services.AccountFrozen: a freeze holds the escrow
    """
    for lender in agreement.lenders.all():
        custody.refund(
            book_id=agreement.book_id,
            transfer_id=custody.derived_id(lender.hold_id, "refunded"),
            party_id=lender.lender_id,
            demand_id=agreement.demand_id,
            amount=Money.from_minor(lender.amount_minor, agreement.currency),
            at=at,
        )


@needs_transaction
def open_for_repayment(*, agreement: models.Agreement, by: Actor, at: datetime) -> None:
    """Let receipts with the contract's reference reach the borrower's available money."""
    custody.open_account(
        book_id=agreement.book_id,
        party_id=agreement.borrower_id,
        purpose="available",
        by=by,
        at=at,
    )
    custody.register_reference(
        book_id=agreement.book_id,
        reference=agreement.payment_reference,
        party_id=agreement.borrower_id,
        subject=Subject("agreement", agreement.id),
        at=at,
    )


@needs_transaction
def prepare_drawdown(
    *, agreement: models.Agreement, payee_name: str, payee_account: str, by: Actor, at: datetime
) -> UUID:
    """
    Draw up the payment of the whole principal out of the demand's escrow.

    The first key is the first lender's. What authorises it is that lender's signature under the
    agreement, named by its id; an attempt after a rejection is numbered.
    """
    lead = agreement.lenders.all()[0]
    signature = agreement.signatures.get(organisation_id=lead.lender_id)
    attempt = agreement.drawdowns.count() + 1
    return custody.prepare_payment(
        book_id=agreement.book_id,
        business=Subject("agreement", agreement.id),
        debit_party=lead.lender_id,
        debit_purpose="held",
        demand_id=agreement.demand_id,
        payee_name=payee_name,
        payee_account=payee_account,
        amount=Money.from_minor(agreement.principal_minor, agreement.currency),
        purpose_code=_DRAWDOWN,
        client_authorisation=f"signature {signature.id} attempt {attempt}",
        remittance=agreement.payment_reference,
        district=agreement.district,
        by=by,
        at=at,
    )


def first_frozen(*, agreement: models.Agreement, parties: Sequence[UUID]) -> UUID | None:
    """Return the first party with a frozen account, the borrower for the escrow, or None."""
    escrow = custody_reads.held_for(agreement.book_id, agreement.demand_id)
    if escrow is not None and escrow.frozen:
        return agreement.borrower_id
    return next((each for each in parties if _has_frozen(each)), None)


def _has_frozen(party_id: UUID) -> bool:
    return any(account.frozen for account in custody_reads.balances_of(party_id))


@needs_transaction
def share_out(
    *,
    agreement: models.Agreement,
    repayment: models.Repayment,
    payments: Sequence[models.LenderPayment],
    by: Actor,
    at: datetime,
) -> None:
    """
    Move the borrower's money to the lenders, all or none.

    :raises custody.services.FundsNotCovered: the money was spent meanwhile
    :raises custody.services.AccountFrozen: a freeze holds it back
    """
    shares = [
        custody.Share(each.lender_id, code, Money.from_minor(minor, agreement.currency))
        for each in payments
        for code, minor in (
            ("repay_principal", each.principal_minor),
            ("repay_interest", each.interest_minor),
        )
    ]
    custody.distribute(
        book_id=agreement.book_id,
        group_id=repayment.id,
        payer_id=agreement.borrower_id,
        shares=shares,
        subject=Subject("repayment", repayment.id),
        by=by,
        at=at,
    )


@needs_transaction
def pay_fee(
    *,
    agreement: models.Agreement,
    payee_id: UUID,
    amount: Money,
    group_id: UUID,
    by: Actor,
    at: datetime,
) -> None:
    """
    Move a signed fee from the borrower's available money to its payee's.

    :raises custody.services.FundsNotCovered: :raises custody.services.AccountFrozen:
    """
    custody.distribute(
        book_id=agreement.book_id,
        group_id=group_id,
        payer_id=agreement.borrower_id,
        shares=[custody.Share(payee_id, "repay_fee", amount)],
        subject=Subject("agreement", agreement.id),
        by=by,
        at=at,
    )
