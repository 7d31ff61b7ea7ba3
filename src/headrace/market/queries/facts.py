"""The facts of a file in one table: value, who vouches for it, and since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tenor.money import Money

from headrace.credit import queries as credit
from headrace.evidence import queries as evidence
from headrace.parties import queries as parties

_PPM = Decimal(1_000_000)
_FROM_INVOICES = (
    "sales_minor",
    "growth_ppm",
    "active_months",
    "volatility_ppm",
    "credit_note_ppm",
    "voided_ppm",
    "largest_buyer_ppm",
    "history_months",
    "purchase_ratio_ppm",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """
    One fact with its provenance.

    :param value: money, a fraction, a count or a word; None is *not known*
    :param mark: register, feed, signed or past, as the provenance marks of the page
    :param source: who vouches; empty for the register and the feed
    """

    name: str
    value: Money | Decimal | int | str | None
    mark: str
    source: str
    since: datetime | None


def facts_of(
    firm: parties.OrganisationView,
    score: credit.ScoreView | None,
    findings: Iterable[evidence.FindingView],
) -> tuple[Fact, ...]:
    """Return the facts of a file: register first, then invoices, then each signed claim."""
    known = [
        Fact("legal_form", firm.kind, "register", "", None),
        Fact("size_class", firm.size_class or None, "register", "", None),
        Fact("staff", firm.staff, "register", "", None),
        Fact("industry", firm.industry, "register", "", None),
    ]
    if score is not None:
        known += [
            Fact(*_shown(name, score.features.get(name)), "feed", "", score.decided_at)
            for name in _FROM_INVOICES
        ]
    for each in findings:
        mark = "signed" if each.state == "valid" else "past"
        known += [
            Fact(*_shown(name, claim), mark, each.issuer_name, each.issued_at)
            for name, claim in each.claims.items()
        ]
    return tuple(known)


def _shown(name: str, value: object) -> tuple[str, Money | Decimal | int | str | None]:
    """Return a fact under its plain name in the unit that a reader expects."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    for ending in ("_minor", "_ppm"):
        if name.endswith(ending):
            plain = name.removesuffix(ending)
            if not whole:
                return plain, None
            number = int(str(value))
            return plain, Money.from_minor(number) if ending == "_minor" else number / _PPM
    if isinstance(value, bool):
        return name, "yes" if value else "no"
    return name, value if isinstance(value, int | str | Decimal) else None
