"""Who may act under an agreement: its parties, locked, with admissions that are in force."""

from datetime import datetime
from uuid import UUID

from headrace.contracts import models
from headrace.contracts.queries import visibility
from headrace.contracts.rules import agreement as life
from headrace.kit.actors import Actor, demand
from headrace.kit.errors import NotFound
from headrace.parties import queries as parties
from headrace.products import queries as products

_BORROWS = "enterprise"


def locked_for_party(agreement_id: UUID, by: Actor) -> models.Agreement:
    """
    Return an agreement, locked, to a party of it.

    :raises NotFound: no such agreement, or the actor's organisation is no party of it
    """
    visibility.agreement_for(agreement_id, by)
    row = models.Agreement.objects.select_for_update().get(pk=agreement_id)
    if by.organisation_id not in signers_of(row):
        raise NotFound(field="agreement_id")
    return row


def signers_of(row: models.Agreement) -> tuple[UUID, ...]:
    """Return the organisations whose signatures make an agreement effective."""
    return (row.borrower_id, *row.lenders.values_list("lender_id", flat=True))


def signer_of(row: models.Agreement, by: Actor) -> UUID:
    """Return the person who binds the actor's party; :raises life.NotASigner: another duty."""
    return life.signer_of(
        person_id=by.person_id,
        organisation_id=by.organisation_id,
        borrower_id=row.borrower_id,
        duties=by.duties,
    )


def check_own_admission(row: models.Agreement, by: Actor) -> None:
    """
    Let pass an actor whose organisation still has the role in which it is a party.

    :raises headrace.kit.errors.NotAdmitted: suspended, expired or never held
    """
    roles = _roles_of(row, by.organisation_id)
    if not by.roles & roles:
        demand(by, role=min(roles))


def check_admissions(row: models.Agreement, *, at: datetime) -> None:
    """Let pass an agreement of which every party is admitted; :raises life.PartyNotAdmitted:"""
    for party_id in signers_of(row):
        roles = _roles_of(row, party_id)
        if not any(parties.admitted(party_id, role, at=at) for role in sorted(roles)):
            raise life.PartyNotAdmitted(party_id)


def _roles_of(row: models.Agreement, party_id: UUID) -> frozenset[str]:
    if party_id == row.borrower_id:
        return frozenset({_BORROWS})
    return products.model(row.model).lender_roles
