"""
The whole demo town: what its seats say, what its chooser shows, what its robots leave and do.

Seeded once; classes stand in the order in which the town is moved: looked at first, then one pays,
then days pass and the robots go to work.
"""

import json
import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils.translation import override

from headrace.config import duties
from headrace.contracts import queries as contracts
from headrace.credit import queries as credit
from headrace.custody import queries as custody
from headrace.kit import clock, delivery, journal, seals
from headrace.kit.clock import day_of
from headrace.kit.errors import NotFound
from headrace.kit.models import LogEntry
from headrace.kit.subjects import Subject
from headrace.market import queries as market
from headrace.parties import queries as parties
from headrace.portals.pieces import Mark
from headrace.simulation import awaiting, chooser, desks, firms, handles, robots, seeding
from headrace.simulation.plan import FIRST_DAY, load
from tests.kit.tongues import HAN
from tests.portals.lunxi import browser, text_of

TOWN = load()
SEATS = {each.login: each for each in desks.everybody()}
each_seat = pytest.mark.parametrize("login", list(SEATS))

pytestmark = pytest.mark.usefixtures("lunxi")


def actor(login: str):
    return parties.actor_of(parties.person_of_login(login), at=clock.now())


def owner_of(number: int):
    return actor(f"owner{number + 1}")


def loan_of(number: int):
    (loan,) = contracts.loans_of(owner_of(number))
    return loan


def request_of(number: int):
    (asked,) = market.demands_of(owner_of(number))
    return asked


def page(next_due=None):
    at = clock.now()
    seats = [(seat, awaiting.mark_of(seat, at)) for seat in desks.everybody()]
    return chooser.chooser_page(TOWN, seats, at, next_due)


class TestWhatWasSeeded:
    def test_stands_on_the_day_of_the_plan_and_runs(self):
        assert day_of(clock.now()) == TOWN.opens_at.date()
        assert clock.running_since() is not None

    def test_keeps_every_promise_of_the_ledger_and_of_the_log(self, lunxi):
        book = lunxi.custodian.book_id

        assert custody.ledger_balanced(book)
        assert custody.verify_book(book).ok
        assert custody.custodian_agrees(book, day_of(clock.now()) - timedelta(days=1))
        assert seals.verify(journal.TOPIC).ok
        assert not delivery.parked()

    def test_has_really_happened_day_after_day(self):
        # Nothing of the town's half year bears the instant of its making.
        rows = LogEntry.objects.filter(topic=journal.TOPIC)
        hours = {datetime.fromisoformat(each.payload["at"]) for each in rows}

        assert min(each.astimezone(clock.CIVIL_ZONE).date() for each in hours) == FIRST_DAY
        assert len({day_of(each) for each in hours}) > 6

    @pytest.mark.parametrize(
        ("number", "state"), [(0, "repaid"), (2, "drawn"), (11, "drawn"), (15, "drawn")]
    )
    def test_has_firms_that_pay_on_the_day(self, number, state):
        loan = loan_of(number)

        assert (loan.state, loan.days_past_due) == (state, 0)
        assert contracts.invariants(loan.id).ok

    def test_has_one_that_paid_too_little_last_month(self):
        loan = loan_of(1)

        assert loan.days_past_due in range(1, 32)
        assert 0 < loan.missing.minor < loan.next_due.missing.minor * 2

    def test_has_one_that_has_not_paid_since_september(self):
        assert loan_of(3).days_past_due > loan_of(1).days_past_due
        assert loan_of(3).days_past_due > 30

    @pytest.mark.parametrize("number", [8, 9])
    def test_has_requests_that_wait_for_checks(self, number):
        asked = request_of(number)

        assert asked.state == "published"
        assert credit.score_for(Subject("demand", asked.id)) is None

    @pytest.mark.parametrize("number", [4, 5, 10, 12, 13, 14])
    def test_has_graded_requests_for_the_first_bank_to_decide(self, number):
        asked = request_of(number)

        assert credit.score_for(Subject("demand", asked.id)) is not None
        assert asked.state in ("published", "matching", "offered")

    def test_has_one_to_choose_and_one_to_sign(self):
        offers = market.offers_for(request_of(6).id, owner_of(6))

        assert [each.state for each in offers] == ["firm", "firm"]
        assert request_of(7).state == "contracted"
        assert contracts.agreement_of_demand(request_of(7).id, owner_of(7)) is not None

    def test_leaves_one_file_for_the_second_person_of_the_first_bank(self):
        rows = market.queue(actor("loan.checker"), clock.now())

        assert [each.turn.who for each in rows].count("lender_checker") == 1

    def test_owes_exactly_what_was_drawn_and_not_yet_paid(self):
        for number in (0, 1, 2, 3, 11, 15):
            loan = loan_of(number)
            assert loan.outstanding + loan.principal_paid == loan.principal


class TestASeat:
    @each_seat
    def test_has_somebody_on_it_who_may_act(self, login):
        assert actor(login).duties
        assert actor(login).roles

    @each_seat
    def test_is_where_the_plan_says(self, login):
        found = parties.organisation(actor(login).organisation_id)

        assert found.name == SEATS[login].where_zh

    @each_seat
    def test_is_told_what_awaits_it_in_both_languages(self, login):
        with override("en"):
            english = awaiting.mark_of(SEATS[login], clock.now())
        with override("zh-hans"):
            chinese = awaiting.mark_of(SEATS[login], clock.now())

        assert english.kind == chinese.kind
        assert english.words
        assert not HAN.search(english.words)
        assert HAN.search(chinese.words)

    @pytest.mark.parametrize(
        ("login", "kind", "words"),
        [
            ("loan", "turn", r"[1-9] files to decide"),
            ("loan.checker", "turn", r"[1-9][0-9]* things? to approve"),
            ("clerk.checker", "turn", "1 second key to turn"),
            ("haoran", "turn", "4 findings to sign"),
            ("owner7", "turn", "choose an offer by 30 Nov"),
            ("owner8", "turn", "read and sign an agreement"),
            ("owner2", "late", r"¥[0-9,.]+ is missing"),
            ("supervisor", "turn", r"[1-9][0-9]* alerts? (is|are) open"),
            ("auditor", "done", "the record can be verified"),
        ],
    )
    def test_says_in_its_own_words_whose_turn_it_is(self, login, kind, words):
        mark = awaiting.mark_of(SEATS[login], clock.now())

        assert mark.kind == kind
        assert re.fullmatch(words, mark.words.replace("\u00a0", " ")), mark.words

    @pytest.mark.parametrize(
        ("number", "kind", "words"),
        [
            (0, "done", "all paid so far"),
            (8, "wait", "experts are checking"),
            (4, "wait", "funders are deciding"),
            (11, "done", "all paid so far"),
        ],
    )
    def test_of_an_owner_follows_the_request_through_its_stages(self, number, kind, words):
        seat = desks.Seat(f"owner{number + 1}", "firm", "", "", "", "")
        assert awaiting.mark_of(seat, clock.now()) == Mark(kind, words)

    def test_whose_person_is_gone_has_nothing_to_do(self):
        seat = desks.Seat("nobody", "firm", "", "", "", "")
        assert awaiting.mark_of(seat, clock.now()).kind == "wait"

    def test_counts_what_its_own_desk_shows(self):
        rows = market.queue(actor("loan"), clock.now())
        waiting = [each for each in rows if each.turn.who == "lender_maker"]

        assert awaiting.mark_of(SEATS["loan"], clock.now()).words.startswith(f"{len(waiting)} ")


class TestTheChooser:
    def test_shows_every_seat_once_along_the_channel(self):
        places = page().places

        assert [each.station for each in places] == ["ring", "basin", "wheel", "gate", "gate"]
        assert [each.dry for each in places] == [False, False, False, True, True]
        shown = [seat.act.value for place in places for seat in place.seats]
        assert shown == list(SEATS)

    def test_lets_one_sit_down_by_a_form(self):
        acts = [seat.act for place in page().places for seat in place.seats]

        assert {(each.method, each.name, each.url) for each in acts} == {
            ("post", "login", "/town/sit/")
        }

    @pytest.mark.parametrize(("language", "town"), [("en", "Lunxi"), ("zh-hans", "轮溪")])
    def test_speaks_the_visitors_language(self, language, town):
        with override(language):
            assert town in page().head.finding
            assert str(TOWN.opens_at.year) in page().clock

    def test_lets_a_day_or_a_week_pass(self):
        today = day_of(clock.now())
        acts = page().clock_acts

        assert [each.value for each in acts] == [
            (today + timedelta(days=1)).isoformat(),
            (today + timedelta(days=7)).isoformat(),
        ]

    def test_goes_to_the_day_after_the_next_due_date_where_there_is_one(self):
        due = day_of(clock.now()) + timedelta(days=20)
        (*_, last) = page(due).clock_acts

        assert last.value == (due + timedelta(days=1)).isoformat()

    def test_page_offers_the_day_that_the_auditor_sees_coming(self):
        answer = browser().get("/town/")
        loans = contracts.loans_of(actor("auditor"))
        today = day_of(clock.now())
        coming = [each.next_due.due_date for each in loans if each.next_due]
        due = min(each for each in coming if each >= today)

        assert f'value="{(due + timedelta(days=1)).isoformat()}"' in answer.content.decode()

    @each_seat
    def test_takes_everybody_to_a_desk_that_opens(self, login):
        client = browser()
        answer = client.post("/town/sit/", {"login": login}, follow=True)

        assert answer.status_code == 200
        assert str(client.session["_auth_user_id"]) == str(parties.person_of_login(login))

    @pytest.mark.parametrize("address", ["/town/sit/", "/town/clock/"])
    def test_moves_nothing_by_a_mere_link(self, address):
        assert browser().get(address).status_code == 405

    def test_is_read_only_by_those_who_only_read(self):
        assert browser().post("/town/").status_code == 405


class TestTheHandles:
    def test_find_the_seeded_town_again(self, lunxi):
        found = handles.town(settings.HEADRACE_HOME, clock.now())

        assert found.offices == lunxi.offices
        assert found.banks == lunxi.banks
        assert found.custodian.book_id == lunxi.custodian.book_id
        assert found.settled == []

    @pytest.mark.parametrize("number", [0, 5, 15])
    def test_know_what_a_firm_is_really_like(self, number):
        assert handles.truth_of(owner_of(number).organisation_id) == firms.firm(TOWN, number)

    def test_take_whom_they_do_not_know_for_the_towns_first(self):
        stranger = parties.by_uscc(firms.credit_code("loan"))
        assert handles.truth_of(stranger.id) == firms.firm(TOWN, 0)

    def test_know_nobody_who_is_not_there(self):
        with pytest.raises(NotFound):
            handles.truth_of(uuid4())


class TestThePassword:
    def test_of_all_is_one_and_lies_in_the_centres_folder(self):
        first = desks.password(settings.HEADRACE_HOME)

        assert desks.password(settings.HEADRACE_HOME) == first
        stored = json.loads((settings.HEADRACE_HOME / "demo-password.json").read_text())
        assert stored == first


class TestRobotsBeforeADayHasPassed:
    def test_leave_everything_that_was_seeded_as_it_is(self):
        states = [request_of(number).state for number in (4, 6, 7, 8, 9)]
        before = LogEntry.objects.count()

        robots.act(settings.HEADRACE_HOME, clock.now())

        assert [request_of(number).state for number in (4, 6, 7, 8, 9)] == states
        assert LogEntry.objects.count() == before


class TestPaying:
    def test_what_the_page_asks_for_is_paid_in_full(self):
        client, loan = browser("owner2"), loan_of(1)
        form = {"asked": f"{loan.next_due.number}-{loan.missing.minor}"}

        answer = client.post(_address(), form)

        assert answer["Location"].endswith("?done=paid")
        assert loan_of(1).missing.minor == 0
        assert loan_of(1).days_past_due == 0

    def test_what_it_asked_for_before_is_not_paid_again(self, lunxi):
        loan = loan_of(1)
        browser("owner2").post(_address(), {"asked": "1-100"})

        assert loan_of(1) == loan
        assert custody.ledger_balanced(lunxi.custodian.book_id)

    def test_is_for_the_owner_alone(self):
        answer = browser("owner7").post(_address(), {"asked": "1-100"})
        assert answer.status_code == 404

    def test_changes_what_awaits_the_seat(self):
        assert awaiting.mark_of(SEATS["owner2"], clock.now()) == Mark("done", "all paid so far")


class TestRobotsAfterADay:
    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def a_day_later(cls, lunxi):
        to = day_of(clock.now()) + timedelta(days=1)
        answer = browser().post("/town/clock/", {"to": to.isoformat()})
        assert answer["Location"] == "/town/"
        for _ in range(3):
            robots.act(settings.HEADRACE_HOME, clock.now())
            delivery.deliver_all()

    @pytest.mark.parametrize("number", [8, 9])
    def test_of_providers_have_answered_what_waited(self, number):
        assert credit.score_for(Subject("demand", request_of(number).id)) is not None

    def test_of_the_second_bank_have_offered_and_the_first_bank_waits_for_visitors(self, lunxi):
        # Given that the two seeded offers of the first bank are its only ones
        offers = [
            offer
            for number in (4, 5, 8, 9, 10, 12, 13, 14)
            for offer in market.offers_for(request_of(number).id, owner_of(number))
        ]
        city = next(each for each in lunxi.banks if each.login == "citybank")

        assert offers
        assert {each.lender_id for each in offers} == {city.desk.organisation_id}

    def test_choose_nothing_for_an_owner(self):
        assert request_of(6).state == "offered"

    def test_sign_nothing_for_an_owner(self):
        agreement = contracts.agreement_of_demand(request_of(7).id, owner_of(7))
        assert owner_of(7).organisation_id in agreement.waits_for

    def test_have_nothing_left_to_do(self):
        before = LogEntry.objects.count()
        robots.act(settings.HEADRACE_HOME, clock.now())

        assert LogEntry.objects.count() == before

    def test_have_broken_nothing(self, lunxi):
        assert custody.ledger_balanced(lunxi.custodian.book_id)
        assert not delivery.parked()
        assert day_of(clock.now()) == TOWN.opens_at.date() + timedelta(days=1)

    def test_turn_the_second_key_once_an_owner_has_signed_and_drawn(self, lunxi):
        # Given an owner who signs, so that the lender's turn has come
        asked = request_of(7)
        owner = seeding.Owner(firms.firm(TOWN, 7), handles.desk("owner8", clock.now()), "owner8")
        before = contracts.agreement_of_demand(asked.id, owner_of(7))
        seeding.owners.sign(before.id, owner_of(7), lunxi.signing, clock.now())
        robots.act(settings.HEADRACE_HOME, clock.now())
        delivery.deliver_all()
        city = next(each for each in lunxi.banks if each.login == "citybank")
        by_robot = city.desk.organisation_id in {each.lender_id for each in before.lenders}

        # Then a robot signs for the second bank, and the first bank is left to a visitor
        after = contracts.agreement(before.id, owner_of(7))
        assert (not after.waits_for) == by_robot
        if by_robot:
            seeding.owners.draw(owner, after.id, clock.now())
            robots.act(settings.HEADRACE_HOME, clock.now())
            lunxi.custodian.exchange(clock.now())
            delivery.deliver_all()
            assert contracts.agreement(before.id, owner_of(7)).loan_id is not None


class TestTheClock:
    @pytest.mark.parametrize("to", ["", "tomorrow", "2026-02-30", "0001-01-01x"])
    def test_takes_no_day_that_is_none(self, to):
        answer = browser().post("/town/clock/", {"to": to})

        assert answer.status_code == 422
        assert "not to" in text_of(answer)

    def test_goes_no_further_than_a_quarter_at_once(self):
        far = day_of(clock.now()) + timedelta(days=93)
        assert browser().post("/town/clock/", {"to": far.isoformat()}).status_code == 422

    @pytest.mark.parametrize("back", [0, 1, 400])
    def test_stands_still_for_a_day_that_has_come(self, back):
        today = day_of(clock.now())
        to = (today - timedelta(days=back)).isoformat()

        assert browser().post("/town/clock/", {"to": to}).status_code == 302
        assert day_of(clock.now()) == today

    def test_lets_offers_run_out_and_their_money_go_free(self, lunxi):
        # Given the two offers that owner7 was to choose from by 30 November
        today = day_of(clock.now())
        browser().post("/town/clock/", {"to": (today + timedelta(days=8)).isoformat()})
        duties.daily_round()
        delivery.deliver_all()

        offers = market.offers_for(request_of(6).id, owner_of(6))
        assert {each.state for each in offers} == {"lapsed"}
        assert custody.held_for(lunxi.custodian.book_id, request_of(6).id).free.minor == 0
        assert awaiting.mark_of(SEATS["owner7"], clock.now()).kind == "wait"


def _address() -> str:
    agreement = contracts.agreement_of_demand(request_of(1).id, owner_of(1))
    return f"/town/contracts/{agreement.id}/payment/"
