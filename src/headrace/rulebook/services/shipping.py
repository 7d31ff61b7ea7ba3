"""Shipped packs come into the rulebook: once, whole, and never over a change made here."""

from datetime import datetime
from pathlib import Path

from django.db import connection

from headrace.kit import journal
from headrace.kit.actors import CENTRE, Actor
from headrace.kit.canonical import digest
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.rulebook import models, rules
from headrace.rulebook.services.shipped import bring_points, bring_rules

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
    bring_rules(pack, file.rules, at)
    bring_points(file.points, at)
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
