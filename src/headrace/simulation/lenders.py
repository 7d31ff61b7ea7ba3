"""What a bank of the town does: brings money, launches a product, decides, signs, turns its key."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from tenor.money import Money

from headrace.kit.canonical import digest
from headrace.market import queries as market
from headrace.market import services as market_verbs
from headrace.parties import services as parties
from headrace.products import queries as products
from headrace.products import services as product_verbs
from headrace.simulation.founding import Desk
from headrace.simulation.keys import key_of

_DECIDES_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank of the town with its people, the money it brings and its product."""

    login: str
    name: str
    desk: Desk
    brings: Money
    product_id: UUID


def open_bank(login: str, name: str, desk: Desk, brings: Money, admits: Desk, at: datetime) -> Bank:
    """Declare and admit the bank's source of funds, and launch its product."""
    source_id = parties.declare_fund_source(
        key=key_of("fund-source", login),
        by=desk.maker(at),
        origin="deposits",
        cap=brings,
        evidence_hash=digest(f"balance sheet of {login}".encode()),
        at=at,
    )
    parties.admit_fund_source(
        key=key_of("admit-source", login),
        by=admits.checker(at),
        fund_source_id=source_id,
        at=at,
    )
    return Bank(login, name, desk, brings, _launch(login, desk, admits, at))


def _launch(login: str, desk: Desk, admits: Desk, at: datetime) -> UUID:
    product_id = product_verbs.draft_product(
        key=key_of("product", login),
        by=desk.maker(at),
        at=at,
        model="bank_loan",
        name_en="Working loan for small firms" if login == "loan" else "City growth loan",
        name_zh="小微周转贷" if login == "loan" else "城市成长贷",
        amount_min=Money(Decimal(20_000)),
        amount_max=Money(Decimal(3_000_000)),
        term_min=3,
        term_max=36,
        rate_yearly=Decimal("0.045") if login == "loan" else Decimal("0.052"),
        rate_step_yearly=Decimal("0.003"),
        plan_kind="equal_instalment",
        grade_floor="C1",
    )
    product_verbs.approve_product(
        key=key_of("approve-product", login), by=admits.checker(at), at=at, product_id=product_id
    )
    return product_verbs.launch(
        key=key_of("launch", login), by=desk.checker(at), at=at, product_id=product_id
    )


def offer(bank: Bank, demand_id: UUID, at: datetime, *, approve: bool = True) -> UUID | None:
    """Open the file, make an offer at the posted price and approve it; None if not matched."""
    maker = bank.desk.maker(at)
    if all(each.demand_id != demand_id for each in market.pushes_for(maker)):
        return None
    seen = market_verbs.open_dossier(
        key=key_of("open", bank.login, demand_id, at), by=maker, at=at, demand_id=demand_id
    )
    asked = market.demand(demand_id, maker)
    quote = market.quote(
        maker,
        demand_id=demand_id,
        product_id=bank.product_id,
        amount=asked.amount,
        term_months=asked.term_months,
        at=at,
    )
    offer_id = market_verbs.make_offer(
        key=key_of("offer", bank.login, demand_id),
        by=maker,
        at=at,
        demand_id=demand_id,
        product_id=bank.product_id,
        amount=asked.amount,
        rate_yearly=quote.rate_posted,
        term_months=asked.term_months,
        plan_kind=asked.plan_kind or products.product(bank.product_id, maker).plan_kind,
        expires_at=at + _DECIDES_WITHIN,
        seen_hash=seen,
    )
    if approve:
        market_verbs.approve_offer(
            key=key_of("approve", offer_id),
            by=bank.desk.checker(at),
            at=at,
            offer_id=offer_id,
        )
    return offer_id
