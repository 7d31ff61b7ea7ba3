"""What the supervisor's pages are made of beyond one query: weeks of flows, names, parties."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from tenor.money import Money

from headrace.custody import queries as custody
from headrace.custody.queries import FlowTotal
from headrace.kit.errors import NotFound
from headrace.parties import queries as parties
from headrace.portals import names
from headrace.rulebook import queries as rulebook
from headrace.rulebook.queries import Ceiling, SeriesPoint

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


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation that an officer has opened: its name, and what it holds in custody."""

    id: UUID
    name: str
    uscc: str
    district: str
    free: Money
    promised: Money
    frozen: bool


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


def prime_rate(ceiling: Ceiling, on: date) -> SeriesPoint | None:
    """Return the published rate that a ceiling is a multiple of; None if it is a figure."""
    series = ceiling.rule.value.get("series")
    return rulebook.series_value(series, on=on) if series else None


def find(words: str) -> tuple[Party, ...]:
    """Return the organisations that a name or a credit code means, the likest first."""
    asked = words.strip()
    if not asked:
        return ()
    try:
        return (party(parties.by_uscc(asked).id),)
    except NotFound:
        near = parties.near_names(asked)
    return tuple(party(each.id) for each in near)


def party(organisation_id: UUID) -> Party:
    """Return an organisation with what it has in custody; :raises NotFound:"""
    found = parties.organisation(organisation_id)
    accounts = custody.balances_of(organisation_id)
    return Party(
        id=found.id,
        name=names.said(found.name),
        uscc=found.uscc or "",
        district=found.district,
        free=_sum([each.free for each in accounts]),
        promised=_sum([each.promised_out for each in accounts]),
        frozen=any(each.frozen for each in accounts),
    )


def party_if_any(organisation_id: UUID) -> Party | None:
    """Return an organisation; None where an entry is about something else, such as a book."""
    try:
        return party(organisation_id)
    except NotFound:
        return None


def called(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of organisations as the reader says them, in one query."""
    wanted = set(ids)
    found = parties.organisations(wanted) if wanted else {}
    return {each: names.said(view.name) for each, view in found.items()}


def _sum(amounts: Sequence[Money]) -> Money:
    return sum((each for each in amounts if each.currency == "CNY"), Money.zero())
