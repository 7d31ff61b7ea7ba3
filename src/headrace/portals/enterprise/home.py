"""The owner's home from what the queries tell: whose turn, where it stands, grade, next payment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from headrace.contracts import queries as contracts
from headrace.credit import queries as credit
from headrace.evidence import queries as evidence
from headrace.market import queries as market
from headrace.portals import codes, names, wording
from headrace.portals.drawings.days import DailyBars
from headrace.portals.drawings.gauges import LimitGauge
from headrace.portals.enterprise import pages, plans, steps, strips, turns
from headrace.portals.enterprise.standing import Stage, Standing
from headrace.portals.investor import grades
from headrace.portals.pieces import Action, GradeSheet, Head, Message, State
from headrace.portals.templatetags.headrace import (
    exact,
    headline,
    moment,
    percent,
    short_day,
)

DAYS_SHOWN: Final = 56
_POINTS_OF_A_GRADE: Final = 20


@dataclass(frozen=True, slots=True)
class Around:
    """What the home says beside the request: grade, sales, loans that run."""

    score: credit.ScoreView | None = None
    sales: tuple[evidence.DaySales, ...] = ()
    last_event: evidence.EventView | None = None
    loans: tuple[contracts.LoanView, ...] = ()
    plan_due: tuple[contracts.PlanRow, ...] = ()
    self_made: bool = False


def home_page(
    standing: Standing, around: Around, key: UUID, *, withdrawing: bool = False
) -> pages.HomePage:
    """Return the owner's home."""
    if standing.stage is Stage.NONE:
        return _nothing_asked(standing, around)
    dialogue = turns.withdrawal(standing, key, open=withdrawing)
    turn = turns.turn_of(standing, key)
    return pages.HomePage(
        head=_head(standing, has_turn=turn is not None),
        steps=steps.steps_of(standing),
        steps_note=steps.note_of(standing),
        turn=turn,
        strip=strips.strip_of(standing),
        grade=_grade(around.score),
        limit=_limit(around.score, standing.demand),
        improvements=_improvements(around.score),
        sales=_sales(around.sales, standing.today),
        sales_note=_sales_note(around),
        sales_missing=_sales_missing(around),
        next_repayment=_next_repayment(around, standing.today),
        messages=_messages(standing, around),
        withdraw=_withdraw() if dialogue else None,
        dialogue=dialogue,
        is_repaying=standing.stage in (Stage.REPAY, Stage.REPAID),
    )


def first_day(today: date) -> date:
    """Return the first of the days that the sales picture shows."""
    return today - timedelta(days=DAYS_SHOWN - 1)


def next_loan(loans: Sequence[contracts.LoanView]) -> contracts.LoanView | None:
    """Return the loan whose next instalment falls due first, a late one before all."""
    due = [(each.next_due.due_date, each.id) for each in loans if each.next_due]
    chosen = min(due, default=None)
    return next((each for each in loans if chosen and each.id == chosen[1]), None)


def _nothing_asked(standing: Standing, around: Around) -> pages.HomePage:
    return pages.HomePage(
        head=Head(names.said(standing.firm.name), _("What does your firm need money for?")),
        sales=_sales(around.sales, standing.today),
        sales_note=_sales_note(around),
        next_repayment=_next_repayment(around, standing.today),
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
    finding = amount_and_term(asked)
    if standing.stage is Stage.REPAY and loan and loan.missing.minor and loan.next_due:
        finding = missing_words(loan, loan.next_due)
    again = standing.stage in (Stage.OVER, Stage.REPAID)
    return Head(
        where,
        finding,
        "" if has_turn else turns.waiting_words(standing),
        main_act=Action(_("Ask again"), reverse("enterprise:ask")) if again else None,
    )


def _withdraw() -> Action:
    return Action(
        _("Take this request back"), f"{reverse('enterprise:home')}?ask=withdraw", opens="withdraw"
    )


def amount_and_term(asked: market.DemandView) -> str:
    """Return the title of a request: ¥1,200,000 for 9 months."""
    return _("%(amount)s for %(months)s months") % {
        "amount": headline(asked.amount),
        "months": asked.term_months,
    }


def missing_words(loan: contracts.LoanView, due: contracts.PlanRow) -> str:
    """Return the title of a late loan: ¥53,634.57 is missing from November."""
    return _("%(amount)s is missing from %(month)s") % {
        "amount": exact(loan.missing),
        "month": wording.month_name(due.due_date, codes.language()),
    }


def _grade(score: credit.ScoreView | None) -> GradeSheet | None:
    if score is None:
        return None
    return replace(grades.sheet(score), note=moment(score.decided_at))


def _limit(score: credit.ScoreView | None, asked: market.DemandView | None) -> pages.Limit | None:
    if score is None or asked is None or not score.limit.minor:
        return None
    sentence = _("On what is proven, funders may lend you up to %(amount)s.")
    sentence %= {"amount": headline(score.limit)}
    gauge = LimitGauge(asked.amount.amount, score.limit.amount, sentence)
    said = {"done": _("within"), "near": _("near"), "late": _("over")}
    return pages.Limit(
        gauge, headline(asked.amount), headline(score.limit), said[gauge.mark], sentence
    )


def _improvements(score: credit.ScoreView | None) -> tuple[pages.Improvement, ...]:
    if score is None:
        return ()
    narrowing = tuple(_narrowing(each) for each in score.next_evidence)
    weighty = [each for each in score.reasons if each.points > 0]
    return (narrowing + tuple(_raising(each) for each in weighty))[:4]


def _narrowing(evidence_missing: credit.Narrowing) -> pages.Improvement:
    label = {
        "invoices": _("Show more months of invoices"),
        "findings": _("Let the open checks be answered"),
    }.get(evidence_missing.rung, _("Prove more"))
    return pages.Improvement(
        Action(label, reverse("enterprise:help")),
        _("makes the likely range narrower"),
        _("range −%(grades)s grades") % {"grades": _in_grades(evidence_missing.points)},
        _("both ends"),
    )


def _raising(reason: credit.Reason) -> pages.Improvement:
    return pages.Improvement(
        Action(codes.in_language(reason.text_en, reason.text_zh), ""),
        _("if put right"),
        _("+%(grades)s grades") % {"grades": _in_grades(reason.points)},
        _("%(points)s points") % {"points": reason.points},
    )


def _in_grades(points: int) -> str:
    return wording.figure(Decimal(points) / _POINTS_OF_A_GRADE, 1)


def _sales(sales: Sequence[evidence.DaySales], today: date) -> DailyBars | None:
    """Return a bar for each of the last days, days without a sale included."""
    if not sales:
        return None
    by_day = {each.day: each.sum_minor / 100_000 for each in sales}
    days = [today - timedelta(days=back) for back in range(DAYS_SHOWN - 1, -1, -1)]
    values = tuple(max(0.0, by_day.get(day, 0.0)) for day in days)
    labels = tuple(
        (k, wording.short_day(day, codes.language()))
        for k, day in enumerate(days)
        if k % 21 == 0 and k < DAYS_SHOWN - 10
    )
    sentence = _("%(now)s thousand a day in the last four weeks, %(before)s in the four before.")
    half = DAYS_SHOWN // 2
    facts = {
        "now": f"{sum(values[half:]) / half:,.1f}",
        "before": f"{sum(values[:half]) / half:,.1f}",
    }
    return DailyBars(values, labels, _("Daily sales, ¥ thousand"), sentence % facts)


def _sales_note(around: Around) -> str:
    event = around.last_event
    if event is None:
        return ""
    source = _("from your own books") if event.self_declared else _("from your tax invoices")
    note = f"{source} · {moment(event.received_at)}"
    self_made = _("self-made")
    return f"{note} · {self_made}" if around.self_made else note


def _sales_missing(around: Around) -> State | None:
    if around.sales:
        return None
    event = around.last_event
    words = (
        _("The last invoice that reached us is of %(day)s.")
        % {"day": wording.long_day(event.issue_date, codes.language())}
        if event
        else _("No invoice has reached us yet.")
    )
    return State(
        "empty",
        _("No sales in the last eight weeks"),
        words,
        Action(_("How invoices get here, and who sees them"), reverse("enterprise:help")),
    )


def _next_repayment(around: Around, today: date) -> pages.NextRepayment | None:
    loan = next_loan(around.loans)
    if loan is None or loan.next_due is None or not around.plan_due:
        return None
    late = [each for each in around.plan_due if each.state == "late"]
    counted = {"paid": loan.instalments_paid, "all": loan.instalments}
    note = (
        _("%(paid)s of %(all)s paid, one is late")
        if late
        else _("%(paid)s of %(all)s paid, all in order")
    )
    where = _("%(day)s · %(rate)s a year · reference %(reference)s") % {
        "day": wording.day(loan.next_due.due_date, codes.language()),
        "rate": percent(loan.rate_yearly),
        "reference": loan.payment_reference,
    }
    return pages.NextRepayment(
        exact(loan.next_due.missing),
        where,
        note % counted,
        plans.plan_of(around.plan_due, today, low=True),
        Action(
            _("The whole plan and how to pay"),
            reverse("enterprise:agreement", args=[loan.agreement_id]),
        ),
    )


def _messages(standing: Standing, around: Around) -> tuple[Message, ...]:
    """Say that another loan is late, when the page is about a newer request."""
    own = standing.loan.id if standing.loan else None
    return tuple(
        Message(
            "refused",
            _("%(amount)s is missing on an earlier loan.") % {"amount": exact(each.missing)},
            _("Due %(day)s.") % {"day": short_day(each.next_due.due_date)},
            Action(_("See it and pay"), reverse("enterprise:agreement", args=[each.agreement_id])),
        )
        for each in around.loans
        if each.missing.minor and each.next_due and each.id != own
    )
