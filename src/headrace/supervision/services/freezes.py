"""Freezing a party's accounts by order, and letting go by another officer."""

from datetime import datetime
from uuid import UUID

from headrace.contracts import queries as contracts
from headrace.custody import queries as custody_reads
from headrace.custody import services as custody
from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.errors import N_, Malformed
from headrace.kit.once import once
from headrace.kit.subjects import Subject
from headrace.kit.transactions import needs_transaction, transaction
from headrace.parties import queries as parties
from headrace.supervision import models
from headrace.supervision.queries.visibility import case_for, freeze_order_for
from headrace.supervision.rules import authority
from headrace.supervision.services.officers import officer_for


class NotAParty(Malformed):
    """Only an organisation's money can be frozen."""

    message = N_("A freeze is ordered against an organisation, nothing else.")
    remedy = N_("Name the organisation whose payments must stop.")

    def __init__(self, kind: str) -> None:
        super().__init__(field="subject", kind=kind)


@transaction
@once("supervision.order_freeze")
def order_freeze(
    *,
    key: UUID,
    by: Actor,
    subject: Subject,
    reason: str,
    at: datetime,
    case_id: UUID | None = None,
) -> UUID:
    """
    Stop every payment out of a party's accounts from now on; return the order's id.

    One officer is enough: stopping is urgent. Money may still come in.

    :param subject: of kind "organisation"
    :raises NotAParty: :raises NotFound: there is no such organisation or case
    :raises OnlyAnOfficer: :raises NotYourDistrict: :raises ReasonTooShort: :raises AlreadyFrozen:
    """
    if subject.kind != "organisation":
        raise NotAParty(subject.kind)
    party = parties.organisation(subject.id)
    officer = officer_for(by, district=party.district)
    authority.check_reason(reason)
    if live_order(party.id) is not None:
        raise authority.AlreadyFrozen
    if case_id is not None:
        case_for(case_id, by)
    order = models.FreezeOrder.objects.create(
        created_at=at,
        case_id=case_id,
        organisation_id=party.id,
        district=party.district,
        reason=reason.strip(),
        ordered_by=officer,
    )
    _freeze_all(order, by, at)
    _tell("supervision.freeze.ordered", order, by, at)
    return order.id


@transaction
@once("supervision.lift_freeze")
def lift_freeze(*, key: UUID, by: Actor, order_id: UUID, reason: str, at: datetime) -> UUID:
    """
    Let a frozen party's payments go again; another officer than the one who ordered it must.

    :raises NotFound: :raises OnlyAnOfficer: :raises NotYourDistrict: :raises ReasonTooShort:
    :raises SamePerson: :raises AlreadyLifted:
    """
    seen = freeze_order_for(order_id, by)
    officer = officer_for(by, district=seen.district)
    authority.check_reason(reason)
    order = models.FreezeOrder.objects.select_for_update().get(pk=seen.pk)
    if order.lifted_at is not None:
        raise authority.AlreadyLifted
    authority.check_may_lift(ordered_by=order.ordered_by, lifted_by=officer)
    order.lifted_at, order.lifted_by, order.lift_reason = at, officer, reason.strip()
    order.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    _unfreeze_all(order, by, at)
    _tell("supervision.freeze.lifted", order, by, at)
    return order.id


@needs_transaction
def keep_frozen(*, organisation_id: UUID, by: Actor, at: datetime) -> bool:
    """Freeze what a frozen party has opened since; return whether an order is in force."""
    order = live_order(organisation_id)
    if order is None:
        return False
    _freeze_all(order, by, at)
    return True


def live_order(organisation_id: UUID) -> models.FreezeOrder | None:
    """Return the order in force against a party, or None."""
    return models.FreezeOrder.objects.filter(
        organisation_id=organisation_id, lifted_at=None
    ).first()


def _freeze_all(order: models.FreezeOrder, by: Actor, at: datetime) -> None:
    named = Subject("freeze_order", order.id)
    for account in custody_reads.balances_of(order.organisation_id):
        custody.freeze_account(
            book_id=account.book_id,
            party_id=order.organisation_id,
            purpose=account.purpose,
            order=named,
            by=by,
            at=at,
        )
    for escrow in contracts.escrows_of(order.organisation_id):
        custody.freeze_account(
            book_id=escrow.book_id,
            party_id=None,
            purpose="held",
            demand_id=escrow.demand_id,
            order=named,
            by=by,
            at=at,
        )


def _unfreeze_all(order: models.FreezeOrder, by: Actor, at: datetime) -> None:
    named = Subject("freeze_order", order.id)
    for account in custody_reads.balances_of(order.organisation_id):
        custody.unfreeze_account(
            book_id=account.book_id,
            party_id=order.organisation_id,
            purpose=account.purpose,
            order=named,
            by=by,
            at=at,
        )
    for escrow in contracts.escrows_of(order.organisation_id):
        if not _frozen_for_another(escrow.demand_id, order):
            custody.unfreeze_account(
                book_id=escrow.book_id,
                party_id=None,
                purpose="held",
                demand_id=escrow.demand_id,
                order=named,
                by=by,
                at=at,
            )


def _frozen_for_another(demand_id: UUID, lifted: models.FreezeOrder) -> bool:
    """Two parties of one escrow can be frozen; it opens with the last of the two orders."""
    others = models.FreezeOrder.objects.filter(lifted_at=None).exclude(pk=lifted.pk)
    return any(
        escrow.demand_id == demand_id
        for organisation_id in others.values_list("organisation_id", flat=True)
        for escrow in contracts.escrows_of(organisation_id)
    )


def _tell(kind: str, order: models.FreezeOrder, by: Actor, at: datetime) -> None:
    journal.record(
        kind,
        subject=Subject("freeze_order", order.id),
        about=order.organisation_id,
        by=by,
        at=at,
        facts={"organisation": order.organisation_id, "district": order.district},
    )
