"""What a rule said of a subject, kept for ever with what it was told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from headrace.kit.actors import Actor
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction
from headrace.rulebook import models
from headrace.rulebook.queries import RuleAnswer


@needs_transaction
def decide(
    *,
    rule: RuleAnswer,
    subject: Subject,
    inputs: Mapping[str, Any],
    verdict: Literal["allowed", "refused", "reported"],
    by: Actor,
    at: datetime,
) -> UUID:
    """
    Keep the application of a rule and return its id; the row is never changed.

    :param inputs: what the rule was told: ids, amounts in minor units, rates as strings
    """
    row = models.RuleDecision.objects.create(
        rule_id=rule.rule_id,
        pack=rule.pack,
        pack_version=rule.version,
        key=rule.key,
        subject_kind=subject.kind,
        subject_id=subject.id,
        inputs=dict(inputs),
        verdict=verdict,
        decided_by_person=by.person_id,
        decided_by_organisation=by.organisation_id,
        created_at=at,
    )
    return row.id
