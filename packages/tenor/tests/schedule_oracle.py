"""A slow oracle for plans: exact fractions and whole minor units, from the conventions alone."""

import calendar
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from tenor.dates import Calculation, LeapYearRule, MonthEndRule, Unit, YearBoundary
from tenor.money import minor_digits
from tenor.schedule import Method, Roll, Terms

Row = tuple[int, int]
"""(principal, interest) in minor units."""


class ExactTie(Exception):
    """A figure of exactly half a minor unit: there, nineteen digits and fractions may differ."""


def rounded(exact: Fraction) -> int:
    if exact.denominator == 2:
        raise ExactTie
    return round(exact)


def instalment(agreed: Terms, exact: Fraction) -> int:
    if agreed.instalment_multiple_of is None:
        return rounded(exact)
    unit = Fraction(agreed.instalment_multiple_of) * 10 ** minor_digits(agreed.principal.currency)
    # The multiple is taken of the rounded figure, and a tie of whole numbers is exact here.
    return round(unit * round(rounded(exact) / unit))


def day_after(agreed: Terms, units: int) -> date:
    if agreed.unit is not Unit.MONTHS:
        days = units * (7 if agreed.unit is Unit.WEEKS else 1)
        return agreed.start_date + timedelta(days=days)
    start = agreed.start_date
    year, month = divmod(start.year * 12 + start.month - 1 + units, 12)
    length = calendar.monthrange(year, month + 1)[1]
    if start.day <= length:
        return date(year, month + 1, start.day)
    later = agreed.month_end_rule is MonthEndRule.FIRST_DAY_OF_NEXT_MONTH
    return date(year, month + 1, length) + timedelta(days=1 if later else 0)


def due_days(agreed: Terms) -> list[date]:
    days = [day_after(agreed, agreed.every * k) for k in range(agreed.instalments + 1)]
    if agreed.last_due_offset is not None:
        days[-1] = day_after(agreed, agreed.last_due_offset)
    return [days[0], *(moved(agreed, day) for day in days[1:])]


def moved(agreed: Terms, day: date) -> date:
    off, one = agreed.calendar.holidays, timedelta(days=1)
    before = after = day
    while before in off or before.weekday() > 4:
        before -= one
    while after in off or after.weekday() > 4:
        after += one
    stays = {Roll.NONE: day, Roll.FOLLOWING: after, Roll.PRECEDING: before}
    return stays.get(agreed.roll, after if after.month == day.month else before)


def length_of(year: int) -> int:
    return 366 if calendar.isleap(year) else 365


def holds_leap_day(p: date, q: date) -> bool:
    days = (p + timedelta(days=k) for k in range(1, (q - p).days + 1))
    return any((day.month, day.day) == (2, 29) for day in days)


def year_part(agreed: Terms, p: date, q: date, a: date, z: date) -> Fraction:
    """The part of a year that a..z inside the period p..q bears."""
    count, n, whole = agreed.day_count, (z - a).days, (q - p).days
    by_period = count.calculation is Calculation.SAME_AS_REPAYMENT
    if by_period and agreed.unit is not Unit.DAYS:
        a_year = 12 if agreed.unit is Unit.MONTHS else 52
        return Fraction(agreed.every, a_year) * Fraction(n, whole)
    leap_only = count.leap_year_rule is LeapYearRule.FEB29_PERIOD_ONLY
    leap = holds_leap_day(p, q)
    if count.days_in_year is None and a.year < z.year and (leap or not leap_only):
        years = [a]
        for year in range(a.year, z.year):
            end = date(year, 12, 31)
            years.append(
                end + timedelta(days=0 if count.year_boundary is YearBoundary.DEC_31 else 1)
            )
        years.append(z)
        spent = zip(years, years[1:], range(a.year, z.year + 1), strict=False)
        return sum((Fraction((y - x).days, length_of(of)) for x, y, of in spent), Fraction(0))
    length = count.days_in_year or length_of(a.year)
    if count.days_in_year is None and leap_only:
        length = 366 if leap else 365
    if count.days_in_month is None:
        return Fraction(n, length)
    unit = {Unit.MONTHS: 30, Unit.WEEKS: 7, Unit.DAYS: 1}[agreed.unit]
    return Fraction(unit * agreed.every, length) * Fraction(n, whole)


def drawn(agreed: Terms, *, gross: bool = False) -> list[tuple[date, int]]:
    """What is lent, less its down payment, by day."""
    fraction = Fraction(0) if gross else Fraction(agreed.down_payment_fraction)
    return [
        (each.drawn_on, each.amount.minor - instalment(agreed, each.amount.minor * fraction))
        for each in agreed.drawn()
    ]


class Periods:
    """The periods of a plan, with the tranches that fall into each."""

    def __init__(self, agreed: Terms, lent: list[tuple[date, int]], *, before: bool = False):
        self.agreed, self.days = agreed, due_days(agreed)
        self.count = agreed.instalments
        self.inside: list[list[tuple[date, int]]] = [[] for _ in range(self.count)]
        for day, amount in lent:
            for k in range(self.count):
                p, q = self.days[k], self.days[k + 1]
                late = before and day > self.days[0]
                if (p < day <= q) if late else (p <= day < q):
                    self.inside[k].append((day, amount))

    def added(self, k: int) -> int:
        return sum(amount for _, amount in self.inside[k])

    def cuts(self, k: int) -> list[date]:
        inner = {day for day, _ in self.inside[k]}
        return sorted({self.days[k], self.days[k + 1], *inner})

    def factor(self, k: int, cuts: list[date]) -> Fraction:
        p, q = self.days[k], self.days[k + 1]
        parts = (year_part(self.agreed, p, q, a, z) for a, z in pairwise(cuts))
        return Fraction(self.agreed.rate_yearly) * sum(parts, Fraction(0))

    def interest(self, k: int, opening: int, *, from_start: bool = False) -> int:
        p, q = self.days[k], self.days[k + 1]
        total, cuts = Fraction(0), self.cuts(k)
        for a, z in pairwise(cuts):
            lent = (m for day, m in self.inside[k] if day <= a or from_start)
            part = year_part(self.agreed, p, q, a, q) * Fraction((z - a).days, (q - a).days)
            total += (opening + sum(lent)) * part
        return rounded(total * Fraction(self.agreed.rate_yearly))


def level_rows(
    periods: Periods, levels: list[int | None], known: int, upto: int, closes: int
) -> tuple[list[Row], int, int]:
    """Rows 0..upto-1; tranches of periods after `known` are not drawn yet; row `closes` clears."""
    balance, waiting, rows = 0, 0, []
    for k in range(upto):
        seen = periods.inside[k]
        if k > known:
            periods.inside[k] = []
        interest = periods.interest(k, balance) + waiting
        balance += periods.added(k)
        periods.inside[k] = seen
        level = levels[k]
        asked = balance + interest if k == closes else interest if level is None else level
        paid = min(interest, asked)
        principal = min(asked - paid, balance)
        rows.append((principal, paid))
        waiting, balance = interest - paid, balance - principal
    return rows, balance, waiting


def equal_instalments(agreed: Terms) -> list[Row]:
    periods = Periods(agreed, drawn(agreed))
    n = periods.count
    levels: list[int | None] = [None] * n
    for first in (k for k in range(n) if periods.inside[k]):
        grace = max(0, agreed.grace_on_principal - first)
        _, balance, _ = level_rows(periods, levels, first, first, n)
        growth, worth = Fraction(1), Fraction(0)
        for k in range(first + grace, n):
            cuts = periods.cuts(k) if k == first else periods.days[k : k + 2]
            step = 1 + periods.factor(k, cuts)
            growth, worth = growth * step, worth * step + 1
        owed, count = balance + periods.added(first), n - first - grace
        level = instalment(agreed, owed * growth / worth)

        def gap(tried: int, first: int = first, grace: int = grace) -> int:
            asked = [*levels[:first], *[None] * grace, *[tried] * (n - first - grace)]
            return sum(level_rows(periods, asked, first, n, n - 1)[0][-1]) - tried

        left = gap(level)
        for _ in range(3):
            if count == 1 or abs(left) <= count // 2:
                break
            other = instalment(agreed, Fraction(level + round(Fraction(left, count))))
            if abs(gap(other)) >= abs(left):
                break
            level, left = other, gap(other)
        levels[first:] = [*[None] * grace, *[level] * count]
    return level_rows(periods, levels, n, n, n - 1)[0]


def equal_principal(agreed: Terms) -> list[Row]:
    periods = Periods(agreed, drawn(agreed))
    balance, part, rows = 0, 0, []
    for k in range(periods.count):
        interest = periods.interest(k, balance)
        balance += periods.added(k)
        if periods.inside[k]:
            left = periods.count - max(k, agreed.grace_on_principal)
            part = rounded(Fraction(balance, left))
        repaid = 0 if k < agreed.grace_on_principal else min(part, balance)
        repaid = balance if k == periods.count - 1 else repaid
        rows.append((repaid, interest))
        balance -= repaid
    return rows


def flat(agreed: Terms) -> list[Row]:
    periods = Periods(agreed, drawn(agreed))
    by_period = agreed.day_count.calculation is Calculation.SAME_AS_REPAYMENT
    from_start = by_period and not agreed.partial_period_interest
    lent, interests, balance, level, rows = 0, [], 0, 0, []
    for k in range(periods.count):
        interests.append(periods.interest(k, lent, from_start=from_start))
        lent += periods.added(k)
    so_far = 0
    for k in range(periods.count):
        balance, so_far = balance + periods.added(k), so_far + periods.added(k)
        left = periods.count - k
        if periods.inside[k]:
            bare = Periods(agreed, [])
            to_come = interests[k] + sum(bare.interest(j, so_far) for j in range(k + 1, k + left))
            level = instalment(agreed, Fraction(balance + to_come, left))
        repaid = balance if left == 1 else min(level - interests[k], balance)
        rows.append((repaid, interests[k]))
        balance -= repaid
    return rows


def cumulative(agreed: Terms, method: Method, grace_on_interest: int, *, gross: bool) -> list[Row]:
    periods = Periods(agreed, drawn(agreed), before=True)
    n, rate, rows, balance, asked = periods.count, same_rate(agreed), [], 0, Fraction(0)
    bearing = Periods(agreed, drawn(agreed, gross=gross), before=True)
    lent = [sum(bearing.added(j) for j in range(k + 1)) for k in range(n)]
    shares = [rounded(each * rate) for each in lent]
    shares[-1] = rounded(sum(lent) * rate) - sum(shares[:-1])
    for k in range(n):
        interest = shares[k] if method is Method.FLAT else days_interest(periods, k, balance)
        balance += periods.added(k)
        if periods.inside[k]:
            left = n - max(k, agreed.grace_on_principal)
            asked = Fraction(balance, left)
            if method is Method.EQUAL_INSTALMENTS:
                level = balance * rate / (1 - (1 + rate) ** -left) if rate else asked
                asked = Fraction(instalment(agreed, level))
        if k < agreed.grace_on_principal:
            repaid = 0
        elif k == n - 1:
            repaid = balance
        elif method is Method.EQUAL_INSTALMENTS:
            repaid = min(int(asked) - interest, balance)
        elif method is Method.FLAT and agreed.instalment_multiple_of is not None:
            repaid = min(instalment(agreed, asked + interest) - interest, balance)
        else:
            repaid = min(rounded(asked), balance)
        rows.append((repaid, interest))
        balance -= repaid
    waited = sum(interest for _, interest in rows[:grace_on_interest])
    rows = [(part, 0 if k < grace_on_interest else i) for k, (part, i) in enumerate(rows)]
    rows[grace_on_interest] = (rows[grace_on_interest][0], rows[grace_on_interest][1] + waited)
    return rows


def same_rate(agreed: Terms) -> Fraction:
    """The one rate of all periods of the older engine."""
    count, rate = agreed.day_count, Fraction(agreed.rate_yearly)
    if count.calculation is Calculation.DAILY and count.days_in_month and count.days_in_year:
        unit = {Unit.MONTHS: 30, Unit.WEEKS: 7, Unit.DAYS: 1}[agreed.unit]
        return rate * unit * agreed.every / count.days_in_year
    return rate * agreed.every / {Unit.MONTHS: 12, Unit.WEEKS: 52, Unit.DAYS: 365}[agreed.unit]


def days_interest(periods: Periods, k: int, balance: int) -> int:
    agreed, p, q = periods.agreed, periods.days[k], periods.days[k + 1]
    rate = same_rate(agreed)
    count = agreed.day_count
    if count.calculation is Calculation.DAILY and count.days_in_month is None:
        rate = Fraction(agreed.rate_yearly) * (q - p).days / 365
    late = sum(amount * (q - day).days for day, amount in periods.inside[k])
    return rounded(balance * rate + Fraction(late, (q - p).days) * rate)
