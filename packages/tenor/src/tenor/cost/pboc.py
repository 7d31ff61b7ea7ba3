"""The yearly rate of a loan as the People's Bank of China has it published."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from itertools import pairwise

from tenor.fees import Charge, Deposit
from tenor.money import Money, total_of
from tenor.rates import NoYearlyCost
from tenor.roots import WIDE
from tenor.schedule import Instalment, Tranche

_PLACES = Decimal("1E-10")


def yearly_cost_pboc_simple(
    *, drawdowns: Sequence[Tranche], plan: Sequence[Instalment], charges: Sequence[Charge] = ()
) -> Decimal:
    """
    Return the yearly rate by simple interest, a fraction to 10 places.

    It is all costs of the loan over the principal that the borrower really has, day by day, a
    year being 365 days. A deposit that must lie idle is no cost, but lessens that principal.
    The other form that the announcement allows, compound by the internal rate of return, is
    `tenor.rates.yearly_cost`. Where the simple form is shown it must be called simple.

    :raises tenor.rates.NoYearlyCost: the borrower never has any principal
    :raises tenor.money.MixedCurrencies: not all in one currency
    Source: People's Bank of China, Announcement 2021 No. 3.

    >>> from datetime import date
    >>> from tenor.schedule import Terms, bullet_plan
    >>> terms = Terms(principal=Money(Decimal(1000)), rate_yearly=Decimal("0.12"),
    ...               start_date=date(2025, 1, 1), instalments=2, every=6)
    >>> yearly_cost_pboc_simple(drawdowns=terms.drawn(), plan=bullet_plan(terms=terms))
    Decimal('0.1200000000')
    """
    moves = [(each.drawn_on, each.amount) for each in drawdowns]
    moves += [(row.due_date, -row.principal) for row in plan]
    moves += [flow for each in charges if isinstance(each, Deposit) for flow in each.flows]
    moves.sort(key=lambda move: move[0])
    currency = drawdowns[0].amount.currency if drawdowns else "CNY"
    had, occupied = Money.zero(currency), 0
    for (day, amount), (until, _) in pairwise(moves):
        had += amount
        occupied += had.minor * (until - day).days
    if occupied <= 0:
        raise NoYearlyCost("the borrower never has any principal")
    costs = total_of([row.interest for row in plan], currency) + total_of(
        [each.amount for each in charges if not isinstance(each, Deposit)], currency
    )
    with localcontext(WIDE):
        return (Decimal(costs.minor) * 365 / occupied).quantize(_PLACES)
