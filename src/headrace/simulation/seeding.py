"""
The demo town as a visitor finds it: loans that run, one that is late, requests at every stage.

It opens in April and is driven to the plan's day, so that what stands in it has really happened.
Who each person is and what awaits him is printed by `logins`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from tenor.money import Money

from headrace.contracts import queries as contracts
from headrace.custody import services as custody_verbs
from headrace.gateways.mock_bank import MockBank
from headrace.kit import clock, delivery, journal, seals
from headrace.kit.clock import CIVIL_ZONE
from headrace.parties import services as parties
from headrace.simulation import asking, days, lenders, owners, pay_outs
from headrace.simulation.founding import SETUP
from headrace.simulation.keys import key_of
from headrace.simulation.owners import Owner
from headrace.simulation.plan import data_folder, first_day
from headrace.simulation.town import Town, bring_money, found, settle_firm

_RUNNING = range(0, 4)
_LATE = 1
_SILENT = 3
_DRAWN_LAST_WEEK = (11, 15)
_WAITING_FOR_CHECKS = (8, 9)
_TO_DECIDE = (4, 5, 10, 12, 13, 14)
_TO_CHOOSE = 6
_TO_SIGN = 7

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Running:
    """A loan of the town that is being repaid."""

    owner: Owner
    loan_id: UUID


def seed(home: Path, password: str, opens_at: datetime, say: Say) -> Town:
    """
    Found the town, let half a year pass, and leave requests at every stage on the plan's day.

    :param home: the centre's folder, where the pretend bank and the signing keys live
    :param password: of every person of the demo town
    """
    opened = datetime.combine(first_day(), time(9), CIVIL_ZONE)
    bank = MockBank.attached(home / "bank")
    town = found(home, bank, password, at=opened)
    say("offices, custodian, two banks and six providers are admitted")
    bring_money(town, opened)
    if data_folder():
        return _opened_to_real_firms(town, opens_at, say)
    running = _lend(town, _RUNNING, opened)
    say(f"{len(running)} firms have drawn their loans")
    _live(town, running, opens_at)
    say("half a year has passed; instalments are paid, two firms are late")
    _leave_requests(town, clock.now())
    for each in town.settled:
        parties.set_password(
            by=SETUP, person_id=each.desk.maker_id, password=password, at=clock.now()
        )
    seals.seal_new(journal.TOPIC, at=clock.now())
    clock.let_run()
    say("requests stand at every stage")
    return town


def _opened_to_real_firms(town: Town, opens_at: datetime, say: Say) -> Town:
    """Real firms have no invented past: they come in while visitors look on."""
    days.begin_day(town.custodian, opens_at.date())
    seals.seal_new(journal.TOPIC, at=clock.now())
    clock.let_run()
    say("the town is open; real firms come in with their invoices")
    return town


def _lend(town: Town, numbers: Iterable[int], at: datetime) -> list[Running]:
    asked = [(owner, owners.ask(town.plan, owner, at)) for owner in _settle(town, numbers, at)]
    delivery.deliver_all()
    town.answer(at)
    delivery.deliver_all()
    for owner, demand_id in asked:
        offer_all(town, demand_id, at)
        owners.choose(owner, demand_id, at)
    delivery.deliver_all()
    return [each for owner, demand_id in asked if (each := conclude(town, owner, demand_id, at))]


def _settle(town: Town, numbers: Iterable[int], at: datetime) -> list[Owner]:
    return [settle_firm(town, number, at) for number in numbers]


def offer_all(town: Town, demand_id: UUID, at: datetime) -> None:
    """Let both banks make and approve an offer."""
    for bank in town.banks:
        lenders.offer(bank, demand_id, at)
    delivery.deliver_all()


def conclude(town: Town, owner: Owner, demand_id: UUID, at: datetime) -> Running | None:
    """Let all sign, draw, and turn both keys; return the running loan, None if there was none."""
    agreement = contracts.agreement_of_demand(demand_id, owner.actor(at))
    if agreement is None:
        return None
    owners.sign(agreement.id, owner.actor(at), town.signing, at)
    lender = _lender_of(town, agreement)
    owners.sign(agreement.id, lender.desk.checker(at), town.signing, at)
    delivery.deliver_all()
    turn_keys(town, lender, owners.draw(owner, agreement.id, at), at)
    town.custodian.exchange(at)
    delivery.deliver_all()
    loan_id = contracts.agreement(agreement.id, owner.actor(at)).loan_id
    return Running(owner, loan_id) if loan_id else None


def turn_keys(town: Town, lender: lenders.Bank, instruction_id: UUID, at: datetime) -> None:
    """Turn the lender's key and then the custodian's."""
    custody_verbs.approve_instruction(
        key=key_of("first-key", instruction_id),
        by=lender.desk.checker(at),
        instruction_id=instruction_id,
        at=at,
    )
    town.custodian.turn_second_key(instruction_id, at)


def _lender_of(town: Town, agreement: contracts.AgreementView) -> lenders.Bank:
    ids = {each.lender_id for each in agreement.lenders}
    return next(each for each in town.banks if each.desk.organisation_id in ids)


def _live(town: Town, running: list[Running], until: datetime) -> None:
    """
    Let the months pass: all pay on the day, but one pays too little in the last month and one not
    at all since September. In the last week two more firms draw.
    """
    due: dict[date, list[tuple[Running, int]]] = {}
    for each in running:
        for row in contracts.plan_rows(each.loan_id, each.owner.actor(clock.now())):
            due.setdefault(owners.pays_on(row.due_date), []).append((each, row.number))
    for day in sorted(each for each in due if each < until.date()):
        at = days.begin_day(town.custodian, day)
        for loan, number in due[day]:
            _pay(town, loan, number, day, at, until)
        days.end_day(town.custodian, day, at)
    last_week = until.date() - timedelta(days=4)
    at = days.begin_day(town.custodian, last_week)
    _lend(town, _DRAWN_LAST_WEEK, at)
    days.end_day(town.custodian, last_week, at)
    at = days.begin_day(town.custodian, until.date())
    days.end_day(town.custodian, until.date(), at)


def _pay(
    town: Town, running: Running, number: int, day: date, at: datetime, until: datetime
) -> None:
    if running.owner.firm.number == _SILENT and day > until.date() - timedelta(days=62):
        return
    actor = running.owner.actor(at)
    rows = contracts.plan_rows(running.loan_id, actor)
    missing = next(each.missing for each in rows if each.number == number)
    falls_short = running.owner.firm.number == _LATE and day > until.date() - timedelta(days=31)
    amount = Money.from_minor(missing.minor * 38 // 100) if falls_short else missing
    reference = contracts.loan(running.loan_id, actor).payment_reference
    town.custodian.arrives(reference, amount, running.owner.firm.name_zh)


def _leave_requests(town: Town, at: datetime) -> None:
    numbers = sorted({*_TO_DECIDE, _TO_CHOOSE, _TO_SIGN, *_WAITING_FOR_CHECKS})
    settled = {each.firm.number: each for each in _settle(town, tuple(numbers), at)}
    asked = {number: owners.ask(town.plan, each, at) for number, each in settled.items()}
    for number in _WAITING_FOR_CHECKS:
        asking.ask_besides(settled[number], asked[number], at)
    delivery.deliver_all()
    checked = frozenset(
        each.organisation_id
        for number, each in settled.items()
        if number not in _WAITING_FOR_CHECKS
    )
    town.answer(at, about=checked)
    delivery.deliver_all()
    for number in (_TO_CHOOSE, _TO_SIGN):
        offer_all(town, asked[number], at)
    owners.choose(settled[_TO_SIGN], asked[_TO_SIGN], at)
    # One file of the first bank waits for the second person's key.
    lenders.offer(town.banks[0], asked[_TO_DECIDE[1]], at, approve=False)
    pay_outs.leave_for_the_clerk(town.custodian, town.banks, at)
    delivery.deliver_all()
