"""Where a party's own money may go when it leaves: to its own account, verified by the bank."""

import re
from enum import StrEnum

from headrace.kit.errors import N_, Malformed, Refused

# ISO 20022 Max34Text, as digits and letters: accounts in China are digits, an IBAN has letters.
_NUMBER = re.compile(r"[0-9A-Z]{6,34}")


class AccountState(StrEnum):
    """Where a party's bank account stands."""

    TOLD = "told"
    VERIFIED = "verified"
    REPLACED = "replaced"


class NumberMalformed(Malformed):
    """What was given is no account number."""

    message = N_("A bank account number has 6 to 34 digits or capital letters.")
    remedy = N_("Give the number as it stands on the bank's papers.")

    def __init__(self) -> None:
        super().__init__(field="number")


class NoVerifiedAccount(Refused):
    """The party has no account to which the custodian may pay it out."""

    message = N_("No bank account of your own is verified by the custodian.")
    remedy = N_("Tell your account's number and wait until the custodian has verified it.")


class AmountNotPositive(Malformed):
    """A pay-out of nothing, or of less than nothing."""

    message = N_("The amount to be paid out must be more than zero.")
    remedy = N_("Give the amount to be paid out.")

    def __init__(self) -> None:
        super().__init__(field="amount")


def account_number(told: str) -> str:
    """Return a number without the blanks that people write; :raises NumberMalformed:"""
    number = "".join(told.split()).upper()
    if not _NUMBER.fullmatch(number):
        raise NumberMalformed
    return number
