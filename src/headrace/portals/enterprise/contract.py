"""One contract as its firm reads it: sign, get the money, the plan, what happens next, the cost."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headrace.contracts import queries as contracts
from headrace.kit.clock import day_of
from headrace.portals import codes, names
from headrace.portals.drawings.plan import Plan
from headrace.portals.enterprise import (
    costs,
    getting,
    instalments,
    pages,
    paying,
    plans,
    sheets,
    signing,
    strips,
    titles,
    waiting,
)
from headrace.portals.enterprise.beside import Beside
from headrace.portals.enterprise.document import text_lines
from headrace.portals.enterprise.standing import Stage, Standing
from headrace.portals.enterprise.timeline import events_of
from headrace.portals.papers import papers_of
from headrace.portals.pieces import Action, Head, Message, State
from headrace.portals.templatetags.headrace import (
    headline,
    long_day,
)

_NOT_PAID = {
    "rejected": (
        gettext_lazy("The bank could not pay to the account you gave."),
        gettext_lazy("Nothing has left custody. Check the number and the name, then ask again."),
    ),
    "returned": (
        gettext_lazy("The bank sent the money back: it could not reach your account."),
        gettext_lazy("It lies in custody again. Check the number and the name, then ask again."),
    ),
    "cancelled": (
        gettext_lazy("The payment was cancelled before it left."),
        gettext_lazy("The money lies in custody. You can ask for it again."),
    ),
}


def contract_page(
    standing: Standing, agreement: contracts.AgreementView, beside: Beside, key: UUID
) -> pages.ContractPage:
    """Return the page of one contract."""
    wrong = getting.account_field(beside) if beside.wrong_account else None
    return pages.ContractPage(
        head=_head(standing, agreement, beside, key),
        plan=_plan(standing),
        plan_note=_plan_note(standing, agreement),
        events=events_of(standing, agreement),
        instalments=instalments.rows_of(standing.plan),
        terms=sheets.terms_of(agreement),
        terms_title=_("Terms you signed") if not agreement.waits_for else _("Terms"),
        costs=costs.costs_of(standing, agreement),
        text=text_lines(codes.in_language(agreement.text_en, agreement.text_zh)),
        text_open=standing.stage is Stage.SIGN,
        document_digest=sheets.digest_of(agreement),
        papers=papers_of(agreement, drawn=bool(standing.plan)),
        strip=strips.strip_of(standing),
        turn=signing.turn_here(standing, agreement, key),
        went=instalments.went_of(beside.repayments),
        dialogue=signing.dialogue(agreement, key, open=beside.signing)
        if standing.stage is Stage.SIGN
        else None,
        drawing=getting.drawing_form(standing, agreement, beside, key),
        paying=paying.how_to_pay(standing, agreement, beside, key),
        others=tuple(_other(each) for each in beside.others if each.id != agreement.id),
        wrong=(wrong,) if wrong else (),
        messages=_messages(agreement),
    )


def no_contract_page(standing: Standing) -> pages.NoContractPage:
    """Return the page of a firm that has no contract yet."""
    return pages.NoContractPage(
        head=Head(names.said(standing.firm.name), _("Nothing to repay")),
        empty=State(
            "empty",
            _("Your contract will stand here"),
            _("Once you have chosen an offer: what to sign, the plan, and how to pay."),
            Action(_("Where your request stands"), reverse("enterprise:home")),
        ),
    )


def _head(
    standing: Standing, agreement: contracts.AgreementView, beside: Beside, key: UUID
) -> Head:
    where = " · ".join(
        (
            _("Contract %(reference)s") % {"reference": agreement.payment_reference},
            codes.named(standing.offers[0].model_name) if standing.offers else agreement.model,
            _("signed %(day)s") % {"day": long_day(day_of(agreement.effective_at))}
            if agreement.effective_at
            else _("not yet signed by all"),
        )
    )
    return Head(where, _finding(standing, agreement), _lead(standing))


def _finding(standing: Standing, agreement: contracts.AgreementView) -> str:
    loan = standing.loan
    amount = headline(agreement.principal)
    if loan and standing.stage is Stage.REPAY and loan.missing.minor and loan.next_due:
        return titles.missing_words(loan, loan.next_due)
    if loan and standing.stage is Stage.REPAY:
        return _("%(owed)s of %(amount)s still to pay back") % {
            "owed": headline(loan.outstanding),
            "amount": amount,
        }
    said = {
        Stage.REPAID: _("%(amount)s is paid back in full"),
        Stage.SIGN: _("Read and sign: %(amount)s"),
        Stage.COUNTERSIGN: _("You have signed for %(amount)s"),
        Stage.DRAW: _("%(amount)s is ready for you"),
        Stage.RELEASE: _("%(amount)s is on its way to you"),
    }
    return said.get(standing.stage, _("%(amount)s: the agreement has ended")) % {"amount": amount}


def _lead(standing: Standing) -> str:
    loan = standing.loan
    if loan and standing.stage is Stage.REPAY and loan.missing.minor:
        return _(
            "%(paid)s of %(all)s instalments paid in full. There is still time to put this right."
        ) % {
            "paid": loan.instalments_paid,
            "all": loan.instalments,
        }
    return waiting.waiting_words(standing)


def _plan(standing: Standing) -> Plan:
    if standing.plan:
        return plans.plan_of(standing.plan, standing.today)
    chosen = next((each for each in standing.offers if each.state == "accepted"), None)
    return plans.planned(chosen.plan if chosen else ())


def _plan_note(standing: Standing, agreement: contracts.AgreementView) -> str:
    kind = codes.word(codes.PLANS, agreement.plan_kind)
    if not standing.plan:
        return _("%(kind)s; days are set when the money is paid out") % {"kind": kind}
    return _("%(count)s months, %(kind)s") % {"count": len(standing.plan), "kind": kind}


def _other(agreement: contracts.AgreementView) -> Action:
    return Action(
        _("%(amount)s, contract %(reference)s")
        % {
            "amount": headline(agreement.principal),
            "reference": agreement.payment_reference,
        },
        reverse("enterprise:agreement", args=[agreement.id]),
    )


def _messages(agreement: contracts.AgreementView) -> tuple[Message, ...]:
    asked = agreement.drawdown
    if asked is None or asked.state not in _NOT_PAID:
        return ()
    what, then = _NOT_PAID[asked.state]
    return (Message("refused", str(what), str(then)),)
