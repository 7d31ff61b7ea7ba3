"""The centre's own people who may enter the back office."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model

from headrace.config.office.door import StaffOnly
from headrace.kit import journal
from headrace.kit.actors import CENTRE, Actor
from headrace.kit.errors import NotFound
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction
from headrace.parties.services import NotSetUp


@transaction
def take_on(*, by: Actor, person_id: UUID, at: datetime) -> None:
    """
    Let a person of the centre enter the back office, once a second factor is set up.

    It needs no key: doing it twice changes nothing.
    :raises NotSetUp: the actor is not the set-up (`Actor.system`)
    :raises StaffOnly: the person belongs to another organisation
    """
    _mark(by, person_id, at, is_staff=True)


@transaction
def let_go(*, by: Actor, person_id: UUID, at: datetime) -> None:
    """
    Close the back office to a person: the next request is refused.

    :raises NotSetUp: the actor is not the set-up (`Actor.system`)
    :raises StaffOnly: the person belongs to another organisation
    """
    _mark(by, person_id, at, is_staff=False)


def _mark(by: Actor, person_id: UUID, at: datetime, *, is_staff: bool) -> None:
    if by.person_id is not None or "system" not in by.roles:
        raise NotSetUp
    person = get_user_model().objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NotFound
    if person.organisation_id != CENTRE:
        raise StaffOnly
    person.is_staff = is_staff
    person.save(update_fields=["is_staff"])
    journal.record(
        "config.staff.taken_on" if is_staff else "config.staff.let_go",
        subject=Subject("person", person_id),
        about=CENTRE,
        by=by,
        at=at,
    )
