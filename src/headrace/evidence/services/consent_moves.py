"""A consent approved, paused, resumed, revoked, or run out."""

from datetime import datetime
from uuid import UUID

from headrace.evidence import models
from headrace.evidence.rules import consent as rules
from headrace.evidence.rules.consent import ConsentMove, ConsentState
from headrace.evidence.services.consents import tell
from headrace.kit.actors import MAKER, Actor, demand
from headrace.kit.errors import NotFound
from headrace.kit.once import once
from headrace.kit.transactions import needs_transaction, transaction


@transaction
@once("evidence.approve_consent")
def approve_consent(*, key: UUID, by: Actor, at: datetime, consent_id: UUID) -> None:
    """Grant what was asked for; :raises NotFound, NotAdmitted, rules.consent.ConsentMoveRefused."""
    _move(consent_id, ConsentMove.APPROVE, "granted", by, at)


@transaction
@once("evidence.pause_consent")
def pause_consent(*, key: UUID, by: Actor, at: datetime, consent_id: UUID) -> None:
    """Stop the flow of data for a while; :raises NotFound, NotAdmitted, ConsentMoveRefused."""
    _move(consent_id, ConsentMove.PAUSE, "paused", by, at)


@transaction
@once("evidence.resume_consent")
def resume_consent(*, key: UUID, by: Actor, at: datetime, consent_id: UUID) -> None:
    """Let data flow again; :raises NotFound, NotAdmitted, ConsentMoveRefused."""
    _move(consent_id, ConsentMove.RESUME, "resumed", by, at)


@transaction
@once("evidence.revoke_consent")
def revoke_consent(*, key: UUID, by: Actor, at: datetime, consent_id: UUID) -> None:
    """
    End a consent for good: no further event is received under it.

    :raises NotFound: no such consent of the actor's firm
    :raises NotAdmitted: the actor is no maker of an admitted enterprise
    :raises rules.consent.ConsentMoveRefused: it has ended already
    """
    _move(consent_id, ConsentMove.REVOKE, "revoked", by, at)


@needs_transaction
def expire_consents(*, by: Actor, at: datetime) -> int:
    """Mark the consents whose life is over; return how many. They let nothing in even before."""
    living = [state.value for state in ConsentState if (state, ConsentMove.EXPIRE) in rules.MOVES]
    over = models.Consent.objects.select_for_update().filter(state__in=living, expires_at__lte=at)
    rows = list(over.order_by("id"))
    for row in rows:
        row.state = rules.after(ConsentState(row.state), ConsentMove.EXPIRE).value
        tell("evidence.consent.expired", row, by, at)
    models.Consent.objects.bulk_update(rows, ["state"])
    return len(rows)


def _move(consent_id: UUID, move: ConsentMove, told_as: str, by: Actor, at: datetime) -> None:
    demand(by, role="enterprise", duty=MAKER)
    own = models.Consent.objects.select_for_update().filter(grantor_id=by.organisation_id)
    row = own.filter(pk=consent_id).first()
    if row is None:
        raise NotFound(field="consent_id")
    row.state = rules.after(ConsentState(row.state), move).value
    row.decided_by, row.decided_at = by.person_id, at
    row.save(update_fields=["state", "decided_by", "decided_at"])
    tell(f"evidence.consent.{told_as}", row, by, at)
