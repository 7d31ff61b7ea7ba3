"""Giving an agreement up: by a party, or by itself when nobody signs or draws in time."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from headrace.contracts import models
from headrace.contracts.rules import agreement as life
from headrace.contracts.rules import drawing
from headrace.contracts.services import ending
from headrace.contracts.services.standing import locked_for_party, signer_of
from headrace.custody import services as custody
from headrace.kit.actors import Actor
from headrace.kit.clock import day_of
from headrace.kit.once import once
from headrace.kit.transactions import needs_transaction, savepoint, transaction
from headrace.rulebook import queries as rulebook


@transaction
@once("contracts.give_up_agreement")
def give_up_agreement(
    *, key: UUID, by: Actor, agreement_id: UUID, reason: str, at: datetime
) -> UUID:
    """
    End an agreement under which no money was lent; every lender's part is free again.

    Until all have signed any party may; after that the lenders are bound, and only the borrower
    may leave the money where it is.

    :param reason: a code, kept in the journal
    :raises NotFound: not visible, or the actor is no party of it
    :raises NotASigner: the person may not bind the party
    :raises AgreementMoveRefused: it has ended, or the actor is a bound lender
    :raises MoneyUnderWay: a payment is prepared or made
    """
    row = locked_for_party(agreement_id, by)
    signer_of(row, by)
    if row.state == life.State.EFFECTIVE and by.organisation_id != row.borrower_id:
        raise life.AgreementMoveRefused(life.State(row.state), life.Event.GIVEN_UP)
    ending.give_up(row, reason=reason, by=by, at=at)
    return row.id


@needs_transaction
def lapse_idle(*, by: Actor, at: datetime) -> int:
    """
    End the agreements that were not signed or not drawn within the rule's days; return how many.

    The rule is `agreement.open_days`. Where a freeze holds the escrow the money stays, and the
    agreement ends on the day after it is lifted.
    """
    days = rulebook.look_up("agreement.open_days", on=day_of(at)).value
    unsigned = Q(
        state__in=[life.State.DRAFTED, life.State.SIGNING],
        created_at__lte=at - timedelta(days=days["to_sign"]),
    )
    undrawn = Q(
        state=life.State.EFFECTIVE,
        effective_at__lte=at - timedelta(days=days["to_draw"]),
        loan__drawn_date=None,
    )
    # Who did not get the money through no delay of its own has the days to draw once more.
    came_back = Q(state=drawing.State.RETURNED, decided_at__gt=at - timedelta(days=days["to_draw"]))
    busy = models.Drawdown.objects.filter(Q(state__in=drawing.UNDER_WAY) | came_back)
    idle = models.Agreement.objects.filter(unsigned | undrawn).exclude(
        pk__in=busy.values("agreement_id")
    )
    ids = list(idle.order_by("id").values_list("id", flat=True))
    return sum(_lapse(each, by, at) for each in ids)


def _lapse(agreement_id: UUID, by: Actor, at: datetime) -> bool:
    row = models.Agreement.objects.select_for_update().get(pk=agreement_id)
    reason = "not_drawn" if row.state == life.State.EFFECTIVE else "not_signed"
    try:
        with savepoint():
            ending.give_up(row, reason=reason, by=by, at=at)
    except (custody.AccountFrozen, life.MoneyUnderWay, life.AgreementMoveRefused):
        # Frozen, or signed, drawn or given up between the look and the lock: not idle any more.
        return False
    return True
