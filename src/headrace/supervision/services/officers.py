"""Who acts for the supervisor: a person, of the right office."""

from uuid import UUID

from headrace.kit.actors import Actor
from headrace.supervision.rules import authority


def officer_for(by: Actor, *, district: str) -> UUID:
    """
    Return the person who acts, if the office may decide for a district.

    :raises OnlyAnOfficer: no officer of a government, or background work
    :raises NotYourDistrict: the district belongs to another office
    """
    authority.check_officer(
        roles=by.roles, duties=by.duties, district=by.district, of_subject=district
    )
    if by.person_id is None:
        raise authority.OnlyAnOfficer
    return by.person_id
