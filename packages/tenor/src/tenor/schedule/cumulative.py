"""The older, cumulative engine: one and the same rate for every period, no adjustment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from enum import StrEnum

from tenor.dates import DIGITS, Calculation, Unit
from tenor.schedule.layout import Due, Rounding, Span, rows_of, spans_of
from tenor.schedule.terms import GraceTooLong, Instalment, Terms


class Method(StrEnum):
    """How principal and interest are shared out over the rows."""

    EQUAL_INSTALMENTS = "equal_instalments"
    EQUAL_PRINCIPAL = "equal_principal"
    FLAT = "flat"


_PERIODS_IN_YEAR = {Unit.MONTHS: 12, Unit.WEEKS: 52, Unit.DAYS: 365}
_DAYS_IN_UNIT = {Unit.MONTHS: 30, Unit.WEEKS: 7, Unit.DAYS: 1}


def _period_rate(terms: Terms) -> Decimal:
    """Return the one rate of every period, whatever its length."""
    count = terms.day_count
    days = _DAYS_IN_UNIT[terms.unit] * terms.every
    if count.calculation is Calculation.DAILY and count.days_in_month and count.days_in_year:
        return terms.rate_yearly * (Decimal(days) / count.days_in_year)
    return terms.rate_yearly * (Decimal(terms.every) / _PERIODS_IN_YEAR[terms.unit])


def _interest(terms: Terms, span: Span, opening: Decimal) -> Decimal:
    """
    Return a row's unrounded interest: by its true days over 365, or by the period rate.

    A tranche inside the period bears it for the days that are left.
    """
    period = span.period
    rate = _period_rate(terms)
    if terms.day_count.calculation is Calculation.DAILY and terms.day_count.days_in_month is None:
        rate = terms.rate_yearly / 365 * period.days
    late = (flow.amount * (period.end - flow.drawn_on).days for flow in span.flows)
    return opening * rate + sum(late, Decimal(0)) * rate / period.days


def _level(terms: Terms, balance: Decimal, rows: int) -> Decimal:
    """Return the equal instalment P x i / (1 - (1 + i)^-m), rounded."""
    rate = _period_rate(terms)
    exact = balance / rows if not rate else balance * rate / (1 - (1 + rate) ** -rows)
    return Rounding.of(terms).instalment(exact)


@dataclass(slots=True)
class _Sharing:
    """Shares the principal of a loan over its rows; knows what is still owed."""

    terms: Terms
    method: Method
    rounding: Rounding
    balance: Decimal = Decimal(0)
    asked: Decimal = Decimal(0)

    def draw(self, span: Span, rows: int) -> None:
        """Add the tranches of `span`; what is owed is shared anew over `rows`."""
        self.balance += span.added
        if not span.flows:
            return
        if self.method is Method.EQUAL_INSTALMENTS:
            self.asked = _level(self.terms, self.balance, rows)
        else:
            self.asked = self.balance / rows

    def principal(self, interest: Decimal, *, last: bool, grace: bool) -> Decimal:
        """Return the principal of a row, and take it off the balance."""
        if grace:
            return Decimal(0)
        if last:
            part = self.balance
        elif self.method is Method.EQUAL_INSTALMENTS:
            part = self.asked - interest
        elif self.method is Method.FLAT and self.rounding.multiple_of is not None:
            part = self.rounding.instalment(self.asked + interest) - interest
        else:
            part = self.rounding.money(self.asked)
        part = min(part, self.balance)
        self.balance -= part
        return part


def cumulative_plan(
    *,
    terms: Terms,
    method: Method = Method.EQUAL_INSTALMENTS,
    grace_on_interest: int = 0,
    interest_on_gross: bool = False,
) -> tuple[Instalment, ...]:
    """
    Return the plan of the older engine: one rate for all periods, the last row clears.

    :param grace_on_interest: so many first rows ask no interest; the next one asks it all
    :param interest_on_gross: flat interest is on the amount before the down payment
    :raises GraceTooLong: a grace on interest that leaves no row to ask for it
    :raises InstalmentBelowInterest: an instalment that does not pay its own interest
    :raises BadTerms: see Terms
    Source: schedule conventions, section 7.

    >>> from datetime import date; from tenor import Money
    >>> terms = Terms(principal=Money(Decimal(1250)), rate_yearly=Decimal("0.15"), instalments=4,
    ...               start_date=date(2023, 9, 1), instalment_multiple_of=Decimal(1))
    >>> [str(row.total.amount) for row in cumulative_plan(terms=terms)]
    ['322.00', '322.00', '322.00', '323.33']
    """
    if not 0 <= grace_on_interest < terms.instalments:
        raise GraceTooLong(f"{grace_on_interest} of {terms.instalments} instalments")
    with localcontext(DIGITS):
        dues = _dues(terms, method, interest_on_gross)
        waited = sum((due.interest for due in dues[:grace_on_interest]), Decimal(0))
        for index in range(grace_on_interest):
            dues[index] = Due(dues[index].principal, Decimal(0))
        asks = dues[grace_on_interest]
        dues[grace_on_interest] = Due(asks.principal, asks.interest + waited)
    return rows_of(terms, dues, tranche_first=True)


def _dues(terms: Terms, method: Method, interest_on_gross: bool) -> list[Due]:
    """Return what each row asks, its own interest in it."""
    spans, rounding = spans_of(terms, tranche_first=True), Rounding.of(terms)
    whole = replace(terms, down_payment_fraction=Decimal(0))
    bearing = spans_of(whole, tranche_first=True) if interest_on_gross else spans
    flat = _flat_interests(terms, bearing)
    sharing, dues = _Sharing(terms, method, rounding), []
    for index, span in enumerate(spans):
        interest = flat[index]
        if method is not Method.FLAT:
            interest = rounding.money(_interest(terms, span, sharing.balance))
        sharing.draw(span, len(spans) - max(index, terms.grace_on_principal))
        last, grace = index == len(spans) - 1, index < terms.grace_on_principal
        dues.append(Due(sharing.principal(interest, last=last, grace=grace), interest))
    return dues


def _flat_interests(terms: Terms, spans: Sequence[Span]) -> list[Decimal]:
    """Return each row's share of the interest; the last takes what the roundings left."""
    rounding, rate = Rounding.of(terms), _period_rate(terms)
    drawn, exact, shares = Decimal(0), Decimal(0), []
    for span in spans:
        drawn += span.added
        exact += drawn * rate
        shares.append(rounding.money(drawn * rate))
    shares[-1] = rounding.money(exact) - sum(shares[:-1], Decimal(0))
    return shares
