"""Pages as text: frame, languages, choices, words that owners never see, refusals."""

import re
from http import HTTPStatus

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.utils import translation

from headrace.kit.errors import N_, Refused
from tests.portals import gallery

pytestmark = [pytest.mark.usefixtures("packs"), pytest.mark.urls(__name__)]
FORBIDDEN = (
    *("demand", "push", "mandate", "PD", "LGD", "tenor", "encumbrance", "instruction", "party"),
    *(
        "waterfall",
        "snapshot",
        "hash",
        "payload",
        "DPD",
        "please",
        "successfully",
        "invalid",
        "oops",
    ),
)
OWNER_PAGES = ("home", "ask", "offers", "contract")
PAGES = [f"/gallery/{desk}/{name}/" for desk, names in gallery.PAGES.items() for name in names]
EVERY_PAGE = [*PAGES, "/gallery/public/chooser/", "/gallery/wrong/", "/parts/", "/appearance/"]
WORDS = ["/words/complaints/", "/words/my-data/"]


class CeilingPassed(Refused):
    """A refusal for the test."""

    message = N_("The offer costs {yearly_cost} a year.")
    remedy = N_("Lower the rate or the fees.")


def refuse(_request: HttpRequest) -> HttpResponse:
    raise CeilingPassed(yearly_cost="13.1 %")


def forbid(_request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def fail(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault")


urlpatterns = [
    path("", include(gallery.urlpatterns)),
    path("refuse/", refuse),
    path("forbid/", forbid),
    path("fail/", fail),
]


@pytest.fixture(autouse=True)
def framed(settings):
    """The settings that the pages need, whether or not the installation has them yet."""
    processor = "headrace.portals.context.frame"
    options = settings.TEMPLATES[0]["OPTIONS"]
    names = [name for name in options["context_processors"] if name != processor]
    engine = {
        **settings.TEMPLATES[0],
        "OPTIONS": {**options, "context_processors": [*names, processor]},
    }
    refusals = "headrace.portals.refusals.RefusalPages"
    middleware = [name for name in settings.MIDDLEWARE if name != refusals]
    with override_settings(TEMPLATES=[engine], MIDDLEWARE=[*middleware, refusals]):
        yield


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def read(client: Client, page: str, language: str = "en") -> str:
    client.cookies["django_language"] = language
    answer = client.get(page)
    assert answer.status_code == HTTPStatus.OK, page
    return answer.content.decode()


def words_of(page: str) -> str:
    """The words a person reads, without scripts and markup."""
    body = page.split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"<[^>]+>", " ", body)


@pytest.mark.parametrize("page", [*EVERY_PAGE, *WORDS])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
class TestEveryPage:
    def test_has_one_heading_and_says_its_language(self, client, page, language):
        text = read(client, page, language)
        assert len(re.findall(r"<h1", text)) == 1
        assert f'<html lang="{"zh-Hans" if language == "zh-hans" else "en"}"' in text

    def test_shows_the_town_its_day_and_the_pack_in_force(self, client, page, language):
        strip = read(client, page, language).split('class="town"', 1)[1].split("</header>", 1)[0]
        assert ("轮溪" if language == "zh-hans" else "Lunxi") in strip
        assert re.search(
            r"\d{4}年\d+月\d+日 星期." if language == "zh-hans" else r"\d{4}, \w+day", strip
        )
        assert "CN-CURRENT" in strip

    def test_has_at_most_five_tabs_and_one_filled_button(self, client, page, language):
        text = read(client, page, language)
        assert len(re.findall(r"<li(?: class=\"fifth\")?><a href", text.split("<main")[0])) <= 6
        outside_dialogues = re.sub(r"<dialog.*?</dialog>", "", text, flags=re.S)
        filled = re.findall(r'class="button filled', outside_dialogues)
        assert len(filled) <= (2 if page == "/parts/" else 1)

    def test_carries_no_style_attribute(self, client, page, language):
        assert " style=" not in read(client, page, language)


@pytest.mark.parametrize("page", ["/parts/", "/appearance/", *WORDS])
def test_a_chinese_page_leaves_no_sentence_in_english(client, page):
    sentences = re.findall(
        r"[A-Za-z']{2,}(?: [A-Za-z']{2,}){2,}", words_of(read(client, page, "zh-hans"))
    )
    assert sentences == []


@pytest.mark.parametrize("page", OWNER_PAGES)
def test_an_owner_never_reads_an_internal_word(client, page):
    text = words_of(read(client, f"/gallery/enterprise/{page}/"))
    assert [word for word in FORBIDDEN if re.search(rf"\b{word}\b", text)] == []


def test_the_last_step_of_a_request_is_money_in_the_account(client):
    steps = re.findall(
        r'class="step">(.*?)</span><span', read(client, "/gallery/enterprise/home/"), re.S
    )
    assert len(steps) == 7
    assert steps[-1].endswith("Money in your account")


def test_the_present_tab_is_marked(client):
    text = read(client, "/gallery/investor/queue/")
    assert re.search(r'href="/gallery/investor/queue/" aria-current="page"', text)


def test_every_full_drawing_has_its_table_beside_it(client):
    text = read(client, "/gallery/enterprise/contract/")
    assert text.count('<details class="twin">') == 2
    assert "83,082.41" in text.split('<details class="twin">')[2]


def test_the_language_changes_and_the_page_stays(client):
    answer = client.post("/language/setlang/", {"language": "zh-hans", "next": "/parts/"})
    assert answer["Location"] == "/parts/"
    assert answer.cookies["django_language"].value == "zh-hans"


class TestAppearance:
    def test_follows_the_device_until_the_person_chooses(self, client):
        assert "data-theme" not in read(client, "/parts/")

    def test_keeps_a_choice_of_dark_and_high_contrast(self, client):
        answer = client.post(
            "/appearance/", {"theme": "dark", "contrast": "more", "next": "/parts/"}
        )
        assert answer["Location"] == "/parts/"
        assert 'data-theme="dark" data-contrast="more"' in read(client, "/parts/")

    def test_forgets_it_again(self, client):
        client.post("/appearance/", {"theme": "dark"})
        client.post("/appearance/", {"theme": "", "contrast": ""})
        assert "data-theme" not in read(client, "/parts/")

    def test_keeps_nothing_it_does_not_know_and_leads_nowhere_else(self, client):
        answer = client.post(
            "/appearance/", {"theme": "<script>", "next": "https://elsewhere.example/"}
        )
        assert answer["Location"] == "/appearance/"
        assert "data-theme" not in read(client, "/appearance/")


class TestRefusals:
    def test_an_expected_refusal_is_a_page_of_its_status_with_the_remedy(self, client):
        answer = client.get("/refuse/", headers={"Referer": "http://testserver/parts/?a=1"})
        text = answer.content.decode()
        assert answer.status_code == HTTPStatus.CONFLICT
        assert "The offer costs 13.1 % a year." in text
        assert "Lower the rate or the fees." in text
        assert 'href="/parts/?a=1"' in text

    def test_the_way_back_never_leads_elsewhere(self, client):
        answer = client.get("/refuse/", headers={"Referer": "https://elsewhere.example/x"})
        assert "elsewhere" not in answer.content.decode()

    @pytest.mark.parametrize(
        ("page", "status", "says"),
        [
            ("/nothing-here/", HTTPStatus.NOT_FOUND, "There is nothing here for you"),
            ("/words/nonsense/", HTTPStatus.NOT_FOUND, "There is nothing here for you"),
            ("/forbid/", HTTPStatus.FORBIDDEN, "This is not yours to open"),
            ("/fail/", HTTPStatus.INTERNAL_SERVER_ERROR, "Nothing was done twice"),
        ],
    )
    def test_a_fault_or_a_closed_door_keeps_the_look_of_the_house(self, client, page, status, says):
        answer = client.get(page)
        assert answer.status_code == status
        assert says in answer.content.decode()
        assert "headrace/tokens.css" in answer.content.decode()

    def test_a_form_without_its_token_is_told_so(self):
        answer = Client(enforce_csrf_checks=True).post("/appearance/", {"theme": "dark"})
        assert answer.status_code == HTTPStatus.FORBIDDEN
        assert "This form was open too long" in answer.content.decode()

    def test_a_failure_speaks_chinese_too(self, client):
        client.cookies["django_language"] = "zh-hans"
        assert "没有重复执行" in client.get("/fail/").content.decode()


def test_every_sentence_of_the_pages_has_its_chinese():
    with translation.override("zh-hans"):
        assert translation.gettext("as a table") == "看表格"
        assert translation.pgettext("tab", "Repay") == "还款"
