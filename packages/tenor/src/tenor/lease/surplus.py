"""What a lessor must give back of a repossessed asset, and how a residual's gain is shared."""

from dataclasses import dataclass
from decimal import Decimal

from tenor.money import Money, split_money


@dataclass(frozen=True, slots=True)
class SurplusRule:
    """
    The surplus rule of a law, as data that the rulebook passes in.

    :param article: where it stands, for the explanation
    :param most_of_rents: the share of all rents that counts as most; the Civil Code names no
        figure, so this is a reading of it
    :param token_price: up to this share of the cost a price at the end is a token one, with which
        ownership passes though nobody said so
    """

    article: str
    most_of_rents: Decimal
    token_price: Decimal


CIVIL_CODE_758_759 = SurplusRule(
    article="Civil Code of the People's Republic of China, articles 758 and 759",
    most_of_rents=Decimal("0.5"),
    token_price=Decimal("0.01"),
)
"""Refund of a surplus (758, paragraph 1), token price (759); both shares are readings."""


@dataclass(frozen=True, slots=True)
class Repossession:
    """
    A lease ended because the lessee cannot pay the rest, and the asset taken back.

    :param passes_to_lessee: the parties agreed that ownership passes at the end
    :param price_at_end: the price of the lessee's purchase, None if it cannot purchase
    :param owed: rents unpaid and other charges; :param value: of the asset taken back
    """

    cost: Money
    rents_total: Money
    rents_paid: Money
    passes_to_lessee: bool
    price_at_end: Money | None
    owed: Money
    value: Money


@dataclass(frozen=True, slots=True)
class Surplus:
    """
    What follows: a `refund` to the lessee, or a `shortfall` that it still owes.

    The three conditions of the refund are told one by one, for the explanation.
    """

    refund: Money
    shortfall: Money
    ownership_was_to_pass: bool
    most_was_paid: bool
    value_exceeds_debt: bool


def surplus(case: Repossession, rule: SurplusRule = CIVIL_CODE_758_759) -> Surplus:
    """
    Return what the lessor gives back of a repossessed asset.

    The lessee may ask for what the value exceeds its debt by if ownership was to pass to it,
    by agreement or by a token price, and it had paid most of the rents.

    :raises tenor.money.MixedCurrencies: not all in one currency
    Source: Civil Code of the People's Republic of China, articles 758, paragraph 1, and 759.

    >>> yuan = lambda n: Money(Decimal(n))
    >>> case = Repossession(cost=yuan(1000), rents_total=yuan(1200), rents_paid=yuan(900),
    ...                     passes_to_lessee=True, price_at_end=None, owed=yuan(300),
    ...                     value=yuan(450))
    >>> str(surplus(case).refund)
    '150.00 CNY'
    """
    zero = Money.zero(case.cost.currency)
    token = case.price_at_end is not None and case.price_at_end <= case.cost.times(rule.token_price)
    passes = case.passes_to_lessee or token
    most = case.rents_paid > case.rents_total.times(rule.most_of_rents)
    exceeds = case.value > case.owed
    refund = case.value - case.owed if passes and most and exceeds else zero
    return Surplus(refund, max(case.owed - case.value, zero), passes, most, exceeds)


def shared_residual(
    *, forecast: Money, realised: Money, lessee_share: Decimal
) -> tuple[Money, Money]:
    """
    Return what lessee and lessor each take of the residual's gain, or bear of its loss.

    :param lessee_share: a fraction of the difference, to four places
    :return: (lessee, lessor), below zero for a loss; they add up to realised - forecast
    :raises tenor.money.NoShares: a share below zero or above one

    >>> yuan = lambda n: Money(Decimal(n))
    >>> [str(part) for part in shared_residual(forecast=yuan(100), realised=yuan(130),
    ...                                        lessee_share=Decimal("0.4"))]
    ['12.00 CNY', '18.00 CNY']
    """
    parts = int(lessee_share * 10_000)
    lessee, lessor = split_money(realised - forecast, [parts, 10_000 - parts])
    return lessee, lessor
