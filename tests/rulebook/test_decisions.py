from datetime import date
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError

from headrace.kit.atomicity import NoTransaction
from headrace.kit.subjects import Subject
from headrace.kit.transactions import open_transaction, savepoint
from headrace.rulebook import models, queries, services

TODAY = date(2026, 11, 23)


def decide(rule, subject, by, at):
    return services.decide(
        rule=rule,
        subject=subject,
        inputs={"lender_type": "natural_person", "amount_minor": 100},
        verdict="refused",
        by=by,
        at=at,
    )


@pytest.fixture
def decided(packs, maker, at):
    rule, subject = queries.look_up("p2p.retail", on=TODAY), Subject("bid", uuid4())
    decide(rule, subject, maker, at)
    return rule, subject


class TestDecision:
    def test_says_which_rule_of_which_pack_was_told_what(self, decided, at):
        rule, subject = decided

        (decision,) = queries.decisions(subject)

        assert (decision.rule_id, decision.pack, decision.pack_version) == (
            rule.rule_id,
            "CN-CURRENT",
            1,
        )
        assert decision.inputs == {"lender_type": "natural_person", "amount_minor": 100}
        assert (decision.verdict, decision.decided_at) == ("refused", at)

    def test_of_another_subject_is_not_shown(self, decided):
        _, subject = decided

        assert queries.decisions(Subject("offer", subject.id)) == ()

    def test_is_never_changed_or_deleted(self, decided):
        with pytest.raises(DatabaseError), savepoint():
            models.RuleDecision.objects.update(verdict="allowed")
        with pytest.raises(DatabaseError), savepoint():
            models.RuleDecision.objects.all().delete()

    def test_not_even_by_a_superuser(self, committed, maker, at, superuser):
        services.load_packs(at=at)
        with open_transaction():
            decide(queries.look_up("p2p.retail", on=TODAY), Subject("bid", uuid4()), maker, at)

        for statement in (
            "update rulebook_decision set verdict = 'allowed'",
            "delete from rulebook_decision",
            "truncate rulebook_decision",
        ):
            with pytest.raises(psycopg.errors.RestrictViolation):
                superuser.execute(statement)

    def test_is_part_of_the_verb_that_decides(self, committed, maker, at):
        services.load_packs(at=at)
        rule = queries.look_up("p2p.retail", on=TODAY)

        with pytest.raises(NoTransaction):
            decide(rule, Subject("bid", uuid4()), maker, at)
