"""
A small centre whose people act through the API alone.

Only founding is set-up: the packs, the centre itself, central government, the custodian's book.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from stdnum.cn import uscc

from headrace.custody import ports
from headrace.custody import services as custody
from headrace.gateways.mock_bank import MockBank, MockBankChannel
from headrace.kit import clock, delivery
from headrace.kit.actors import Actor
from headrace.kit.ids import new_id
from headrace.parties import services as parties
from headrace.rulebook import services as rulebook
from tests.api.caller import Caller
from tests.evidence.signing import Pen

SET_UP = Actor.system("set-up")
ACCOUNT = "6222020000000001"
DISTRICT = "330282"


def credit_code(number: int) -> str:
    """Return a valid Unified Social Credit Code."""
    body = f"91330282MA{number:07d}"
    return body + uscc.calc_check_digit(body)


def yuan(amount: str | int) -> dict[str, str]:
    return {"amount": str(amount), "currency": "CNY"}


@dataclass
class Desk:
    """An organisation: two people who call, and the pens they sign with."""

    id: str
    name: str
    maker: Caller
    checker: Caller
    pens: dict[str, Pen] = field(default_factory=dict)

    def pen_of(self, person: Caller) -> Pen:
        """Return a person's pen; its public half is registered at the first call."""
        person_id = person.get("/people/me")["person_id"]
        if person_id not in self.pens:
            pen = Pen()
            told = {"public_jwk": pen.public_jwk, "person_id": person_id}
            assert self.maker.post("/signing-keys", told)["kid"] == pen.kid
            self.pens[person_id] = pen
        return self.pens[person_id]


class World:
    """The centre on a Monday morning."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.numbers = 0
        clock.drive(at)
        rulebook.load_packs(at=at)
        said = {"key": new_id(), "by": SET_UP, "at": at}
        parties.found_centre(
            **said,
            name="Lunxi service centre",
            uscc=self.code(),
            district="330282",
            person_login="operator",
            person_name="运营",
        )
        parties.found_authority(
            **said,
            name="Ministry",
            uscc=self.code(),
            person_login="officer",
            person_name="监管",
        )
        self.operator = Caller.signed_in("operator")
        self.officer = Caller.signed_in("officer")

    def code(self) -> str:
        self.numbers += 1
        return credit_code(self.numbers)

    def later(self, **delta: int) -> None:
        self.at += timedelta(**delta)
        clock.drive(self.at)

    # -- parties

    def registration(self, name: str, kind: str = "company", **said: Any) -> dict[str, Any]:
        return {
            "name": name,
            "kind": kind,
            "district": DISTRICT,
            "industry": "manufacturing" if kind == "company" else "other",
            "staff": 40,
            "revenue": yuan(9_000_000),
            "assets": yuan(5_000_000),
            "uscc": self.code(),
            "person_login": f"person-{self.numbers}",
            "person_name": "陈晓",
            "person_duties": ["maker", "viewer"],
        } | said

    def join(self, name: str, kind: str, role: str, licence: str = "") -> Desk:
        """Register an organisation, let it appoint a checker, and admit its role."""
        said = self.registration(name, kind)
        organisation_id = self.operator.made("/organisations", said)
        maker = Caller.signed_in(said["person_login"])
        second = f"{said['person_login']}-checker"
        maker.post("/people", {"login": second, "name": "林琳", "duties": ["checker", "maker"]})
        desk = Desk(organisation_id, name, maker, Caller.signed_in(second))
        self.admit(desk, role, licence)
        return desk

    def admit(self, desk: Desk, role: str, licence: str = "") -> str:
        applied = desk.maker.made("/roles", {"kind": role, "licence": licence})
        return self.officer.made(f"/roles/{applied}/admission", {})

    def firm(self, name: str = "宁渡精密阀门有限公司") -> Desk:
        return self.join(name, "company", "enterprise")

    def provider(self, role: str) -> Desk:
        return self.join(f"{role} {self.numbers}", "institution", role, "L-1")

    def bank(self, name: str = "宁渡农商银行") -> Desk:
        """A bank with an admitted source of funds."""
        bank = self.join(name, "institution", "bank", "B-7")
        source = bank.maker.made(
            "/fund-sources",
            {"origin": "deposits", "cap": yuan(50_000_000), "evidence_hash": "ab" * 32},
        )
        self.officer.post(f"/fund-sources/{source}/admission", {})
        return bank

    def custodian(self, bank: MockBank | None = None) -> tuple[Desk, UUID]:
        """A custodian with a book; `bank` is where its money lies."""
        desk = self.join("和塘存管银行", "institution", "custodian", "C-1")
        if bank is not None:
            bank.open_account(number=ACCOUNT, name="宁渡存管专户")
            ports.bind(UUID(desk.id), MockBankChannel(bank))
        book_id = custody.open_book(
            key=new_id(),
            by=SET_UP,
            custodian_id=UUID(desk.id),
            region=DISTRICT,
            currency="CNY",
            account_number=ACCOUNT,
            account_name="宁渡存管专户",
            at=self.at,
        )
        return desk, book_id

    # -- catalogue, demands

    def product(self, bank: Desk, **said: Any) -> str:
        """A bank loan on offer."""
        drafted = bank.maker.made("/products", PRODUCT | said)
        self.officer.post(f"/products/{drafted}/approval")
        return bank.checker.made(f"/products/{drafted}/launch")

    def drafted(self, firm: Desk, **said: Any) -> str:
        return firm.maker.made("/demands", DEMAND | said)

    def published(self, firm: Desk, **said: Any) -> str:
        demand = firm.maker.made(f"/demands/{self.drafted(firm, **said)}/publication")
        delivery.deliver_all()
        return demand

    def answered(self, provider: Desk) -> int:
        """Let a provider answer everything that waits for him; return how many findings."""
        waiting = [each for each in provider.maker.get("/requests") if each["state"] != "answered"]
        for each in waiting:
            path = f"/requests/{each['id']}"
            payload = provider.maker.post(f"{path}/payload", answer_to(each["kind"]))
            token = provider.pen_of(provider.maker).sign(payload)
            provider.maker.post(f"{path}/answer", {"token": token})
        delivery.deliver_all()
        return len(waiting)


PRODUCT = {
    "model": "bank_loan",
    "name_en": "Working capital loan",
    "name_zh": "流动资金贷款",
    "amount_min": yuan(10_000),
    "amount_max": yuan(5_000_000),
    "term_min": 3,
    "term_max": 36,
    "rate_yearly": "0.045",
    "rate_step_yearly": "0.003",
    "grade_floor": "D",
    "plan_kind": "equal_instalment",
}
DEMAND = {
    "amount": yuan("300000.00"),
    "term_months": 6,
    "purpose_code": "materials",
    "purpose_text": "购买一份已签订单的原材料",
    "repayment_source": "销售回款",
    "plan_kind": "equal_instalment",
}
_CLAIMS: dict[str, dict[str, Any]] = {
    "authentication": {"identity": "clear", "licence_valid": True, "owners_checked": True},
    "evaluation": {"operation": "sound", "site_visited": True, "staff_seen": 38},
    "rating": {"grade": "B1", "confidence_percent": 80},
    "credit_history": {"open_loans": 0, "overdue_minor": 0, "debts_minor": 0},
}


def answer_to(kind: str, **said: Any) -> dict[str, Any]:
    """What a provider found, before it is signed."""
    return {"claims": _CLAIMS[kind], "method": "desk-review", "confidence": 85} | said
