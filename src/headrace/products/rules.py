"""When a product may move on, and what its figures must satisfy: pure decisions."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tenor.money import Money

from headrace.kit.errors import N_, Malformed, Refused

RATE_DECIMALS = 8


class State(StrEnum):
    """Where a product stands between a lender's draft and its retirement."""

    DRAFT = "draft"
    APPROVED = "approved"
    LIVE = "live"
    PAUSED = "paused"
    RETIRED = "retired"


class Event(StrEnum):
    """What can happen to a product."""

    APPROVE = "approve"
    LAUNCH = "launch"
    PAUSE = "pause"
    RESUME = "resume"
    RETIRE = "retire"


NEXT = {
    (State.DRAFT, Event.APPROVE): State.APPROVED,
    (State.DRAFT, Event.RETIRE): State.RETIRED,
    (State.APPROVED, Event.LAUNCH): State.LIVE,
    (State.APPROVED, Event.RETIRE): State.RETIRED,
    (State.LIVE, Event.PAUSE): State.PAUSED,
    (State.LIVE, Event.RETIRE): State.RETIRED,
    (State.PAUSED, Event.RESUME): State.LIVE,
    (State.PAUSED, Event.RETIRE): State.RETIRED,
}


class ProductStateRefused(Refused):
    """The product's state does not allow this step."""

    message = N_("The product is {state}; this step is not possible now.")
    remedy = N_("Follow the order: draft, approved, live.")

    def __init__(self, state: State, event: Event) -> None:
        super().__init__(field="product_id", state=state.value, event=event.value)


class RangeEmpty(Malformed):
    """The least is above the most."""

    message = N_("The least, {least}, is above the most, {most}.")
    remedy = N_("Give a least that is at most the most, and both above nought.")

    def __init__(self, *, field: str, least: str, most: str) -> None:
        super().__init__(field=field, least=least, most=most)


class RateOutOfRange(Malformed):
    """A yearly rate below nought, a percent figure where a fraction belongs, or one too fine."""

    message = N_("A yearly rate of {rate} is not a fraction between 0 and 1 of 8 decimals.")
    remedy = N_("Give the rate as a fraction: 0.068 is 6.8 %.")

    def __init__(self, rate: Decimal) -> None:
        super().__init__(field="rate_yearly", rate=str(rate))


class PlanKindUnknown(Malformed):
    """The model knows no plan of this kind."""

    message = N_("This way of financing has no plan called {plan_kind}.")
    remedy = N_("Choose one of: {known}.")

    def __init__(self, plan_kind: str, known: tuple[str, ...]) -> None:
        super().__init__(field="plan_kind", plan_kind=plan_kind, known=", ".join(known))


class GradeUnknown(Malformed):
    """A floor that is no grade of the scale: no firm could be held against it."""

    message = N_("There is no grade {grade}.")
    remedy = N_("Choose one of: {known}.")

    def __init__(self, grade: str, known: tuple[str, ...]) -> None:
        super().__init__(field="grade_floor", grade=grade, known=", ".join(known))


class CurrencyMixed(Malformed):
    """Two amounts that belong together are in different currencies."""

    message = N_("{asked} and {expected} cannot be counted together.")
    remedy = N_("Give every amount in {expected}.")

    def __init__(self, *, field: str, asked: str, expected: str) -> None:
        super().__init__(field=field, asked=asked, expected=expected)


class OutsideProduct(Refused):
    """An amount or a term that the product does not cover."""

    message = N_("The product covers {least} to {most}; {asked} was asked.")
    remedy = N_("Stay within the product's range, or offer another product.")

    def __init__(self, *, field: str, least: str, most: str, asked: str) -> None:
        super().__init__(field=field, least=least, most=most, asked=asked)


@dataclass(frozen=True, slots=True)
class Ranges:
    """What a product covers."""

    amount_min: Money
    amount_max: Money
    term_min: int
    term_max: int


def after(state: State, event: Event) -> State:
    """Return the state that follows; :raises ProductStateRefused: the table has no such move."""
    try:
        return NEXT[state, event]
    except KeyError:
        raise ProductStateRefused(state, event) from None


def check_draft(
    ranges: Ranges, rates: tuple[Decimal, ...], plan_kind: str, *, known: tuple[str, ...]
) -> None:
    """
    Let pass figures that make sense together.

    :param rates: nominal fractions a year
    :param known: the plan kinds of the product's model
    :raises RangeEmpty: :raises RateOutOfRange: :raises PlanKindUnknown: :raises CurrencyMixed:
    """
    least, most = ranges.amount_min, ranges.amount_max
    check_currency(most, expected=least.currency, field="amount_max")
    if not 0 < least.minor <= most.minor:
        raise RangeEmpty(field="amount_min", least=str(least.amount), most=str(most.amount))
    if not 0 < ranges.term_min <= ranges.term_max:
        raise RangeEmpty(field="term_min", least=str(ranges.term_min), most=str(ranges.term_max))
    for rate in rates:
        check_rate(rate)
    check_plan_kind(plan_kind, known=known)


def check_rate(rate: Decimal) -> None:
    """Let pass a nominal fraction a year that the books can hold; :raises RateOutOfRange:"""
    if not rate.is_finite() or not 0 <= rate < 1 or rate != round(rate, RATE_DECIMALS):
        raise RateOutOfRange(rate)


def check_plan_kind(plan_kind: str, *, known: tuple[str, ...]) -> None:
    """Let pass a plan that the model can draw up; :raises PlanKindUnknown:"""
    if plan_kind not in known:
        raise PlanKindUnknown(plan_kind, known)


def check_currency(*amounts: Money, expected: str, field: str) -> None:
    """Let pass amounts of one currency; :raises CurrencyMixed:"""
    for each in amounts:
        if each.currency != expected:
            raise CurrencyMixed(field=field, asked=each.currency, expected=expected)


def check_grade(grade: str, *, known: tuple[str, ...]) -> None:
    """Let pass a grade of the scale; :raises GradeUnknown:"""
    if grade not in known:
        raise GradeUnknown(grade, known)


def check_within(ranges: Ranges, *, amount: Money, term_months: int) -> None:
    """
    Let pass an amount and a term inside the product.

    :raises OutsideProduct: :raises CurrencyMixed:
    """
    check_currency(amount, expected=ranges.amount_min.currency, field="amount")
    if not ranges.amount_min <= amount <= ranges.amount_max:
        raise OutsideProduct(
            field="amount",
            least=str(ranges.amount_min.amount),
            most=str(ranges.amount_max.amount),
            asked=str(amount.amount),
        )
    if not ranges.term_min <= term_months <= ranges.term_max:
        raise OutsideProduct(
            field="term_months",
            least=str(ranges.term_min),
            most=str(ranges.term_max),
            asked=str(term_months),
        )


def rate_at(grade_rank: int, *, rate_yearly: Decimal, rate_step_yearly: Decimal) -> Decimal:
    """Return the posted rate for a grade: the best grade's plus one step for each grade below."""
    return rate_yearly + rate_step_yearly * grade_rank


_DIGITS = 6


def area_of(district: str) -> str:
    """
    Return the leading digits that all districts of an office's area share (GB/T 2260).

    What is no district has no area: it returns a sign that no district begins with.

    >>> area_of("360730"), area_of("360700"), area_of("000000"), area_of("")
    ('360730', '3607', '', '-')
    """
    if len(district) != _DIGITS or not district.isdecimal():
        return "-"
    while district.endswith("00"):
        district = district[:-2]
    return district
