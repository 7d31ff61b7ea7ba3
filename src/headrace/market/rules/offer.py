"""The life of an offer as a table, and what it must satisfy at each step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from tenor.money import Money

from headrace.kit.errors import N_, Malformed, NotAdmitted, Refused


class State(StrEnum):
    """Where an offer stands; money is held from `firm` until it is ended or lent."""

    MADE = "made"
    FIRM = "firm"
    CHOSEN = "chosen"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class Event(StrEnum):
    """What can happen to an offer."""

    APPROVE = "approve"
    CHOOSE = "choose"
    BIND = "bind"
    DECLINE = "decline"
    LAPSE = "lapse"
    WITHDRAW = "withdraw"
    GIVE_UP = "give_up"


NEXT = {
    (State.MADE, Event.APPROVE): State.FIRM,
    (State.MADE, Event.LAPSE): State.LAPSED,
    (State.MADE, Event.WITHDRAW): State.WITHDRAWN,
    (State.FIRM, Event.CHOOSE): State.CHOSEN,
    (State.FIRM, Event.DECLINE): State.DECLINED,
    (State.FIRM, Event.LAPSE): State.LAPSED,
    (State.FIRM, Event.WITHDRAW): State.WITHDRAWN,
    (State.CHOSEN, Event.BIND): State.ACCEPTED,
    (State.CHOSEN, Event.LAPSE): State.LAPSED,
    (State.ACCEPTED, Event.GIVE_UP): State.LAPSED,
}
OPEN = frozenset({State.MADE, State.FIRM})
HOLDS = frozenset({State.FIRM, State.CHOSEN})
"""States in which the lender's money is set aside and can still be given back."""

SEEN_BY_FIRM = frozenset(State) - {State.MADE}
"""States in which the firm sees an offer; a draft that nobody approved is the lender's own."""


class OfferStateRefused(Refused):
    """The offer's state does not allow this step."""

    message = N_("The offer is {state}; this step is not possible now.")
    remedy = N_("Look at the offer again: something has happened meanwhile.")

    def __init__(self, state: State, event: Event) -> None:
        super().__init__(field="offer_id", state=state.value, event=event.value)


class OfferLapsed(Refused):
    """The offer's time is up."""

    message = N_("The offer lapsed at {expires_at}.")
    remedy = N_("Ask the lender for a new one.")

    def __init__(self, expires_at: datetime) -> None:
        super().__init__(field="offer_id", expires_at=expires_at.isoformat())


class ExpiryOutOfRange(Malformed):
    """An offer that would end before it begins, or after the demand."""

    message = N_("The offer must end after now and by {latest}.")
    remedy = N_("Choose an end before the request's own.")

    def __init__(self, latest: datetime) -> None:
        super().__init__(field="expires_at", latest=latest.isoformat())


class AboveDemand(Refused):
    """More than what is asked, or than what is still uncovered."""

    message = N_("{asked} would exceed what is still open, {open}.")
    remedy = N_("Stay within what is still open of the request.")

    def __init__(self, *, asked: Money, open: Money) -> None:
        super().__init__(field="amount", asked=str(asked.amount), open=str(open.amount))


class MakerApproves(NotAdmitted):
    """The person who made an offer may not be its second key."""

    message = N_("You made this offer; another person of your institution must approve it.")
    remedy = N_("Ask a colleague with the duty of a checker.")
    journalled = ("offer",)

    def __init__(self, offer_id: UUID) -> None:
        super().__init__(field="offer_id", offer=str(offer_id))


class StalePage(Refused):
    """The file changed after it was opened: the decision would rest on what is no longer so."""

    message = N_("The file has changed since you opened it: {changed}.")
    remedy = N_("Open the file again and decide on what it says now.")
    journalled = ("demand", "changed")

    def __init__(self, *, demand_id: UUID, changed: Iterable[str]) -> None:
        names = ", ".join(sorted(changed)) or "not opened"
        super().__init__(field="seen_hash", demand=str(demand_id), changed=names)


class FundSourceNotAdmitted(Refused):
    """No admitted source of funds covers the amount."""

    message = N_("No source of funds of yours is admitted for {amount}.")
    remedy = N_("Declare a source and let government admit it, or offer less.")
    journalled = ("lender",)

    def __init__(self, *, amount: Money, lender_id: UUID) -> None:
        super().__init__(field="amount", amount=str(amount.amount), lender=str(lender_id))


class LenderNotAdmitted(NotAdmitted):
    """The lender's licence does not cover this way of financing, or no longer."""

    message = N_("The lender is not admitted as one of: {roles}.")
    remedy = N_("The lender's admission must be in force when the offer is made and accepted.")
    journalled = ("lender",)

    def __init__(self, *, lender_id: UUID, roles: Iterable[str]) -> None:
        super().__init__(field="offer_id", lender=str(lender_id), roles=", ".join(sorted(roles)))


class FirmNotAdmitted(Refused):
    """The firm was suspended or has left since it asked: nothing new is lent to it."""

    message = N_("The firm is not admitted to the centre at present.")
    remedy = N_("Wait until its admission is in force again, or leave this request.")
    journalled = ("demand",)

    def __init__(self, demand_id: UUID) -> None:
        super().__init__(field="demand_id", demand=str(demand_id))


class ProductNotOnOffer(Refused):
    """The product was paused or retired after the offer was made: no second key is turned on it."""

    message = N_("The product of this offer is {state}; nothing new is offered under it.")
    remedy = N_("Let the product be resumed, or make another offer under one that is live.")
    journalled = ("offer", "state")

    def __init__(self, *, offer_id: UUID, state: str) -> None:
        super().__init__(field="product_id", offer=str(offer_id), state=state)


class ConflictOfInterest(Refused):
    """Lender and firm are the same, or one owns much of the other."""

    message = N_("Lender and borrower are related; they cannot contract here.")
    remedy = N_("Another lender must take this request.")
    journalled = ("lender", "demand")

    def __init__(self, *, lender_id: UUID, demand_id: UUID) -> None:
        super().__init__(field="demand_id", lender=str(lender_id), demand=str(demand_id))


class AlreadyOffered(Refused):
    """The lender has an open offer under this product; two would hold its money twice."""

    message = N_("You already have an open offer for this request under this product.")
    remedy = N_("Withdraw it first, then make another.")

    def __init__(self) -> None:
        super().__init__(field="product_id")


class FeeTwice(Malformed):
    """Two fees of an offer have one code, or one is not above nought."""

    message = N_("The fee {code} stands twice, or is not above nought.")
    remedy = N_("State each fee once, with its amount.")

    def __init__(self, code: str) -> None:
        super().__init__(field="fees", code=code)


class FeesTakeAll(Refused):
    """What is deducted at the drawdown leaves the firm nothing: no yearly cost exists for that."""

    message = N_("Fees of {fees} at the drawdown leave nothing of {amount}.")
    remedy = N_("Lower the fees.")
    journalled = ("fees", "amount")

    def __init__(self, *, fees: Money, amount: Money) -> None:
        super().__init__(field="fees", fees=str(fees.amount), amount=str(amount.amount))


class RateAboveCeiling(Refused):
    """Everything counted, the offer costs more a year than the rule in force allows."""

    message = N_(
        "Everything counted, the offer costs {yearly_cost} a year; the ceiling is {ceiling}."
    )
    remedy = N_("Lower the rate or the fees. {explanation_en}")
    journalled = (
        "demand",
        "lender",
        "lender_type",
        "yearly_cost_rate",
        "ceiling_rate",
        "rule_id",
        "rule_key",
        "pack",
        "on",
        "source",
        "fee",
    )

    def __init__(self, breach: "Breach") -> None:
        super().__init__(
            field="fees" if breach.fee else "rate_yearly",
            yearly_cost=percent(breach.yearly_cost),
            ceiling=percent(breach.ceiling),
            yearly_cost_rate=str(breach.yearly_cost),
            ceiling_rate=str(breach.ceiling),
            demand=str(breach.demand_id),
            lender=str(breach.lender_id),
            fee=breach.fee,
            on=breach.on.isoformat(),
            **breach.rule,
        )


@dataclass(frozen=True, slots=True)
class Breach:
    """
    What a ceiling was compared with, and the rule behind it.

    :param fee: the code of the fee that lifted the cost above; empty if the rate alone did
    :param rule: rule_id, rule_key, pack, source, lender_type, text and explanation in en and zh
    """

    demand_id: UUID
    lender_id: UUID
    yearly_cost: Decimal
    ceiling: Decimal
    fee: str
    on: date
    rule: Mapping[str, str]


def after(state: State, event: Event) -> State:
    """Return the state that follows; :raises OfferStateRefused: the table has no such move."""
    try:
        return NEXT[state, event]
    except KeyError:
        raise OfferStateRefused(state, event) from None


def check_time(*, expires_at: datetime, demand_expires_at: datetime, at: datetime) -> None:
    """Let pass an offer that ends after now and not after its demand."""
    if not at < expires_at <= demand_expires_at:
        raise ExpiryOutOfRange(demand_expires_at)


def check_alive(*, expires_at: datetime, at: datetime) -> None:
    """Let pass an offer whose time is not up; :raises OfferLapsed:"""
    if expires_at <= at:
        raise OfferLapsed(expires_at)


def check_fits(*, amount: Money, open_amount: Money) -> None:
    """Let pass an amount above nought and within what is still open; :raises AboveDemand:"""
    if not 0 < amount.minor <= open_amount.minor:
        raise AboveDemand(asked=amount, open=open_amount)


def check_fees(fees: Iterable[tuple[str, Money]]) -> None:
    """Let pass fees with codes of their own and amounts above nought; :raises FeeTwice:"""
    seen: set[str] = set()
    for code, amount in fees:
        if code in seen or amount.minor <= 0:
            raise FeeTwice(code)
        seen.add(code)


def check_leaves_something(*, amount: Money, at_drawdown: Money) -> None:
    """Let pass fees at the drawdown that leave a part of the money; :raises FeesTakeAll:"""
    if at_drawdown >= amount:
        raise FeesTakeAll(fees=at_drawdown, amount=amount)


def changed_parts(seen: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of those parts of a file whose hash differs or that came or went."""
    names = seen.keys() | now.keys()
    return tuple(sorted(name for name in names if seen.get(name) != now.get(name)))


def breaking_fee(costs: Iterable[tuple[str, Decimal]], ceiling: Decimal) -> str:
    """
    Return the first fee with which the cost exceeds the ceiling; empty if the rate alone does.

    :param costs: (code, yearly cost with all fees up to this one), beginning with ("", rate alone)
    """
    return next(code for code, cost in costs if cost > ceiling)


def percent(rate: Decimal) -> str:
    """Return a fraction as a percentage with two decimals, such as `12.00 %`."""
    return f"{rate * 100:.2f} %"
