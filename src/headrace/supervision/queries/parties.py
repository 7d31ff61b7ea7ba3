"""The parties of an office's districts: found by what is known of them, or one by its id."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.parties import queries as parties
from headrace.parties.queries import OrganisationView
from headrace.supervision.rules import likeness
from headrace.supervision.rules.authority import OnlyAnOfficer, readable_prefix


@dataclass(frozen=True, slots=True)
class Found:
    """The parties that fit best, the best first, and how many fit in all."""

    parties: tuple[OrganisationView, ...]
    of: int


def find_parties(
    actor: Actor,
    words: str,
    *,
    said: Callable[[str], str] = str,
    limit: int = 10,
) -> Found:
    """
    Return the parties of the actor's districts that words may mean, in at most four queries.

    Words are part of a name as it is spelt or sounds, or at least four signs of a credit code.

    :param said: how the reader calls a registered name, where that is another name
    :raises OnlyAnOfficer: neither government nor auditor
    """
    prefix = _prefix(actor)
    if not likeness.plain(words):
        return Found((), 0)
    near = [each.id for each in parties.near_names(words)]
    known = _candidates(words, near)
    within = [each for each in known if each.district.startswith(prefix)]
    placed = [
        (place, each.name, each)
        for each in within
        if (place := _place(words, each, said, near)) is not None
    ]
    ordered = sorted(placed, key=lambda each: each[:2])
    return Found(tuple(each for _, _, each in ordered[:limit]), len(ordered))


def overseen_party(organisation_id: UUID, actor: Actor) -> OrganisationView:
    """
    Return a party of the actor's districts.

    :raises OnlyAnOfficer: neither government nor auditor
    :raises NotFound: there is none, or it is another office's to oversee
    """
    prefix = _prefix(actor)
    found = parties.organisation(organisation_id)
    if not found.district.startswith(prefix):
        raise NotFound(field="organisation")
    return found


def _prefix(actor: Actor) -> str:
    prefix = readable_prefix(actor.roles, actor.district)
    if prefix is None:
        raise OnlyAnOfficer
    return prefix


def _candidates(words: str, near: Iterable[UUID]) -> tuple[OrganisationView, ...]:
    """A whole code means one party; anything else is looked for in the whole public register."""
    try:
        return (parties.by_uscc(likeness.plain(words)),)
    except NotFound:
        registered = {each.organisation_id for each in parties.public_register()}
    return tuple(parties.organisations({*registered, *near}).values())


def _place(
    words: str, party: OrganisationView, said: Callable[[str], str], near: Iterable[UUID]
) -> int | None:
    if likeness.fits_code(words, party.uscc):
        return 0
    place = likeness.place_of(words, (party.name, said(party.name)))
    if place is None and party.id in near:
        return likeness.FARTHEST
    return place
