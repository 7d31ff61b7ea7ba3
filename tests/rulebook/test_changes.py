from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError

from headrace.kit.errors import NotAdmitted, NotFound
from headrace.kit.transactions import savepoint
from headrace.rulebook import models, queries, services
from headrace.rulebook.rules import RuleDraft, check_draft

KEY, SCOPE = "market.ceiling", {"lender_type": "bank"}
SOON = date(2027, 1, 1)

pytestmark = pytest.mark.usefixtures("packs")


def draft(**said) -> RuleDraft:
    facts = {
        "pack": "CN-CURRENT",
        "rule_key": KEY,
        "scope": SCOPE,
        "value": {"method": "effective_yearly", "rate": "0.10"},
        "valid_from": SOON,
        "valid_to": None,
        "source": "Notice of central government, 2026-12-01",
        "status": "S",
        "severity": "block",
        "text_en": "No offer above 10 %.",
        "text_zh": "报价不超过 10%。",
    }
    return RuleDraft(**{**facts, **said})


def propose(by, at, **said):
    return services.propose_rule(
        key=uuid4(), by=by, at=at, draft=draft(**said), reason="cheaper money"
    )


def approve(by, at, rule_id):
    return services.approve_rule(key=uuid4(), by=by, at=at, rule_id=rule_id)


def ceiling(on):
    return queries.cost_ceiling(lender_type="bank", on=on).rate


class TestFourEyes:
    def test_a_proposal_changes_nothing_until_another_person_approves(self, maker, checker, at):
        # Given a proposal that waits
        rule_id = propose(maker, at)
        assert ceiling(SOON) == Decimal("0.12")
        (waiting,) = queries.proposals()
        assert (waiting.rule.rule_id, waiting.proposed_by) == (rule_id, maker.person_id)

        # When a second officer approves it
        approve(checker, at, rule_id)

        # Then it holds from its day, and the old rule for the days before
        assert ceiling(SOON) == Decimal("0.10")
        assert ceiling(SOON - timedelta(days=1)) == Decimal("0.12")
        assert queries.proposals() == ()

    def test_the_proposer_cannot_agree_to_his_own(self, maker, at):
        both = replace(maker, duties=frozenset({"maker", "checker"}))
        rule_id = propose(both, at)

        with pytest.raises(services.SamePerson):
            approve(both, at, rule_id)
        with pytest.raises(services.SamePerson):
            services.refuse_rule(key=uuid4(), by=both, rule_id=rule_id, at=at)

    def test_the_database_knows_it_too(self, maker, at):
        rule_id = propose(maker, at)

        with pytest.raises(IntegrityError):
            models.Rule.objects.filter(pk=rule_id).update(
                state="in_force", decided_by=maker.person_id, decided_at=at
            )

    def test_a_refused_proposal_cannot_be_approved_later(self, maker, checker, at):
        rule_id = propose(maker, at)
        services.refuse_rule(key=uuid4(), by=checker, rule_id=rule_id, at=at)

        with pytest.raises(services.NotProposed) as refusal:
            approve(checker, at, rule_id)
        assert refusal.value.facts == {"state": "refused"}
        assert ceiling(SOON) == Decimal("0.12")

    def test_only_central_government_and_only_with_the_duty(self, maker, checker, at):
        with pytest.raises(services.NotCentral):
            propose(replace(maker, district="330200"), at)
        with pytest.raises(NotAdmitted):
            propose(checker, at)
        with pytest.raises(NotAdmitted):
            propose(replace(maker, roles=frozenset({"operator"})), at)
        with pytest.raises(NotAdmitted):
            approve(maker, at, propose(maker, at))

    def test_what_is_not_there_is_not_found(self, maker, checker, at):
        with pytest.raises(NotFound):
            approve(checker, at, uuid4())
        with pytest.raises(NotFound):
            propose(maker, at, pack="CN-NOWHERE")


class TestDraft:
    @pytest.mark.parametrize(
        ("part", "wrong"),
        [
            ("rule_key", " "),
            ("rule_key", "k" * 81),
            ("source", ""),
            ("text_en", ""),
            ("text_zh", " "),
            ("status", "X"),
            ("severity", "perhaps"),
            ("valid_to", SOON),
        ],
    )
    def test_without_what_a_rule_needs_is_refused_naming_the_part(self, maker, at, part, wrong):
        with pytest.raises(services.DraftIncomplete) as refusal:
            propose(maker, at, **{part: wrong})
        assert refusal.value.field == part

    @pytest.mark.parametrize("value", [0.12, {"rate": 0.12}, [{"rates": [0.12]}]])
    def test_never_holds_a_binary_fraction(self, value):
        with pytest.raises(services.DraftIncomplete) as refusal:
            check_draft(draft(value=value))
        assert refusal.value.field == "value"


class TestNewRule:
    def test_a_rule_without_a_predecessor_simply_begins(self, maker, checker, at):
        approve(checker, at, propose(maker, at, scope={"lender_type": "pawnshop"}))

        ceiling = queries.cost_ceiling(lender_type="pawnshop", on=SOON)
        assert ceiling.rate == Decimal("0.10")


class TestDays:
    def test_no_rule_begins_in_the_past(self, maker, checker, at):
        with pytest.raises(services.ChangesThePast):
            propose(maker, at, valid_from=date(2026, 11, 22))
        rule_id = propose(maker, at, valid_from=date(2026, 11, 24))
        with pytest.raises(services.ChangesThePast):
            approve(checker, at + timedelta(days=2), rule_id)

    def test_a_rule_for_a_time_gives_way_to_the_one_before(self, maker, checker, at):
        until = SOON + timedelta(days=30)

        approve(checker, at, propose(maker, at, valid_to=until))

        days = [SOON - timedelta(days=1), SOON, until - timedelta(days=1), until]
        assert [ceiling(each) for each in days] == [
            Decimal("0.12"),
            Decimal("0.10"),
            Decimal("0.10"),
            Decimal("0.12"),
        ]

    def test_a_rule_may_not_run_into_a_later_one(self, maker, checker, at):
        approve(checker, at, propose(maker, at))
        early = propose(maker, at, valid_from=SOON - timedelta(days=10))

        with pytest.raises(services.DaysOverlap):
            approve(checker, at, early)

    def test_a_rule_up_to_a_later_one_is_fine(self, maker, checker, at):
        approve(checker, at, propose(maker, at))
        start = SOON - timedelta(days=10)
        value = {"method": "effective_yearly", "rate": "0.11"}

        approve(checker, at, propose(maker, at, valid_from=start, valid_to=SOON, value=value))

        assert [ceiling(each) for each in (start, SOON)] == [Decimal("0.11"), Decimal("0.10")]

    def test_the_database_never_holds_two_answers_for_a_day(self, maker, at):
        rule_id = propose(maker, at)

        with pytest.raises(IntegrityError):
            models.Rule.objects.filter(pk=rule_id).update(
                state="in_force", decided_by=uuid4(), decided_at=at
            )

    def test_each_approved_change_counts_the_pack_up(self, maker, checker, at):
        approve(checker, at, propose(maker, at))

        answer = queries.look_up(KEY, on=SOON, scope=SCOPE)
        assert (answer.pack, answer.version) == ("CN-CURRENT", 2)
        assert queries.look_up(KEY, on=date(2026, 1, 1), scope=SCOPE).version == 1


class TestFrozenContent:
    @pytest.mark.parametrize(
        "change", [{"value": {}}, {"source": "hearsay"}, {"valid_from": date(2000, 1, 1)}]
    )
    def test_what_a_rule_says_is_never_rewritten(self, change):
        with pytest.raises(DatabaseError, match="keeps what it says"), savepoint():
            models.Rule.objects.filter(key=KEY).update(**change)

    def test_no_rule_and_no_figure_is_deleted(self):
        for rows in (models.Rule.objects.all(), models.SeriesPoint.objects.all()):
            with pytest.raises(DatabaseError), savepoint():
                rows.delete()

    def test_a_published_figure_is_not_rewritten(self):
        with pytest.raises(DatabaseError, match="keeps what it says"), savepoint():
            models.SeriesPoint.objects.update(value=Decimal("0.01"))


class TestSeries:
    ON = date(2026, 11, 20)

    def propose(self, by, at, value="0.0290"):
        return services.propose_series_point(
            key=uuid4(), by=by, at=at, series="LPR-1Y", on=self.ON,
            value=Decimal(value), source="National Interbank Funding Centre, 2026-11-20",
        )  # fmt: skip

    def test_a_new_figure_moves_the_ceiling_from_its_day(self, maker, checker, at):
        point = self.propose(maker, at)
        assert ceiling(self.ON) == Decimal("0.12")

        services.approve_series_point(key=uuid4(), by=checker, point_id=point, at=at)

        assert ceiling(self.ON) == Decimal("0.116")
        assert ceiling(self.ON - timedelta(days=1)) == Decimal("0.12")

    def test_needs_a_second_person(self, maker, at):
        both = replace(maker, duties=frozenset({"maker", "checker"}))
        point = self.propose(both, at)

        with pytest.raises(services.SamePerson):
            services.approve_series_point(key=uuid4(), by=both, point_id=point, at=at)

    def test_has_one_figure_a_day(self, maker, checker, at):
        first, second = self.propose(maker, at), self.propose(maker, at, "0.0280")
        services.approve_series_point(key=uuid4(), by=checker, point_id=first, at=at)

        with pytest.raises(services.PointExists):
            services.approve_series_point(key=uuid4(), by=checker, point_id=second, at=at)
        with pytest.raises(services.PointExists):
            self.propose(maker, at)
        with pytest.raises(services.NotProposed):
            services.approve_series_point(key=uuid4(), by=checker, point_id=first, at=at)
        with pytest.raises(NotFound):
            services.approve_series_point(key=uuid4(), by=checker, point_id=uuid4(), at=at)
