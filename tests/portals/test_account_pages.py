"""The door: how its pages look, the password, what a stranger may open."""

import re

import pytest
from django.contrib.auth import get_user_model

from tests.portals.door import (
    ENGLISH,
    LOGIN,
    PASSWORD,
    entered,
    guard,
    in_the_look_of_the_house,
    log_in,
    proven,
    visitor,
    words_of,
)
from tests.portals.lunxi import text_of

pytestmark = [pytest.mark.usefixtures("packs"), pytest.mark.urls("headrace.config.urls")]
NEW = "orchard-barley-stone-19"
LANGUAGES = ("en", "zh-hans")
OPEN_PAGES = (
    "/account/login/",
    "/account/password/reset/",
    "/account/signup/",
    "/account/inactive/",
)
OWN_PAGES = (
    "/account/mfa/",
    "/account/mfa/totp/activate/",
    "/account/mfa/webauthn/",
    "/account/mfa/webauthn/add/",
    "/account/password/change/",
)
GUARDED_PAGES = (
    "/account/mfa/",
    "/account/mfa/totp/deactivate/",
    "/account/mfa/recovery-codes/",
    "/account/mfa/recovery-codes/generate/",
    "/account/reauthenticate/",
    "/account/mfa/reauthenticate/",
)


@pytest.fixture(autouse=True)
def quick(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def person(db, at):
    """A person of a public office, who can log in by a password."""
    return entered(at)


class TestLook:
    @pytest.mark.parametrize("page", OPEN_PAGES)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_of_the_pages_that_anybody_can_open(self, page, language, db):
        answer = visitor(language).get(page)
        in_the_look_of_the_house(answer)
        assert bool(ENGLISH.search(words_of(answer))) == (language == "en")

    @pytest.mark.parametrize("page", OWN_PAGES)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_of_the_pages_of_somebody_with_a_password_only(self, page, language, person):
        answer = proven(language).get(page)
        in_the_look_of_the_house(answer)
        assert bool(ENGLISH.search(words_of(answer))) == (language == "en")

    @pytest.mark.parametrize("page", GUARDED_PAGES)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_of_the_pages_of_somebody_with_two_steps(self, page, language, person):
        client = proven(language)
        guard(person)
        answer = client.get(page)
        in_the_look_of_the_house(answer)
        assert bool(ENGLISH.search(words_of(answer))) == (language == "en")

    @pytest.mark.parametrize("page", [*OWN_PAGES, *GUARDED_PAGES])
    def test_of_none_is_shown_to_a_stranger(self, page, db):
        assert visitor().get(page)["Location"].startswith("/account/login/")

    def test_every_field_has_its_label_and_its_purpose_for_the_browser(self, person):
        body = log_in().get("/account/password/change/").content.decode()
        for name, purpose in (
            ("oldpassword", "current-password"),
            ("password1", "new-password"),
            ("password2", "new-password"),
        ):
            field = re.search(rf'<input id="id_{name}"[^>]*>', body).group(0)
            assert f'<label for="id_{name}">' in body
            assert f'autocomplete="{purpose}"' in field
            assert "value=" not in field


class TestFavicon:
    def test_stands_in_the_head_of_every_page(self, db):
        for page in ("/account/login/", "/rules/", "/words/complaints/"):
            body = visitor().get(page).content.decode()
            assert '<link rel="icon" href="/static/headrace/favicon.svg"' in body

    def test_is_served_as_a_drawing(self, db):
        answer = visitor().get("/static/headrace/favicon.svg")
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith("image/svg+xml")
        assert b"".join(answer.streaming_content).startswith(b"<svg")
        answer.close()


class TestDoor:
    def test_a_wrong_password_keeps_the_name_and_says_so(self, person):
        answer = visitor().post("/account/login/", {"login": LOGIN, "password": "no"})
        assert "This did not open the door" in text_of(answer)
        assert f'value="{LOGIN}"' in answer.content.decode()
        assert 'value="no"' not in answer.content.decode()

    def test_leads_on_to_where_one_was_going_and_nowhere_else(self, person):
        form = {"login": LOGIN, "password": PASSWORD}
        assert (
            visitor().post("/account/login/", {**form, "next": "/rules/"})["Location"] == "/rules/"
        )
        away = visitor().post("/account/login/", {**form, "next": "https://elsewhere.example/"})
        assert "elsewhere" not in away["Location"]

    def test_offers_a_key_instead_and_what_to_do_about_a_forgotten_password(self, db):
        text = text_of(visitor().get("/account/login/"))
        assert "Log in with a security key" in text
        assert "The password is forgotten" in text

    def test_a_forgotten_password_is_no_matter_of_mail(self, db):
        body = visitor().get("/account/password/reset/").content.decode()
        assert "Ask a checker of your organisation" in body
        assert 'type="email"' not in body

    def test_what_guards_it_is_one_click_from_every_desk_and_not_from_outside(self, person):
        own = 'href="/account/mfa/">My log-in</a>'
        assert own in log_in().get("/rules/").content.decode()
        assert own not in visitor().get("/rules/").content.decode()

    def test_nobody_signs_up_alone(self, db):
        form = {"username": "new", "password1": NEW, "password2": NEW}
        assert "Your institution enters you" in text_of(visitor().post("/account/signup/", form))
        assert not get_user_model().objects.filter(login="new").exists()

    def test_says_nothing_of_having_logged_in_on_a_later_page(self, person):
        assert "uccessful" not in text_of(log_in().get("/account/mfa/"))


class TestPassword:
    FORM = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}

    def test_is_changed_and_opens_the_door_from_then_on(self, person):
        answer = log_in().post("/account/password/change/", self.FORM, follow=True)
        assert "Your password is changed." in text_of(answer)
        assert "_auth_user_id" in log_in(password=NEW).session
        assert "_auth_user_id" not in log_in().session

    def test_changed_logs_out_everywhere_else(self, person):
        elsewhere, here = log_in(), log_in()
        here.post("/account/password/change/", self.FORM)
        assert here.get("/account/mfa/").status_code == 200
        assert elsewhere.get("/account/mfa/").status_code == 302

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("oldpassword", "not-this-one-11"),
            ("password1", "Kurz-7!"),
            ("password2", "another-one-entirely-3"),
        ],
    )
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_that_will_not_do_is_named_at_its_field_and_nothing_changes(
        self, person, field, value, language
    ):
        form = {**self.FORM, field: value}
        if field == "password1":
            form["password2"] = value
        answer = log_in(language).post("/account/password/change/", form)
        body = answer.content.decode()
        assert f'<a href="#id_{field}">' in body
        assert f'id="id_{field}_error"' in body
        assert bool(ENGLISH.search(words_of(answer))) == (language == "en")
        assert "aria-invalid" in body
        assert value not in body
        assert get_user_model().objects.get(pk=person.pk).check_password(PASSWORD)
