"""What a custodian's message may say, and how a receipt finds its party."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tenor.money import Money

from headrace.kit.errors import N_, Refused

_REFERENCE = re.compile(r"H[AR][A-Z2-7]{10}")


class MessageAltered(Refused):
    """A message id came a second time with other contents."""

    message = N_("The message {message_id} came before with other contents.")
    remedy = N_("Ask the custodian which of the two is right.")
    journalled = ("message_id",)

    def __init__(self, *, message_id: str) -> None:
        super().__init__(message_id=message_id)


class ReferenceTaken(Refused):
    """The reference leads receipts to another party or business."""

    message = N_("The payment reference {reference} is in use.")
    remedy = N_("Choose another reference for this contract.")
    journalled = ("reference",)

    def __init__(self, *, reference: str) -> None:
        super().__init__(field="reference", reference=reference)


class ForeignAccount(Refused):
    """A message about an account that is not this book's."""

    message = N_("The message is about another account than this book's.")
    remedy = N_("Check which book the custodian's channel is bound to.")


class CurrencyForeign(Refused):
    """A line or a balance in another currency than the book's: its figures are other money."""

    message = N_("The message speaks of amounts in {told}; this book is kept in {expected}.")
    remedy = N_("Ask the custodian which account the amounts belong to.")
    journalled = ("told", "expected")

    def __init__(self, *, told: str, expected: str) -> None:
        super().__init__(told=told, expected=expected)


class StatementGap(Refused):
    """A statement is missing before this one."""

    message = N_(
        "Statement {number} does not follow the last one: expected number {expected_number} and"
        " an opening balance of {expected_minor} minor units, found {found_minor}."
    )
    remedy = N_("Ask the custodian for the missing statement and take it in first.")
    journalled = ("number", "expected_number", "expected_minor", "found_minor")

    def __init__(
        self, *, number: int, expected_number: int, expected_minor: int, found_minor: int
    ) -> None:
        super().__init__(
            number=number,
            expected_number=expected_number,
            expected_minor=expected_minor,
            found_minor=found_minor,
        )


@dataclass(frozen=True, slots=True)
class Close:
    """The number, day and closing balance (minor units) of a statement already taken in."""

    number: int
    on: date
    closing_minor: int


def check_told_in(currency: str, amounts: Iterable[Money]) -> None:
    """Let pass amounts in the currency of the book; :raises CurrencyForeign: one is in another."""
    for each in amounts:
        if each.currency != currency:
            raise CurrencyForeign(told=each.currency, expected=currency)


def check_follows(last: Close | None, *, number: int, opening_minor: int) -> None:
    """
    Let pass a statement that continues the last one.

    The first one may bear any number, but it must open with nothing: our account starts empty.

    :raises StatementGap: the number jumps, or the opening is not the last closing
    """
    expected = Close(number - 1, date.min, 0) if last is None else last
    if number == expected.number + 1 and opening_minor == expected.closing_minor:
        return
    raise StatementGap(
        number=number,
        expected_number=expected.number + 1,
        expected_minor=expected.closing_minor,
        found_minor=opening_minor,
    )


def possible_references(structured: Sequence[str], remittance: Sequence[str]) -> frozenset[str]:
    """
    Return every reference of ours that a payer may have meant.

    Banks cut the note to the payee at 35 or 70 characters wherever that falls, so the lines are
    read joined with and without a space.
    """
    texts = [*structured, " ".join(remittance), "".join(remittance)]
    return frozenset(_references(texts))


def _references(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        yield from _REFERENCE.findall(text.upper())
