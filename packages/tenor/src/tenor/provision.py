"""What a lender sets aside for loans that may not come back."""

from collections.abc import Mapping
from decimal import Decimal

from tenor.money import Money, finite_decimal, total_of
from tenor.roots import WIDE


class BadProvision(ValueError):
    """A share outside nil and one, or a class of loans without a share."""


def _share(value: Decimal, name: str) -> Decimal:
    if not 0 <= finite_decimal(value, name) <= 1:
        raise BadProvision(f"{name} of {value} is no share")
    return value


def expected_loss(
    exposure: Money, *, default_probability: Decimal, loss_given_default: Decimal
) -> Money:
    """
    Return exposure x probability of default x loss given default, rounded half-even.

    :raises BadProvision: a share outside nil and one
    Source: IFRS 9, paragraph 5.5.17; Basel framework, CRE 35.

    >>> str(expected_loss(Money(Decimal(10_000)), default_probability=Decimal("0.02"),
    ...                   loss_given_default=Decimal("0.45")))
    '90.00 CNY'
    """
    chance = _share(default_probability, "a probability")
    return exposure.times(WIDE.multiply(chance, _share(loss_given_default, "a loss")))


def provision_by_class(
    exposures: Mapping[str, Money], shares: Mapping[str, Decimal], *, currency: str = "CNY"
) -> Money:
    """
    Return the sum of each class's exposure times its share, each rounded half-even.

    :param shares: the fraction to set aside for each class; data of the rulebook
    :raises BadProvision: a class without a share, or one outside nil and one

    >>> str(provision_by_class({"special mention": Money(Decimal(1000))},
    ...                        {"special mention": Decimal("0.02")}))
    '20.00 CNY'
    """
    for name in exposures:
        if name not in shares:
            raise BadProvision(f"the class {name!r} has no share")
    parts = [each.times(_share(shares[name], "a share")) for name, each in exposures.items()]
    return total_of(parts, currency)
