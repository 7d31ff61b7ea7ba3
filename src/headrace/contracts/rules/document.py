"""The words of an agreement: one template in each language, filled from the agreed terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from string import Template

from tenor.money import Money
from tenor.rates import nominal_from_effective

from headrace.contracts.rules.terms import AgreedTerms, PartyName


@dataclass(frozen=True, slots=True)
class Wording:
    """How one language says what stands between the words of a template."""

    template: str
    plan_kinds: Mapping[str, str]
    ceiling: str
    no_ceiling: str
    no_costs: str
    no_payees: str
    lender_line: str
    cost_line: str
    separator: str
    money: str


_PLANS_EN = {
    "equal_instalment": "equal monthly instalments of principal and interest",
    "equal_principal": "equal monthly parts of the principal, with the interest of the month",
    "bullet": "interest monthly, the principal with the last instalment",
}
_PLANS_ZH = {
    "equal_instalment": "等额本息，按月偿还",
    "equal_principal": "等额本金，按月偿还并支付当月利息",
    "bullet": "按月付息，到期一次还本",
}


def english(template: str) -> Wording:
    """Return how English fills a template."""
    return Wording(
        template=template,
        plan_kinds=_PLANS_EN,
        ceiling="The ceiling in force on the day of the offer is {rate} a year.",
        no_ceiling="No ceiling binds these lenders on the day of the offer.",
        no_costs="    none beside the interest",
        no_payees="none",
        lender_line="    {name}: {amount}",
        cost_line="    {code}: {amount} to {name}, due at {due}",
        separator=", ",
        money="{currency} {amount:,}",
    )


def chinese(template: str) -> Wording:
    """Return how Simplified Chinese fills a template."""
    return Wording(
        template=template,
        plan_kinds=_PLANS_ZH,
        ceiling="报价当日适用的年化综合成本上限为 {rate}。",
        no_ceiling="报价当日对上述出借人没有强制上限。",
        no_costs="    除利息外无其他费用",
        no_payees="无",
        lender_line="    {name}：{amount}",
        cost_line="    {code}：{amount}，付给{name}，收取时点 {due}",
        separator="、",
        money="{currency} {amount:,}",
    )


def percent(rate: Decimal) -> str:
    """Return a fraction as a percentage without needless noughts: 0.068 is "6.8 %"."""
    return f"{(rate * 100).quantize(Decimal('0.0001')).normalize():f} %"


def compose(
    terms: AgreedTerms, *, reference: str, interest: Money, wording: Wording, purpose: str = ""
) -> str:
    """
    Return the full text in one language.

    :param interest: over the whole term, if every instalment is paid on its day
    :param purpose: its name in the language of the wording; without one the code stands

    :raises KeyError: the template asks for a word, or the terms for a plan, that nobody gives
    """
    return Template(wording.template).substitute(
        reference=reference,
        borrower=_named(terms.borrower),
        lenders=_lenders(terms, wording),
        principal=_money(terms.principal, wording),
        term_months=terms.term_months,
        rate_yearly=percent(terms.rate_yearly),
        plan_kind=wording.plan_kinds[terms.plan_kind],
        yearly_cost=percent(terms.yearly_cost),
        monthly_cost=percent(nominal_from_effective(terms.yearly_cost, 12)),
        interest=_money(interest, wording),
        ceiling=_ceiling(terms, wording),
        costs=_costs(terms, wording),
        payees=wording.separator.join(terms.payees) or wording.no_payees,
        purpose_code=purpose or terms.purpose_code,
        purpose_text=terms.purpose_text,
        pack=terms.pack,
        pack_version=terms.pack_version,
    )


def _named(party: PartyName) -> str:
    return f"{party.name} ({party.credit_code})" if party.credit_code else party.name


def _money(money: Money, wording: Wording) -> str:
    return wording.money.format(currency=money.currency, amount=money.amount)


def _ceiling(terms: AgreedTerms, wording: Wording) -> str:
    if terms.ceiling is None:
        return wording.no_ceiling
    return wording.ceiling.format(rate=percent(terms.ceiling))


def _lenders(terms: AgreedTerms, wording: Wording) -> str:
    return "\n".join(
        wording.lender_line.format(name=_named(each.lender), amount=_money(each.amount, wording))
        for each in terms.lenders
    )


def _costs(terms: AgreedTerms, wording: Wording) -> str:
    lines = (
        wording.cost_line.format(
            code=item.code,
            amount=_money(item.amount, wording),
            name=_named(item.payee),
            due=item.due,
        )
        for item in terms.costs
    )
    return "\n".join(lines) or wording.no_costs
