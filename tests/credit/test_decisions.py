"""A score is decided on stored evidence, kept for ever, and the same when it is done again."""

import json

import psycopg
import pytest
from django.db import DatabaseError
from tenor.money import Money

from headrace.credit import library, models, queries, services
from headrace.evidence import services as evidence
from headrace.kit import delivery
from headrace.kit.atomicity import NoTransaction
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction
from headrace.rulebook.queries import RequiredRequest
from tests.market.town import SET_UP, Town, in_transaction, told, yuan


def decided(town: Town, firm, subject: Subject):
    return in_transaction(
        services.assess,
        enterprise_id=firm.organisation_id,
        subject=subject,
        by=SET_UP,
        at=town.at,
    )


def subject() -> Subject:
    return Subject("demand", new_id())


class TestAssess:
    def test_rests_on_register_invoices_and_findings(self, committed_town):
        # Given a firm with two years of invoices whose experts have all answered
        town = committed_town
        town.hire_experts()
        firm = town.firm()
        town.sells(firm)
        demand = Subject("demand", town.publish(firm))
        town.answered(demand.id)

        # When the journal is delivered
        delivery.deliver_all()

        # Then there is a grade with its band, a limit and reasons, and the journal tells of it
        score = queries.score_for(demand)
        assert (score.grade, score.grade_low, score.grade_high) == ("B1", "B1", "A3")
        assert (score.findings_done, score.findings_required) == (4, 4)
        assert score.features["sales_minor"] == 8_750_000_00
        assert (score.features["open_loans"], score.features["overdue_now"]) == (0, "no")
        assert score.limit > Money.zero()
        assert 1 <= len(score.reasons) <= 4
        (entry,) = told(firm.organisation_id, "credit.score.decided")
        assert entry.subject == demand
        assert entry.facts["grade"] == "B1"
        assert entry.facts["pd_ppm"] == 7_021

    def test_knows_little_without_evidence_and_says_so(self, town):
        firm, about = town.firm(), subject()
        decided(town, firm, about)
        score = queries.score_for(about)
        assert score.limit == Money.zero()
        assert [each.reached for each in score.rungs] == [True, False, False]
        assert queries.ladder(about) == score.rungs
        assert any(each.code.endswith("-unknown") for each in score.reasons)

    def test_does_not_count_what_a_later_day_brings(self, town):
        firm, about = town.firm(), subject()
        decided(town, firm, about)
        before = queries.score_for(about)
        town.sells(firm)
        assert queries.score_for(about) == before

    def test_is_a_step_of_somebody_elses_transaction(self, committed, at):
        with pytest.raises(NoTransaction):
            services.assess(enterprise_id=new_id(), subject=subject(), by=SET_UP, at=at)

    def test_of_a_firm_whose_identity_is_in_doubt_is_d(self, town):
        town.hire_experts()
        firm = town.firm()
        town.sells(firm)
        demand = Subject("demand", town.publish(firm))
        doubt = {"identity": "doubt", "licence_valid": True, "owners_checked": False}
        town.answered(demand.id, authentication=doubt)
        decided(town, firm, demand)
        score = queries.score_for(demand)
        assert score.grade == "D"
        assert score.reasons[0].code == "C01"

    def test_takes_debts_elsewhere_off_the_limit(self, town):
        # Given two firms alike, of which one owes 300 000 elsewhere by a signed finding
        town.hire_experts()
        limits = []
        for debts in (0, 300_000_00):
            firm, about = town.firm(), subject()
            town.sells(firm)
            (request,) = in_transaction(
                evidence.open_requests,
                subject=about,
                enterprise_id=firm.organisation_id,
                required=[RequiredRequest("credit_history", 3, True)],
                by=SET_UP,
                at=town.at,
            )
            history = {"open_loans": 1, "overdue_minor": 0, "debts_minor": debts}
            town.answer(request, "credit_history", history, expert="rating")
            decided(town, firm, about)
            score = queries.score_for(about)
            assert score.features["debt_ratio_ppm"] == debts * 1_000_000 // 8_750_000_00
            limits.append(score.limit)

        # Then its limit is lower by exactly that
        assert limits[0] - limits[1] == yuan(300_000)


class TestReplay:
    def test_gives_the_same_points_grade_limit_and_reasons(self, town):
        firm, about = town.firm(), subject()
        town.sells(firm)
        score_id = decided(town, firm, about)
        assert queries.replays_identically(score_id)

    def test_finds_altered_inputs(self, committed_town, superuser):
        town = committed_town
        score_id = decided(town, town.firm(), subject())
        superuser.execute("set session_replication_role = replica")
        superuser.execute(
            "update credit_featuresnapshot set values ="
            " jsonb_set(values, '{evidence,facts,staff}', '900')"
        )
        assert not queries.replays_identically(score_id)

    def test_finds_altered_reasons(self, committed_town, superuser):
        town = committed_town
        score_id = decided(town, town.firm(), subject())
        superuser.execute("set session_replication_role = replica")
        superuser.execute("update credit_score set reasons = '[]'")
        assert not queries.replays_identically(score_id)

    def test_finds_another_scorecard_under_the_same_name(self, town, monkeypatch):
        score_id = decided(town, town.firm(), subject())
        monkeypatch.setattr(library, "fingerprint", lambda name: b"another" * 4)
        assert not queries.replays_identically(score_id)

    def test_of_no_score_is_not_found(self, town):
        with pytest.raises(NotFound):
            queries.replays_identically(new_id())


class TestKeeping:
    @pytest.mark.parametrize("model", [models.Score, models.FeatureSnapshot])
    def test_rows_cannot_be_changed_or_removed_by_the_application(self, town, model):
        decided(town, town.firm(), subject())
        for attempt in (lambda rows: rows.update(created_at=town.at), lambda rows: rows.delete()):
            with pytest.raises(DatabaseError), open_transaction():
                attempt(model.objects.all())

    @pytest.mark.parametrize("table", ["credit_score", "credit_featuresnapshot"])
    def test_rows_cannot_be_changed_by_the_owner_either(self, committed_town, superuser, table):
        town = committed_town
        decided(town, town.firm(), subject())
        with pytest.raises(psycopg.errors.RestrictViolation):
            superuser.execute(f"update {table} set created_at = now()")

    def test_the_stored_inputs_hold_no_name(self, town):
        firm = town.firm(name="宁渡精密阀门")
        decided(town, firm, subject())
        values = models.FeatureSnapshot.objects.get().values
        assert "宁渡精密阀门" not in json.dumps(values, ensure_ascii=False)


class TestReads:
    def test_the_latest_score_of_a_subject_counts(self, town):
        firm, about = town.firm(), subject()
        decided(town, firm, about)
        latest = decided(town, firm, about)
        assert queries.score_for(about).id == latest
        assert queries.latest_score(firm.organisation_id).id == latest
        assert queries.score_for(subject()) is None
        assert queries.latest_score(new_id()) is None
        assert queries.ladder(subject()) == ()

    def test_many_subjects_take_one_query(self, town, django_assert_num_queries):
        firm, abouts = town.firm(), [subject() for _ in range(4)]
        for about in abouts:
            decided(town, firm, about)
        with django_assert_num_queries(1):
            assert set(queries.scores_for(abouts)) == set(abouts)


class TestIndicative:
    def test_needs_no_database(self):
        rough = queries.indicative(size_class="small", staff=34)
        assert rough.limit_minor == 0
        assert rough.width > 30
        assert rough.grade_low != rough.grade_high

    def test_of_an_unknown_firm_is_no_better_than_of_a_known_one(self):
        unknown = queries.indicative(size_class=None, staff=None)
        assert unknown.points < queries.indicative(size_class="small", staff=34).points

    def test_grades_are_those_of_the_scale(self):
        assert queries.grades() == ("A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3", "D")
