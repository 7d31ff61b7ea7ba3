"""What the custodian's pages read together: payments with their cover, and the parties' names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from headrace.custody import queries as custody
from headrace.custody.queries import BalanceView, BookView, InstructionView
from headrace.kit.errors import NotFound
from headrace.parties import queries as parties
from headrace.portals import names
from headrace.portals.visits import Visit

WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment with the name of who pays and the account it leaves."""

    order: InstructionView
    payer: str
    cover: BalanceView


def payments(orders: Sequence[InstructionView], visit: Visit) -> tuple[Payment, ...]:
    """Return payments with what is needed to judge them, in three queries."""
    payers = called(each.debit_party for each in orders)
    cover = custody.covers(visit.actor, [each.id for each in orders])
    return tuple(Payment(each, payers[each.debit_party], cover[each.id]) for each in orders)


def payment(instruction_id: UUID, visit: Visit) -> Payment:
    """Return a payment of the reader's own books; :raises NotFound: it is of no such book"""
    order = custody.instruction(instruction_id, visit.actor)
    if order.book_id not in {each.id for each in own_books(visit)}:
        raise NotFound
    return payments([order], visit)[0]


def called(ids: Iterable[UUID | None]) -> Mapping[UUID, str]:
    """Return how the reader says the names of parties; one that is gone has none."""
    wanted = {each for each in ids if each is not None}
    found = parties.organisations(wanted)
    return {each: names.said(found[each].name) if each in found else "–" for each in wanted}


def own_books(visit: Visit) -> tuple[BookView, ...]:
    """Return the books that the reader's bank keeps."""
    return tuple(b for b in custody.books() if b.custodian_id == visit.actor.organisation_id)


def bank(visit: Visit) -> str:
    """Return the name of the reader's own bank."""
    return called([visit.actor.organisation_id])[visit.actor.organisation_id]


def tail(account: str) -> str:
    """Return the last four figures of an account, enough to compare it with the paper."""
    return f"…{account[-4:]}" if len(account) > 4 else account
