"""How much one may owe or lend: the arithmetic and the refusal, not the figures of the law."""

from enum import StrEnum
from typing import Protocol

from tenor.money import Money

from headrace.kit.errors import N_, Malformed, Refused


class Scope(StrEnum):
    """Whose total: all that one owes, all that one lent, or what one owes one lender."""

    BORROWER = "borrower"
    LENDER = "lender"
    PAIR = "pair"


class CitedRule(Protocol):
    """The rule that set a limit, as the rulebook answers it."""

    @property
    def key(self) -> str:
        """Name of the rule."""
        ...

    @property
    def pack(self) -> str:
        """Name of its policy pack."""
        ...

    @property
    def version(self) -> str | int:
        """Version of the pack."""
        ...

    @property
    def source(self) -> str:
        """Text of law or decision that it comes from."""
        ...


class ExposureAboveLimit(Refused):
    """The exposure would rise above the limit that a rule sets."""

    message = N_(
        "The exposure would be {would_be}; the limit is {limit} "
        "(rule {rule}, pack {pack} {version}: {source})."
    )
    remedy = N_("Ask for at most {room}.")
    journalled = ("scope", "would_be", "limit", "rule", "pack", "version")

    def __init__(
        self, *, scope: Scope, present: Money, would_be: Money, limit: Money, rule: CitedRule
    ) -> None:
        room = limit - present if limit > present else Money.zero(limit.currency)
        super().__init__(
            field="amount",
            scope=scope.value,
            would_be=str(would_be),
            limit=str(limit),
            room=str(room),
            rule=rule.key,
            pack=rule.pack,
            version=str(rule.version),
            source=rule.source,
        )


class ExposureBelowZero(Refused):
    """More would be taken off than is owed."""

    message = N_("The exposure is {present}; {amount} cannot be taken off.")
    remedy = N_("Take off at most what is owed.")

    def __init__(self, *, present: Money, amount: Money) -> None:
        super().__init__(field="amount", present=str(present), amount=str(amount))


class AmountNotPositive(Malformed):
    """An exposure rises or falls by some amount above zero."""

    message = N_("The amount must be above zero.")
    remedy = N_("Give the amount without a sign.")

    def __init__(self) -> None:
        super().__init__(field="amount")


class ScopeUnnamed(Malformed):
    """An exposure is somebody's: the borrower's, the lender's or of both."""

    message = N_("An exposure needs a borrower, a lender, or both.")
    remedy = N_("Name at least one of them.")

    def __init__(self) -> None:
        super().__init__(field="borrower_id")


def check_amount(amount: Money) -> None:
    """Refuse an amount that is not above zero; :raises AmountNotPositive."""
    if amount.minor <= 0:
        raise AmountNotPositive


def check_limit(
    *, scope: Scope, present: Money, amount: Money, limit: Money, rule: CitedRule
) -> None:
    """Refuse what would rise above the limit; equal to it is allowed; :raises as named."""
    would_be = present + amount
    if would_be > limit:
        raise ExposureAboveLimit(
            scope=scope, present=present, would_be=would_be, limit=limit, rule=rule
        )


def check_covered(*, present: Money, amount: Money) -> None:
    """Refuse to take off more than is owed; :raises ExposureBelowZero."""
    if amount > present:
        raise ExposureBelowZero(present=present, amount=amount)


def scope_of(*, has_borrower: bool, has_lender: bool) -> Scope:
    """Return whose total is meant; :raises ScopeUnnamed: nobody's."""
    if has_borrower and has_lender:
        return Scope.PAIR
    if has_borrower:
        return Scope.BORROWER
    if has_lender:
        return Scope.LENDER
    raise ScopeUnnamed
