"""Organisations: registered, classed, looked up in the register, suspended."""

from typing import Annotated
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from headrace.api.figures import Amount, OneCurrency
from headrace.api.shapes import Key, Line, Made, SignedRequest, Why, Word
from headrace.kit import clock
from headrace.kit.actors import MAKER, demand
from headrace.parties import queries as parties
from headrace.parties import services

router = Router(tags=["organisations"])

Staff = Annotated[int, Field(strict=True, ge=0, le=10_000_000)]


class Registration(OneCurrency):
    """What an organisation says of itself; its first person, if named, belongs to it."""

    name: Annotated[Line, Field(min_length=1)]
    kind: Word
    district: Word = Field(description="Six digits of GB/T 2260")
    industry: Word
    staff: Staff
    revenue: Amount = Field(description="Of the last year")
    assets: Amount | None = None
    uscc: Word | None = Field(None, description="Unified Social Credit Code (GB 32100)")
    owner_identity: Word | None = None
    person_login: Annotated[Line, Field(min_length=1, max_length=80)] | None = None
    person_name: Line = ""
    person_phone: Annotated[Line, Field(max_length=30)] = ""
    person_duties: list[Word] = ["maker", "viewer"]


class Figures(OneCurrency):
    """The figures of a new year, from which the size class follows."""

    staff: Staff
    revenue: Amount
    assets: Amount | None = None


class SizeClass(Schema):
    """The size class that follows from an organisation's figures."""

    size_class: str


@router.post("", response={201: Made})
def register(request: SignedRequest, key: Key, said: Registration) -> Made:
    """Register an organisation; it is a draft until a government office admits a role of it."""
    demand(request.auth, duty=MAKER)
    plain = said.model_dump(exclude={"revenue", "assets", "person_duties"})
    return Made(
        id=services.register_organisation(
            key=key,
            by=request.auth,
            at=clock.now(),
            revenue=said.revenue.money(),
            assets=said.assets.money() if said.assets else None,
            person_duties=frozenset(said.person_duties),
            **plain,
        )
    )


@router.get("/{uuid:organisation_id}", response=parties.OrganisationView)
def organisation(request: SignedRequest, organisation_id: UUID) -> parties.OrganisationView:
    """Return a party as the public register shows it."""
    return parties.organisation(organisation_id)


@router.get("/by-credit-code/{uscc}", response=parties.OrganisationView)
def by_credit_code(request: SignedRequest, uscc: Word) -> parties.OrganisationView:
    """Return the party with this credit code."""
    return parties.by_uscc(uscc)


@router.get("/{uuid:organisation_id}/roles", response=list[parties.RoleView])
def roles(request: SignedRequest, organisation_id: UUID) -> list[parties.RoleView]:
    """Return every role that an organisation has or had, newest first."""
    return list(parties.roles_of(organisation_id))


@router.post("/own/figures", response=SizeClass)
def report_figures(request: SignedRequest, key: Key, figures: Figures) -> SizeClass:
    """Report the caller's own figures of a new year."""
    return SizeClass(
        size_class=services.report_figures(
            key=key,
            by=request.auth,
            organisation_id=request.auth.organisation_id,
            staff=figures.staff,
            revenue=figures.revenue.money(),
            assets=figures.assets.money() if figures.assets else None,
            at=clock.now(),
        )
    )


@router.post("/{uuid:organisation_id}/suspension", response=Made)
def suspend(request: SignedRequest, key: Key, organisation_id: UUID, why: Why) -> Made:
    """Suspend an organisation: from the next request on, its people have no role."""
    return Made(
        id=services.suspend_organisation(
            key=key,
            by=request.auth,
            organisation_id=organisation_id,
            reason=why.reason,
            at=clock.now(),
        )
    )


@router.post("/{uuid:organisation_id}/restoration", response=Made)
def restore(request: SignedRequest, key: Key, organisation_id: UUID, why: Why) -> Made:
    """Lift the suspension of an organisation."""
    return Made(
        id=services.restore_organisation(
            key=key,
            by=request.auth,
            organisation_id=organisation_id,
            reason=why.reason,
            at=clock.now(),
        )
    )
