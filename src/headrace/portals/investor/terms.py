"""The terms that an officer types: read, and told what is wrong with each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final, TypeVar

from django.utils.translation import gettext as _

from headrace.kit.clock import CIVIL_ZONE, day_of
from headrace.market.queries import DemandView

Typed = Mapping[str, str]
Value = TypeVar("Value")
_MOST: Final = Decimal(10) ** 12
_LONGEST: Final = 600
_LAST_HOUR: Final = time(18)
_DAYS_OPEN: Final = 7


class Mistyped(Exception):
    """Answers that cannot be read; `errors` by the name of the field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Terms:
    """An offer's terms: the amount in yuan, the rate a fraction, the last day of the offer."""

    amount: Decimal
    rate_yearly: Decimal
    months: int
    plan_kind: str
    until: date

    @property
    def expires_at(self) -> datetime:
        """The offer's last day ends at 18:00 in the town."""
        return datetime.combine(self.until, _LAST_HOUR, CIVIL_ZONE)


def proposed(demand: DemandView, *, rate_yearly: Decimal, plan_kind: str, at: datetime) -> Terms:
    """Return what the form starts with: what is still open, at the posted price, for a week."""
    last = _last_day(demand.expires_at) if demand.expires_at else day_of(at)
    return Terms(
        amount=(demand.amount - demand.covered - demand.chosen).amount,
        rate_yearly=rate_yearly,
        months=demand.term_months,
        plan_kind=demand.plan_kind or plan_kind,
        until=min(day_of(at) + timedelta(days=_DAYS_OPEN), last),
    )


def read(typed: Typed) -> Terms:
    """Return the terms as typed; :raises Mistyped: with a sentence for each answer at fault."""
    errors: dict[str, str] = {}
    amount = _one("amount", typed, _amount, errors)
    rate = _one("rate", typed, _rate, errors)
    months = _one("months", typed, _months, errors)
    until = _one("until", typed, date.fromisoformat, errors)
    if amount is None or rate is None or months is None or until is None:
        raise Mistyped(errors)
    return Terms(amount, rate, months, typed.get("plan", ""), until)


def _one(
    name: str, typed: Typed, parse: Callable[[str], Value], errors: dict[str, str]
) -> Value | None:
    try:
        return parse(typed.get(name, "").strip())
    except (ValueError, InvalidOperation):
        errors[name] = _advice(name)
        return None


def _amount(words: str) -> Decimal:
    amount = _decimal(words)
    if not 0 < amount < _MOST or amount != amount.quantize(Decimal("0.01")):
        raise ValueError(words)
    return amount


def _rate(words: str) -> Decimal:
    rate = _decimal(words) / 100
    if not 0 <= rate < 1:
        raise ValueError(words)
    return rate


def _months(words: str) -> int:
    months = int(words)
    if not 1 <= months <= _LONGEST:
        raise ValueError(words)
    return months


def _decimal(words: str) -> Decimal:
    found = Decimal(words.translate({ord(each): None for each in ",， ¥￥%"}))
    if not found.is_finite():
        raise ValueError(words)
    return found


def _advice(name: str) -> str:
    return {
        "amount": _("Type an amount in yuan, such as 600,000."),
        "rate": _("Type a rate in per cent a year, such as 5.6."),
        "months": _("Type a whole number of months, such as 12."),
    }.get(name, _("Choose a day, such as 2026-11-30."))


def _last_day(expires_at: datetime) -> date:
    """The last day on which an offer until 18:00 still ends before the request does."""
    local = expires_at.astimezone(CIVIL_ZONE)
    return local.date() if local.time() >= _LAST_HOUR else local.date() - timedelta(days=1)
