"""Sources of funds: what may be one, and what a decision on it needs."""

from collections.abc import Iterable
from datetime import date

from headrace.kit.errors import N_, Malformed, Refused

ORIGINS = frozenset(
    {
        "own_funds",
        "deposits",
        "shareholder_capital",
        "interbank",
        "bonds",
        "public_funds",
        "settlement_float",
        "client_money",
        "online_lending",
        "borrowed_for_onlending",
    }
)
"""Origins that can be declared; the rulebook says which of them are refused."""

_BRINGS_MONEY = frozenset({"lender", "supervisor"})

_NEXT = {
    ("declared", "review"): "reviewed",
    ("declared", "admit"): "admitted",
    ("reviewed", "admit"): "admitted",
    ("declared", "refuse"): "refused",
    ("reviewed", "refuse"): "refused",
    ("admitted", "expire"): "expired",
}


class LendsNothing(Refused):
    """Lenders, those who have applied to be, and offices declare money; the operator never does."""

    message = N_("Your organisation neither lends here nor has applied to.")
    remedy = N_("Apply for the role of a lender first.")

    def __init__(self) -> None:
        super().__init__(field="origin")


class OriginUnknown(Malformed):
    """An origin that nobody knows."""

    message = N_("There is no origin of funds {origin}.")
    remedy = N_("Choose one of: {choices}.")

    def __init__(self, *, origin: str) -> None:
        super().__init__(field="origin", origin=origin, choices=", ".join(sorted(ORIGINS)))


class OriginRefused(Refused):
    """Money of this origin may not be lent here; the rule is given in both tongues."""

    message = N_("Money of the origin {origin} may not be lent here ({pack}: {source}).")
    remedy = N_("Lend your own lawful funds.")
    journalled = ("origin", "pack")

    def __init__(self, *, origin: str, rule_en: str, rule_zh: str, pack: str, source: str) -> None:
        super().__init__(
            field="origin",
            origin=origin,
            rule_en=rule_en,
            rule_zh=rule_zh,
            pack=pack,
            source=source,
        )


class CapNotPositive(Malformed):
    """A source needs an amount above zero."""

    message = N_("A source of funds needs a cap above zero.")
    remedy = N_("Give the most that may be lent from this source, above zero.")

    def __init__(self) -> None:
        super().__init__(field="cap")


class EvidenceMissing(Malformed):
    """The hash of the evidence is 32 bytes."""

    message = N_("A source of funds needs the SHA-256 hash of its evidence.")
    remedy = N_("Give the hash of the document that proves the source; it is 32 bytes long.")

    def __init__(self) -> None:
        super().__init__(field="evidence_hash")


class SourceMoveRefused(Refused):
    """The source is in another state than the act needs."""

    message = N_("The source of funds is {state}; it cannot {event} now.")
    remedy = N_("Reload the page: somebody may have decided it meanwhile.")

    def __init__(self, *, state: str, event: str) -> None:
        super().__init__(state=state, event=event)


class ExpiryPassed(Malformed):
    """An admittance that ends before it begins."""

    message = N_("The last day lies before {today}.")
    remedy = N_("Give a day after {today}, or leave it empty until the next review.")

    def __init__(self, *, today: date) -> None:
        super().__init__(field="expires_date", today=today.isoformat())


def check_lends(sides: Iterable[str]) -> None:
    """
    Let pass an organisation with a role, held or applied for, in which money is brought.

    :param sides: of its roles: a lender brings its own, an office public funds
    :raises LendsNothing: it has none
    """
    if _BRINGS_MONEY.isdisjoint(sides):
        raise LendsNothing


def after(state: str, event: str) -> str:
    """
    Return the state that follows.

    :raises SourceMoveRefused: the table has no such move
    """
    try:
        return _NEXT[state, event]
    except KeyError:
        raise SourceMoveRefused(state=state, event=event) from None


def check_declaration(*, origin: str, cap_minor: int, evidence_hash: bytes) -> None:
    """Refuse a declaration that nobody could judge."""
    if origin not in ORIGINS:
        raise OriginUnknown(origin=origin)
    if cap_minor <= 0:
        raise CapNotPositive
    if len(evidence_hash) != 32:
        raise EvidenceMissing


def check_expiry(expires_date: date | None, *, today: date) -> None:
    """Refuse an admittance that would be over at once."""
    if expires_date is not None and expires_date <= today:
        raise ExpiryPassed(today=today)
