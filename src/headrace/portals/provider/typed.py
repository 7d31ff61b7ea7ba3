"""A finding as it was typed: read answer by answer, and told what is wrong with each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.translation import gettext as _

from headrace.portals.provider.claims import QUESTIONS, Question, Shape

Typed = Mapping[str, str]
METHODS: Final = ("desk-review", "site-visit", "register-query", "model")
_MOST_YUAN: Final = Decimal(10) ** 12
_LONGEST: Final = 300


class Mistyped(Exception):
    """Answers that cannot be read; `errors` by the name of the field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Said:
    """What a provider found: the claims of the kind, how, and how sure in whole per cent."""

    claims: Mapping[str, Any]
    method: str
    confidence: int


def read(kind: str, typed: Typed) -> Said:
    """Return the finding as typed; :raises Mistyped: with a sentence for each answer at fault."""
    errors: dict[str, str] = {}
    claims: dict[str, Any] = {}
    for question in QUESTIONS.get(kind, ()):
        words = typed.get(question.name, "").strip()
        if not words and not question.required:
            continue
        try:
            claims[question.name] = _read(question, words)
        except (ValueError, InvalidOperation):
            errors[question.name] = advice(question.shape)
    method, confidence = _how(typed, errors)
    if claims.get("low_minor", 0) > claims.get("high_minor", claims.get("low_minor", 0)):
        errors["high_minor"] = _("The high estimate is not below the low one.")
    if errors:
        raise Mistyped(errors)
    return Said(claims, method, confidence)


def advice(shape: Shape) -> str:
    """Return what would be right for an answer of a shape."""
    return {
        "amount": _("Type an amount in yuan, such as 600,000."),
        "rate": _("Type a rate in per cent a year, such as 1.2."),
        "count": _("Type a whole number, such as 12."),
        "percent": _("Type a whole per cent from 0 to 100."),
        "day": _("Choose a day, such as 2026-11-30."),
        "text": _("Write at most three hundred letters."),
    }.get(shape, _("Choose an answer."))


def _how(typed: Typed, errors: dict[str, str]) -> tuple[str, int]:
    method = typed.get("method", "")
    if method not in METHODS:
        errors["method"] = advice("choice")
    try:
        return method, _percent(typed.get("confidence", "").strip())
    except ValueError:
        errors["confidence"] = advice("percent")
        return method, 0


def _read(question: Question, words: str) -> Any:
    if question.shape == "choice":
        return question.options[question.options.index(words)]
    return _READERS[question.shape](words)


def _truth(words: str) -> bool:
    return {"yes": True, "no": False}[words] if words in ("yes", "no") else _refuse(words)


def _refuse(words: str) -> bool:
    raise ValueError(words)


def _count(words: str) -> int:
    return _between(int(_plain(words)), 1_000_000)


def _percent(words: str) -> int:
    return _between(int(_plain(words)), 100)


def _between(number: int, most: int) -> int:
    if not 0 <= number <= most:
        raise ValueError(number)
    return number


def _amount(words: str) -> int:
    """In fen: a finding holds whole minor units."""
    yuan = Decimal(_plain(words))
    if not 0 <= yuan < _MOST_YUAN or yuan != yuan.quantize(Decimal("0.01")):
        raise ValueError(words)
    return int(yuan * 100)


def _rate(words: str) -> str:
    """As a fraction in text: a finding holds no floating-point number."""
    rate = Decimal(_plain(words)) / 100
    if not 0 <= rate <= 1 or rate != rate.quantize(Decimal("0.00000001")):
        raise ValueError(words)
    return format(rate.quantize(Decimal("0.00000001")).normalize(), "f")


def _day(words: str) -> str:
    return date.fromisoformat(words).isoformat()


def _text(words: str) -> str:
    if len(words) > _LONGEST:
        raise ValueError(words)
    return words


def _plain(words: str) -> str:
    return words.translate({ord(each): None for each in ",， ¥￥%"})


_READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "truth": _truth,
    "count": _count,
    "percent": _percent,
    "amount": _amount,
    "rate": _rate,
    "day": _day,
    "text": _text,
}
