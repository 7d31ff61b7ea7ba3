"""The supervisor's forms on the seeded town: refused at the field, sent twice, not one's own."""

import re
from uuid import uuid4

import pytest

from headrace.kit import clock, delivery
from headrace.parties import queries as parties
from headrace.supervision import queries
from tests.portals.lunxi import browser, key_in, text_of

pytestmark = pytest.mark.usefixtures("lunxi")
FREEZE = "/supervisor/freeze/"
REASON = "Payments to a party that nobody agreed to"
CHINESE_PAGE = re.compile(r"[A-Za-z]{5,}")


def actor_of(login):
    return parties.actor_of(parties.person_of_login(login), at=clock.now())


def party_of(login):
    return parties.organisation(actor_of(login).organisation_id)


@pytest.fixture(scope="module")
def firm(lunxi):
    """A firm of Hetang, which the office of Dongdu does not oversee."""
    return party_of("owner2")


@pytest.fixture(scope="module")
def alert(lunxi):
    found = queries.alerts(actor_of("supervisor"))
    return next(each for each in found if each.kind.startswith("contracts."))


def order(login, organisation, reason=REASON, key=None, language="en"):
    sent = {"key": key or str(uuid4()), "organisation": str(organisation), "reason": reason}
    return browser(login, language).post(f"{FREEZE}orders/", sent)


def live_order():
    return next(iter(queries.freeze_orders(actor_of("supervisor"))), None)


class TestSearch:
    @pytest.mark.parametrize("words", ["九棵枣", "食品", "九颗枣", "jiukezao", "Jiukezao"])
    @pytest.mark.parametrize("language", ["en", "zh-hans"])
    def test_finds_a_firm_by_part_of_a_name_in_either_language(self, firm, words, language):
        page = browser("supervisor", language).get(FREEZE, {"q": words}).content.decode()
        assert f"{FREEZE}?organisation={firm.id}" in page
        assert f'value="{words}"' in page

    def test_finds_it_by_an_english_word_where_english_is_read(self, firm):
        page = browser("supervisor").get(FREEZE, {"q": "foods"}).content.decode()
        assert f"{FREEZE}?organisation={firm.id}" in page

    def test_finds_it_by_part_of_its_code_however_it_is_typed(self, firm):
        client = browser("supervisor")
        for words in (firm.uscc, firm.uscc.lower(), firm.uscc[8:], f"{firm.uscc[:9]} "):
            assert str(firm.id) in client.get(FREEZE, {"q": words}).content.decode()

    def test_says_how_many_more_fit(self):
        text = text_of(browser("supervisor").get(FREEZE, {"q": "有限公司"}))
        assert re.search(r"10 of \d\d that fit; type more of the name\.", text)
        chinese = text_of(browser("supervisor", "zh-hans").get(FREEZE, {"q": "有限公司"}))
        assert re.search(r"共 \d\d 家相符，列出 10 家", chinese)

    def test_shows_an_office_the_firms_of_its_own_district(self, firm):
        text = text_of(browser("district").get(FREEZE, {"q": "九棵枣"}))
        assert "No organisation of your districts is registered" in text
        own = party_of("owner1")
        page = browser("district").get(FREEZE, {"q": own.name}).content.decode()
        assert str(own.id) in page

    def test_of_nothing_gives_the_list_of_orders(self):
        text = text_of(browser("supervisor").get(FREEZE, {"q": "   "}))
        assert "No organisation" not in text
        assert "No freeze is in force" in text

    def test_takes_as_many_queries_for_ten_as_for_one(self, django_assert_max_num_queries):
        client = browser("supervisor")
        for words in ("九棵枣", "有限公司"):
            with django_assert_max_num_queries(16):
                client.get(FREEZE, {"q": words})


class TestOrder:
    @pytest.mark.parametrize("reason", ["", "   ", "bad", "         x"])
    def test_without_ground_is_refused_at_its_field_and_kept(self, firm, reason):
        answer = order("supervisor", firm.id, reason)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in page
        assert f">{reason}</textarea>" in page
        assert 'href="#id_reason"' in page
        assert "One answer needs another look" in text_of(answer)
        assert live_order() is None

    def test_is_refused_in_chinese_in_chinese(self, firm):
        answer = order("supervisor", firm.id, "不", language="zh-hans")
        assert answer.status_code == 422
        assert ">不</textarea>" in answer.content.decode()
        assert "Give the reason" not in text_of(answer)

    @pytest.mark.parametrize("login", ["district", "supervisor", "province"])
    def test_of_nobody_is_not_found(self, login):
        assert order(login, uuid4()).status_code == 404
        assert browser(login).get(f"{FREEZE}?organisation={uuid4()}").status_code == 404

    @pytest.mark.parametrize("words", ["x", "1", "None"])
    def test_of_what_is_no_id_is_not_found(self, words):
        client = browser("supervisor")
        assert client.get(f"{FREEZE}?organisation={words}").status_code == 404
        assert client.get(f"{FREEZE}?lift={words}").status_code == 404

    def test_that_lost_its_party_or_its_key_does_nothing(self, firm):
        client = browser("supervisor")
        sent = {"organisation": str(firm.id), "reason": REASON}
        assert client.post(f"{FREEZE}orders/", sent).status_code == 422
        sent = {"key": str(uuid4()), "reason": REASON}
        assert client.post(f"{FREEZE}orders/", sent).status_code == 400
        assert live_order() is None

    def test_of_another_districts_firm_is_not_found_and_shows_no_money(self, firm):
        answer = browser("district").get(f"{FREEZE}?organisation={firm.id}")
        assert answer.status_code == 404
        assert "Free in custody" not in text_of(answer)
        assert order("district", firm.id).status_code == 404
        assert live_order() is None

    def test_is_not_for_an_auditor_who_may_look(self, firm):
        page = browser("auditor").get(f"{FREEZE}?organisation={firm.id}")
        assert "Free in custody now" in text_of(page)
        assert "Accounts of " in text_of(page)
        assert "<textarea" not in page.content.decode()
        answer = order("auditor", firm.id)
        assert answer.status_code == 403
        assert "Only an officer of the government may do this." in text_of(answer)

    def test_an_auditors_short_reason_is_told_above_the_page(self, firm):
        answer = order("auditor", firm.id, "bad")
        assert answer.status_code in {403, 422}
        assert re.search(r'class="[^"]*message', answer.content.decode())

    def test_sent_twice_is_one_order(self, firm):
        key = key_in(browser("supervisor").get(f"{FREEZE}?organisation={firm.id}"))
        first, again = (order("supervisor", firm.id, key=key) for _ in range(2))
        assert (first.status_code, again.status_code) == (302, 302)
        delivery.deliver_all()
        assert len(queries.freeze_orders(actor_of("supervisor"))) == 1

    def test_shows_a_frozen_firm_as_frozen(self, firm):
        text = text_of(browser("supervisor").get(f"{FREEZE}?organisation={firm.id}"))
        assert re.search(r"State\s+frozen", text)

    @pytest.mark.parametrize("login", ["district", "auditor"])
    def test_is_lifted_by_nobody_else(self, login):
        sent = {"key": str(uuid4()), "reason": REASON}
        answer = browser(login).post(f"{FREEZE}orders/{live_order().id}/lifting/", sent)
        assert answer.status_code == {"district": 404, "auditor": 403}[login]
        assert live_order() is not None

    def test_of_another_district_cannot_be_opened_for_lifting(self):
        page = f"{FREEZE}?lift={live_order().id}"
        assert browser("district").get(page).status_code == 404
        assert browser("supervisor").get(f"{FREEZE}?lift={uuid4()}").status_code == 404

    @pytest.mark.parametrize("reason", ["", "because"])
    def test_is_not_lifted_without_a_reason(self, reason):
        sent = {"key": str(uuid4()), "reason": reason}
        answer = browser("supervisor.checker").post(
            f"{FREEZE}orders/{live_order().id}/lifting/", sent
        )
        assert answer.status_code == 422
        assert f">{reason}</textarea>" in answer.content.decode()
        assert "Lift the freeze of" in text_of(answer)

    def test_lifted_twice_is_lifted_once(self):
        found, client = live_order(), browser("supervisor.checker")
        page = f"{FREEZE}orders/{found.id}/lifting/"
        sent = {"key": key_in(client.get(f"{FREEZE}?lift={found.id}")), "reason": REASON}
        assert [client.post(page, sent).status_code for _ in range(2)] == [302, 302]
        other = client.post(page, {**sent, "key": str(uuid4())})
        assert other.status_code == 409
        assert "This freeze was lifted before." in text_of(other)
        assert "<textarea" not in other.content.decode()
        again = client.get(f"{FREEZE}?lift={found.id}")
        assert "<textarea" not in again.content.decode()


class TestAlertForms:
    @pytest.mark.parametrize("note", ["", "short", "         "])
    def test_are_refused_at_the_note_in_both_languages(self, alert, note):
        page = f"/supervisor/alerts/{alert.id}/closing/"
        for language in ("en", "zh-hans"):
            sent = {"key": str(uuid4()), "note": note}
            answer = browser("supervisor", language).post(page, sent)
            assert answer.status_code == 422
            assert f">{note}</textarea>" in answer.content.decode()
            assert 'href="#id_note"' in answer.content.decode()

    @pytest.mark.parametrize("act", ["taking-up", "closing"])
    def test_are_not_for_an_auditor_a_stranger_or_another_district(self, alert, act):
        page = f"/supervisor/alerts/{alert.id}/{act}/"
        sent = {"key": str(uuid4()), "note": "Nothing was wrong here at all"}
        elsewhere = {"990101": 403, "990102": 404, "990103": 404}[alert.district]
        assert browser("auditor").post(page, sent).status_code == 403
        assert browser().post(page, sent).status_code == 302
        if elsewhere == 404:
            assert browser("district").post(page, sent).status_code == 404
        assert queries.alert(alert.id, actor_of("supervisor")).state == "new"

    @pytest.mark.parametrize("act", ["taking-up", "closing"])
    def test_are_only_sent_never_opened_and_need_their_key(self, alert, act):
        page = f"/supervisor/alerts/{alert.id}/{act}/"
        assert browser("supervisor").get(page).status_code == 405
        assert browser("supervisor").post(page, {"note": REASON}).status_code == 422

    def test_of_what_was_never_raised_are_not_found(self):
        client = browser("supervisor")
        assert client.get(f"/supervisor/alerts/{uuid4()}/").status_code == 404
        for act in ("taking-up", "closing"):
            sent = {"key": str(uuid4()), "note": REASON}
            page = f"/supervisor/alerts/{uuid4()}/{act}/"
            assert client.post(page, sent).status_code == 404

    def test_sent_twice_close_once_and_then_say_so(self, alert):
        client, page = browser("supervisor"), f"/supervisor/alerts/{alert.id}/"
        sent = {"key": key_in(client.get(page)), "note": "The firm agreed to a new plan"}
        assert [client.post(f"{page}closing/", sent).status_code for _ in range(2)] == [302, 302]
        later = client.post(f"{page}closing/", {**sent, "key": str(uuid4())})
        assert later.status_code == 409
        assert "This alert is closed." in text_of(later)
        assert "<textarea" not in client.get(page).content.decode()
        assert "The firm agreed to a new plan" in text_of(client.get(page))

    def test_a_closed_one_stands_under_all(self, alert):
        client, page = browser("supervisor"), f"/supervisor/alerts/{alert.id}/"
        assert page not in client.get("/supervisor/alerts/").content.decode()
        assert page in client.get("/supervisor/alerts/?all=1").content.decode()


class TestPages:
    @pytest.mark.parametrize(
        ("page", "most"),
        [
            ("/supervisor/", 60),
            ("/supervisor/alerts/", 12),
            ("/supervisor/audit/", 14),
            ("/supervisor/rules/", 12),
            (FREEZE, 14),
        ],
    )
    def test_are_read_in_few_queries(self, page, most, django_assert_max_num_queries):
        client = browser("supervisor")
        with django_assert_max_num_queries(most):
            assert client.get(page).status_code == 200

    @pytest.mark.parametrize("page", ["/supervisor/rules/", "/supervisor/audit/"])
    def test_are_whole_in_chinese(self, page):
        answer = browser("province", "zh-hans").get(page).content.decode()
        main = answer.split('id="page" tabindex="-1">', 1)[1].split("</main>")[0]
        plain = re.sub(r"<[^>]*>", " ", main)
        assert set(CHINESE_PAGE.findall(plain)) <= {"CURRENT", "USURY", "CENTRE", "MICROLOAN"}

    def test_rules_name_their_sources_in_chinese(self):
        page = browser("supervisor", "zh-hans").get("/supervisor/rules/").content.decode()
        assert "法释〔2020〕27号" in page
        assert "《中小企业划型标准规定》" in page
        assert '<span lang="en">' not in page.split("<main")[1]

    def test_a_district_reads_no_entry_of_another(self, firm):
        text, page = "", "/supervisor/audit/"
        while page:
            answer = browser("district", "zh-hans").get(page).content.decode()
            text += answer
            found = re.search(r'href="(/supervisor/audit/\?[^"]+)">较早的记录', answer)
            page = found.group(1).replace("&amp;", "&") if found else ""
        assert party_of("owner1").name in text
        assert firm.name not in text
