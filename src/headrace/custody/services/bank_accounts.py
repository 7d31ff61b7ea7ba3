"""A party's own account at another bank: told by its maker, verified by the custodian."""

from datetime import datetime
from uuid import UUID

from headrace.custody.models import BankAccount, Book
from headrace.custody.queries.visibility import bank_accounts_visible_to
from headrace.custody.rules.doors import check_custodian
from headrace.custody.rules.paying_out import AccountState, account_number
from headrace.kit import journal
from headrace.kit.actors import CHECKER, MAKER, Actor, demand
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.parties import queries as parties


@transaction
@once("custody.tell_bank_account")
def tell_bank_account(*, key: UUID, by: Actor, book_id: UUID, number: str, at: datetime) -> UUID:
    """
    Tell an account of one's own to be paid out to; it counts once the custodian has verified it.

    Its holder is the party under its registered name: nobody names another.

    :raises NumberMalformed: :raises NotAdmitted: no maker
    """
    demand(by, duty=MAKER)
    if by.person_id is None or not Book.objects.filter(pk=book_id).exists():
        raise NotFound(field="book_id")
    row = BankAccount.objects.create(
        book_id=book_id,
        id=new_id(),
        party_id=by.organisation_id,
        holder_name=parties.organisation(by.organisation_id).name,
        number=account_number(number),
        state=AccountState.TOLD,
        told_by=by.person_id,
        told_at=at,
    )
    _tell("told", row, by, at)
    return row.id


@transaction
@once("custody.verify_bank_account")
def verify_bank_account(*, key: UUID, by: Actor, bank_account_id: UUID, at: datetime) -> UUID:
    """
    Confirm that an account belongs to the party; it takes the place of the one before.

    :raises NotFound: none of the actor's books waits for it
    :raises NotTheCustodian: not the custodian's checker
    """
    demand(by, role="custodian", duty=CHECKER)
    # The book's row is the lock: two accounts of a party are never verified at once.
    book_id = _waiting(bank_account_id, by).book_id
    book = Book.objects.select_for_update().get(pk=book_id)
    check_custodian(by, custodian_id=book.custodian_id)
    row = _waiting(bank_account_id, by)
    BankAccount.objects.filter(
        book_id=book_id, party_id=row.party_id, state=AccountState.VERIFIED
    ).update(state=AccountState.REPLACED)
    row.state, row.verified_by, row.verified_at = AccountState.VERIFIED, by.person_id, at
    row.save(force_update=True)
    _tell("verified", row, by, at)
    return row.id


def _waiting(bank_account_id: UUID, by: Actor) -> BankAccount:
    rows = bank_accounts_visible_to(by).filter(id=bank_account_id, state=AccountState.TOLD)
    found = rows.first()
    if found is None:
        raise NotFound(field="bank_account_id")
    return found


def _tell(what: str, row: BankAccount, by: Actor, at: datetime) -> None:
    journal.record(
        f"custody.bank_account.{what}",
        subject=Subject("bank_account", row.id),
        about=row.party_id,
        by=by,
        at=at,
        facts={"book": row.book_id},
    )
