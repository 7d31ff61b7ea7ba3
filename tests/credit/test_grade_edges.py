"""Grades, caps, doubt and limits at their edges, in figures that a person can work out."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.credit import library, queries
from headrace.credit.rules import scoring
from headrace.credit.rules.findings import Claims, finding_facts
from headrace.credit.rules.scoring import Evidence

CARD = library.current()
# Grade: from how many points, chance of default in millionths, share of the limit.
SCALE = {
    "A1": (680, 883, "1"),
    "A2": (660, 1_765, "0.95"),
    "A3": (640, 3_523, "0.9"),
    "B1": (620, 7_021, "0.8"),
    "B2": (600, 13_945, "0.7"),
    "B3": (580, 27_506, "0.55"),
    "C1": (560, 53_540, "0.4"),
    "C2": (540, 101_638, "0.25"),
    "C3": (520, 184_522, "0.1"),
    "D": (0, 311_555, "0"),
}
ORDER = list(SCALE)


class TestScale:
    @pytest.mark.parametrize("grade", SCALE)
    def test_begins_each_grade_at_its_points(self, grade):
        least = SCALE[grade][0]
        worse = ORDER[min(ORDER.index(grade) + 1, len(ORDER) - 1)]
        assert CARD.grade_of(least).name == grade
        assert CARD.grade_of(least + 19).name == ("D" if grade == "D" else grade)
        assert CARD.grade_of(least - 1).name == worse

    @pytest.mark.parametrize("grade", SCALE)
    def test_says_of_each_grade_what_it_risks_and_how_much_it_bears(self, grade):
        found = CARD.grades[CARD.rank(grade)]
        assert found.pd_ppm == SCALE[grade][1]
        assert found.limit_factor_ppm == Decimal(SCALE[grade][2]) * 1_000_000

    def test_is_ranked_from_the_best(self):
        assert [CARD.rank(each) for each in ORDER] == list(range(10))
        assert queries.grades() == tuple(ORDER)

    @given(st.integers(-500, 1500), st.integers(0, 500))
    def test_never_gives_a_worse_grade_for_more_points(self, points, more):
        ranks = [CARD.rank(CARD.grade_of(each).name) for each in (points, points + more)]
        assert ranks[1] <= ranks[0]


class TestCaps:
    @pytest.mark.parametrize(
        ("fact", "value", "code", "best_allowed"),
        [
            ("authenticated", "doubt", "C01", "D"),
            ("overdue_now", "yes", "C02", "C3"),
            ("licence_valid", "no", "C03", "D"),
        ],
    )
    def test_hold_a_grade_down_whatever_the_points(self, fact, value, code, best_allowed):
        # Given a card whose base alone would give the best grade
        facts = {"sales_minor": 10**9, fact: value}
        rich = scoring.assess(_raised(400), Evidence(facts, 1, 1))

        # Then the grade and the better end of its band stop at the cap, and the cap is told first
        assert (rich.grade, rich.grade_high) == (best_allowed, best_allowed)
        assert rich.points > 680
        assert (rich.reasons[0].code, rich.reasons[0].points) == (code, 0)

    @pytest.mark.parametrize(
        ("fact", "value"),
        [("authenticated", "clear"), ("overdue_now", "no"), ("licence_valid", "yes")],
    )
    def test_do_not_bite_on_a_clear_answer_or_on_none(self, fact, value):
        for facts in ({fact: value}, {fact: None}, {}):
            assert scoring.assess(_raised(400), Evidence(facts)).grade == "A1"

    def test_of_two_take_the_harder(self):
        facts = {"overdue_now": "yes", "licence_valid": "no"}
        decided = scoring.assess(_raised(400), Evidence(facts))
        assert decided.grade == "D"
        assert [each.code for each in decided.reasons[:2]] == ["C03", "C02"]

    def test_are_not_known_before_the_findings(self):
        rungs = scoring.ladder(_raised(400), Evidence({"overdue_now": "yes"}))
        assert [each.grade for each in rungs] == ["A1", "A1", "C3"]

    def test_never_lift_a_grade_that_is_worse_by_its_points(self):
        decided = scoring.assess(_raised(-400), Evidence({"overdue_now": "yes"}))
        assert decided.grade == "D"


def _raised(points):
    """The card in force with a base so many points higher."""
    return replace(CARD, base=CARD.base + points)


class TestDoubt:
    @pytest.mark.parametrize(
        ("months", "done", "required", "width"),
        [
            (None, 0, 0, 42),
            (0, 0, 3, 42),
            (1, 0, 3, 41),
            (4, 0, 3, 37),
            (11, 0, 3, 29),
            (12, 0, 3, 27),
            (120, 0, 3, 27),
            (None, 1, 3, 37),
            (None, 3, 3, 27),
            (None, 9, 3, 27),
            (12, 1, 3, 22),
            (12, 2, 3, 17),
            (12, 3, 3, 12),
        ],
    )
    def test_narrows_by_fifteen_points_for_a_year_and_fifteen_for_all_findings(
        self, months, done, required, width
    ):
        evidence = Evidence({"history_months": months}, done, required)
        assert scoring.band_width(CARD, evidence) == width

    @pytest.mark.parametrize(
        ("months", "done", "left"),
        [
            (None, 0, [("invoices", 15), ("findings", 15)]),
            (6, 0, [("findings", 15), ("invoices", 8)]),
            (None, 2, [("invoices", 15), ("findings", 5)]),
            (12, 0, [("findings", 15)]),
            (12, 3, []),
        ],
    )
    def test_names_what_would_still_narrow_it_the_most_first(self, months, done, left):
        evidence = Evidence({"history_months": months}, done, 3)
        found = scoring.next_evidence(CARD, evidence)
        assert [(each.rung, each.points) for each in found] == left

    def test_reaches_as_far_up_as_down(self):
        rung = scoring.ladder(CARD, Evidence({}))[0]
        assert (rung.points, rung.width) == (546, 42)
        assert (rung.grade_high, rung.grade, rung.grade_low) == ("B3", "C2", "D")

    def test_says_which_steps_were_reached(self):
        rungs = scoring.ladder(CARD, Evidence({"history_months": 1}, 0, 3))
        assert [(each.name, each.reached) for each in rungs] == [
            ("register", True),
            ("invoices", True),
            ("findings", False),
        ]


class TestLimit:
    @pytest.mark.parametrize("grade", SCALE)
    def test_of_four_million_in_sales_is_a_million_times_the_grades_share(self, grade):
        evidence = Evidence({"sales_minor": 4_000_000_00})
        share = Decimal(SCALE[grade][2]) * 1_000_000
        assert scoring.limit_minor(CARD, evidence, grade=grade) == int(share) * 100

    @pytest.mark.parametrize(
        ("sales", "debts", "limit"),
        [
            # A quarter of sales, in whole thousands of yuan, ten million at most.
            (4_000_00, 0, 1_000_00),
            (3_999_99, 0, 0),
            (7_999_99, 0, 1_000_00),
            (40_000_000_00, 0, 10_000_000_00),
            (40_004_000_00, 0, 10_000_000_00),
            (10**13, 0, 10_000_000_00),
            (4_000_000_00, 400_000_00, 600_000_00),
            (4_000_000_00, 400_000_01, 599_000_00),
            (4_000_000_00, 1_000_000_00, 0),
            (4_000_000_00, 1_000_000_01, 0),
            (80_000_000_00, 5_000_000_00, 10_000_000_00),
            (0, 0, 0),
            (-4_000_000_00, 0, 0),
        ],
    )
    def test_is_a_quarter_of_sales_less_debts_in_whole_thousands(self, sales, debts, limit):
        evidence = Evidence({"sales_minor": sales}, debts_minor=debts)
        assert scoring.limit_minor(CARD, evidence, grade="A1") == limit

    @pytest.mark.parametrize("sales", [None, "4000000"])
    def test_is_nothing_where_nothing_is_proven(self, sales):
        assert scoring.limit_minor(CARD, Evidence({"sales_minor": sales}), grade="A1") == 0

    @given(st.integers(0, 10**14), st.integers(0, 10**13), st.sampled_from(ORDER))
    def test_never_rises_with_debts_and_always_stands_on_a_step(self, sales, debts, grade):
        limits = [
            scoring.limit_minor(
                CARD, Evidence({"sales_minor": sales}, debts_minor=owed), grade=grade
            )
            for owed in (0, debts)
        ]
        assert 0 <= limits[1] <= limits[0] <= 10_000_000_00
        assert [each % 1_000_00 for each in limits] == [0, 0]


class TestFindings:
    @pytest.mark.parametrize(
        ("kind", "claim", "told", "fact", "read"),
        [
            ("authentication", "identity", "doubt", "authenticated", "doubt"),
            ("authentication", "licence_valid", False, "licence_valid", "no"),
            ("authentication", "licence_valid", True, "licence_valid", "yes"),
            ("credit_history", "overdue_minor", 0, "overdue_now", "no"),
            ("credit_history", "overdue_minor", 1, "overdue_now", "yes"),
            ("credit_history", "overdue_minor", 5, "overdue_minor", 5),
            ("credit_history", "open_loans", 8, "open_loans", 8),
            ("credit_history", "debts_minor", 0, "debts_minor", 0),
            ("rating", "grade", "C1", "rating", "C"),
            ("rating", "grade", "A", "rating", "A"),
            ("evaluation", "operation", "weak", "operation", "weak"),
            ("ip_appraisal", "low_minor", 9, "ip_value_minor", 9),
            ("guarantee", "cover_minor", 1, "guarantee_cover_minor", 1),
        ],
    )
    def test_are_read_claim_by_claim(self, kind, claim, told, fact, read):
        assert finding_facts(CARD, [Claims(kind, {claim: told})])[fact] == read

    @pytest.mark.parametrize(
        ("kind", "claim", "told", "fact"),
        [
            ("authentication", "licence_valid", 1, "licence_valid"),
            ("authentication", "licence_valid", None, "licence_valid"),
            ("credit_history", "overdue_minor", True, "overdue_now"),
            ("credit_history", "overdue_minor", "0", "overdue_minor"),
            ("credit_history", "open_loans", 2.0, "open_loans"),
            ("rating", "grade", "", "rating"),
            ("rating", "grade", None, "rating"),
            ("evaluation", "operation", True, "operation"),
            # The right claim in a finding of another kind is nobody's to make.
            ("rating", "identity", "clear", "authenticated"),
            ("guarantee", "low_minor", 9, "ip_value_minor"),
        ],
    )
    def test_of_the_wrong_type_or_kind_stay_not_known(self, kind, claim, told, fact):
        assert finding_facts(CARD, [Claims(kind, {claim: told})])[fact] is None

    def test_of_one_kind_hold_as_the_later_says(self):
        two = [
            Claims("rating", {"grade": "A1"}),
            Claims("rating", {"grade": "D"}),
        ]
        assert finding_facts(CARD, two)["rating"] == "D"
        assert finding_facts(CARD, reversed(two))["rating"] == "A"

    def test_that_are_silent_do_not_take_back_what_an_earlier_one_said(self):
        two = [Claims("credit_history", {"open_loans": 3}), Claims("credit_history", {})]
        assert finding_facts(CARD, two)["open_loans"] == 3

    def test_give_every_fact_a_place_even_if_nobody_answered(self):
        facts = finding_facts(CARD, [])
        assert set(facts.values()) == {None}
        assert len(facts) == 10


class TestIndicative:
    @pytest.mark.parametrize(
        ("size_class", "staff", "points"),
        [(None, None, 546), ("medium", 50, 566), ("micro", 4, 546), ("small", 34, 559)],
    )
    def test_grade_rests_on_the_register_alone(self, size_class, staff, points):
        decided = queries.indicative(size_class=size_class, staff=staff)
        assert (decided.points, decided.width, decided.limit_minor) == (points, 42, 0)
