"""The progressive engine on a declining balance: true period factors, tranches, adjustment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from itertools import pairwise

from tenor.dates import DIGITS
from tenor.schedule.layout import Due, Rounding, Span, spans_of
from tenor.schedule.terms import Terms

# What a row asks in total, or None: its interest and nothing more.
_Level = Decimal | None

_ADJUSTMENTS = 3


@dataclass(frozen=True, slots=True)
class _Run:
    """What rows ask, the balance they leave, and the interest carried to the row after."""

    dues: tuple[Due, ...] = ()
    balance: Decimal = Decimal(0)
    carried: Decimal = Decimal(0)

    @property
    def last_total(self) -> Decimal:
        return self.dues[-1].principal + self.dues[-1].interest


def _cuts(span: Span) -> list[date]:
    """Return the days on which the balance changes inside the period, with its two ends."""
    drawn = {flow.drawn_on for flow in span.flows}
    return sorted({span.period.start, span.period.end, *drawn})


def balance_factor(terms: Terms, span: Span) -> Decimal:
    """Return the factor of the whole period, summed over the stretches between its cuts."""
    factors = (
        terms.day_count.factor(terms.rate_yearly, span.period, first, last)
        for first, last in pairwise(_cuts(span))
    )
    return sum(factors, Decimal(0))


def interest_on(terms: Terms, span: Span, opening: Decimal) -> Decimal:
    """
    Return the unrounded interest of a period that opens with the balance `opening`.

    Each stretch bears, by its days, the factor that runs from its first day to the due date.
    Source: schedule conventions, section 4.
    """
    owed, interest = opening, Decimal(0)
    for first, last in pairwise(_cuts(span)):
        owed += sum((flow.amount for flow in span.flows if flow.drawn_on == first), Decimal(0))
        factor = terms.day_count.factor(terms.rate_yearly, span.period, first)
        # In this order, each step to 19 digits: it decides figures that fall on half a fen.
        interest += owed * factor / (span.period.end - first).days * (last - first).days
    return interest


def _run(
    terms: Terms, spans: Sequence[Span], levels: Sequence[_Level], opening: _Run, closes: bool
) -> _Run:
    """Ask each row for its level; the last one, if it closes the loan, for all that is left."""
    rounding = Rounding.of(terms)
    balance, carried, dues = opening.balance, opening.carried, []
    for number, (span, level) in enumerate(zip(spans, levels, strict=True), start=1):
        interest = rounding.money(interest_on(terms, span, balance)) + carried
        balance += span.added
        if closes and number == len(spans):
            level = balance + interest
        asked = interest if level is None else level
        paid = min(interest, asked)
        # A rounded-up instalment may reach nil before the last row: nobody repays more than owed.
        principal = min(asked - paid, balance)
        dues.append(Due(principal, paid))
        balance, carried = balance - principal, interest - paid
    return _Run(tuple(dues), balance, carried)


def _first_level(terms: Terms, spans: Sequence[Span], owed: Decimal) -> Decimal:
    """Return owed x A / F: A the growth over all periods, F what one unit a period grows to."""
    growth, worth = Decimal(1), Decimal(0)
    for span in spans:
        factor = 1 + balance_factor(terms, span)
        growth *= factor
        worth = worth * factor + 1
    return Rounding.of(terms).instalment(owed * growth / worth)


def _fitted(terms: Terms, spans: Sequence[Span], opening: _Run, grace: int) -> list[_Level]:
    """Return the levels of `spans`, adjusted until the last row is near the others."""
    rounding, count = Rounding.of(terms), len(spans) - grace

    def levels(level: Decimal) -> list[_Level]:
        return [*[None] * grace, *[level] * count]

    def gap(level: Decimal) -> Decimal:
        return _run(terms, spans, levels(level), opening, closes=True).last_total - level

    owed = opening.balance + spans[0].added
    best = _first_level(terms, spans[grace:], owed)
    best_gap = gap(best)
    for _ in range(_ADJUSTMENTS):
        if abs(best_gap) <= count // 2 * rounding.unit or count == 1:
            break
        tried = rounding.instalment(best + rounding.money(best_gap / count))
        tried_gap = gap(tried)
        if abs(tried_gap) >= abs(best_gap):
            break
        best, best_gap = tried, tried_gap
    return levels(best)


def _levels(terms: Terms, spans: Sequence[Span]) -> list[_Level]:
    """Return the level of each row, solved anew from each tranche on."""
    levels: list[_Level] = [None] * len(spans)
    for index, span in enumerate(spans):
        if span.flows:
            # The rows before keep what they ask; the later tranches are not known yet.
            opening = _run(terms, spans[:index], levels[:index], _Run(), closes=False)
            known = [span, *(each.without_flows() for each in spans[index + 1 :])]
            grace = max(0, terms.grace_on_principal - index)
            levels[index:] = _fitted(terms, known, opening, grace)
    return levels


def equal_instalment_dues(terms: Terms) -> tuple[Due, ...]:
    """
    Return what each row asks when all ask the same and the last takes the remainder.

    Source: schedule conventions, sections 3 and 4.
    """
    with localcontext(DIGITS):
        spans = spans_of(terms)
        return _run(terms, spans, _levels(terms, spans), _Run(), closes=True).dues


def levels_after_draw(terms: Terms) -> tuple[tuple[Decimal, Decimal], ...]:
    """
    Return what the rows from the last tranche on ask: (total, total before the adjustment).

    The two differ for the last row alone, and only where the instalment was not adjusted: then
    the rounding left to the last row is no part of what was first asked.
    """
    with localcontext(DIGITS):
        spans = spans_of(terms)
        levels = _levels(terms, spans)
        start = max(index for index, span in enumerate(spans) if span.flows)
        opening = _run(terms, spans[:start], levels[:start], _Run(), closes=False)
        level = levels[-1] or Decimal(0)
        last = _run(terms, spans, levels, _Run(), closes=True).last_total
        unadjusted = _first_level(terms, spans[start:], opening.balance + spans[start].added)
        rows = len(spans) - start - 1
        return (*[(level, level)] * rows, (last, level if level == unadjusted else last))


def equal_principal_dues(terms: Terms) -> tuple[Due, ...]:
    """
    Return what each row asks when all repay the same principal and the last the remainder.

    Source: schedule conventions, section 7, with the progressive engine's factors.
    """
    with localcontext(DIGITS):
        rounding = Rounding.of(terms)
        balance, part, dues = Decimal(0), Decimal(0), []
        spans = spans_of(terms)
        for index, span in enumerate(spans):
            interest = rounding.money(interest_on(terms, span, balance))
            balance += span.added
            rows_left = len(spans) - max(index, terms.grace_on_principal)
            if span.flows:
                part = rounding.money(balance / rows_left)
            asked = Decimal(0) if index < terms.grace_on_principal else part
            principal = balance if index == len(spans) - 1 else min(asked, balance)
            dues.append(Due(principal, interest))
            balance -= principal
        return tuple(dues)
