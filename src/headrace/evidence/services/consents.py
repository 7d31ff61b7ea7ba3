"""A firm grants what may be known of it, or is asked to."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from headrace.evidence import models
from headrace.evidence.rules import consent as rules
from headrace.evidence.rules.consent import ConsentState
from headrace.kit import journal
from headrace.kit.actors import MAKER, Actor, demand
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import transaction


@transaction
@once("evidence.grant_consent")
def grant_consent(
    *,
    key: UUID,
    by: Actor,
    at: datetime,
    purpose: str,
    data_kinds: Sequence[str],
    from_date: date,
    to_date: date,
    grantees: Sequence[str] = ("centre",),
    providers: Sequence[UUID] = (),
    expires_at: datetime | None = None,
) -> UUID:
    """
    Consent, for one's own firm, to the receipt of some kinds of data; return the consent's id.

    :param data_kinds: some of rules.consent.DATA_KINDS
    :param from_date: first day of the data covered; `to_date` the last
    :param grantees: kinds of party that may look: `centre`, or roles
    :param providers: organisations that may deliver data besides the firm itself
    :param expires_at: end of the consent; a year from now if not given
    :raises NotAdmitted: the actor is no maker of an admitted enterprise
    :raises rules.consent.DataKindsUnknown, RangeReversed, LifeOutOfBounds: nothing to consent to
    """
    demand(by, role="enterprise", duty=MAKER)
    row = _drafted(
        grantor_id=by.organisation_id,
        purpose=purpose,
        data_kinds=data_kinds,
        from_date=from_date,
        to_date=to_date,
        grantees=grantees,
        providers=providers,
        expires_at=expires_at,
        by=by,
        at=at,
    )
    row.state, row.decided_by, row.decided_at = ConsentState.ACTIVE.value, by.person_id, at
    row.save()
    tell("evidence.consent.granted", row, by, at)
    return row.id


@transaction
@once("evidence.request_consent")
def request_consent(
    *,
    key: UUID,
    by: Actor,
    at: datetime,
    enterprise_id: UUID,
    purpose: str,
    data_kinds: Sequence[str],
    from_date: date,
    to_date: date,
    expires_at: datetime | None = None,
) -> UUID:
    """
    Ask a firm for a consent under which the asking organisation may deliver data.

    Nothing is received until the firm approves it.

    :raises NotAdmitted: the asker has no live role, or the person only looks on
    :raises rules.consent.DataKindsUnknown, RangeReversed, LifeOutOfBounds: nothing to consent to
    """
    demand(by, role=min(by.roles, default="any"), duty=MAKER)
    row = _drafted(
        grantor_id=enterprise_id,
        purpose=purpose,
        data_kinds=data_kinds,
        from_date=from_date,
        to_date=to_date,
        grantees=("centre",),
        providers=(by.organisation_id,),
        expires_at=expires_at,
        by=by,
        at=at,
    )
    row.save()
    tell("evidence.consent.requested", row, by, at)
    return row.id


def _drafted(
    *,
    grantor_id: UUID,
    purpose: str,
    data_kinds: Sequence[str],
    from_date: date,
    to_date: date,
    grantees: Sequence[str],
    providers: Sequence[UUID],
    expires_at: datetime | None,
    by: Actor,
    at: datetime,
) -> models.Consent:
    ends_at = expires_at or at + rules.DEFAULT_LIFE
    rules.check_grantable(
        data_kinds=data_kinds, from_date=from_date, to_date=to_date, expires_at=ends_at, at=at
    )
    return models.Consent(
        created_at=at,
        grantor_id=grantor_id,
        grantees=sorted(set(grantees)),
        providers=sorted(set(providers)),
        purpose=purpose,
        data_kinds=sorted(set(data_kinds)),
        from_date=from_date,
        to_date=to_date,
        expires_at=ends_at,
        state=ConsentState.REQUESTED.value,
        asked_by=by.organisation_id,
    )


def tell(kind: str, row: models.Consent, by: Actor, at: datetime) -> None:
    """Write down what happened to a consent."""
    journal.record(
        kind,
        subject=Subject("consent", row.id),
        about=row.grantor_id,
        by=by,
        at=at,
        facts={"data_kinds": row.data_kinds, "expires_at": row.expires_at.isoformat()},
    )
