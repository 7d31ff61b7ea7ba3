"""One agreement of the bank's: what was agreed, who has signed, what follows."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headrace.contracts.queries import AgreementView, CostLineView, LoanView, PlanRow
from headrace.portals import codes, names
from headrace.portals.drawings.plan import Plan, PlanBar
from headrace.portals.investor import agreement_steps, pages, signing
from headrace.portals.papers import papers_of
from headrace.portals.pieces import Action, Fact, Head, Message
from headrace.portals.templatetags.headrace import exact, percent, short_day
from headrace.portals.visits import Visit


def page(
    agreement: AgreementView,
    loan: LoanView | None,
    rows: Sequence[PlanRow],
    visit: Visit,
    *,
    asked: bool,
    messages: tuple[Message, ...] = (),
) -> pages.AgreementPage:
    """Return the page; `asked` opens the dialogue, for readers without script."""
    signs = signing.may_sign(agreement, visit)
    return pages.AgreementPage(
        head=_head(agreement, loan, visit),
        facts=_facts(agreement),
        steps=agreement_steps.steps(agreement, loan),
        text=codes.in_language(agreement.text_en, agreement.text_zh),
        fingerprint=agreement.document_hash,
        papers=papers_of(agreement, drawn=bool(rows)),
        plan=_plan(rows, visit) if rows else None,
        plan_note=_plan_note(loan) if loan else "",
        costs=tuple(_cost(each) for each in agreement.costs),
        turn=signing.turn(agreement) if signs else None,
        dialogue=signing.dialogue(agreement, asked=asked) if signs else None,
        messages=(*messages, *signing.why_not(agreement, visit)),
    )


def firm(agreement: AgreementView) -> str:
    """Return the borrower's name as the reader says it."""
    return names.said(agreement.borrower_name)


def _head(agreement: AgreementView, loan: LoanView | None, visit: Visit) -> Head:
    words = {"firm": firm(agreement), "amount": exact(agreement.principal)}
    return Head(
        _("Agreement %(reference)s") % {"reference": agreement.payment_reference},
        _finding(agreement, loan, visit) % words,
        back=Action(_("Files"), reverse("investor:dossier")),
    )


def _finding(agreement: AgreementView, loan: LoanView | None, visit: Visit) -> str:
    if agreement.state == "terminated":
        return _("The agreement with %(firm)s was given up")
    if agreement.state == "completed":
        return _("%(firm)s has repaid %(amount)s in full")
    if signing.waits(agreement, visit):
        return _("%(amount)s for %(firm)s waits for your bank's signature")
    if agreement.state in signing.OPEN:
        return _("%(amount)s waits for %(firm)s to sign")
    if loan is None or loan.drawn_date is None:
        return _("Signed by all; %(firm)s has not drawn its %(amount)s yet")
    if loan.days_past_due:
        late = ngettext(
            "%%(firm)s is %(days)s day late", "%%(firm)s is %(days)s days late", loan.days_past_due
        )
        return late % {"days": loan.days_past_due}
    return _("%(firm)s pays on time")


def _facts(agreement: AgreementView) -> tuple[Fact, ...]:
    ceiling = agreement.ceiling
    under = _("(ceiling %(ceiling)s)") % {"ceiling": percent(ceiling, 2)} if ceiling else ""
    months = ngettext("%(months)s month", "%(months)s months", agreement.term_months)
    return (
        Fact(_("Borrower"), firm(agreement)),
        Fact(_("Principal"), exact(agreement.principal)),
        Fact(_("Rate a year"), percent(agreement.rate_yearly, 2)),
        Fact(
            _("Term"),
            months % {"months": agreement.term_months},
            codes.word(codes.PLANS, agreement.plan_kind),
        ),
        Fact(_("All-in cost a year"), percent(agreement.yearly_cost, 2), under),
        Fact(_("Purpose"), codes.word(codes.PURPOSES, agreement.purpose_code)),
        Fact(
            _("Rules"),
            _("%(code)s, version %(version)s")
            % {"code": agreement.pack, "version": agreement.pack_version},
        ),
    )


def _plan(rows: Sequence[PlanRow], visit: Visit) -> Plan:
    bars = tuple(
        PlanBar(
            short_day(row.due_date),
            row.principal.amount,
            row.interest.amount,
            (row.paid_principal + row.paid_interest).amount,
            row.due_date < visit.today,
        )
        for row in rows
    )
    paid = sum(1 for row in rows if row.state == "paid")
    ahead = next((k for k, row in enumerate(rows) if row.due_date >= visit.today), None)
    return Plan(
        bars,
        _("%(paid)s of %(of)s instalments are paid.") % {"paid": paid, "of": len(rows)},
        ahead,
    )


def _plan_note(loan: LoanView) -> str:
    return _("%(paid)s back, %(owed)s still owed") % {
        "paid": exact(loan.principal_paid),
        "owed": exact(loan.outstanding),
    }


def _cost(line: CostLineView) -> pages.CostRow:
    return pages.CostRow(
        _("Fee: %(name)s") % {"name": line.code},
        names.said(line.payee_name),
        exact(line.amount),
        percent(line.yearly_rate, 2),
    )
