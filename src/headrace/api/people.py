"""People: who the caller is, and the colleagues."""

from typing import Annotated, Literal
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from headrace.api.shapes import Key, Line, Made, SignedRequest, Word
from headrace.kit import clock
from headrace.kit.actors import Actor
from headrace.parties import queries as parties
from headrace.parties import services

router = Router(tags=["people"])


class NewPerson(Schema):
    """A person whom an organisation appoints; a password is set by the person alone."""

    login: Annotated[Line, Field(min_length=1, max_length=80)]
    name: Annotated[Line, Field(min_length=1)]
    duties: frozenset[Word]
    phone: Annotated[Line, Field(max_length=30)] = ""
    language: Literal["en", "zh-hans"] = "zh-hans"


class Password(Schema):
    """A new password of the caller's own."""

    password: Annotated[str, Field(max_length=256)]


@router.get("/me", response=Actor)
def me(request: SignedRequest) -> Actor:
    """Return who the caller is, with the roles and duties in force at this moment."""
    return request.auth


@router.get("", response=list[parties.PersonView])
def colleagues(request: SignedRequest) -> list[parties.PersonView]:
    """Return the people of the caller's own organisation."""
    return list(parties.colleagues(request.auth))


@router.get("/{uuid:person_id}", response=parties.PersonView)
def person(request: SignedRequest, person_id: UUID) -> parties.PersonView:
    """Return a colleague."""
    return parties.person(person_id, request.auth)


@router.post("", response={201: Made})
def add(request: SignedRequest, key: Key, person: NewPerson) -> Made:
    """Add a person to the caller's own organisation."""
    return Made(
        id=services.add_person(
            key=key,
            by=request.auth,
            organisation_id=request.auth.organisation_id,
            at=clock.now(),
            **person.model_dump(),
        )
    )


@router.post("/{uuid:person_id}/removal", response=Made)
def remove(request: SignedRequest, key: Key, person_id: UUID) -> Made:
    """Take a person of the caller's own organisation out; the next request is refused."""
    return Made(
        id=services.remove_person(key=key, by=request.auth, person_id=person_id, at=clock.now())
    )


@router.put("/{uuid:person_id}/password", response={204: None})
def set_password(request: SignedRequest, person_id: UUID, new: Password) -> None:
    """Set the caller's own password; setting it twice is harmless, so it takes no key."""
    services.set_password(
        by=request.auth, person_id=person_id, password=new.password, at=clock.now()
    )
