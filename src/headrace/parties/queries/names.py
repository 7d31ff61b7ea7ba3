"""Search for names that look or sound like a given one."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from headrace.parties.rules import names

_CANDIDATES = """
select id, name from parties_organisation
where name_core %% %(core)s or name_pinyin %% %(sound)s
order by greatest(similarity(name_core, %(core)s), similarity(name_pinyin, %(sound)s)) desc, id
limit %(limit)s
"""
_CANDIDATES_FOR_ONE = 10


@dataclass(frozen=True, slots=True)
class NearName:
    """A registered name and how like the asked one it is, 0 to 100."""

    id: UUID
    name: str
    likeness: int


def near_names(name: str, limit: int = 5) -> tuple[NearName, ...]:
    """
    Return registered names that are probably the same firm's, the likest first.

    The trigram index finds candidates by spelling and by sound; likeness decides.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _CANDIDATES,
            {
                "core": names.core_of(name),
                "sound": names.sound_of(name),
                "limit": limit * _CANDIDATES_FOR_ONE,
            },
        )
        found = [
            NearName(row_id, text, names.likeness(name, text)) for row_id, text in cursor.fetchall()
        ]
    near = [each for each in found if each.likeness >= names.SUSPECT_FROM]
    return tuple(sorted(near, key=lambda each: -each.likeness)[:limit])
