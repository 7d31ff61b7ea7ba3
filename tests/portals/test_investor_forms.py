"""A bank's forms on the seeded town: refused at the field, sent twice, stale, not one's own."""

import re
from uuid import uuid4

import pytest

from headrace.contracts import queries as contracts
from headrace.kit import clock
from headrace.market import queries as market
from headrace.parties import queries as parties
from tests.portals.lunxi import browser, text_of

pytestmark = pytest.mark.usefixtures("lunxi")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TEXT = "Sales do not carry the debt yet; show a year of invoices."


def actor_of(login):
    return parties.actor_of(parties.person_of_login(login), at=clock.now())


def offers():
    return market.offers_of(actor_of("loan"), states=["made"])


@pytest.fixture(scope="module")
def open_file(lunxi):
    """A file that the bank has neither offered on nor declined."""
    own = {each.demand_id for each in market.offers_of(actor_of("loan"))}
    rows = market.queue(actor_of("loan"), clock.now())
    return next(each.demand_id for each in rows if each.demand_id not in own)


@pytest.fixture(scope="module")
def half_made(lunxi):
    """The offer that waits for its second person."""
    return offers()[0]


def form_of(demand_id, language="en"):
    page = browser("loan", language).get(f"/bank/files/{demand_id}/").content.decode()
    names = ("key", "seen", "product", "amount", "rate", "months", "until")
    return {name: re.search(rf'name="{name}" value="([^"]*)"', page).group(1) for name in names} | {
        "plan": "bullet",
        "act": "offer",
    }


def send(demand_id, login="loan", language="en", **typed):
    form = {**form_of(demand_id, language), **typed}
    return browser(login, language).post(f"/bank/files/{demand_id}/decision/", form)


def shown_at(answer, field):
    """The sentence that stands at a field."""
    found = re.search(
        rf'id="id_{field}_error">.*?<span>(.*?)</span></p>', answer.content.decode(), re.S
    )
    return found.group(1) if found else ""


class TestTypedTerms:
    @pytest.mark.parametrize(
        ("field", "typed"),
        [
            ("amount", ""),
            ("amount", "much"),
            ("amount", "-5"),
            ("amount", "1.005"),
            ("rate", ""),
            ("rate", "five"),
            ("rate", "100"),
            ("months", "0"),
            ("months", "1.5"),
            ("months", ""),
            ("until", "soon"),
            ("until", ""),
        ],
    )
    @pytest.mark.parametrize("act", ["offer", "price"])
    def test_that_cannot_be_read_are_named_at_their_field_and_stay(
        self, open_file, act, field, typed
    ):
        answer = send(open_file, act=act, **{field: typed})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert shown_at(answer, field)
        assert re.search(rf'name="{field}" value="{re.escape(typed)}"', page)
        assert f'href="#id_{field}"' in page
        assert open_file not in {each.demand_id for each in offers()}

    @pytest.mark.parametrize("field", ["amount", "rate", "months", "until"])
    def test_are_named_in_chinese_in_chinese(self, open_file, field):
        answer = send(open_file, language="zh-hans", **{field: "x"})
        assert CHINESE.search(shown_at(answer, field))
        assert not re.search(r"[A-Za-z]{4,}", shown_at(answer, field))

    @pytest.mark.parametrize(
        ("typed", "field", "status"),
        [
            ({"amount": "999,999,999"}, "amount", 409),
            ({"rate": "30"}, "rate", 409),
            ({"until": "2030-01-01"}, "until", 422),
            ({"until": "2020-01-01"}, "until", 422),
        ],
        ids=["too much", "too dear", "too long", "past"],
    )
    def test_that_a_rule_refuses_say_so_at_their_field(self, open_file, typed, field, status):
        answer = send(open_file, **typed)
        assert answer.status_code == status
        assert shown_at(answer, field)
        assert f'value="{typed[field]}"' in answer.content.decode()

    def test_with_a_plan_that_the_product_lacks_are_refused_beside_the_choice(self, open_file):
        answer = send(open_file, plan="never")
        assert answer.status_code == 422
        assert "This way of financing has no plan called never." in text_of(answer)
        assert 'href="#id_plan"' in answer.content.decode()
        priced = send(open_file, act="price", plan="never")
        assert priced.status_code == 200
        assert re.search(r'name="plan" value="[a-z_]+" checked', priced.content.decode())

    @pytest.mark.parametrize("amount", ["30,000", "￥30，000", " 30 000.00 ", "30000"])
    def test_are_read_as_people_type_them(self, open_file, amount):
        answer = send(open_file, act="price", amount=amount, rate="8 %")
        assert answer.status_code == 200
        assert "30,000.00 lent" in text_of(answer)

    def test_of_a_form_that_lost_its_product_cannot_be_sent(self, open_file):
        assert send(open_file, product="").status_code == 400
        assert send(open_file, key="").status_code == 422


class TestStaleFiles:
    def test_an_offer_on_what_was_not_opened_is_refused_with_the_way_back(self, open_file):
        answer = send(open_file, seen="11" * 32)
        assert answer.status_code == 409
        assert "The file has changed since you opened it" in text_of(answer)
        assert f'href="/bank/files/{open_file}/"' in answer.content.decode()
        chinese = send(open_file, language="zh-hans", seen="11" * 32)
        assert "The file has changed" not in text_of(chinese)


class TestDeclining:
    @pytest.mark.parametrize(
        ("typed", "wrong"),
        [
            ({}, {"reason", "text"}),
            ({"reason": "sector"}, {"text"}),
            ({"text": TEXT}, {"reason"}),
            ({"reason": " ", "text": " "}, {"reason", "text"}),
        ],
        ids=["nothing", "no words", "no reason", "spaces"],
    )
    def test_lists_what_is_missing_and_keeps_the_rest(self, open_file, typed, wrong):
        answer = send(open_file, act="decline", **typed)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert {name for name in ("reason", "text") if shown_at(answer, name)} == wrong
        assert {name for name in ("reason", "text") if f'href="#id_{name}"' in page} == wrong
        assert '<details class="folded" open>' in page
        if typed.get("text", "").strip():
            assert TEXT in page
        if typed.get("reason") == "sector":
            assert '<option value="sector" selected>' in page

    def test_for_a_reason_that_is_none_is_refused_at_the_reason(self, open_file):
        answer = send(open_file, act="decline", reason="mood", text=TEXT)
        assert answer.status_code == 409
        assert shown_at(answer, "reason")

    def test_is_refused_in_chinese_in_chinese(self, open_file):
        answer = send(open_file, language="zh-hans", act="decline")
        assert CHINESE.search(shown_at(answer, "reason"))
        assert "Choose a reason" not in text_of(answer)


class TestOfferTwice:
    def test_another_offer_on_the_same_file_says_that_one_stands(self, open_file, half_made):
        form = {**form_of(open_file), "seen": half_made.seen_hash}
        form |= {"product": str(half_made.product_id), "key": str(uuid4())}
        page = f"/bank/files/{half_made.demand_id}/"
        answer = browser("loan").post(f"{page}decision/", {**form, "until": "2026-11-28"})
        assert answer.status_code == 409
        assert re.search(r'class="[^"]*message', answer.content.decode())
        assert "Offered" in text_of(answer)

    def test_the_same_form_twice_is_one_offer(self, open_file):
        before, form = len(offers()), {**form_of(open_file), "rate": "6.2"}
        page = f"/bank/files/{open_file}/decision/"
        answers = [browser("loan").post(page, form).status_code for _ in range(2)]
        assert answers == [302, 302]
        assert len(offers()) == before + 1

    def test_an_approval_that_is_refused_is_told_above_the_page(self, open_file):
        mine = next(each for each in offers() if each.demand_id == open_file)
        page = f"/bank/files/{open_file}/"
        typed = {"act": "approve", "key": str(uuid4()), "offer": str(mine.id)}
        maker = browser("loan").post(f"{page}decision/", typed)
        assert maker.status_code == 403
        assert "another person of your institution must approve it" in text_of(maker)
        checker = browser("loan.checker")
        assert "Approve and set" in text_of(checker.get(page))
        assert checker.post(f"{page}decision/", typed).status_code == 302
        later = checker.post(f"{page}decision/", {**typed, "key": str(uuid4())})
        assert later.status_code == 409
        assert "open to the firm" in text_of(later)

    def test_an_offer_that_is_gone_is_not_found(self, open_file):
        for act in ("approve", "withdraw"):
            typed = {"act": act, "key": str(uuid4()), "offer": str(uuid4())}
            page = f"/bank/files/{open_file}/decision/"
            assert browser("loan.checker").post(page, typed).status_code == 404


class TestOthers:
    @pytest.mark.parametrize("login", ["auditor", "supervisor", "owner5", "operator"])
    def test_people_of_other_desks_can_send_nothing(self, login, open_file):
        for page in (
            f"/bank/files/{open_file}/decision/",
            f"/bank/agreements/{uuid4()}/signature/",
            f"/bank/keys/{uuid4()}/",
        ):
            assert browser(login).post(page, {"key": str(uuid4())}).status_code == 403

    def test_another_banks_agreements_and_payments_are_not_found(self):
        found = contracts.agreements_of(actor_of("loan"))
        for each in found:
            page = f"/bank/agreements/{each.id}/"
            assert browser("citybank").get(page).status_code == 404
            answer = browser("citybank.checker").post(f"{page}signature/", {"key": str(uuid4())})
            assert answer.status_code == 404
        sent = {"key": str(uuid4())}
        assert browser("citybank.checker").post(f"/bank/keys/{uuid4()}/", sent).status_code == 404

    @pytest.mark.parametrize("page", ["signature", "decision"])
    def test_acts_are_sent_never_opened(self, page, open_file):
        kind = "files" if page == "decision" else "agreements"
        assert browser("loan").get(f"/bank/{kind}/{open_file}/{page}/").status_code == 405


class TestLists:
    @pytest.mark.parametrize(
        ("page", "most"),
        [("/bank/", 45), ("/bank/files/", 25), ("/bank/keys/", 25), ("/bank/portfolio/", 30)],
    )
    def test_are_read_in_few_queries(self, page, most, django_assert_max_num_queries):
        client = browser("loan.checker")
        with django_assert_max_num_queries(most):
            assert client.get(page).status_code == 200

    def test_the_queue_says_how_long_each_file_is_open(self):
        english = browser("loan").get("/bank/")
        assert "Open for" in text_of(english)
        assert re.search(r"\d+ (min|h|d) ", text_of(english))
        assert "已等候" in text_of(browser("loan", "zh-hans").get("/bank/"))

    def test_files_count_what_they_show(self):
        answer = browser("loan").get("/bank/files/")
        rows = answer.content.decode().count('<th scope="row">')
        made = int(re.search(r"(\d+) offers? made", text_of(answer)).group(1))
        assert made == rows > 0

    def test_the_ceilings_source_is_named_in_the_language_of_the_page(self, lunxi):
        own = {each.demand_id for each in market.offers_of(actor_of("citybank"))}
        rows = market.queue(actor_of("citybank"), clock.now())
        page = next(f"/bank/files/{each.demand_id}/" for each in rows if each.demand_id not in own)
        assert "Fa Shi [2020] No. 27" in text_of(browser("citybank").get(page))
        assert "法释〔2020〕27号" in text_of(browser("citybank", "zh-hans").get(page))
