"""The town's plan, its people's seats and the time at which robots may act."""

import json
import re
from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from headrace.evidence.rules import claims, events
from headrace.kit import clock
from headrace.kit.ids import id_at
from headrace.parties.rules import districts
from headrace.rulebook import rules as rulebook
from headrace.rulebook.services import shipping
from headrace.simulation import days, desks, firms, handles, invoices, plan, providers, robots
from headrace.simulation.keys import key_of
from tests.kit.tongues import HAN

TOWN = plan.load()
UNTIL = date(2026, 11, 22)
SOME_FIRMS = [firms.firm(TOWN, number) for number in range(24)]


def shipped(name: str) -> rulebook.PackFile:
    return rulebook.read_pack((shipping.PACKS_FOLDER / f"{name}.toml").read_text())


class TestThePlan:
    def test_opens_half_a_year_after_its_first_day(self):
        assert TOWN.opens_at.tzinfo is not None
        assert TOWN.opens_at.date() - plan.FIRST_DAY > timedelta(days=183)

    def test_gives_every_log_in_name_to_one_desk(self):
        logins = [each.login for each in (*TOWN.offices, *TOWN.institutions)]

        assert max(Counter(logins).values()) == 1
        # What follows a point in a log-in name says which person of the desk it is.
        assert all(re.fullmatch(r"[a-z][a-z0-9-]*", each) for each in logins)

    @pytest.mark.parametrize(
        "named",
        [*TOWN.districts, *TOWN.trades, *TOWN.offices, *TOWN.institutions],
        ids=lambda each: each.name_en,
    )
    def test_names_everything_in_both_languages(self, named):
        assert HAN.search(named.name_zh)
        assert not HAN.search(named.name_en)

    def test_lies_in_districts_that_nobody_has(self):
        # No province begins with 99 (GB/T 2260): the town is on no map.
        codes = [each.code for each in TOWN.districts]

        assert len(set(codes)) == len(codes)
        assert all(each.startswith("99") for each in (*codes, TOWN.district_all))
        assert all(districts.covers(TOWN.district_all, each) for each in codes)

    def test_gives_its_trades_industries_of_the_notice(self):
        known = {
            each.scope["industry"]
            for each in shipped("CN-SME-2011").rules
            if each.rule_key == "size.class"
        }

        assert {each.industry for each in TOWN.trades} <= known

    def test_gives_its_institutions_roles_of_the_rulebook(self):
        known = {
            each.scope["kind"] for each in shipped("CENTRE").rules if each.rule_key == "role.kind"
        }

        assert {each.role for each in (*TOWN.institutions, *TOWN.offices)} <= known
        assert all(each.licence for each in TOWN.institutions)

    def test_has_exactly_one_custodian_and_banks_that_bring_money(self):
        roles = Counter(each.role for each in TOWN.institutions)

        assert roles["custodian"] == 1
        assert {each.role for each in TOWN.institutions if each.pays_in} == {"bank"}
        assert roles["bank"] >= 2

    def test_has_somebody_for_every_finding_that_a_request_may_need(self):
        (table,) = (
            each.value for each in shipped("CENTRE").rules if each.rule_key == "requests.required"
        )
        there = {each.role for each in TOWN.institutions}
        needed = {each["kind"] for each in table if each["required"]}

        assert {"rating" if each == "credit_history" else each for each in needed} <= there

    def test_says_its_shares_as_decimals_between_nothing_and_all(self):
        for course in TOWN.courses:
            for share in (course.credit_notes, course.voided, course.main_buyer):
                assert isinstance(share, Decimal)
                assert 0 <= share <= 1
            assert course.weight > 0
            assert course.months > 0

    def test_pairs_names_of_stems_and_buyers_and_repeats_none(self):
        for pairs in (TOWN.stems, TOWN.buyers):
            assert len({english for english, _ in pairs}) == len(pairs)
            assert len({chinese for _, chinese in pairs}) == len(pairs)
            assert all(HAN.search(chinese) for _, chinese in pairs)


class TestTheSeats:
    def test_are_one_for_each_log_in_name(self):
        logins = [each.login for each in desks.everybody()]

        assert len(set(logins)) == len(logins)

    @pytest.mark.parametrize("seat", desks.everybody(), ids=lambda each: each.login)
    def test_are_of_people_that_the_plan_has(self, seat):
        desk = seat.login.partition(".")[0]
        planned = {each.login for each in (*TOWN.offices, *TOWN.institutions)}

        assert desk in planned or re.fullmatch(r"owner[1-9][0-9]*", desk)

    @pytest.mark.parametrize("seat", desks.everybody(), ids=lambda each: each.login)
    def test_speak_to_visitors_in_their_language(self, seat):
        with override("en"):
            assert seat.where == seat.where_en
            english = (str(seat.role), seat.what)
        with override("zh-hans"):
            assert seat.where == seat.where_zh
            chinese = (str(seat.role), seat.what)

        assert all(HAN.search(each) for each in chinese)
        assert not any(HAN.search(each) for each in english)

    def test_of_owners_are_those_of_their_firms(self):
        owners = {each.login: each for each in desks.everybody() if each.side == "firm"}

        for login, seat in owners.items():
            number = int(login.removeprefix("owner")) - 1
            assert seat.where_zh == firms.firm(TOWN, number).name_zh

    def test_go_along_the_channel_from_the_source_on(self):
        sides = [each.side for each in desks.everybody()]

        assert list(dict.fromkeys(sides)) == ["source", "custody", "firm", "checks", "watch"]
        assert sides == sorted(sides, key=["source", "custody", "firm", "checks", "watch"].index)


class TestThePassword:
    def test_is_made_once_and_kept_for_its_owner_alone(self, tmp_path):
        first = desks.password(tmp_path)
        (path,) = tmp_path.iterdir()

        assert desks.password(tmp_path) == first == json.loads(path.read_text())
        assert path.stat().st_mode & 0o077 == 0

    def test_is_another_in_every_town(self, tmp_path):
        made = set()
        for number in range(8):
            folder = Path(tmp_path / str(number))
            folder.mkdir()
            made.add(desks.password(folder))

        assert len(made) == 8
        assert all(re.fullmatch(r"([a-z]+-){4}[1-9][0-9]", each) for each in made)


class TestAKey:
    def test_is_the_same_for_the_same_words_since_the_first_seeding(self):
        # Seedings that were cut off go on by these keys: another value would do steps twice.
        assert key_of("offer", "loan", 1) == UUID("53ed17dd-47fd-512c-84c8-20f50543c90f")
        assert key_of("offer", "loan", "1") == key_of("offer", "loan", 1)

    @given(st.lists(st.text("ab1", min_size=1, max_size=3), min_size=1, max_size=4, unique=True))
    def test_is_of_one_shape_and_of_the_order_of_its_words(self, words):
        assert key_of(*words).version == 5
        assert (key_of(*words) == key_of(*words[::-1])) == (words == words[::-1])

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (("a", "b"), ("ab",)),
            (("offer", "loan"), ("offer", "city")),
            (("close", UNTIL), ("close",)),
        ],
    )
    def test_is_another_for_other_words(self, one, other):
        assert key_of(*one) != key_of(*other)


class TestAnInvoice:
    @pytest.mark.parametrize("firm", SOME_FIRMS, ids=lambda each: each.name_en)
    def test_is_taken_by_the_strict_reader_of_events(self, firm):
        made = invoices.invoices(TOWN, firm, until=UNTIL)[:40]
        at = datetime(2026, 11, 23, 9, tzinfo=clock.CIVIL_ZONE)
        for number, each in enumerate(made):
            said = invoices.event(
                each,
                source=f"/organisations/{UUID(int=7)}/erp",
                consent_id=UUID(int=8),
                firm_id=UUID(int=7),
            )
            read = events.read(said, index=number, at=at)

            assert (read.amount_minor, read.issue_date) == (each.amount_fen, each.day)
            assert (read.direction, read.voided) == (each.direction, each.voided)

    @pytest.mark.parametrize("firm", SOME_FIRMS[:8], ids=lambda each: each.name_en)
    def test_lies_in_the_past_and_has_a_number_of_its_own(self, firm):
        made = invoices.invoices(TOWN, firm, until=UNTIL)

        assert all(each.day < UNTIL for each in made)
        assert [each.day for each in made] == sorted(each.day for each in made)
        assert len({each.number for each in made}) == len(made)

    @pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1_000, 1_001])
    def test_travels_in_envelopes_that_the_centre_takes(self, count):
        cut = list(invoices.envelopes([{"number": each} for each in range(count)]))

        assert [each for envelope in cut for each in envelope] == [
            {"number": each} for each in range(count)
        ]
        assert all(0 < len(each) <= events.ENVELOPE_LIMIT for each in cut)


class TestAFirm:
    @pytest.mark.parametrize("firm", SOME_FIRMS, ids=lambda each: each.name_en)
    def test_is_well_formed(self, firm):
        assert uscc.is_valid(firm.uscc)
        assert firm.uscc.startswith("92" if firm.individual else "91")
        assert firm.staff > 0
        assert firm.yearly_sales > 0
        assert HAN.search(firm.name_zh)

    def test_is_an_individual_business_every_eighth_time(self):
        assert [each.number for each in SOME_FIRMS if each.individual] == [5, 13, 21]

    @pytest.mark.parametrize("kind", sorted(providers._CLAIMS))
    def test_is_answered_with_claims_of_their_schema(self, kind):
        for firm in SOME_FIRMS:
            said = providers._CLAIMS[kind](firm)

            assert claims.check(kind, said) == said

    def test_is_found_by_its_code_among_the_towns(self):
        assert handles.truths()[SOME_FIRMS[3].uscc] == SOME_FIRMS[3]


@pytest.mark.django_db
class TestRobots:
    opens = TOWN.opens_at

    def thing(self, at: datetime) -> UUID:
        return id_at(at, b"x" * 10)

    def test_touch_everything_where_the_clock_stands(self):
        clock.drive(self.opens)

        assert robots._begun(self.thing(self.opens - timedelta(days=100)))

    def test_leave_what_was_seeded_until_a_day_has_passed(self):
        clock.drive(self.opens)
        clock.let_run()
        since = clock.running_since()

        assert not robots._begun(self.thing(since - timedelta(seconds=1)))
        assert robots._begun(self.thing(since + timedelta(seconds=1)))

    def test_touch_what_was_seeded_once_a_day_has_passed(self):
        clock.drive(self.opens)
        clock.let_run()
        since = clock.running_since()
        clock.drive(self.opens + timedelta(days=1))

        assert robots._begun(self.thing(since - timedelta(days=100)))

    def test_do_nothing_in_a_town_that_nobody_founded(self, tmp_path):
        robots.act(tmp_path, self.opens)

        assert list(tmp_path.iterdir()) == []
        assert not handles.is_founded()

    def test_never_sit_at_the_visitors_bank(self):
        assert robots._LEFT_TO_VISITORS in {each.login for each in desks.everybody()}


@pytest.mark.django_db
class TestDays:
    @pytest.mark.parametrize("back", [1, 30])
    def test_do_not_go_back(self, back):
        clock.drive(TOWN.opens_at)
        today = clock.day_of(TOWN.opens_at)

        with pytest.raises(ValueError, match="cannot go back"):
            days.pass_to(None, today - timedelta(days=back))  # type: ignore[arg-type]
        assert clock.now() == TOWN.opens_at

    def test_stand_still_where_none_is_let_pass(self):
        clock.drive(TOWN.opens_at)
        today = clock.day_of(TOWN.opens_at)

        assert days.pass_to(None, today) == TOWN.opens_at  # type: ignore[arg-type]
