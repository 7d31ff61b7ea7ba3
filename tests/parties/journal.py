"""What the journal says about an organisation, read from its rows."""

import json
from typing import Any
from uuid import UUID

from django.db import connection


def kinds_about(organisation_id: UUID) -> list[str]:
    return [kind for kind, _ in _entries(organisation_id)]


def facts_of(organisation_id: UUID, kind: str | None = None) -> list[dict[str, Any]]:
    entries = _entries(organisation_id)
    return [payload["facts"] for said, payload in entries if kind in (None, said)]


def _entries(organisation_id: UUID) -> list[tuple[str, dict[str, Any]]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select kind, payload from kit_log_entry where key = %s order by id", [organisation_id]
        )
        rows = cursor.fetchall()
    return [(kind, json.loads(each) if isinstance(each, str) else each) for kind, each in rows]
