"""What rules and figures have in common when they change: who may, what waits, who decided."""

from datetime import datetime

from headrace.kit.actors import Actor, demand
from headrace.rulebook import models, rules

_ROLE = "government"


def check_office(by: Actor, duty: str) -> None:
    """Let pass an officer of central government with the duty."""
    demand(by, role=_ROLE, duty=duty)
    rules.check_central(by.district)


def check_waits(row: models.Dated) -> None:
    """Refuse what was decided already; :raises NotProposed: it waits for nobody."""
    if row.state != models.State.PROPOSED:
        raise rules.NotProposed(state=row.state)


def decided(row: models.Dated, state: models.State, by: Actor, at: datetime) -> None:
    """Write down who decided, when, and how."""
    row.state, row.decided_by, row.decided_at = state, by.person_id, at
    row.save()
