"""Pages that follow what happens: what each watches, what it never hears of, what a refresh is."""

import re
import time
from html import unescape
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest

from headrace.contracts import queries as contracts
from headrace.kit import clock, tickets
from headrace.kit.models import LogEntry
from headrace.market import queries as market
from headrace.parties import queries as parties
from headrace.portals.investor import watching
from tests.portals.lunxi import browser, text_of

pytestmark = pytest.mark.usefixtures("lunxi")
LIVE_PAGES = {"supervisor": "/supervisor/", "loan": "/bank/portfolio/", "owner2": "/owner/"}


def actor_of(login):
    return parties.actor_of(parties.person_of_login(login), at=clock.now())


@pytest.fixture(autouse=True)
def live_port(settings):
    settings.HEADRACE_LIVE_PORT = 8001
    settings.HEADRACE_LIVE_URL = ""


@pytest.fixture
def file(lunxi):
    """A file that waits at the bank."""
    bank = actor_of("loan")
    return next(row for row in market.queue(bank, clock.now()) if row.offer_id is None)


def stream_of(answer) -> str:
    found = re.search(r'data-stream="([^"]*)"', answer.content.decode())
    return unescape(found.group(1)) if found else ""


def ticket_of(client, answer) -> tickets.Ticket:
    (text,) = parse_qs(urlsplit(stream_of(answer)).query)["ticket"]
    return tickets.read(text, client.session.session_key, time.time())


class TestAPage:
    @pytest.mark.parametrize(("login", "page"), LIVE_PAGES.items())
    def test_carries_a_ticket_and_may_connect_to_the_stream_alone(self, login, page):
        answer = browser(login).get(page)

        assert stream_of(answer).startswith("http://testserver:8001/live/?ticket=")
        policy = answer.headers["Content-Security-Policy"]
        assert "connect-src 'self' http://testserver:8001/live/" in policy
        assert "live, as of" in text_of(answer)

    def test_without_a_stream_is_as_fresh_as_its_last_load(self, settings):
        settings.HEADRACE_LIVE_PORT = 0
        answer = browser("supervisor").get("/supervisor/")

        assert answer.status_code == 200
        assert stream_of(answer) == ""
        assert "connect-src" not in answer.headers["Content-Security-Policy"]
        assert "headrace/live.js" not in answer.content.decode()

    def test_behind_a_proxy_asks_its_own_origin(self, settings):
        settings.HEADRACE_LIVE_URL = "/live/"
        answer = browser("supervisor").get("/supervisor/")

        assert stream_of(answer).startswith("/live/?ticket=")
        assert "connect-src" not in answer.headers["Content-Security-Policy"]

    def test_of_another_desk_has_no_stream(self):
        assert stream_of(browser("supervisor").get("/supervisor/audit/")) == ""

    @pytest.mark.parametrize(("login", "page"), LIVE_PAGES.items())
    def test_has_every_part_that_is_asked_for_again_once(self, login, page):
        body = browser(login).get(page).content.decode()
        (parts,) = re.findall(r'data-fragments="([^"]*)"', body)
        for part in parts.split(","):
            assert body.count(f'id="{part.lstrip("#")}"') == 1, part


class TestWhatIsWatched:
    def test_by_whoever_watches_over_the_town_is_everything(self):
        client = browser("supervisor")
        assert ticket_of(client, client.get("/supervisor/")).marks is None

    def test_by_an_owner_is_the_own_firm_but_not_what_the_supervisor_weighs(self):
        client, firm = browser("owner2"), actor_of("owner2").organisation_id

        marks = ticket_of(client, client.get("/owner/")).marks

        assert tickets.mark(f"contracts/{firm}") in marks
        assert tickets.mark(f"supervision/{firm}") not in marks
        assert tickets.mark(f"market/{actor_of('owner8').organisation_id}") not in marks

    def test_by_a_bank_with_a_file_is_not_what_other_banks_do_with_it(self, file):
        client, own = browser("loan"), actor_of("loan").organisation_id
        demand = next(
            d for d in market.demands_in_sight(actor_of("loan")) if d.id == file.demand_id
        )

        answer = client.get(f"/bank/files/{file.demand_id}/")
        marks = ticket_of(client, answer).marks

        assert tickets.mark(f"evidence/{demand.enterprise_id}") in marks
        assert tickets.mark(f"market/by/{own}") in marks
        # An entry of another bank touches the firm and the request, and is of that bank's doing.
        others = tickets.words("market.offer.made", [demand.enterprise_id, demand.id], uuid4())
        assert not marks & {tickets.mark(each) for each in others}

    def test_by_a_bank_with_a_portfolio_are_its_own_contracts(self):
        client, actor = browser("loan"), actor_of("loan")
        marks = ticket_of(client, client.get("/bank/portfolio/")).marks

        own = contracts.agreements_of(actor)
        assert own
        assert all(tickets.mark(f"contracts/{each.id}") in marks for each in own)
        # What its borrowers sign with others is not its own.
        borrowers = {each.borrower_id for each in contracts.portfolio(actor)}
        assert borrowers
        assert not any(tickets.mark(f"contracts/{each}") in marks for each in borrowers)


class TestARefresh:
    def test_of_a_file_is_no_second_opening(self, file):
        client, opened = browser("loan"), LogEntry.objects.filter(kind="market.dossier.opened")
        page = f"/bank/files/{file.demand_id}/"
        partitions = range(64)
        before = opened.filter(partition_no__in=partitions).count()

        client.get(page)
        assert opened.filter(partition_no__in=partitions).count() == before + 1

        again = client.get(page, headers={"HX-Request": "true", "HX-Trigger": "live"})
        assert opened.filter(partition_no__in=partitions).count() == before + 1
        for part in watching.FILE_PARTS[:2]:
            assert f'id="{part}"' in again.content.decode()
