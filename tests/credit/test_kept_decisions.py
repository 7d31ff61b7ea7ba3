"""Decisions as rows: what the database refuses and keeps, what is read back, in which order."""

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError
from hypothesis import given
from hypothesis import strategies as st
from tenor.money import Money

from headrace.credit import gathering, library, models, queries
from headrace.credit.rules import scoring
from headrace.credit.rules.scoring import Evidence
from headrace.kit.canonical import digest
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import savepoint

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CARD = library.current()
KNOWN = gathering.Gathered(
    evidence=Evidence(
        {"size_class": "small", "staff": 34, "sales_minor": 4_000_000_00, "history_months": 12},
        findings_done=2,
        findings_required=5,
        debts_minor=100_000_00,
    ),
    finding_ids=("one", "two"),
    sales_weeks_minor=tuple(range(26)),
)


def snapshot(gathered=KNOWN, **other):
    values = gathered.as_data()
    told = {
        "created_at": AT,
        "enterprise_id": new_id(),
        "as_of_date": date(2026, 11, 23),
        "definition": gathering.DEFINITION,
        "values": values,
        "digest": digest(values),
        "algorithm": "sha-256",
    }
    return models.FeatureSnapshot.objects.create(**{**told, **other})


def score(inputs=None, **other):
    """A score as the verb writes it, unless told otherwise."""
    inputs = inputs or snapshot()
    told = {
        "created_at": AT,
        "enterprise_id": inputs.enterprise_id,
        "subject_kind": "demand",
        "subject_id": new_id(),
        "snapshot": inputs,
        "scorecard": CARD.name,
        "scorecard_digest": library.fingerprint(CARD.name),
        "algorithm": "sha-256",
        **asdict(scoring.assess(CARD, KNOWN.evidence)),
    }
    return models.Score.objects.create(**{**told, **other})


def subject_of(row):
    return Subject(row.subject_kind, row.subject_id)


@pytest.mark.django_db
class TestPromises:
    @pytest.mark.parametrize("limit", [-1, -(10**12)])
    def test_a_limit_is_never_below_nothing(self, limit):
        with pytest.raises(IntegrityError, match="credit_limit_not_negative"), savepoint():
            score(limit_minor=limit)

    @pytest.mark.parametrize(
        ("low", "middle", "high", "stands"),
        [
            (1, 2, 3, True),
            (2, 2, 2, True),
            (0, 0, 1_000_000, True),
            (3, 2, 3, False),
            (1, 2, 1, False),
            (1, 2, 1_000_001, False),
        ],
    )
    def test_chances_stand_in_order_and_end_at_certainty(self, low, middle, high, stands):
        told = {"pd_low_ppm": low, "pd_ppm": middle, "pd_high_ppm": high}
        if stands:
            assert score(**told).pd_ppm == middle
            return
        with pytest.raises(IntegrityError, match="credit_chances_in_order"), savepoint():
            score(**told)

    @pytest.mark.parametrize(
        ("write", "change"),
        [
            (snapshot, {"values": {}}),
            (snapshot, {"digest": bytes(32)}),
            (score, {"grade": "A1"}),
            (score, {"limit_minor": 1}),
            (score, {"reasons": []}),
        ],
    )
    def test_what_was_decided_and_what_it_rested_on_are_kept(self, write, change):
        row = write()
        kept = type(row).objects.filter(pk=row.pk)
        with pytest.raises(DatabaseError), savepoint():
            kept.update(**change)
        with pytest.raises(DatabaseError), savepoint():
            kept._raw_delete("default")


@pytest.mark.django_db
class TestScoreAsItIsRead:
    def test_is_the_whole_decision(self):
        row = score()
        decided, read = scoring.assess(CARD, KNOWN.evidence), queries.score_for(subject_of(row))
        assert (read.grade, read.grade_low, read.grade_high) == (
            decided.grade,
            decided.grade_low,
            decided.grade_high,
        )
        assert (read.points, read.width) == (decided.points, decided.width)
        assert (read.reasons, read.rungs, read.next_evidence) == (
            decided.reasons,
            decided.rungs,
            decided.next_evidence,
        )
        assert read.limit == Money.from_minor(decided.limit_minor)
        assert read.pd == Decimal(decided.pd_ppm) / 1_000_000
        assert read.pd_low <= read.pd <= read.pd_high

    def test_comes_with_everything_that_it_was_told(self):
        read = queries.score_for(subject_of(score()))
        assert read.features == KNOWN.evidence.facts
        assert (read.findings_done, read.findings_required) == (2, 5)
        assert read.finding_ids == ("one", "two")
        assert read.sales_weeks == tuple(range(26))
        assert read.inputs_digest == digest(KNOWN.as_data()).hex()

    def test_names_its_scorecard_and_how_that_came_to_be(self):
        read = queries.score_for(subject_of(score()))
        assert (read.scorecard, read.label_en, read.label_zh) == (
            "sme-expert@1",
            "expert, not fitted",
            "专家评分卡，非数据拟合",
        )

    def test_of_a_subject_is_the_latest(self):
        first = score(grade="C1")
        later = score(subject_id=first.subject_id, grade="B1", created_at=AT - timedelta(days=1))
        assert queries.score_for(subject_of(first)).id == later.id

    def test_of_another_kind_of_subject_with_the_same_id_is_another(self):
        row = score()
        assert queries.score_for(Subject("review", row.subject_id)) is None
        other = score(subject_kind="review", subject_id=row.subject_id)
        found = queries.scores_for([subject_of(row), subject_of(other)])
        assert {each.id for each in found.values()} == {row.id, other.id}

    def test_is_not_there_for_a_pair_that_nobody_asked_for(self):
        # Given scores of (demand, one) and of (review, two)
        one, two = score(), score(subject_kind="review")

        # When the pairs are asked for crosswise, then neither is found
        crossed = [Subject("review", one.subject_id), Subject("demand", two.subject_id)]
        assert queries.scores_for(crossed) == {}

    @pytest.mark.parametrize("count", [1, 6])
    def test_takes_one_question_however_many(self, count, django_assert_num_queries):
        subjects = [subject_of(score()) for _ in range(count)]
        with django_assert_num_queries(1):
            assert len(queries.scores_for(subjects)) == count

    def test_of_a_firm_is_the_latest_on_whatever_subject(self):
        inputs = snapshot()
        score(inputs)
        latest = score(inputs, subject_kind="review")
        score()
        assert queries.latest_score(inputs.enterprise_id).id == latest.id
        assert queries.latest_score(new_id()) is None

    def test_tells_how_its_doubt_narrowed(self):
        row = score()
        assert [each.name for each in queries.ladder(subject_of(row))] == [
            "register",
            "invoices",
            "findings",
        ]
        assert queries.ladder(Subject("demand", new_id())) == ()


@pytest.mark.django_db
class TestReplay:
    def test_of_an_honest_score_gives_the_same(self):
        assert queries.replays_identically(score().id)

    @pytest.mark.parametrize(
        "other",
        [
            {"points": 700},
            {"width": 1},
            {"grade": "A1"},
            {"grade_low": "D"},
            {"grade_high": "A1"},
            {"limit_minor": 10**9},
            {"pd_ppm": 883, "pd_low_ppm": 883},
            {"reasons": []},
            {"rungs": []},
            {"next_evidence": []},
            {"scorecard_digest": bytes(32)},
        ],
    )
    def test_of_a_score_that_says_otherwise_gives_it_away(self, other):
        assert not queries.replays_identically(score(**other).id)

    def test_of_inputs_that_lost_their_hash_gives_them_away(self):
        inputs = snapshot(digest=bytes(32))
        assert not queries.replays_identically(score(inputs).id)

    def test_of_a_score_that_never_was_is_not_found(self):
        with pytest.raises(NotFound) as refused:
            queries.replays_identically(new_id())
        assert refused.value.field == "score_id"


class TestGathered:
    FACTS = st.dictionaries(
        st.sampled_from(["staff", "rating", "sales_minor"]),
        st.none() | st.integers(-(10**15), 10**15) | st.text(max_size=5),
    )

    @given(FACTS, st.integers(0, 9), st.integers(0, 9), st.integers(0, 10**12))
    def test_comes_back_from_its_values_as_it_was(self, facts, done, required, debts):
        gathered = gathering.Gathered(
            Evidence(facts, done, required, debts), ("one",), tuple(range(26))
        )
        assert gathering.from_data(gathered.as_data()) == gathered

    @pytest.mark.parametrize(
        ("debts", "sales", "ratio"),
        [
            (0, 100, 0),
            (50, 100, 500_000),
            (100, 100, 1_000_000),
            (1, 3, 333_333),
            (None, 100, None),
            ("50", 100, None),
            (50, None, None),
            (50, 0, None),
            (50, -100, None),
        ],
    )
    def test_measures_debts_by_sales_where_both_are_known(self, debts, sales, ratio):
        assert gathering._debt_ratio(debts, sales) == ratio


class TestLibrary:
    def test_reads_a_scorecard_by_its_name_and_version(self):
        assert library.by_name("sme-expert@1") is library.current()
        assert library.current().name == "sme-expert@1"

    def test_knows_it_by_the_hash_of_its_file(self):
        text = library._text("sme-expert@1")
        assert library.fingerprint("sme-expert@1") == digest(text.encode())
        assert library.fingerprint("sme-expert@1") != digest(f"{text} ".encode())
