"""How much may be lent against a pool of receivables and a stock of goods."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from tenor.money import Money, finite_decimal, total_of


class BadBase(ValueError):
    """A share outside nil and one."""


class Excluded(StrEnum):
    """Why a part of the pool does not count."""

    OVERDUE = "overdue"
    DISPUTED = "disputed"
    CONCENTRATED = "concentrated"


@dataclass(frozen=True, slots=True)
class Claim:
    """A receivable of the pool; `days_past_due` below nil is not yet due."""

    debtor: str
    face: Money
    days_past_due: int = 0
    disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseTerms:
    """
    What counts, and how much of it; shares are fractions.

    :param most_of_one_debtor: of all claims that are neither overdue nor disputed
    :raises BadBase: a share outside nil and one
    """

    claims_rate: Decimal
    stock_rate: Decimal
    most_days_past_due: int
    most_of_one_debtor: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        for share in (self.claims_rate, self.stock_rate, self.most_of_one_debtor):
            if not 0 <= finite_decimal(share, "a share") <= 1:
                raise BadBase(f"{share} is no share")


@dataclass(frozen=True, slots=True)
class BorrowingBase:
    """What the pool carries: `available` is the base less reserves and what is drawn already."""

    eligible: Money
    excluded: Mapping[Excluded, Money]
    base: Money
    available: Money

    @property
    def overdrawn(self) -> bool:
        """Tell whether more is drawn than the base carries: the difference is to be repaid."""
        return self.available < Money.zero(self.available.currency)


def borrowing_base(
    claims: Sequence[Claim],
    terms: BaseTerms,
    *,
    stock: Money,
    reserves: Money,
    drawn: Money,
) -> BorrowingBase:
    """
    Return the base: rate x eligible claims + rate x stock - reserves, each rounded down.

    :param stock: eligible goods at their lending value; :param drawn: already owed
    :raises tenor.money.MixedCurrencies: not all in one currency

    >>> yuan = lambda n: Money(Decimal(n))
    >>> terms = BaseTerms(claims_rate=Decimal("0.8"), stock_rate=Decimal("0.5"),
    ...                   most_days_past_due=90)
    >>> str(borrowing_base([Claim("a", yuan(1000))], terms, stock=yuan(400), reserves=yuan(100),
    ...                    drawn=yuan(650)).available)
    '250.00 CNY'
    """
    currency = stock.currency
    overdue = [c for c in claims if c.days_past_due > terms.most_days_past_due]
    disputed = [c for c in claims if c.disputed and c not in overdue]
    sound = [c for c in claims if c not in overdue and not c.disputed]
    whole = total_of([claim.face for claim in sound], currency)
    most = whole.times(terms.most_of_one_debtor, ROUND_DOWN)
    by_debtor: dict[str, Money] = defaultdict(lambda: Money.zero(currency))
    for claim in sound:
        by_debtor[claim.debtor] += claim.face
    eligible = total_of([min(owed, most) for owed in by_debtor.values()], currency)
    excluded = {
        Excluded.OVERDUE: total_of([claim.face for claim in overdue], currency),
        Excluded.DISPUTED: total_of([claim.face for claim in disputed], currency),
        Excluded.CONCENTRATED: whole - eligible,
    }
    carried = eligible.times(terms.claims_rate, ROUND_DOWN)
    base = carried + stock.times(terms.stock_rate, ROUND_DOWN) - reserves
    return BorrowingBase(eligible, excluded, base, base - drawn)
