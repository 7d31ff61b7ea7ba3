"""Reads of the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Sum
from tenor.money import Money

from headrace.kit.subjects import Subject
from headrace.register import models
from headrace.register.rules import exposures, fingerprints
from headrace.register.rules.encumbrances import WHOLE_PPM, EncumbranceState


@dataclass(frozen=True, slots=True)
class EncumbranceView:
    """A share of a thing; `share_ppm` in millionths of the whole, `taken` while it counts."""

    id: UUID
    fingerprint_id: UUID
    kind: str
    subject: Subject
    holder_id: UUID
    share_ppm: int
    state: str
    taken: bool
    registration_number: str
    created_at: datetime
    perfected_at: datetime | None
    released_at: datetime | None


def find_fingerprint(kind: str, parts: Mapping[str, str]) -> UUID | None:
    """
    Return the id of a thing that is in the register, in whatever spelling, or nothing.

    :raises rules.fingerprints.FingerprintKindUnknown, PartsMalformed: nothing to recognise
    """
    digest = fingerprints.digest(kind, parts)
    found = models.Fingerprint.objects.filter(kind=kind, digest=digest)
    return found.values_list("id", flat=True).first()


def encumbrances(fingerprint_id: UUID) -> tuple[EncumbranceView, ...]:
    """Return every share that was ever taken of a thing, oldest first."""
    return _views(fingerprint_id=fingerprint_id)


def encumbrances_of(subject: Subject) -> tuple[EncumbranceView, ...]:
    """Return every share that secures something, oldest first."""
    return _views(subject_kind=subject.kind, subject_id=subject.id)


def free_ppm(fingerprint_id: UUID) -> int:
    """Return how many millionths of a thing can still be taken; nothing of an unknown one."""
    taken = models.Fingerprint.objects.filter(pk=fingerprint_id)
    count = taken.values_list("encumbered_ppm", flat=True).first()
    return 0 if count is None else WHOLE_PPM - count


def exposure(
    borrower_id: UUID | None = None, lender_id: UUID | None = None, *, currency: str = "CNY"
) -> Money:
    """
    Return all that a borrower owes, all that a lender lent, or what one owes the other.

    :raises rules.exposures.ScopeUnnamed: neither is given
    """
    scope = exposures.scope_of(
        has_borrower=borrower_id is not None, has_lender=lender_id is not None
    )
    found = models.ExposureTotal.objects.filter(
        scope=scope.value, borrower_id=borrower_id, lender_id=lender_id, currency=currency
    )
    return Money.from_minor(found.values_list("amount_minor", flat=True).first() or 0, currency)


def exposure_by_movements(*, borrower_id: UUID, currency: str = "CNY") -> Money:
    """Return what a borrower owes, added up from every movement: the proof of the total."""
    movements = models.ExposureMovement.objects.filter(borrower_id=borrower_id, currency=currency)
    added = movements.aggregate(total=Sum("amount_minor"))["total"]
    return Money.from_minor(int(added or 0), currency)


def counts_agree() -> bool:
    """Say whether every fingerprint's count equals the shares that are taken of it."""
    taken = (
        models.Encumbrance.objects.exclude(state=EncumbranceState.RELEASED.value)
        .values_list("fingerprint_id")
        .annotate(Sum("share_ppm"))
    )
    counted = models.Fingerprint.objects.exclude(encumbered_ppm=0)
    return dict(taken) == dict(counted.values_list("id", "encumbered_ppm"))


def _views(**condition: object) -> tuple[EncumbranceView, ...]:
    rows = models.Encumbrance.objects.filter(**condition).select_related("fingerprint")
    return tuple(_view(row) for row in rows.order_by("id"))


def _view(row: models.Encumbrance) -> EncumbranceView:
    return EncumbranceView(
        id=row.id,
        fingerprint_id=row.fingerprint_id,
        kind=row.fingerprint.kind,
        subject=Subject(row.subject_kind, row.subject_id),
        holder_id=row.holder_id,
        share_ppm=row.share_ppm,
        state=row.state,
        taken=row.state != EncumbranceState.RELEASED.value,
        registration_number=row.registration_number,
        created_at=row.created_at,
        perfected_at=row.perfected_at,
        released_at=row.released_at,
    )
