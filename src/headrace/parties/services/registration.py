"""An organisation comes to the centre: identified, classed, and compared with those known."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tenor.money import Money

from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.kit.crypto import blind_index
from headrace.kit.ids import new_id
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction, transaction
from headrace.parties import models
from headrace.parties.models.organisation import Kind
from headrace.parties.queries.names import near_names
from headrace.parties.rules import districts, identity, names, texts
from headrace.parties.services.classification import (
    check_figures,
    issue_size_class,
    must_be_classed,
)
from headrace.parties.services.people import appoint


@dataclass(frozen=True, slots=True)
class Particulars:
    """What an organisation says of itself when it registers."""

    name: str
    kind: str
    uscc: str | None
    owner_identity: str | None
    district: str
    industry: str
    staff: int
    revenue: Money
    assets: Money | None


@transaction
@once("parties.register_organisation")
def register_organisation(
    *,
    key: UUID,
    by: Actor,
    at: datetime,
    name: str,
    kind: str,
    district: str,
    industry: str,
    staff: int,
    revenue: Money,
    assets: Money | None = None,
    uscc: str | None = None,
    owner_identity: str | None = None,
    person_login: str | None = None,
    person_name: str = "",
    person_phone: str = "",
    person_duties: frozenset[str] = frozenset({"maker", "viewer"}),
) -> UUID:
    """
    Register an organisation, class its size, and return its id.

    Its first person, if named, belongs to it. A firm whose name looks or sounds like a known one
    is registered, and the suspicion is journalled as `parties.duplicate.suspected`.
    :param district: six digits of GB/T 2260
    :param revenue: of the last year; the figures decide the size class
    :param uscc: an individual business may give `owner_identity` instead
    :raises TextMissing, TextTooLong: no name, or one of more than 200 characters
    :raises CreditCodeInvalid: the credit code does not check
    :raises IdentityTaken: the code or identity number is registered already
    :raises IndustryUnknown: not an industry of the size pack
    :raises AssetsMissing: the industry's classes need total assets
    """
    particulars = Particulars(
        name.strip(), kind, uscc, owner_identity, district, industry, staff, revenue, assets
    )
    organisation = enter(particulars, organisation_id=new_id(), by=by, at=at)
    if person_login is not None:
        appoint(
            organisation_id=organisation,
            login=person_login,
            name=person_name,
            phone=person_phone,
            duties=person_duties,
            language="zh-hans",
            by=by,
            at=at,
        )
    return organisation


@needs_transaction
def enter(particulars: Particulars, *, organisation_id: UUID, by: Actor, at: datetime) -> UUID:
    """Check, write, journal and class an organisation under a given id."""
    checked = _checked(particulars)
    suspects = near_names(checked.name, limit=3)
    row = _written(checked, organisation_id, at)
    subject = Subject("organisation", row.id)
    facts = {"kind": row.kind, "district": row.district, "industry": row.industry}
    journal.record(
        "parties.organisation.registered", subject=subject, about=row.id, by=by, at=at, facts=facts
    )
    for suspect in suspects:
        journal.record(
            "parties.duplicate.suspected",
            subject=subject,
            about=row.id,
            by=by,
            at=at,
            facts={"other": suspect.id, "likeness": suspect.likeness},
        )
    if must_be_classed(row, on=day_of(at)):
        issue_size_class(organisation_id=row.id, by=by, at=at)
    return row.id


def _checked(said: Particulars) -> Particulars:
    if said.kind not in Kind.values:
        raise identity.OrganisationKindUnknown(kind=said.kind)
    texts.check_text(said.name, field="name", most=200)
    districts.check_code(said.district)
    identity.check_identified(kind=said.kind, uscc=said.uscc, owner_identity=said.owner_identity)
    check_figures(staff=said.staff, revenue=said.revenue, assets=said.assets)
    return replace(
        said,
        uscc=identity.credit_code(said.uscc) if said.uscc else None,
        owner_identity=identity.identity_number(said.owner_identity)
        if said.owner_identity
        else None,
    )


def _written(said: Particulars, organisation_id: UUID, at: datetime) -> models.Organisation:
    owner = said.owner_identity or ""
    row = models.Organisation(
        id=organisation_id,
        name=said.name,
        name_core=names.core_of(said.name),
        name_pinyin=names.sound_of(said.name),
        kind=said.kind,
        uscc=said.uscc,
        owner_identity=owner,
        owner_identity_index=blind_index(owner, purpose="owner-identity") if owner else None,
        district=said.district,
        industry=said.industry,
        staff=said.staff,
        revenue_minor=said.revenue.minor,
        assets_minor=said.assets.minor if said.assets else None,
        currency=said.revenue.currency,
        created_at=at,
    )
    models.Organisation.objects.bulk_create([row], ignore_conflicts=True)
    if not models.Organisation.objects.filter(pk=row.pk).exists():
        raise identity.IdentityTaken(field="uscc" if said.uscc else "owner_identity")
    return row
