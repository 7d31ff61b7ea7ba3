"""One contract as its firm reads it: sign, get the money, the plan, what happens next, the cost."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.contracts import queries as contracts
from headrace.custody import queries as custody
from headrace.portals import codes, names, wording
from headrace.portals.drawings.plan import Plan
from headrace.portals.enterprise import pages, plans, sheets, strips, turns
from headrace.portals.enterprise.document import text_lines
from headrace.portals.enterprise.home import missing_words
from headrace.portals.enterprise.standing import Stage, Standing
from headrace.portals.enterprise.timeline import events_of
from headrace.portals.pieces import Action, Dialogue, Fact, Field, Head, Message, State, Turn
from headrace.portals.templatetags.headrace import (
    exact,
    headline,
    long_day,
    percent,
    short_day,
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What the contract's page needs beside the standing."""

    book: custody.BookView | None = None
    repayments: tuple[contracts.RepaymentView, ...] = ()
    others: tuple[contracts.AgreementView, ...] = ()
    pay_url: str = ""
    typed_account: str = ""
    wrong_account: str = ""
    signing: bool = False


def contract_page(
    standing: Standing, agreement: contracts.AgreementView, beside: Beside, key: UUID
) -> pages.ContractPage:
    """Return the page of one contract."""
    wrong = _account_field(beside) if beside.wrong_account else None
    return pages.ContractPage(
        head=_head(standing, agreement, beside, key),
        plan=_plan(standing),
        plan_note=_plan_note(standing, agreement),
        events=events_of(standing, agreement),
        instalments=sheets.rows_of(standing.plan),
        terms=sheets.terms_of(agreement),
        terms_title=_("Terms you signed") if not agreement.waits_for else _("Terms"),
        costs=sheets.costs_of(standing, agreement),
        text=text_lines(codes.in_language(agreement.text_en, agreement.text_zh)),
        text_open=standing.stage is Stage.SIGN,
        document_digest=sheets.digest_of(agreement),
        strip=strips.strip_of(standing),
        turn=_turn(standing, agreement, key),
        went=sheets.went_of(beside.repayments),
        dialogue=_sign_dialogue(agreement, key, open=beside.signing)
        if standing.stage is Stage.SIGN
        else None,
        drawing=_drawing(standing, agreement, beside, key),
        paying=_paying(standing, agreement, beside, key),
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
            _("signed %(day)s") % {"day": long_day(agreement.effective_at.date())}
            if agreement.effective_at
            else _("not yet signed by all"),
        )
    )
    return Head(where, _finding(standing, agreement), _lead(standing))


def _finding(standing: Standing, agreement: contracts.AgreementView) -> str:
    loan = standing.loan
    amount = headline(agreement.principal)
    if loan and standing.stage is Stage.REPAY and loan.missing.minor and loan.next_due:
        return missing_words(loan, loan.next_due)
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
    return turns.waiting_words(standing)


def _turn(standing: Standing, agreement: contracts.AgreementView, key: UUID) -> Turn | None:
    """On its own page the turn's button does the thing, or leads to its place."""
    turn = turns.turn_of(standing, key)
    here = reverse("enterprise:agreement", args=[agreement.id])
    acts = {
        Stage.SIGN: Action(
            _("Sign for %(amount)s") % {"amount": headline(agreement.principal)},
            f"{here}?ask=sign",
            opens="sign",
        ),
        Stage.DRAW: Action(_("Give the account"), "#id_account"),
        Stage.REPAY: Action(_("How to pay"), "#pay"),
    }
    if turn is None or standing.stage not in acts:
        return turn
    return Turn(turn.title, turn.words, acts[standing.stage])


def _sign_dialogue(agreement: contracts.AgreementView, key: UUID, *, open: bool) -> Dialogue:
    amount = headline(agreement.principal)
    lenders = ", ".join(names.said(each.name) for each in agreement.lenders)
    return Dialogue(
        id="sign",
        question=_("Sign for %(amount)s?") % {"amount": amount},
        facts=(
            Fact(_("From"), lenders),
            Fact(_("Rate a year"), percent(agreement.rate_yearly, 2)),
            Fact(_("All-in cost a year"), percent(agreement.yearly_cost, 2)),
            Fact(_("Fees"), sheets.fees_in_short(agreement)),
        ),
        consequence=_(
            "Your signature binds the firm to both texts, English and Chinese. Once the bank has "
            "signed too, the money is yours to get, and interest runs from the day it is paid out."
        ),
        act=Action(
            _("Sign for %(amount)s") % {"amount": amount},
            reverse("enterprise:sign", args=[agreement.id]),
            "post",
            key=str(key),
        ),
        open=open,
    )


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


def _account_field(beside: Beside) -> Field:
    return Field(
        "account",
        _("Account number of your firm"),
        beside.typed_account,
        hint=_("Eight to thirty figures, in the firm's own name; it stands on your bank card."),
        error=beside.wrong_account,
        kind="code",
    )


def _drawing(
    standing: Standing, agreement: contracts.AgreementView, beside: Beside, key: UUID
) -> pages.DrawingForm | None:
    if standing.stage is not Stage.DRAW:
        return None
    return pages.DrawingForm(
        title=_("Where shall the money go?"),
        words=_("To an account in the name of %(name)s, at any bank.")
        % {"name": agreement.borrower_name},
        field=_account_field(beside),
        post_to=reverse("enterprise:draw", args=[agreement.id]),
        key=str(key),
        submit=_("Get %(amount)s") % {"amount": exact(agreement.principal)},
        consequence=_(
            "Interest runs from the day the money is paid out. Two persons must release it, one of "
            "each bank; you see here when they have."
        ),
    )


def _paying(
    standing: Standing, agreement: contracts.AgreementView, beside: Beside, key: UUID
) -> pages.Paying | None:
    loan, book = standing.loan, beside.book
    if standing.stage is not Stage.REPAY or loan is None or loan.next_due is None or book is None:
        return None
    amount = loan.missing if loan.missing.minor else loan.next_due.missing
    act = None
    if beside.pay_url:
        act = Action(
            _("Let my bank pay %(amount)s now") % {"amount": exact(amount)},
            beside.pay_url,
            "post",
            name="asked",
            value=f"{loan.next_due.number}-{amount.minor}",
            key=str(key),
        )
    return pages.Paying(
        facts=(
            Fact(_("Amount"), exact(amount), _due_words(loan.next_due, standing.today)),
            Fact(_("To account"), _grouped(book.account_number), book.account_name),
            Fact(_("At"), names.said(standing.custodian)),
            Fact(_("Payment reference"), agreement.payment_reference, _("write it exactly so")),
        ),
        words=_(
            "Pay from any bank. It is counted the day it arrives: oldest first, interest first."
        ),
        act=act,
    )


def _due_words(due: contracts.PlanRow, today: date) -> str:
    day = short_day(due.due_date)
    if due.due_date < today:
        return _("was due %(day)s") % {"day": day}
    return _("due %(day)s") % {"day": day}


def _grouped(number: str) -> str:
    return wording.NBSP.join(number[k : k + 4] for k in range(0, len(number), 4))


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
    if asked is None or asked.state != "rejected":
        return ()
    return (
        Message(
            "refused",
            _("The bank could not pay to the account you gave."),
            _("Nothing has left custody. Check the number and the name, then ask again."),
        ),
    )
