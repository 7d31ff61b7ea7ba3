"""The town: founded once, by the verbs that everybody uses, and found again afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from tenor.money import Money

from headrace.gateways.mock_bank import MockBank
from headrace.gateways.signing import PretendSigningService
from headrace.kit import clock, delivery
from headrace.rulebook import services as rulebook
from headrace.simulation import books, clerk, lenders, owners, providers
from headrace.simulation.firms import Firm, firm
from headrace.simulation.founding import Desk, Founding
from headrace.simulation.plan import Plan, load

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much is done, and of how much."""


def quietly(what: str, done: int, of: int) -> None:
    """Be told of progress and say nothing."""


@dataclass
class Town:
    """A founded town with handles on everybody who acts in it."""

    plan: Plan
    signing: PretendSigningService
    offices: dict[str, Desk]
    custodian: clerk.Custodian
    banks: tuple[lenders.Bank, ...]
    answering: tuple[Desk, ...]
    settled: list[owners.Owner] = field(default_factory=list)

    def answer(self, at: datetime, *, about: frozenset[UUID] | None = None) -> int:
        """Let every provider answer about settled firms; return how many findings came."""
        firms = {each.organisation_id: each.firm for each in self.settled}
        known = {name: each for name, each in firms.items() if about is None or name in about}
        return sum(
            providers.answer_waiting(each, known.get, self.signing, at) for each in self.answering
        )


def found(
    home: Path, bank: MockBank, password: str, *, at: datetime, progress: Progress = quietly
) -> Town:
    """
    Found the town, or find it again: every step is done once, however often this is called.

    :param home: where the pretend e-signature service keeps its keys
    :param bank: the running pretend bank of the custodian
    """
    plan = load()
    if not clock.is_driven():
        clock.drive(at)
    rulebook.load_packs(at=at)
    signing = PretendSigningService(home)
    founding = Founding(plan, signing, password)
    offices = _offices(plan, founding, at, progress)
    province = offices[plan.offices[0].login]
    founding.centre(at)
    desks = _institutions(plan, founding, province, at, progress)
    custodian = clerk.open_custodian(plan, desks["clerk"], bank, at)
    banks = tuple(
        lenders.open_bank(
            each.login,
            each.name_zh,
            desks[each.login],
            Money.from_minor(each.pays_in * 100),
            province,
            at,
        )
        for each in plan.institutions
        if each.pays_in
    )
    delivery.deliver_all()
    return Town(plan, signing, offices, custodian, banks, answering_desks(plan, desks))


def answering_desks(plan: Plan, desks: Mapping[str, Desk]) -> tuple[Desk, ...]:
    """Return the desks of those who answer requests: neither banks nor the custodian."""
    return tuple(
        desks[each.login] for each in plan.institutions if each.role not in ("bank", "custodian")
    )


def _offices(plan: Plan, founding: Founding, at: datetime, progress: Progress) -> dict[str, Desk]:
    authority, *others = plan.offices
    offices = {authority.login: founding.authority(authority, at)}
    for number, office in enumerate(others, start=1):
        progress("founding offices", number, len(others))
        offices[office.login] = founding.office(office, offices[authority.login], at)
    return offices


def _institutions(
    plan: Plan, founding: Founding, admits: Desk, at: datetime, progress: Progress
) -> dict[str, Desk]:
    desks = {}
    for number, institution in enumerate(plan.institutions, start=1):
        desks[institution.login] = founding.institution(institution, admits, at)
        progress("admitting institutions", number, len(plan.institutions))
    return desks


def bring_money(town: Town, at: datetime) -> None:
    """Let every bank pay in what it brings, and book what the custodian reports."""
    for bank in town.banks:
        town.custodian.pays_in(bank.desk.organisation_id, bank.brings, bank.name)
    town.custodian.exchange(at)
    delivery.deliver_all()


def settle_firm(town: Town, number: int, at: datetime) -> owners.Owner:
    """Register firm `number` with its owner's keys and its invoices."""
    owner = admit(town, firm(town.plan, number), at)
    books.show_invoices(town.plan, owner, at)
    town.settled.append(owner)
    return owner


def admit(town: Town, newcomer: Firm, at: datetime) -> owners.Owner:
    """Register a firm, have it admitted, and give its owner keys; its books stay closed."""
    owner = owners.register(town.plan, newcomer, town.offices["province"], at)
    Founding(town.plan, town.signing, "").give_keys(owner.desk, at)
    return owner
