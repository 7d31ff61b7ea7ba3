"""What each purpose of an account allows, and why a posting is refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tenor.money import Money

from headrace.kit.errors import N_, CentreError, Refused


class Purpose(StrEnum):
    """What the money of an account is for."""

    AVAILABLE = "available"
    HELD = "held"
    RECEIVABLE = "receivable"
    PAYABLE = "payable"
    FEE_INCOME = "fee_income"
    GUARANTEE_RESERVE = "guarantee_reserve"
    TAX = "tax"
    WRITE_OFF = "write_off"
    CUSTODIAN_CASH = "custodian_cash"
    IN_TRANSIT = "in_transit"
    SUSPENSE = "suspense"


@dataclass(frozen=True, slots=True)
class Nature:
    """
    How accounts of a purpose behave.

    `floor` is the side that may not fall below nothing; an account of a party belongs to one
    party, a control account to the book, and held money to one demand, whoever paid it in.
    """

    floor: str  # credit | debit | none
    keeps_legs: bool
    of_party: bool
    of_demand: bool = False


_PARTY = Nature("credit", keeps_legs=True, of_party=True)
_PLATFORM = Nature("credit", keeps_legs=True, of_party=False)
NATURES = {
    Purpose.AVAILABLE: _PARTY,
    Purpose.HELD: Nature("credit", keeps_legs=True, of_party=False, of_demand=True),
    Purpose.RECEIVABLE: Nature("debit", keeps_legs=True, of_party=True),
    Purpose.PAYABLE: _PARTY,
    Purpose.GUARANTEE_RESERVE: _PARTY,
    Purpose.WRITE_OFF: Nature("debit", keeps_legs=True, of_party=True),
    Purpose.FEE_INCOME: _PLATFORM,
    Purpose.TAX: _PLATFORM,
    Purpose.CUSTODIAN_CASH: Nature("debit", keeps_legs=False, of_party=False),
    Purpose.IN_TRANSIT: Nature("credit", keeps_legs=False, of_party=False),
    Purpose.SUSPENSE: Nature("none", keeps_legs=False, of_party=False),
}
CONTROL = (Purpose.CUSTODIAN_CASH, Purpose.IN_TRANSIT, Purpose.SUSPENSE)


class FundsNotCovered(Refused):
    """The account holds less than the amount."""

    message = N_("The custodian holds {free} free for this; {needed} is needed.")
    remedy = N_("Pay in the difference, or lower the amount.")
    journalled = ("free", "needed")

    def __init__(self, *, free: Money, needed: Money) -> None:
        super().__init__(field="amount", free=str(free), needed=str(needed))


class CurrencyOfAnother(Refused):
    """An amount in another currency than the book's: figures alone would say the same."""

    message = N_("This book is kept in {expected}; the amount is in {asked}.")
    remedy = N_("Give the amount in {expected}, or use a book of its currency.")
    journalled = ("asked", "expected")

    def __init__(self, *, asked: str, expected: str) -> None:
        super().__init__(field="amount", asked=asked, expected=expected)


class AccountFrozen(Refused):
    """An order of the authority stops payments from the account."""

    message = N_("Payments from this account are frozen by order of the authority.")
    remedy = N_("Turn to the authority that ordered the freeze.")


class PostingRefused(Refused):
    """The ledger refused a transfer for a reason that the caller should have excluded."""

    message = N_("The ledger refused the transfer: {answer}.")
    remedy = N_("Nothing was posted. Check the state of the payment and start anew.")
    journalled = ("answer",)

    def __init__(self, *, answer: str) -> None:
        super().__init__(answer=answer)


class AlreadyResolved(Refused):
    """The hold was taken, voided or has expired before."""

    message = N_("This hold was already taken or released.")
    remedy = N_("Reload the page to see its present state.")


class AccountMissing(Refused):
    """No such account is open in the book."""

    message = N_("No account for “{purpose}” is open here.")
    remedy = N_("Open the account at the custodian first.")
    journalled = ("purpose",)

    def __init__(self, *, purpose: str) -> None:
        super().__init__(purpose=purpose)


def check_currency(amounts: Iterable[Money], *, expected: str) -> None:
    """Let pass amounts in the currency of a book; :raises CurrencyOfAnother:"""
    for each in amounts:
        if each.currency != expected:
            raise CurrencyOfAnother(asked=each.currency, expected=expected)


def refusal(answer: str, *, free: Money, needed: Money) -> CentreError:
    """Return the error that a ledger answer other than posted or exists means to a person."""
    if answer == "insufficient":
        return FundsNotCovered(free=free, needed=needed)
    if answer == "frozen":
        return AccountFrozen()
    if answer == "resolved":
        return AlreadyResolved()
    return PostingRefused(answer=answer)
