"""Paying a party's own free money out to its own verified account, with two keys as always."""

from datetime import datetime
from uuid import UUID

from django.db.models import Sum
from tenor.money import Money

from headrace.custody.models import BankAccount, Book, Instruction
from headrace.custody.queries.balances import balance
from headrace.custody.rules.accounts import FundsNotCovered, Purpose, check_currency
from headrace.custody.rules.instructions import State
from headrace.custody.rules.paying_out import AccountState, AmountNotPositive, NoVerifiedAccount
from headrace.custody.services.preparing import prepare_payment
from headrace.kit.actors import MAKER, Actor, demand
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction

PAY_OUT = "pay_out"
# Sending takes the money out of what is free; before it, only the instruction speaks of it.
_NOT_YET_TAKEN = (State.DRAFTED, State.AUTHORISED)


@transaction
@once("custody.request_pay_out")
def request_pay_out(*, key: UUID, by: Actor, book_id: UUID, amount: Money, at: datetime) -> UUID:
    """
    Ask for free money of one's own, such as a surplus; return the id of the instruction.

    The key of this request is what authorises it; a checker of the party and one of the
    custodian release it, and it goes to the party's verified account and nowhere else.

    :raises NotAdmitted: no maker of the party :raises NoVerifiedAccount: :raises AmountNotPositive:
    :raises FundsNotCovered: less is free than this and the pay-outs that wait already
    :raises CurrencyOfAnother: the amount is not in the book's currency
    """
    demand(by, duty=MAKER)
    # The book's row is the lock: two requests do not count on the same money.
    book = Book.objects.select_for_update().filter(pk=book_id).first()
    if book is None or by.person_id is None:
        raise NotFound(field="book_id")
    check_currency([amount], expected=book.currency)
    target = _verified(book_id, by.organisation_id)
    _check_free(book, by.organisation_id, amount)
    return prepare_payment(
        book_id=book_id,
        business=Subject("bank_account", target.id),
        debit_party=by.organisation_id,
        debit_purpose=Purpose.AVAILABLE,
        demand_id=None,
        payee_name=target.holder_name,
        payee_account=target.number,
        amount=amount,
        purpose_code=PAY_OUT,
        client_authorisation=f"request {key}",
        by=by,
        at=at,
    )


def _verified(book_id: UUID, party_id: UUID) -> BankAccount:
    found = BankAccount.objects.filter(
        book_id=book_id, party_id=party_id, state=AccountState.VERIFIED
    ).first()
    if found is None:
        raise NoVerifiedAccount
    return found


def _check_free(book: Book, party_id: UUID, amount: Money) -> None:
    if amount.minor <= 0:
        raise AmountNotPositive
    waiting = Instruction.objects.filter(
        book_id=book.id, debit_party=party_id, purpose_code=PAY_OUT, state__in=_NOT_YET_TAKEN
    ).aggregate(sum=Sum("amount_minor", default=0))["sum"]
    free = balance(book.id, party_id, Purpose.AVAILABLE)
    left = Money.from_minor(max(0, free.minor - int(waiting)), book.currency)
    if amount > left:
        raise FundsNotCovered(free=left, needed=amount)
