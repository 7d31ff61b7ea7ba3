"""The supervisor's desk on the seeded town: the screen, alerts, a freeze by two, the audit."""

import re
from uuid import uuid4

import pytest

from headrace.kit import clock, delivery
from headrace.parties import queries as parties
from headrace.supervision import queries
from tests.portals.lunxi import browser, key_in, text_of

pytestmark = pytest.mark.usefixtures("lunxi")
PAGES = ("/supervisor/", "/supervisor/alerts/", "/supervisor/audit/", "/supervisor/rules/")
EVERY_PAGE = (*PAGES, "/supervisor/freeze/")
ENGLISH = re.compile(r"[A-Za-z]{4,}")
# Official names and codes stand in the language of their source.
NAMES = {"CURRENT"}
REASON = "Payments to a party that nobody agreed to"


def actor_of(login):
    return parties.actor_of(parties.person_of_login(login), at=clock.now())


@pytest.fixture(scope="module")
def firm(lunxi):
    return parties.organisation(actor_of("owner2").organisation_id)


@pytest.fixture(scope="module")
def alert(lunxi):
    """An open alert about a firm."""
    found = queries.alerts(actor_of("supervisor"))
    return next(each for each in found if each.kind.startswith("contracts."))


class TestWhoSits:
    def test_a_stranger_is_led_to_the_log_in(self):
        assert browser().get("/supervisor/").status_code == 302

    @pytest.mark.parametrize("login", ["loan", "owner2", "operator", "clerk"])
    @pytest.mark.parametrize("page", EVERY_PAGE)
    def test_a_party_is_refused(self, login, page):
        assert browser(login).get(page).status_code == 403

    @pytest.mark.parametrize("page", EVERY_PAGE)
    def test_an_auditor_reads_everything_and_changes_nothing(self, page):
        answer = browser("auditor").get(page)
        main = answer.content.decode().split('id="page" tabindex="-1">', 1)[1].split("</main>")[0]
        assert answer.status_code == 200
        posted = set(re.findall(r'<form[^>]*action="([^"]*)"[^>]*method="post"', main))
        assert posted <= {"/supervisor/audit/verification/"}


class TestBothLanguages:
    @pytest.mark.parametrize("page", EVERY_PAGE[:3] + EVERY_PAGE[4:])
    def test_nothing_english_is_left_in_chinese(self, page):
        answer = browser("supervisor", "zh-hans").get(page).content.decode()
        main = re.sub(
            r"<[^>]*>", " ", answer.split('id="page" tabindex="-1">', 1)[1].split("</main>")[0]
        )
        assert set(ENGLISH.findall(main)) - NAMES == set()

    def test_rules_are_told_in_chinese_with_the_names_of_their_sources(self):
        text = text_of(browser("supervisor", "zh-hans").get("/supervisor/rules/"))
        assert "本中心准入规则：机构报价的年化综合成本不超过一年期 LPR 的四倍。" in text
        assert "待确认" in text


class TestConsole:
    def test_is_a_judgement_in_one_sentence(self):
        page = browser("supervisor").get("/supervisor/").content.decode()
        (title,) = re.findall(r"<h1>(.*?)</h1>", page)
        assert title.startswith("Lunxi today: ")

    def test_names_no_firm(self, firm):
        known = parties.organisations(
            each.organisation_id for each in parties.public_register("enterprise")
        )
        for language in ("en", "zh-hans"):
            text = text_of(browser("supervisor", language).get("/supervisor/"))
            assert not [each.name for each in known.values() if each.name in text]

    def test_hides_a_share_of_fewer_than_twenty_firms(self):
        page = browser("supervisor").get("/supervisor/").content.decode()
        assert 'class="heat-few"' in page
        assert "under 20" in page

    def test_shows_the_ceiling_with_formula_day_and_how_near_offers_come(self):
        text = text_of(browser("supervisor").get("/supervisor/"))
        assert "12.0 % ceiling, 4 × LPR (3.0 %, since 2025-05)" in text
        assert "within half a point of it" in text

    def test_says_what_lies_in_custody_and_whether_the_books_match(self):
        assert "books match the bank" in text_of(browser("supervisor").get("/supervisor/"))

    def test_is_read_in_few_queries(self, django_assert_max_num_queries):
        client = browser("supervisor")
        with django_assert_max_num_queries(60):
            client.get("/supervisor/")


class TestAlerts:
    def test_are_listed_without_names_and_opened_with_one(self, alert):
        client, firm = browser("supervisor", "zh-hans"), parties.organisation(alert.about)
        assert firm.name not in text_of(client.get("/supervisor/alerts/"))
        assert firm.name in text_of(client.get(f"/supervisor/alerts/{alert.id}/"))

    def test_are_taken_up(self, alert):
        client, page = browser("supervisor"), f"/supervisor/alerts/{alert.id}/"
        answer = client.post(f"{page}taking-up/", {"key": str(uuid4())}, follow=True)
        assert "Taken up." in text_of(answer)
        assert queries.alert(alert.id, actor_of("supervisor")).state == "acting"

    def test_need_a_reason_to_be_closed_and_what_was_typed_stays(self, alert):
        client, page = browser("supervisor"), f"/supervisor/alerts/{alert.id}/"
        answer = client.post(f"{page}closing/", {"key": str(uuid4()), "note": "fine"})
        assert answer.status_code == 422
        assert "Give the reason in at least 10 letters." in text_of(answer)
        assert ">fine</textarea>" in answer.content.decode()

    def test_are_closed_with_one(self, alert):
        client, page = browser("supervisor"), f"/supervisor/alerts/{alert.id}/"
        sent = {"key": key_in(client.get(page)), "note": "The firm has agreed to a new plan"}
        answer = client.post(f"{page}closing/", sent, follow=True)
        assert "The reason stands in the audit feed." in text_of(answer)
        assert "The firm has agreed to a new plan" in text_of(client.get(page))

    def test_an_auditor_cannot_close_one(self, alert):
        page = f"/supervisor/alerts/{alert.id}/"
        sent = {"key": str(uuid4()), "note": "Nothing was wrong here at all"}
        assert browser("auditor").post(f"{page}closing/", sent).status_code == 403

    def test_one_of_another_district_is_not_found(self, lunxi):
        found = queries.alerts(actor_of("supervisor"), open_only=False)
        elsewhere = next(each for each in found if each.district != "990101")
        page = f"/supervisor/alerts/{elsewhere.id}/"
        assert browser("district").get(page).status_code == 404


class TestFreeze:
    def test_finds_a_party_by_name_and_by_code(self, firm):
        client = browser("supervisor", "zh-hans")
        for words in (firm.name, firm.uscc):
            assert firm.name in text_of(client.get("/supervisor/freeze/", {"q": words}))

    def test_says_when_there_is_none(self):
        text = text_of(browser("supervisor").get("/supervisor/freeze/", {"q": "Nobody at all"}))
        assert "No organisation of your districts is registered under such a name or code." in text

    def test_asks_with_amount_and_consequence(self, lunxi):
        bank = lunxi.banks[0].desk.organisation_id
        answer = browser("supervisor").get(f"/supervisor/freeze/?organisation={bank}")
        assert re.search(r"Freeze ¥[\d,]+\.\d\d\?", text_of(answer))
        assert "Nothing leaves these accounts until another officer lifts it." in text_of(answer)

    def test_needs_a_reason(self, firm):
        answer = self.order(firm, "bad")
        assert answer.status_code == 422
        assert "Give the reason in at least 10 letters." in text_of(answer)

    def test_is_in_force_at_once(self, firm):
        answer = self.order(firm, REASON)
        assert answer.status_code == 302
        delivery.deliver_all()
        text = text_of(browser("supervisor").get("/supervisor/freeze/"))
        assert "1 freeze is in force" in text
        assert REASON in text

    def test_is_not_ordered_twice(self, firm):
        answer = self.order(firm, REASON)
        assert answer.status_code == 409
        assert "A freeze of this party is in force already." in text_of(answer)

    def test_is_not_lifted_by_who_ordered_it(self, firm):
        answer = self.lift("supervisor")
        assert answer.status_code == 403
        assert "You ordered this freeze; another officer must lift it." in text_of(answer)

    def test_is_lifted_by_another_officer(self, firm):
        assert self.lift("supervisor.checker").status_code == 302
        text = text_of(browser("supervisor").get("/supervisor/freeze/"))
        assert "No freeze is in force" in text
        assert "lifted" in text

    def test_is_not_for_an_auditor(self, firm):
        assert self.order(firm, REASON, "auditor").status_code == 403

    @staticmethod
    def order(firm, reason, login="supervisor"):
        sent = {"key": str(uuid4()), "organisation": str(firm.id), "reason": reason}
        return browser(login).post("/supervisor/freeze/orders/", sent)

    @staticmethod
    def lift(login):
        (order, *_) = queries.freeze_orders(actor_of("supervisor"))
        sent = {"key": str(uuid4()), "reason": "The payments are explained by now"}
        return browser(login).post(f"/supervisor/freeze/orders/{order.id}/lifting/", sent)


class TestAudit:
    def test_tells_every_entry_in_words_from_the_newest_to_the_first(self):
        pages = list(self.leafed("/supervisor/audit/", "Older entries"))
        assert not [text for text in pages if "Another entry" in text]
        assert sum(text.count('<th scope="row">') for text in pages) > 300
        assert "Rules loaded" in pages[-1]
        assert "Back to the newest" not in pages[0]

    def test_is_paged_back_to_the_newest_again(self):
        *_, last = self.leafed("/supervisor/audit/", "Older entries")
        back = list(self.leafed(self.link(last, "Newer entries"), "Newer entries"))
        newest = browser("province").get("/supervisor/audit/").content.decode()
        assert self.rows(back[-1]) == self.rows(newest)

    @classmethod
    def leafed(cls, page, way):
        client = browser("province")
        while page:
            text = client.get(page).content.decode()
            yield text
            page = cls.link(text, way)

    @staticmethod
    def link(text, label):
        found = re.search(rf'href="(/supervisor/audit/\?[^"]+)">{label}', text)
        return found.group(1).replace("&amp;", "&") if found else ""

    @staticmethod
    def rows(text):
        return re.findall(r"<tbody>.*?</tbody>", text, re.S)

    def test_names_what_was_refused(self, firm):
        TestFreeze.order(firm, REASON, "auditor")
        delivery.deliver_all()
        assert any(
            each.kind == "kit.refused"
            for each in queries.audit_feed(actor_of("province"), limit=100_000).entries
        )

    @pytest.mark.parametrize("way", ["before", "after"])
    def test_refuses_a_place_it_did_not_give_out(self, way):
        answer = browser("auditor").get(f"/supervisor/audit/?{way}=elsewhere")
        assert answer.status_code == 422

    def test_verifies_and_says_what_it_found(self):
        client = browser("auditor")
        key = key_in(client.get("/supervisor/audit/"))
        answer = client.post("/supervisor/audit/verification/", {"key": key})
        assert re.search(r"Nothing was altered in [\d,]+ sealed entries", text_of(answer))

    def test_names_the_first_fault(self, superuser):
        superuser.execute("set session_replication_role = replica")
        (changed,) = superuser.execute(
            "update kit_log_entry set kind = kind || '.altered'"
            " where id = (select id from kit_log_entry order by id limit 1) returning id"
        ).fetchone()
        text = text_of(browser("auditor").post("/supervisor/audit/verification/"))
        assert "1 entry is not what it was" in text
        assert str(changed) in text


class TestRules:
    def test_stand_with_value_day_source_and_whether_they_are_confirmed(self):
        text = text_of(browser("supervisor").get("/supervisor/rules/"))
        assert "no offer of an institution above four times" in text
        assert "4 × LPR 20 August 2020" in text
        assert "to be confirmed" in text
        assert "CN-P2P-2016" in text
