"""Every item of the cost sheet, with its payee."""

from decimal import Decimal

from django.utils.translation import gettext as _

from headrace.contracts import queries as contracts
from headrace.portals import names, wording
from headrace.portals.enterprise import pages
from headrace.portals.enterprise.columns import fee_name
from headrace.portals.enterprise.standing import Standing
from headrace.portals.templatetags.headrace import exact, fen, percent


def costs_of(standing: Standing, agreement: contracts.AgreementView) -> tuple[pages.CostRow, ...]:
    """Return every item of the cost sheet: interest first, then each fee with its payee."""
    chosen = next((each for each in standing.offers if each.id == agreement.offer_id), None)
    rows = []
    if chosen:
        fees = sum(each.amount.minor for each in agreement.costs)
        interest = chosen.cost_in_all.minor - fees
        lenders = ", ".join(names.said(each.name) for each in agreement.lenders)
        rows.append(
            pages.CostRow(
                _("interest"),
                lenders,
                wording.figure(_yuan(interest), 2),
                percent(agreement.rate_yearly, 2),
            )
        )
    rows += [
        pages.CostRow(
            fee_name(each.code),
            names.said(each.payee_name),
            fen(each.amount),
            percent(each.yearly_rate, 2),
        )
        for each in agreement.costs
    ]
    if chosen:
        rows.append(
            pages.CostRow(
                _("All of it"), "", fen(chosen.cost_in_all), percent(agreement.yearly_cost, 2)
            )
        )
    return tuple(rows)


def fees_in_short(agreement: contracts.AgreementView) -> str:
    """Return the fees in one line."""
    fees = [f"{fee_name(each.code)} {exact(each.amount)}" for each in agreement.costs]
    return ", ".join(fees) or _("None beside the interest")


def _yuan(minor: int) -> Decimal:
    return Decimal(minor) / 100
