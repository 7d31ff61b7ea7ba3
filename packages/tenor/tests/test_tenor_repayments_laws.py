"""Laws that hold for every life of a loan: nothing is lost, doubled or negative."""

import os
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st
from tenor.dates import DayCount, Unit
from tenor.money import Money
from tenor.repayments import (
    Calculation,
    Charge,
    Configurable,
    Direction,
    Event,
    EventKind,
    Fixed,
    FutureRule,
    Loan,
    Preclose,
    Recalculation,
    Rest,
    RowKind,
    ledger_of,
)
from tenor.schedule import Terms, Tranche, equal_instalment_plan, flat_plan
from tenor.waterfall import Component, RowState

PROVING = bool(os.environ.get("HEADRACE_PROVE"))
EXAMPLES = 20_000 if PROVING else 60
# The suite asks the same examples each time; the proof asks ever new ones.
LAWFUL = settings(max_examples=EXAMPLES, deadline=None, derandomize=not PROVING)
START = date(2024, 1, 1)
BUCKETS = tuple((state, component) for state in RowState for component in Component)


def plan_of(terms: Terms):
    return equal_instalment_plan(terms=terms)


def flat_plan_of(terms: Terms):
    return flat_plan(terms=terms)


@st.composite
def terms(draw) -> Terms:
    unit, longest = draw(st.sampled_from([(Unit.MONTHS, 2), (Unit.WEEKS, 4), (Unit.DAYS, 30)]))
    counts = [DayCount(), DayCount(days_in_year=365, days_in_month=None)]
    offsets = draw(st.lists(st.integers(1, 20), max_size=2))
    days = [START, *(START + timedelta(days=each) for each in accumulate(offsets))]
    agreed = Terms(
        principal=Money(Decimal(1)),
        rate_yearly=draw(st.decimals(0, 1, places=4)),
        start_date=START,
        instalments=draw(st.integers(2, 8)),
        every=draw(st.integers(1, longest)),
        unit=unit,
        day_count=draw(st.sampled_from(counts)),
    )
    amounts = [Money.from_minor(draw(st.integers(5_000, 10**8))) for _ in days]
    lent = tuple(
        Tranche(day, amount)
        for day, amount in zip(days, amounts, strict=True)
        if day < agreed.last_due_date()
    )
    whole = sum((each.amount for each in lent), Money.zero())
    return Terms(
        principal=whole,
        rate_yearly=agreed.rate_yearly,
        start_date=START,
        instalments=agreed.instalments,
        every=agreed.every,
        unit=unit,
        day_count=agreed.day_count,
        tranches=lent,
        down_payment_fraction=draw(st.sampled_from([Decimal(0), Decimal("0.25")])),
    )


@st.composite
def happenings(draw, whole: Money) -> tuple[tuple[Charge, ...], tuple[Event, ...]]:
    day, charges, events = START, [], []
    for seq in range(1, draw(st.integers(1, 6)) + 1):
        day += timedelta(days=draw(st.integers(0, 60)))
        kind = draw(st.sampled_from(["charge", *EventKind]))
        if kind == "charge":
            calculation = draw(st.sampled_from(Calculation))
            each = calculation is not Calculation.FLAT
            due = None if each else day + timedelta(days=draw(st.integers(0, 90)))
            component = draw(st.sampled_from([Component.FEE, Component.PENALTY]))
            amount = draw(st.decimals(0, 30, places=2))
            charges.append(Charge(seq, component, calculation, amount, due, day))
        else:
            amount = Money.from_minor(draw(st.integers(1, whole.minor))).amount
            optional = kind in (EventKind.PREPAY, EventKind.END_OF_DAY)
            events.append(Event(seq, day, kind, None if optional else amount))
    return tuple(charges), tuple(events)


@st.composite
def configurable(draw) -> Configurable:
    return Configurable(
        tuple(draw(st.permutations(BUCKETS))),
        draw(st.sampled_from(Direction)),
        draw(st.sampled_from(FutureRule)),
    )


@st.composite
def still_loans(draw) -> Loan:
    agreed = draw(terms())
    charges, events = draw(happenings(agreed.principal))
    return Loan(
        terms=agreed,
        plan_of=draw(st.sampled_from([plan_of, flat_plan_of])),
        strategy=draw(st.one_of(configurable(), st.sampled_from(Fixed))),
        charges=charges,
        events=events,
    )


@st.composite
def following_loans(draw) -> Loan:
    agreed = draw(terms())
    charges, events = draw(happenings(agreed.principal))
    order = draw(configurable())
    # Arrears first: an order that pays later rows before them moves interest between the rows,
    # and its rounding may leave a fen of principal on the last one.
    states = list(RowState)
    buckets = tuple(sorted(order.order, key=lambda bucket: states.index(bucket[0])))
    return Loan(
        terms=agreed,
        plan_of=plan_of,
        strategy=Configurable(buckets, Direction.HORIZONTAL, order.future),
        recalculation=Recalculation(
            draw(st.sampled_from(Rest)), draw(st.sampled_from(Preclose)), draw(st.booleans())
        ),
        charges=charges,
        events=events,
    )


def check_nothing_is_lost(loan: Loan):
    ledger = ledger_of(loan)
    payments = [each for each in ledger.transactions if each.kind != "disbursement"]
    for each in payments:
        assert each.overpayment >= 0
        assert all(portion >= 0 for portion in each.portions.values())
    used = sum(each.amount - each.kept for each in payments)
    assert used == sum(row.total_paid for row in ledger.rows)
    for row in ledger.rows:
        assert all(amount >= 0 for amount in (*row.due.values(), *row.paid.values()))
        assert (row.paid_date is None) == bool(row.outstanding) or not row.total
        assert 0 <= row.in_advance + row.late <= row.total_paid
    principal = sum(row.paid[Component.PRINCIPAL] for row in ledger.rows)
    assert ledger.transactions[-1].balance == loan.terms.principal.amount - principal
    asked = sum(row.due[Component.PRINCIPAL] for row in ledger.rows)
    assert asked == loan.terms.principal.amount
    return ledger


@LAWFUL
@given(still_loans())
def test_payments_on_a_plan_that_stands_still(loan):
    ledger = check_nothing_is_lost(loan)
    planned = sum(row.interest.amount for row in loan.plan_of(loan.terms))
    assert sum(row.due[Component.INTEREST] for row in ledger.rows) == planned
    for row in ledger.rows:
        assert all(row.paid[each] <= row.due[each] for each in Component)


@LAWFUL
@given(following_loans())
def test_payments_that_interest_follows(loan):
    check_nothing_is_lost(loan)


@LAWFUL
@given(following_loans(), st.integers(0, 200))
def test_a_pay_off_leaves_nothing_open(loan, later):
    last = max([START, *(each.on for each in loan.events)]) + timedelta(days=later)
    seq = 1 + max([0, *(each.seq for each in (*loan.events, *loan.charges))])
    paid_off = Event(seq, max(last, loan.terms.drawn()[-1].drawn_on), EventKind.PREPAY)
    ledger = ledger_of(
        Loan(
            terms=loan.terms,
            plan_of=loan.plan_of,
            strategy=loan.strategy,
            recalculation=loan.recalculation,
            charges=tuple(each for each in loan.charges if each.due_date is None),
            events=(*loan.events, paid_off),
        )
    )
    assert all(row.outstanding == 0 for row in ledger.rows), ledger.rows
    assert RowKind.CHARGE_ONLY not in {row.kind for row in ledger.rows}
