"""The sheets of a contract's page: instalments, terms, costs, where a payment went."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.contracts import queries as contracts
from headrace.portals import codes, names, wording
from headrace.portals.drawings.gauges import Parts
from headrace.portals.enterprise import pages
from headrace.portals.enterprise.offers import fee_name
from headrace.portals.enterprise.standing import Standing
from headrace.portals.pieces import Fact, Mark
from headrace.portals.templatetags.headrace import exact, fen, headline, percent, short_day

_ROWS_SHOWN = 4


def rows_of(plan: Sequence[contracts.PlanRow]) -> tuple[pages.InstalmentRow, ...]:
    """Return the latest few around the first unpaid one; all of them stand in the plan's table."""
    unpaid = next((k for k, each in enumerate(plan) if each.state != "paid"), len(plan))
    start = max(0, min(unpaid - 2, len(plan) - _ROWS_SHOWN))
    return tuple(_row(each) for each in plan[start : start + _ROWS_SHOWN])


def terms_of(agreement: contracts.AgreementView) -> tuple[Fact, ...]:
    """Return the terms that the contract keeps for life."""
    ceiling = agreement.ceiling
    return (
        Fact(
            _("Amount and rate"),
            _("%(amount)s at %(rate)s a year")
            % {"amount": headline(agreement.principal), "rate": percent(agreement.rate_yearly, 2)},
        ),
        Fact(
            _("All-in cost a year"),
            percent(agreement.yearly_cost, 2),
            _("ceiling %(rate)s") % {"rate": percent(ceiling)} if ceiling is not None else "",
        ),
        Fact(_("Purpose"), codes.word(codes.PURPOSES, agreement.purpose_code)),
        Fact(
            _("Rules of the day"),
            f"{agreement.pack} {agreement.pack_version}",
            _("they stay this contract's own for life"),
        ),
    )


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


def digest_of(agreement: contracts.AgreementView) -> str:
    """Return the seal of the texts, shortened, as the sheet's note."""
    mark = agreement.document_hash
    return _("Seal of both texts: %(start)s … %(end)s") % {
        "start": f"{mark[:4]} {mark[4:8]}",
        "end": mark[-4:],
    }


def went_of(repayments: Sequence[contracts.RepaymentView]) -> pages.Went | None:
    """Return where the last payment went; nothing until one was counted."""
    last = next((each for each in repayments if each.principal.minor + each.interest.minor), None)
    if last is None:
        return None
    shares = len(last.shared)
    words = ngettext(
        "paid %(day)s, to %(n)s funder the same day",
        "paid %(day)s, split to %(n)s funders the same day",
        shares,
    )
    facts = {"interest": fen(last.interest), "principal": fen(last.principal)}
    return pages.Went(
        _("Where your %(amount)s went") % {"amount": exact(last.amount)},
        words % {"day": short_day(last.value_date), "n": shares},
        Parts(
            last.interest.amount,
            last.principal.amount,
            _("interest %(interest)s") % facts,
            _("principal %(principal)s") % facts,
            _("Interest %(interest)s, principal %(principal)s.") % facts,
        ),
    )


def _row(row: contracts.PlanRow) -> pages.InstalmentRow:
    paid = row.paid_principal + row.paid_interest
    return pages.InstalmentRow(
        wording.month(row.due_date, codes.language()),
        row.due_date.isoformat(),
        fen(row.principal),
        fen(row.interest),
        fen(paid) if paid.minor else wording.NONE,
        _mark(row),
    )


def _mark(row: contracts.PlanRow) -> Mark:
    if row.state == "paid":
        return Mark("done", _paid_words(row))
    if row.state == "late":
        return Mark("late", _("%(amount)s missing") % {"amount": exact(row.missing)})
    return Mark("wait", _("%(amount)s due") % {"amount": exact(row.missing)})


def _paid_words(row: contracts.PlanRow) -> str:
    on = row.paid_at.astimezone(wording.TOWN_ZONE).date() if row.paid_at else row.due_date
    if on > row.due_date:
        days = (on - row.due_date).days
        return ngettext("paid, %(days)s day late", "paid, %(days)s days late", days) % {
            "days": days
        }
    return _("paid in time")


def _yuan(minor: int) -> Decimal:
    return Decimal(minor) / 100
