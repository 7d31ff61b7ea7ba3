"""What a firm could get, before it shows a single paper (from the register alone)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tenor.money import Money

from headrace.credit import queries as credit
from headrace.market import pricing
from headrace.products import queries as products
from headrace.products.queries import Label, ProductView


@dataclass(frozen=True, slots=True)
class IndicativeRange:
    """
    One way of financing with its likely all-in cost a year, both ends fractions.

    :param covers: the most that one product of this way would cover of the amount
    :param products: how many products on offer stand behind the range
    """

    model: str
    model_name: Label
    covers: Money
    cost_low: Decimal
    cost_high: Decimal
    products: int
    security_kinds: tuple[str, ...]


def indicative(
    amount: Money,
    term_months: int,
    purpose_code: str,
    *,
    on: date,
    size_class: str | None = None,
    staff: int | None = None,
) -> tuple[IndicativeRange, ...]:
    """
    Return a range for each way of financing with a product that fits, the cheapest first.

    The grade is what the register alone would give; its band makes the range. Nothing is stored.
    """
    firm = credit.indicative(size_class=size_class, staff=staff)
    scale = credit.grades()
    band = range(scale.index(firm.grade_high), scale.index(firm.grade_low) + 1)
    costs: dict[str, list[Decimal]] = defaultdict(list)
    fitting: dict[str, list[ProductView]] = defaultdict(list)
    for each in _fitting(amount, term_months, purpose_code, size_class, on):
        found = list(_costs(each, amount, term_months, band, scale, on))
        if found:
            costs[each.model] += found
            fitting[each.model].append(each)
    ranges = (_range(code, costs[code], fitting[code], amount) for code in fitting)
    return tuple(sorted(ranges, key=lambda each: (each.cost_low, each.model)))


def _fitting(
    amount: Money, term_months: int, purpose_code: str, size_class: str | None, on: date
) -> Iterator[ProductView]:
    for each in products.live_products(on):
        fits = (
            each.amount_min.currency == amount.currency
            and each.amount_min <= amount
            and each.term_min <= term_months <= each.term_max
            and (not each.purposes or purpose_code in each.purposes)
            and (not each.size_classes or size_class in (None, *each.size_classes))
        )
        if fits and not products.model(each.model).required_fields:
            yield each


def _costs(
    product: ProductView,
    amount: Money,
    term_months: int,
    band: Iterable[int],
    scale: tuple[str, ...],
    on: date,
) -> Iterator[Decimal]:
    """Yield the all-in cost at both ends of the band that the product serves."""
    served = [rank for rank in band if rank <= scale.index(product.grade_floor)]
    lender_type = sorted(products.model(product.model).lender_roles)[0]
    for rank in sorted({served[0], served[-1]}) if served else ():
        terms = products.Terms(
            amount=min(amount, product.amount_max),
            term_months=term_months,
            rate_yearly=product.rate_for(rank),
            plan_kind=product.plan_kind,
            start_date=on,
            fees=product.fees,
        )
        priced = pricing.price(product.model, terms, lender_type=lender_type, on=on)
        if not priced.is_above_ceiling:
            yield priced.yearly_cost


def _range(
    code: str, costs: list[Decimal], found: list[ProductView], amount: Money
) -> IndicativeRange:
    financing = products.model(code)
    return IndicativeRange(
        model=code,
        model_name=financing.name,
        covers=min(amount, max(each.amount_max for each in found)),
        cost_low=min(costs),
        cost_high=max(costs),
        products=len(found),
        security_kinds=financing.security_kinds,
    )
