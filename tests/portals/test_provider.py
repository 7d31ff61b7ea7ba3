"""A provider's desk on the seeded town, from the request to the dispute; tests go on in order."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from headrace.evidence import queries as evidence
from headrace.evidence import services as evidence_verbs
from headrace.kit import clock
from headrace.kit.errors import NotFound
from headrace.parties import queries as parties
from tests.portals.lunxi import browser, key_in, text_of

pytestmark = pytest.mark.usefixtures("lunxi")
EXPERTS = ("zhengxin", "mingdu", "haoran", "lanxi-ip", "tongzhou", "hengan")
PAGES = ("/expert/", "/expert/findings/")
ENGLISH = re.compile(r"[A-Za-z]{4,}")
QUOTED = re.compile(r'<span lang="en">.*?</span>|\b[0-9a-f]{16}\b|\b[0-9A-Z]{18}\b', re.S)
NAMES = {"CURRENT"}
FINDING = {"method": "desk-review", "confidence": "85"}
CLAIMS = {
    "authentication": {"identity": "clear", "licence_valid": "yes", "owners_checked": "yes"},
    "evaluation": {"operation": "sound", "site_visited": "yes"},
    "rating": {"grade": "B1", "confidence_percent": "80"},
    "credit_history": {"open_loans": "0", "overdue_minor": "0", "debts_minor": "0"},
    "ip_appraisal": {"low_minor": "200000", "high_minor": "300000"},
    "guarantee": {"cover_minor": "600000", "fee_rate": "1.2"},
    "insurance": {"cover_minor": "600000", "premium_rate": "0.4"},
}


def actor_of(login):
    return parties.actor_of(parties.person_of_login(login), at=clock.now())


def requests_of(login, *states):
    found = evidence.requests_of_provider(actor_of(login), at=clock.now())
    return [each for each in found if each.state in states]


def page_of(request):
    return f"/expert/requests/{request.id}/"


def answered(login):
    return requests_of(login, "answered")


def waiting(login):
    return requests_of(login, "open", "accepted", "in_work", "late")


class TestWhoSits:
    @pytest.mark.parametrize("login", EXPERTS)
    def test_each_kind_of_provider_is_led_to_the_desk(self, login):
        assert browser(login).get("/desk/", follow=True).redirect_chain[-1][0] == "/expert/"

    @pytest.mark.parametrize("login", ["supervisor", "owner7", "loan", "clerk.checker"])
    @pytest.mark.parametrize("page", PAGES)
    def test_another_kind_of_institution_is_refused(self, login, page):
        assert browser(login).get(page).status_code == 403

    def test_a_stranger_is_led_to_the_log_in_and_back(self):
        assert browser().get("/expert/")["Location"].endswith("?next=/expert/")

    @pytest.mark.parametrize("act", ["", "answer/", "taking/", "declining/", "dispute/"])
    def test_another_providers_request_is_not_found(self, act):
        page = page_of(waiting("haoran")[0]) + act
        seen = browser("zhengxin")
        answer = seen.post(page, {"key": str(uuid4())}) if act else seen.get(page)
        assert answer.status_code == 404


class TestBothLanguages:
    def addresses(self, login):
        return [*PAGES, *(page_of(each) for each in (*waiting(login), *answered(login)))]

    @pytest.mark.parametrize("login", EXPERTS)
    def test_nothing_english_is_left_in_chinese(self, login):
        for address in self.addresses(login):
            answer = browser(login, "zh-hans").get(address)
            assert answer.status_code == 200
            main = answer.content.decode().split("<main")[1].split(">", 1)[1].split("</main>")[0]
            words = re.sub(r"<[^>]*>", " ", QUOTED.sub(" ", main))
            assert set(ENGLISH.findall(words)) - NAMES == set()

    @pytest.mark.parametrize("login", EXPERTS)
    def test_a_page_has_one_heading_one_filled_button_and_no_style(self, login):
        for address in self.addresses(login):
            body = browser(login).get(address).content.decode()
            assert body.count("<h1") == 1
            assert body.count('class="button filled') <= 1
            assert " style=" not in body
            assert "<script>" not in body


class TestTheDesk:
    @pytest.mark.parametrize("login", EXPERTS)
    def test_leads_with_what_waits(self, login):
        number = len(waiting(login))
        words = text_of(browser(login).get("/expert/"))
        verb = "request waits" if number == 1 else "requests wait"
        assert f"{number} {verb} for your finding" in words
        assert "The first is due" in words

    def test_the_most_urgent_stands_on_top(self):
        body = browser("haoran").get("/expert/").content.decode()
        places = [body.index(page_of(each)) for each in waiting("haoran")]
        assert places == sorted(places)

    def test_is_read_with_a_fixed_number_of_queries(self):
        seen = browser("haoran")
        seen.get("/expert/")
        for page, most in (("/expert/", 16), ("/expert/findings/", 24)):
            with CaptureQueriesContext(connection) as counted:
                seen.get(page)
            assert len(counted) <= most

    def test_a_person_without_the_duty_reads_and_signs_nothing(self):
        answer = browser("haoran.checker").get("/expert/")
        assert "You read requests and sign none." in text_of(answer)
        page = page_of(waiting("haoran")[0])
        assert "Sign and send" not in text_of(browser("haoran.checker").get(page))
        kind = waiting("haoran")[0].kind
        typed = CLAIMS[kind] | FINDING | {"key": str(uuid4())}
        refused = browser("haoran.checker").post(page + "answer/", typed)
        assert refused.status_code == 403


class TestOneRequest:
    def test_says_what_is_asked_and_shows_what_the_firm_allows(self):
        words = text_of(browser("zhengxin").get(page_of(waiting("zhengxin")[0])))
        assert "Identity and owners: " in words
        assert "the firm lets you see its invoices" in words
        assert "Daily sales" in words

    def test_shows_no_sales_to_whom_the_firm_names_not(self):
        words = text_of(browser("lanxi-ip").get(page_of(waiting("lanxi-ip")[0])))
        assert "the firm lets you see no invoices" in words
        assert "Daily sales" not in words

    def test_can_be_taken_on_and_begun(self):
        request = waiting("mingdu")[0]
        seen = browser("mingdu")
        assert "Take it on" in text_of(seen.get(page_of(request)))
        for state in ("accepted", "in_work"):
            answer = seen.post(page_of(request) + "taking/", {"key": str(uuid4())})
            assert answer["Location"] == page_of(request) + "?done=taken"
            assert evidence.request(request.id, actor_of("mingdu")).state == state
        again = seen.post(page_of(request) + "taking/", {"key": str(uuid4())})
        assert again.status_code == 409

    def test_what_was_typed_stays_with_a_word_at_each_fault(self):
        request = waiting("tongzhou")[0]
        typed = {"cover_minor": "much", "fee_rate": "1.2", "confidence": "85", "key": str(uuid4())}
        answer = browser("tongzhou").post(page_of(request) + "answer/", typed)
        assert answer.status_code == 422
        words = text_of(answer)
        assert "2 answers need another look" in words
        assert "Type an amount in yuan" in words
        assert 'value="much"' in answer.content.decode()
        assert typed["key"] in answer.content.decode()
        assert evidence.request(request.id, actor_of("tongzhou")).state == "open"

    def test_an_address_of_an_act_shows_its_page(self):
        request = waiting("haoran")[0]
        answer = browser("haoran").get(page_of(request) + "answer/")
        assert answer["Location"] == page_of(request)

    @pytest.mark.parametrize("login", EXPERTS)
    def test_a_finding_is_signed_once_however_often_it_is_sent(self, login):
        request, seen = waiting(login)[0], browser(login)
        key = key_in(seen.get(page_of(request)))
        typed = CLAIMS[request.kind] | FINDING | {"key": key}
        for _click in range(2):
            answer = seen.post(page_of(request) + "answer/", typed)
            assert answer["Location"] == "/expert/?done=answered"
        found = evidence.issued_for(request.id, actor_of(login), at=clock.now())
        assert found.finding.signature_valid
        assert (found.finding.state, found.finding.confidence) == ("valid", 85)
        words = text_of(seen.get(page_of(request)))
        assert "signature holds" in words
        assert "from documents" in words
        assert "Sign and send" not in words

    def test_a_stale_page_signs_nothing_again(self):
        request = answered("haoran")[0]
        typed = CLAIMS[request.kind] | FINDING | {"key": str(uuid4())}
        answer = browser("haoran").post(page_of(request) + "answer/", typed)
        assert answer.status_code == 409
        assert len(requests_of("haoran", "answered")) == len(
            evidence.issued_by(actor_of("haoran"), at=clock.now())
        )

    def test_is_turned_down_with_a_reason(self):
        request = waiting("hengan")[0]
        page = page_of(request) + "declining/"
        short = browser("hengan").post(page, {"key": str(uuid4()), "reason": "no"})
        assert short.status_code == 422
        assert "Write ten to two hundred letters." in text_of(short)
        typed = {"key": str(uuid4()), "reason": "our own client since May"}
        answer = browser("hengan").post(page, typed)
        assert answer["Location"] == "/expert/?done=declined"
        assert evidence.request(request.id, actor_of("hengan")).state == "declined"

    def test_what_is_overdue_is_marked_late(self):
        request = waiting("haoran")[0]
        clock.drive(request.due_at + timedelta(hours=1))
        words = text_of(browser("haoran").get("/expert/"))
        assert "requests are late" in words
        assert "late since" in words


class TestFindings:
    @pytest.mark.parametrize("login", EXPERTS)
    def test_stand_newest_first_with_what_they_say(self, login):
        found = evidence.issued_by(actor_of(login), at=clock.now())
        words = text_of(browser(login).get("/expert/findings/"))
        assert f"Your house has signed {len(found)} findings" in words
        assert "signature holds" in words

    def test_of_another_house_are_not_among_them(self):
        ours = {each.request_id for each in evidence.issued_by(actor_of("haoran"), at=clock.now())}
        others = {
            each.request_id for each in evidence.issued_by(actor_of("mingdu"), at=clock.now())
        }
        assert ours
        assert others
        assert not ours & others


def disputed(login):
    """Let a firm dispute the newest finding of a house; return its request."""
    found = evidence.issued_by(actor_of(login), at=clock.now())[0]
    owner = next(
        actor
        for number in range(1, 20)
        if (actor := owner_of(number)) and actor.organisation_id == found.enterprise_id
    )
    evidence_verbs.contest_finding(
        key=uuid4(),
        by=owner,
        at=clock.now(),
        finding_id=found.finding.id,
        reason="two of our patents are missing",
    )
    return evidence.request(found.request_id, actor_of(login))


def owner_of(number):
    try:
        return actor_of(f"owner{number}")
    except NotFound:
        return None


class TestDisputes:
    def test_lead_the_desk_with_the_firms_words(self):
        request = disputed("lanxi-ip")
        words = text_of(browser("lanxi-ip").get("/expert/"))
        assert "1 finding is disputed by its firm" in words
        assert "answer the dispute" in words
        words = text_of(browser("lanxi-ip").get(page_of(request)))
        assert "two of our patents are missing" in words
        assert "contested by the firm" in words

    def test_are_answered_with_a_reason_by_who_signs(self):
        request = requests_of("lanxi-ip", "contested")[0]
        page = page_of(request) + "dispute/"
        typed = {"key": str(uuid4()), "act": "uphold", "reason": "no"}
        assert browser("lanxi-ip").post(page, typed).status_code == 422
        typed["reason"] = "both lapsed in May, we looked again"
        assert browser("lanxi-ip.checker").post(page, typed).status_code == 403
        for _click in range(2):
            answer = browser("lanxi-ip").post(page, typed)
            assert answer["Location"] == "/expert/?done=uphold"
        words = text_of(browser("lanxi-ip").get(page_of(request)))
        assert "you stood by it" in words
        assert "signature holds" in words

    def test_or_the_finding_is_withdrawn(self):
        request = disputed("tongzhou")
        page = page_of(request) + "dispute/"
        neither = {"key": str(uuid4()), "act": "shrug", "reason": "we looked at it again"}
        assert browser("tongzhou").post(page, neither).status_code == 400
        answer = browser("tongzhou").post(page, neither | {"act": "withdraw"})
        assert answer["Location"] == "/expert/?done=withdraw"
        words = text_of(browser("tongzhou").get(page_of(request)))
        assert "withdrawn by you" in words
        assert "revoked by its issuer" in words

    def test_a_request_without_a_finding_has_none_to_settle(self):
        request = waiting("haoran")[0]
        typed = {"key": str(uuid4()), "act": "uphold", "reason": "we looked at it again"}
        assert browser("haoran").post(page_of(request) + "dispute/", typed).status_code == 404
