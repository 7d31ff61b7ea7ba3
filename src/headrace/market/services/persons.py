"""Some acts need a person with a name: two keys are two people, never two programs."""

from uuid import UUID

from headrace.kit.actors import Actor
from headrace.kit.errors import N_, NotAdmitted


class PersonNeeded(NotAdmitted):
    """A program acted where a person must answer for the act."""

    message = N_("A person must do this; a program cannot answer for it.")
    remedy = N_("Let a person of your organisation log in and do it.")

    def __init__(self) -> None:
        super().__init__(field="by")


def person_of(by: Actor) -> UUID:
    """Return the person who acts; :raises PersonNeeded: a program or background work does."""
    if by.person_id is None:
        raise PersonNeeded
    return by.person_id
