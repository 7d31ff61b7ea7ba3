"""Registering a thing of the world once."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection

from headrace.kit.canonical import ALGORITHM
from headrace.kit.ids import new_id
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction
from headrace.register import models
from headrace.register.rules import fingerprints as rules


@needs_transaction
def claim_fingerprint(
    *, kind: str, parts: Mapping[str, str], holder_subject: Subject, at: datetime
) -> UUID:
    """
    Return the id of a thing in the register, entering it for its holder if it is new.

    :param parts: the identifying parts of the kind, `rules.fingerprints.PARTS`, in any spelling
    :raises rules.fingerprints.FingerprintKindUnknown, PartsMalformed: nothing to recognise
    :raises rules.fingerprints.HeldByAnother: registered for somebody else
    """
    digest = rules.digest(kind, parts)
    _enter(kind, digest, holder_subject, at)
    row = models.Fingerprint.objects.get(kind=kind, digest=digest)
    if Subject(row.holder_kind, row.holder_id) != holder_subject:
        raise rules.HeldByAnother(kind=kind, fingerprint=str(row.id))
    return row.id


def _enter(kind: str, digest: bytes, holder: Subject, at: datetime) -> None:
    """A rival who enters the same thing makes this wait until he commits or gives up."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into register_fingerprint (id, created_at, kind, digest, algorithm,"
            " holder_kind, holder_id, encumbered_ppm) values (%s, %s, %s, %s, %s, %s, %s, 0)"
            " on conflict (kind, digest) do nothing",
            [new_id(), at, kind, digest, ALGORITHM, holder.kind, holder.id],
        )
