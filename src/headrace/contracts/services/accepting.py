"""From an accepted offer of the market to the terms of an agreement."""

from uuid import UUID

from headrace.contracts.rules.terms import AgreedTerms, CostItem, LenderShare, PartyName
from headrace.market import queries as market
from headrace.parties import queries as parties
from headrace.parties.queries import OrganisationView


def terms_of_offer(offer_id: UUID) -> AgreedTerms:
    """
    Return what was agreed by accepting an offer.

    :raises NotFound: the offer is not there or not accepted
    """
    offer = market.accepted_offer(offer_id)
    known = parties.organisations(
        {offer.enterprise_id, offer.lender_id, *(line.payee_id for line in offer.costs)}
    )
    share = LenderShare(_named(known[offer.lender_id]), offer.amount, offer.hold_id)
    return AgreedTerms(
        offer_id=offer.offer_id,
        demand_id=offer.demand_id,
        book_id=offer.book_id,
        borrower=_named(known[offer.enterprise_id]),
        district=offer.district,
        lenders=(share,),
        principal=offer.amount,
        rate_yearly=offer.rate_yearly,
        term_months=offer.term_months,
        plan_kind=offer.plan_kind,
        purpose_code=offer.purpose_code,
        purpose_text=offer.purpose_text,
        model=offer.model,
        yearly_cost=offer.yearly_cost,
        ceiling=offer.ceiling,
        pack=offer.pack,
        pack_version=str(offer.pack_version),
        costs=tuple(
            CostItem(line.code, _named(known[line.payee_id]), line.amount, line.due)
            for line in offer.costs
        ),
        payees=offer.payees,
        details=offer.details,
    )


def _named(party: OrganisationView) -> PartyName:
    return PartyName(party.id, party.name, party.uscc or "")
