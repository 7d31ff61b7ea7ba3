"""Shipped packs come into the rulebook: once, whole, and never over a change made here."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from django.db import connection
from django.db.models import QuerySet

from headrace.kit import journal
from headrace.kit.actors import CENTRE, Actor
from headrace.kit.canonical import digest
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.rulebook import models, rules

PACKS_FOLDER = Path(__file__).resolve().parents[1] / "packs"


@transaction
def load_packs(*, at: datetime) -> tuple[str, ...]:
    """
    Bring the shipped packs in and return the names of those that were new or raised.

    A pack that is there already costs one look; a file with a higher version withdraws what it
    corrects and adds what is new, and leaves rules that this deployment approved.
    :raises PackFileChanged: a file has other contents under the same version
    :raises PackConflicts: a shipped rule would hold on days of an approved change
    """
    with connection.cursor() as cursor:
        # Several processes may start at once; the second one finds the work done.
        cursor.execute("select pg_advisory_xact_lock(hashtext('rulebook.load_packs'))")
    known = {each.name: each for each in models.Pack.objects.all()}
    changed = []
    for path in sorted(PACKS_FOLDER.glob("*.toml")):
        content = path.read_bytes()
        file = rules.read_pack(content.decode())
        if bring_in(file, known.get(file.name), digest(content), at):
            changed.append(file.name)
    return tuple(changed)


def bring_in(file: rules.PackFile, pack: models.Pack | None, content: bytes, at: datetime) -> bool:
    """Bring one pack up to its file and say whether anything changed."""
    if pack is None:
        pack = _create(file, content, at)
    elif bytes(pack.shipped_digest) == content:
        return False
    elif file.version <= pack.shipped_version:
        raise rules.PackFileChanged(pack=file.name, version=file.version)
    else:
        _raise_version(pack, file, content)
    _bring_rules(pack, file.rules, at)
    _bring_points(file.points, at)
    journal.record(
        "rulebook.pack.loaded",
        subject=Subject("pack", pack.id),
        about=CENTRE,
        by=Actor.system("rulebook"),
        at=at,
        facts={"pack": pack.name, "version": pack.version, "digest": content.hex()},
    )
    return True


def _create(file: rules.PackFile, content: bytes, at: datetime) -> models.Pack:
    return models.Pack.objects.create(
        name=file.name,
        version=file.version,
        title_en=file.title_en,
        title_zh=file.title_zh,
        jurisdiction=file.jurisdiction,
        regime=file.regime,
        valid_from=file.valid_from,
        valid_to=file.valid_to,
        shipped_version=file.version,
        shipped_digest=content,
        created_at=at,
    )


def _raise_version(pack: models.Pack, file: rules.PackFile, content: bytes) -> None:
    pack.version = max(pack.version + 1, file.version)
    pack.shipped_version, pack.shipped_digest = file.version, content
    pack.title_en, pack.title_zh, pack.regime = file.title_en, file.title_zh, file.regime
    pack.valid_from, pack.valid_to = file.valid_from, file.valid_to
    pack.save()


def _bring_rules(pack: models.Pack, drafts: Iterable[rules.RuleDraft], at: datetime) -> None:
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


def _bring_points(drafts: Iterable[rules.PointDraft], at: datetime) -> None:
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
