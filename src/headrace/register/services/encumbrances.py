"""Taking shares of a thing, and letting them go."""

from datetime import datetime
from uuid import UUID

from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.errors import NotFound
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction
from headrace.register import models
from headrace.register.rules import encumbrances as rules
from headrace.register.rules.encumbrances import EncumbranceMove, EncumbranceState


@needs_transaction
def encumber(
    *,
    fingerprint_id: UUID,
    subject: Subject,
    share_ppm: int,
    by: Actor,
    at: datetime,
    holder_id: UUID | None = None,
) -> UUID:
    """
    Take a share of a thing for what it secures; return the encumbrance's id.

    :param subject: what is secured, such as an agreement
    :param share_ppm: millionths of the whole; 1 000 000 is all of it
    :param holder_id: the secured lender; the actor's organisation if not given
    :raises NotFound: no such fingerprint
    :raises rules.encumbrances.ShareMalformed: not between 1 and 1 000 000
    :raises rules.encumbrances.AlreadyEncumbered: less than that is free
    """
    fingerprint = _locked(fingerprint_id)
    rules.check_free(
        fingerprint=str(fingerprint_id), taken_ppm=fingerprint.encumbered_ppm, share_ppm=share_ppm
    )
    fingerprint.encumbered_ppm += share_ppm
    fingerprint.save(update_fields=["encumbered_ppm"])
    row = models.Encumbrance.objects.create(
        created_at=at,
        fingerprint=fingerprint,
        subject_kind=subject.kind,
        subject_id=subject.id,
        holder_id=holder_id or by.organisation_id,
        share_ppm=share_ppm,
    )
    _tell("register.share.taken", row, by, at)
    return row.id


@needs_transaction
def perfect(
    *,
    encumbrance_id: UUID,
    registration_number: str,
    search_certificate_hash: bytes,
    by: Actor,
    at: datetime,
) -> None:
    """
    Make a share good against third parties: it is registered publicly, after a search.

    :raises NotFound: no such encumbrance
    :raises rules.encumbrances.NotRegistered: number or certificate (SHA-256, 32 bytes) lacks
    :raises rules.encumbrances.EncumbranceMoveRefused: it is no longer proposed
    """
    rules.check_registered(
        registration_number=registration_number, search_certificate_hash=search_certificate_hash
    )
    row = _moved(encumbrance_id, EncumbranceMove.PERFECT)
    row.registration_number = registration_number
    row.search_certificate_hash = search_certificate_hash
    row.perfected_at = at
    row.save()
    _tell("register.share.perfected", row, by, at)


@needs_transaction
def release(*, encumbrance_id: UUID, at: datetime, by: Actor | None = None) -> None:
    """
    Let a share go: it can be taken again.

    :raises NotFound: no such encumbrance
    :raises rules.encumbrances.EncumbranceMoveRefused: it is released or enforced already
    """
    row = _moved(encumbrance_id, EncumbranceMove.RELEASE)
    row.released_at = at
    row.save()
    row.fingerprint.encumbered_ppm -= row.share_ppm
    row.fingerprint.save(update_fields=["encumbered_ppm"])
    _tell("register.share.released", row, by or Actor.system("register"), at)


@needs_transaction
def enforce(*, encumbrance_id: UUID, by: Actor, at: datetime) -> None:
    """
    Realise a perfected share; what was sold stays taken.

    :raises NotFound: no such encumbrance
    :raises rules.encumbrances.EncumbranceMoveRefused: it is not perfected
    """
    row = _moved(encumbrance_id, EncumbranceMove.ENFORCE)
    row.save()
    _tell("register.share.enforced", row, by, at)


def _locked(fingerprint_id: UUID) -> models.Fingerprint:
    found = models.Fingerprint.objects.select_for_update().filter(pk=fingerprint_id).first()
    if found is None:
        raise NotFound(field="fingerprint_id")
    return found


def _moved(encumbrance_id: UUID, move: EncumbranceMove) -> models.Encumbrance:
    """Lock the fingerprint, then the share: the same order as everybody, so nobody waits round."""
    held = models.Encumbrance.objects.filter(pk=encumbrance_id)
    fingerprint_id = held.values_list("fingerprint_id", flat=True).first()
    if fingerprint_id is None:
        raise NotFound(field="encumbrance_id")
    fingerprint = _locked(fingerprint_id)
    row = held.select_for_update().get()
    row.fingerprint = fingerprint
    row.state = rules.after(EncumbranceState(row.state), move)
    return row


def _tell(kind: str, row: models.Encumbrance, by: Actor, at: datetime) -> None:
    journal.record(
        kind,
        subject=Subject(row.subject_kind, row.subject_id),
        about=row.holder_id,
        by=by,
        at=at,
        facts={
            "encumbrance": row.id,
            "fingerprint": row.fingerprint_id,
            "share_ppm": row.share_ppm,
        },
    )
