"""A party as an officer opens it: its name and what it has in custody; and names of many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from tenor.money import Money

from headrace.custody import queries as custody
from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.parties import queries as parties
from headrace.portals import names
from headrace.supervision import queries


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation that an officer has opened: its name, and what it holds in custody."""

    id: UUID
    name: str
    uscc: str
    district: str
    free: Money
    promised: Money
    frozen: bool


def party(organisation_id: UUID, actor: Actor) -> Party:
    """Return an organisation of the actor's districts with what it holds; :raises NotFound:"""
    found = queries.overseen_party(organisation_id, actor)
    accounts = custody.balances_of(organisation_id)
    return Party(
        id=found.id,
        name=names.said(found.name),
        uscc=found.uscc or "",
        district=found.district,
        free=_sum([each.free for each in accounts]),
        promised=_sum([each.promised_out for each in accounts]),
        frozen=any(each.frozen for each in accounts),
    )


def party_if_any(organisation_id: UUID, actor: Actor) -> Party | None:
    """Return an organisation; None where an entry is about something else, such as a book."""
    try:
        return party(organisation_id, actor)
    except NotFound:
        return None


def called(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of organisations as the reader says them, in one query."""
    wanted = set(ids)
    found = parties.organisations(wanted) if wanted else {}
    return {each: names.said(view.name) for each, view in found.items()}


def _sum(amounts: Sequence[Money]) -> Money:
    return sum((each for each in amounts if each.currency == "CNY"), Money.zero())
