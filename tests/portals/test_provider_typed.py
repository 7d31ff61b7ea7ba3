"""A finding as it is typed: every answer read exactly, or told what would be right."""

import pytest

from headrace.evidence.rules.claims import SCHEMAS, check
from headrace.portals.provider.claims import QUESTIONS
from headrace.portals.provider.typed import Mistyped, read

HOW = {"method": "site-visit", "confidence": "85"}
WHOLE = {
    "authentication": {"identity": "clear", "licence_valid": "yes", "owners_checked": "no"},
    "evaluation": {"operation": "fair", "site_visited": "yes", "staff_seen": "1,200"},
    "rating": {"grade": "B1", "confidence_percent": "80", "outlook": "stable"},
    "credit_history": {"open_loans": "1", "overdue_minor": "0", "debts_minor": "12,000.50"},
    "guarantee": {"cover_minor": "600000", "fee_rate": "1.2", "until_date": "2027-11-30"},
    "ip_appraisal": {"low_minor": "200000", "high_minor": "300000", "patents": "2"},
    "asset_appraisal": {"low_minor": "200000", "high_minor": "200000"},
    "insurance": {"cover_minor": "¥600,000", "premium_rate": "0.4 %"},
}


def wrong_in(kind, **typed):
    with pytest.raises(Mistyped) as caught:
        read(kind, {**WHOLE[kind], **HOW, **typed})
    return caught.value.errors


class TestQuestions:
    def test_are_those_of_the_schema(self):
        asked = {
            kind: {each.name + ("" if each.required else "?") for each in questions}
            for kind, questions in QUESTIONS.items()
        }
        schema = {kind: set(names) - {"currency?"} for kind, names in SCHEMAS.items()}
        assert asked == schema

    @pytest.mark.parametrize("kind", sorted(SCHEMAS))
    def test_lead_to_claims_that_fit_the_schema(self, kind):
        said = read(kind, WHOLE[kind] | HOW)
        assert check(kind, dict(said.claims)) == said.claims
        assert (said.method, said.confidence) == ("site-visit", 85)

    @pytest.mark.parametrize("kind", sorted(SCHEMAS))
    def test_each_required_one_must_be_answered(self, kind):
        for question in QUESTIONS[kind]:
            if question.required:
                assert question.name in wrong_in(kind, **{question.name: " "})

    @pytest.mark.parametrize("kind", sorted(SCHEMAS))
    def test_one_that_may_be_left_out_is_left_out_of_the_claims(self, kind):
        typed = {each.name: "" for each in QUESTIONS[kind] if not each.required}
        said = read(kind, WHOLE[kind] | HOW | typed)
        assert not set(typed) & set(said.claims)


class TestAnswers:
    @pytest.mark.parametrize(
        ("typed", "minor"),
        [("0", 0), ("0.01", 1), ("12,000.50", 1_200_050), ("¥600，000", 60_000_000)],
    )
    def test_an_amount_is_held_in_fen(self, typed, minor):
        said = read("guarantee", WHOLE["guarantee"] | HOW | {"cover_minor": typed})
        assert said.claims["cover_minor"] == minor

    @pytest.mark.parametrize("typed", ["-1", "1.005", "a lot", "NaN", "1e13", "Infinity"])
    def test_an_amount_finer_than_the_fen_or_none_is_refused(self, typed):
        assert "in yuan" in wrong_in("guarantee", cover_minor=typed)["cover_minor"]

    @pytest.mark.parametrize(
        ("typed", "rate"), [("1.2", "0.012"), ("0", "0"), ("100", "1"), ("0.4%", "0.004")]
    )
    def test_a_rate_is_held_as_a_fraction_in_text(self, typed, rate):
        said = read("guarantee", WHOLE["guarantee"] | HOW | {"fee_rate": typed})
        assert said.claims["fee_rate"] == rate
        assert check("guarantee", dict(said.claims))

    @pytest.mark.parametrize("typed", ["-0.1", "100.1", "0.0000001", "x"])
    def test_a_rate_beyond_its_bounds_is_refused(self, typed):
        assert "per cent a year" in wrong_in("guarantee", fee_rate=typed)["fee_rate"]

    @pytest.mark.parametrize("typed", ["-1", "101", "80.5", "sure"])
    def test_how_sure_is_a_whole_per_cent(self, typed):
        assert "0 to 100" in wrong_in("rating", confidence=typed)["confidence"]

    def test_a_choice_is_one_of_those_offered(self):
        errors = wrong_in("rating", grade="E9", outlook="bright", method="a guess")
        assert set(errors) == {"grade", "outlook", "method"}

    def test_the_high_estimate_is_not_below_the_low_one(self):
        errors = wrong_in("ip_appraisal", low_minor="300000", high_minor="200000")
        assert errors == {"high_minor": "The high estimate is not below the low one."}

    @pytest.mark.parametrize("typed", ["tomorrow", "2027-02-30"])
    def test_a_day_is_a_day(self, typed):
        assert "2026-11-30" in wrong_in("guarantee", until_date=typed)["until_date"]

    def test_a_remark_has_its_length(self):
        assert "three hundred" in wrong_in("evaluation", remark_code="x" * 301)["remark_code"]

    @pytest.mark.parametrize("typed", ["maybe", "1", "True"])
    def test_a_truth_is_yes_or_no(self, typed):
        assert "site_visited" in wrong_in("evaluation", site_visited=typed)
