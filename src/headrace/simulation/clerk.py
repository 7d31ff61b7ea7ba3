"""What happens at the custodian: the book, money that arrives, second keys, messages."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tenor.money import Money

from headrace.custody import ports, queries
from headrace.custody import services as custody
from headrace.gateways.mock_bank import MockBank, MockBankChannel
from headrace.kit.actors import Actor
from headrace.simulation.founding import Desk
from headrace.simulation.keys import key_of
from headrace.simulation.plan import Plan

ACCOUNT = "6200990100000001"
_WORKER = Actor.system("custody")


@dataclass(frozen=True, slots=True)
class Custodian:
    """The custodian of the town: its people, our account with it, and its (pretend) bank."""

    desk: Desk
    book_id: UUID
    bank: MockBank

    def pays_in(self, party_id: UUID, amount: Money, payer: str) -> None:
        """Let a party's money arrive under the party's own reference."""
        self.arrives(queries.pay_in_reference(self.book_id, party_id), amount, payer)

    def arrives(self, reference: str, amount: Money, payer: str) -> None:
        """Let money arrive under a reference."""
        self.bank.pay_in(account=ACCOUNT, amount=amount, reference=reference, payer_name=payer)

    def turn_second_key(self, instruction_id: UUID, at: datetime) -> None:
        """Approve a payment as the custodian's checker."""
        custody.approve_instruction(
            key=key_of("second-key", instruction_id),
            by=self.desk.checker(at),
            instruction_id=instruction_id,
            at=at,
        )

    def exchange(self, at: datetime) -> None:
        """Send what has both keys and read what the bank has to say."""
        custody.send_ready(by=_WORKER, at=at)
        custody.collect_messages(book_id=self.book_id, by=_WORKER, at=at)

    def to_day(self, day: date, at: datetime) -> None:
        """Move the bank to a day, closing those before, and read its messages."""
        self.bank.drive(day)
        custody.collect_messages(book_id=self.book_id, by=_WORKER, at=at)


def open_custodian(plan: Plan, desk: Desk, bank: MockBank, at: datetime) -> Custodian:
    """Open our account at the bank and the book that mirrors it; bind the channel."""
    bank.open_account(number=ACCOUNT, name=f"{plan.name_zh}存管专户")
    ports.bind(desk.organisation_id, MockBankChannel(bank))
    book_id = custody.open_book(
        key=key_of("book", desk.organisation_id),
        by=desk.checker(at),
        custodian_id=desk.organisation_id,
        region=plan.district_all,
        currency="CNY",
        account_number=ACCOUNT,
        account_name=f"{plan.name_zh}存管专户",
        at=at,
    )
    return Custodian(desk, book_id, bank)
