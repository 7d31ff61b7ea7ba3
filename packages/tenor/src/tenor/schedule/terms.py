"""What the parties agree, one row of a plan, and what makes terms impossible."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tenor.dates import DayCount, MonthEndRule, Period, Unit, add_units
from tenor.money import Money, finite_decimal, total_of
from tenor.schedule.holidays import Calendar, Roll

_MOST_INSTALMENTS = 3660
_HIGHEST_RATE = 1000


class BadTerms(ValueError):
    """Terms from which no plan can be drawn up; the family of this package's errors."""


class NoInstalments(BadTerms):
    """A plan of less than one instalment, or due every zero units."""


class NegativeRate(BadTerms):
    """A yearly rate below zero."""


class RateTooHigh(BadTerms):
    """A yearly rate above 1000, which is 100 000 %: a percentage taken for a fraction."""


class TooManyInstalments(BadTerms):
    """More than 3660 instalments, ten years of days."""


class NothingToRepay(BadTerms):
    """A principal of zero or less, or nothing left after the down payment."""


class TranchesDiffer(BadTerms):
    """Tranches that do not add up to the principal, or one of zero or less."""


class TrancheOutsidePlan(BadTerms):
    """A tranche before the start or not before the last due date."""


class GraceTooLong(BadTerms):
    """A grace below zero, or one that leaves no instalment to repay in."""


class UnknownMultiple(BadTerms):
    """A multiple of zero or less for the instalment to be rounded to."""


class InstalmentBelowInterest(BadTerms):
    """An instalment that would not even pay its own interest, so that the debt would grow."""


@dataclass(frozen=True, slots=True)
class Tranche:
    """A part of the principal, drawn on `drawn_on`."""

    drawn_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Instalment:
    """
    A row of a plan: `days` since the previous due date, and the `balance` left after it.

    `total` is always `principal + interest`. A down payment is a row too, of no days and no
    interest, and `number` counts it.
    """

    number: int
    due_date: date
    days: int
    principal: Money
    interest: Money
    total: Money
    balance: Money
    is_down_payment: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """
    What a plan is drawn up from.

    :param principal: all that is lent; without `tranches` it is drawn on `start_date`
    :param rate_yearly: nominal fraction a year, 0.12 is 12 %
    :param start_date: due dates are counted from here: k times `every` `unit`s
    :param instalments: how many, down payments not counted
    :param instalment_multiple_of: instalments and down payments are rounded to its multiples
    :param down_payment_fraction: of each tranche, due on its own day, 0.25 is a quarter
    :param last_due_offset: the last due date is this many units from the start instead
    :param grace_on_principal: so many first rows of interest only
    :param roll: where a due date goes that is no day of business by `calendar`; interest runs
        to the day it is paid, and the next due date is counted from the start as ever
    :param partial_period_interest: False: with flat interest by periods a tranche counts from
        the start of its period
    :raises BadTerms: one of its family, by what is wrong
    :raises tenor.money.NotDecimal: a rate, fraction or multiple that is no finite Decimal
    :raises tenor.money.MixedCurrencies: a tranche in another currency than the principal
    :raises DatesOutOfOrder: `last_due_offset` does not follow the due date before
    :raises DateOutOfRange: a due date past the calendar
    """

    principal: Money
    rate_yearly: Decimal
    start_date: date
    instalments: int
    every: int = 1
    unit: Unit = Unit.MONTHS
    day_count: DayCount = field(default_factory=DayCount)
    month_end_rule: MonthEndRule = MonthEndRule.LAST_DAY_OF_MONTH
    instalment_multiple_of: Decimal | None = None
    tranches: tuple[Tranche, ...] = ()
    down_payment_fraction: Decimal = Decimal(0)
    last_due_offset: int | None = None
    grace_on_principal: int = 0
    partial_period_interest: bool = True
    roll: Roll = Roll.NONE
    calendar: Calendar = field(default_factory=Calendar)

    def __post_init__(self) -> None:
        self._check_rate()
        if self.instalments < 1 or self.every < 1:
            raise NoInstalments(f"{self.instalments} instalments every {self.every} {self.unit}")
        if self.instalments > _MOST_INSTALMENTS:
            raise TooManyInstalments(f"{self.instalments} instalments of {_MOST_INSTALMENTS}")
        if not Money.zero(self.principal.currency) < self.principal:
            raise NothingToRepay(f"a principal of {self.principal} needs no plan")
        if not 0 <= finite_decimal(self.down_payment_fraction, "a down payment") < 1:
            raise NothingToRepay(f"a down payment of {self.down_payment_fraction} leaves nothing")
        if not 0 <= self.grace_on_principal < self.instalments:
            raise GraceTooLong(f"{self.grace_on_principal} of {self.instalments} instalments")
        multiple = self.instalment_multiple_of
        if multiple is not None and finite_decimal(multiple, "a multiple") <= 0:
            raise UnknownMultiple(f"a multiple of {multiple} rounds nothing")
        self._check_tranches()

    def _check_rate(self) -> None:
        if finite_decimal(self.rate_yearly, "a rate") < 0:
            raise NegativeRate(f"a yearly rate of {self.rate_yearly} is below zero")
        if self.rate_yearly > _HIGHEST_RATE:
            raise RateTooHigh(f"a yearly rate of {self.rate_yearly} is beyond {_HIGHEST_RATE}")

    def _check_tranches(self) -> None:
        zero = Money.zero(self.principal.currency)
        drawn = self.drawn()
        if total_of([tranche.amount for tranche in drawn], zero.currency) != self.principal:
            raise TranchesDiffer(f"the tranches do not add up to {self.principal}")
        if any(tranche.amount <= zero for tranche in drawn):
            raise TranchesDiffer("a tranche must be of more than nothing")
        if drawn[0].drawn_on < self.start_date or drawn[-1].drawn_on >= self.last_due_date():
            raise TrancheOutsidePlan(
                f"a tranche is not from {self.start_date} to before {self.last_due_date()}"
            )

    def drawn(self) -> tuple[Tranche, ...]:
        """Return the tranches by date; without any, the whole principal on the start date."""
        whole = (Tranche(self.start_date, self.principal),)
        return tuple(sorted(self.tranches, key=lambda each: each.drawn_on)) or whole

    def due_date(self, number: int) -> date:
        """Return the due date of the instalment `number`, counted from one."""
        units = number * self.every
        if number == self.instalments and self.last_due_offset is not None:
            units = self.last_due_offset
        day = add_units(self.start_date, units, self.unit, self.month_end_rule)
        return self.calendar.rolled(day, self.roll)

    def last_due_date(self) -> date:
        """Return the due date of the last instalment."""
        return self.due_date(self.instalments)

    def periods(self) -> Iterator[Period]:
        """Yield the repayment periods in order; :raises DatesOutOfOrder: one has no day."""
        start = self.start_date
        for number in range(1, self.instalments + 1):
            end = self.due_date(number)
            yield Period(start, end, self.every, self.unit)
            start = end
