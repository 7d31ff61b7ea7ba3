"""The owner's pages in a town in which half a year has really happened."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headrace.contracts import queries as contracts
from headrace.kit import clock
from headrace.market import queries as market
from headrace.parties import queries as parties
from tests.portals.lunxi import browser, text_of

pytestmark = pytest.mark.usefixtures("lunxi")
OWNERS = ("owner1", "owner2", "owner5", "owner7", "owner8", "owner9")
PAGES = ("/owner/", "/owner/ask/", "/owner/offers/", "/owner/contract/", "/owner/help/")
RANGES = "/owner/ask/ranges/?amount=300000&purpose=materials&wanted=week&months=9"
FORBIDDEN = (
    *("demand", "push", "mandate", "PD", "LGD", "tenor", "encumbrance", "instruction", "party"),
    *("waterfall", "snapshot", "hash", "payload", "DPD"),
)
CODES = re.compile(r"\b[a-z]+_[a-z_]+\b")
SENTENCE = re.compile(r"[A-Za-z']{2,}(?: [A-Za-z']{2,}){2,}")
MOST_QUERIES = 40


def actor_of(login):
    return parties.actor_of(parties.person_of_login(login), at=clock.now())


def agreement_of(login):
    return contracts.agreements_of(actor_of(login))[0]


@pytest.mark.parametrize("login", OWNERS)
@pytest.mark.parametrize("page", [*PAGES, RANGES])
def test_every_page_stands_at_every_stage_without_an_internal_word_or_code(login, page):
    answer = browser(login).get(page, follow=True)
    text = text_of(answer)
    assert answer.status_code == 200
    assert [word for word in FORBIDDEN if re.search(rf"\b{word}\b", text)] == []
    assert CODES.findall(text) == []


@pytest.mark.parametrize("login", OWNERS)
@pytest.mark.parametrize("page", PAGES)
def test_a_chinese_page_leaves_no_sentence_in_english(login, page):
    text = text_of(browser(login, "zh-hans").get(page, follow=True))
    assert SENTENCE.findall(text) == []


class TestHome:
    def test_says_whose_turn_it_is_and_by_when(self):
        text = text_of(browser("owner7").get("/owner/"))
        assert "Your turn: choose an offer and sign By Mon 30 Nov, 09:00." in text
        assert "Compare 2 offers" in text
        assert "step 5 of 7" in text

    def test_of_a_late_firm_says_what_is_missing_and_leads_to_how_to_pay(self):
        text = text_of(browser("owner2").get("/owner/"))
        assert re.search(r"¥[\d,.]+ is missing from November", text)
        assert "Your turn: pay ¥" in text

    def test_of_a_firm_that_waits_names_who_acts_and_the_latest_hour(self):
        text = text_of(browser("owner9").get("/owner/"))
        assert re.search(r"The experts' turn, by \w{3} \d+ Nov, 09:00: 0 of [34] checks done", text)

    def test_shows_a_grade_only_with_its_band_and_its_sentence(self):
        text = text_of(browser("owner7").get("/owner/"))
        assert re.search(r"\b[ABC][123] between [ABC][123] and [ABC][123]", text)
        assert re.search(r"\d+ of 1,000 such firms default", text)

    def test_asks_the_database_a_bounded_number_of_questions(self):
        client = browser("owner2")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/owner/")
        assert len(asked) <= MOST_QUERIES


class TestSumsHold:
    def test_what_was_lent_is_what_was_paid_back_and_what_is_owed(self):
        line = re.search(
            r"¥([\d,.]+) lent = ¥([\d,.]+) paid back \+ ¥([\d,.]+) still owed",
            text_of(browser("owner2").get("/owner/")),
        )
        lent, paid, owed = (round(float(each.replace(",", "")) * 100) for each in line.groups())
        assert lent == paid + owed


class TestOffers:
    def test_stand_cheapest_first_with_all_they_cost(self):
        offers = market.offers_for(market.demands_of(actor_of("owner7"))[0].id, actor_of("owner7"))
        text = text_of(browser("owner7").get("/owner/offers/"))
        assert text.index("Clearbrook Rural Bank") < text.index("Lunxi City Bank")
        assert all(f"¥{each.cost_in_all.amount:,}" in text for each in offers)

    def test_a_way_that_is_closed_names_its_rule_its_day_and_its_pack(self):
        text = text_of(browser("owner7").get("/owner/offers/"))
        assert "Natural persons may not lend here" in text
        assert "2020-11-16" in text
        assert "CN-CURRENT" in text

    def test_without_script_the_question_opens_by_its_address(self):
        offer = market.offers_for(market.demands_of(actor_of("owner7"))[0].id, actor_of("owner7"))[
            0
        ]
        answer = browser("owner7").get(f"/owner/offers/?ask=accept&offer={offer.id}")
        assert f'id="accept-{offer.id}" open' in answer.content.decode()


class TestContract:
    def test_of_an_unsigned_agreement_shows_the_whole_text_in_the_reader_s_language(self):
        english = browser("owner8").get("/owner/contract/", follow=True).content.decode()
        chinese = browser("owner8", "zh-hans").get("/owner/contract/", follow=True).content.decode()
        assert "10.2 Each party signs" in english
        assert "10.2 各方" in chinese

    def test_of_a_late_loan_says_where_to_pay_under_which_reference(self):
        text = text_of(browser("owner2").get("/owner/contract/", follow=True))
        assert agreement_of("owner2").payment_reference in text
        assert "6200 9901 0000 0001" in text

    def test_the_cost_sheet_adds_up_to_what_the_offer_said(self):
        text = text_of(browser("owner2").get("/owner/contract/", follow=True))
        owner = actor_of("owner2")
        taken = market.offer(agreement_of("owner2").offer_id, owner)
        assert f"All of it {taken.cost_in_all.amount:,} {taken.yearly_cost:.2%}"[:-1] in text


class TestDoors:
    def test_another_firm_s_contract_is_not_there(self):
        answer = browser("owner7").get(f"/owner/contract/{agreement_of('owner2').id}/")
        assert answer.status_code == 404

    def test_a_bank_does_not_read_its_borrower_s_page(self):
        answer = browser("loan").get(f"/owner/contract/{agreement_of('owner2').id}/")
        assert answer.status_code == 403

    @pytest.mark.parametrize("login", ["loan", "supervisor", "clerk.checker"])
    def test_another_kind_of_institution_is_shown_the_door_in_the_look_of_the_house(self, login):
        answer = browser(login).get("/owner/")
        assert answer.status_code == 403
        assert "This desk belongs to another kind of institution." in text_of(answer)

    def test_a_stranger_is_led_to_the_log_in_and_back(self):
        answer = browser().get("/owner/offers/")
        assert answer["Location"] == "/account/login/?next=/owner/offers/"
