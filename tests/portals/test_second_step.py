"""What guards the door besides the password: app, spare codes, security keys."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from tenor.money import Money

from headrace.parties import services as parties
from headrace.simulation.firms import credit_code
from headrace.simulation.founding import SETUP
from tests.portals.door import (
    ENGLISH,
    code_of,
    entered,
    guard,
    in_the_look_of_the_house,
    log_in,
    proven,
    words_of,
)
from tests.portals.lunxi import text_of

pytestmark = [pytest.mark.usefixtures("packs"), pytest.mark.urls("headrace.config.urls")]
LANGUAGES = ("en", "zh-hans")


@pytest.fixture(autouse=True)
def quick(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def person(db, at):
    """A person of a public office, who can log in by a password."""
    return entered(at)


class TestSecondStep:
    def test_is_set_up_by_the_code_that_the_app_shows(self, person):
        # Given the page with its picture and its secret
        client = proven()
        page = client.get("/account/mfa/totp/activate/")
        body = page.content.decode()
        secret = re.search(r"<code>([A-Z2-7]+)</code>", body).group(1)
        assert 'src="data:image/svg+xml;base64,' in body
        assert "data:" in page["Content-Security-Policy"]

        # When the code of the app is typed
        answer = client.post("/account/mfa/totp/activate/", {"code": code_of(secret)}, follow=True)

        # Then the step is on, and the spare codes stand ready to be kept
        assert "10 of 10 spare codes are left" in text_of(answer)
        assert "Your log-in has two steps" in text_of(client.get("/account/mfa/"))

    def test_is_not_set_up_by_a_wrong_code_and_the_secret_stays_the_same(self, person):
        client = proven()
        before = re.search(
            r"<code>(.+?)</code>", client.get("/account/mfa/totp/activate/").content.decode()
        ).group(1)
        answer = client.post("/account/mfa/totp/activate/", {"code": "000000"})
        body = answer.content.decode()
        assert 'id="id_code_error"' in body
        assert 'value="000000"' in body
        assert f"<code>{before}</code>" in body
        assert not Authenticator.objects.filter(user=person).exists()

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_stands_between_the_password_and_the_desk(self, person, language):
        secret = guard(person)
        client = log_in(language)
        page = client.get("/account/mfa/authenticate/")
        in_the_look_of_the_house(page)
        assert bool(ENGLISH.search(words_of(page))) == (language == "en")
        assert client.get("/desk/").status_code == 302
        client.post("/account/mfa/authenticate/", {"code": code_of(secret)})
        assert "_auth_user_id" in client.session

    def test_refuses_a_wrong_code_at_its_field(self, person):
        guard(person)
        client = log_in()
        answer = client.post("/account/mfa/authenticate/", {"code": "12345"})
        assert 'id="id_code_error"' in answer.content.decode()
        assert "_auth_user_id" not in client.session

    def test_is_opened_once_by_a_spare_code(self, person):
        guard(person)
        spare = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
        first, second = log_in(), log_in()
        first.post("/account/mfa/authenticate/", {"code": spare})
        second.post("/account/mfa/authenticate/", {"code": spare})
        assert "_auth_user_id" in first.session
        assert "_auth_user_id" not in second.session

    def test_is_given_up_only_after_a_question(self, person):
        client = proven()
        guard(person)
        assert "Stop using the app?" in text_of(client.get("/account/mfa/totp/deactivate/"))
        answer = client.post("/account/mfa/totp/deactivate/", follow=True)
        assert "Your password alone opens your desk" in text_of(answer)
        assert not Authenticator.objects.filter(user=person).exists()

    def test_new_spare_codes_end_the_old_ones(self, person):
        client = proven()
        guard(person)
        before = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
        page = client.get("/account/mfa/recovery-codes/generate/")
        assert "The 10 codes you have not used end at once." in text_of(page)
        answer = client.post("/account/mfa/recovery-codes/generate/", follow=True)
        assert "10 of 10 spare codes are left" in text_of(answer)
        after = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
        assert not set(before) & set(after)

    def test_before_it_is_changed_one_shows_once_more_who_one_is(self, person):
        client = log_in()
        answer = client.get("/account/mfa/totp/activate/", follow=True)
        assert "Show once more that it is you" in text_of(answer)
        assert answer.request["PATH_INFO"] == "/account/reauthenticate/"

    def test_a_wrong_password_there_is_named_at_its_field(self, person):
        answer = log_in().post("/account/reauthenticate/", {"password": "no"})
        assert 'id="id_password_error"' in answer.content.decode()


class TestKeys:
    def key_of(self, person) -> Authenticator:
        data = {"name": "the blue one", "passwordless": False, "credential": {}}
        return Authenticator.objects.create(
            user=person,
            type=Authenticator.Type.WEBAUTHN,
            data=data,
            created_at=datetime(2026, 11, 20, 2, tzinfo=UTC),
            last_used_at=datetime(2026, 11, 22, 2, tzinfo=UTC),
        )

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_are_listed_with_their_age(self, person, language):
        client = log_in(language)
        self.key_of(person)
        answer = client.get("/account/mfa/webauthn/")
        in_the_look_of_the_house(answer)
        text = text_of(answer)
        assert "the blue one" in text
        assert ("since Fri 20 Nov, 10:00" if language == "en" else "11月20日 周五 10:00") in text

    def test_are_renamed(self, person):
        client = proven()
        key = self.key_of(person)
        address = f"/account/mfa/webauthn/keys/{key.pk}/edit/"
        assert 'value="the blue one"' in client.get(address).content.decode()
        empty = client.post(address, {"name": ""})
        assert 'id="id_name_error"' in empty.content.decode()
        client.post(address, {"name": "the green one"})
        assert "the green one" in text_of(client.get("/account/mfa/webauthn/"))

    def test_are_removed_only_after_a_question(self, person):
        client = proven()
        key = self.key_of(person)
        address = f"/account/mfa/webauthn/keys/{key.pk}/remove/"
        assert "Remove the key “the blue one”?" in text_of(client.get(address))
        assert Authenticator.objects.filter(pk=key.pk).exists()
        answer = client.post(address, follow=True)
        assert "The key is removed." in text_of(answer)
        assert not Authenticator.objects.filter(pk=key.pk).exists()

    def test_of_another_person_are_not_there(self, person, at):
        client = proven()
        parties.register_organisation(
            key=uuid4(),
            by=SETUP,
            name="另一单位",
            kind="government",
            district="990100",
            industry="public_administration",
            staff=1,
            revenue=Money.zero("CNY"),
            uscc=credit_code("another office"),
            person_login="another",
            person_name="他人",
            person_duties=frozenset({"viewer"}),
            at=at,
        )
        key = self.key_of(get_user_model().objects.get(login="another"))
        for act in ("edit", "remove"):
            assert client.get(f"/account/mfa/webauthn/keys/{key.pk}/{act}/").status_code == 404
