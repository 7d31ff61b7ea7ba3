"""A centre where one bank loan can run: a bank with money, a custodian, three providers, a firm."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tenor.money import Money

from headrace.contracts import services as contracts
from headrace.custody import services as custody
from headrace.gateways.mock_bank import MockBank
from headrace.kit import delivery
from headrace.kit.clock import day_of
from headrace.kit.ids import new_id
from tests.api.world import ACCOUNT, DEMAND, SET_UP, Desk, World, yuan
from tests.evidence.signing import b64, b64_json


class Town(World):
    """Everybody calls the API; only the worker's and the bank's parts are done for them here."""

    def __init__(self, at: datetime, mock_bank: MockBank) -> None:
        super().__init__(at)
        self.mock_bank = mock_bank
        self.told: set[str] = set()
        self.clerk, self.book = self.custodian(mock_bank)
        self.lender = self.bank()
        delivery.deliver_all()
        self.experts = [self.provider(each) for each in ("authentication", "evaluation", "rating")]
        self.product_id = self.product(self.lender)
        self.borrower = self.firm()

    # -- money

    def pay_in(self, desk: Desk, amount: str) -> None:
        where = desk.maker.get("/custody/pay-in")
        assert where["book"]["account_number"] == ACCOUNT
        self.arrives(where["reference"], yuan(amount), desk.name)

    def arrives(self, reference: str, amount: dict[str, str], payer: str) -> None:
        """Let money arrive at the custodian, which tells of it."""
        self.mock_bank.pay_in(
            account=ACCOUNT,
            amount=Money(Decimal(amount["amount"])),
            reference=reference,
            payer_name=payer,
        )
        self.exchange()

    def exchange(self) -> list[str]:
        """What the worker sends goes out; the custodian posts each message to the API."""
        custody.send_ready(by=SET_UP, at=self.at)
        self.mock_bank.settle()
        outcomes = [self.post_message(each) for each in self._untold()]
        delivery.deliver_all()
        return outcomes

    def post_message(self, xml: bytes) -> str:
        answer = self.clerk.checker.send("/custody/messages", xml, content_type="application/xml")
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()["outcome"]

    def _untold(self) -> list[bytes]:
        files = sorted(
            self.mock_bank.outbox.glob(f"*-{ACCOUNT}-*.xml"),
            key=lambda each: int(each.stem.rsplit("-", 1)[1]),
        )
        fresh = [each for each in files if each.name not in self.told]
        self.told |= {each.name for each in fresh}
        return [each.read_bytes() for each in fresh if each.name.startswith(("pain.002", "camt."))]

    # -- days

    def on(self, day: date) -> None:
        self.later(days=(day - day_of(self.at)).days)
        self.mock_bank.drive(day)
        self.exchange()

    def close(self) -> None:
        contracts.close_day(key=new_id(), by=SET_UP, on=day_of(self.at), at=self.at)
        delivery.deliver_all()

    # -- steps of the journey

    def show_invoices(self, firm: Desk, months: int = 12) -> str:
        """Consent and send four invoices a month; return the consent's id."""
        consent = firm.maker.made("/consents", CONSENT)
        events = [invoice(firm, consent, number) for number in range(4 * months)]
        receipt = firm.maker.post("/events", events)
        assert receipt == {"accepted": 4 * months, "existing": 0, "refused": []}
        return consent

    def graded(self) -> str:
        """Publish a demand and let every provider answer; return its id."""
        demand = self.published(self.borrower)
        assert all([self.answered(each) for each in self.experts])  # noqa: C419 - every one acts
        return demand

    def offer_for(self, demand: str, **said: Any) -> dict[str, Any]:
        """Open the file as the bank's maker and return an offer on it, not yet sent."""
        seen = self.lender.maker.post(f"/dossiers/{demand}/opening")["seen_hash"]
        return {
            "demand_id": demand,
            "product_id": self.product_id,
            "amount": DEMAND["amount"],
            "rate_yearly": "0.056",
            "term_months": DEMAND["term_months"],
            "plan_kind": "equal_instalment",
            "expires_at": "2026-11-30T12:00:00+08:00",
            "seen_hash": seen,
        } | said

    def firm_offer(self, demand: str) -> str:
        offer = self.lender.maker.made("/offers", self.offer_for(demand))
        return self.lender.checker.made(f"/offers/{offer}/approval")

    def chosen(self, offer: str) -> str:
        """Let the firm choose an offer; return the agreement's id."""
        self.borrower.checker.post(f"/offers/{offer}/acceptance")
        delivery.deliver_all()
        (agreement,) = self.borrower.maker.get("/agreements")
        return agreement["id"]

    def sign(self, agreement: str, desk: Desk) -> str:
        """Let the checker of a party sign what the API says is to be signed."""
        pen = desk.pen_of(desk.checker)
        statement = desk.checker.get(f"/agreements/{agreement}/statement")["payload"]
        header = b64_json({"alg": "EdDSA", "kid": pen.kid})
        signature = pen.sign_text(header, b64(statement.encode())).removesuffix("~")
        signed = desk.checker.made(f"/agreements/{agreement}/signature", {"signature": signature})
        delivery.deliver_all()
        return signed

    def drawn(self, agreement: str) -> str:
        """Draw the money under two keys; return the id of the booked instruction."""
        payee = {"payee_name": self.borrower.name, "payee_account": "6217000033334444"}
        instruction = self.borrower.maker.made(f"/agreements/{agreement}/drawdown", payee)
        for keeper, state in ((self.lender, "drafted"), (self.clerk, "authorised")):
            (waiting,) = keeper.checker.get("/custody/instructions")
            assert waiting["id"] == instruction
            turned = keeper.checker.post(f"/custody/instructions/{instruction}/key")
            assert turned == {"state": state}
        self.exchange()
        return instruction

    def pay(self, loan: str, number: int) -> None:
        """Pay an instalment on the last business day before it is due."""
        reference = self.borrower.maker.get(f"/loans/{loan}")["payment_reference"]
        row = self.borrower.maker.get(f"/loans/{loan}/plan")[number - 1]
        due = date.fromisoformat(row["due_date"])
        self.on(date.fromordinal(due.toordinal() - max(0, due.weekday() - 4)))
        self.arrives(reference, row["missing"], self.borrower.name)
        self.close()


CONSENT = {
    "purpose": "credit",
    "data_kinds": ["invoice"],
    "from_date": "2025-01-01",
    "to_date": "2027-01-01",
}


def invoice(firm: Desk, consent: str, number: int, **said: Any) -> dict[str, Any]:
    """An invoice of the firm, four a month from January 2025; `said` changes its data."""
    day = date(2025 + number // 48, number // 4 % 12 + 1, 3 + number % 4 * 7)
    return {
        "specversion": "1.0",
        "type": "headrace.invoice.issued.v1",
        "source": f"/organisations/{firm.id}/erp",
        "id": f"F-{number}",
        "time": f"{day}T12:00:00+08:00",
        "consentid": consent,
        "data": {
            "direction": "sale",
            "amount": f"{150_000 + number * 700}.00",
            "currency": "CNY",
            "counterparty": f"客户{number % 5}有限公司",
            "issue_date": day.isoformat(),
            "number": f"26442019{number:04d}",
        }
        | said,
    }
