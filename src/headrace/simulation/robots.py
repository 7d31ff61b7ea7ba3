"""
Those for whom nobody sits at a desk while a visitor plays one part in the demo town.

Providers answer, the second bank offers, signs and turns its key, and the custodian's clerks turn
the second key. The first bank, the owners and the government are left to visitors. What the town
was seeded with stays as it is until a visitor lets a day pass: it is there to be looked at.
"""

import logging
from datetime import datetime
from pathlib import Path
from uuid import UUID

from headrace.contracts import queries as contracts
from headrace.custody import queries as custody
from headrace.custody import services as custody_verbs
from headrace.kit import clock
from headrace.kit.errors import CentreError, NotFound
from headrace.kit.ids import instant_of
from headrace.market import queries as market
from headrace.simulation import lenders, owners, providers
from headrace.simulation.handles import town as town_at
from headrace.simulation.handles import truth_of
from headrace.simulation.keys import key_of
from headrace.simulation.lenders import Bank
from headrace.simulation.plan import load
from headrace.simulation.town import Town

_LEFT_TO_VISITORS = "loan"
_given_up: set[tuple[str, UUID]] = set()
_log = logging.getLogger(__name__)


def act(home: Path, at: datetime) -> None:
    """Let each of them do what waits for him; nothing happens before the town is founded."""
    try:
        town = town_at(home, at)
    except NotFound:
        return
    for desk in town.answering:
        providers.answer_waiting(desk, truth_of, town.signing, at, begun=_begun)
    for bank in town.banks:
        if bank.login != _LEFT_TO_VISITORS:
            _decide(bank, at)
            _sign(town, bank, at)
            _turn_first_key(bank, at)
    _turn_second_key(town, at)


def _begun(identifier: UUID) -> bool:
    """Say whether a thing came after the seeding, or a day has passed since."""
    since = clock.running_since()
    a_day_passed = clock.day_of(clock.now()) > load().opens_at.date()
    return a_day_passed or since is None or instant_of(identifier) > since


def _decide(bank: Bank, at: datetime) -> None:
    for row in market.queue(bank.desk.maker(at), at):
        open_to_offers = row.offer_id is None and row.demand_state in ("matching", "offered")
        if open_to_offers and _begun(row.demand_id):
            _try_offer(bank, row.demand_id, at)


def _try_offer(bank: Bank, demand_id: UUID, at: datetime) -> None:
    """A refused file is told once, by the verb's journal entry, and left to a person."""
    if (bank.login, demand_id) in _given_up:
        return
    try:
        lenders.offer(bank, demand_id, at)
    except CentreError as refusal:
        _log.warning("%s leaves %s to a person: %s", bank.login, demand_id, refusal)
        _given_up.add((bank.login, demand_id))


def _sign(town: Town, bank: Bank, at: datetime) -> None:
    checker = bank.desk.checker(at)
    for agreement in contracts.agreements_of(checker):
        if bank.desk.organisation_id in agreement.waits_for:
            owners.sign(agreement.id, checker, town.signing, at)


def _turn_first_key(bank: Bank, at: datetime) -> None:
    checker = bank.desk.checker(at)
    for instruction in custody.instructions_waiting(checker):
        custody_verbs.approve_instruction(
            key=key_of("first-key", instruction.id),
            by=checker,
            instruction_id=instruction.id,
            at=at,
        )


def _turn_second_key(town: Town, at: datetime) -> None:
    for instruction in custody.instructions_waiting(town.custodian.desk.checker(at)):
        if instruction.keys == 1 and _begun(instruction.id):
            town.custodian.turn_second_key(instruction.id, at)
