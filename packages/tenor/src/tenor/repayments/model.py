"""Interest that follows what is really paid: periods, the balance of each day, the last row."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Self

from tenor.dates import Period
from tenor.repayments.rows import ZERO
from tenor.schedule.layout import Rounding
from tenor.schedule.terms import Terms


@dataclass(slots=True)
class Stretch:
    """
    A repayment period of the model, in major units.

    `level` is what the row asks; `first_level` what it asked before anything was paid early.
    `moved_in` is interest of later, already paid rows that only this row can still ask.
    """

    period: Period
    level: Decimal = ZERO
    first_level: Decimal = ZERO
    paid_principal: Decimal = ZERO
    paid_interest: Decimal = ZERO
    moved_in: Decimal = ZERO
    moved_out: bool = False
    changes: dict[date, Decimal] = field(default_factory=dict)

    @property
    def asked(self) -> Decimal:
        """Return what the row asks, with the interest that was moved to it."""
        return self.level + self.moved_in

    @property
    def paid(self) -> Decimal:
        """Return what was paid of principal and interest."""
        return self.paid_principal + self.paid_interest

    @property
    def is_paid(self) -> bool:
        """Tell whether exactly what is asked was paid."""
        return self.asked == self.paid


@dataclass(frozen=True, slots=True)
class Figures:
    """What a row asks: interest and principal, and the interest it has no place for."""

    interest: Decimal
    principal: Decimal
    unplaced: Decimal


@dataclass(slots=True)
class Model:
    """
    The periods of a loan, their interest by the balance of each day, up to `until` if given.

    Source: allocation rules, section 5.
    """

    terms: Terms
    stretches: list[Stretch]
    drawn: Decimal = ZERO
    until: date | None = None
    # Factors by the days they run from and to: copies share what one of them has worked out.
    _factors: dict[tuple[date, date], Decimal] = field(default_factory=dict)

    def copy(self, until: date) -> Self:
        """Return a copy that bears no interest after `until`."""
        stretches = [replace(each, changes=dict(each.changes)) for each in self.stretches]
        return replace(self, stretches=stretches, until=min(until, self.until or until))

    def figures(self) -> list[Figures]:
        """Return what each row asks today, the interest without a place carried along."""
        rounding, found = Rounding.of(self.terms), []
        balance, carried = ZERO, ZERO
        for each in self.stretches:
            own, closing = self._interest(each, balance)
            bears = ZERO if each.moved_out else rounding.money(own)
            calculated = max(ZERO, bears + each.moved_in + carried)
            figures = _figures(each, calculated)
            found.append(figures)
            carried = figures.unplaced
            balance = max(ZERO, closing - figures.principal + each.paid_principal)
        return found

    def _interest(self, stretch: Stretch, balance: Decimal) -> tuple[Decimal, Decimal]:
        """Return the unrounded interest of the period, and the balance before its instalment."""
        period, interest = stretch.period, ZERO
        if not stretch.changes and self.until is not None and self.until <= period.start:
            return interest, balance
        cuts = sorted({period.start, period.end, *stretch.changes})
        balance = max(ZERO, balance + stretch.changes.get(period.start, ZERO))
        for first, last in pairwise(cuts):
            end = min(last, self.until or last)
            if first < end and balance:
                factor = self._factor(period, first)
                interest += balance * factor / (period.end - first).days * (end - first).days
            balance = max(ZERO, balance + stretch.changes.get(last, ZERO))
        return interest, balance

    def _factor(self, period: Period, first: date) -> Decimal:
        """Return the factor from a day to the end of its period."""
        known = self._factors.get((first, period.end))
        if known is None:
            known = self.terms.day_count.factor(self.terms.rate_yearly, period, first)
            self._factors[first, period.end] = known
        return known

    def change(self, on: date, amount: Decimal) -> None:
        """Change the balance from the day `on`; a due date belongs to the period it ends."""
        first = self.stretches[0].period.start
        for each in self.stretches:
            opens = each.period.start == first == on
            if opens or each.period.start < on <= each.period.end:
                each.changes[on] = each.changes.get(on, ZERO) + amount
                self.close(on)
                return

    def draw(self, on: date, amount: Decimal, levels: Sequence[tuple[Decimal, Decimal]]) -> None:
        """Add a tranche; `levels` are those of the rows that are recomputed, the last ones."""
        self.drawn += amount
        asked = self.stretches[len(self.stretches) - len(levels) :]
        for each, (level, first_level) in zip(asked, levels, strict=True):
            each.level, each.first_level = level, first_level
        self.change(on, amount)

    def correct(self, on: date, amount: Decimal) -> None:
        """Put overdue principal back into the balance, or take it out again."""
        self.change(on, amount)

    def pay_interest(self, index: int, on: date, amount: Decimal) -> None:
        """Note interest paid on a row."""
        stretch = self.stretches[index]
        unpaid = [each for each in self.stretches if not each.is_paid]
        is_last = bool(unpaid) and unpaid[-1] is stretch and stretch is not self.stretches[-1]
        if is_last and on >= stretch.period.end:
            self._gather(stretch, on)
        stretch.paid_interest += amount
        self.close(on)

    def pay_principal(self, index: int, on: date, amount: Decimal) -> None:
        """Note principal paid on a row: it lowers the balance from `on`, or from the due date."""
        if not amount:
            return
        stretch = self.stretches[index]
        stretch.paid_principal += amount
        from_day = min(on, stretch.period.end)
        self.change(from_day, -amount)
        if on < stretch.period.start and (
            stretch.paid > stretch.asked or stretch.paid == stretch.first_level
        ):
            # Paid in full before it began, the row keeps the figure it was paid with.
            stretch.level = stretch.paid
        self.close(from_day)

    def close(self, on: date) -> None:
        """Make the last unpaid row ask for what the others leave, never less than was paid."""
        unpaid = [each for each in self.stretches if not each.is_paid]
        if not unpaid:
            return
        last = unpaid[-1]
        last.moved_in = ZERO
        for each in self.stretches:
            each.moved_out = False
        interest = sum((each.interest for each in self.figures()), ZERO)
        asked = sum((each.asked for each in self.stretches), ZERO)
        last.level += self.drawn + interest - asked
        if last.level < last.paid:
            last.level = last.paid
            self.close(on)
        self._gather(last, on)

    def _gather(self, stretch: Stretch, on: date) -> None:
        """Move the interest that later, paid rows earned up to `on` to this row."""
        if stretch is self.stretches[-1]:
            return
        copied = self.copy(on)
        earned = zip(copied.stretches, copied.figures(), strict=True)
        end = stretch.period.end
        later = [f.unplaced for s, f in earned if s.period.end > end and f.unplaced > 0]
        if later:
            stretch.moved_in = later[-1]
            for each in self.stretches:
                each.moved_out = each.moved_out or each.period.end > end

    def due_till(self, index: int, on: date) -> Figures:
        """Return what a row would ask if its period ended on `on`: for a payment in advance."""
        model = self.copy(on)
        model.close(on)
        stretch = model.stretches[index]
        if on <= stretch.period.start:
            model._restore(index)
        return model.figures()[index]

    def _restore(self, index: int) -> None:
        """Let a row that has not begun ask its first level, as far as so much is owed."""
        stretch, unpaid = self.stretches[index], [s for s in self.stretches if not s.is_paid]
        if len(unpaid) > 1:
            stretch.level = stretch.first_level
            owed = self.drawn - sum((each.paid_principal for each in self.stretches), ZERO)
            asked = self.figures()[index].principal - stretch.paid_principal
            stretch.level -= max(ZERO, asked - owed)
        elif stretch.is_paid and unpaid:
            figures = self.figures()
            open_principal = sum((f.principal for f in figures), ZERO) - sum(
                (s.paid_principal for s in self.stretches), ZERO
            )
            rest = open_principal + stretch.paid_principal + figures[index].interest
            stretch.level = min(stretch.first_level, rest)

    def outstanding(self, on: date) -> tuple[Decimal, Decimal]:
        """Return the unpaid principal, and the unpaid interest up to the day `on`."""
        model = self.copy(on)
        model.close(on)
        figures = model.figures()
        principal = sum((f.principal for f in figures), ZERO)
        interest = sum((f.interest for f in figures), ZERO)
        return (
            max(ZERO, principal - sum((s.paid_principal for s in model.stretches), ZERO)),
            max(ZERO, interest - sum((s.paid_interest for s in model.stretches), ZERO)),
        )


def _figures(stretch: Stretch, calculated: Decimal) -> Figures:
    """Share what a row asks between interest and principal, neither below what was paid."""
    interest = min(calculated, stretch.asked)
    if stretch.paid_principal > max(ZERO, stretch.asked - calculated):
        interest = stretch.paid_interest
    interest = max(interest, stretch.paid_interest)
    principal = max(stretch.asked - interest, stretch.paid_principal)
    return Figures(interest, principal, calculated - interest)
