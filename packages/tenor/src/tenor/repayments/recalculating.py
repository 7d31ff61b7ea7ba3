"""Payments on a loan whose interest follows them: the model is asked before, told after."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from tenor.repayments.case import Preclose, Recalculation, Rest
from tenor.repayments.model import Model, Stretch
from tenor.repayments.rows import ZERO, Row, RowKind
from tenor.schedule.declining import levels_after_draw
from tenor.schedule.terms import Terms
from tenor.waterfall import Component, RowState


class Recalculating:
    """
    The model of a loan, with the rows of its table.

    Source: allocation rules, section 5.
    """

    def __init__(self, terms: Terms, rule: Recalculation) -> None:
        self.rule = rule
        self.model = Model(terms, [Stretch(period) for period in terms.periods()])
        self.rows: Sequence[Row] = ()
        self._brought_up_to: date | None = None
        self._to_due_date = False
        self._passed_over: list[Row] = []

    def draw(self, terms: Terms, on: date, amount: Decimal) -> None:
        """Add a tranche of `amount` (its down payment taken off), the last one in `terms`."""
        self.model.draw(on, amount, levels_after_draw(terms))

    def show(self) -> None:
        """Write on the instalments what the model asks."""
        for row, figures in zip(self.rows, self.model.figures(), strict=True):
            row.due[Component.INTEREST] = figures.interest
            row.due[Component.PRINCIPAL] = figures.principal

    def begin(self, on: date, amount: Decimal) -> None:
        """Bring interest up to the day of a payment, and see whether it pays all off."""
        self._to_due_date = self._runs_to_due_date(on, amount)
        self._passed_over = []
        self.bring_up(on)

    def _runs_to_due_date(self, on: date, amount: Decimal) -> bool:
        if self.rule.preclose is not Preclose.REST_DATE:
            return False
        if self.rule.rest is Rest.SAME_AS_REPAYMENT:
            return True
        current = [row for row in self.rows if _contains(row, on)]
        return bool(current) and amount >= sum(self.model.outstanding(current[0].due_date))

    def put(self, row: Row, component: Component, amount: Decimal, on: date) -> Decimal:
        """Put at most `amount` on a row, and let the model follow."""
        if row not in self.rows:
            self._passed_over.append(row)
            return row.take(component, amount, on)
        index, day = self.rows.index(row), on
        if row.state(on) is RowState.IN_ADVANCE:
            if self._to_due_date and _contains(row, on):
                day = row.due_date
            self._shorten(row, index, component, day)
        put = row.take(component, amount, on)
        if component is Component.PRINCIPAL:
            self.model.pay_principal(index, day, put)
        elif component is Component.INTEREST:
            self.model.pay_interest(index, day, put)
        if component in (Component.PRINCIPAL, Component.INTEREST):
            self.show()
            for each in self.rows:
                each.settle(on)
        return put

    def _shorten(self, row: Row, index: int, component: Component, day: date) -> None:
        """Let the row ask what it would if its period ended on the day of the payment."""
        if component in (Component.FEE, Component.PENALTY) and row.total:
            return
        figures = self.model.due_till(index, day)
        if not figures.interest and not figures.principal:
            self._passed_over.append(row)
        if component is Component.INTEREST:
            row.due[component] = figures.interest
        elif component is Component.PRINCIPAL:
            row.due[component] = figures.principal

    def may_be_last(self, row: Row) -> bool:
        """Tell whether a row that asks for nothing may still be lowered by a payment."""
        return not row.total and row not in self._passed_over

    def bring_up(self, on: date) -> None:
        """Let principal that is past due bear interest until the day `on`."""
        late = [row for row in self.rows if row.due_date < on and row.paid_date is None]
        if not late or not self.rule.on_past_due:
            return
        owed, all_owed = ZERO, ZERO
        for row in late:
            if owed:
                self._bear(on, row, owed, all_owed)
            owed = row.open(Component.PRINCIPAL)
            all_owed += owed
        current = next((row for row in self.rows if _contains(row, on)), self.rows[-1])
        if current is not late[-1]:
            self._bear(on, current, owed, all_owed)
        if all_owed and (self._brought_up_to is None or self._brought_up_to < on):
            self._brought_up_to = on

    def _bear(self, on: date, row: Row, owed: Decimal, all_owed: Decimal) -> None:
        """Put `owed` back from the start of a row, or from the day already brought up to."""
        known = self._brought_up_to
        if known is not None and on <= known:
            return
        # The model may ask more of a row in between; the rows are shown after each step.
        self.model.correct(row.start if known is None or row.start > known else known, owed)
        if _contains(row, on):
            end = row.due_date if self._to_due_date else on
            self.model.correct(end, -all_owed)
            self._brought_up_to = end
        self.show()

    def quote(self, on: date) -> Decimal:
        """Return the unpaid principal and the interest that a pay-off on `on` asks."""
        day = on
        if self.rule.preclose is Preclose.REST_DATE:
            day = next((row.due_date for row in self.rows if _contains(row, on)), on)
        return sum(self.model.outstanding(day), ZERO)


def _contains(row: Row, on: date) -> bool:
    """Tell whether a day lies in the period of an instalment, its start not counted."""
    return row.kind is RowKind.INSTALMENT and row.start < on <= row.due_date
