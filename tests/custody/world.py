"""A book at a pretend custodian, the people around it, and a few parties with money."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from tenor.money import Money

from headrace.custody import ports, queries, services
from headrace.custody.services import Answer, NewTransfer
from headrace.gateways.mock_bank import MockBank, MockBankChannel
from headrace.kit import log
from headrace.kit.actors import Actor
from headrace.kit.ids import new_id
from headrace.kit.journal import TOPIC, entry_of
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction
from tests.settling import settle

ACCOUNT = "6222020000000001"


def yuan(amount: str | int) -> Money:
    return Money(Decimal(amount))


def person(organisation: UUID, *roles: str, duty: str = "checker") -> Actor:
    return Actor(new_id(), organisation, frozenset(roles), frozenset({duty}))


def told(about: UUID) -> list[str]:
    """The kinds of the journal's entries about an organisation, in order."""
    settle()
    stored = log.read(TOPIC, log.partition_of(about), log.Cursor())
    return [each.kind for each in map(entry_of, stored) if each.about == about]


@dataclass
class World:
    """The custodian, its book, a lending bank and a borrowing enterprise."""

    at: datetime
    custodian: UUID = field(default_factory=new_id)
    lender: UUID = field(default_factory=new_id)
    enterprise: UUID = field(default_factory=new_id)
    demand: UUID = field(default_factory=new_id)
    book: UUID = field(default_factory=new_id)
    system: Actor = field(default_factory=lambda: Actor.system("test"))

    def __post_init__(self) -> None:
        self.book = services.open_book(
            key=new_id(),
            by=self.system,
            custodian_id=self.custodian,
            region="360730",
            currency="CNY",
            account_number=ACCOUNT,
            account_name="宁渡存管专户",
            at=self.at,
        )
        for party in (self.lender, self.enterprise):
            self.account("available", party)

    def account(self, purpose: str, party: UUID | None = None, demand: UUID | None = None) -> UUID:
        with open_transaction():
            return services.open_account(
                book_id=self.book,
                party_id=party,
                purpose=purpose,
                demand_id=demand,
                by=self.system,
                at=self.at,
            )

    def transfer(self, debit: UUID, credit: UUID, amount: str | int, code: str, **more: object):
        told = {"id": new_id(), "kind": "post", "event_at": self.at} | more
        minor = yuan(amount).minor
        return NewTransfer(debit_id=debit, credit_id=credit, amount_minor=minor, code=code, **told)

    def post(self, *transfers: NewTransfer) -> tuple[Answer, ...]:
        with open_transaction():
            return services.post(book_id=self.book, transfers=transfers, at=self.at)

    def statuses(self, *transfers: NewTransfer) -> list[str]:
        return [each.status for each in self.post(*transfers)]

    def fund(self, party: UUID, amount: str | int) -> None:
        """Money on the party's account, without a bank."""
        cash, target = self.account("custodian_cash"), self.account("available", party)
        assert self.statuses(self.transfer(cash, target, amount, "pay_in")) == ["posted"]

    def hold(self, amount: str | int, hold_id: UUID | None = None) -> UUID:
        hold_id = hold_id or new_id()
        with open_transaction():
            services.hold(
                book_id=self.book,
                transfer_id=hold_id,
                party_id=self.lender,
                demand_id=self.demand,
                amount=yuan(amount),
                at=self.at,
            )
        return hold_id

    def take(self, hold_id: UUID, amount: str | int | None = None) -> None:
        with open_transaction():
            services.take_hold(
                book_id=self.book,
                transfer_id=hold_id,
                at=self.at,
                amount=None if amount is None else yuan(amount),
            )

    def void(self, hold_id: UUID, *, expired: bool = False) -> None:
        with open_transaction():
            services.void_hold(book_id=self.book, transfer_id=hold_id, at=self.at, expired=expired)

    def free(self, party: UUID, purpose: str = "available") -> Money:
        return queries.balance(self.book, party, purpose)

    @property
    def held(self) -> Money:
        return queries.balance(self.book, None, "held", self.demand)


@dataclass
class TownWorld(World):
    """The same, with a real mock-bank that holds the money."""

    bank: MockBank = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        super().__post_init__()
        ports.bind(self.custodian, MockBankChannel(self.bank))
        self.bank.open_account(number=ACCOUNT, name="宁渡存管专户")

    def collect(self) -> services.CollectionReport:
        return services.collect_messages(book_id=self.book, by=self.system, at=self.at)

    def next_day(self, days: int = 1) -> None:
        self.at += timedelta(days=days)
        self.bank.drive(self.at.date())

    def pay_in(self, party: UUID, amount: str | int, payer: str = "宁渡农商银行") -> None:
        """A party's own money arrives at the bank under the party's reference."""
        self.bank.pay_in(
            account=ACCOUNT,
            amount=yuan(amount),
            reference=queries.pay_in_reference(self.book, party),
            payer_name=payer,
        )
        self.collect()

    def drawdown(self, amount: str | int, authorisation: str = "AUTH-1", **more: str) -> UUID:
        with open_transaction():
            return services.prepare_payment(
                book_id=self.book,
                business=Subject("loan", new_id()),
                debit_party=self.lender,
                debit_purpose="held",
                demand_id=self.demand,
                payee_name=more.get("payee_name", "宁渡阀门有限公司"),
                payee_account=more.get("payee_account", "6228480402564890018"),
                amount=yuan(amount),
                purpose_code="drawdown",
                client_authorisation=authorisation,
                by=person(self.lender, "bank", duty="maker"),
                at=self.at,
                remittance="贷款发放",
            )

    def release(self, instruction: UUID) -> None:
        """Both keys, by two persons of two organisations."""
        for actor in (person(self.lender, "bank"), person(self.custodian, "custodian")):
            services.approve_instruction(
                key=new_id(), by=actor, instruction_id=instruction, at=self.at
            )

    def send(self, instruction: UUID) -> str:
        return services.send_instruction(by=self.system, instruction_id=instruction, at=self.at)

    def state(self, instruction: UUID) -> str:
        return queries.instruction(instruction, person(self.lender, "bank")).state

    def messages(self, kind: str) -> list[bytes]:
        """What the bank has sent of a kind, oldest first."""
        found = self.bank.outbox.glob(f"{kind}*-{ACCOUNT}-*")
        ordered = sorted(found, key=lambda path: int(path.stem.rsplit("-", 1)[1]))
        return [path.read_bytes() for path in ordered]

    def breaks(self) -> list[str]:
        return sorted(each.kind for each in queries.open_breaks(self.book))

    def receive(self, xml: bytes) -> str:
        return services.receive_message(book_id=self.book, xml=xml, by=self.system, at=self.at)
