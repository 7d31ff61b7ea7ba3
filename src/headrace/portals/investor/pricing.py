"""What an offer would cost: the terms that are proposed, typed or offered, and their price."""

from dataclasses import replace
from decimal import Decimal

from tenor.money import Money

from headrace.market import queries as market
from headrace.portals.investor import terms as typing
from headrace.portals.investor.terms import Terms
from headrace.portals.visits import Visit
from headrace.products import queries as products


def priced(
    dossier: market.Dossier,
    product: products.ProductView | None,
    own: market.OfferView | None,
    visit: Visit,
    typed: Terms | None,
) -> tuple[Terms | None, market.Quote | None]:
    """Return terms with their price; the bank's own offer goes before what is typed."""
    if product is None:
        return None, None
    if own is not None:
        typed = _as_offered(own)
    terms = typed or typing.proposed(
        dossier.demand, rate_yearly=Decimal(0), plan_kind=product.plan_kind, at=visit.at
    )
    if not terms.amount:
        return None, None
    terms = _with_known_plan(terms, product)
    quote = market.quote(
        visit.actor,
        demand_id=dossier.demand.id,
        product_id=product.id,
        amount=Money(terms.amount, dossier.demand.amount.currency),
        term_months=terms.months,
        at=visit.at,
        rate_yearly=typed.rate_yearly if typed else None,
        fees=own.fees if own else product.fees,
        plan_kind=terms.plan_kind,
    )
    return (terms if typed else replace(terms, rate_yearly=quote.rate_posted)), quote


def _with_known_plan(terms: Terms, product: products.ProductView) -> Terms:
    """A plan that the model cannot draw up has no price: its own is shown instead."""
    known = terms.plan_kind in products.model(product.model).plan_kinds
    return terms if known else replace(terms, plan_kind=product.plan_kind)


def _as_offered(own: market.OfferView) -> Terms:
    return Terms(
        own.amount.amount,
        own.rate_yearly,
        own.term_months,
        own.plan_kind,
        own.expires_at.date(),
    )
