"""Reads of organisations: what everybody may know of a registered party."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from tenor.money import Money

from headrace.kit.errors import NotFound
from headrace.parties import models


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """A party as the public register shows it; `size_class` is empty for those not classed."""

    id: UUID
    name: str
    uscc: str | None
    kind: str
    district: str
    industry: str
    staff: int
    size_class: str
    state: str


@dataclass(frozen=True, slots=True)
class SizeClassView:
    """One classification, with the figures and the rule it rests on."""

    size_class: str
    on: date
    pack: str
    pack_version: int
    rule_id: UUID
    industry: str
    staff: int
    revenue: Money
    assets: Money | None


def organisation(organisation_id: UUID) -> OrganisationView:
    """
    Return a party.

    :raises NotFound: there is none with this id
    """
    return _one(_rows().filter(pk=organisation_id))


def organisations(ids: Iterable[UUID]) -> dict[UUID, OrganisationView]:
    """Return the parties of these ids, in one query; unknown ids are left out."""
    return {each.id: view(each) for each in _rows().filter(pk__in=set(ids))}


def by_uscc(uscc: str) -> OrganisationView:
    """
    Return the party with this credit code.

    :raises NotFound: none is registered under it
    """
    return _one(_rows().filter(uscc=uscc.strip().upper()))


def size_classes_of(organisation_id: UUID) -> tuple[SizeClassView, ...]:
    """Return every classification of a party, newest first."""
    rows = models.SizeClass.objects.filter(organisation=organisation_id).order_by("-id")
    return tuple(
        SizeClassView(
            size_class=each.size_class,
            on=each.on,
            pack=each.pack,
            pack_version=each.pack_version,
            rule_id=each.rule_id,
            industry=each.industry,
            staff=each.staff,
            revenue=Money.from_minor(each.revenue_minor, each.currency),
            assets=_money(each.assets_minor, each.currency),
        )
        for each in rows
    )


def with_size_class(rows: QuerySet[models.Organisation]) -> QuerySet[models.Organisation]:
    """Add the latest size class to rows, within the same query."""
    latest = models.SizeClass.objects.filter(organisation=OuterRef("pk")).order_by("-id")
    return rows.annotate(latest_size_class=Subquery(latest.values("size_class")[:1]))


def view(row: models.Organisation) -> OrganisationView:
    """Return the view of a row that came through `with_size_class`."""
    return OrganisationView(
        id=row.id,
        name=row.name,
        uscc=row.uscc,
        kind=row.kind,
        district=row.district,
        industry=row.industry,
        staff=row.staff,
        size_class=getattr(row, "latest_size_class", None) or "",
        state=row.state,
    )


def _rows() -> QuerySet[models.Organisation]:
    # The encrypted identity is of no use to a reader and costs a decryption a row.
    return with_size_class(models.Organisation.objects.defer("owner_identity"))


def _one(rows: QuerySet[models.Organisation]) -> OrganisationView:
    row = rows.first()
    if row is None:
        raise NotFound
    return view(row)


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money.from_minor(minor, currency)
