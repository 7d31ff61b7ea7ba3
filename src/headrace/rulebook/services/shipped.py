"""What a shipped pack says: its rules and figures are compared with those in force."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db.models import QuerySet

from headrace.kit.canonical import digest
from headrace.rulebook import models, rules


def bring_rules(pack: models.Pack, drafts: Iterable[rules.RuleDraft], at: datetime) -> None:
    """Withdraw the shipped rules that a pack's file has no more, and add those that are new."""
    present = models.Rule.objects.filter(pack=pack, state=models.State.IN_FORCE)
    approved = _approved_from(present)
    standing = {_said(each): each for each in present.filter(proposed_by=None)}
    wanted = {_said_by(each): each for each in (_fitted(draft, approved) for draft in drafts)}
    gone = [row.id for said, row in standing.items() if said not in wanted]
    models.Rule.objects.filter(id__in=gone).update(state=models.State.WITHDRAWN)
    fresh = [each for said, each in wanted.items() if said not in standing]
    models.Rule.objects.bulk_create(new_rule(pack, each, at) for each in fresh)


def _approved_from(present: QuerySet[models.Rule]) -> dict[tuple[str, str], date]:
    """Return, for each key and scope changed here by four eyes, the first day of that change."""
    rows = present.filter(proposed_by__isnull=False).order_by("-valid_from")
    return {(each.key, each.scope_key): each.valid_from for each in rows}


def _fitted(draft: rules.RuleDraft, approved: Mapping[tuple[str, str], date]) -> rules.RuleDraft:
    """Let a shipped rule hold only until the first change that was approved here."""
    key, scope, valid_from = draft.address()
    first = approved.get((key, scope))
    if first is None or (draft.valid_to is not None and draft.valid_to <= first):
        return draft
    if valid_from >= first:
        raise rules.PackConflicts(pack=draft.pack, key=key)
    return replace(draft, valid_to=first)


def new_rule(pack: models.Pack, draft: rules.RuleDraft, at: datetime) -> models.Rule:
    """Return the unsaved row of a shipped rule, in force from the start."""
    return models.Rule(
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
        state=models.State.IN_FORCE,
        created_at=at,
    )


def _said(row: models.Rule) -> bytes:
    return digest(
        [
            [row.key, row.scope_key, row.valid_from, row.valid_to, row.value],
            [row.source, row.status, row.severity, row.text_en, row.text_zh],
        ]
    )


def _said_by(draft: rules.RuleDraft) -> bytes:
    return digest(
        [
            [*draft.address(), draft.valid_to, draft.value],
            [draft.source, draft.status, draft.severity, draft.text_en, draft.text_zh],
        ]
    )


def bring_points(drafts: Iterable[rules.PointDraft], at: datetime) -> None:
    """Add the figures that are new, and withdraw those that the file corrects."""
    present = models.SeriesPoint.objects.filter(state=models.State.IN_FORCE)
    standing = {(each.series, each.on): each for each in present}
    fresh = []
    for draft in drafts:
        row = standing.get((draft.series, draft.on))
        if row is not None and (row.value, row.status) == (draft.value, draft.status):
            continue
        if row is not None:
            models.SeriesPoint.objects.filter(id=row.id).update(state=models.State.WITHDRAWN)
        fresh.append(
            models.SeriesPoint(
                series=draft.series,
                on=draft.on,
                value=draft.value,
                source=draft.source,
                status=draft.status,
                state=models.State.IN_FORCE,
                created_at=at,
            )
        )
    models.SeriesPoint.objects.bulk_create(fresh)
