"""The life of a demand as a table, and what must be told before it is published."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from unicodedata import category

from tenor.money import Money

from headrace.kit.errors import N_, Malformed, Refused


class State(StrEnum):
    """Where a demand stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    MATCHING = "matching"
    OFFERED = "offered"
    CONTRACTED = "contracted"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Event(StrEnum):
    """What can happen to a demand."""

    PUBLISH = "publish"
    MATCH = "match"
    OFFER = "offer"
    OFFERS_GONE = "offers_gone"
    COVER = "cover"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    CLOSE = "close"


NEXT = {
    (State.DRAFT, Event.PUBLISH): State.PUBLISHED,
    (State.DRAFT, Event.WITHDRAW): State.WITHDRAWN,
    (State.PUBLISHED, Event.MATCH): State.MATCHING,
    (State.PUBLISHED, Event.WITHDRAW): State.WITHDRAWN,
    (State.PUBLISHED, Event.EXPIRE): State.EXPIRED,
    (State.MATCHING, Event.MATCH): State.MATCHING,
    (State.MATCHING, Event.OFFER): State.OFFERED,
    (State.MATCHING, Event.WITHDRAW): State.WITHDRAWN,
    (State.MATCHING, Event.EXPIRE): State.EXPIRED,
    (State.OFFERED, Event.MATCH): State.OFFERED,
    (State.OFFERED, Event.OFFER): State.OFFERED,
    (State.OFFERED, Event.OFFERS_GONE): State.MATCHING,
    (State.OFFERED, Event.COVER): State.CONTRACTED,
    (State.OFFERED, Event.WITHDRAW): State.WITHDRAWN,
    (State.OFFERED, Event.EXPIRE): State.EXPIRED,
    (State.CONTRACTED, Event.OFFERS_GONE): State.MATCHING,
    (State.CONTRACTED, Event.CLOSE): State.CLOSED,
}
OPEN = frozenset({State.PUBLISHED, State.MATCHING, State.OFFERED})
TAKES_OFFERS = frozenset({State.MATCHING, State.OFFERED})


class DemandStateRefused(Refused):
    """The demand's state does not allow this step."""

    message = N_("The request is {state}; this step is not possible now.")
    remedy = N_("Look at the request again: something has happened meanwhile.")

    def __init__(self, state: State, event: Event) -> None:
        super().__init__(field="demand_id", state=state.value, event=event.value)


class AmountNotPositive(Malformed):
    """Nothing is asked, or the least that would do is above what is asked."""

    message = N_("The amount must be above nought, and the least acceptable not above it.")
    remedy = N_("Give the amount you need and, if part of it helps, the least that does.")

    def __init__(self, field: str) -> None:
        super().__init__(field=field)


class CurrencyMixed(Malformed):
    """Two amounts that belong together are in different currencies."""

    message = N_("{asked} and {expected} cannot be counted together.")
    remedy = N_("Give every amount in {expected}.")

    def __init__(self, *, field: str, asked: str, expected: str) -> None:
        super().__init__(field=field, asked=asked, expected=expected)


class CurrencyNotHeld(Refused):
    """No custodian of the centre holds money of this currency."""

    message = N_("No custodian of this centre holds {currency}.")
    remedy = N_("Ask in one of: {known}.")

    def __init__(self, *, currency: str, known: Iterable[str]) -> None:
        super().__init__(
            field="amount", currency=currency, known=", ".join(sorted(set(known))) or "-"
        )


class PurposeUnknown(Malformed):
    """A purpose that is not on the list of the rulebook."""

    message = N_("{purpose} is not a purpose that a request can be for.")
    remedy = N_("Choose one of: {known_en}.")
    journalled = ("purpose",)

    def __init__(self, purpose: str, known: Iterable[Mapping[str, str]]) -> None:
        listed = tuple(known)
        super().__init__(
            field="purpose_code",
            purpose=purpose[:40],
            known_en=", ".join(f"{each['code']} ({each['en']})" for each in listed),
            known_zh="、".join(f"{each['code']}（{each['zh']}）" for each in listed),
        )


class TermOutOfRange(Malformed):
    """A term that no product of the market can have."""

    message = N_("The term must be 1 to {longest} months.")
    remedy = N_("Give the term in whole months.")

    def __init__(self, *, longest: int) -> None:
        super().__init__(field="term_months", longest=longest)


class FieldMissing(Malformed):
    """A way of financing needs something that the demand does not state."""

    message = N_("{model} needs {name}.")
    remedy = N_("Fill in the field, or take this way of financing out of the request.")

    def __init__(self, *, model: str, name: str) -> None:
        super().__init__(field=f"details.{name}", model=model, name=name)


class TextMissing(Malformed):
    """A sentence that lenders decide by was left empty."""

    message = N_("This must be filled in before the request is published.")
    remedy = N_("Say in a sentence or two.")

    def __init__(self, field: str) -> None:
        super().__init__(field=field)


_BREAKS = frozenset({"Cc", "Zl", "Zp"})
"""Unicode categories of control characters and of line and paragraph separators."""


class NotOneLine(Malformed):
    """A text that goes into the agreement holds line ends or control characters."""

    message = N_("This text must stand on one line, without control characters.")
    remedy = N_("Write it as one sentence; several payees are several entries.")

    def __init__(self, field: str) -> None:
        super().__init__(field=field)


class DemandBound(Refused):
    """Part of the demand is already accepted; it can no longer be taken back whole."""

    message = N_("{accepted} of the request is already accepted and binding.")
    remedy = N_("Let the remainder lapse; what is accepted goes on.")

    def __init__(self, accepted: Money) -> None:
        super().__init__(field="demand_id", accepted=str(accepted.amount))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a firm asks for; `amount_least` is the least that helps, `payees` may be paid too."""

    amount: Money
    amount_least: Money
    term_months: int
    purpose_code: str
    purpose_text: str
    innovation: bool
    repayment_source: str
    plan_kind: str
    models: Sequence[str]
    details: Mapping[str, Any]
    payees: Sequence[str]
    wanted_date: date | None


def after(state: State, event: Event) -> State:
    """Return the state that follows; :raises DemandStateRefused: the table has no such move."""
    try:
        return NEXT[state, event]
    except KeyError:
        raise DemandStateRefused(state, event) from None


def check_figures(wanted: Wanted, *, term_longest: int) -> None:
    """
    Let pass figures that make sense.

    :raises AmountNotPositive: :raises CurrencyMixed: :raises TermOutOfRange:
    """
    check_currency(wanted.amount_least, expected=wanted.amount.currency, field="amount_least")
    if wanted.amount.minor <= 0:
        raise AmountNotPositive("amount")
    if not 0 < wanted.amount_least.minor <= wanted.amount.minor:
        raise AmountNotPositive("amount_least")
    if not 1 <= wanted.term_months <= term_longest:
        raise TermOutOfRange(longest=term_longest)


def check_currency(*amounts: Money, expected: str, field: str) -> None:
    """Let pass amounts of one currency; :raises CurrencyMixed:"""
    for each in amounts:
        if each.currency != expected:
            raise CurrencyMixed(field=field, asked=each.currency, expected=expected)


def check_purpose(code: str, known: Iterable[Mapping[str, str]]) -> None:
    """
    Let pass a purpose of the rulebook's list.

    :param known: rows of `demand.purposes`, each with code, en and zh
    :raises PurposeUnknown:
    """
    listed = tuple(known)
    if code not in {each["code"] for each in listed}:
        raise PurposeUnknown(code, listed)


def check_words(purpose_text: str, repayment_source: str, payees: Iterable[str]) -> None:
    """
    Let pass words that cannot pose as a clause or as a second payee in the agreement.

    :raises NotOneLine: names the field
    """
    told = [("purpose_text", purpose_text), ("repayment_source", repayment_source)]
    for name, text in (*told, *(("payees", each) for each in payees)):
        if any(category(sign) in _BREAKS for sign in text):
            raise NotOneLine(name)


def check_publishable(wanted: Wanted, *, fields: Iterable[tuple[str, str]]) -> None:
    """
    Let pass a demand that says everything lenders decide by.

    :param fields: (model, field) pairs that the wanted ways of financing require
    :raises TextMissing: :raises FieldMissing:
    """
    for name in ("purpose_text", "repayment_source"):
        if not any(sign.isalnum() for sign in getattr(wanted, name)):
            raise TextMissing(name)
    for model, name in fields:
        if wanted.details.get(name) in (None, ""):
            raise FieldMissing(model=model, name=name)


def reference(year: int, number: int) -> str:
    """Return the reference people speak of; numbers start again each year."""
    return f"R-{year}-{number:04d}"


def is_due(state: State, *, expires_at: datetime | None, at: datetime) -> bool:
    """Say whether an open demand's time is up."""
    return state in OPEN and expires_at is not None and expires_at <= at
