"""A waterfall in the ledger: one payer's money to many, all or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tenor.money import Money

from headrace.custody.queries.accounts import account_of
from headrace.custody.rules.accounts import Purpose, check_currency
from headrace.custody.services.accounts import open_account
from headrace.custody.services.posting import NewTransfer, derived_id, post_whole
from headrace.kit.actors import Actor
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction


@dataclass(frozen=True, slots=True)
class Share:
    """What one party gets: `code` says as what (repay_principal, repay_interest, ...)."""

    party_id: UUID
    code: str
    amount: Money


@needs_transaction
def distribute(
    *,
    book_id: UUID,
    group_id: UUID,
    payer_id: UUID,
    shares: Sequence[Share],
    subject: Subject,
    by: Actor,
    at: datetime,
) -> bool:
    """
    Move the payer's available money to the parties of the shares; return whether it is new.

    :param group_id: the business event (v7): repeated with the same shares it does nothing
    :raises FundsNotCovered: the payer has less than the shares together
    :raises CurrencyOfAnother: a share is not in the book's currency
    """
    wanted = [each for each in shares if each.amount]
    if not wanted:
        return False
    currency = wanted[0].amount.currency
    check_currency([each.amount for each in wanted], expected=currency)
    source = account_of(book_id, payer_id, Purpose.AVAILABLE)
    transfers = [
        NewTransfer(
            id=derived_id(group_id, f"share {place}"),
            kind="post",
            event_at=at,
            debit_id=source,
            credit_id=open_account(
                book_id=book_id,
                party_id=each.party_id,
                purpose=Purpose.AVAILABLE,
                by=by,
                at=at,
            ),
            amount_minor=each.amount.minor,
            code=each.code,
            group_id=group_id,
            linked=True,
            subject=subject,
        )
        for place, each in enumerate(wanted)
    ]
    return post_whole(book_id=book_id, transfers=transfers, currency=currency, at=at)
