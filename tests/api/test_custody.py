"""What the custodian's people and the parties do with money, through the API."""

import pytest

from headrace.kit import delivery
from tests.api.caller import refusal
from tests.api.town import Town
from tests.api.world import DEMAND, yuan
from tests.evidence.signing import b64, b64_json

NOT_ADMITTED = "kit/not-admitted"


class TestAMessage:
    def test_is_taken_once_from_the_custodian_of_the_book_alone(self, town: Town):
        # Given a notice of money that arrived
        town.pay_in(town.lender, "1000.00")
        (notice,) = (
            each.read_bytes() for each in town.mock_bank.outbox.glob("camt.054*") if each.is_file()
        )
        # Then a copy changes nothing, and nobody else may hand one in
        assert town.post_message(notice) == "seen"
        (account,) = town.lender.maker.get("/custody/balances")
        assert account["booked"] == yuan("1000.00")
        send = {"content_type": "application/xml"}
        refusal(town.lender.checker.send("/custody/messages", notice, **send), 403, NOT_ADMITTED)

    def test_that_was_altered_is_refused(self, town: Town):
        town.pay_in(town.lender, "1000.00")
        (path,) = town.mock_bank.outbox.glob("camt.054*")
        forged = path.read_bytes().replace(b"1000.00", b"9000.00")
        answer = town.clerk.checker.send(
            "/custody/messages", forged, content_type="application/xml"
        )
        refusal(answer, 409, "custody/message-altered")
        (account,) = town.lender.maker.get("/custody/balances")
        assert account["booked"] == yuan("1000.00")

    @pytest.mark.parametrize("body", [b"<Document/>", b"not xml at all"])
    def test_that_cannot_be_read_is_refused(self, town: Town, body):
        answer = town.clerk.checker.send("/custody/messages", body, content_type="application/xml")
        assert answer.status_code == 422, answer.content.decode()
        assert answer.headers["Content-Type"] == "application/problem+json"

    def test_must_be_xml(self, town: Town):
        refusal(town.clerk.checker.send("/custody/messages", {}), 415, "api/content-type-unknown")


class TestAReceipt:
    def test_that_names_nobody_is_identified_by_the_custodian(self, town: Town):
        # Given money without a reference that is known
        town.arrives("WHO-KNOWS", yuan("250.00"), "无名氏")
        (found,) = town.clerk.checker.get("/custody/breaks")
        # When the custodian's checker says whose it is
        said = {
            "entry_ref": found["evidence"],
            "party_id": town.lender.id,
            "note": "the bank telephoned: its own pay-in",
        }
        town.clerk.checker.post("/custody/receipts/identification", said)
        # Then the party has it, and the break is closed
        (account,) = town.lender.maker.get("/custody/balances")
        assert account["free"] == yuan("250.00")
        assert town.clerk.checker.get("/custody/breaks") == []

    def test_break_can_be_closed_with_its_explanation(self, town: Town):
        town.arrives("WHO-KNOWS", yuan("250.00"), "无名氏")
        (found,) = town.clerk.checker.get("/custody/breaks")
        path = f"/custody/breaks/{found['id']}/closing"
        refusal(town.lender.checker.send(path, {"note": "mine"}), 403, NOT_ADMITTED)
        town.clerk.checker.post(path, {"note": "returned to the payer by hand"})
        assert town.clerk.checker.get("/custody/breaks") == []


class TestAnAgreement:
    @pytest.fixture
    def agreement(self, town: Town) -> str:
        town.pay_in(town.lender, "1000000.00")
        return town.chosen(town.firm_offer(town.graded()))

    def test_given_up_frees_the_lenders_money(self, town: Town, agreement: str):
        why = {"reason": "the supplier has withdrawn"}
        town.borrower.maker.post(f"/agreements/{agreement}/giving-up", why)
        assert town.lender.maker.get(f"/agreements/{agreement}")["state"] == "terminated"
        assert _free(town) == yuan("1000000.00")

    def test_is_not_signed_by_the_pen_of_another(self, town: Town, agreement: str):
        statement = town.borrower.checker.get(f"/agreements/{agreement}/statement")["payload"]
        pen = town.lender.pen_of(town.lender.checker)
        header = b64_json({"alg": "EdDSA", "kid": pen.kid})
        forged = pen.sign_text(header, b64(statement.encode())).removesuffix("~")
        answer = town.borrower.checker.send(
            f"/agreements/{agreement}/signature", {"signature": forged}
        )
        refusal(answer, 409, "contracts/signature-of-another")
        waits = town.lender.maker.get(f"/agreements/{agreement}")["waits_for"]
        assert set(waits) == {town.borrower.id, town.lender.id}

    def test_pays_nobody_but_the_payees_that_were_agreed(self, town: Town, agreement: str):
        for party in (town.borrower, town.lender):
            town.sign(agreement, party)
        payee = {"payee_name": "别人有限公司", "payee_account": "6217000033334444"}
        answer = town.borrower.maker.send(f"/agreements/{agreement}/drawdown", payee)
        refusal(answer, 409, "contracts/payee-not-agreed")

    def test_charges_no_fee_that_was_not_signed(self, town: Town, agreement: str):
        charge = {"code": "gift", "amount": yuan("5.00")}
        answer = town.lender.checker.send(f"/agreements/{agreement}/fees", charge)
        refusal(answer, 409, "contracts/fee-not-signed")

    def test_is_read_in_both_languages_under_one_hash(self, town: Town, agreement: str):
        text = town.borrower.maker.get(f"/agreements/{agreement}/document")
        assert DEMAND["amount"]["amount"].split(".")[0] in text["text_en"].replace(",", "")
        assert (
            text["document_hash"]
            == (town.lender.maker.get(f"/agreements/{agreement}")["document_hash"])
        )


def test_a_first_key_is_not_for_another_organisation(town: Town):
    town.pay_in(town.lender, "1000000.00")
    agreement = town.chosen(town.firm_offer(town.graded()))
    for party in (town.borrower, town.lender):
        town.sign(agreement, party)
    payee = {"payee_name": town.borrower.name, "payee_account": "6217000033334444"}
    instruction = town.borrower.maker.made(f"/agreements/{agreement}/drawdown", payee)
    path = f"/custody/instructions/{instruction}/key"
    refusal(town.clerk.checker.send(path), 403, "custody/key-not-yours")


def _free(town: Town) -> dict[str, str]:
    delivery.deliver_all()
    (account,) = town.lender.maker.get("/custody/balances")
    return account["free"]
