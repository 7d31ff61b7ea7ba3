"""Where a firm's request stands: what the queries tell of it, gathered once for every page."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from tenor.money import Money

from headrace.contracts import queries as contracts
from headrace.custody import queries as custody
from headrace.evidence import queries as evidence
from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.kit.subjects import Subject
from headrace.market import queries as market
from headrace.parties import queries as parties

_ENDED: Final = frozenset({"withdrawn", "expired"})
_OPEN_LOANS: Final = frozenset({"drawn", "in_arrears", "restructured", "called", "written_off"})


class Stage(StrEnum):
    """The next thing that happens, named by whose turn it is."""

    NONE = "none"
    PUBLISH = "publish"
    CHECKING = "checking"
    MATCHING = "matching"
    CHOOSE = "choose"
    WRITING = "writing"
    SIGN = "sign"
    COUNTERSIGN = "countersign"
    DRAW = "draw"
    RELEASE = "release"
    REPAY = "repay"
    REPAID = "repaid"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Standing:
    """One request with what has come of it, as of one moment."""

    at: datetime
    firm: parties.OrganisationView
    demand: market.DemandView | None = None
    offers: tuple[market.OfferView, ...] = ()
    requests: tuple[evidence.RequestView, ...] = ()
    agreement: contracts.AgreementView | None = None
    loan: contracts.LoanView | None = None
    plan: tuple[contracts.PlanRow, ...] = ()
    book: custody.BookView | None = None
    custodian: str = ""
    in_custody: Money | None = None

    @property
    def today(self) -> date:
        """The civil day of the moment."""
        return day_of(self.at)

    @property
    def stage(self) -> Stage:
        """What happens next."""
        return stage_of(self.firm, self.demand, self.agreement, self.loan)

    @property
    def firm_offers(self) -> tuple[market.OfferView, ...]:
        """The offers that can be chosen, the cheapest first."""
        return tuple(each for each in self.offers if each.state == "firm")


def stage_of(
    firm: parties.OrganisationView,
    demand: market.DemandView | None,
    agreement: contracts.AgreementView | None,
    loan: contracts.LoanView | None,
) -> Stage:
    """Return what happens next to a request."""
    if loan is not None and loan.state == "repaid":
        return Stage.REPAID
    if loan is not None and loan.state in _OPEN_LOANS:
        return Stage.REPAY
    if agreement is not None:
        return _before_money(firm, agreement)
    if demand is None:
        return Stage.NONE
    by_state = {
        "draft": Stage.PUBLISH,
        "published": Stage.CHECKING,
        "matching": Stage.MATCHING,
        "offered": Stage.CHOOSE,
        "contracted": Stage.WRITING,
    }
    return by_state.get(demand.state, Stage.OVER)


def standing_of(actor: Actor, at: datetime) -> Standing:
    """Return how the request that matters now stands: the newest that has not ended."""
    demands = market.demands_of(actor)
    live = [each for each in demands if each.state not in _ENDED]
    chosen = next(iter(live), next(iter(demands), None))
    firm = parties.organisation(actor.organisation_id)
    if chosen is None:
        return Standing(at, firm)
    agreement = contracts.agreement_of_demand(chosen.id, actor)
    return _whole(actor, at, firm, chosen, agreement)


def standing_of_agreement(
    actor: Actor, agreement: contracts.AgreementView, at: datetime
) -> Standing:
    """Return how the request behind an agreement stands."""
    firm = parties.organisation(actor.organisation_id)
    return _whole(actor, at, firm, market.demand(agreement.demand_id, actor), agreement)


def _before_money(firm: parties.OrganisationView, agreement: contracts.AgreementView) -> Stage:
    if agreement.state == "terminated":
        return Stage.OVER
    if agreement.waits_for:
        return Stage.SIGN if firm.id in agreement.waits_for else Stage.COUNTERSIGN
    asked = agreement.drawdown
    return Stage.DRAW if asked is None or asked.may_be_asked_again else Stage.RELEASE


def _whole(
    actor: Actor,
    at: datetime,
    firm: parties.OrganisationView,
    demand: market.DemandView,
    agreement: contracts.AgreementView | None,
) -> Standing:
    loan_id = agreement.loan_id if agreement else None
    book = custody.book(demand.book_id) if demand.book_id else None
    held = custody.held_for(book.id, demand.id) if book else None
    return Standing(
        at=at,
        firm=firm,
        demand=demand,
        offers=market.offers_for(demand.id, actor),
        requests=evidence.requests_for(Subject("demand", demand.id), at=at),
        agreement=agreement,
        loan=contracts.loan(loan_id, actor) if loan_id else None,
        plan=contracts.plan_rows(loan_id, actor) if loan_id else (),
        book=book,
        custodian=parties.organisation(book.custodian_id).name if book else "",
        in_custody=held.booked if held else None,
    )
