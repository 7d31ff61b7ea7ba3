"""The expert scorecard question by question: the points at each edge and just beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.credit import library
from headrace.credit.rules import scoring
from headrace.credit.rules.scoring import Evidence

CARD = library.current()
QUESTIONS = {each.name: each for each in CARD.characteristics}

# Question: the answers that begin a step of numbers, with the points of the step.
STEPS = {
    "staff": [(0, 0), (5, 4), (20, 7), (50, 10)],
    "history_months": [(0, 0), (3, 3), (6, 6), (12, 12), (24, 18)],
    "growth_ppm": [(-1_000_000, -12), (-200_000, 2), (-50_000, 10), (100_000, 14)],
    "active_months": [(0, -8), (6, 2), (10, 8), (12, 12)],
    "volatility_ppm": [(0, 12), (250_000, 8), (500_000, 2), (800_000, -6)],
    "credit_note_ppm": [(0, 8), (20_000, 5), (50_000, 0), (100_000, -8)],
    "voided_ppm": [(0, 6), (50_000, 3), (100_000, -2), (200_000, -8)],
    "largest_buyer_ppm": [(0, 10), (300_000, 6), (450_000, 0), (700_000, -6)],
    "purchase_ratio_ppm": [(0, 2), (200_000, 6), (900_000, 2), (1_000_000, -6)],
    "overdue_minor": [(0, 25), (1, -10), (1_000_000, -40)],
    "debt_ratio_ppm": [(0, 10), (200_000, 6), (500_000, -4), (1_000_000, -15)],
    "open_loans": [(0, 4), (1, 6), (4, 2), (8, -8)],
    "ip_value_minor": [(0, 0), (10_000_000, 4), (100_000_000, 8)],
    "guarantee_cover_minor": [(0, 0), (1, 8)],
}
WORDS = {
    "size_class": {"medium": 12, "small": 8, "micro": 2},
    "authenticated": {"clear": 15, "doubt": -40},
    "rating": {"A": 16, "B": 8, "C": -6, "D": -25},
    "operation": {"sound": 8, "fair": 2, "weak": -8},
}
UNKNOWN = {
    "size_class": 1,
    "staff": 1,
    "history_months": 6,
    "growth_ppm": 6,
    "active_months": 5,
    "volatility_ppm": 5,
    "credit_note_ppm": 4,
    "voided_ppm": 2,
    "largest_buyer_ppm": 5,
    "purchase_ratio_ppm": 3,
    "authenticated": 6,
    "overdue_minor": 12,
    "rating": 3,
    "debt_ratio_ppm": 4,
    "open_loans": 2,
    "operation": 1,
    "ip_value_minor": 0,
    "guarantee_cover_minor": 0,
}
RUNGS = {
    "register": ["size_class", "staff"],
    "invoices": [
        "history_months",
        "growth_ppm",
        "active_months",
        "volatility_ppm",
        "credit_note_ppm",
        "voided_ppm",
        "largest_buyer_ppm",
        "purchase_ratio_ppm",
    ],
    "findings": [
        "authenticated",
        "overdue_minor",
        "rating",
        "debt_ratio_ppm",
        "open_loans",
        "operation",
        "ip_value_minor",
        "guarantee_cover_minor",
    ],
}


def edges():
    """Each edge with the points at it, and one unit below it with the points of the step below."""
    for name, steps in STEPS.items():
        below = steps[0][1]
        for least, points in steps:
            yield name, least - 1, below
            yield name, least, points
            yield name, least + 1, dict(steps).get(least + 1, points)
            below = points


class TestNumbers:
    @pytest.mark.parametrize(("name", "answer", "points"), list(edges()))
    def test_count_from_the_edge_upwards(self, name, answer, points):
        assert QUESTIONS[name].points(answer) == points

    @pytest.mark.parametrize("name", STEPS)
    def test_beyond_the_last_edge_count_as_the_last_step(self, name):
        assert QUESTIONS[name].points(10**15) == STEPS[name][-1][1]

    @pytest.mark.parametrize("name", STEPS)
    def test_below_the_first_edge_count_as_the_first_step(self, name):
        assert QUESTIONS[name].points(-(10**15)) == STEPS[name][0][1]

    @pytest.mark.parametrize("name", STEPS)
    def test_given_as_a_word_are_no_answer(self, name):
        assert QUESTIONS[name].points("12") == UNKNOWN[name]


class TestWords:
    @pytest.mark.parametrize(
        ("name", "word", "points"),
        [(name, word, points) for name, told in WORDS.items() for word, points in told.items()],
    )
    def test_count_as_the_table_says(self, name, word, points):
        assert QUESTIONS[name].points(word) == points

    @pytest.mark.parametrize("name", WORDS)
    @pytest.mark.parametrize("word", ["", "CLEAR", "large", "E", " A"])
    def test_that_no_table_knows_are_no_answer(self, name, word):
        assert QUESTIONS[name].points(word) == UNKNOWN[name]


class TestQuestions:
    def test_are_those_of_these_tables_and_no_others(self):
        assert set(QUESTIONS) == set(STEPS) | set(WORDS) == set(UNKNOWN)

    @pytest.mark.parametrize("name", UNKNOWN)
    def test_left_open_count_as_a_doubt(self, name):
        assert QUESTIONS[name].points(None) == UNKNOWN[name]
        best = max([*dict(STEPS.get(name, [])).values(), *WORDS.get(name, {}).values()])
        assert QUESTIONS[name].best == best > UNKNOWN[name]

    @pytest.mark.parametrize("rung", RUNGS)
    def test_stand_on_the_step_of_evidence_that_answers_them(self, rung):
        assert [each.name for each in CARD.characteristics if each.rung == rung] == RUNGS[rung]

    def test_that_may_rightly_have_no_answer_are_four(self):
        optional = {each.name for each in CARD.characteristics if each.optional}
        assert optional == {"rating", "operation", "ip_value_minor", "guarantee_cover_minor"}

    def test_all_have_their_words_in_both_languages(self):
        for each in CARD.characteristics:
            for said in (each.lowers, each.unknown):
                assert said.en.endswith(".")
                assert said.zh.endswith("。")


class TestSum:
    def test_of_a_firm_of_which_nothing_is_known_is_the_base_and_every_doubt(self):
        assert scoring.points(CARD, {}) == 480 + sum(UNKNOWN.values()) == 480 + 66

    def test_of_the_best_answers_is_the_most_that_can_be_had(self):
        best = {name: max(steps, key=lambda step: step[1])[0] for name, steps in STEPS.items()}
        best |= {name: max(told, key=told.get) for name, told in WORDS.items()}
        assert scoring.points(CARD, best) == 480 + 204

    @given(
        st.sampled_from(sorted(STEPS)),
        st.integers(-(10**9), 10**10),
        st.integers(-(10**9), 10**10),
    )
    def test_moves_by_the_difference_of_the_one_answer_that_changed(self, name, before, after):
        moved = scoring.points(CARD, {name: after}) - scoring.points(CARD, {name: before})
        assert moved == QUESTIONS[name].points(after) - QUESTIONS[name].points(before)

    def test_does_not_count_what_the_scorecard_does_not_ask(self):
        assert scoring.points(CARD, {"sales_minor": 10**12, "colour": "red"}) == 546


class TestReasonsByCode:
    @pytest.mark.parametrize("name", [each.name for each in CARD.characteristics])
    def test_a_worst_answer_is_named_with_what_the_best_would_add(self, name):
        # Given best answers to all questions but one
        best = {each: max(steps, key=lambda step: step[1])[0] for each, steps in STEPS.items()}
        best |= {each: max(told, key=told.get) for each, told in WORDS.items()}
        worst = (
            min(WORDS[name], key=WORDS[name].get)
            if name in WORDS
            else min(STEPS[name], key=lambda step: step[1])[0]
        )

        # Then that one is the reason, after whatever caps the grade
        said = scoring.reasons(CARD, Evidence({**best, name: worst}))
        reason = said[-1]
        points = dict(STEPS.get(name, [])) | WORDS.get(name, {})
        assert reason.code == QUESTIONS[name].code
        assert reason.points == max(points.values()) - points[worst]
        assert (reason.text_en, reason.text_zh) == (
            QUESTIONS[name].lowers.en,
            QUESTIONS[name].lowers.zh,
        )
