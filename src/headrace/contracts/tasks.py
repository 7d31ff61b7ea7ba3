"""What contracts do when something happened below: an offer accepted, money booked."""

from datetime import date
from uuid import UUID

from tenor.money import Money

from headrace.contracts import services
from headrace.kit.actors import Actor
from headrace.kit.delivery import on
from headrace.kit.journal import Entry

_SELF = Actor.system("contracts")


@on("market.offer.accepted")
def draw_up(entry: Entry) -> None:
    """Draw up the agreement of an accepted offer, ready to be signed."""
    terms = services.terms_of_offer(entry.subject.id)
    services.draw_up(terms=terms, by=_SELF, at=entry.at)


@on("market.demand.contracted")
def close_if_drawn(entry: Entry) -> None:
    """Close a request that ran out with a part of it covered, and that part drawn already."""
    services.close_demand_if_drawn(entry.subject.id, by=_SELF, at=entry.at)


@on("custody.instruction.booked")
def start_loan(entry: Entry) -> None:
    """Start the loan whose drawdown the custodian has booked; other payments are passed over."""
    services.confirm_drawdown(
        instruction_id=entry.subject.id,
        booked_date=date.fromisoformat(entry.facts["value_date"]),
        by=_SELF,
        at=entry.at,
    )


@on("custody.instruction.rejected")
def note_rejection(entry: Entry) -> None:
    """Write down that a drawdown was refused, so that it can be asked for again."""
    services.reject_drawdown(
        instruction_id=entry.subject.id,
        reason=str(entry.facts.get("reason") or ""),
        by=_SELF,
        at=entry.at,
    )


@on("custody.instruction.cancelled")
def note_cancellation(entry: Entry) -> None:
    """Let the money of a cancelled drawdown be asked for again, or the agreement be given up."""
    services.cancel_drawdown(
        instruction_id=entry.subject.id,
        reason=str(entry.facts.get("reason") or ""),
        by=_SELF,
        at=entry.at,
    )


@on("custody.instruction.returned")
def undo_drawdown(entry: Entry) -> None:
    """Put the loan back whose drawn money came back; other payments are passed over."""
    services.return_drawdown(
        instruction_id=entry.subject.id,
        reason=str(entry.facts.get("reason") or ""),
        by=_SELF,
        at=entry.at,
    )


@on("custody.receipt.booked")
def take_receipt(entry: Entry) -> None:
    """Apply a receipt that carries a contract's reference."""
    facts = entry.facts
    services.take_receipt(
        receipt=services.ReceiptFacts(
            transfer_id=UUID(facts["transfer"]),
            amount=Money.from_minor(facts["amount_minor"], facts["currency"]),
            reference=facts["reference"],
            value_date=date.fromisoformat(facts["value_date"]),
        ),
        by=_SELF,
        at=entry.at,
    )


@on("custody.account.unfrozen")
def apply_what_waited(entry: Entry) -> None:
    """Apply the receipts that a freeze of the borrower's account had held back."""
    services.retry_waiting(borrower_id=entry.about, by=_SELF, at=entry.at)
