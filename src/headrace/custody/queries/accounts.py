"""Where an account is found."""

from uuid import UUID

from headrace.custody.models import Account
from headrace.custody.rules.accounts import NATURES, AccountMissing, Purpose
from headrace.kit.canonical import digest


def owner_of(
    purpose: str, party_id: UUID | None, demand_id: UUID | None
) -> tuple[UUID | None, UUID | None]:
    """Return the party and the demand that an account of this purpose belongs to."""
    nature = NATURES[Purpose(purpose)]
    return (party_id if nature.of_party else None, demand_id if nature.of_demand else None)


def find_account(
    book_id: UUID, party_id: UUID | None, purpose: str, demand_id: UUID | None = None
) -> UUID | None:
    """Return the id of an open account, or None."""
    party, demand = owner_of(purpose, party_id, demand_id)
    return (
        Account.objects.filter(book_id=book_id, party_id=party, purpose=purpose, demand_id=demand)
        .values_list("id", flat=True)
        .first()
    )


def account_of(
    book_id: UUID, party_id: UUID | None, purpose: str, demand_id: UUID | None = None
) -> UUID:
    """Return the id of an open account; :raises AccountMissing: there is none."""
    found = find_account(book_id, party_id, purpose, demand_id)
    if found is None:
        raise AccountMissing(purpose=str(purpose))
    return found


def account_identity(
    book_id: UUID, party_id: UUID | None, purpose: str, demand_id: UUID | None
) -> bytes:
    """Return the hash from which an account's id is made: an altered owner no longer fits it."""
    return digest([book_id, party_id, purpose, demand_id])
