"""The chooser and the clock of the demo town, the front of a real one, the way to one's desk."""

from datetime import date, timedelta

import pytest

from headrace.kit import clock
from headrace.kit.clock import day_of
from tests.portals.lunxi import browser, text_of

pytestmark = pytest.mark.usefixtures("lunxi")


class TestChooser:
    def test_the_first_page_of_a_demo_town_asks_whom_one_would_like_to_be(self):
        answer = browser().get("/", follow=True)
        text = text_of(answer)
        assert answer.redirect_chain == [("/town/", 302)]
        assert "Who would you like to be in Lunxi?" in text
        assert "choose an offer by 30 Nov" in text
        assert "is missing" in text

    def test_speaks_chinese(self):
        text = text_of(browser("", "zh-hans").get("/town/"))
        assert "在轮溪，您想做谁？" in text
        assert "银行复核人" in text

    def test_one_sits_down_without_a_password_and_lands_on_the_desk(self):
        client = browser()
        answer = client.post("/town/sit/", {"login": "owner7"}, follow=True)
        assert answer.redirect_chain[-1][0] == "/owner/"
        assert "¥410,000 for 6 months" in text_of(answer)
        assert "Log out" in text_of(answer)

    @pytest.mark.parametrize("login", ["owner9", "nobody", ""])
    def test_only_the_seats_that_are_offered_can_be_taken(self, login):
        client = browser()
        assert client.post("/town/sit/", {"login": login}).status_code == 404
        assert "_auth_user_id" not in client.session

    def test_nobody_sits_down_so_where_there_is_no_demo(self, settings):
        settings.DEMO = False
        assert browser().post("/town/sit/", {"login": "owner7"}).status_code == 404


class TestClock:
    def test_a_second_click_lets_no_second_day_pass(self):
        before = day_of(clock.now())
        form = {"to": (before + timedelta(days=1)).isoformat()}
        for _ in range(2):
            assert browser().post("/town/clock/", form)["Location"] == "/town/"
        assert day_of(clock.now()) == before + timedelta(days=1)

    @pytest.mark.parametrize("to", ["yesterday", "2031-01-01"])
    def test_a_day_out_of_reach_is_refused_with_words(self, to):
        answer = browser().post("/town/clock/", {"to": to})
        assert answer.status_code == 422
        assert "The town can go on to a day of the next three months" in text_of(answer)


class TestFront:
    @pytest.fixture(autouse=True)
    def no_demo(self, settings):
        settings.DEMO = False

    def test_of_a_deployment_says_what_the_centre_never_does_and_where_the_door_is(self):
        text = text_of(browser().get("/"))
        assert "It never lends" in text
        assert "Log in" in text
        assert "CN-CURRENT" in text

    def test_leads_whoever_is_logged_in_to_the_own_desk(self):
        assert "To my desk" in text_of(browser("owner7").get("/"))

    def test_the_door_is_in_the_look_of_the_house_and_keeps_where_one_was_going(self):
        answer = browser("", "zh-hans").get("/account/login/?next=/owner/offers/")
        assert "headrace/tokens.css" in answer.content.decode()
        assert 'name="next" value="/owner/offers/"' in answer.content.decode()
        assert "登录名" in text_of(answer)

    def test_a_password_opens_it(self):
        form = {"login": "clerk.checker", "password": "reed-mill-lantern-42", "next": "/desk/"}
        answer = browser().post("/account/login/", form)
        assert answer["Location"] == "/desk/"

    def test_a_wrong_password_says_so_and_keeps_the_name(self):
        form = {"login": "clerk.checker", "password": "wrong", "next": "/desk/"}
        answer = browser().post("/account/login/", form)
        assert "This did not open the door" in text_of(answer)
        assert 'value="clerk.checker"' in answer.content.decode()

    def test_logging_out_ends_the_visit(self):
        client = browser("owner7")
        client.post("/account/logout/")
        assert client.get("/owner/")["Location"].startswith("/account/login/")


class TestDesk:
    def test_an_owner_lands_at_home(self):
        assert browser("owner2").get("/desk/")["Location"] == "/owner/"

    def test_a_browser_that_has_no_language_takes_the_person_s_own(self, settings):
        settings.DEMO = False
        client = browser("owner2")
        del client.cookies["django_language"]
        assert client.get("/desk/").cookies["django_language"].value == "zh-hans"
        assert "django_language" not in client.get("/desk/").cookies

    def test_a_desk_without_pages_is_told_what_it_works_with(self):
        text = text_of(browser("operator").get("/desk/"))
        assert "You work through your own program for now" in text

    def test_a_stranger_logs_in_first(self):
        assert browser().get("/desk/")["Location"] == "/account/login/?next=/desk/"


class TestRules:
    def test_every_rule_stands_with_its_source_and_its_day(self):
        text = text_of(browser().get("/rules/"))
        assert "Fa Shi [2020]" in text
        assert str(date(2020, 11, 16)) in text
