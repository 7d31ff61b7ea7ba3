"""The town found again by the log-in names of its people, without founding anything."""

from datetime import datetime
from functools import cache
from pathlib import Path
from uuid import UUID

from tenor.money import Money

from headrace.custody import queries as custody
from headrace.gateways.mock_bank import MockBank
from headrace.gateways.signing import PretendSigningService
from headrace.kit.actors import CENTRE
from headrace.kit.errors import NotFound
from headrace.parties import queries as parties
from headrace.products import queries as products
from headrace.simulation import clerk, lenders
from headrace.simulation.firms import Firm, firm
from headrace.simulation.founding import Desk
from headrace.simulation.plan import Plan, load
from headrace.simulation.town import Town, answering_desks

_KNOWN_FIRMS = 60


def town(home: Path, at: datetime) -> Town:
    """
    Return handles on a founded town.

    :raises NotFound: the town was never founded, or not to its end
    """
    plan = load()
    desks = {each.login: desk(each.login, at) for each in plan.institutions}
    bank = MockBank.attached(home / "bank")
    return Town(
        plan=plan,
        signing=PretendSigningService(home),
        offices={each.login: desk(each.login, at) for each in plan.offices},
        custodian=clerk.Custodian(desks["clerk"], custody.default_book().id, bank),
        banks=tuple(_bank(plan, login, desks[login], at) for login in _lenders(plan)),
        answering=answering_desks(plan, desks),
    )


@cache
def truths() -> dict[str, Firm]:
    """Return what the town's firms are really like, by credit code."""
    plan = load()
    return {each.uscc: each for each in (firm(plan, number) for number in range(_KNOWN_FIRMS))}


def truth_of(organisation_id: UUID) -> Firm:
    """Return the truth about a firm; one that a visitor registered is like the town's first."""
    code = parties.organisation(organisation_id).uscc
    known = truths()
    return known.get(code or "", next(iter(known.values())))


def is_founded() -> bool:
    """Say whether a town stands here."""
    return CENTRE in parties.organisations([CENTRE])


def desk(login: str, at: datetime) -> Desk:
    """Return the desk of an organisation by the log-in name of its maker."""
    maker_id = parties.person_of_login(login)
    try:
        checker_id = parties.person_of_login(f"{login}.checker")
    except NotFound:
        checker_id = maker_id
    return Desk(parties.actor_of(maker_id, at=at).organisation_id, maker_id, checker_id)


def _lenders(plan: Plan) -> tuple[str, ...]:
    return tuple(each.login for each in plan.institutions if each.pays_in)


def _bank(plan: Plan, login: str, owner: Desk, at: datetime) -> lenders.Bank:
    told = next(each for each in plan.institutions if each.login == login)
    brings = Money.from_minor(told.pays_in * 100)
    return lenders.Bank(login, told.name_zh, owner, brings, _first_product(owner, at))


def _first_product(owner: Desk, at: datetime) -> UUID:
    """The product a bank was founded with, whatever its people have drafted since."""
    owned = products.products_of(owner.maker(at))
    if not owned:
        raise NotFound(field="product_id")
    return owned[-1].id
