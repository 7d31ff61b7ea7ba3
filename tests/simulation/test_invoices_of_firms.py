"""
The invoices of the town: the same for the same seed, exact to the fen, and of the shape that a
firm's trade and course say. Shapes are asked of many firms together, so that no single throw of a
die decides.
"""

import re
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from statistics import median
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.simulation import firms, invoices, plan

TOWN = plan.load()
UNTIL = date(2026, 11, 22)
BUYERS = {chinese for _, chinese in TOWN.buyers}
COURSES = {each.name: each for each in TOWN.courses}
SOURCE = "/organisations/7/erp"


def like(course: str, *, trade: int = 0, number: int = 0, staff: int = 60) -> firms.Firm:
    """A firm of a course and trade of one's choice."""
    return replace(
        firms.firm(TOWN, number),
        number=number,
        trade=TOWN.trades[trade],
        course=COURSES[course],
        staff=staff,
    )


@cache
def history(course: str, trade: int = 0, number: int = 0) -> tuple[invoices.Invoice, ...]:
    return invoices.invoices(TOWN, like(course, trade=trade, number=number), until=UNTIL)


def together(course: str, firms_count: int = 6) -> list[invoices.Invoice]:
    """The invoices of several firms of one course, one after the other."""
    return [
        each
        for number in range(firms_count)
        for each in history(course, trade=number % 4, number=number)
    ]


def sales_of(found) -> list[invoices.Invoice]:
    return [each for each in found if each.direction == "sale"]


def told(amount_fen: int, **said) -> dict:
    one = replace(invoices.Invoice("1", "sale", UNTIL, amount_fen, "长桥泵业", False), **said)
    return invoices.event(one, source=SOURCE, consent_id=UUID(int=1), firm_id=UUID(int=2))


class TestTheSameSeed:
    @pytest.mark.parametrize("number", [0, 4, 5, 23, 59])
    def test_gives_the_same_history(self, number):
        firm = firms.firm(TOWN, number)

        one = invoices.invoices(TOWN, firm, until=UNTIL)
        firms.firm(TOWN, number + 1)
        assert invoices.invoices(TOWN, firm, until=UNTIL) == one

    def test_is_not_that_of_another_town_or_firm(self):
        firm = firms.firm(TOWN, 1)
        other_town = replace(TOWN, seed=1)
        amounts = [each.amount_fen for each in invoices.invoices(TOWN, firm, until=UNTIL)]

        assert amounts != [
            each.amount_fen for each in invoices.invoices(other_town, firm, until=UNTIL)
        ]
        assert amounts != [
            each.amount_fen
            for each in invoices.invoices(TOWN, replace(firm, number=2), until=UNTIL)
        ]

    def test_moves_with_the_day_and_keeps_its_amounts(self):
        # A town that opens a day later has had the same business a day later, but for the season.
        firm = like("steady")
        one = Counter(each.amount_fen for each in invoices.invoices(TOWN, firm, until=UNTIL))
        later = UNTIL + timedelta(days=1)
        other = Counter(each.amount_fen for each in invoices.invoices(TOWN, firm, until=later))

        assert one == other


class TestTheHistory:
    @pytest.mark.parametrize("course", sorted(COURSES))
    def test_is_as_long_as_the_course_says_and_ends_before_the_day(self, course):
        days = [each.day for each in history(course)]
        first = UNTIL - timedelta(days=30 * COURSES[course].months)

        assert first <= min(days) <= first + timedelta(days=30)
        assert UNTIL - timedelta(days=30) <= max(days) < UNTIL

    @pytest.mark.parametrize("course", sorted(COURSES))
    def test_is_told_from_the_oldest_on_under_numbers_that_rise(self, course):
        found = history(course, number=3)

        assert [each.day for each in found] == sorted(each.day for each in found)
        assert [each.number for each in found] == [f"0003{at:06}" for at in range(len(found))]

    @pytest.mark.parametrize("course", sorted(COURSES))
    def test_has_business_in_every_month(self, course):
        # A month of history is thirty days; none is without at least two sales.
        months = Counter((UNTIL - each.day).days // 30 for each in sales_of(history(course)))

        assert len(months) >= COURSES[course].months
        assert min(months.values()) >= 1

    def test_of_the_smallest_firm_still_shows_two_sales_a_month(self):
        firm = like("steady", trade=6, staff=1)
        found = sales_of(invoices.invoices(TOWN, firm, until=UNTIL))

        assert len(found) == 2 * firm.course.months

    def test_is_longer_for_more_people(self):
        count = {
            staff: len(invoices.invoices(TOWN, like("steady", staff=staff), until=UNTIL))
            for staff in (10, 20, 40)
        }

        assert 1.6 < count[20] / count[10] < 2.4
        assert 1.6 < count[40] / count[20] < 2.4

    @pytest.mark.parametrize("course", sorted(COURSES))
    def test_knows_only_buyers_of_the_town_and_only_two_directions(self, course):
        found = history(course)

        assert {each.counterparty for each in found} <= BUYERS
        assert {each.direction for each in found} == {"sale", "purchase"}


class TestAnAmount:
    def test_is_a_whole_number_of_fen_and_never_nothing(self):
        for course in COURSES:
            for each in history(course):
                assert type(each.amount_fen) is int
                assert each.amount_fen != 0

    @pytest.mark.parametrize("trade", range(4), ids=lambda at: TOWN.trades[at].name_en)
    def test_of_a_sale_lies_about_the_ticket_of_the_trade(self, trade):
        # The median of a lognormal is its location: here ticket * exp(-0.1).
        found = [
            each.amount_fen
            for number in range(6)
            for each in sales_of(history("steady", trade, number))
            if each.amount_fen > 0
        ]
        middle = TOWN.trades[trade].ticket * 100 * 0.9048

        assert abs(median(found) / middle - 1) < 0.08

    def test_varies_more_where_the_course_is_noisier(self):
        def spread(course: str) -> float:
            amounts = sorted(each.amount_fen for each in sales_of(together(course)))
            positive = [each for each in amounts if each > 0]
            quarter = len(positive) // 4
            return positive[-quarter] / positive[quarter]

        assert spread("steady") < spread("growing") < spread("young")

    def test_is_negative_only_in_credit_notes_on_sales(self):
        for course in COURSES:
            assert all(each.direction == "sale" for each in history(course) if each.amount_fen < 0)

    def test_of_what_was_bought_is_what_selling_costs(self):
        # Half of the sales bring a purchase of about 2 * 62 % of their amount.
        found = together("steady")
        bought = sum(each.amount_fen for each in found if each.direction == "purchase")
        sold = sum(each.amount_fen for each in sales_of(found) if each.amount_fen > 0)

        assert 0.55 < bought / sold < 0.69


class TestTheCourse:
    @pytest.mark.parametrize("course", sorted(COURSES))
    def test_says_how_many_documents_are_credit_notes_and_voided(self, course):
        found = sales_of(together(course))
        wanted = COURSES[course]
        for share, count in (
            (wanted.credit_notes, sum(each.amount_fen < 0 for each in found)),
            (wanted.voided, sum(each.voided for each in found)),
        ):
            spread = 5 * (float(share) * (1 - float(share)) / len(found)) ** 0.5
            assert abs(count / len(found) - float(share)) <= spread

    @pytest.mark.parametrize("course", sorted(COURSES))
    def test_says_how_much_hangs_on_one_buyer(self, course):
        for number in range(3):
            found = sales_of(history(course, number=number))
            main = TOWN.buyers[number % len(TOWN.buyers)][1]
            # Besides its share the main buyer is thrown like every other one.
            share = float(COURSES[course].main_buyer)
            wanted = share + (1 - share) / len(TOWN.buyers)
            found_share = sum(each.counterparty == main for each in found) / len(found)
            spread = 5 * (wanted * (1 - wanted) / len(found)) ** 0.5

            assert abs(found_share - wanted) <= spread

    def test_of_growth_grows_and_of_decline_declines(self):
        def grown(course: str) -> float:
            """Documents of the last year's half for one of the first half."""
            found = sales_of(together(course))
            recent = [each for each in found if each.day >= UNTIL - timedelta(days=300)]
            older = [
                each
                for each in found
                if UNTIL - timedelta(days=600) <= each.day < UNTIL - timedelta(days=300)
            ]
            return len(recent) / len(older)

        assert grown("growing") > 1.15
        assert 0.9 < grown("steady") < 1.2
        assert grown("shrinking") < 0.85

    def test_of_the_dependent_firm_is_one_main_buyer(self):
        found = Counter(each.counterparty for each in sales_of(history("dependent")))
        (_, most), (_, second) = found.most_common(2)

        assert most > 5 * second


class TestTheSeason:
    def test_has_its_peak_in_the_month_of_the_trade(self):
        # Given foods, which sell most in December, over two years of several firms
        found: dict[int, int] = defaultdict(int)
        for number in range(6):
            for each in sales_of(history("steady", 1, number)):
                if each.day >= UNTIL - timedelta(days=720):
                    found[each.day.month] += 1

        assert sum(found[month] for month in (11, 12, 1)) > 1.4 * sum(
            found[month] for month in (5, 6, 7)
        )

    def test_is_absent_where_the_trade_has_none(self):
        assert [invoices._season(0, month) for month in range(1, 13)] == [1.0] * 12

    @pytest.mark.parametrize("peak", range(1, 13))
    def test_swings_by_a_third_and_evens_out_over_a_year(self, peak):
        year = [invoices._season(peak, month) for month in range(1, 13)]

        assert max(year) == year[peak - 1] == pytest.approx(1.35)
        assert min(year) == year[(peak + 5) % 12] == pytest.approx(0.65)
        assert sum(year) == pytest.approx(12)


class TestAnEvent:
    @given(st.integers(-(10**13), 10**13))
    def test_says_its_amount_exactly(self, fen):
        amount = told(fen)["data"]["amount"]

        assert Decimal(amount) * 100 == fen
        assert re.fullmatch(r"-?[0-9]+\.[0-9]{2}", amount)

    @pytest.mark.parametrize(
        ("fen", "words"),
        [
            (0, "0.00"),
            (1, "0.01"),
            (-1, "-0.01"),
            (99, "0.99"),
            (-100, "-1.00"),
            (123_456_789_012, "1234567890.12"),
        ],
    )
    def test_writes_small_and_negative_amounts_as_people_do(self, fen, words):
        assert told(fen)["data"]["amount"] == words

    def test_carries_every_member_that_the_standard_asks_for(self):
        # CloudEvents 1.0.2: id, source, specversion and type; and ours, the consent.
        made = told(100, number="0001000007")

        assert made["specversion"] == "1.0"
        assert (made["id"], made["source"]) == ("inv-0001000007", SOURCE)
        assert made["type"] == "headrace.invoice.issued.v1"
        assert UUID(made["consentid"]) == UUID(int=1)
        assert UUID(made["subject"]) == UUID(int=2)
        assert made["datacontenttype"] == "application/json"

    def test_lies_at_noon_of_its_civil_day(self):
        at = datetime.fromisoformat(told(100)["time"])

        assert at.tzinfo is not None
        assert at.utcoffset() == timedelta(hours=8)
        assert (at.date(), at.hour) == (UNTIL, 12)

    @pytest.mark.parametrize("voided", [True, False])
    def test_says_whether_it_was_voided(self, voided):
        assert told(100, voided=voided)["data"]["voided"] is voided

    def test_says_the_same_of_itself_twice(self):
        assert told(77) == told(77)

    @pytest.mark.parametrize("course", sorted(COURSES))
    def test_adds_up_with_its_neighbours_to_the_books_of_the_firm(self, course):
        found = history(course)
        said = [
            invoices.event(each, source=SOURCE, consent_id=UUID(int=1), firm_id=UUID(int=2))
            for each in found
        ]

        assert sum(Decimal(each["data"]["amount"]) for each in said) * 100 == sum(
            each.amount_fen for each in found
        )
        assert len({each["id"] for each in said}) == len(found)


class TestEnvelopes:
    @given(st.integers(0, 2_600))
    def test_lose_nothing_and_are_full_but_for_the_last(self, count):
        cut = list(invoices.envelopes([{"at": at} for at in range(count)]))

        assert [each["at"] for envelope in cut for each in envelope] == list(range(count))
        assert all(len(each) == invoices.ENVELOPE for each in cut[:-1])
        assert all(cut)
