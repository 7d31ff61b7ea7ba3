"""A bank's desk from the queue to the turned key, on the seeded town; tests go on in order."""

import re
from decimal import Decimal
from uuid import uuid4

import pytest

from headrace.contracts import queries as contracts
from headrace.contracts import services as contract_verbs
from headrace.kit import clock, delivery
from headrace.market import queries as market
from headrace.parties import queries as parties
from headrace.simulation import owners
from tests.portals.lunxi import browser, key_in, text_of

pytestmark = pytest.mark.usefixtures("lunxi")
PAGES = ("/bank/", "/bank/files/", "/bank/keys/", "/bank/portfolio/")
ENGLISH = re.compile(r"[A-Za-z]{4,}")
# Fingerprints, codes and the names of sources stand in the language they were published in.
QUOTED = re.compile(r'<span lang="en">.*?</span>|\b[0-9a-f]{16}\b', re.S)
NAMES = {"CURRENT"}


def actor_of(login):
    return parties.actor_of(parties.person_of_login(login), at=clock.now())


def half_made():
    """The file with the offer that waits for its second person."""
    return market.offers_of(actor_of("loan"), states=["made"])[0]


def file_of(demand_id):
    return f"/bank/files/{demand_id}/"


@pytest.fixture(scope="module")
def demand_id(lunxi):
    return half_made().demand_id


@pytest.fixture(scope="module")
def agreement(lunxi):
    """The agreement that nobody has signed yet."""
    found = contracts.agreements_of(actor_of("loan"))
    return next(each for each in found if each.state == "drafted")


class TestWhoSits:
    def test_a_stranger_is_led_to_the_log_in_and_back(self):
        answer = browser().get("/bank/")
        assert answer.status_code == 302
        assert answer["Location"].endswith("?next=/bank/")

    @pytest.mark.parametrize("login", ["supervisor", "owner7", "clerk.checker", "operator"])
    @pytest.mark.parametrize("page", PAGES)
    def test_another_kind_of_institution_is_refused(self, login, page):
        assert browser(login).get(page).status_code == 403

    def test_a_file_that_was_never_shown_to_the_bank_is_not_found(self):
        assert browser("loan").get(file_of(uuid4())).status_code == 404

    def test_another_banks_agreement_is_not_found(self, agreement):
        page = f"/bank/agreements/{agreement.id}/"
        assert browser("loan").get(page).status_code == 200
        assert browser("citybank").get(page).status_code == 404

    def test_another_bank_can_neither_approve_nor_withdraw_what_is_not_its_own(self, demand_id):
        for act in ("approve", "withdraw"):
            typed = {"act": act, "key": str(uuid4()), "offer": str(half_made().id)}
            answer = browser("citybank.checker").post(f"{file_of(demand_id)}decision/", typed)
            assert answer.status_code == 404


class TestBothLanguages:
    @pytest.mark.parametrize("page", PAGES)
    @pytest.mark.parametrize("login", ["loan", "loan.checker"])
    def test_nothing_english_is_left_in_chinese(self, page, login):
        self.is_chinese(browser(login, "zh-hans").get(page))

    def test_nor_in_a_file(self, demand_id):
        self.is_chinese(browser("loan.checker", "zh-hans").get(file_of(demand_id)))
        self.is_chinese(browser("loan", "zh-hans").get(file_of(demand_id)))

    def test_nor_in_an_agreement(self, agreement):
        answer = browser("loan.checker", "zh-hans").get(f"/bank/agreements/{agreement.id}/")
        assert "签署" in text_of(answer)
        assert "轮到您：代表本行签署" in text_of(answer)

    @staticmethod
    def is_chinese(answer):
        assert answer.status_code == 200
        main = answer.content.decode().split('id="page" tabindex="-1">', 1)[1].split("</main>")[0]
        plain = re.sub(r"<[^>]*>", " ", QUOTED.sub(" ", main))
        assert set(ENGLISH.findall(plain)) - NAMES == set()


class TestQueue:
    def test_says_what_waits_for_the_reader(self):
        for login, who in (("loan", "lender_maker"), ("loan.checker", "lender_checker")):
            actor, answer = actor_of(login), browser(login).get("/bank/")
            mine = [each for each in market.queue(actor, clock.now()) if each.turn.who == who]
            unsigned = [
                each
                for each in contracts.agreements_of(actor)
                if actor.organisation_id in each.waits_for and who == "lender_checker"
            ]
            number = len(mine) + len(unsigned)
            assert re.search(rf"{number} files? needs? your decision", text_of(answer))

    def test_adds_up_on_the_page(self):
        text = text_of(browser("loan.checker").get("/bank/"))
        sums = re.search(
            r"([\d,]+) ready to decide \+ ([\d,]+) with others = ([\d,]+) on your desk", text
        )
        ready, others, desk = (int(each.replace(",", "")) for each in sums.groups())
        assert ready + others == desk > 0

    def test_has_one_filled_button_and_a_grade_never_without_its_band(self):
        page = browser("loan.checker").get("/bank/").content.decode()
        assert page.count("button filled") == 1
        assert page.count("likely between") >= 3

    def test_costs_no_more_queries_with_more_files(self, django_assert_max_num_queries):
        client = browser("loan")
        with django_assert_max_num_queries(45):
            client.get("/bank/")


class TestFourEyes:
    def test_the_maker_reads_why_another_must_approve(self, demand_id):
        answer = browser("loan").get(file_of(demand_id))
        assert "You made this offer; another person" in text_of(answer)
        assert 'value="approve"' not in answer.content.decode()

    def test_and_is_refused_when_trying_all_the_same(self, demand_id):
        typed = {"act": "approve", "key": str(uuid4()), "offer": str(half_made().id)}
        answer = browser("loan").post(f"{file_of(demand_id)}decision/", typed)
        assert answer.status_code == 403
        assert half_made().demand_id == demand_id

    def test_a_form_that_lost_its_key_does_nothing(self, demand_id):
        typed = {"act": "withdraw", "offer": str(half_made().id)}
        answer = browser("loan.checker").post(f"{file_of(demand_id)}decision/", typed)
        assert answer.status_code == 422


class TestDeciding:
    """The second person takes the offer back; the maker looks, prices and offers again."""

    def test_opening_a_file_freezes_what_is_seen(self, demand_id):
        page = browser("loan.checker").get(file_of(demand_id))
        assert "what you see is kept with your decision" in text_of(page)
        seen = market.dossier(demand_id, actor_of("loan"), clock.now()).hash
        assert market.snapshot(seen, actor_of("loan")).intact

    def test_the_second_person_may_withdraw(self, demand_id):
        client = browser("loan.checker")
        page = client.get(file_of(demand_id))
        typed = {"act": "withdraw", "key": key_in(page), "offer": str(half_made().id)}
        answer = client.post(f"{file_of(demand_id)}decision/", typed, follow=True)
        assert "What was set aside is free again." in text_of(answer)
        assert market.offers_of(actor_of("loan"), states=["made"]) == ()

    def test_the_form_proposes_the_posted_price_and_shows_what_it_costs(self, demand_id):
        text = text_of(browser("loan").get(file_of(demand_id)))
        for words in ("All-in price at", "Loss you should expect", "ceiling 12.0 %", "In all"):
            assert words in text
        assert re.search(r"(\d[\d,.]+) lent \+ ¥([\d,.]+) = ¥([\d,.]+) paid back in all", text)

    def test_a_colleague_without_the_duty_reads_who_decides(self, demand_id):
        text = text_of(browser("loan.checker").get(file_of(demand_id)))
        assert "A colleague with the duty of a maker makes the offer." in text

    def test_what_cannot_be_read_is_named_at_its_field_and_stays(self, demand_id):
        answer = self.send(demand_id, amount="30000.123", rate="abc", months="0")
        text = text_of(answer)
        assert answer.status_code == 422
        assert "3 answers need another look" in text
        assert "Type a rate in per cent a year" in text
        assert 'value="30000.123"' in answer.content.decode()

    def test_a_price_is_worked_out_without_deciding(self, demand_id):
        answer = self.send(demand_id, act="price", rate="8")
        assert answer.status_code == 200
        assert 'value="8"' in answer.content.decode()
        assert re.search(r"All-in price at \w+ 8\.[2-4] %", text_of(answer))
        assert market.offers_of(actor_of("loan"), states=["made"]) == ()

    def test_above_the_ceiling_the_rule_its_value_day_and_source_stand_at_the_rate(self, demand_id):
        answer = self.send(demand_id, rate="28")
        text = text_of(answer)
        assert answer.status_code == 409
        for words in ("the ceiling is 12.00 %", "4 × 3.00 % = 12.00 %", "Fa Shi [2020] No. 27"):
            assert words in text
        assert 'aria-invalid="true"' in answer.content.decode()
        assert 'value="28"' in answer.content.decode()

    def test_and_in_chinese_in_chinese(self, demand_id):
        answer = self.send(demand_id, "zh-hans", rate="28")
        assert "四倍" in text_of(answer)
        assert "lender" not in text_of(answer)

    def test_a_file_that_was_not_opened_so_is_opened_again(self, demand_id):
        answer = self.send(demand_id, seen="00" * 32)
        assert answer.status_code == 409
        assert "The file has changed since you opened it: the file was not opened." in text_of(
            answer
        )
        assert "Open the file again" in text_of(answer)

    def test_an_end_after_the_requests_own_is_told_as_a_day(self, demand_id):
        answer = self.send(demand_id, until="2030-01-01")
        assert answer.status_code == 422
        assert re.search(r"must end after now and by \w+ \d+ Dec", text_of(answer))

    def test_a_decline_without_reason_and_words_says_what_is_missing(self, demand_id):
        answer = self.send(demand_id, act="decline")
        assert answer.status_code == 422
        assert "Choose a reason." in text_of(answer)
        assert "Write a sentence for the firm." in text_of(answer)

    def test_the_same_form_sent_twice_makes_one_offer(self, demand_id):
        key = str(uuid4())
        first = self.send(demand_id, key=key, rate="6.10")
        again = browser("loan").post(first.request["PATH_INFO"], self.form)
        assert (first.status_code, again.status_code) == (302, 302)
        (made,) = market.offers_of(actor_of("loan"), states=["made"])
        assert made.rate_yearly == Decimal("0.061")
        assert made.seen_hash

    def test_the_second_person_approves_and_the_money_is_set_aside(self, demand_id):
        client = browser("loan.checker")
        page = client.get(file_of(demand_id))
        assert page.content.decode().count("button filled") == 1
        typed = {"act": "approve", "key": key_in(page), "offer": str(half_made().id)}
        answer = client.post(f"{file_of(demand_id)}decision/", typed, follow=True)
        assert "The money is set aside at the custodian" in text_of(answer)
        assert market.offers_of(actor_of("loan"), states=["made"]) == ()

    def send(self, demand_id, language="en", **typed):
        client = browser("loan", language)
        page = client.get(file_of(demand_id)).content.decode()
        form = {
            name: re.search(f'name="{name}" value="([^"]*)"', page).group(1)
            for name in ("key", "seen", "product", "amount", "rate", "months", "until")
        }
        self.form = {**form, "plan": "bullet", "act": "offer", **typed}
        return client.post(f"{file_of(demand_id)}decision/", self.form)


class TestSigningAndKeys:
    def test_a_maker_cannot_sign_and_reads_why(self, agreement):
        page = f"/bank/agreements/{agreement.id}/"
        assert "you cannot sign for it" in text_of(browser("loan").get(page))
        answer = browser("loan").post(f"{page}signature/", {"key": str(uuid4())})
        assert answer.status_code == 403
        assert "A maker signs for the enterprise, a checker for a lender" in text_of(answer)

    def test_the_question_names_the_amount_and_can_be_asked_without_script(self, agreement):
        client, page = browser("loan.checker"), f"/bank/agreements/{agreement.id}/"
        assert "<dialog open" not in client.get(page).content.decode()
        asked = client.get(f"{page}?ask=sign")
        assert re.search(r"<dialog[^>]* open", asked.content.decode())
        assert re.search(r"Sign for ¥[\d,]+\.\d\d\?", text_of(asked))

    def test_the_checker_signs_for_the_bank(self, agreement):
        client, page = browser("loan.checker"), f"/bank/agreements/{agreement.id}/"
        key = key_in(client.get(page))
        answer = client.post(f"{page}signature/", {"key": key}, follow=True)
        assert "Signed for your bank." in text_of(answer)
        assert len(contracts.agreement(agreement.id, actor_of("loan")).signatures) == 1

    def test_a_drawdown_waits_for_the_banks_key(self, agreement, lunxi):
        owner, at = actor_of("owner8"), clock.now()
        owners.sign(agreement.id, owner, lunxi.signing, at)
        contract_verbs.request_drawdown(
            key=uuid4(),
            by=owner,
            agreement_id=agreement.id,
            payee_name=agreement.borrower_name,
            payee_account="6222020000001234",
            at=at,
        )
        delivery.deliver_all()
        queue = text_of(browser("loan.checker").get("/bank/"))
        assert "Your turn: a payment waits for your bank's key" in queue
        assert "Your bank's key" in queue

    def test_the_dialogue_says_to_whom_on_what_and_that_it_cannot_be_taken_back(self):
        text = text_of(browser("loan.checker").get("/bank/keys/"))
        for words in ("Release ¥", "…1234", "signed by all parties", "Not now", "send it back"):
            assert words in text
        assert "6222020000001234" not in text

    def test_a_person_without_the_duty_sees_no_button(self):
        answer = browser("loan").get("/bank/keys/")
        assert "You cannot turn your bank's key." in text_of(answer)
        assert "<dialog" not in answer.content.decode()

    def test_the_key_is_turned_once(self):
        client = browser("loan.checker")
        page = client.get("/bank/keys/").content.decode()
        url, key = re.search(
            r'action="(/bank/keys/[^"]+)" method="post">.*?name="key" value="([^"]+)"', page, re.S
        ).groups()
        answer = client.post(url, {"key": key}, follow=True)
        assert "Your key is turned." in text_of(answer)
        assert "waits for the custodian's key" in text_of(answer)
        again = client.post(url, {"key": str(uuid4())})
        assert again.status_code == 403
        assert "another person" in text_of(again)


class TestPortfolio:
    def test_leads_with_the_result_and_what_is_late(self):
        text = text_of(browser("loan").get("/bank/portfolio/"))
        late = [each for each in contracts.portfolio(actor_of("loan")) if each.days_past_due]
        assert re.search(rf"¥[\d,]+ interest earned; {len(late)} of \d+ running loans", text)
        assert f"{max(each.days_past_due for each in late)} days late" in text

    def test_adds_up_without_remainder(self):
        text = text_of(browser("loan").get("/bank/portfolio/"))
        sums = re.search(r"([\d,.]+) lent = ([\d,.]+) back \+ ([\d,.]+) at work\.", text)
        lent, back, owed = (round(float(each.replace(",", "")) * 100) for each in sums.groups())
        assert lent == back + owed > 0
