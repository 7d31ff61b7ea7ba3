"""What stands in the back office: states and ids; no amounts, no names, and nothing to change."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from headrace.kit import log
from headrace.kit.actors import CENTRE
from headrace.kit.admin_base import ReadMostly, word
from headrace.kit.crypto import EncryptedTextField
from headrace.kit.ids import new_id
from headrace.kit.journal import TOPIC
from tests.config.people import Centre
from tests.settling import settle

FORMS = sorted(admin.site._registry.items(), key=lambda pair: pair[0]._meta.label)
NAMES = [model._meta.label for model, _ in FORMS]
TABLES = {model._meta.label: model for model, _ in FORMS}
HIDDEN = re.compile(r"minor|amount|rate|cost|limit|points|grade|ppm|claims|token|name$|text$")
# Words of the law and of the catalogue are public, and so is the name under which one logs in.
PUBLIC = {"rulebook", "products"}


@pytest.fixture
def centre(committed, at):
    return Centre(at)


@pytest.fixture
def browser(centre) -> Client:
    return centre.inside()


def address(model: type[Model], page: str = "") -> str:
    return f"/office/{model._meta.app_label}/{model._meta.model_name}/{page}"


def title(model: type[Model]) -> str:
    return admin.site._registry[model].title()


def shown(form: ReadMostly) -> set[str]:
    return {*form.list_display, *(form.fields or ())}


class TestTheForms:
    def test_are_of_every_package_that_has_people_s_business(self):
        wanted = "parties rulebook evidence register custody products credit market contracts"
        assert {model._meta.app_label for model, _ in FORMS} >= {*wanted.split(), "supervision"}

    def test_are_none_that_a_library_brings(self):
        assert [name for name in NAMES if not TABLES[name].__module__.startswith("headrace.")] == []

    @pytest.mark.parametrize(("model", "form"), FORMS, ids=NAMES)
    def test_show_no_amount_and_no_name(self, model, form):
        if model._meta.app_label in PUBLIC:
            return
        assert [name for name in shown(form) if HIDDEN.search(name)] == []
        fields = {each.attname: each for each in model._meta.concrete_fields}
        secret = [name for name in shown(form) if isinstance(fields[name], EncryptedTextField)]
        assert secret == []

    @pytest.mark.parametrize(("model", "form"), FORMS, ids=NAMES)
    def test_name_columns_that_exist(self, model, form):
        fields = {each.attname for each in model._meta.concrete_fields}
        assert shown(form) <= fields
        assert {*form.id_fields, *form.references, *form.list_filter} <= fields

    def test_speak_chinese(self):
        english = [text for model, form in FORMS for text in (model._meta.app_label, *shown(form))]
        with translation.override("zh-hans"):
            bare = {text for text in english if str(word(text)).isascii()}
            bare |= {name for name, model in TABLES.items() if title(model).isascii()}
        assert bare == set()


class TestAList:
    def test_opens_sorted_and_searched(self, browser):
        for name in NAMES:
            asked = {"o": "1", "q": str(new_id())}
            assert browser.get(address(TABLES[name]), asked).status_code == 200, name

    @pytest.mark.parametrize("name", ["market.Demand", "market.Push"])
    def test_finds_nothing_by_a_word_that_stands_nowhere(self, browser, name):
        page = browser.get(address(TABLES[name]), {"q": "no such thing"})
        assert "/change/" not in page.content.decode()

    def test_reads_nothing_else_from_the_database(self, browser):
        with CaptureQueriesContext(connection) as asked:
            browser.get(address(TABLES["parties.Organisation"]))
        (rows,) = [
            each["sql"] for each in asked if 'ORDER BY "parties_organisation"' in each["sql"]
        ]
        assert '"industry"' in rows
        for hidden in ("revenue_minor", "owner_identity", '"name"'):
            assert hidden not in rows

    def test_asks_the_database_a_handful_of_times(self, browser):
        browser.get(address(TABLES["market.Demand"]))
        with CaptureQueriesContext(connection) as asked:
            browser.get(address(TABLES["market.Demand"]))
        assert len(asked) < 20

    def test_finds_an_organisation_by_id_and_by_code(self, browser):
        page = address(TABLES["parties.Organisation"])
        found = browser.get(page, {"q": str(CENTRE)}).content.decode()
        code = re.search(r"91330282\w{10}", found)[0]
        assert found.count("/change/") == 1
        assert str(CENTRE) in browser.get(page, {"q": code}).content.decode()

    def test_is_narrowed_by_state_under_a_translated_word(self, browser):
        browser.cookies["django_language"] = "zh-hans"
        page = browser.get(address(TABLES["parties.RoleGrant"]), {"state": "admitted"})
        assert "状态" in page.content.decode()


class TestARow:
    def test_shows_its_columns_and_stands_under_its_id(self, browser):
        page = browser.get(address(TABLES["parties.Organisation"], f"{CENTRE}/change/"))
        text = page.content.decode()
        assert page.status_code == 200
        assert str(CENTRE) in text
        assert "330200" in text
        assert "2026-11-23 09:00" in text

    def test_does_not_name_the_firm_or_the_person(self, browser, centre):
        organisation = browser.get(address(TABLES["parties.Organisation"], f"{CENTRE}/change/"))
        person = centre.person_id("operator")
        colleague = browser.get(address(TABLES["parties.Person"], f"{person}/change/"))
        assert "宁渡融资服务中心" not in organisation.content.decode()
        assert "运营" not in colleague.content.decode()
        assert "argon2" not in colleague.content.decode()

    def test_has_no_history_beside_the_journal(self, browser):
        page = address(TABLES["parties.Organisation"], f"{CENTRE}/history/")
        assert browser.get(page).status_code == 404


class TestChanging:
    @pytest.mark.parametrize("attempt", ["add/", "{id}/delete/"])
    def test_is_refused_and_told_to_the_supervisor(self, browser, attempt):
        page = address(TABLES["parties.Organisation"], attempt.format(id=CENTRE))
        answer = browser.post(page, {"post": "yes"})
        assert answer.status_code == 403
        assert "looks on" in answer.content.decode()
        settle()
        (refusal,) = [
            each.payload["facts"]
            for each in log.read(TOPIC, log.partition_of(CENTRE), log.Cursor())
            if each.kind == "kit.refused"
        ]
        assert refusal["problem"] == "config/nothing-changes-here"
        assert refusal["verb"].startswith("office.parties_organisation_")

    def test_a_row_is_refused_too(self, browser):
        page = address(TABLES["parties.Organisation"], f"{CENTRE}/change/")
        assert browser.post(page, {"state": "closed"}).status_code == 403

    def test_many_at_once_is_not_offered(self, browser):
        page = address(TABLES["parties.Organisation"])
        said = {"action": "delete_selected", "_selected_action": [str(CENTRE)], "post": "yes"}
        browser.post(page, said)
        assert str(CENTRE) in browser.get(page).content.decode()
        assert "delete_selected" not in browser.get(page).content.decode()


class TestThePolicy:
    def test_is_the_office_s_own_and_names_nobody_outside(self, browser):
        policy = browser.get("/office/")["Content-Security-Policy"]
        assert "script-src 'self' 'unsafe-eval'" in policy
        assert "http" not in policy

    @pytest.mark.parametrize("page", ["/", "/alive", "/account/login/", "/account/mfa/"])
    def test_is_strict_everywhere_else(self, browser, page):
        assert "unsafe" not in browser.get(page)["Content-Security-Policy"]

    def test_lets_the_code_to_be_scanned_be_drawn_on_its_own_page_only(self, centre):
        visitor = centre.visitor("operator")
        visitor.log_in()
        page = "/account/mfa/totp/activate/"
        visitor.browser.post("/account/reauthenticate/", {"password": "mist over the weir"})
        policy = visitor.browser.get(page)["Content-Security-Policy"]
        assert "img-src 'self' data:" in policy
        assert "unsafe" not in policy

    def test_lets_no_page_load_anything_from_elsewhere(self, browser):
        text = browser.get("/office/").content.decode()
        assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', text) == []


def test_models_with_a_key_of_several_columns_have_no_form():
    composite = {each._meta.label for each in apps.get_models() if each._meta.is_composite_pk}
    assert composite.isdisjoint(NAMES)
