"""The owner's home from what the queries tell: whose turn, where it stands, grade, next payment."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.portals import names
from headrace.portals.enterprise import (
    improving,
    pages,
    repaying,
    selling,
    steps,
    strips,
    taking_back,
    titles,
    turns,
    waiting,
)
from headrace.portals.enterprise.around import Around
from headrace.portals.enterprise.standing import Stage, Standing
from headrace.portals.pieces import Action, Head, State


def home_page(
    standing: Standing, around: Around, key: UUID, *, withdrawing: bool = False
) -> pages.HomePage:
    """Return the owner's home."""
    if standing.stage is Stage.NONE:
        return _nothing_asked(standing, around)
    dialogue = taking_back.withdrawal(standing, key, open=withdrawing)
    turn = turns.turn_of(standing, key)
    return pages.HomePage(
        head=_head(standing, has_turn=turn is not None),
        steps=steps.steps_of(standing),
        steps_note=steps.note_of(standing),
        turn=turn,
        strip=strips.strip_of(standing),
        grade=improving.grade_of(around.score),
        limit=improving.limit_of(around.score, standing.demand),
        improvements=improving.improvements(around.score),
        sales=selling.sales_picture(around.sales, standing.today),
        sales_note=selling.sales_note(around),
        sales_missing=selling.sales_missing(around),
        next_repayment=repaying.next_repayment(around, standing.today),
        messages=repaying.late_loans(standing, around),
        withdraw=_withdraw() if dialogue else None,
        dialogue=dialogue,
        is_repaying=standing.stage in (Stage.REPAY, Stage.REPAID),
    )


def _nothing_asked(standing: Standing, around: Around) -> pages.HomePage:
    return pages.HomePage(
        head=Head(names.said(standing.firm.name), _("What does your firm need money for?")),
        sales=selling.sales_picture(around.sales, standing.today),
        sales_note=selling.sales_note(around),
        next_repayment=repaying.next_repayment(around, standing.today),
        empty=State(
            "empty",
            _("Your request will stand here"),
            _("Three questions, then you see what you could get, before any paper."),
            Action(_("Start a request"), reverse("enterprise:ask")),
        ),
    )


def _head(standing: Standing, *, has_turn: bool) -> Head:
    asked, loan = standing.demand, standing.loan
    if asked is None:
        return Head(names.said(standing.firm.name), "")
    where = f"{names.said(standing.firm.name)} · {asked.reference}"
    finding = titles.amount_and_term(asked)
    if standing.stage is Stage.REPAY and loan and loan.missing.minor and loan.next_due:
        finding = titles.missing_words(loan, loan.next_due)
    again = standing.stage in (Stage.OVER, Stage.REPAID)
    return Head(
        where,
        finding,
        "" if has_turn else waiting.waiting_words(standing),
        main_act=Action(_("Ask again"), reverse("enterprise:ask")) if again else None,
    )


def _withdraw() -> Action:
    return Action(
        _("Take this request back"), f"{reverse('enterprise:home')}?ask=withdraw", opens="withdraw"
    )
