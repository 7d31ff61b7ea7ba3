"""The life of a loan replayed in order: tranches, charges, payments; rows and transactions."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, localcontext
from enum import StrEnum

from tenor.dates import DIGITS
from tenor.money import Money
from tenor.repayments.case import (
    BadEvent,
    Calculation,
    Charge,
    Configurable,
    Direction,
    Event,
    EventKind,
    NoRecalculation,
    Recalculation,
    Strategy,
)
from tenor.repayments.placing import Placing, place_fixed
from tenor.repayments.recalculating import Recalculating
from tenor.repayments.rows import ZERO, Row, RowKind
from tenor.schedule.layout import Rounding, down_payment
from tenor.schedule.terms import Instalment, Terms, Tranche
from tenor.waterfall import Component

PlanOf = Callable[[Terms], tuple[Instalment, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """
    What was agreed: the terms, the plan they are drawn up in, and how payments are put.

    :param recalculation: None: the plan does not react to payments
    :raises NoRecalculation: it is asked of a plan that knows none
    """

    terms: Terms
    plan_of: PlanOf
    strategy: Strategy
    recalculation: Recalculation | None = None
    charges: tuple[Charge, ...] = ()
    events: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        strategy = self.strategy
        fixed = not isinstance(strategy, Configurable) or strategy.direction is Direction.VERTICAL
        if self.recalculation is not None and (fixed or self.terms.grace_on_principal):
            raise NoRecalculation("interest follows payments only horizontally, without grace")


class TransactionKind(StrEnum):
    """What a row of the transactions records."""

    DISBURSEMENT = "disbursement"
    DOWN_PAYMENT = "down_payment"
    REPAYMENT = "repayment"


@dataclass(slots=True, eq=False)
class Transaction:
    """A drawdown or a payment, where its amount went, and the principal that is left."""

    kind: TransactionKind
    on: date
    amount: Decimal
    portions: dict[Component, Decimal] = field(
        default_factory=lambda: dict.fromkeys(Component, ZERO)
    )
    balance: Decimal = ZERO
    # What no row took and no later tranche or charge has used.
    kept: Decimal = ZERO

    @property
    def overpayment(self) -> Decimal:
        """Return what no row took."""
        if self.kind is TransactionKind.DISBURSEMENT:
            return ZERO
        return self.amount - sum(self.portions.values(), ZERO)


class Ledger:
    """
    The table of a loan and its transactions, moved on by one happening after the other.

    Source: allocation rules, sections 0, 1 and 4.
    """

    def __init__(self, loan: Loan) -> None:
        self.loan = loan
        self.rounding = Rounding.of(loan.terms)
        self.instalments: list[Row] = []
        self.others: list[Row] = []
        self.transactions: list[Transaction] = []
        self._drawn: list[Tranche] = []
        self._each_instalment: list[Charge] = []
        self._recalculating: Recalculating | None = None
        if loan.recalculation is not None and loan.terms.rate_yearly:
            self._recalculating = Recalculating(loan.terms, loan.recalculation)

    @property
    def rows(self) -> list[Row]:
        """Return all rows by due date; a down payment comes after the instalment of its day."""
        return sorted([*self.instalments, *self.others], key=_place)

    def draw(self, tranche: Tranche) -> None:
        """Add a tranche: the rows not yet due are recomputed, kept overpayments are put."""
        self._drawn.append(tranche)
        on, terms = tranche.drawn_on, self._terms_so_far()
        asked = down_payment(terms, tranche)
        plan = [row for row in self.loan.plan_of(terms) if not row.is_down_payment]
        if not self.instalments:
            self.instalments = [
                Row(RowKind.INSTALMENT, period.start, period.end) for period in terms.periods()
            ]
        if self._recalculating is None:
            for row, planned in zip(self.instalments, plan, strict=True):
                row.due[Component.PRINCIPAL] = planned.principal.amount
                row.due[Component.INTEREST] = planned.interest.amount
            self._charge_again()
        else:
            self._recalculating.rows = self.instalments
            self._recalculating.draw(terms, on, tranche.amount.amount - asked)
            self._recalculating.show()
        for row in self.instalments:
            if row.due_date >= on:
                row.settle(on)
        if asked:
            row = Row(RowKind.DOWN_PAYMENT, on, on)
            row.due[Component.PRINCIPAL] = asked
            self.others.append(row)
        self._use_kept(on)
        drawdown = Transaction(TransactionKind.DISBURSEMENT, on, tranche.amount.amount)
        self._record(drawdown)

    def _terms_so_far(self) -> Terms:
        currency = self.loan.terms.principal.currency
        drawn = sum((each.amount for each in self._drawn), Money.zero(currency))
        return replace(self.loan.terms, principal=drawn, tranches=tuple(self._drawn))

    def _use_kept(self, on: date) -> None:
        """Put what earlier payments left over on the rows, on the day of a tranche."""
        paid = [each for each in self.transactions if each.kept]
        left = sum((each.kept for each in paid), ZERO)
        if left:
            left = self._place(left, on, None)
        for each in paid:
            each.kept = min(each.kept, left)
            left -= each.kept

    def charge(self, charge: Charge) -> None:
        """Add a charge to its row, or to all instalments; an overpayment is put on it."""
        if charge.due_date is None:
            self._each_instalment.append(charge)
            for row in self.instalments:
                row.add(charge, self._amount(charge, row))
        else:
            self._row_for(charge.due_date).add(charge, self.rounding.money(charge.amount))
        if isinstance(self.loan.strategy, Configurable):
            for each in self.transactions:
                if each.kept:
                    each.kept = self._place(each.kept, each.on, each)
                    each.balance = self._balance()

    def _row_for(self, due_date: date) -> Row:
        """Return the instalment in whose period a day lies, or the extra row after the last."""
        for row in self.instalments:
            opens = row is self.instalments[0] and due_date <= row.due_date
            if opens or row.start < due_date <= row.due_date:
                return row
        for row in self.others:
            if row.kind is RowKind.CHARGE_ONLY:
                row.due_date = max(row.due_date, due_date)
                return row
        row = Row(RowKind.CHARGE_ONLY, self.instalments[-1].due_date, due_date)
        self.others.append(row)
        return row

    def _amount(self, charge: Charge, row: Row) -> Decimal:
        principal, interest = row.due[Component.PRINCIPAL], row.due[Component.INTEREST]
        base = {
            Calculation.FLAT: Decimal(100),
            Calculation.OF_PRINCIPAL: principal,
            Calculation.OF_INTEREST: interest,
            Calculation.OF_BOTH: principal + interest,
        }[charge.calculation]
        return self.rounding.money(base * charge.amount / 100)

    def _charge_again(self) -> None:
        """Work percentages out anew after a tranche, on the instalments that are not paid."""
        for row in self.instalments:
            if row.paid_date is not None and not row.outstanding:
                continue
            charges, row.charges = row.charges, []
            for charge, amount in charges:
                row.due[charge.component] -= amount
                again = charge.calculation is not Calculation.FLAT
                row.add(charge, self._amount(charge, row) if again else amount)

    def happen(self, event: Event) -> None:
        """Put a payment on the rows, or bring overdue interest up to the end of a day."""
        if event.kind is EventKind.END_OF_DAY:
            if self._recalculating is not None:
                self._recalculating.begin(event.on, ZERO)
            return
        kind, amount = TransactionKind.REPAYMENT, event.amount
        if event.kind is EventKind.DOWN_PAYMENT:
            kind = TransactionKind.DOWN_PAYMENT
        if amount is None:
            amount = self.quote(event.on)
        elif event.auto:
            amount = min(amount, self._open_down_payment(event.on))
        if not amount:
            return
        payment = Transaction(kind, event.on, amount)
        if self._recalculating is not None:
            self._recalculating.begin(event.on, amount)
        payment.kept = self._place(amount, event.on, payment)
        self._record(payment)

    def _open_down_payment(self, on: date) -> Decimal:
        rows = (row for row in self.others if row.kind is RowKind.DOWN_PAYMENT)
        return sum((row.outstanding for row in rows if row.due_date == on), ZERO)

    def _record(self, transaction: Transaction) -> None:
        transaction.balance = self._balance()
        self.transactions.append(transaction)

    def _balance(self) -> Decimal:
        drawn = sum((each.amount.amount for each in self._drawn), ZERO)
        return drawn - sum((row.paid[Component.PRINCIPAL] for row in self.rows), ZERO)

    def _place(self, amount: Decimal, on: date, payment: Transaction | None) -> Decimal:
        """Put an amount on the rows, and note the portions; return what no row took."""

        def put(row: Row, component: Component, share: Decimal) -> Decimal:
            if self._recalculating is not None:
                taken = self._recalculating.put(row, component, share, on)
            else:
                taken = row.take(component, share, on)
            if payment is not None:
                payment.portions[component] += taken
            return taken

        strategy, rows = self.loan.strategy, self.rows
        if not isinstance(strategy, Configurable):
            return place_fixed(strategy, rows, amount, on, put)
        placing = Placing(strategy, rows, on, self.rounding.unit, put)
        if self._recalculating is not None:
            placing = replace(placing, also_last=self._recalculating.may_be_last)
        return placing.place(amount)

    def quote(self, on: date) -> Decimal:
        """
        Return what pays the loan off on the day `on`; nothing in the ledger changes.

        Source: allocation rules, section 6.
        """
        if self._recalculating is None:
            return sum((row.outstanding for row in self.rows), ZERO)
        charges = (Component.FEE, Component.PENALTY)
        other = sum((row.open(each) for row in self.instalments for each in charges), ZERO)
        other += sum((row.outstanding for row in self.others), ZERO)
        recalculating = deepcopy(self._recalculating)
        # Whatever is paid that day pays all off: overdue interest runs as far as it then would.
        recalculating.begin(on, Decimal("Infinity"))
        return recalculating.quote(on) + other


def _place(row: Row) -> tuple[date, int]:
    kinds = (RowKind.INSTALMENT, RowKind.DOWN_PAYMENT, RowKind.CHARGE_ONLY)
    return row.due_date, kinds.index(row.kind)


def ledger_of(loan: Loan) -> Ledger:
    """
    Return the ledger after all that happened to the loan, in order.

    A tranche comes before every charge and event of its day; these go by `seq`.

    :raises BadEvent: events that are not in the order of their days, or before the drawdown
    """
    with localcontext(DIGITS):
        ledger, tranches = Ledger(loan), list(loan.terms.drawn())
        first = tranches[0].drawn_on
        days = [event.on for event in sorted(loan.events, key=lambda each: each.seq)]
        if days != sorted(days) or (days and days[0] < first):
            raise BadEvent("events go by their days, and none is before the first drawdown")
        # With a fixed strategy all charges are known from the start, whatever their day.
        known_late = isinstance(loan.strategy, Configurable)
        happenings: list[tuple[int, date, Charge | Event]] = [
            *((each.seq, each.known_on if known_late else first, each) for each in loan.charges),
            *((each.seq, each.on, each) for each in loan.events),
        ]
        for _, day, happening in sorted(happenings, key=lambda each: each[0]):
            while tranches and tranches[0].drawn_on <= max(day, first):
                ledger.draw(tranches.pop(0))
            if isinstance(happening, Charge):
                ledger.charge(happening)
            else:
                ledger.happen(happening)
        for tranche in tranches:
            ledger.draw(tranche)
        return ledger
