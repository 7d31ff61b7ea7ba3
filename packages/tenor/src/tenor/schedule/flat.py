"""The progressive engine with flat interest: on what was lent, not on what is still owed."""

from dataclasses import replace
from decimal import Decimal, localcontext

from tenor.dates import DIGITS, Calculation
from tenor.schedule.declining import interest_on
from tenor.schedule.layout import Due, Rounding, Span, spans_of
from tenor.schedule.terms import InstalmentBelowInterest, Terms


def _from_start_of_period(terms: Terms, span: Span) -> Span:
    """Move the tranches of `span` to its start where a part of a period counts in full."""
    by_period = terms.day_count.calculation is Calculation.SAME_AS_REPAYMENT
    if terms.partial_period_interest or not by_period:
        return span
    return replace(
        span, flows=tuple(replace(each, drawn_on=span.period.start) for each in span.flows)
    )


def _interests(terms: Terms, spans: list[Span]) -> list[Decimal]:
    """Return the rounded interest of each period on what has been drawn so far."""
    rounding, drawn, interests = Rounding.of(terms), Decimal(0), []
    for span in spans:
        counted = _from_start_of_period(terms, span)
        interests.append(rounding.money(interest_on(terms, counted, drawn)))
        drawn += span.added
    return interests


def flat_dues(terms: Terms) -> tuple[Due, ...]:
    """
    Return what each row asks: equal totals, the last takes the remainder.

    :raises InstalmentBelowInterest: an instalment that does not pay its own interest
    Source: schedule conventions, section 5.
    """
    with localcontext(DIGITS):
        rounding, spans = Rounding.of(terms), spans_of(terms)
        interests = _interests(terms, spans)
        balance, level, dues = Decimal(0), Decimal(0), []
        for index, span in enumerate(spans):
            rows_left = len(spans) - index
            balance += span.added
            if span.flows:
                known = [*spans[: index + 1], *(s.without_flows() for s in spans[index + 1 :])]
                to_come = sum(_interests(terms, known)[index:], Decimal(0))
                level = rounding.instalment((balance + to_come) / rows_left)
            principal = min(level - interests[index], balance) if rows_left > 1 else balance
            if principal < 0:
                raise InstalmentBelowInterest(f"{level} does not pay {interests[index]}")
            dues.append(Due(principal, interests[index]))
            balance -= principal
        return tuple(dues)
