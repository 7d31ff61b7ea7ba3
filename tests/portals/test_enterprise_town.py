"""An owner at the desk of a real town: doors, languages, refusals, double and late clicks."""

import re
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headrace.contracts import queries as contracts
from headrace.kit import clock, delivery
from headrace.market import queries as market
from headrace.parties import queries as parties
from headrace.simulation import owners
from tests.portals.lunxi import browser, key_in, text_of

pytestmark = pytest.mark.usefixtures("lunxi")
CHOOSING, SIGNING, LATE, WAITING, REPAYING = "owner7", "owner8", "owner2", "owner9", "owner12"
REPAID = "owner1"
PAGES = ("/owner/", "/owner/ask/", "/owner/offers/", "/owner/contract/", "/owner/help/")
NOWHERE = UUID(int=404)
ANSWERS = {"amount": "30 万", "purpose": "wages", "wanted": "fortnight", "months": "6"}
SENTENCES = {"purpose_text": "Wages for a large order", "repayment_source": "The buyer in March"}
ACTS = (
    "/owner/requests/{}/publish/",
    "/owner/requests/{}/withdraw/",
    "/owner/offers/{}/accept/",
    "/owner/offers/{}/decline/",
    "/owner/contract/{}/sign/",
    "/owner/contract/{}/money/",
)
MOST_QUERIES = 40


def actor_of(login):
    return parties.actor_of(parties.person_of_login(login), at=clock.now())


def requests_of(login):
    return market.demands_of(actor_of(login))


def agreement_of(login):
    return contracts.agreements_of(actor_of(login))[0]


def offers_of(login):
    return market.offers_for(requests_of(login)[0].id, actor_of(login))


def owned_by(login, act):
    """The id of a thing of a firm that an act of this kind is about."""
    if "/requests/" in act:
        return requests_of(login)[0].id
    return agreement_of(login).id if "/contract/" in act else offers_of(login)[0].id


class TestDoors:
    @pytest.mark.parametrize("page", [*PAGES, "/owner/ask/ranges/", "/owner/ask/sentences/"])
    def test_a_stranger_is_led_to_the_log_in_and_back(self, page):
        answer = browser().get(page)
        assert answer["Location"] == f"/account/login/?next={page}"

    @pytest.mark.parametrize("act", ACTS)
    def test_whoever_is_logged_out_before_sending_does_nothing_and_comes_back_to_the_page(
        self, act
    ):
        # Given a form that is sent after the log-in has ended
        address = act.format(owned_by(SIGNING if "contract" in act else CHOOSING, act))
        answer = browser().post(address, {"key": str(uuid4())})
        assert answer["Location"] == f"/account/login/?next={address}"

        # When the owner has logged in, he comes by a link and not by a form
        back = browser(CHOOSING).get(address)

        # Then he sees the page of the act, and nothing is done
        assert back.status_code == 302
        assert back["Location"].startswith(("/owner/", "/owner/offers/", "/owner/contract/"))
        assert requests_of(CHOOSING)[0].state == "offered"

    @pytest.mark.parametrize("act", ACTS)
    def test_what_does_not_exist_is_not_there(self, act):
        answer = browser(CHOOSING).post(
            act.format(NOWHERE), {"key": str(uuid4()), "account": "62140000"}
        )
        assert answer.status_code == 404
        assert "There is nothing here under this address for you." in text_of(answer)

    @pytest.mark.parametrize("act", ACTS)
    def test_what_is_another_owner_s_looks_exactly_as_if_it_did_not_exist(self, act):
        # Given a thing of another firm
        of_another = owned_by(SIGNING if "contract" in act else CHOOSING, act)
        form = {"key": str(uuid4()), "account": "62140000"}
        before = requests_of(CHOOSING)[0].state, agreement_of(SIGNING).state

        # When a third one sends its form
        answer = browser(REPAYING).post(act.format(of_another), form)

        # Then it is answered as one that never was, and nothing has moved
        assert answer.status_code == 404
        nothing = browser(REPAYING).post(act.format(NOWHERE), form)
        assert text_of(answer).replace(str(of_another), "") == text_of(nothing).replace(
            str(NOWHERE), ""
        )
        assert (requests_of(CHOOSING)[0].state, agreement_of(SIGNING).state) == before

    @pytest.mark.parametrize("login", ["loan", "supervisor", "clerk.checker", "auditor"])
    @pytest.mark.parametrize("act", ACTS)
    def test_another_kind_of_institution_cannot_act_here(self, login, act):
        answer = browser(login).post(act.format(NOWHERE), {"key": str(uuid4())})
        assert answer.status_code == 403

    @pytest.mark.parametrize("act", ACTS)
    def test_a_form_without_its_number_does_nothing_and_says_so(self, act):
        address = act.format(owned_by(SIGNING if "contract" in act else CHOOSING, act))
        answer = browser(SIGNING if "contract" in act else CHOOSING).post(address, {})
        assert answer.status_code == 422
        assert "This form came without its number" in text_of(answer)

    @pytest.mark.parametrize("act", ACTS)
    def test_an_act_is_sent_by_a_form_and_by_nothing_else(self, act):
        assert browser(CHOOSING).put(act.format(NOWHERE)).status_code == 405


class TestEveryStage:
    @pytest.mark.parametrize("login", [CHOOSING, SIGNING, LATE, WAITING, REPAYING, REPAID])
    @pytest.mark.parametrize("page", PAGES)
    def test_asks_a_bounded_number_of_questions(self, login, page):
        client = browser(login)
        address = client.get(page, follow=True).request["PATH_INFO"]
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= MOST_QUERIES

    @pytest.mark.parametrize("login", [CHOOSING, SIGNING, LATE, WAITING, REPAYING, REPAID])
    @pytest.mark.parametrize("page", PAGES)
    def test_has_one_heading_one_filled_button_at_most_and_its_tab_is_lit(self, login, page):
        body = browser(login).get(page, follow=True).content.decode()
        outside = re.sub(r"<dialog.*?</dialog>", "", body, flags=re.S)
        assert len(re.findall(r"<h1", body)) == 1
        assert len(re.findall(r'class="button filled', outside)) <= 1
        assert body.count('aria-current="page"') >= 1
        assert " style=" not in body

    @pytest.mark.parametrize(
        ("login", "english", "chinese"),
        [
            (CHOOSING, "Your turn: choose an offer and sign", "轮到您"),
            (SIGNING, "Your turn: read the agreement and sign", "轮到您"),
            (LATE, "Your turn: pay ¥", "轮到您"),
            (WAITING, "The experts' turn", "专家"),
            (REPAYING, "Next: ¥", "下一期"),
        ],
    )
    def test_says_whose_turn_it_is_in_both_languages(self, login, english, chinese):
        assert english in text_of(browser(login).get("/owner/"))
        assert chinese in text_of(browser(login, "zh-hans").get("/owner/"))

    def test_writes_amounts_and_days_as_each_language_does(self):
        english = text_of(browser(CHOOSING).get("/owner/offers/"))
        chinese = text_of(browser(CHOOSING, "zh-hans").get("/owner/offers/"))
        assert "¥410,000" in english
        assert "41 万元" in chinese
        assert re.search(r"good until \w{3} \d+ \w{3}, \d\d:\d\d", english)
        assert re.search(r"\d+月\d+日 周. \d\d:\d\d", chinese)
        assert "¥" not in chinese

    def test_a_late_loan_is_red_nowhere_without_its_word(self):
        body = browser(LATE).get("/owner/contract/", follow=True).content.decode()
        marks = re.findall(r'class="mark mark-late">(.*?)</span></span>', body, re.S)
        assert marks
        assert all(re.sub("<[^>]+>", "", each).strip() for each in marks)

    def test_of_a_firm_in_order_nothing_is_missing(self):
        text = text_of(browser(REPAYING).get("/owner/"))
        assert "missing" not in text
        assert "all in order" in text

    def test_of_a_firm_that_has_repaid_says_when_and_asks_whether_it_needs_more(self):
        text = text_of(browser(REPAID).get("/owner/"))
        assert re.search(r"Repaid in full, all interest included, on \d+ \w+ 2026\.", text)
        assert "Ask again" in text
        assert "再次申请" in text_of(browser(REPAID, "zh-hans").get("/owner/"))

    @pytest.mark.parametrize("done", ["published", "<script>", "nonsense"])
    def test_says_only_what_can_have_been_done(self, done):
        text = text_of(browser(WAITING).get(f"/owner/?done={done}"))
        assert ("Your request is published." in text) == (done == "published")


class TestAsking:
    def test_a_change_of_language_in_the_middle_keeps_every_answer(self):
        # Given three answers with one wrong
        client = browser(LATE)
        wrong = client.post("/owner/ask/", {**ANSWERS, "amount": "1 万 or so"})
        assert wrong.status_code == 422

        # When the language is changed from that very page
        form = {"language": "zh-hans", "next": "/owner/ask/"}
        page = client.post("/language/setlang/", form, follow=True)

        # Then it is the same page in Chinese with what was typed
        body = page.content.decode()
        assert page.request["PATH_INFO"] == "/owner/ask/"
        assert 'value="1 万 or so"' in body
        assert 'value="wages" checked' in body
        assert "需要多少" in text_of(page)

    def test_a_change_of_language_keeps_the_two_sentences_too(self):
        client = browser(LATE)
        client.post("/owner/ask/", ANSWERS)
        typed = {**ANSWERS, "purpose_text": "Forty moulds for a pump maker", "key": str(uuid4())}
        assert client.post("/owner/ask/sentences/", typed).status_code == 422
        form = {"language": "zh-hans", "next": "/owner/ask/sentences/"}
        body = client.post("/language/setlang/", form, follow=True).content.decode()
        assert "Forty moulds for a pump maker" in body

    def test_going_back_to_the_questions_loses_no_sentence(self):
        client = browser(LATE)
        typed = {**ANSWERS, "purpose_text": "Forty moulds", "key": str(uuid4())}
        client.post("/owner/ask/sentences/", typed)
        client.get("/owner/ask/ranges/", {**ANSWERS, "months": "9"})
        client.post("/owner/ask/", {**ANSWERS, "months": "12"})
        body = client.get("/owner/ask/sentences/").content.decode()
        assert "Forty moulds" in body
        assert "12 months" in body

    def test_the_sentences_are_not_asked_before_the_questions_are_answered(self):
        answer = browser(SIGNING).get("/owner/ask/sentences/")
        assert answer["Location"] == "/owner/ask/"

    def test_each_error_stands_at_its_field_and_in_the_list_that_leads_to_it(self):
        body = browser(LATE).post("/owner/ask/", {}).content.decode()
        for name in ("amount", "purpose", "wanted", "months"):
            assert f'href="#id_{name}"' in body
            assert f'id="id_{name}"' in body
        assert 'aria-invalid="true"' in body
        assert 'aria-describedby="id_amount_error id_amount_hint"' in body

    @pytest.mark.parametrize("language", ["en", "zh-hans"])
    def test_a_sentence_that_is_too_long_is_counted_and_kept(self, language):
        client = browser(LATE, language)
        long = "字" * 401
        form = {**ANSWERS, **SENTENCES, "purpose_text": long, "key": str(uuid4())}
        answer = client.post("/owner/ask/sentences/", form)
        assert answer.status_code == 422
        assert "401" in text_of(answer)
        assert long in answer.content.decode()

    def test_a_second_click_makes_no_second_draft_even_with_other_words(self):
        client = browser(WAITING)
        client.post("/owner/ask/", ANSWERS)
        key = key_in(client.get("/owner/ask/sentences/"))
        before = len(requests_of(WAITING))
        form = {**ANSWERS, **SENTENCES, "then": "keep", "key": key}
        client.post("/owner/ask/sentences/", form)
        other = client.post(
            "/owner/ask/sentences/", {**form, "purpose_text": "Something else altogether"}
        )
        assert len(requests_of(WAITING)) == before + 1
        assert other.status_code == 409
        assert "Something else altogether" in other.content.decode()

    def test_what_is_kept_is_forgotten_once_it_is_saved(self):
        client = browser(WAITING)
        client.post("/owner/ask/", ANSWERS)
        assert "asked" in client.session
        key = key_in(client.get("/owner/ask/sentences/"))
        client.post("/owner/ask/sentences/", {**ANSWERS, **SENTENCES, "then": "keep", "key": key})
        assert "asked" not in client.session

    def test_what_one_firm_types_another_does_not_see(self):
        browser(LATE).post("/owner/ask/", {**ANSWERS, "amount": "987654"})
        assert "987654" not in browser(REPAYING).get("/owner/ask/").content.decode()


class TestTakingBack:
    def test_is_asked_at_its_own_address_without_script(self):
        body = browser(CHOOSING).get("/owner/?ask=withdraw").content.decode()
        assert '<dialog class="dialogue" id="withdraw" open' in body
        assert "Offers that end" in body

    def test_is_not_asked_of_one_who_cannot(self):
        assert 'id="withdraw"' not in browser(LATE).get("/owner/?ask=withdraw").content.decode()

    def test_a_request_with_a_signed_contract_is_not_taken_back(self):
        late = requests_of(LATE)[0]
        form = {"key": str(uuid4())}
        answer = browser(LATE).post(f"/owner/requests/{late.id}/withdraw/", form)
        assert answer.status_code == 409
        assert "Something has happened since this page was opened." in text_of(answer)
        assert requests_of(LATE)[0].state == late.state

    def test_a_published_request_is_not_published_again(self):
        one = next(each for each in requests_of(CHOOSING) if each.state == "offered")
        form = {"key": str(uuid4())}
        answer = browser(CHOOSING).post(f"/owner/requests/{one.id}/publish/", form)
        assert answer.status_code == 409
        assert "This is how it stands now." in text_of(answer)


class TestSigning:
    def test_the_question_stands_open_by_its_address_without_script(self):
        where = f"/owner/contract/{agreement_of(SIGNING).id}/"
        body = browser(SIGNING).get(f"{where}?ask=sign").content.decode()
        assert '<dialog class="dialogue" id="sign" open' in body
        assert "binds the firm to both texts" in body

    def test_money_is_not_had_before_all_have_signed(self):
        where = f"/owner/contract/{agreement_of(SIGNING).id}/"
        form = {"key": str(uuid4()), "account": "6214 0000 0000 0006"}
        answer = browser(SIGNING).post(f"{where}money/", form)
        assert answer.status_code == 409
        assert agreement_of(SIGNING).drawdown is None

    @pytest.mark.parametrize("account", ["", "1234567", "6214 0000 000O 0006", "6" * 31, "卡号"])
    def test_a_wrong_account_is_named_at_its_field_and_stays(self, account, lunxi):
        # Given an agreement that all have signed
        where = f"/owner/contract/{agreement_of(SIGNING).id}/"
        client = browser(SIGNING)
        if agreement_of(SIGNING).waits_for:
            client.post(f"{where}sign/", {"key": key_in(client.get(where))})
            checker = actor_of("loan.checker")
            owners.sign(agreement_of(SIGNING).id, checker, lunxi.signing, clock.now())
            delivery.deliver_all()

        # When the money is asked for with an account that cannot be one
        form = {"key": key_in(client.get(where)), "account": account}
        answer = client.post(f"{where}money/", form)

        # Then nothing is asked of the bank, and the page names the field with what was typed
        assert answer.status_code == 422
        assert 'href="#id_account"' in answer.content.decode()
        assert f'value="{account}"' in answer.content.decode()
        assert agreement_of(SIGNING).drawdown is None

    def test_a_page_opened_before_signing_is_told_that_it_is_old(self):
        where = f"/owner/contract/{agreement_of(SIGNING).id}/"
        answer = browser(SIGNING).post(f"{where}sign/", {"key": str(uuid4())})
        assert answer.status_code == 409
        assert "¥" in text_of(answer)

    def test_the_money_is_asked_for_once_and_an_old_page_says_so(self):
        where = f"/owner/contract/{agreement_of(SIGNING).id}/"
        client = browser(SIGNING)
        form = {"key": key_in(client.get(where)), "account": "6214-0000-0000-0006"}
        for _ in range(2):
            page = client.post(f"{where}money/", form, follow=True)
            assert "is on its way to you" in text_of(page)
        late = client.post(f"{where}money/", {**form, "key": str(uuid4())})
        assert late.status_code == 409
        assert agreement_of(SIGNING).drawdown.state != "rejected"


class TestChoosing:
    def test_an_offer_that_was_declined_cannot_be_chosen_from_an_old_page(self):
        # Given two offers, of which one is declined
        client = browser(CHOOSING)
        dear = offers_of(CHOOSING)[-1]
        old = key_in(client.get("/owner/offers/"))
        client.post(f"/owner/offers/{dear.id}/decline/", {"key": str(uuid4())})

        # When the old page is used to choose it
        answer = client.post(f"/owner/offers/{dear.id}/accept/", {"key": old})

        # Then the page says how it stands now, with the other offer still to be chosen
        assert answer.status_code == 409
        assert "This is how it stands now." in text_of(answer)
        assert "One way to finance ¥410,000" in text_of(answer)

    def test_the_page_of_a_refusal_leads_on_in_the_other_language(self):
        # Given a refusal that stands at the act's own address
        client = browser(CHOOSING)
        gone = offers_of(CHOOSING)[-1]
        address = f"/owner/offers/{gone.id}/accept/"
        page = client.post(address, {"key": str(uuid4())}).content.decode()
        onward = re.search(r'name="next" value="([^"]+)"', page).group(1)

        # When the language is changed there
        form = {"language": "zh-hans", "next": onward}
        answer = client.post("/language/setlang/", form, follow=True)

        # Then it is the page of the offers, in Chinese
        assert answer.status_code == 200
        assert answer.request["PATH_INFO"] == "/owner/offers/"
        assert "万元" in text_of(answer)

    def test_once_chosen_the_others_cannot_be(self):
        client = browser(CHOOSING)
        best = offers_of(CHOOSING)[0]
        key = key_in(client.get("/owner/offers/"))
        client.post(f"/owner/offers/{best.id}/accept/", {"key": key})
        text = text_of(client.get("/owner/offers/"))
        assert "You chose" in text
        assert "Choose this offer" not in text
        assert (
            client.post(f"/owner/offers/{best.id}/decline/", {"key": str(uuid4())}).status_code
            == 409
        )
