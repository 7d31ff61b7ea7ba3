"""What lies and moves in custody: the balance of this hour, and the flows of the last weeks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tenor.money import Money

from headrace.custody import queries as custody
from headrace.custody.queries import FlowTotal

WEEKS: Final = 12
# The ledger codes under which money crosses the border of custody.
_COMES_IN: Final = ("pay_in", "receipt")
_GOES_OUT: Final = ("drawdown", "pay_out")
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """What moved in seven days, and what lay in custody at their end."""

    paid_in: Money
    released: Money
    repaid: Money
    held: Money


@dataclass(frozen=True, slots=True)
class Custody:
    """What lies at the custodian now, and the differences with its statements that are open."""

    held: Money
    differences: int


def in_custody() -> Custody:
    """Return what lies in custody by our mirror, and how many differences are open."""
    book = custody.default_book().id
    return Custody(custody.balance(book, None, "custodian_cash"), len(custody.open_breaks(book)))


def weeks(today: date, held: Money) -> tuple[Week, ...]:
    """
    Return the last weeks, oldest first; one query a week, the last ends today.

    :param held: what lies in custody today; earlier weeks are counted back from it
    """
    found: list[Week] = []
    until = today
    for _place in range(WEEKS):
        totals = custody.flow_totals(until - _WEEK + timedelta(days=1), until)
        found.append(
            Week(
                paid_in=moved(totals, "pay_in"),
                released=moved(totals, "drawdown"),
                repaid=moved(totals, "repay_principal", "repay_interest"),
                held=held,
            )
        )
        held = held - moved(totals, *_COMES_IN) + moved(totals, *_GOES_OUT)
        until -= _WEEK
    return tuple(reversed(found))


def moved(totals: Iterable[FlowTotal], *kinds: str) -> Money:
    """Add up what moved under ledger codes, in the deployment's currency."""
    amounts = (each.amount for each in totals if each.code in kinds)
    return sum((each for each in amounts if each.currency == "CNY"), Money.zero())
