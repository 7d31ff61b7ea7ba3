"""Points, grade, band, limit and reasons of the expert scorecard."""

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace.credit import library
from headrace.credit.rules import scorecard, scoring
from headrace.credit.rules.findings import Claims, finding_facts
from headrace.credit.rules.scorecard import ScorecardBroken
from headrace.credit.rules.scoring import Evidence, assess

CARD = library.current()

SOLID = {
    "size_class": "small",
    "staff": 34,
    "sales_minor": 8_412_300_00,
    "history_months": 30,
    "growth_ppm": 60_000,
    "active_months": 12,
    "volatility_ppm": 220_000,
    "credit_note_ppm": 12_000,
    "voided_ppm": 4_000,
    "largest_buyer_ppm": 410_000,
    "purchase_ratio_ppm": 640_000,
    "authenticated": "clear",
    "overdue_now": "no",
    "overdue_minor": 0,
    "open_loans": 2,
    "rating": "B",
    "debt_ratio_ppm": 86_000,
}


def answers(each):
    """Any answer to a characteristic, or none."""
    choices = [level.choice for level in each.levels if level.choice]
    known = st.sampled_from(choices) if choices else st.integers(-2_000_000, 3_000_000)
    return st.none() | known


FACTS = st.fixed_dictionaries({each.name: answers(each) for each in CARD.characteristics})


class TestGrade:
    def test_of_a_solid_small_firm(self):
        # Given 34 staff, 8.4 million of steady sales, clear findings and debts of 730 000
        evidence = Evidence(SOLID, findings_done=5, findings_required=5, debts_minor=730_000_00)

        # When it is assessed
        decided = assess(CARD, evidence)

        # Then the points are those of the table, and the grade with its band is said
        register, invoices = 8 + 7, 18 + 10 + 12 + 12 + 8 + 6 + 6 + 6
        findings = 15 + 25 + 8 + 10 + 6 + 1
        assert decided.points == 480 + register + invoices + findings
        assert (decided.grade, decided.grade_low, decided.grade_high) == ("B1", "B1", "A3")
        assert (decided.pd_low_ppm, decided.pd_ppm, decided.pd_high_ppm) == (3_523, 7_021, 7_021)

    def test_follows_from_600_points_being_fifty_to_one(self):
        # 20 points double the odds; a grade's rate is that of its middle
        for each in CARD.grades[:-1]:
            odds = CARD.odds * 2 ** (
                (each.least + 10 - CARD.points_at_odds) / CARD.points_to_double
            )
            assert each.pd_ppm == round(1_000_000 / (1 + odds))
        assert CARD.grade_of(600).name == "B2"
        assert CARD.grade_of(599).name == "B3"
        assert CARD.grade_of(-40).name == "D"

    def test_says_of_itself_that_it_is_not_fitted(self):
        assert CARD.label.en == "expert, not fitted"

    def test_is_capped_when_identity_is_not_confirmed_whatever_the_rest(self):
        decided = assess(CARD, Evidence({**SOLID, "authenticated": "doubt"}, 5, 5))
        assert decided.grade == decided.grade_high == "D"
        assert decided.limit_minor == 0
        assert decided.reasons[0].code == "C01"

    @given(FACTS)
    def test_knowing_less_never_beats_the_best_answer(self, facts):
        best = {each.name: None for each in CARD.characteristics}
        assert scoring.points(CARD, facts) <= CARD.base + sum(e.best for e in CARD.characteristics)
        assert scoring.points(CARD, best) < CARD.base + sum(e.best for e in CARD.characteristics)


class TestMissingEvidence:
    def test_is_worth_less_than_a_good_answer_everywhere_it_is_asked(self):
        assert all(each.missing < each.best for each in CARD.characteristics)

    def test_is_named_as_a_reason(self):
        decided = assess(CARD, Evidence({"size_class": "small", "staff": 30}, 0, 5))
        assert "R22-unknown" in [each.code for each in decided.reasons]


class TestBand:
    def test_narrows_with_each_rung(self):
        decided = assess(CARD, Evidence(SOLID, findings_done=5, findings_required=5))
        assert [each.name for each in decided.rungs] == ["register", "invoices", "findings"]
        assert [each.width for each in decided.rungs] == [42, 27, 12]
        assert decided.next_evidence == ()

    def test_names_the_evidence_that_would_narrow_it_most(self):
        decided = assess(CARD, Evidence({"staff": 30}, findings_done=3, findings_required=6))
        assert [(each.rung, each.points) for each in decided.next_evidence] == [
            ("invoices", 15),
            ("findings", 8),
        ]

    @given(st.integers(0, 40), st.integers(0, 8), st.integers(1, 8))
    def test_never_widens_with_more_evidence(self, months, done, required):
        less = Evidence({"history_months": months}, min(done, required), required)
        more = [
            replace(less, facts={"history_months": months + 1}),
            replace(less, findings_done=min(done + 1, required)),
        ]
        assert all(
            scoring.band_width(CARD, each) <= scoring.band_width(CARD, less) for each in more
        )


class TestLimit:
    def test_is_a_quarter_of_sales_times_the_grade_less_debts(self):
        # 8 412 300 x 25 % x 0.7 = 1 472 152.50; less 730 000 = 742 152.50; whole thousands
        evidence = Evidence(SOLID, debts_minor=730_000_00)
        assert scoring.limit_minor(CARD, evidence, grade="B2") == 742_000_00

    def test_is_nothing_without_proven_sales(self):
        assert scoring.limit_minor(CARD, Evidence({"staff": 900}), grade="A1") == 0

    def test_is_never_below_nothing(self):
        evidence = Evidence(SOLID, debts_minor=10**12)
        assert scoring.limit_minor(CARD, evidence, grade="A1") == 0

    @given(st.integers(0, 10**14), st.integers(0, 10**13))
    def test_never_rises_as_the_grade_falls(self, sales, debts):
        evidence = Evidence({"sales_minor": sales}, debts_minor=debts)
        limits = [scoring.limit_minor(CARD, evidence, grade=each.name) for each in CARD.grades]
        assert limits == sorted(limits, reverse=True)


class TestReasons:
    @given(FACTS)
    def test_are_one_to_four_in_both_languages(self, facts):
        said = scoring.reasons(CARD, Evidence(facts))
        assert 1 <= len(said) <= 4
        assert all(each.text_en and each.text_zh for each in said)

    @given(FACTS)
    def test_flipping_the_named_factor_moves_the_score_as_stated(self, facts):
        by_code = {each.code: each for each in CARD.characteristics}
        for said in scoring.reasons(CARD, Evidence(facts)):
            asked = by_code.get(said.code.removesuffix("-unknown"))
            if asked is None:
                continue
            best = max(asked.levels, key=lambda level: level.points)
            flipped = {**facts, asked.name: best.choice if best.choice else best.least}
            moved = scoring.points(CARD, flipped) - scoring.points(CARD, facts)
            assert moved == said.points

    def test_say_so_when_nothing_lowers_the_grade(self):
        best = {}
        for each in CARD.characteristics:
            top = max(each.levels, key=lambda level: level.points)
            best[each.name] = top.choice if top.choice else top.least
        assert [each.code for each in scoring.reasons(CARD, Evidence(best))] == ["R00"]

    @given(FACTS)
    def test_are_the_same_on_every_run(self, facts):
        assert assess(CARD, Evidence(facts)) == assess(
            CARD, Evidence(dict(reversed(facts.items())))
        )


class TestFindings:
    def test_are_read_as_the_scorecard_says(self):
        facts = finding_facts(
            CARD,
            [
                Claims("authentication", {"identity": "clear", "licence_valid": True}),
                Claims(
                    "credit_history",
                    {"open_loans": 2, "overdue_minor": 0, "debts_minor": 730_000_00},
                ),
                Claims("rating", {"grade": "B2", "confidence_percent": 80}),
            ],
        )
        assert facts["authenticated"] == "clear"
        assert facts["licence_valid"] == "yes"
        assert facts["overdue_now"] == "no"
        assert facts["open_loans"] == 2
        assert facts["debts_minor"] == 730_000_00
        assert facts["rating"] == "B"
        assert facts["ip_value_minor"] is None

    def test_say_when_something_is_overdue(self):
        facts = finding_facts(CARD, [Claims("credit_history", {"overdue_minor": 1})])
        assert facts["overdue_now"] == "yes"

    @pytest.mark.parametrize(
        ("claim", "value"), [("identity", 5), ("licence_valid", "yes"), ("identity", "")]
    )
    def test_of_another_type_stay_unknown(self, claim, value):
        facts = finding_facts(CARD, [Claims("authentication", {claim: value})])
        assert set(facts.values()) == {None}

    @pytest.mark.parametrize(
        ("claim", "value"),
        [("debts_minor", "much"), ("debts_minor", True), ("open_loans", None)],
    )
    def test_that_cannot_be_read_stay_unknown(self, claim, value):
        facts = finding_facts(CARD, [Claims("credit_history", {claim: value})])
        assert set(facts.values()) == {None}


class TestScorecardFile:
    def test_gives_a_reason_for_every_question(self):
        text = library._text(library.EXPERT)
        assert text.count("why = ") == len(CARD.characteristics)

    @pytest.mark.parametrize(
        ("spoil", "named"),
        [
            (lambda data: data["characteristic"][1]["levels"].reverse(), "staff"),
            (lambda data: data["characteristic"][1].update(code="R01"), "twice"),
            (lambda data: data["grade"].reverse(), "not in order"),
            (lambda data: data["grade"][0].update(pd_ppm=999_999), "not in order"),
        ],
    )
    def test_that_contradicts_itself_is_refused(self, spoil, named):
        data = tomllib.loads(library._text(library.EXPERT))
        spoil(data)
        with pytest.raises(ScorecardBroken, match=named):
            scorecard.read(data)

    def test_knows_no_grade_beside_its_own(self):
        with pytest.raises(ScorecardBroken, match="Z9"):
            CARD.rank("Z9")

    def test_of_a_version_never_shipped_cannot_be_read(self):
        with pytest.raises(FileNotFoundError):
            library.by_name("sme-expert@99")
