"""Our own payments as the account shows them: gone out, and come back."""

from headrace.custody.models import Break, Instruction
from headrace.custody.queries.accounts import account_of
from headrace.custody.rules.accounts import Purpose
from headrace.custody.rules.instructions import Event, after
from headrace.custody.services import breaks
from headrace.custody.services.instructions import tell
from headrace.custody.services.lines import Line, Taken, movement, put
from headrace.custody.services.posting import NewTransfer, derived_id
from headrace.kit.subjects import Subject

ANNOUNCED = "late_rejection"


def settle(line: Line, sent: Instruction) -> Taken:
    """Post a payment that has left: out of transit, out of the mirror of the bank account."""
    subject = Subject(sent.subject_kind, sent.subject_id)
    into_transit = NewTransfer(
        id=derived_id(sent.transfer_id, "settled"),
        kind="post_pending",
        event_at=line.event_at,
        pending_id=sent.transfer_id,
        group_id=sent.id,
        linked=True,
        subject=subject,
    )
    transit = account_of(line.book.id, None, Purpose.IN_TRANSIT)
    cash = account_of(line.book.id, None, Purpose.CUSTODIAN_CASH)
    out = movement(line, transit, "settled", cash, group_id=sent.id, subject=subject)
    put(line, into_transit, out)
    sent.state, sent.booked_date = after(sent.state, Event.BOOK), line.entry.booking_date
    sent.save(force_update=True)
    tell("booked", sent, line.by, line.at, value_date=line.entry.value_date.isoformat())
    return Taken("settled")


def take_back(line: Line, sent: Instruction) -> Taken:
    """
    Post the reversal of a payment that came back, to the account that it was paid from.

    The booked transfers stay; the break of a refusal that announced the return is closed by it.
    """
    cash = account_of(line.book.id, None, Purpose.CUSTODIAN_CASH)
    subject = Subject(sent.subject_kind, sent.subject_id)
    put(line, movement(line, cash, "returned", sent.debit_id, subject=subject))
    sent.state = after(sent.state, Event.RETURN)
    sent.reason_code = line.entry.return_reason or sent.reason_code
    sent.save(force_update=True)
    announced = Break.objects.filter(
        book_id=sent.book_id, kind=ANNOUNCED, evidence=sent.transfer_id.hex, closed_at=None
    )
    for row in announced:
        breaks.close(row, note=f"line {line.entry.ref}", by=line.by, at=line.at)
    tell("returned", sent, line.by, line.at, reason=sent.reason_code)
    return Taken("returned")
