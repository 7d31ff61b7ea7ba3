"""Money advanced on what a debtor owes: advance, discount, fees, dilution, and paying early."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from tenor.money import Money, finite_decimal
from tenor.roots import WIDE


class BadReceivable(ValueError):
    """A share outside nil and one, a rate or days below nil, or a face of nothing."""


def _share(value: Decimal, name: str) -> Decimal:
    if not 0 <= finite_decimal(value, name) <= 1:
        raise BadReceivable(f"{name} of {value} is no share")
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceTerms:
    """
    What a financier advances on a receivable; shares and rates are fractions.

    :param advance_rate: of what is left of the face after the reserve for dilution
    :param dilution_reserve: of the face, kept back for returns, discounts and disputes
    :param discount_rate_yearly: of the advance, simple, for the days until it is paid
    :param fee_rate: of the face, the factor's fee for the service
    :param days_in_year: of the discount, 360 in most contracts
    :raises BadReceivable: see there
    """

    advance_rate: Decimal
    discount_rate_yearly: Decimal
    dilution_reserve: Decimal = Decimal(0)
    fee_rate: Decimal = Decimal(0)
    days_in_year: int = 360

    def __post_init__(self) -> None:
        _share(self.advance_rate, "an advance rate")
        _share(self.dilution_reserve, "a reserve for dilution")
        _share(self.fee_rate, "a fee")
        if finite_decimal(self.discount_rate_yearly, "a rate") < 0 or self.days_in_year < 1:
            raise BadReceivable(
                f"a rate of {self.discount_rate_yearly} a year of {self.days_in_year} days"
            )


@dataclass(frozen=True, slots=True)
class Advance:
    """
    An advance on a receivable: `paid_out` is `advanced` less discount and fee; `reserve` is the
    rest of the face, which waits for the debtor's payment.
    """

    face: Money
    advanced: Money
    discount: Money
    fee: Money

    @property
    def paid_out(self) -> Money:
        """Return what the supplier receives now."""
        return self.advanced - self.discount - self.fee

    @property
    def reserve(self) -> Money:
        """Return what is kept back until the debtor pays."""
        return self.face - self.advanced


def advance_on(face: Money, terms: AdvanceTerms, *, days: int) -> Advance:
    """
    Return the advance on a receivable that is due in so many days.

    The advance is rounded down: it never exceeds the agreed share.

    :raises BadReceivable: a face of nothing, or days below nil

    >>> terms = AdvanceTerms(advance_rate=Decimal("0.8"), discount_rate_yearly=Decimal("0.09"),
    ...                      fee_rate=Decimal("0.005"))
    >>> advance = advance_on(Money(Decimal(100_000)), terms, days=60)
    >>> str(advance.paid_out), str(advance.reserve)
    ('78300.00 CNY', '20000.00 CNY')
    """
    if days < 0 or not Money.zero(face.currency) < face:
        raise BadReceivable(f"no advance on {face} due in {days} days")
    share = WIDE.multiply(terms.advance_rate, 1 - terms.dilution_reserve)
    advanced = face.times(share, ROUND_DOWN)
    for_days = WIDE.divide(Decimal(days), Decimal(terms.days_in_year))
    discount = advanced.times(WIDE.multiply(terms.discount_rate_yearly, for_days))
    return Advance(face, advanced, discount, face.times(terms.fee_rate))


@dataclass(frozen=True, slots=True)
class Collection:
    """
    What becomes of a receivable that was paid: `dilution` is what it lost of its face,
    `to_supplier` the reserve that is left, `recourse` what the supplier owes if the payment,
    less what the delay costs, does not even cover the advance.
    """

    received: Money
    dilution: Money
    late_discount: Money
    to_supplier: Money
    recourse: Money


def collect(
    advance: Advance, *, received: Money, late_days: int, terms: AdvanceTerms
) -> Collection:
    """
    Return how a debtor's payment is shared between financier and supplier.

    :param late_days: after the due date, for which the advance bears its discount on
    :raises BadReceivable: days or a payment below nil

    >>> terms = AdvanceTerms(advance_rate=Decimal("0.8"), discount_rate_yearly=Decimal("0.09"))
    >>> advance = advance_on(Money(Decimal(1000)), terms, days=60)
    >>> paid = collect(advance, received=Money(Decimal(950)), late_days=10, terms=terms)
    >>> str(paid.dilution), str(paid.late_discount), str(paid.to_supplier)
    ('50.00 CNY', '2.00 CNY', '148.00 CNY')
    """
    zero = Money.zero(received.currency)
    if late_days < 0 or received < zero:
        raise BadReceivable(f"{received} received {late_days} days late")
    for_days = WIDE.divide(Decimal(late_days), Decimal(terms.days_in_year))
    late = advance.advanced.times(WIDE.multiply(terms.discount_rate_yearly, for_days))
    left = received - advance.advanced - late
    return Collection(
        received, max(advance.face - received, zero), late, max(left, zero), max(-left, zero)
    )


def early_payment_discount(
    face: Money, *, rate_yearly: Decimal, days_early: int, days_in_year: int = 365
) -> Money:
    """
    Return the discount that a debtor takes for paying so many days before the due date.

    Dynamic: it shrinks day by day and is nil on the due date; never more than the face.

    :raises BadReceivable: a rate or days below nil

    >>> str(early_payment_discount(Money(Decimal(36500)), rate_yearly=Decimal("0.08"),
    ...                            days_early=30))
    '240.00 CNY'
    """
    if days_early < 0 or finite_decimal(rate_yearly, "a rate") < 0 or days_in_year < 1:
        raise BadReceivable(f"{rate_yearly} a year for {days_early} days")
    share = WIDE.divide(WIDE.multiply(rate_yearly, Decimal(days_early)), Decimal(days_in_year))
    return min(face.times(share), face)
