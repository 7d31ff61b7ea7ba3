"""
A small town for the specifications of contracts and supervision.

Everything is done by the verbs that people use. Only the custodian bank's channel is a stand-in: it
hands in values where the real one parses ISO 20022 (tests/gateways proves that part).
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from joserfc import jws
from joserfc.jwk import OKPKey
from stdnum.cn import uscc
from tenor.money import Money

from headrace.contracts import queries as contracts
from headrace.contracts import services as contract_services
from headrace.contracts.ports import statement_to_sign
from headrace.contracts.rules.terms import AgreedTerms, LenderShare, PartyName
from headrace.custody import ports
from headrace.custody import queries as custody_reads
from headrace.custody import services as custody
from headrace.kit import delivery
from headrace.kit.actors import CENTRE, Actor
from headrace.kit.clock import day_of
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.parties import queries as parties
from headrace.parties import services as parties_services
from headrace.register import services as register
from headrace.rulebook import services as rulebook_services
from tests.contracts_domain.values import new_terms

SET_UP = Actor.system("set-up")
LENT = Money(Decimal(1_000_000))


def credit_code(number: int) -> str:
    """Return a valid Unified Social Credit Code."""
    body = f"91330282MA{number:07d}"
    return body + uscc.calc_check_digit(body)


def yuan(amount: str | int) -> Money:
    return Money(Decimal(amount))


class PretendChannel:
    """The custodian's mail: what the town puts in is what is read."""

    def __init__(self) -> None:
        self.mail: dict[bytes, ports.CustodianMessage] = {}
        self.submitted: list[ports.PaymentOrder] = []
        self.refuses_with = ""

    def put(self, message: ports.CustodianMessage) -> bytes:
        token = message.message_id.encode()
        self.mail[token] = message
        return token

    def write(self, order: ports.PaymentOrder) -> bytes:
        self.submitted.append(order)
        return order.message_id.encode()

    def read(self, xml: bytes) -> ports.CustodianMessage:
        return self.mail[xml]

    def submit(self, xml: bytes) -> bytes | None:
        order = self.submitted[-1]
        status = "RJCT" if self.refuses_with else "ACSP"
        answer = ports.PaymentStatus(order.end_to_end_id, status, self.refuses_with)
        return self.put(ports.StatusReport(f"S{new_id().hex}", order.message_id, "", "", (answer,)))

    def fetch_messages(self, account: str, after: str) -> tuple[ports.Envelope, ...]:
        return ()


@dataclass
class Party:
    """An organisation with its people and their signing keys."""

    id: UUID
    name: str
    maker: UUID
    checker: UUID
    keys: dict[UUID, OKPKey] = field(default_factory=dict)

    def named(self) -> PartyName:
        return PartyName(self.id, self.name)


class Town:
    """The parties, the custodian's book, and the hour it is."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.numbers = 0
        rulebook_services.load_packs(at=at)
        parties_services.found_centre(
            key=new_id(),
            by=SET_UP,
            name="Lunxi service centre",
            uscc=self._code(),
            district="330282",
            person_login="centre-maker",
            person_name="Operator",
            person_duties=frozenset({"maker", "checker"}),
            at=at,
        )
        authority = parties_services.found_authority(
            key=new_id(),
            by=SET_UP,
            name="Ministry",
            uscc=self._code(),
            person_login="ministry-1",
            person_name="Officer One",
            at=at,
        )
        self.ministry = self._party(authority, "Ministry", "ministry")
        self.firm = self.register("Liangshan Lamps Co., Ltd", "company", "enterprise")
        self.bank = self.register("Ningdu Bank", "institution", "bank")
        self.custodian = self.register("Hetang Custody Bank", "institution", "custodian")
        self.channel = PretendChannel()
        ports.bind(self.custodian.id, self.channel)
        self.book = custody.open_book(
            key=new_id(),
            by=SET_UP,
            custodian_id=self.custodian.id,
            region="330282",
            currency="CNY",
            account_number="6222000011112222",
            account_name="Parties of the centre in custody",
            at=at,
        )

    # -- parties

    def register(self, name: str, kind: str, role: str, *, district: str = "330282") -> Party:
        """Register an organisation of two people and let the ministry admit its role."""
        login = name.lower().replace(" ", "-").replace(",", "").replace(".", "")
        party = parties_services.register_organisation(
            key=new_id(),
            by=SET_UP,
            at=self.at,
            name=name,
            kind=kind,
            district=district,
            industry="manufacturing" if kind == "company" else "finance",
            staff=40,
            revenue=yuan(9_000_000),
            assets=yuan(5_000_000),
            uscc=self._code(),
            person_login=f"{login}-1",
            person_name="Maker",
            person_duties=frozenset({"maker"}),
        )
        made = self._party(party, name, login)
        if role:
            self.admit(made, role, district=district)
        return made

    def admit(self, party: Party, role: str, *, district: str = "330282") -> None:
        role_id = parties_services.apply_for_role(
            key=new_id(),
            by=self.person(party.maker),
            kind=role,
            licence="licence 17",
            district=district,
            at=self.at,
        )
        parties_services.admit_role(
            key=new_id(), by=self.person(self.ministry.checker), role_id=role_id, at=self.at
        )

    def person(self, person_id: UUID) -> Actor:
        return parties.actor_of(person_id, at=self.at)

    def maker_of(self, party: Party) -> Actor:
        return self.person(party.maker)

    def checker_of(self, party: Party) -> Actor:
        return self.person(party.checker)

    def people_of_centre(self) -> list[Actor]:
        inside = Actor(None, CENTRE)
        return [self.person(each.id) for each in parties.colleagues(inside)]

    def give_key(self, party: Party, person_id: UUID) -> OKPKey:
        """Let a party register a person's signing key, once."""
        if person_id not in party.keys:
            key = OKPKey.generate_key("Ed25519")
            parties_services.register_signing_key(
                key=new_id(),
                by=self.maker_of(party),
                public_jwk=key.as_dict(private=False),
                person_id=person_id,
                at=self.at,
            )
            party.keys[person_id] = key
        return party.keys[person_id]

    def fund_source(self, party: Party, cap: Money) -> UUID:
        source = parties_services.declare_fund_source(
            key=new_id(),
            by=self.maker_of(party),
            origin="own_funds",
            cap=cap,
            evidence_hash=bytes(32),
            at=self.at,
        )
        return parties_services.admit_fund_source(
            key=new_id(), by=self.checker_of(self.ministry), fund_source_id=source, at=self.at
        )

    # -- money

    @transaction
    def open_available(self, party_id: UUID) -> None:
        custody.open_account(
            book_id=self.book, party_id=party_id, purpose="available", by=SET_UP, at=self.at
        )

    def receive(self, amount: Money, reference: str, *, ref: str | None = None) -> None:
        """Let the bank tell of a credit that carries a reference, then deliver what follows."""
        entry = ports.Entry(
            ref=ref or new_id().hex,
            credit=True,
            amount=amount,
            booking_date=day_of(self.at),
            value_date=day_of(self.at),
            end_to_end_id="",
            references=(reference,),
            remittance=(),
            return_reason="",
        )
        self._tell(entry)

    def book_payment(self) -> None:
        """Let the bank tell that the last submitted payment left the account."""
        self._tell(self._line_of_payment(credit=False))

    def return_payment(self, reason: str = "AC04") -> None:
        """Let the bank tell that the last submitted payment came back to the account."""
        self._tell(self._line_of_payment(credit=True, reason=reason))

    def _line_of_payment(self, *, credit: bool, reason: str = "") -> ports.Entry:
        order = self.channel.submitted[-1]
        return ports.Entry(
            ref=new_id().hex,
            credit=credit,
            amount=order.amount,
            booking_date=day_of(self.at),
            value_date=day_of(self.at),
            end_to_end_id=order.end_to_end_id,
            references=(),
            remittance=(order.remittance,),
            return_reason=reason,
        )

    def _tell(self, entry: ports.Entry) -> None:
        message = ports.Notification(f"N{new_id().hex}", "camt.054", "6222000011112222", (entry,))
        custody.receive_message(
            book_id=self.book, xml=self.channel.put(message), by=SET_UP, at=self.at
        )
        delivery.deliver_all()

    def fund(self, party: Party, amount: Money) -> None:
        """Let a party pay into its own account at the custodian."""
        self.open_available(party.id)
        self.receive(amount, custody_reads.pay_in_reference(self.book, party.id))

    # -- agreements

    def terms(self, *banks: Party, parts: tuple[Money, ...] = (), **changes: object) -> AgreedTerms:
        """Return terms whose money the banks have set aside."""
        lenders = banks or (self.bank,)
        amounts = parts or (LENT,)
        shares = tuple(
            LenderShare(bank.named(), amount, new_id())
            for bank, amount in zip(lenders, amounts, strict=True)
        )
        terms = new_terms(borrower=self.firm.named(), lenders=shares, book_id=self.book, **changes)
        for bank, share in zip(lenders, shares, strict=True):
            self.fund(bank, share.amount)
            self._bind(bank.id, share, terms.demand_id)
        return terms

    @transaction
    def _bind(self, bank_id: UUID, share: LenderShare, demand_id: UUID) -> None:
        """What the market did when the offer was approved and accepted."""
        register.add_exposure(
            borrower_id=self.firm.id,
            lender_id=bank_id,
            subject=Subject("offer", share.hold_id),
            amount=share.amount,
            at=self.at,
        )
        custody.hold(
            book_id=self.book,
            transfer_id=share.hold_id,
            party_id=bank_id,
            demand_id=demand_id,
            amount=share.amount,
            at=self.at,
        )

    @transaction
    def draw_up(self, terms: AgreedTerms) -> UUID:
        return contract_services.draw_up(terms=terms, by=SET_UP, at=self.at)

    def signature(self, agreement_id: UUID, by: Actor, key: OKPKey) -> str:
        view = contracts.agreement(agreement_id, by)
        payload = statement_to_sign(
            person_id=by.person_id,
            organisation_id=by.organisation_id,
            document_hash=bytes.fromhex(view.document_hash),
        )
        return sign(payload, key)

    def sign(self, agreement_id: UUID, party: Party) -> UUID:
        """Let a party sign: the firm's maker, a bank's checker."""
        who = party.maker if party is self.firm else party.checker
        key = self.give_key(party, who)
        by = self.person(who)
        return contract_services.sign_agreement(
            key=new_id(),
            by=by,
            agreement_id=agreement_id,
            signature=self.signature(agreement_id, by, key),
            at=self.at,
        )

    def effective(self, *banks: Party, **terms: object) -> UUID:
        """Return an agreement that all have signed."""
        lenders = banks or (self.bank,)
        agreement_id = self.draw_up(self.terms(*banks, **terms))
        for party in (self.firm, *lenders):
            self.sign(agreement_id, party)
        delivery.deliver_all()
        return agreement_id

    def request_drawdown(self, agreement_id: UUID, payee: str | None = None) -> UUID:
        return contract_services.request_drawdown(
            key=new_id(),
            by=self.maker_of(self.firm),
            agreement_id=agreement_id,
            payee_name=payee or self.firm.name,
            payee_account="6217000033334444",
            at=self.at,
        )

    def cancel(self, instruction_id: UUID, party: Party | None = None) -> None:
        """Take a prepared payment back, and deliver what follows."""
        custody.cancel_instruction(
            key=new_id(),
            by=self.maker_of(party or self.firm),
            instruction_id=instruction_id,
            reason="not_needed",
            at=self.at,
        )
        delivery.deliver_all()

    def give_up(self, agreement_id: UUID) -> None:
        contract_services.give_up_agreement(
            key=new_id(),
            by=self.maker_of(self.firm),
            agreement_id=agreement_id,
            reason="not_needed",
            at=self.at,
        )

    def release(self, instruction_id: UUID, lender: Party | None = None) -> None:
        """Turn both keys of an instruction."""
        for party in (lender or self.bank, self.custodian):
            custody.approve_instruction(
                key=new_id(), by=self.checker_of(party), instruction_id=instruction_id, at=self.at
            )

    def draw(self, agreement_id: UUID, lender: Party | None = None) -> UUID:
        """Take a drawdown from the request to the bank's notice; return the loan's id."""
        instruction_id = self.request_drawdown(agreement_id)
        self.release(instruction_id, lender)
        custody.send_instruction(by=SET_UP, instruction_id=instruction_id, at=self.at)
        self.book_payment()
        loan_id = contracts.agreement(agreement_id, self.maker_of(self.firm)).loan_id
        assert loan_id is not None
        return loan_id

    def running_loan(self, *banks: Party, **terms: object) -> UUID:
        for bank in banks or (self.bank,):
            self.fund_source(bank, LENT)
        lead = banks[0] if banks else self.bank
        return self.draw(self.effective(*banks, **terms), lead)

    # -- time

    def days_later(self, days: int) -> date:
        self.at += timedelta(days=days)
        return day_of(self.at)

    def on(self, day: date) -> None:
        """Move to a later day, at the same hour."""
        self.days_later((day - day_of(self.at)).days)

    def close(self, day: date) -> dict[str, int]:
        answer = contract_services.close_day(key=new_id(), by=SET_UP, on=day, at=self.at)
        delivery.deliver_all()
        return answer

    def repay(self, loan_id: UUID, amount: Money, *, ref: str | None = None) -> None:
        view = contracts.loan(loan_id, self.maker_of(self.firm))
        self.receive(amount, view.payment_reference, ref=ref)

    # -- parts

    def _code(self) -> str:
        self.numbers += 1
        return credit_code(self.numbers)

    def _party(self, organisation_id: UUID, name: str, login: str) -> Party:
        inside = Actor(None, organisation_id, duties=frozenset({"maker", "checker"}))
        (first,) = parties.colleagues(inside)
        second = parties_services.add_person(
            key=new_id(),
            by=inside,
            organisation_id=organisation_id,
            login=f"{login}-2",
            name="Checker",
            duties=frozenset({"checker"}),
            at=self.at,
        )
        return Party(organisation_id, name, first.id, second)


def sign(payload: bytes, key: OKPKey, *, alg: str = "Ed25519") -> str:
    """Return a compact JWS as a signing service makes it."""
    return jws.serialize_compact(
        {"alg": alg, "kid": key.thumbprint()}, payload, key, algorithms=[alg]
    )
