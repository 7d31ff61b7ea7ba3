"""Collects what a score is told, from the doors of lower packages, as of an instant."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tenor.dates import add_months

from headrace.credit.rules.features import PPM, invoice_facts
from headrace.credit.rules.findings import Claims, finding_facts
from headrace.credit.rules.scorecard import Scorecard, Value
from headrace.credit.rules.scoring import Evidence
from headrace.evidence import queries as evidence
from headrace.kit.clock import day_of
from headrace.kit.subjects import Subject
from headrace.parties import queries as parties

DEFINITION = "firm@1"


@dataclass(frozen=True, slots=True)
class Gathered:
    """Evidence with what only the reader of a file needs: whose findings, weekly sales."""

    evidence: Evidence
    finding_ids: tuple[str, ...]
    sales_weeks_minor: tuple[int, ...]

    def as_data(self) -> dict[str, Any]:
        """Return the whole as JSON values; `from_data` reads them back."""
        return asdict(self)


def from_data(values: Mapping[str, Any]) -> Gathered:
    """Return what was gathered from its stored values."""
    return Gathered(
        evidence=Evidence(**values["evidence"]),
        finding_ids=tuple(values["finding_ids"]),
        sales_weeks_minor=tuple(values["sales_weeks_minor"]),
    )


def gather(card: Scorecard, *, enterprise_id: UUID, subject: Subject, at: datetime) -> Gathered:
    """Return everything known about a firm at an instant, for a decision on a subject."""
    on = day_of(at)
    firm = parties.organisation(enterprise_id)
    year_ago = add_months(on, -12)
    buyers = evidence.top_counterparty_shares(enterprise_id, since=year_ago, until=on, limit=1)
    invoices = invoice_facts(
        evidence.invoice_aggregates(enterprise_id, until=on),
        as_of=on,
        buyer_shares_ppm=[int(each.share * PPM) for each in buyers],
    )
    valid = evidence.valid_findings(subject, at=at)
    stated = finding_facts(card, [Claims(each.kind, each.claims) for each in valid])
    done, required = evidence.completeness(subject)
    debts = stated.pop("debts_minor", None)
    facts: dict[str, Value] = {
        "size_class": firm.size_class or None,
        "staff": firm.staff,
        **invoices.known(),
        **stated,
        "debt_ratio_ppm": _debt_ratio(debts, invoices.sales_minor),
    }
    return Gathered(
        evidence=Evidence(
            facts=facts,
            findings_done=done,
            findings_required=required,
            debts_minor=debts if isinstance(debts, int) else 0,
        ),
        finding_ids=tuple(sorted(str(each.id) for each in valid)),
        sales_weeks_minor=invoices.sales_weeks_minor,
    )


def _debt_ratio(debts: Value, sales: int | None) -> int | None:
    if not isinstance(debts, int) or not sales or sales < 0:
        return None
    return debts * PPM // sales
