"""What the journal tells of a receipt and where it went."""

from datetime import datetime
from uuid import UUID

from headrace.contracts import models
from headrace.kit import journal
from headrace.kit.actors import Actor
from headrace.kit.subjects import Subject


def tell(
    kind: str,
    repayment: models.Repayment,
    agreement: models.Agreement,
    by: Actor,
    at: datetime,
    **facts: UUID,
) -> None:
    """Write an entry about the borrower of an agreement and one receipt."""
    journal.record(
        kind,
        subject=Subject("repayment", repayment.id),
        about=agreement.borrower_id,
        by=by,
        at=at,
        facts={
            "agreement": agreement.id,
            "amount_minor": repayment.amount_minor,
            "principal_minor": repayment.principal_minor,
            "interest_minor": repayment.interest_minor,
            "surplus_minor": repayment.surplus_minor,
            "currency": agreement.currency,
            "transfer": repayment.transfer_id,
            **facts,
        },
    )
