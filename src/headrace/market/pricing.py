"""What an offer costs the firm a year, everything counted, beside the ceiling in force."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tenor.money import Money, total_of
from tenor.rates import yearly_cost
from tenor.schedule import Instalment

from headrace.market.rules import offer as rules
from headrace.products import queries as products
from headrace.rulebook import queries as rulebook


@dataclass(frozen=True, slots=True)
class Price:
    """
    The all-in cost sheet of terms.

    :param yearly_cost: effective, a fraction, every fee counted (Directive 2008/48/EC, annex I)
    :param costs: yearly cost with the fees added one by one: ("", the rate alone) comes first
    """

    plan: tuple[Instalment, ...]
    interest: Money
    fees: Money
    total_paid: Money
    yearly_cost: Decimal
    costs: tuple[tuple[str, Decimal], ...]
    ceiling: rulebook.Ceiling

    @property
    def is_above_ceiling(self) -> bool:
        """Say whether the cost exceeds the ceiling; equal to it is allowed."""
        return self.yearly_cost > self.ceiling.rate


def price(model: str, terms: products.Terms, *, lender_type: str, on: date) -> Price:
    """
    Return the cost of terms and the ceiling for this type of lender on a day.

    :raises headrace.rulebook.queries.RuleNotFound: no ceiling stands; then nothing may be offered
    """
    financing = products.model(model)
    plan = financing.plan(terms)
    flows = financing.all_in_flows(terms)
    currency = terms.amount.currency
    paid = -total_of([amount for _, amount in flows if amount.minor < 0], currency)
    received = total_of([amount for _, amount in flows if amount.minor > 0], currency)
    interest = total_of([each.interest for each in plan], currency)
    return Price(
        plan=plan,
        interest=interest,
        fees=paid - received - interest,
        total_paid=paid,
        yearly_cost=yearly_cost(flows),
        costs=tuple(_fee_by_fee(financing, terms)),
        ceiling=rulebook.cost_ceiling(lender_type=lender_type, on=on),
    )


def cited(ceiling: rulebook.Ceiling, *, lender_type: str) -> Mapping[str, str]:
    """Return a ceiling's rule as a refusal tells it: value, date, source, in both languages."""
    rule = ceiling.rule
    return {
        "rule_id": str(rule.rule_id),
        "rule_key": rule.key,
        "pack": rule.pack,
        "valid_from": rule.valid_from.isoformat(),
        "source": rule.source,
        "lender_type": lender_type,
        "text_en": rule.text_en,
        "text_zh": rule.text_zh,
        "explanation_en": ceiling.explanation_en,
        "explanation_zh": ceiling.explanation_zh,
    }


def breaking_fee(found: Price) -> str:
    """Return the code of the fee that lifted the cost above the ceiling, or an empty string."""
    return rules.breaking_fee(found.costs, found.ceiling.rate)


def _fee_by_fee(
    financing: products.FinancingModel, terms: products.Terms
) -> list[tuple[str, Decimal]]:
    fees = terms.fees
    names = ["", *(each.code for each in fees)]
    return [
        (name, yearly_cost(financing.all_in_flows(replace(terms, fees=fees[:count]))))
        for count, name in enumerate(names)
    ]
