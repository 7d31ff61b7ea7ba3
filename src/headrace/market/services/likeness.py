"""The same project told twice: flagged for people, never refused by a machine."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q

from headrace.kit.actors import Actor
from headrace.kit.subjects import Subject
from headrace.market import models
from headrace.market.policy import policy
from headrace.market.services.telling import tell_demand
from headrace.parties import queries as parties
from headrace.register import queries as register_reads
from headrace.register import services as register

PPM = 1_000_000
_MOST_FLAGGED = 5
_LONGEST_PROJECT = 300


def flag_likenesses(row: models.Demand, *, by: Actor, at: datetime) -> int:
    """
    Compare a demand with others of the last months; keep and tell what resembles it.

    A firm's own earlier text counts from a lower likeness than another firm's. The register
    remembers a project of a firm for ever, in whatever spelling.
    """
    told_before = _register_project(row, at)
    close = _alike(row, at)
    others = models.Demand.objects.in_bulk(close)
    flags = [
        models.Likeness(
            created_at=at,
            demand=row,
            other=others[other_id],
            kind=_kind(row, others[other_id], told_before=told_before),
            likeness_ppm=likeness_ppm,
        )
        for other_id, likeness_ppm in close.items()
    ]
    models.Likeness.objects.bulk_create(flags)
    for each in flags:
        tell_demand(
            "likeness_flagged",
            row,
            by=by,
            at=at,
            other=each.other_id,
            likeness=each.kind,
            likeness_ppm=each.likeness_ppm,
        )
    return len(flags)


def _register_project(row: models.Demand, at: datetime) -> bool:
    """Enter the firm's project in the register; say whether it stood there already."""
    firm = parties.organisation(row.enterprise_id)
    parts = {
        "enterprise": firm.uscc or str(firm.id),
        "project": row.purpose_text[:_LONGEST_PROJECT],
    }
    if register_reads.find_fingerprint("demand", parts) is not None:
        return True
    register.claim_fingerprint(
        kind="demand", parts=parts, holder_subject=Subject("demand", row.id), at=at
    )
    return False


def _alike(row: models.Demand, at: datetime) -> dict[UUID, int]:
    """Return the demands whose text is close with their likeness in millionths, closest first."""
    figures = policy()
    since = at - timedelta(days=figures.look_back_days)
    own = Q(enterprise_id=row.enterprise_id, likeness__gte=figures.same_firm_ppm / PPM)
    others = Q(likeness__gte=figures.other_firm_ppm / PPM) & ~Q(enterprise_id=row.enterprise_id)
    rows = models.Demand.objects.filter(published_at__gte=since).exclude(pk=row.pk)
    close = rows.annotate(likeness=TrigramSimilarity("purpose_text", row.purpose_text))
    found = close.filter(own | others).order_by("-likeness", "id")
    pairs = found.values_list("pk", "likeness")[:_MOST_FLAGGED]
    return {other_id: round(likeness * PPM) for other_id, likeness in pairs}


def _kind(row: models.Demand, other: models.Demand, *, told_before: bool) -> str:
    if other.enterprise_id != row.enterprise_id:
        return "other_firm"
    return "same_project" if told_before else "same_firm"
