"""What each kind of finding asks for, as questions of a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from headrace.evidence.queries import GRADES

Shape = Literal["choice", "truth", "count", "percent", "amount", "rate", "day", "text"]


@dataclass(frozen=True, slots=True)
class Question:
    """One claim of a finding: its name, the shape of its answer, what may be chosen."""

    name: str
    shape: Shape
    options: tuple[str, ...] = ()
    required: bool = True


def _may(name: str, shape: Shape, *options: str) -> Question:
    return Question(name, shape, options, required=False)


# The schema of evidence says the same; a test holds the two against each other.
QUESTIONS: Final[Mapping[str, tuple[Question, ...]]] = MappingProxyType(
    {
        "authentication": (
            Question("identity", "choice", ("clear", "doubt")),
            Question("licence_valid", "truth"),
            Question("owners_checked", "truth"),
            _may("site_visited", "truth"),
        ),
        "evaluation": (
            Question("operation", "choice", ("sound", "fair", "weak")),
            Question("site_visited", "truth"),
            _may("staff_seen", "count"),
            _may("remark_code", "text"),
        ),
        "rating": (
            Question("grade", "choice", GRADES),
            Question("confidence_percent", "percent"),
            _may("outlook", "choice", "positive", "stable", "negative"),
        ),
        "credit_history": (
            Question("open_loans", "count"),
            Question("overdue_minor", "amount"),
            Question("debts_minor", "amount"),
        ),
        "guarantee": (
            Question("cover_minor", "amount"),
            Question("fee_rate", "rate"),
            _may("until_date", "day"),
        ),
        "ip_appraisal": (
            Question("low_minor", "amount"),
            Question("high_minor", "amount"),
            _may("patents", "count"),
        ),
        "asset_appraisal": (
            Question("low_minor", "amount"),
            Question("high_minor", "amount"),
        ),
        "insurance": (
            Question("cover_minor", "amount"),
            Question("premium_rate", "rate"),
            _may("until_date", "day"),
        ),
    }
)
