"""What rules said of a subject."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from headrace.kit.subjects import Subject
from headrace.rulebook import models


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What a rule said of a subject, with what it was told."""

    id: UUID
    rule_id: UUID
    pack: str
    pack_version: int
    key: str
    inputs: Mapping[str, Any]
    verdict: str
    decided_at: datetime


def decisions(subject: Subject) -> tuple[DecisionView, ...]:
    """Return what rules said of a subject, oldest first."""
    rows = models.RuleDecision.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    return tuple(
        DecisionView(
            id=each.id,
            rule_id=each.rule_id,
            pack=each.pack,
            pack_version=each.pack_version,
            key=each.key,
            inputs=each.inputs,
            verdict=each.verdict,
            decided_at=each.created_at,
        )
        for each in rows.order_by("id")
    )
