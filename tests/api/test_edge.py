"""What is refused before any verb is called: named, in both languages, and nothing half-done."""

import json

import pytest
from django.test import Client

from headrace.kit.ids import new_id
from tests.api.caller import Caller, refusal
from tests.api.world import DEMAND, World, yuan


@pytest.fixture
def firm(world: World):
    return world.firm()


def nothing_was_drafted(firm) -> bool:
    return firm.maker.get("/demands") == []


class TestABody:
    @pytest.mark.parametrize(
        "body", [b"{", b"", b"\xff\xfe", b'{"amount": NaN}', b"[" * 100_000, b'{"n": 1e999}x']
    )
    def test_that_is_no_json_is_refused(self, firm, body):
        answer = firm.maker.send("/demands", body)
        assert answer.status_code == 422
        assert answer.json()["field"] == "body" or body == b""
        assert nothing_was_drafted(firm)

    def test_of_another_content_type_is_refused_with_what_is_read(self, firm):
        answer = firm.maker.send("/demands", json.dumps(DEMAND), content_type="text/plain")
        problem = refusal(answer, 415, "api/content-type-unknown")
        assert (problem["found"], problem["known"].split(", ")[0]) == (
            "text/plain",
            "application/json",
        )

    def test_beyond_five_megabytes_is_refused(self, firm, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
        long = json.dumps(DEMAND | {"purpose_text": "x" * 5 * 1024 * 1024})
        problem = refusal(firm.maker.send("/demands", long), 413, "api/body-too-large")
        assert problem["limit_bytes"] == 5 * 1024 * 1024

    def test_with_faults_names_each_field_by_its_path(self, firm):
        wrong = DEMAND | {"amount": {"currency": "CNY"}, "term_months": "six"}
        problem = refusal(firm.maker.send("/demands", wrong), 422, "api/fields-malformed")
        assert {each["field"] for each in problem["faults"]} == {"amount.amount", "term_months"}
        assert problem["field"] == "amount.amount"
        assert nothing_was_drafted(firm)


class TestAnAmount:
    @pytest.mark.parametrize(
        ("amount", "code"),
        [
            ({"amount": "100.00", "currency": "XXX"}, "api/currency-unknown"),
            ({"amount": "100.00", "currency": "cny"}, "api/currency-unknown"),
            (yuan("-1.00"), "api/amount-negative"),
            (yuan("0.001"), "api/amount-too-fine"),
            (yuan("99999999999999999"), "api/amount-beyond-measure"),
            (yuan("1e3"), "api/decimal-malformed"),
            (yuan("1,000.00"), "api/decimal-malformed"),
            (yuan("NaN"), "api/decimal-malformed"),
            (yuan("٣"), "api/decimal-malformed"),
            ({"amount": 100.1}, "api/decimal-malformed"),
            ({"amount": 100}, "api/decimal-malformed"),
            ({"amount": True}, "api/decimal-malformed"),
            ({"amount": None}, "api/decimal-malformed"),
        ],
    )
    def test_that_is_none_is_refused_by_name(self, firm, amount, code):
        answer = firm.maker.send("/demands", DEMAND | {"amount": amount})
        assert refusal(answer, 422, code)["field"].startswith("amount")
        assert nothing_was_drafted(firm)

    def test_of_nought_is_for_the_verb_to_refuse(self, firm):
        answer = firm.maker.send("/demands", DEMAND | {"amount": yuan("0.00")})
        assert refusal(answer, 422, "market/amount-not-positive")["field"] == "amount"

    def test_in_two_currencies_is_refused(self, firm):
        least = {"amount": "100.00", "currency": "USD"}
        answer = firm.maker.send("/demands", DEMAND | {"amount_least": least})
        problem = refusal(answer, 422, "api/currencies-differ")
        assert problem["currencies"] == "CNY, USD"
        assert nothing_was_drafted(firm)


class TestAText:
    @pytest.mark.parametrize("text", ["a\x00b", "a\x1bb"])
    def test_with_control_characters_is_refused(self, firm, text):
        answer = firm.maker.send("/demands", DEMAND | {"purpose_text": text})
        assert refusal(answer, 422, "api/text-unfit")["field"] == "purpose_text"

    def test_that_is_half_a_character_is_refused(self, firm):
        body = json.dumps(DEMAND | {"purpose_text": "\ud800"})
        refusal(firm.maker.send("/demands", body), 422, "api/fields-malformed")

    def test_keeps_line_ends_and_chinese(self, firm):
        said = DEMAND | {"details": {"批次": "购买原材料\n分两批\t到货"}}
        demand = firm.maker.made("/demands", said)
        seen = firm.maker.get(f"/demands/{demand}")
        assert seen["details"] == {"批次": "购买原材料\n分两批\t到货"}

    @pytest.mark.parametrize("path", ["/roles?kind=%00", "/demands?state=%1b"])
    def test_in_a_query_is_as_strict(self, firm, path):
        refusal(firm.maker.ask(path), 422, "api/text-unfit")


class TestAKey:
    def test_must_be_there(self, firm):
        answer = firm.maker.browser.post("/api/demands", DEMAND, content_type="application/json")
        problem = refusal(answer, 422, "api/fields-malformed")
        assert problem["field"] == "Idempotency-Key"

    def test_gives_the_same_answer_twice_and_does_the_work_once(self, firm):
        key = new_id()
        first = firm.maker.made("/demands", DEMAND, key=key)
        assert firm.maker.made("/demands", DEMAND, key=key) == first
        assert len(firm.maker.get("/demands")) == 1

    def test_is_refused_with_other_contents(self, firm):
        key = new_id()
        firm.maker.made("/demands", DEMAND, key=key)
        again = firm.maker.send("/demands", DEMAND | {"term_months": 7}, key=key)
        assert refusal(again, 409, "kit/key-reused")["field"] == "key"
        assert len(firm.maker.get("/demands")) == 1


class TestAnAddress:
    def test_is_for_those_who_are_signed_in(self, world: World):
        nobody = Caller.nobody()
        refusal(nobody.ask("/demands"), 401, "api/sign-in-needed")
        refusal(nobody.send("/demands", DEMAND), 401, "api/sign-in-needed")

    @pytest.mark.parametrize(
        "path", ["/nowhere", "/demands/not-an-id", "/demands/00000000-0000-7000-8000-0000000000ff"]
    )
    def test_that_leads_nowhere_is_refused_alike(self, firm, path):
        refusal(firm.maker.ask(path), 404, "kit/not-found")

    def test_names_the_methods_that_it_answers(self, firm):
        answer = firm.maker.browser.delete("/api/demands")
        problem = refusal(answer, 405, "api/method-unknown")
        assert problem["allowed"] == answer.headers["Allow"] == "GET, POST"


class TestASession:
    def test_needs_the_token_of_our_own_pages_to_change_something(self, firm):
        browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
        browser.cookies = firm.maker.browser.cookies
        caller = Caller(browser)
        assert caller.get("/demands") == []
        refusal(caller.send("/demands", DEMAND), 403, "api/cross-site-refused")
        assert nothing_was_drafted(firm)


class TestALanguage:
    def test_is_the_readers_and_the_other_one_comes_along(self, firm):
        missing = f"/demands/{new_id()}"
        problem = firm.maker.ask(missing, **{"Accept-Language": "zh-hans"}).json()
        assert problem["title"] == problem["translations"]["zh-hans"]["title"] == "未找到"
        english = firm.maker.ask(missing, **{"Accept-Language": "en"}).json()
        assert english["title"] == "Not found"


class TestAFault:
    def test_of_ours_tells_nothing_of_its_inside(self, firm, monkeypatch, caplog):
        def broken(*_args, **_kwargs):
            raise RuntimeError("the password of the database is swordfish")

        monkeypatch.setattr("headrace.market.queries.demands_in_sight", broken)
        problem = refusal(firm.maker.ask("/demands"), 500, "api/service-fault")
        assert "swordfish" not in json.dumps(problem)
        assert problem["reference"] in caplog.text
        assert "swordfish" in caplog.text


class TestAKindOfProblem:
    def test_explains_itself_where_its_type_points(self, client, committed):
        page = client.get("/problems/market/stale-page").json()
        assert page["status"] == 409
        assert page["meaning"].startswith("The file changed after it was opened")

    def test_that_nobody_knows_is_not_found(self, client, committed):
        refusal(client.get("/problems/market/no-such-thing"), 404, "kit/not-found")
