"""What an owner's forms do: what they say, once only, with words when they cannot."""

from uuid import uuid4

import pytest

from headrace.contracts import queries as contracts
from headrace.kit import clock, delivery
from headrace.kit.ids import new_id
from headrace.market import queries as market
from headrace.parties import queries as parties
from headrace.simulation import owners, seeding
from tests.portals.lunxi import browser, key_in, text_of

pytestmark = pytest.mark.usefixtures("lunxi")
ANSWERS = {"amount": "30 万", "purpose": "wages", "wanted": "fortnight", "months": "6"}
SENTENCES = {"purpose_text": "Wages for a large order", "repayment_source": "The buyer in March"}


def actor_of(login):
    return parties.actor_of(parties.person_of_login(login), at=clock.now())


def requests_of(login):
    return market.demands_of(actor_of(login))


class TestAsking:
    def test_names_what_is_wrong_at_the_field_and_keeps_what_was_typed(self):
        answer = browser("owner1").post("/owner/ask/", {**ANSWERS, "amount": "12", "months": ""})
        text = text_of(answer)
        assert answer.status_code == 422
        assert "2 answers need another look" in text
        assert "We can match requests from ¥10,000 to ¥1 billion." in text
        assert 'value="12"' in answer.content.decode()
        assert 'value="wages" checked' in answer.content.decode()

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ("", "Type how many yuan"),
            ("much", "not a number"),
            ("100000.005", "smaller than a fen"),
        ],
    )
    def test_says_what_would_be_right_for_each_amount_it_cannot_read(self, typed, says):
        answer = browser("owner1").post("/owner/ask/", {**ANSWERS, "amount": typed})
        assert says in text_of(answer)

    def test_shows_likely_costs_before_any_paper_and_keeps_what_is_typed(self):
        client = browser("owner1")
        text = text_of(client.get("/owner/ask/ranges/", ANSWERS))
        assert "2 products on offer" in text
        assert 'value="30 万"' in client.get("/owner/ask/").content.decode()

    def test_a_request_is_published_once_however_often_the_form_is_sent(self):
        # Given the three answers and the two sentences
        client = browser("owner1")
        client.post("/owner/ask/", ANSWERS)
        before = len(requests_of("owner1"))
        form = {**ANSWERS, **SENTENCES, "then": "publish"}
        form["key"] = key_in(client.get("/owner/ask/sentences/"))

        # When the form is sent twice
        answers = [client.post("/owner/ask/sentences/", form, follow=True) for _ in range(2)]

        # Then one request stands, published, for 300,000 yuan
        assert [each.status_code for each in answers] == [200, 200]
        assert "Your request is published." in text_of(answers[0])
        newest, *others = requests_of("owner1")
        assert len(others) == before
        assert (newest.state, str(newest.amount.amount)) == ("published", "300000.00")
        assert newest.purpose_text == SENTENCES["purpose_text"]

    def test_an_empty_sentence_is_named_and_nothing_is_kept(self):
        client = browser("owner5")
        client.post("/owner/ask/", ANSWERS)
        before = len(requests_of("owner5"))
        answer = client.post(
            "/owner/ask/sentences/", {**ANSWERS, "purpose_text": "A machine", "key": str(uuid4())}
        )
        assert answer.status_code == 422
        assert "A machine" in answer.content.decode()
        assert len(requests_of("owner5")) == before

    def test_a_draft_is_published_from_home_and_taken_back_again(self):
        # Given a draft
        client = browser("owner3")
        client.post("/owner/ask/", ANSWERS)
        key = key_in(client.get("/owner/ask/sentences/"))
        form = {**ANSWERS, **SENTENCES, "then": "keep", "key": key}
        home = client.post("/owner/ask/sentences/", form, follow=True)
        assert "Your turn: publish your request" in text_of(home)
        draft = requests_of("owner3")[0]

        # When it is published, and then taken back
        client.post(f"/owner/requests/{draft.id}/publish/", {"key": key_in(home)})
        home = client.get("/owner/")
        assert "Take this request back" in text_of(home)
        home = client.post(
            f"/owner/requests/{draft.id}/withdraw/", {"key": key_in(home)}, follow=True
        )

        # Then it has ended, and a page that still shows it is told so
        assert "Your request is taken back." in text_of(home)
        assert market.demand(draft.id, actor_of("owner3")).state == "withdrawn"
        late = client.post(f"/owner/requests/{draft.id}/withdraw/", {"key": str(new_id())})
        assert late.status_code == 409
        assert "Something has happened since this page was opened." in text_of(late)

    def test_a_form_without_its_key_does_nothing(self):
        answer = browser("owner1").post("/owner/ask/sentences/", {**ANSWERS, **SENTENCES})
        assert answer.status_code == 422
        assert "This form came without its number" in text_of(answer)


class TestDeclining:
    def test_another_firm_s_offer_is_not_there(self):
        offer = market.offers_for(requests_of("owner7")[0].id, actor_of("owner7"))[0]
        answer = browser("owner1").post(f"/owner/offers/{offer.id}/accept/", {"key": str(uuid4())})
        assert answer.status_code == 404

    def test_frees_the_money_and_leaves_the_other_offer(self):
        client = browser("owner7")
        dearest = market.offers_for(requests_of("owner7")[0].id, actor_of("owner7"))[-1]
        key = key_in(client.get("/owner/offers/"))
        page = client.post(f"/owner/offers/{dearest.id}/decline/", {"key": key}, follow=True)
        assert "The offer is declined." in text_of(page)
        assert "One way to finance ¥410,000" in text_of(page)


def test_from_the_choice_to_money_in_the_account_and_its_first_repayment(lunxi):
    # Given an offer, when its owner chooses it, and the worker has written the agreement
    client = browser("owner7")
    offer = market.offers_for(requests_of("owner7")[0].id, actor_of("owner7"))[0]
    form = {"key": key_in(client.get("/owner/offers/"))}
    for _ in range(2):
        home = client.post(f"/owner/offers/{offer.id}/accept/", form, follow=True)
        assert "You have chosen." in text_of(home)
    late = {"key": str(new_id())}
    assert client.post(f"/owner/offers/{offer.id}/accept/", late).status_code == 409
    delivery.deliver_all()

    # Then the owner reads and signs it, once
    page = client.get("/owner/contract/", follow=True)
    where = page.request["PATH_INFO"]
    assert "Your turn: read the agreement and sign" in text_of(page)
    page = client.post(f"{where}sign/", {"key": key_in(page)}, follow=True)
    assert "You have signed." in text_of(page)
    assert client.post(f"{where}sign/", {"key": str(new_id())}).status_code == 409

    # And once the bank has signed, says where the money goes: a wrong number stays to be mended
    agreement = contracts.agreements_of(actor_of("owner7"))[0]
    owners.sign(agreement.id, actor_of("loan.checker"), lunxi.signing, clock.now())
    delivery.deliver_all()
    page = client.get(where)
    assert "¥410,000 is ready for you" in text_of(page)
    wrong = client.post(f"{where}money/", {"key": key_in(page), "account": "62-14 x"})
    assert wrong.status_code == 422
    assert "An account number has 8 to 30 figures" in text_of(wrong)
    assert 'value="62-14 x"' in wrong.content.decode()
    form = {"key": key_in(wrong), "account": "6214 0000 0000 0006"}
    for _ in range(2):
        page = client.post(f"{where}money/", form, follow=True)
        assert "¥410,000 is on its way to you" in text_of(page)

    # And when both keys are turned, the money is in the account and the plan is dated
    agreement = contracts.agreements_of(actor_of("owner7"))[0]
    seeding.turn_keys(lunxi, lunxi.banks[0], agreement.drawdown.instruction_id, clock.now())
    lunxi.custodian.exchange(clock.now())
    delivery.deliver_all()
    page = client.get(where)
    assert "¥410,000 of ¥410,000 still to pay back" in text_of(page)

    # And the firm's bank pays what the page asks for, once
    loan = contracts.loans_of(actor_of("owner7"))[0]
    form = {"key": key_in(page), "asked": f"1-{loan.next_due.missing.minor}"}
    for _ in range(2):
        page = client.post(f"/town/contracts/{agreement.id}/payment/", form, follow=True)
    assert contracts.loans_of(actor_of("owner7"))[0].instalments_paid == 1
    assert "Your bank has paid." in text_of(page)
