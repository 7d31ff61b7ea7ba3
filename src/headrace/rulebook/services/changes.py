"""Changes of rules: proposed by one person, decided by another."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from headrace.kit import journal
from headrace.kit.actors import CHECKER, MAKER, Actor
from headrace.kit.clock import day_of
from headrace.kit.errors import NotFound
from headrace.kit.ids import new_id
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.rulebook import models, rules
from headrace.rulebook.services import four_eyes


@transaction
@once("rulebook.propose_rule")
def propose_rule(
    *, key: UUID, by: Actor, draft: rules.RuleDraft, reason: str, at: datetime
) -> UUID:
    """
    Propose a rule, or the successor of one; it holds once another person approves it.

    :raises NotAdmitted: needs the role `government` with the duty `maker`
    :raises NotCentral: the office is not of central government
    :raises DraftIncomplete: no key, source or text, or days out of order
    :raises ChangesThePast: the rule would begin before today
    :raises NotFound: there is no such pack
    """
    four_eyes.check_office(by, MAKER)
    rules.check_draft(draft)
    rules.check_begins_in_time(valid_from=draft.valid_from, today=day_of(at))
    pack = models.Pack.objects.filter(name=draft.pack).first()
    if pack is None:
        raise NotFound(field="pack")
    row = models.Rule.objects.create(
        pack=pack,
        pack_version=pack.version,
        key=draft.rule_key,
        scope=dict(draft.scope),
        scope_key=rules.scope_key(draft.scope),
        value=draft.value,
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        source=draft.source,
        status=draft.status,
        severity=draft.severity,
        text_en=draft.text_en,
        text_zh=draft.text_zh,
        state=models.State.PROPOSED,
        reason=reason,
        proposed_by=by.person_id,
        created_at=at,
    )
    _tell("rulebook.rule.proposed", row, by, at)
    return row.id


@transaction
@once("rulebook.approve_rule")
def approve_rule(*, key: UUID, by: Actor, rule_id: UUID, at: datetime) -> UUID:
    """
    Put a proposed rule in force; the one before it ends on the day the new one begins.

    :raises SamePerson: the proposer cannot approve
    :raises ChangesThePast: its first day has passed while it waited
    :raises DaysOverlap: a later rule of that key and scope is in force already
    """
    four_eyes.check_office(by, CHECKER)
    row = _proposed(rule_id)
    rules.check_second_person(proposed_by=row.proposed_by, decides=by.person_id)
    rules.check_begins_in_time(valid_from=row.valid_from, today=day_of(at))
    pack = models.Pack.objects.select_for_update().get(pk=row.pack_id)
    pack.version += 1
    pack.save(update_fields=["version"])
    row.pack_version, row.decided_by, row.decided_at = pack.version, by.person_id, at
    _end_predecessor(row)
    four_eyes.decided(row, models.State.IN_FORCE, by, at)
    _tell("rulebook.rule.approved", row, by, at)
    return row.id


@transaction
@once("rulebook.refuse_rule")
def refuse_rule(*, key: UUID, by: Actor, rule_id: UUID, at: datetime) -> UUID:
    """
    Refuse a proposed rule.

    :raises SamePerson: the proposer cannot decide
    """
    four_eyes.check_office(by, CHECKER)
    row = _proposed(rule_id)
    rules.check_second_person(proposed_by=row.proposed_by, decides=by.person_id)
    four_eyes.decided(row, models.State.REFUSED, by, at)
    _tell("rulebook.rule.refused", row, by, at)
    return row.id


def _proposed(rule_id: UUID) -> models.Rule:
    row = models.Rule.objects.select_for_update().filter(pk=rule_id).first()
    if row is None:
        raise NotFound
    four_eyes.check_waits(row)
    return row


def _end_predecessor(row: models.Rule) -> None:
    """End the rule that holds on the new one's first day; refuse to overlap a later one."""
    same = models.Rule.objects.filter(
        pack=row.pack_id, key=row.key, scope_key=row.scope_key, state=models.State.IN_FORCE
    )
    later = same.filter(valid_from__gte=row.valid_from).order_by("valid_from").first()
    if later is not None and (row.valid_to is None or row.valid_to > later.valid_from):
        raise rules.DaysOverlap(key=row.key, valid_from=later.valid_from)
    holds = Q(valid_to=None) | Q(valid_to__gt=row.valid_from)
    before = same.filter(holds, valid_from__lt=row.valid_from).first()
    if before is not None:
        same.filter(pk=before.pk).update(valid_to=row.valid_from)
        _resume_after(row, before)


def _resume_after(row: models.Rule, before: models.Rule) -> None:
    """After a rule for a time only, the one before it holds again."""
    if row.valid_to is None or before.valid_to == row.valid_to:
        return
    before.pk = new_id()
    before._state.adding = True
    before.valid_from = row.valid_to
    before.proposed_by, before.decided_by, before.decided_at = (
        row.proposed_by,
        row.decided_by,
        row.decided_at,
    )
    before.save()


def _tell(kind: str, row: models.Rule, by: Actor, at: datetime) -> None:
    journal.record(
        kind,
        subject=Subject("rule", row.id),
        about=by.organisation_id,
        by=by,
        at=at,
        facts={"key": row.key, "scope": row.scope_key, "valid_from": row.valid_from.isoformat()},
    )
