"""A fee that is not on the signed sheet cannot be collected."""

from collections.abc import Mapping
from typing import TypeVar

from tenor.money import Money

from headrace.kit.errors import N_, Malformed, Refused

Line = TypeVar("Line")


class FeeNotSigned(Refused):
    """No line of the signed cost sheet has this code."""

    message = N_("The signed cost sheet has no line {code}; nothing can be collected under it.")
    remedy = N_("Only what both parties signed can be collected.")
    journalled = ("code",)

    def __init__(self, code: str) -> None:
        super().__init__(field="code", code=code)


class FeeAboveSigned(Refused):
    """More is asked than the signed line allows."""

    message = N_("The signed sheet allows {left} more under {code}; {asked} was asked.")
    remedy = N_("Collect at most what is left on the signed line.")

    def __init__(self, *, code: str, asked: Money, left: Money) -> None:
        super().__init__(field="amount", code=code, asked=str(asked.amount), left=str(left.amount))


class FeeNotPositive(Malformed):
    """A collection of nothing, or of less than nothing."""

    message = N_("A fee must be more than zero.")
    remedy = N_("Give the amount to collect.")

    def __init__(self) -> None:
        super().__init__(field="amount")


def line_signed(lines: Mapping[str, Line], code: str) -> Line:
    """Return the line of the signed sheet with a code; :raises FeeNotSigned: there is none."""
    if code not in lines:
        raise FeeNotSigned(code)
    return lines[code]


def check_collectable(*, code: str, signed: Money, collected: Money, asked: Money) -> None:
    """
    Let a collection pass within the signed line.

    :param signed: the amount of the sheet's line with this code
    :param collected: what was collected under the line before
    :raises FeeNotPositive: :raises FeeAboveSigned:
    """
    if asked.minor <= 0:
        raise FeeNotPositive
    left = Money.from_minor(signed.minor - collected.minor, signed.currency)
    if asked.minor > left.minor:
        raise FeeAboveSigned(code=code, asked=asked, left=left)
