"""What is asked of the engine: charges, events, the way payments are put; and what is refused."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tenor.waterfall import Component, RowState


class BadCase(ValueError):
    """A life of a loan that cannot be told; the family of this package's errors."""


class UnreadableCase(BadCase):
    """Plain values that miss a field, or hold one that this library does not know."""


class NoRecalculation(BadCase):
    """Interest recalculation asked of a plan or an allocation that knows none."""


class BadAllocation(BadCase):
    """An order of buckets that leaves one out or names one twice."""


class BadCharge(BadCase):
    """A charge below zero, one without a date, or a percentage that no instalment bears."""


class BadEvent(BadCase):
    """An event before the first drawdown, out of order, or of less than nothing."""


class FutureRule(StrEnum):
    """Which rows that are not yet due take a payment."""

    NEXT = "next_installment"
    LAST = "last_installment"
    NEXT_LAST = "next_last_installment"
    REAMORTIZATION = "reamortization"


class Direction(StrEnum):
    """Whether a row is filled before the next is begun, or a bucket on all rows first."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


Bucket = tuple[RowState, Component]


@dataclass(frozen=True, slots=True)
class Configurable:
    """
    An order of the twelve buckets, each the state of a row with a component.

    :raises BadAllocation: a bucket is missing or named twice
    """

    order: tuple[Bucket, ...]
    direction: Direction = Direction.HORIZONTAL
    future: FutureRule = FutureRule.NEXT

    def __post_init__(self) -> None:
        every = {(state, component) for state in RowState for component in Component}
        if len(self.order) != len(every) or set(self.order) != every:
            raise BadAllocation("an order names each of the twelve buckets once")


class Fixed(StrEnum):
    """The older strategies: rows in order, each with one order of components for its state."""

    PENALTY_FIRST = "penalty_fee_interest_principal"
    PRINCIPAL_FIRST = "principal_interest_penalty_fee"
    IN_ADVANCE_PRINCIPAL_FIRST = (
        "due_penalty_fee_interest_principal_in_advance_principal_penalty_fee_interest"
    )
    FEE_LAST = "due_penalty_interest_principal_fee_in_advance_penalty_interest_principal_fee"


Strategy = Configurable | Fixed


class Rest(StrEnum):
    """How often a payment lowers the balance that bears interest."""

    DAILY = "daily"
    SAME_AS_REPAYMENT = "same_as_repayment"


class Preclose(StrEnum):
    """The day to which a pay-off bears interest: its own, or the due date of its period."""

    PRE_CLOSE_DATE = "pre_close_date"
    REST_DATE = "rest_date"


@dataclass(frozen=True, slots=True)
class Recalculation:
    """How interest follows what is really paid; `on_past_due`: late principal bears interest."""

    rest: Rest = Rest.DAILY
    preclose: Preclose = Preclose.PRE_CLOSE_DATE
    on_past_due: bool = True


class Calculation(StrEnum):
    """What the amount of a charge says."""

    FLAT = "flat"
    OF_PRINCIPAL = "percent_of_principal"
    OF_INTEREST = "percent_of_interest"
    OF_BOTH = "percent_of_principal_and_interest"


@dataclass(frozen=True, slots=True)
class Charge:
    """
    A fee or a penalty, due on `due_date` or with each instalment.

    :param amount: in major units, or per cent of what `calculation` names
    :param due_date: None: it is due with each instalment
    :raises BadCharge: see there
    """

    seq: int
    component: Component
    calculation: Calculation
    amount: Decimal
    due_date: date | None
    added_on: date

    def __post_init__(self) -> None:
        if self.amount < 0 or self.component not in (Component.FEE, Component.PENALTY):
            raise BadCharge(f"a charge of {self.amount} on {self.component}")
        if self.due_date is not None and self.calculation is not Calculation.FLAT:
            raise BadCharge("only a charge on each instalment can be a percentage")

    @property
    def known_on(self) -> date:
        """Return the day from which the charge stands on its row."""
        return min(self.added_on, self.due_date or self.added_on)


class EventKind(StrEnum):
    """What happens after the drawdown."""

    REPAYMENT = "repayment"
    DOWN_PAYMENT = "down_payment"
    PREPAY = "prepay"
    END_OF_DAY = "end_of_day"


@dataclass(frozen=True, slots=True)
class Event:
    """
    A payment, or the end of a day without one.

    :param amount: in major units; None with a pay-off: what the quote of the day asks
    :raises BadEvent: an amount of zero or less, or none where one is needed
    """

    seq: int
    on: date
    kind: EventKind
    amount: Decimal | None = None
    auto: bool = False

    def __post_init__(self) -> None:
        optional = self.kind in (EventKind.PREPAY, EventKind.END_OF_DAY)
        if not optional and self.amount is None:
            raise BadEvent(f"the {self.kind} of {self.on} has no amount")
        if self.amount is not None and self.amount <= 0:
            raise BadEvent(f"the {self.kind} of {self.on} is of {self.amount}")
