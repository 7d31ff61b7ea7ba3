"""What an offer costs the firm, line by line, so that the sum holds."""

from decimal import Decimal

from django.utils.translation import gettext as _
from tenor.money import Money
from tenor.rates import nominal_from_effective

from headrace.market.queries import Price
from headrace.portals import codes
from headrace.portals.investor.pages import CostRow, CostSheet
from headrace.portals.investor.terms import Terms
from headrace.portals.pieces import Fact, Mark
from headrace.portals.supervisor.rule_values import cited
from headrace.portals.templatetags.headrace import exact, long_day, percent
from headrace.products.queries import Fee


def sheet(price: Price, terms: Terms, fees: tuple[Fee, ...], bank: str) -> CostSheet:
    """Return each item with payee, amount and yearly rate, their sum, and the rule over it."""
    rows = [CostRow(_("Interest"), bank, exact(price.interest), percent(terms.rate_yearly, 2))]
    rows += [_fee(each, terms, bank) for each in fees]
    lent = price.total_paid - price.interest - price.fees
    rule = price.ceiling.rule
    source = cited(rule.source)
    return CostSheet(
        rows=tuple(rows),
        total=exact(price.interest + price.fees),
        back=_("%(lent)s lent + %(cost)s = %(paid)s paid back in all")
        % {
            "lent": exact(lent),
            "cost": exact(price.interest + price.fees),
            "paid": exact(price.total_paid),
        },
        forms=_forms(price),
        mark=_mark(price),
        rule=codes.in_language(rule.text_en, rule.text_zh),
        since=_("%(pack)s, in force since %(day)s.")
        % {"pack": rule.pack, "day": long_day(rule.valid_from)},
        source=source.words,
        source_lang=source.lang,
    )


def _fee(fee: Fee, terms: Terms, bank: str) -> CostRow:
    amount = fee.amount.times(Decimal(terms.months if fee.due == "each" else 1))
    return CostRow(
        _("Fee: %(name)s") % {"name": fee.code},
        bank,
        exact(amount),
        percent(_simple(amount, terms), 2),
    )


def _simple(amount: Money, terms: Terms) -> Decimal:
    """A fee as a yearly rate: its amount by what is lent and the years it is lent for."""
    return amount.amount * 12 / (terms.amount * terms.months)


def _forms(price: Price) -> tuple[Fact, ...]:
    """The same cost in the forms in which different laws state it."""
    effective = price.yearly_cost
    return (
        Fact(
            _("Effective, compounded"),
            percent(effective, 2),
            _("Directive 2008/48/EC; PBoC Announcement 2021 No. 3"),
        ),
        Fact(
            _("Nominal, by the month"),
            percent(nominal_from_effective(effective, 12), 2),
            _("Regulation Z"),
        ),
    )


def _mark(price: Price) -> Mark:
    words = {"ceiling": percent(price.ceiling.rate, 2)}
    if price.is_above_ceiling:
        return Mark("refused", _("above the ceiling of %(ceiling)s") % words)
    return Mark("done", _("under the ceiling of %(ceiling)s") % words)
