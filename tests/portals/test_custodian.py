"""The custodian's desk on the seeded town, from the release to the match; tests go on in order."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headrace.custody import queries as custody
from headrace.custody import services as custody_verbs
from headrace.custody.models import Break
from headrace.custody.services import breaks
from headrace.kit import clock
from headrace.kit.actors import Actor
from headrace.kit.transactions import transaction
from headrace.parties import queries as parties
from tests.portals.lunxi import browser, key_in, text_of

pytestmark = pytest.mark.usefixtures("lunxi")
PAGES = ("/custody/", "/custody/accounts/", "/custody/matching/")
ENGLISH = re.compile(r"[A-Za-z]{4,}")
QUOTED = re.compile(r'<span lang="en">.*?</span>|\b[0-9a-f]{8,}\b|request [0-9a-f-]{36}', re.S)
NAMES = {"CURRENT"}
CLERK, CHECKER = "clerk", "clerk.checker"


def actor_of(login):
    return parties.actor_of(parties.person_of_login(login), at=clock.now())


def waiting():
    """The payments whose second key is the next one."""
    return [each for each in custody.instructions_waiting(actor_of(CHECKER)) if each.keys == 1]


def page_of(order):
    return f"/custody/payments/{order.id}/"


@transaction
def found_gap(book_id, evidence):
    """Write down a gap as the daily proof does."""
    return breaks.found(
        book_id=book_id,
        kind="missing_there",
        on=clock.now().date(),
        evidence=evidence,
        by=Actor.system("custody"),
        at=clock.now(),
        expected_minor=1864000,
    )


def drawn_up_again(amount):
    """A second pay-out of the same bank, with its first key turned."""
    bank, at = actor_of("citybank"), clock.now()
    order_id = custody_verbs.request_pay_out(
        key=uuid4(), by=bank, book_id=custody.default_book().id, amount=amount, at=at
    )
    return custody.instruction(order_id, bank)


def first_key(order):
    by = actor_of("citybank.checker")
    custody_verbs.approve_instruction(key=uuid4(), by=by, instruction_id=order.id, at=clock.now())


class TestWhoSits:
    def test_a_clerk_is_led_to_the_releases(self):
        assert browser(CHECKER).get("/desk/", follow=True).redirect_chain[-1][0] == "/custody/"

    def test_a_stranger_is_led_to_the_log_in_and_back(self):
        assert browser().get("/custody/")["Location"].endswith("?next=/custody/")

    @pytest.mark.parametrize("login", ["supervisor", "owner7", "loan", "operator"])
    @pytest.mark.parametrize("page", PAGES)
    def test_another_kind_of_institution_is_refused(self, login, page):
        assert browser(login).get(page).status_code == 403

    def test_a_payment_of_no_book_of_ours_is_not_found(self):
        assert browser(CHECKER).get(f"/custody/payments/{uuid4()}/").status_code == 404


class TestBothLanguages:
    def addresses(self):
        return [*PAGES, page_of(waiting()[0])]

    @pytest.mark.parametrize("login", [CLERK, CHECKER])
    def test_nothing_english_is_left_in_chinese(self, login):
        for address in self.addresses():
            answer = browser(login, "zh-hans").get(address)
            assert answer.status_code == 200
            main = answer.content.decode().split("<main")[1].split(">", 1)[1].split("</main>")[0]
            words = re.sub(r"<[^>]*>", " ", QUOTED.sub(" ", main))
            assert set(ENGLISH.findall(words)) - NAMES == set()

    @pytest.mark.parametrize("login", [CLERK, CHECKER])
    def test_a_page_has_one_heading_and_no_style(self, login):
        for address in self.addresses():
            body = browser(login).get(address).content.decode()
            assert body.count("<h1") == 1
            assert " style=" not in body
            assert "<script>" not in body


class TestReleases:
    def test_lead_with_how_many_wait_and_their_sum(self):
        words = text_of(browser(CHECKER).get("/custody/"))
        assert "1 release waits for your key" in words
        assert "¥500,000.00 in all." in words
        assert "Lunxi City Bank" in words
        assert "5 of 5 met" in words
        assert "second key: you" in words
        assert "1 account to verify" in words

    def test_the_amounts_of_the_channel_add_up(self):
        words = text_of(browser(CHECKER).get("/custody/"))
        told = re.search(r"¥([\d,.]+) waits for .*? \+ ¥([\d,.]+) stays = ¥([\d,.]+) in", words)
        keyed, rest, held = (int(re.sub(r"\D", "", each)) for each in told.groups())
        assert keyed == waiting()[0].amount.minor == 50_000_000
        assert keyed + rest == held

    def test_show_what_was_paid_in_the_last_days(self):
        words = text_of(browser(CHECKER).get("/custody/"))
        assert "Ended in the last seven days" in words
        assert "booked" in words

    def test_a_maker_reads_them_and_gets_no_button(self):
        answer = browser(CLERK).get("/custody/")
        assert "You cannot turn the second key." in text_of(answer)
        assert "/key/" not in answer.content.decode()

    def test_are_read_with_a_fixed_number_of_queries(self):
        seen = browser(CHECKER)
        seen.get("/custody/")
        with CaptureQueriesContext(
            connection,
        ) as counted:
            seen.get("/custody/")
        assert len(counted) <= 24

    def test_without_script_the_address_opens_the_question(self):
        order = waiting()[0]
        body = browser(CHECKER).get(f"/custody/?ask=release-{order.id}").content.decode()
        assert f'id="release-{order.id}" open' in body


class TestOnePayment:
    def test_names_every_condition_and_the_whole_account(self):
        order = waiting()[0]
        words = text_of(browser(CHECKER).get(page_of(order)))
        assert "¥500,000.00 to Lunxi City Bank" in words
        assert "first key of Lunxi City Bank" in words
        assert "no freeze on the account it leaves" in words
        assert order.payee_account in words
        assert "waits for the second key" in words

    def test_a_maker_cannot_turn_the_second_key(self):
        order = waiting()[0]
        answer = browser(CLERK).post(page_of(order) + "key/", {"key": str(uuid4())})
        assert answer.status_code == 403
        assert waiting() == [order]

    def test_a_form_without_its_number_does_nothing(self):
        order = waiting()[0]
        assert browser(CHECKER).post(page_of(order) + "key/").status_code == 422
        assert waiting() == [order]

    def test_an_address_of_an_act_shows_its_page(self):
        order = waiting()[0]
        assert browser(CHECKER).get(page_of(order) + "key/")["Location"] == page_of(order)

    def test_cancelling_asks_for_a_reason(self):
        order = waiting()[0]
        key = str(uuid4())
        answer = browser(CHECKER).post(page_of(order) + "cancelling/", {"key": key})
        assert answer.status_code == 422
        assert "Choose a reason." in text_of(answer)
        assert key in answer.content.decode()

    def test_the_key_is_turned_once_however_often_it_is_sent(self):
        order = waiting()[0]
        seen = browser(CHECKER)
        key = key_in(seen.get("/custody/"))
        for _click in range(2):
            answer = seen.post(page_of(order) + "key/", {"key": key})
            assert answer["Location"] == "/custody/?done=key"
        assert "The second key is turned." in text_of(seen.get("/custody/?done=key"))
        assert custody.instruction(order.id, actor_of(CHECKER)).state == "authorised"
        assert "two keys turned, leaves next" in text_of(seen.get("/custody/"))

    def test_a_stale_page_is_refused_with_the_present_state(self):
        order = next(
            each
            for each in custody.instructions_kept(actor_of(CHECKER), since=clock.now())
            if each.state == "authorised"
        )
        answer = browser(CHECKER).post(page_of(order) + "key/", {"key": str(uuid4())})
        assert answer.status_code == 409
        assert "released with two keys" in text_of(answer)

    def test_a_maker_takes_back_what_has_not_left(self):
        order = next(
            each
            for each in custody.instructions_kept(actor_of(CHECKER), since=clock.now())
            if each.state == "authorised"
        )
        typed = {"key": str(uuid4()), "reason": "payee_unclear"}
        answer = browser(CLERK).post(page_of(order) + "cancelling/", typed)
        assert answer["Location"] == "/custody/?done=cancelled"
        assert custody.instruction(order.id, actor_of(CHECKER)).state == "cancelled"
        words = text_of(browser(CHECKER).get(page_of(order)))
        assert "cancelled before it left" in words
        assert "Cancel the payment instead" not in words
        again = browser(CLERK).post(page_of(order) + "cancelling/", typed | {"key": str(uuid4())})
        assert again.status_code == 409

    def test_waits_for_its_payer_first(self):
        order = drawn_up_again(custody.balances_of(actor_of("citybank").organisation_id)[0].free)
        words = text_of(browser(CHECKER).get(page_of(order)))
        assert "Lunxi City Bank has not turned the first key" in words
        assert "first key: the payer's" in words
        refused = browser(CHECKER).post(page_of(order) + "key/", {"key": str(uuid4())})
        assert refused.status_code == 403

    def test_a_freeze_takes_the_button_away(self):
        (order,) = custody.instructions_waiting(actor_of("citybank.checker"))
        first_key(order)
        assert "Release ¥" in text_of(browser(CHECKER).get(page_of(order)))
        freeze(order)
        answer = browser(CHECKER).get(page_of(order))
        assert "the account is frozen by an authority" in text_of(answer)
        assert "Release ¥" not in text_of(answer)
        assert "4 of 5 met" in text_of(browser(CHECKER).get("/custody/"))
        assert "nothing leaves; money may come in" in text_of(
            browser(CHECKER).get("/custody/accounts/")
        )


@transaction
def freeze(order):
    custody_verbs.freeze_account(
        book_id=order.book_id,
        party_id=order.debit_party,
        order=order.business,
        by=Actor.system("supervision"),
        at=clock.now(),
    )


class TestAccounts:
    def account(self):
        return custody.bank_accounts_waiting(actor_of(CHECKER))[0]

    def test_show_holder_and_whole_number(self):
        words = text_of(browser(CHECKER).get("/custody/accounts/"))
        assert "1 account waits to be verified" in words
        assert "6217 9901 0000 0102" in words
        assert "Clearbrook Rural Bank" in words

    def test_a_maker_cannot_verify(self):
        account = self.account()
        assert "/custody/accounts/" + str(account.id) not in (
            browser(CLERK).get("/custody/accounts/").content.decode()
        )
        answer = browser(CLERK).post(f"/custody/accounts/{account.id}/", {"key": str(uuid4())})
        assert answer.status_code == 403

    def test_another_banks_account_is_not_found(self):
        page = f"/custody/accounts/{uuid4()}/"
        assert browser(CHECKER).post(page, {"key": str(uuid4())}).status_code == 404

    def test_are_verified_once(self):
        account = self.account()
        key = str(uuid4())
        for _click in range(2):
            answer = browser(CHECKER).post(f"/custody/accounts/{account.id}/", {"key": key})
            assert answer["Location"] == "/custody/accounts/?done=verified"
        words = text_of(browser(CHECKER).get("/custody/accounts/?done=verified"))
        assert "The account is verified." in words
        assert "No account waits to be verified" in words


class TestMatching:
    def test_holds_our_book_against_the_bank_to_the_fen(self):
        words = text_of(browser(CHECKER).get("/custody/matching/"))
        assert "Book and bank match, " in words
        days = custody.days_kept(actor_of(CHECKER), custody.default_book().id)
        assert {each.gap.minor for each in days} == {0}
        assert f"{days[0].closing.amount:,.2f}" in words

    def test_the_figures_of_each_day_add_up(self):
        for each in custody.days_kept(actor_of(CHECKER), custody.default_book().id):
            assert each.opening + each.paid_in - each.paid_out == each.closing

    def test_a_gap_leads_the_page_until_it_is_explained(self):
        gap = found_gap(custody.default_book().id, "E-88156")
        words = text_of(browser(CHECKER).get("/custody/matching/"))
        assert "1 gap is open" in words
        assert "no statement repeats a line that a notice told" in words
        assert "our book ¥18,640.00" in words
        short = browser(CHECKER).post(
            f"/custody/matching/{gap}/", {"key": str(uuid4()), "note": "late"}
        )
        assert short.status_code == 422
        assert "Write ten to two hundred letters." in text_of(short)
        assert ">late</textarea>" in short.content.decode()

    def test_a_maker_reads_a_gap_and_cannot_close_it(self):
        gap = Break.objects.get(evidence="E-88156")
        assert "Close this gap" not in text_of(browser(CLERK).get("/custody/matching/"))
        typed = {"key": str(uuid4()), "note": "told again at 17:10"}
        assert browser(CLERK).post(f"/custody/matching/{gap.id}/", typed).status_code == 403

    def test_a_gap_is_closed_once_with_its_note(self):
        gap = Break.objects.get(evidence="E-88156")
        typed = {"key": str(uuid4()), "note": "told again in the statement of 17:10"}
        for _click in range(2):
            answer = browser(CHECKER).post(f"/custody/matching/{gap.id}/", typed)
            assert answer["Location"] == "/custody/matching/?done=closed"
        gap.refresh_from_db()
        assert gap.closing_note == typed["note"]
        again = browser(CHECKER).post(f"/custody/matching/{gap.id}/", typed | {"key": str(uuid4())})
        assert again.status_code == 404

    def test_tells_another_custodian_nothing(self):
        assert custody.days_kept(actor_of("loan"), custody.default_book().id) == ()
        assert custody.instructions_kept(actor_of("loan"), since=clock.now()) == ()
        assert custody.frozen_kept(actor_of("loan")) == ()
