"""What the page of a file is made of: a handful of reads, gathered once."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from headrace.contracts import queries as contracts
from headrace.custody import queries as custody
from headrace.kit.actors import Actor
from headrace.kit.subjects import Subject
from headrace.market import queries as market
from headrace.parties import queries as parties
from headrace.portals import names
from headrace.portals.investor.pricing import priced
from headrace.portals.investor.terms import Terms
from headrace.portals.visits import Visit
from headrace.products import queries as products

UNDRAWN = frozenset({"agreed", "cancelled"})
_ENDED = frozenset({"declined", "lapsed", "withdrawn"})


@dataclass(frozen=True, slots=True)
class File:
    """
    A file as one bank's officer sees it.

    `seen` is the hash that goes with a decision; `own` the bank's offer that stands, if one does.
    """

    dossier: market.Dossier
    seen: str
    bank: str
    custodian: str
    product: products.ProductView | None
    reasons: tuple[market.Reason, ...]
    terms: Terms | None
    quote: market.Quote | None
    own: market.OfferView | None
    agreement: contracts.AgreementView | None
    made_by: str

    @property
    def firm(self) -> str:
        """The firm's name as the reader says it."""
        return names.said(self.dossier.firm.name)


def file(demand_id: UUID, visit: Visit, *, seen: str, typed: Terms | None = None) -> File:
    """
    Read a file; `typed` are the terms of the form, otherwise the posted ones are proposed.

    :raises NotFound: the request is not this bank's to see
    """
    actor = visit.actor
    dossier = market.dossier(demand_id, actor, visit.at)
    own = _own_offer(demand_id, actor)
    match = _match(demand_id, actor)
    product_id = own.product_id if own else match.product_id if match else None
    product = products.product(product_id, actor) if product_id else None
    terms, quote = priced(dossier, product, own, visit, typed)
    return File(
        dossier=dossier,
        seen=seen or dossier.hash,
        bank=institution(actor.organisation_id),
        custodian=_custodian(dossier.demand.book_id),
        product=product,
        reasons=match.reasons if match else (),
        terms=terms,
        quote=quote,
        own=own,
        agreement=contracts.agreement_of_demand(demand_id, actor),
        made_by=_colleague(own.made_by, actor) if own and own.made_by else "",
    )


def institution(organisation_id: UUID) -> str:
    """Return the name of an institution as the reader says it."""
    return names.said(parties.organisation(organisation_id).name)


def under_way(
    agreements: Iterable[contracts.AgreementView], actor: Actor
) -> tuple[custody.InstructionView, ...]:
    """Return the payments out of these agreements that have a key and are not booked yet."""
    asked = [each for each in agreements if each.drawdown and each.drawdown.state == "prepared"]
    found = (custody.instructions_of(Subject("agreement", each.id), actor) for each in asked)
    return tuple(one for some in found for one in some if one.keys and not one.booked_date)


def _own_offer(demand_id: UUID, actor: Actor) -> market.OfferView | None:
    mine = [
        each
        for each in market.offers_for(demand_id, actor)
        if each.lender_id == actor.organisation_id
    ]
    standing = [each for each in mine if each.state not in _ENDED]
    return max(standing, key=lambda each: each.made_at, default=None)


def _match(demand_id: UUID, actor: Actor) -> market.PushView | None:
    """The pair that fits the bank best."""
    pairs = (each for each in market.pushes_for(actor) if each.demand_id == demand_id)
    return next(pairs, None)


def _custodian(book_id: UUID | None) -> str:
    return institution(custody.book(book_id).custodian_id) if book_id else ""


def _colleague(person_id: UUID, actor: Actor) -> str:
    return parties.person(person_id, actor).name
