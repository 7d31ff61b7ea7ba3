"""
The firms of the town as a population: the same for the same seed, lawful, and of the shape that
the plan says. Laws that hold for any seed are asked of several.
"""

import re
from collections import Counter
from dataclasses import fields, replace
from decimal import Decimal
from itertools import pairwise
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from headrace.parties.rules import identity
from headrace.simulation import english, firms, owners, plan
from headrace.simulation.founding import Desk
from tests.kit.tongues import HAN

TOWN = plan.load()
MANY = 400
SEEDS = (TOWN.seed, 1, 7, 20_300_101)
TOWNS = [replace(TOWN, seed=seed) for seed in SEEDS]


def people_of(town: plan.Plan, count: int = MANY) -> list[firms.Firm]:
    return [firms.firm(town, number) for number in range(count)]


POPULATIONS = {town.seed: people_of(town) for town in TOWNS}
each_town = pytest.mark.parametrize("town", TOWNS, ids=lambda each: f"seed-{each.seed}")
numbers = st.integers(0, 5_000)


class TestTheSameSeed:
    @each_town
    def test_gives_the_same_firms_in_any_order(self, town):
        backwards = [firms.firm(town, number) for number in reversed(range(60))]

        assert backwards[::-1] == POPULATIONS[town.seed][:60]

    @given(numbers)
    def test_gives_the_same_firm_however_often_it_is_asked(self, number):
        assert firms.firm(TOWN, number) == firms.firm(TOWN, number)

    def test_gives_firms_that_depend_on_their_number_alone(self):
        # A larger town begins with the smaller one: visitors of both find the same people.
        assert people_of(TOWN, 30) == people_of(TOWN, 90)[:30]

    def test_gives_the_firms_that_the_town_had_at_its_first_seeding(self):
        # Codes and names stand in tests, drawings and people's memory: they never change.
        first = firms.firm(TOWN, 0)

        assert (first.name_en, first.name_zh) == ("Shiliuwan Valve Co., Ltd", "石榴湾阀门有限公司")
        assert first.course.name == "steady"

    def test_is_not_the_seed_of_another_town(self):
        codes = [{each.uscc for each in POPULATIONS[seed]} for seed in SEEDS]

        for one, other in pairwise(codes):
            assert not one & other


class TestACode:
    @each_town
    def test_is_lawful_for_every_firm(self, town):
        for each in POPULATIONS[town.seed]:
            assert uscc.is_valid(each.uscc), each.name_en
            assert identity.credit_code(each.uscc) == each.uscc

    @each_town
    def test_belongs_to_one_firm(self, town):
        found = Counter(each.uscc for each in POPULATIONS[town.seed])

        assert max(found.values()) == 1

    @given(st.text(min_size=1, max_size=40), st.booleans())
    def test_is_lawful_whatever_it_is_made_from(self, seed, individual):
        code = firms.credit_code(seed, individual=individual)

        assert len(code) == 18
        assert uscc.is_valid(code)
        assert code.startswith("92" if individual else "91")

    @given(st.text(min_size=1, max_size=40))
    def test_is_the_same_for_the_same_words(self, seed):
        assert firms.credit_code(seed) == firms.credit_code(seed)

    @given(st.integers(0, 10_000))
    def test_is_registered_in_a_district_that_is_on_no_map(self, number):
        # The third to eighth characters are the district of registration (GB 32100-2015).
        assert firms.credit_code(f"firm-{number}")[2:8] == "990100"

    @given(st.integers(0, 10_000))
    def test_bears_the_check_sign_of_the_organisation_within(self, number):
        # Given the nine characters of the organisation (GB 11714-1997)
        code = firms.credit_code(f"firm-{number}")
        body, sign = code[8:16], code[16]

        # When the sign is reckoned by hand, then it is the one that stands there
        total = sum(
            weight * int(digit)
            for weight, digit in zip((3, 7, 9, 10, 5, 8, 4, 2), body, strict=True)
        )
        assert sign == {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))

    @given(st.integers(0, 500), st.integers(8, 15))
    def test_is_no_longer_lawful_with_a_digit_changed(self, number, place):
        code = firms.credit_code(f"firm-{number}")
        other = "1" if code[place] != "1" else "2"

        assert not uscc.is_valid(code[:place] + other + code[place + 1 :])

    def test_is_another_for_each_office_institution_and_for_the_centre(self):
        words = ["centre", *(each.login for each in (*TOWN.offices, *TOWN.institutions))]
        codes = {firms.credit_code(each) for each in words}

        assert len(codes) == len(words)
        assert not codes & {each.uscc for each in POPULATIONS[TOWN.seed]}


class TestAName:
    @each_town
    def test_belongs_to_one_firm_in_each_language(self, town):
        people = POPULATIONS[town.seed]

        assert len({each.name_zh for each in people}) == MANY
        assert len({each.name_en for each in people}) == MANY

    @given(numbers)
    def test_is_chinese_for_readers_of_chinese_and_english_for_others(self, number):
        found = firms.firm(TOWN, number)

        assert HAN.search(found.name_zh)
        assert not re.search("[A-Za-z]", found.name_zh)
        assert not HAN.search(found.name_en)

    @given(numbers)
    def test_says_its_trade_and_its_form(self, number):
        found = firms.firm(TOWN, number)

        assert found.trade.name_zh in found.name_zh
        assert found.trade.name_en in found.name_en
        assert found.name_zh.endswith("经营部" if found.individual else "有限公司")
        assert found.name_en.endswith("Workshop" if found.individual else "Co., Ltd")

    def test_bears_a_number_only_when_its_stem_comes_again(self):
        count = len(TOWN.stems)
        assert "No." not in firms.firm(TOWN, count - 1).name_en
        assert " No. 2 " in firms.firm(TOWN, count).name_en
        assert "第2" in firms.firm(TOWN, count).name_zh
        assert " No. 3 " in firms.firm(TOWN, 2 * count).name_en

    def test_of_a_known_firm_has_its_english(self):
        known = english.english_names()

        for each in people_of(TOWN, 60):
            assert known[each.name_zh] == each.name_en
        for each in (*TOWN.offices, *TOWN.institutions):
            assert known[each.name_zh] == each.name_en
        assert known["引水渠服务中心"] == "Headrace service centre"


class TestThePopulation:
    @each_town
    def test_shows_every_course_among_its_first_firms(self, town):
        first = [each.course.name for each in POPULATIONS[town.seed][: len(town.courses)]]

        assert first == [each.name for each in town.courses]

    @each_town
    def test_fares_as_often_in_each_way_as_the_weights_say(self, town):
        # Given 395 drawn firms; five standard deviations of a share lie within 13 points
        drawn = POPULATIONS[town.seed][len(town.courses) :]
        found = Counter(each.course.name for each in drawn)
        whole = sum(each.weight for each in town.courses)

        for course in town.courses:
            share = course.weight / whole
            spread = 5 * (share * (1 - share) / len(drawn)) ** 0.5
            assert abs(found[course.name] / len(drawn) - share) <= spread, course.name

    @each_town
    def test_is_spread_evenly_over_trades_and_districts(self, town):
        people = POPULATIONS[town.seed]

        trades = Counter(each.trade.name_en for each in people)
        districts = Counter(each.district.code for each in people)
        assert len(trades) == len(town.trades)
        assert len(districts) == len(town.districts)
        assert max(trades.values()) - min(trades.values()) <= 1
        assert max(districts.values()) - min(districts.values()) <= 1

    @each_town
    def test_is_one_eighth_of_individual_businesses(self, town):
        individual = [each.number for each in POPULATIONS[town.seed] if each.individual]

        assert individual == list(range(5, MANY, 8))

    @each_town
    def test_employs_few_in_workshops_and_more_in_companies(self, town):
        small = [each.staff for each in POPULATIONS[town.seed] if each.individual]
        large = [each.staff for each in POPULATIONS[town.seed] if not each.individual]

        assert (min(small), max(small)) == (2, 9)
        assert 11 <= min(large) <= 13
        assert 68 <= max(large) <= 70
        # The mean of whole numbers from 11 to 70 is 40.5; 350 firms stray little from it.
        assert abs(mean(large) - 40.5) < 4
        assert abs(mean(small) - 5.5) < 1.5

    @given(numbers)
    def test_sells_what_its_people_and_its_trade_amount_to(self, number):
        found = firms.firm(TOWN, number)
        exact = found.staff * found.trade.monthly * 12 * found.trade.ticket

        assert found.yearly_sales == int(exact)
        assert isinstance(found.trade.monthly, Decimal)

    @given(numbers)
    def test_has_no_figure_that_a_float_has_touched(self, number):
        found = firms.firm(TOWN, number)
        values = [getattr(found, each.name) for each in fields(found)]
        values += [getattr(found.trade, each.name) for each in fields(found.trade)]
        values += [getattr(found.course, each.name) for each in fields(found.course)]

        assert not any(isinstance(each, float) for each in values)


class TestWhatAFirmAsksFor:
    def owner(self, number: int) -> owners.Owner:
        nobody = Desk(*(plan.load().seed,) * 3)  # type: ignore[arg-type]
        return owners.Owner(firms.firm(TOWN, number), nobody, f"owner{number + 1}")

    @given(st.integers(0, 800))
    def test_is_whole_ten_thousands_and_about_a_tenth_of_a_year(self, number):
        owner = self.owner(number)
        asked, sales = owner.asks(), owner.firm.yearly_sales

        assert asked.minor % 1_000_000 == 0
        assert asked.minor >= 3_000_000
        if sales >= 400_000:
            assert 0 <= sales * 10 - asked.minor < 1_000_000

    @given(st.integers(0, 800))
    def test_lies_within_what_the_banks_of_the_town_lend(self, number):
        assert 2_000_000 <= self.owner(number).asks().minor <= 300_000_000

    def test_goes_to_an_account_of_its_own(self):
        accounts = {owners.account_of(each) for each in POPULATIONS[TOWN.seed]}

        assert len(accounts) == MANY
        assert all(re.fullmatch(r"6214[0-9]{12}", each) for each in accounts)


class TestWhenAFirmPays:
    @given(st.dates(min_value=plan.FIRST_DAY))
    def test_on_time_is_a_business_day_on_or_just_before_the_due_day(self, due):
        paid = owners.pays_on(due)

        assert paid.weekday() < 5
        assert 0 <= (due - paid).days <= 2
        assert paid == due or due.weekday() >= 5

    @given(st.dates(min_value=plan.FIRST_DAY), st.integers(1, 40))
    def test_late_is_a_business_day_and_never_earlier_than_said(self, due, late):
        paid = owners.pays_on(due, late_days=late)

        assert paid.weekday() < 5
        assert late <= (paid - due).days <= late + 2
