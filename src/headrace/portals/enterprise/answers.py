"""The three answers of an owner: read from what was typed, judged, kept between two visits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils.translation import gettext as _
from tenor.money import Money

PURPOSES: Final = ("materials", "equipment", "wages", "repay_loan", "stock", "other")
WANTED: Final = ("week", "fortnight", "later")
MONTHS: Final = (3, 6, 9, 12, 24)
LEAST: Final = Decimal(10_000)
MOST: Final = Decimal(1_000_000_000)
_NAMES: Final = ("amount", "purpose", "wanted", "months")
_IGNORED: Final = re.compile(r"[\s,，¥￥元]")
_WAN: Final = re.compile(r"万$")


@dataclass(frozen=True, slots=True)
class Answers:
    """What was typed, and what it means; `wrong` names the fields with what would be right."""

    typed: Mapping[str, str]
    amount: Money | None = None
    purpose: str = ""
    wanted: str = ""
    months: int = 0
    wrong: Mapping[str, str] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether all can be understood."""
        return not self.wrong and self.amount is not None

    def wanted_date(self, today: date) -> date | None:
        """The day by which the money is wanted; none for *later*."""
        days = {"week": 7, "fortnight": 14}.get(self.wanted)
        return today + timedelta(days=days) if days else None

    def kept(self) -> dict[str, str]:
        """As plain values for the session and for the next page's hidden fields."""
        return {name: self.typed.get(name, "") for name in _NAMES}


def read(data: Mapping[str, str]) -> Answers:
    """Read the three answers; what is missing or makes no sense stands in `wrong`."""
    wrong: dict[str, str] = {}
    amount = _amount(data.get("amount", ""), wrong)
    purpose = _chosen(data, "purpose", PURPOSES, wrong)
    wanted = _chosen(data, "wanted", WANTED, wrong)
    months = _chosen(data, "months", tuple(map(str, MONTHS)), wrong)
    return Answers(dict(data.items()), amount, purpose, wanted, int(months or 0), wrong)


def _amount(typed: str, wrong: dict[str, str]) -> Money | None:
    plain = _IGNORED.sub("", typed)
    if not plain:
        wrong["amount"] = _("Type how many yuan you need, for example 300,000.")
        return None
    unit = Decimal(10_000) if _WAN.search(plain) else Decimal(1)
    try:
        amount = Decimal(_WAN.sub("", plain)) * unit
    except InvalidOperation:
        wrong["amount"] = _("This is not a number. Type figures only, for example 300,000.")
        return None
    if not amount.is_finite() or not LEAST <= amount <= MOST:
        wrong["amount"] = _("We can match requests from ¥10,000 to ¥1 billion.")
        return None
    if amount != amount.quantize(Decimal("0.01")):
        wrong["amount"] = _("There is no money smaller than a fen: two places after the point.")
        return None
    return Money(amount.quantize(Decimal("0.01")))


def _chosen(
    data: Mapping[str, str], name: str, known: tuple[str, ...], wrong: dict[str, str]
) -> str:
    value = data.get(name, "")
    if value in known:
        return value
    wrong[name] = _("Choose one of these.")
    return ""
