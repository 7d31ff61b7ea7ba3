"""What a line of the bank account is taken for."""

from headrace.custody.models import Instruction
from headrace.custody.rules.instructions import Event, State, allows
from headrace.custody.services.answers import instruction_of
from headrace.custody.services.lines import Line, Taken, unidentified
from headrace.custody.services.own_payments import settle, take_back
from headrace.custody.services.receipts import known_reference, receive


def mirror(line: Line) -> Taken:
    """
    Post a new line: to the party or payment it belongs to, else to suspense with a break.

    A line of nothing, which banks book for a waived fee or as a mere notice, is noted and moves
    no money: the ledger has no transfer of nothing.
    """
    if line.entry.amount.minor == 0:
        return Taken("noted")
    sent = instruction_of(line.book.id, line.entry.end_to_end_id)
    if line.entry.credit:
        return _receipt(line) if sent is None else _back(line, sent)
    return unidentified(line, "missing_here") if sent is None else _out(line, sent)


def _receipt(line: Line) -> Taken:
    known = known_reference(line)
    return unidentified(line, "unidentified") if known is None else receive(line, known)


def _back(line: Line, sent: Instruction) -> Taken:
    """
    A payment of ours comes back; whatever reference it carried out, it is nobody's receipt.

    Only the whole sum undoes a payment: of a part, a person finds out what the bank kept.
    """
    if sent.amount_minor != line.entry.amount.minor:
        return unidentified(line, "amount")
    if not allows(sent.state, Event.RETURN):
        return unidentified(line, "duplicate" if sent.state == State.RETURNED else "late_return")
    return take_back(line, sent)


def _out(line: Line, sent: Instruction) -> Taken:
    if sent.amount_minor != line.entry.amount.minor:
        return unidentified(line, "amount")
    if not allows(sent.state, Event.BOOK):
        return unidentified(line, "duplicate")
    return settle(line, sent)
