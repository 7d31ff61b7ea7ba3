"""What the owner of a firm does: registers, asks, chooses, signs, draws, repays."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tenor.money import Money

from headrace.contracts import queries as contracts
from headrace.contracts import services as contract_verbs
from headrace.gateways.signing import PretendSigningService
from headrace.kit.actors import Actor
from headrace.market import queries as market
from headrace.market import services as market_verbs
from headrace.parties import queries as parties
from headrace.parties import services
from headrace.simulation.firms import Firm
from headrace.simulation.founding import SETUP, Desk
from headrace.simulation.keys import key_of
from headrace.simulation.plan import Plan

_PURPOSES = (
    ("materials", "为{buyer}的订单采购{trade}原材料，订单已签"),
    ("equipment", "更换{trade}车间的一台旧设备，{staff}名员工在用"),
    ("wages", "{buyer}大单交货前发放{staff}名{trade}工人的工资"),
)
_LEAST, _MOST = 3, 150
_PLANS = ("equal_instalment", "equal_principal", "bullet")


@dataclass(frozen=True, slots=True)
class Owner:
    """A firm of the town with its people and what it will ask for."""

    firm: Firm
    desk: Desk
    login: str

    @property
    def organisation_id(self) -> UUID:
        """The firm's id at the centre."""
        return self.desk.organisation_id

    def actor(self, at: datetime) -> Actor:
        """Return the owner as an actor of that moment."""
        return self.desk.maker(at)

    def asks(self) -> Money:
        """Return how much the firm asks for: a tenth of a year's sales, in whole 10,000 yuan."""
        wanted = self.firm.yearly_sales // 100_000
        return Money.from_minor(max(_LEAST, min(_MOST, wanted)) * 1_000_000)


def register(plan: Plan, firm: Firm, admits: Desk, at: datetime) -> Owner:
    """Register a firm with its owner and have it admitted as an enterprise."""
    login = f"owner{firm.number + 1}"
    organisation_id = services.register_organisation(
        key=key_of("register", firm.uscc),
        by=SETUP,
        name=firm.name_zh,
        kind="individual_business" if firm.individual else "company",
        district=firm.district.code,
        industry=firm.trade.industry,
        staff=firm.staff,
        revenue=Money.from_minor(firm.yearly_sales * 100),
        uscc=firm.uscc,
        person_login=login,
        person_name=f"{firm.name_zh}业主",
        person_duties=frozenset({"maker", "checker", "viewer"}),
        at=at,
    )
    person_id = parties.person_of_login(login)
    desk = Desk(organisation_id, person_id, person_id)
    role_id = services.apply_for_role(
        key=key_of("apply", organisation_id, "enterprise"),
        by=desk.maker(at),
        kind="enterprise",
        at=at,
    )
    services.admit_role(key=key_of("admit", role_id), by=admits.checker(at), role_id=role_id, at=at)
    return Owner(firm, desk, login)


def ask(
    plan: Plan, owner: Owner, at: datetime, *, amount: Money | None = None, number: int = 1
) -> UUID:
    """Draft and publish a request; return its id."""
    purpose, words = _PURPOSES[owner.firm.number % len(_PURPOSES)]
    demand_id = market_verbs.draft_demand(
        key=key_of("draft", owner.organisation_id, number),
        by=owner.actor(at),
        at=at,
        amount=amount or owner.asks(),
        term_months=(6, 9, 12)[owner.firm.number % 3],
        purpose_code=purpose,
        purpose_text=words.format(
            buyer=plan.buyers[owner.firm.number % len(plan.buyers)][1],
            trade=owner.firm.trade.name_zh,
            staff=owner.firm.staff,
        ),
        innovation=owner.firm.number % 6 == 0,
        repayment_source="销售回款",
        plan_kind=_PLANS[owner.firm.number % len(_PLANS)],
    )
    market_verbs.publish_demand(
        key=key_of("publish", demand_id), by=owner.actor(at), at=at, demand_id=demand_id
    )
    return demand_id


def choose(owner: Owner, demand_id: UUID, at: datetime) -> UUID | None:
    """Accept the cheapest firm offer; return it, or None when there is none."""
    actor = owner.actor(at)
    offers = [each for each in market.offers_for(demand_id, actor) if each.state == "firm"]
    if not offers:
        return None
    best = min(offers, key=lambda each: (each.yearly_cost, each.id))
    market_verbs.accept_offer(key=key_of("accept", best.id), by=actor, at=at, offer_id=best.id)
    return best.id


def sign(agreement_id: UUID, signer: Actor, signing: PretendSigningService, at: datetime) -> None:
    """Sign an agreement in the name of a person through the e-signature service."""
    if signer.person_id is None:
        raise ValueError("only a person signs")
    view = contracts.agreement(agreement_id, signer)
    signature = signing.sign(
        person_id=signer.person_id,
        organisation_id=signer.organisation_id,
        document_hash=bytes.fromhex(view.document_hash),
    )
    contract_verbs.sign_agreement(
        key=key_of("sign", agreement_id, signer.organisation_id),
        by=signer,
        agreement_id=agreement_id,
        signature=signature,
        at=at,
    )


def draw(owner: Owner, agreement_id: UUID, at: datetime) -> UUID:
    """Ask for the drawdown to the firm's own account; return the instruction's id."""
    return contract_verbs.request_drawdown(
        key=key_of("draw", agreement_id),
        by=owner.actor(at),
        agreement_id=agreement_id,
        payee_name=owner.firm.name_zh,
        payee_account=account_of(owner.firm),
        at=at,
    )


def account_of(firm: Firm) -> str:
    """Return the firm's own account at another bank (invented)."""
    return f"6214{firm.number:012}"


def pays_on(due_date: date, *, late_days: int = 0) -> date:
    """Return the business day on which a firm pays: on or before the due day, or some days late."""
    day = due_date + timedelta(days=late_days)
    step = timedelta(days=1 if late_days else -1)
    while day.weekday() >= 5:
        day += step
    return day
