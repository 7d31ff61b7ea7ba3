"""What is owed when a lease ends: by purchase, renewal or return, and before its time."""

from dataclasses import dataclass
from enum import StrEnum

from tenor.lease.implicit import Residual
from tenor.money import Money


class Choice(StrEnum):
    """What the lessee does when the term is over."""

    PURCHASE = "purchase"
    RENEW = "renew"
    RETURN = "return"


class PriceKind(StrEnum):
    """How the price of a purchase at the end is agreed."""

    NOMINAL = "nominal"
    FIXED = "fixed"
    FAIR_VALUE = "fair_value"


class NoPrice(ValueError):
    """A purchase that was not agreed, or a price that nobody has set."""


@dataclass(frozen=True, slots=True)
class EndTerms:
    """
    What was agreed for the end; `default` is what silence within the notice window means.

    :param price: of a purchase; None where it is the fair value or no purchase is agreed
    :param renewal_rent: of one period after the end, None if the lease cannot be renewed
    """

    residual: Residual
    price_kind: PriceKind | None = None
    price: Money | None = None
    renewal_rent: Money | None = None
    default: Choice = Choice.RETURN


@dataclass(frozen=True, slots=True)
class Ending:
    """
    What the lessee pays on the last day by its `choice`; `owner_after` is lessee or lessor.

    `shortfall` is what an appraisal found missing from a guaranteed residual.
    """

    choice: Choice
    price: Money
    rent_of_next_period: Money
    shortfall: Money
    lessee_owns_after: bool

    @property
    def due(self) -> Money:
        """Return all that is due at the end."""
        return self.price + self.rent_of_next_period + self.shortfall


def end_of_term(terms: EndTerms, *, appraised: Money, choice: Choice | None = None) -> Ending:
    """
    Return what the lessee's choice costs it; without one the default that was agreed.

    :param appraised: what the asset is found to be worth on the last day
    :raises NoPrice: a purchase or a renewal that was not agreed

    >>> from datetime import date; from decimal import Decimal
    >>> yuan = lambda n: Money(Decimal(n))
    >>> terms = EndTerms(Residual(yuan(900), date(2026, 1, 1), guaranteed=yuan(800)))
    >>> str(end_of_term(terms, appraised=yuan(750)).due)
    '50.00 CNY'
    """
    chosen = choice or terms.default
    zero = Money.zero(appraised.currency)
    if chosen is Choice.PURCHASE:
        return Ending(chosen, _price(terms, appraised), zero, zero, lessee_owns_after=True)
    if chosen is Choice.RENEW:
        if terms.renewal_rent is None:
            raise NoPrice("no rent was agreed for a renewal")
        return Ending(chosen, zero, terms.renewal_rent, zero, lessee_owns_after=False)
    missing = max(terms.residual.guaranteed - appraised, zero)
    return Ending(chosen, zero, zero, missing, lessee_owns_after=False)


def _price(terms: EndTerms, appraised: Money) -> Money:
    if terms.price_kind is PriceKind.FAIR_VALUE:
        return appraised
    if terms.price_kind is None or terms.price is None:
        raise NoPrice("no price was agreed for a purchase")
    return terms.price


@dataclass(frozen=True, slots=True)
class EarlyEnd:
    """
    What ends a lease on a day before its term: termination, repossession or casualty.

    :param arrears: rents due and unpaid, with their penalties
    :param balance: still invested after the last rent due, as in rents.Rent
    :param accrued: interest since that rent
    :param fee: agreed for ending early; :param deposit: held, and netted
    :param proceeds: of the asset sold or appraised, or of its insurance
    """

    arrears: Money
    balance: Money
    accrued: Money
    fee: Money
    deposit: Money
    proceeds: Money

    @property
    def owed(self) -> Money:
        """Return what the lessee owes before anything is netted."""
        return self.arrears + self.balance + self.accrued + self.fee

    @property
    def settlement(self) -> Money:
        """
        Return what the lessee still pays; below zero it is what is left over of the proceeds.

        Who may keep what is left over is for tenor.lease.surplus to say.
        """
        return self.owed - self.deposit - self.proceeds
