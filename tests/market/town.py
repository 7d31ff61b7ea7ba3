"""
A small town for the specifications of the market.

Everything is done by the verbs that people use: firms and lenders are admitted by government, the
experts sign their findings, and money lies in a book. Only money comes in without a bank.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from stdnum.cn import uscc
from tenor.money import Money

from headrace.credit import services as credit
from headrace.custody import queries as custody_reads
from headrace.custody import services as custody
from headrace.evidence import queries as evidence_reads
from headrace.evidence import services as evidence
from headrace.kit.actors import Actor
from headrace.kit.canonical import canonical_json
from headrace.kit.ids import new_id
from headrace.kit.journal import TOPIC, Entry
from headrace.kit.models import LogEntry
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.market import queries, services
from headrace.parties import queries as parties_reads
from headrace.parties import services as parties
from headrace.products import services as products
from headrace.rulebook import services as rulebook

SET_UP = Actor.system("set-up")
DISTRICT = "360730"
CLEAR = {
    "authentication": {"identity": "clear", "licence_valid": True, "owners_checked": True},
    "evaluation": {"operation": "sound", "site_visited": True},
    "rating": {"grade": "B1", "confidence_percent": 80},
    "credit_history": {"open_loans": 0, "overdue_minor": 0, "debts_minor": 0},
}
OFFICE = {"credit_history": "rating"}
"""The expert who answers a kind that has no role of its own."""


def yuan(amount: int | str) -> Money:
    return Money(Decimal(amount))


@transaction
def in_transaction(step: Callable[..., Any], **arguments: Any) -> Any:
    """Run a step in a transaction of its own."""
    return step(**arguments)


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Pen:
    """A provider's key."""

    def __init__(self) -> None:
        self._key = Ed25519PrivateKey.generate()
        raw = self._key.public_key().public_bytes_raw()
        self.public = {"kty": "OKP", "crv": "Ed25519", "x": b64(raw)}

    def sign(self, payload: bytes) -> str:
        spelt = json.dumps(self.public, sort_keys=True, separators=(",", ":")).encode()
        kid = b64(hashlib.sha256(spelt).digest())
        header = json.dumps({"alg": "EdDSA", "typ": "dc+sd-jwt", "kid": kid}).encode()
        signed = f"{b64(header)}.{b64(payload)}"
        return f"{signed}.{b64(self._key.sign(signed.encode()))}~"


@dataclass(frozen=True)
class Bank:
    """A lender with two people."""

    maker: Actor
    checker: Actor

    @property
    def id(self) -> UUID:
        return self.maker.organisation_id


@dataclass
class Town:
    """A founded centre with government and a custodian's book; experts once they are hired."""

    at: datetime
    numbers: int = 0
    central: Actor = SET_UP
    book: UUID = field(default_factory=new_id)
    experts: dict[str, tuple[Actor, Pen]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rulebook.load_packs(at=self.at)
        self.do(
            parties.found_centre,
            SET_UP,
            name="宁渡融资服务中心",
            uscc=self.code(),
            district=DISTRICT,
            person_login="operator",
            person_name="运营",
        )
        authority = self.do(
            parties.found_authority,
            SET_UP,
            name="金融监督管理局",
            uscc=self.code(),
            person_login="supervisor",
            person_name="监管",
        )
        self.central = self.person(authority, "maker", "checker")
        self.book = self._open_book()

    def hire_experts(self) -> None:
        """Admit one provider of each kind that a small request needs."""
        for kind in CLEAR.keys() - OFFICE.keys():
            self.experts[kind] = self._expert(kind)

    def do(self, verb: Callable[..., Any], by: Actor, **arguments: Any) -> Any:
        return verb(**{"key": new_id(), "by": by, "at": self.at, **arguments})

    def code(self) -> str:
        self.numbers += 1
        body = f"91360730{self.numbers:09d}"
        return body + uscc.calc_check_digit(body)

    def organisation(self, kind_of_party: str, **said: Any) -> UUID:
        facts = {
            "name": f"{kind_of_party} {self.numbers}",
            "kind": "company",
            "uscc": self.code(),
            "district": DISTRICT,
            "industry": "manufacturing",
            "staff": 34,
            "revenue": yuan(8_000_000),
        }
        return self.do(parties.register_organisation, SET_UP, **{**facts, **said})

    def person(self, organisation_id: UUID, *duties: str) -> Actor:
        boss = Actor(None, organisation_id, duties=frozenset({"checker"}))
        self.numbers += 1
        person_id = self.do(
            parties.add_person,
            boss,
            organisation_id=organisation_id,
            login=f"person-{self.numbers}",
            name="陈晓",
            duties=frozenset(duties),
        )
        return parties_reads.actor_of(person_id, at=self.at)

    def admitted(self, role: str, *, licence: str = "L-1", **said: Any) -> Actor:
        """A member with both duties, admitted to a role by central government."""
        person = self.person(self.organisation(role, **said), "maker", "checker")
        grant = self.do(
            parties.apply_for_role,
            person,
            kind=role,
            licence="" if role in ("enterprise", "government") else licence,
        )
        self.do(parties.admit_role, self.central, role_id=grant)
        return self.again(person)

    def again(self, actor: Actor) -> Actor:
        return parties_reads.actor_of(actor.person_id, at=self.at)

    def firm(self, **said: Any) -> Actor:
        return self.admitted("enterprise", **said)

    def bank(self, *, money: int = 5_000_000, cap: int = 50_000_000, role: str = "bank") -> Bank:
        """A lender with money in custody and an admitted source of funds."""
        maker = self.admitted(role)
        checker = self.person(maker.organisation_id, "maker", "checker")
        if cap:
            source = self.do(
                parties.declare_fund_source,
                maker,
                origin="own_funds",
                cap=yuan(cap),
                evidence_hash=b"e" * 32,
            )
            self.do(parties.admit_fund_source, self.central, fund_source_id=source)
        if money:
            self.fund(maker.organisation_id, money)
        return Bank(maker, checker)

    def product(self, bank: Bank, **said: Any) -> UUID:
        """A live product of a lender, approved by government."""
        terms: dict[str, Any] = {
            "model": "bank_loan",
            "name_en": "Small firm loan",
            "name_zh": "小企业贷款",
            "amount_min": yuan(50_000),
            "amount_max": yuan(1_000_000),
            "term_min": 3,
            "term_max": 36,
            "rate_yearly": Decimal("0.045"),
            "rate_step_yearly": Decimal("0.002"),
            "plan_kind": "equal_instalment",
            "grade_floor": "C2",
        }
        product_id = self.do(products.draft_product, bank.maker, **{**terms, **said})
        self.do(products.approve_product, self.central, product_id=product_id)
        self.do(products.launch, bank.checker, product_id=product_id)
        return product_id

    def draft(self, firm: Actor, **said: Any) -> UUID:
        asked: dict[str, Any] = {
            "amount": yuan(400_000),
            "term_months": 12,
            "purpose_code": "materials",
            "purpose_text": "To buy castings for the winter order of pumps",
            "innovation": False,
            "repayment_source": "Sales to two pump works",
        }
        return self.do(services.draft_demand, firm, **{**asked, **said})

    def publish(self, firm: Actor, **said: Any) -> UUID:
        demand_id = self.draft(firm, **said)
        self.do(services.publish_demand, firm, demand_id=demand_id)
        return demand_id

    def matched(self, firm: Actor, **said: Any) -> UUID:
        """A published demand, graded on what is known by now and shown to lenders."""
        demand_id = self.publish(firm, **said)
        self.grade(demand_id, firm)
        return demand_id

    def grade(self, demand_id: UUID, firm: Actor) -> None:
        """Grade and match at once, as the journal's reactions would."""
        subject = Subject("demand", demand_id)
        known = {"by": SET_UP, "at": self.at}
        in_transaction(credit.assess, enterprise_id=firm.organisation_id, subject=subject, **known)
        in_transaction(services.match_demand, demand_id=demand_id, **known)

    def answered(self, demand_id: UUID, **claims: Any) -> None:
        """The experts answer every request about a demand with signed findings."""
        for each in evidence_reads.requests_for(Subject("demand", demand_id)):
            if OFFICE.get(each.kind, each.kind) in self.experts and each.state == "open":
                self.answer(each.id, each.kind, claims.get(each.kind, CLEAR[each.kind]))

    def answer(
        self, request_id: UUID, kind: str, claims: dict[str, Any], *, expert: str = ""
    ) -> None:
        actor, pen = self.experts[expert or OFFICE.get(kind, kind)]
        payload = evidence_reads.payload_to_sign(
            request_id, actor, claims=claims, method="desk", confidence=80, at=self.at
        )
        token = pen.sign(canonical_json(payload))
        self.do(evidence.answer_request, actor, request_id=request_id, token=token)

    def sells(self, firm: Actor, *, months: int = 24, monthly: int = 700_000) -> None:
        """Two invoices a month, to two buyers, over the last months."""
        consent = self.do(
            evidence.grant_consent,
            firm,
            purpose="credit",
            data_kinds=["invoice"],
            from_date=date(2015, 1, 1),
            to_date=date(2030, 12, 31),
        )
        today = self.at.date()
        events = [
            self._invoice(firm, consent, today - timedelta(days=30 * back + half), number, monthly)
            for back in range(months)
            for number, half in ((2 * back, 1), (2 * back + 1, 14))
        ]
        for first in range(0, len(events), 400):
            receipt = self.do(evidence.ingest, firm, envelope=events[first : first + 400])
            assert receipt.refused == ()

    def fund(self, party: UUID, amount: int) -> None:
        """Money on a party's account in the book."""
        cash, target = self._account("custodian_cash", None), self._account("available", party)
        paid_in = custody.NewTransfer(
            id=new_id(),
            kind="post",
            event_at=self.at,
            debit_id=cash,
            credit_id=target,
            amount_minor=yuan(amount).minor,
            code="pay_in",
        )
        (answer,) = in_transaction(custody.post, book_id=self.book, transfers=[paid_in], at=self.at)
        assert answer.status == "posted"

    def free(self, bank: Bank) -> Money:
        """What a lender can still spend."""
        return custody_reads.balance(self.book, bank.id, "available")

    def offer(self, bank: Bank, demand_id: UUID, product_id: UUID, **said: Any) -> UUID:
        """The maker opens the file and makes an offer on it."""
        seen = self.do(services.open_dossier, bank.maker, demand_id=demand_id)
        terms: dict[str, Any] = {
            "amount": yuan(400_000),
            "rate_yearly": Decimal("0.054"),
            "term_months": 12,
            "plan_kind": "equal_instalment",
            "expires_at": self.at + timedelta(days=3),
            "seen_hash": seen,
        }
        return self.do(
            services.make_offer,
            bank.maker,
            demand_id=demand_id,
            product_id=product_id,
            **{**terms, **said},
        )

    def firm_offer(self, bank: Bank, demand_id: UUID, product_id: UUID, **said: Any) -> UUID:
        """An offer with both keys turned."""
        offer_id = self.offer(bank, demand_id, product_id, **said)
        self.do(services.approve_offer, bank.checker, offer_id=offer_id)
        return offer_id

    def state(self, demand_id: UUID, actor: Actor) -> str:
        return queries.demand(demand_id, actor).state

    def _open_book(self) -> UUID:
        return custody.open_book(
            key=new_id(),
            by=SET_UP,
            custodian_id=new_id(),
            region=DISTRICT,
            currency="CNY",
            account_number="6222020000000001",
            account_name="宁渡存管专户",
            at=self.at,
        )

    def _account(self, purpose: str, party: UUID | None) -> UUID:
        return in_transaction(
            custody.open_account,
            book_id=self.book,
            party_id=party,
            purpose=purpose,
            demand_id=None,
            by=SET_UP,
            at=self.at,
        )

    def _expert(self, kind: str) -> tuple[Actor, Pen]:
        actor, pen = self.admitted(kind), Pen()
        self.do(parties.register_signing_key, actor, public_jwk=pen.public)
        return actor, pen

    def _invoice(
        self, firm: Actor, consent: UUID, day: date, number: int, monthly: int
    ) -> dict[str, Any]:
        buyer = "杭州云溪纺织有限公司" if number % 2 else "长桥泵业有限公司"
        return {
            "specversion": "1.0",
            "type": "headrace.invoice.issued.v1",
            "source": f"/organisations/{firm.organisation_id}/erp",
            "id": f"F-{number}",
            "time": f"{day}T10:00:00+08:00",
            "consentid": str(consent),
            "data": {
                "direction": "sale",
                "amount": f"{monthly / 2:.2f}",
                "currency": "CNY",
                "counterparty": buyer,
                "issue_date": str(day),
                "number": f"26442019{number:05d}",
            },
        }


def told(about: UUID, *prefixes: str) -> list[Entry]:
    """Return the journal's entries about an organisation in order, of kinds that begin so."""
    rows = LogEntry.objects.filter(topic=TOPIC, key=about).order_by("id")
    entries = [_entry(each) for each in rows]
    return [each for each in entries if each.kind.startswith(prefixes or ("",))]


def _entry(row: LogEntry) -> Entry:
    kind, subject_id = row.payload["subject"]
    person, organisation, _ = row.payload["by"]
    return Entry(
        id=row.id,
        kind=row.kind,
        subject=Subject(kind, UUID(subject_id)),
        about=row.key,
        actor_person=UUID(person) if person else None,
        actor_organisation=UUID(organisation),
        at=datetime.fromisoformat(row.payload["at"]),
        facts=row.payload["facts"],
    )


def kinds(entries: Iterable[Entry]) -> list[str]:
    return [each.kind for each in entries]
