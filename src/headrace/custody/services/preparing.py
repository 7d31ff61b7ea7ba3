"""Drawing up a payment: nothing moves, nobody has released it yet."""

from datetime import datetime
from uuid import UUID

from tenor.money import Money

from headrace.custody.models import Book, Instruction
from headrace.custody.queries.accounts import account_of
from headrace.custody.rules.accounts import check_currency
from headrace.custody.rules.instructions import AuthorisationReused, State
from headrace.custody.services.instructions import content_hash, tell
from headrace.kit.actors import Actor
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction
from headrace.parties import queries as parties


@needs_transaction
def prepare_payment(
    *,
    book_id: UUID,
    business: Subject,
    debit_party: UUID,
    debit_purpose: str,
    demand_id: UUID | None,
    payee_name: str,
    payee_account: str,
    amount: Money,
    purpose_code: str,
    client_authorisation: str,
    by: Actor,
    at: datetime,
    remittance: str = "",
    district: str | None = None,
) -> UUID:
    """
    Draw up a payment out of the custodian's account; nothing moves yet.

    :param debit_party: whose checker turns the first key
    :param purpose_code: the ledger's code: `drawdown` out of held money, `pay_out` out of available
    :param district: whose offices see it; without one, that of the paying party
    :param client_authorisation: the client's own confirmation at the custodian, used once
    :raises AuthorisationReused: that confirmation stands behind another payment
    :raises CurrencyOfAnother: the amount is not in the book's currency
    """
    _check_new(book_id, amount, client_authorisation)
    row = Instruction(
        book_id=book_id,
        id=new_id(),
        transfer_id=new_id(),
        subject_kind=business.kind,
        subject_id=business.id,
        debit_party=debit_party,
        debit_id=account_of(book_id, debit_party, debit_purpose, demand_id),
        district=district_of(debit_party) if district is None else district,
        payee_name=payee_name,
        payee_account=payee_account,
        amount_minor=amount.minor,
        currency=amount.currency,
        purpose_code=purpose_code,
        remittance=remittance,
        client_authorisation=client_authorisation,
        state=State.DRAFTED,
    )
    return _written(row, by, at)


def _written(row: Instruction, by: Actor, at: datetime) -> UUID:
    row.prepared_by, row.prepared_organisation = by.person_id, by.organisation_id
    row.prepared_at = at
    row.content_hash = content_hash(row)
    row.save(force_insert=True)
    tell("prepared", row, by, at)
    return row.id


def _check_new(book_id: UUID, amount: Money, client_authorisation: str) -> None:
    check_currency([amount], expected=Book.objects.get(pk=book_id).currency)
    rows = Instruction.objects.filter(book_id=book_id, client_authorisation=client_authorisation)
    if rows.exists():
        raise AuthorisationReused(reference=client_authorisation)


def district_of(party_id: UUID) -> str:
    """Return a party's district; nothing for one that the register does not know."""
    known = parties.organisations([party_id]).get(party_id)
    return known.district if known else ""
