"""Which rule answers on which date, and which changes wait for a second person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from headrace.rulebook import models, rules
from headrace.rulebook.queries.packs import holds
from headrace.rulebook.rules import RuleNotFound


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """A rule in force; `status` S is read in a public source, M is still to be confirmed."""

    rule_id: UUID
    pack: str
    version: int
    key: str
    scope: Mapping[str, str]
    value: Any
    valid_from: date
    valid_to: date | None
    source: str
    status: str
    severity: str
    text_en: str
    text_zh: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of rules that waits for the second person."""

    rule: RuleAnswer
    proposed_by: UUID
    proposed_at: datetime
    reason: str


def look_up(
    key: str, *, on: date, scope: Mapping[str, str] | None = None, pack: str | None = None
) -> RuleAnswer:
    """
    Return the rule that answers `key` on a day; the most specific scope goes before.

    :param pack: look in this pack only, as for a contract that keeps the pack it was signed under
    :raises RuleNotFound: no rule of that key and scope was in force
    """
    rows = _in_force(on).filter(key=key)
    if pack is not None:
        rows = rows.filter(pack__name=pack)
    found = rules.most_specific(rows, scope or {})
    if found is None:
        raise RuleNotFound(key=key, on=on, scope=scope)
    return _answer(found)


def open_rules(on: date) -> tuple[RuleAnswer, ...]:
    """Return every rule in force on a day, by pack and key, in one query."""
    rows = _in_force(on).order_by("pack__name", "key", "scope_key")
    return tuple(_answer(each) for each in rows)


def proposals() -> tuple[Proposal, ...]:
    """Return the changes that wait for a second person, oldest first."""
    rows = models.Rule.objects.filter(state=models.State.PROPOSED, proposed_by__isnull=False)
    return tuple(
        Proposal(_answer(each), each.proposed_by, each.created_at, each.reason)
        for each in rows.select_related("pack").order_by("id")
        if each.proposed_by is not None
    )


def scopes_of(key: str, *, on: date) -> tuple[Mapping[str, str], ...]:
    """Return every scope for which `key` has a rule on a day: the choices of a form."""
    rows = _in_force(on).filter(key=key).order_by("scope_key")
    return tuple(each.scope for each in rows)


def _in_force(on: date) -> QuerySet[models.Rule]:
    rows = models.Rule.objects.filter(holds(on), state=models.State.IN_FORCE)
    return rows.select_related("pack")


def _answer(row: models.Rule) -> RuleAnswer:
    return RuleAnswer(
        rule_id=row.id,
        pack=row.pack.name,
        version=row.pack_version,
        key=row.key,
        scope=row.scope,
        value=row.value,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
        status=row.status,
        severity=row.severity,
        text_en=row.text_en,
        text_zh=row.text_zh,
    )
